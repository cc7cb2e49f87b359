//! Chooses the backend, and sends.

use std::time::Instant;

use bytes::Bytes;

use super::choice;
use super::curl_backend;
use super::identity::Identity;
use super::message;
use super::outcome::{Outcome, Reason, TransportError};
use super::rustls_backend::{self, Attempt};
use super::settings::{TlsBackend, TransportAnswer, TransportRequest, TransportSettings};
use super::target::Target;

/// Sends one request and waits for its answer. Never sends it twice.
///
/// # Errors
/// [`TransportError`], whose `outcome` says whether Paygent may have acted.
pub fn post(
    settings: &TransportSettings,
    request: TransportRequest,
) -> Result<TransportAnswer, TransportError> {
    post_noting(settings, request).0
}

/// Like [`post`], with what [`warnings`](super::warnings) says about the certificate that was used.
pub fn post_noting(
    settings: &TransportSettings,
    request: TransportRequest,
) -> (Result<TransportAnswer, TransportError>, Option<String>) {
    let began = Instant::now();
    let loaded = Target::parse(&request.url).and_then(|target| {
        let identity = Identity::load(settings)?;
        Ok((target, identity))
    });
    match loaded {
        Err(error) => (Err(error), None),
        Ok((target, identity)) => {
            let answer = send(settings, &identity, &target, request.body, began);
            (answer, identity.warning())
        }
    }
}

fn send(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
    body: Bytes,
    began: Instant,
) -> Result<TransportAnswer, TransportError> {
    if backend(settings, identity, target)? == Backend::Rustls {
        let attempt = rustls_backend::post(settings, identity, target.clone(), body.clone())?;
        match attempt {
            Attempt::Done(result) => return result,
            Attempt::NeedsLibcurl(why) => give_to_libcurl(settings, identity, target, why)?,
        }
    }
    let left = settings.total_timeout.saturating_sub(began.elapsed());
    curl_backend::post(settings, identity, target, &body, left)
}

/// Which backend serves a telegram.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Backend {
    Rustls,
    Libcurl,
}

/// The backend for this server: as configured, or as learnt.
pub(super) fn backend(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
) -> Result<Backend, TransportError> {
    let unusable = identity.pair.as_ref().filter(|pair| pair.rustls.is_none());
    match (settings.backend, unusable) {
        (TlsBackend::Libcurl, _) | (TlsBackend::Auto, Some(_)) => Ok(Backend::Libcurl),
        (TlsBackend::Rustls, None) => Ok(Backend::Rustls),
        (TlsBackend::Rustls, Some(pair)) => Err(message::error(
            target,
            Reason::Key,
            Outcome::NotSent,
            &format!(
                "rustls cannot use the kind of key in {}: set paygent.tls_backend to auto",
                pair.path.display()
            ),
        )),
        (TlsBackend::Auto, None) if choice::is_libcurl(target, identity) => Ok(Backend::Libcurl),
        (TlsBackend::Auto, None) => Ok(Backend::Rustls),
    }
}

/// Nothing of the telegram has left yet: libcurl may send it. With `paygent.tls_backend=rustls` that is its end.
pub(super) fn give_to_libcurl(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
    why: &str,
) -> Result<(), TransportError> {
    if settings.backend == TlsBackend::Rustls {
        return Err(message::error(
            target,
            Reason::Handshake,
            Outcome::NotSent,
            why,
        ));
    }
    log::info!(
        "libcurl serves {}:{} from now on: {why}",
        target.host,
        target.port
    );
    choice::remember_libcurl(target, identity);
    Ok(())
}
