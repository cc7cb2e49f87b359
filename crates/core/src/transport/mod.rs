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
mod process;
mod rustls_backend;
mod sending;
mod sending_all;
mod settings;
mod target;

pub use outcome::{Outcome, Reason, TransportError};
pub use sending::post;
pub use sending_all::post_all;
pub use settings::{
    ClientCertificate, Flow, HttpVersion, Proxy, TlsBackend, TransportAnswer, TransportRequest,
    TransportSettings, Trust,
};
