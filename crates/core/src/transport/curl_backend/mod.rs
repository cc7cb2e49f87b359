//! The thorough path: the system's libcurl on OpenSSL, for servers that ask for the client
//! certificate late (renegotiation, post-handshake authentication) or that rustls cannot talk to.
//!
//! One connection per telegram, never reused: libcurl sends a POST again by itself when a reused
//! connection dies, and reports success.

mod alpn;
mod easy;
mod judge;
mod many;
mod probe;
mod transfer;

pub use alpn::{AlpnSwitch, lend_alpn_switch};
pub(crate) use many::Many;
pub(crate) use probe::probe;

use std::time::Duration;

use bytes::Bytes;

use super::identity::Identity;
use super::outcome::TransportError;
use super::settings::{TransportAnswer, TransportSettings};
use super::target::Target;

/// Sends one telegram within `limit`.
pub(crate) fn post(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
    body: &Bytes,
    limit: Duration,
) -> Result<TransportAnswer, TransportError> {
    let mut easy = easy::telegram(settings, identity, target, body, limit)?;
    let result = easy.perform();
    let end = judge::End::of(&mut easy);
    judge::judge(target, result, easy.get_mut(), end)
}
