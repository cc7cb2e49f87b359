//! A handshake without a telegram, by libcurl itself.

use super::{easy, judge};
use crate::transport::identity::Identity;
use crate::transport::outcome::TransportError;
use crate::transport::probe::Probe;
use crate::transport::settings::{TlsBackend, TransportSettings};
use crate::transport::target::Target;

/// Connects, shakes hands and closes.
pub(crate) fn probe(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
) -> Result<Probe, TransportError> {
    let mut easy = easy::handshake(settings, identity, target)?;
    let result = easy.perform();
    let transfer = easy.get_mut();
    if let Err(error) = result {
        return Err(judge::unsent(target, &error, transfer));
    }
    let seen = &transfer.seen;
    Ok(Probe {
        backend: TlsBackend::Libcurl,
        why: None,
        version: seen.version.clone().unwrap_or_default(),
        suite: seen.suite.clone().unwrap_or_default(),
        asked: transfer.question.is_some(),
        server_certificate_ends: seen.ends.clone(),
    })
}
