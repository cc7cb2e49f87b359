//! The fast path: rustls through reqwest, with kept-alive connections and resumed TLS sessions.
//!
//! Used where the server asks for the client certificate in the first handshake, or for none.

mod body;
mod engine;
mod exchange;
mod failure;
#[cfg(test)]
mod fork_tests;
mod layer;
mod many;
mod names;
mod notes;
mod probe;
mod time;
mod tls;

pub(crate) use exchange::Attempt;
pub(crate) use many::Many;
pub(crate) use probe::{Looked, probe};

use bytes::Bytes;

use super::identity::Identity;
use super::outcome::TransportError;
use super::settings::TransportSettings;
use super::target::Target;
use engine::Engine;
use exchange::Exchange;

/// Sends one telegram.
pub(crate) fn post(
    settings: &TransportSettings,
    identity: &Identity,
    target: Target,
    body: Bytes,
) -> Result<Attempt, TransportError> {
    let engine = engine::engine(settings, identity)?;
    let exchange = exchange(&engine, settings, target, body)?;
    let attempt = engine.runtime.block_on(async {
        // Closed and chatty connections are noticed before one is chosen …
        time::turn().await;
        let attempt = exchange.run().await;
        if !matches!(attempt, Attempt::Done(Ok(_))) {
            // … and after a failure its connection is closed before we leave. After an answer the
            // connection goes back to the pool in the next call's turn.
            time::turn().await;
        }
        attempt
    });
    engine.touch();
    Ok(attempt)
}

fn exchange(
    engine: &Engine,
    settings: &TransportSettings,
    target: Target,
    body: Bytes,
) -> Result<Exchange, TransportError> {
    Ok(Exchange {
        client: engine.client()?,
        target,
        body,
        version: settings.http_version,
        proxy: settings.proxy.clone(),
        limit: settings.total_timeout,
    })
}
