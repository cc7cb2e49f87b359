//! The three listeners: telegrams (mutual TLS), pages and tool (plain HTTP).

mod alert;
mod conversation;
mod faulty;
mod guard;
mod handshake;
mod http;
mod mode;
mod page;
mod plain;
mod plain_on_tls;
mod telegram;
mod tls;
mod wire;

pub(crate) use handshake::Acceptor;
pub use mode::TlsMode;
pub(crate) use plain::{Plain, serve_plain};
pub(crate) use telegram::serve_telegrams;

use std::time::Duration;

/// How long a connection may take for its TLS handshake.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may be silent before or within a request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);
/// How long a request's body may take.
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
