//! The way to Paygent and back: one HTTPS POST per telegram over mutual TLS, never sent twice.
//!
//! Two backends behind one function: rustls (through reqwest) where the server asks for the client
//! certificate in the first handshake, the system's libcurl for everything else.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;

use crate::error::Code;
use crate::secret::Secret;

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
            Self::Empty => 52,
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

/// `paygent.tls_backend`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum TlsBackend {
    /// rustls first, libcurl where rustls cannot serve the server.
    #[default]
    Auto,
    /// rustls only.
    Rustls,
    /// libcurl only.
    Libcurl,
}

/// The client certificate.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum ClientCertificate {
    /// `not_use_client_cert=true`.
    None,
    /// One PEM file with certificate and key.
    File {
        /// `client_file_path`.
        path: PathBuf,
        /// Pass phrase of an encrypted key; `changeit` unless configured (O-07).
        pass_phrase: Secret,
    },
}

/// What the server's certificate is checked against.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Trust {
    /// `ca_file_path`.
    CaFile(PathBuf),
    /// `not_use_ca_cert=true`: the system's store (O-06).
    SystemStore,
    /// No verification at all: tests only, a loudly named switch (O-06).
    DangerNoVerification,
}

/// The HTTP version of the request.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum HttpVersion {
    /// HTTP/1.0 without ALPN, a new connection each time (O-14).
    Http10,
    /// HTTP/1.1 with reuse.
    #[default]
    Http11,
}

/// An HTTP proxy with CONNECT, only ever from the configuration.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Proxy {
    /// Host name or address.
    pub host: String,
    /// Port.
    pub port: u16,
}

/// Everything the transport needs to know; equal settings share connections.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct TransportSettings {
    /// The client certificate.
    pub certificate: ClientCertificate,
    /// What the server is checked against.
    pub trust: Trust,
    /// Proxy, if any.
    pub proxy: Option<Proxy>,
    /// Which backend.
    pub backend: TlsBackend,
    /// HTTP version.
    pub http_version: HttpVersion,
    /// `paygent.connect_timeout`: name look-up, TCP and TLS together.
    pub connect_timeout: Duration,
    /// `timeout_value`: the whole telegram.
    pub total_timeout: Duration,
    /// `paygent.idle_timeout`: a kept connection older than this is not used again.
    pub idle_timeout: Duration,
    /// `paygent.max_idle_per_host`: 0 switches reuse off.
    pub max_idle_per_host: usize,
}

/// One request: where, and the URL-encoded body.
#[derive(Clone, Debug)]
pub struct TransportRequest {
    /// `https://host[:port]/path`.
    pub url: String,
    /// `key=value&…`, already encoded.
    pub body: Bytes,
}

/// A complete HTTP answer with status 200-206.
#[derive(Clone, Debug)]
pub struct TransportAnswer {
    /// HTTP status.
    pub status: u16,
    /// The body, complete (checked against Content-Length, chunk end or TLS close).
    pub body: Bytes,
}

/// Sends one request and waits for its answer. Never sends it twice.
///
/// # Errors
/// [`TransportError`], whose `outcome` says whether Paygent may have acted.
pub fn post(
    settings: &TransportSettings,
    request: TransportRequest,
) -> Result<TransportAnswer, TransportError> {
    let _ = (settings, request);
    Err(TransportError {
        reason: Reason::Setup,
        outcome: Outcome::NotSent,
        message: "being written".into(),
    })
}

/// Whether `post_all` goes on starting requests.
pub type Flow = std::ops::ControlFlow<()>;

/// Sends many requests with at most `concurrency` under way. `on_result` is called between turns,
/// while nothing is driven, with the request's index; after `Break` no new request is started and
/// those under way are finished and handed over too.
pub fn post_all(
    settings: &TransportSettings,
    requests: Vec<TransportRequest>,
    concurrency: usize,
    on_result: &mut dyn FnMut(usize, Result<TransportAnswer, TransportError>) -> Flow,
) {
    let _ = concurrency;
    for (index, request) in requests.into_iter().enumerate() {
        if on_result(index, post(settings, request)).is_break() {
            break;
        }
    }
}
