//! Looks at the server without sending a telegram, for `diagnose`.

use super::choice;
use super::curl_backend;
use super::identity::Identity;
use super::outcome::TransportError;
use super::rustls_backend::{self, Looked};
use super::sending::{Backend, backend};
use super::settings::{TlsBackend, TransportSettings};
use super::target::Target;

/// What a TLS handshake with the server showed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Probe {
    /// The backend that telegrams to this server take: [`TlsBackend::Rustls`] or
    /// [`TlsBackend::Libcurl`].
    pub backend: TlsBackend,
    /// Why not rustls, where `auto` chose libcurl.
    pub why: Option<String>,
    /// The negotiated version, such as `TLSv1.3`.
    pub version: String,
    /// The negotiated cipher suite.
    pub suite: String,
    /// Whether the server asked for the client certificate in the first handshake.
    pub asked: bool,
    /// When the server's certificate ends, such as `Feb 21 18:50:29 2027 GMT`.
    pub server_certificate_ends: Option<String>,
}

/// Connects to the host of `url` as a telegram would (proxy, certificate, verification), completes
/// the TLS handshake and closes. Changes no connection, session or choice of backend.
///
/// # Errors
/// As [`post`](super::post); the outcome is always `not_sent`.
pub fn probe(settings: &TransportSettings, url: &str) -> Result<Probe, TransportError> {
    let target = Target::parse(url)?;
    let identity = Identity::load(settings)?;
    let wanted = backend(settings, &identity, &target)?;
    if settings.backend == TlsBackend::Libcurl || !rustls_can_try(&identity) {
        return curl_backend::probe(settings, &identity, &target);
    }
    let mut probe = match rustls_backend::probe(settings, &identity, &target)? {
        Looked::Seen(probe) => probe,
        Looked::NeedsLibcurl(why) => {
            let seen = curl_backend::probe(settings, &identity, &target)?;
            return Ok(Probe {
                why: Some(why.to_owned()),
                ..seen
            });
        }
    };
    let late = identity.pair.is_some() && !probe.asked;
    if settings.backend == TlsBackend::Auto && late {
        probe.backend = TlsBackend::Libcurl;
        probe.why = Some("the server does not ask for the certificate in the handshake".to_owned());
    } else if wanted == Backend::Libcurl && choice::is_libcurl(&target, &identity) {
        probe.backend = TlsBackend::Libcurl;
        probe.why = Some("chosen earlier in this process".to_owned());
    }
    Ok(probe)
}

fn rustls_can_try(identity: &Identity) -> bool {
    identity
        .pair
        .as_ref()
        .is_none_or(|pair| pair.rustls.is_some())
}
