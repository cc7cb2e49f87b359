//! The way to Paygent and back: one HTTPS POST per telegram over mutual TLS, never sent twice.
//!
//! Two backends behind one function: rustls (through reqwest) where the server asks for the client
//! certificate in the first handshake, the system's libcurl for everything else.

mod choice;
mod curl_backend;
mod identity;
mod limits;
mod message;
mod outcome;
mod probe;
mod process;
mod rustls_backend;
mod sending;
mod sending_all;
mod settings;
mod stopwatch;
mod target;
mod versions;

pub use curl_backend::{AlpnSwitch, lend_alpn_switch};
pub use outcome::{Outcome, Reason, TransportError};
pub use probe::{Probe, probe};
pub use sending::{post, post_noting};
pub use sending_all::post_all;
pub use settings::{
    ClientCertificate, Flow, HttpVersion, Proxy, TlsBackend, TransportAnswer, TransportRequest,
    TransportSettings, Trust,
};
pub use versions::library_versions;

/// Reads certificate, key and CA file as [`post`] does, without any network.
///
/// # Errors
/// [`Reason::Key`] or [`Reason::CaFile`], naming file and cause.
pub fn check_files(settings: &TransportSettings) -> Result<(), TransportError> {
    identity::Identity::load(settings).map(drop)
}

/// What people should know about the certificate though telegrams go on: dates out of range
/// (connection-module §7: an expired certificate is for the server to judge). Empty if all is
/// well, or if the file cannot be used, which [`post`] reports.
#[must_use]
pub fn warnings(settings: &TransportSettings) -> Vec<String> {
    identity::Identity::load(settings)
        .ok()
        .and_then(|identity| identity.warning())
        .into_iter()
        .collect()
}
