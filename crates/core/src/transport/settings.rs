//! What the transport needs to know, and what it carries.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;

use crate::secret::Secret;

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

/// Whether `post_all` goes on starting requests.
pub type Flow = std::ops::ControlFlow<()>;
