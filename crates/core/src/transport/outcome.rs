//! What became of a telegram: its outcome, the reason of a failure, the error that carries both.

use std::fmt;

use crate::error::Code;

/// Whether the request may have reached Paygent (money rule 2).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// Paygent cannot have read the request.
    NotSent,
    /// Paygent may have acted on it: ask with telegram 094 before deciding anything.
    Unknown,
    /// Paygent answered, though the answer could not be used.
    Answered,
}

impl Outcome {
    /// `not_sent`, `unknown` or `answered`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Answered => "answered",
        }
    }
}

/// Why no usable answer came; the number is libcurl's, for both backends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// 5: the proxy's name is unknown.
    ProxyName,
    /// 6: the host name is unknown.
    HostName,
    /// 7: the connection was refused or the host cannot be reached.
    Refused,
    /// 28: time-out.
    TimedOut,
    /// 35: the TLS handshake failed.
    Handshake,
    /// 52: the server closed without an answer.
    Empty,
    /// 52: an answer came, without a body (O-09).
    NoBody,
    /// 56: the connection was reset, or a proxy refused the tunnel.
    Reset,
    /// 56: the server refused our certificate on a fresh connection before any answer byte.
    CertificateRefused,
    /// 58: our certificate or key cannot be used.
    Key,
    /// 60: the server's certificate or host name does not verify.
    Verification,
    /// 77: the CA file cannot be used.
    CaFile,
    /// 18: the body ended early (O-49).
    Truncated,
    /// 63: the answer is larger than 10 MB.
    TooLarge,
    /// 22: HTTP status outside 200-206.
    HttpStatus(u16),
    /// 1: what came is not HTTP.
    NotHttp,
    /// 2: the client itself could not be set up.
    Setup,
}

impl Reason {
    /// libcurl's error number, because the compatible face reports it (connection-module §7).
    #[must_use]
    pub const fn errno(self) -> u8 {
        match self {
            Self::NotHttp => 1,
            Self::Setup => 2,
            Self::ProxyName => 5,
            Self::HostName => 6,
            Self::Refused => 7,
            Self::Truncated => 18,
            Self::HttpStatus(_) => 22,
            Self::TimedOut => 28,
            Self::Handshake => 35,
            Self::Empty | Self::NoBody => 52,
            Self::Reset | Self::CertificateRefused => 56,
            Self::Key => 58,
            Self::Verification => 60,
            Self::TooLarge => 63,
            Self::CaFile => 77,
        }
    }
}

/// A failed telegram: what happened, and whether Paygent may have acted.
#[derive(Clone, Debug)]
pub struct TransportError {
    /// What happened.
    pub reason: Reason,
    /// Whether the request may have left.
    pub outcome: Outcome,
    /// What happened and what to do, one line, no secret, no payload.
    pub message: String,
}

impl TransportError {
    /// E02004 for 58, 60 and 77, else E02005 (connection-module §7).
    #[must_use]
    pub const fn code(&self) -> Code {
        match self.reason {
            Reason::Key | Reason::Verification | Reason::CaFile => Code::Certificate,
            _ => Code::Connect,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason.errno(), self.message)
    }
}

impl std::error::Error for TransportError {}
