//! Real servers and real certificates for the transport's tests.
#![allow(dead_code, unreachable_pub)]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

pub mod apache;
pub mod expect;
pub mod pki;
pub mod proxy;
pub mod server;

use std::time::Duration;

use bytes::Bytes;
use paygent_core::secret::Secret;
use paygent_core::transport::{
    ClientCertificate, HttpVersion, TlsBackend, TransportRequest, TransportSettings, Trust,
};

use pki::Kit;

pub const BOTH: [TlsBackend; 2] = [TlsBackend::Rustls, TlsBackend::Libcurl];
pub const BODY: &str = "merchant_id=1&telegram_kind=020&connect_password=hunter2";

pub fn settings(kit: &Kit, backend: TlsBackend) -> TransportSettings {
    TransportSettings {
        certificate: ClientCertificate::File {
            path: kit.path("client.pem"),
            pass_phrase: Secret::new("changeit"),
        },
        trust: Trust::CaFile(kit.path("ca.crt")),
        proxy: None,
        backend,
        http_version: HttpVersion::Http11,
        connect_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(10),
        idle_timeout: Duration::from_secs(2),
        max_idle_per_host: 8,
    }
}

pub fn request(url: &str) -> TransportRequest {
    TransportRequest {
        url: url.to_owned(),
        body: Bytes::from_static(BODY.as_bytes()),
    }
}
