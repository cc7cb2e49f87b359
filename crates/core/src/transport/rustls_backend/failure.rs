//! Why a connection was not made: judged where it happens, found again behind reqwest's error.

use std::error::Error;
use std::fmt;
use std::io;

use rustls::{AlertDescription, CertificateError, PeerMisbehaved};

use super::names::UnknownName;
use super::notes::Handshake;

/// Nothing of the request has left in any of these.
#[derive(Clone, Debug)]
pub(super) enum ConnectFailure {
    /// The name has no address.
    Name { name: String, cause: String },
    /// No TCP connection.
    Unreachable(String),
    /// The time for connecting is up.
    TimedOut,
    /// The proxy refused the tunnel.
    Tunnel(String),
    /// The TLS handshake failed.
    Handshake(String),
    /// The server refused our certificate within the handshake.
    CertificateRefused(String),
    /// The server's certificate or name does not verify.
    Verification(String),
    /// rustls cannot serve this server; libcurl might.
    NeedsLibcurl(&'static str),
}

impl fmt::Display for ConnectFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name, cause } => write!(f, "{name}: {cause}"),
            Self::Unreachable(cause)
            | Self::Tunnel(cause)
            | Self::Handshake(cause)
            | Self::CertificateRefused(cause)
            | Self::Verification(cause) => f.write_str(cause),
            Self::TimedOut => f.write_str("time-out while connecting"),
            Self::NeedsLibcurl(why) => f.write_str(why),
        }
    }
}

impl Error for ConnectFailure {}

impl ConnectFailure {
    /// Judges the error of the layer below.
    pub(super) fn judge(error: &(dyn Error + 'static), handshake: &Handshake) -> Self {
        if let Some(judged) = find::<Self>(error) {
            return judged.clone();
        }
        if let Some(unknown) = find::<UnknownName>(error) {
            return Self::Name {
                name: unknown.name.clone(),
                cause: unknown.cause.clone(),
            };
        }
        if let Some(tls) = find::<rustls::Error>(error) {
            return Self::judge_tls(tls, handshake);
        }
        let text = error.to_string();
        // hyper-util's TunnelError, which cannot be named from here. When it could not even reach
        // the proxy it carries the cause, judged below.
        if text.starts_with("tunnel error") && !text.contains("failed to create") {
            return Self::Tunnel(text);
        }
        let Some(kind) = io_kind(error) else {
            return Self::Handshake(innermost(error));
        };
        match kind {
            // These come in the middle of a handshake, after the connection was made.
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::ConnectionAborted => Self::Handshake(innermost(error)),
            io::ErrorKind::TimedOut => Self::TimedOut,
            _ => Self::Unreachable(innermost(error)),
        }
    }

    fn judge_tls(error: &rustls::Error, handshake: &Handshake) -> Self {
        match error {
            // Not a verdict: rustls lacks the algorithm. libcurl verifies for itself.
            rustls::Error::InvalidCertificate(
                CertificateError::UnsupportedSignatureAlgorithmContext { .. }
                | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. },
            ) => Self::NeedsLibcurl("the server's certificate uses a key that rustls cannot check"),
            rustls::Error::InvalidCertificate(cause) => Self::Verification(cause.to_string()),
            rustls::Error::AlertReceived(alert) if is_certificate_alert(*alert) => {
                Self::CertificateRefused(error.to_string())
            }
            // The server asked, got our answer and hung up: a judgement on the certificate.
            rustls::Error::AlertReceived(AlertDescription::HandshakeFailure)
                if handshake.asked.holds() =>
            {
                if handshake.unsuitable.holds() {
                    Self::NeedsLibcurl("the server asks for signatures that rustls cannot make")
                } else {
                    Self::CertificateRefused(error.to_string())
                }
            }
            rustls::Error::AlertReceived(
                AlertDescription::HandshakeFailure
                | AlertDescription::ProtocolVersion
                | AlertDescription::InsufficientSecurity
                | AlertDescription::IllegalParameter
                | AlertDescription::NoApplicationProtocol,
            )
            | rustls::Error::PeerIncompatible(_) => Self::NeedsLibcurl(
                "the server and rustls have no TLS version, suite or key in common",
            ),
            rustls::Error::PeerMisbehaved(
                PeerMisbehaved::SelectedUnofferedCipherSuite
                | PeerMisbehaved::SelectedUnofferedKxGroup
                | PeerMisbehaved::SignedKxWithWrongAlgorithm
                | PeerMisbehaved::SignedHandshakeWithUnadvertisedSigScheme
                | PeerMisbehaved::SelectedUnofferedApplicationProtocol,
            ) => Self::NeedsLibcurl("the server chose something that rustls does not offer"),
            _ => Self::Handshake(error.to_string()),
        }
    }
}

/// Alerts that say "not this certificate" or "no certificate" (RFC 5246 §7.2.2, RFC 8446 §6.2).
/// `access_denied` is not one of them: gateways use it for requests, too.
pub(super) fn is_certificate_alert(alert: AlertDescription) -> bool {
    matches!(
        alert,
        AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::CertificateRequired
    )
}

/// Finds an error of type `T` in the chain of causes, inside `io::Error`s too.
pub(super) fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(current) = next {
        if let Some(found) = current.downcast_ref::<T>() {
            return Some(found);
        }
        next = cause(current);
    }
    None
}

/// The kind of the innermost `io::Error`: the outer ones are only wrapping.
pub(super) fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    let mut kind = None;
    let mut next = Some(error);
    while let Some(current) = next {
        let io = current.downcast_ref::<io::Error>();
        kind = io.map(io::Error::kind).or(kind);
        next = cause(current);
    }
    kind
}

/// One step down the chain of causes. `source` of an `io::Error` skips the error it wraps.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// The text of the innermost cause: the layers above only say that something failed.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut current = error;
    while let Some(source) = current.source() {
        current = source;
    }
    current.to_string()
}
