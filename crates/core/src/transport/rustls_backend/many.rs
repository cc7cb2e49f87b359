//! Many telegrams at once, driven in turns: between two turns the caller's code runs.

use std::rc::Rc;

use bytes::Bytes;
use tokio::task::JoinSet;

use super::engine::{self, Engine};
use super::exchange::Attempt;
use super::{exchange, time};
use crate::transport::identity::Identity;
use crate::transport::outcome::TransportError;
use crate::transport::process;
use crate::transport::settings::TransportSettings;
use crate::transport::target::Target;

/// Telegrams under way on the rustls backend.
pub(crate) struct Many {
    engine: Rc<Engine>,
    under_way: JoinSet<(usize, Attempt)>,
    process: u32,
}

impl Many {
    /// Nothing under way yet.
    pub(crate) fn new(
        settings: &TransportSettings,
        identity: &Identity,
    ) -> Result<Self, TransportError> {
        let engine = engine::engine(settings, identity)?;
        // Dead connections are dropped before the first telegrams choose theirs.
        engine.runtime.block_on(time::turn());
        Ok(Self {
            engine,
            under_way: JoinSet::new(),
            process: process::id(),
        })
    }

    /// Starts a telegram; it moves when [`Self::next`] is called.
    pub(crate) fn start(
        &mut self,
        settings: &TransportSettings,
        index: usize,
        target: Target,
        body: Bytes,
    ) -> Result<(), TransportError> {
        let exchange = exchange(&self.engine, settings, target, body)?;
        let run = async move {
            time::turn().await;
            (index, exchange.run().await)
        };
        self.under_way.spawn_on(run, self.engine.runtime.handle());
        Ok(())
    }

    /// Drives until one telegram is done. `None`: nothing is under way, or what was is lost in a
    /// panic.
    pub(crate) fn next(&mut self) -> Option<(usize, Attempt)> {
        let runtime = Rc::clone(&self.engine.runtime);
        let next = runtime.block_on(async {
            let next = loop {
                match self.under_way.join_next().await {
                    Some(Err(_)) => {}
                    Some(Ok(done)) => break Some(done),
                    None => break None,
                }
            };
            if self.under_way.is_empty() || !matches!(next, Some((_, Attempt::Done(Ok(_))))) {
                // After a failure its connection is closed before the caller's code runs. At the
                // end the connections go back to the pool, whose clock starts there.
                time::turn().await;
            }
            next
        });
        self.engine.touch();
        next
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        if self.process != process::id() {
            // Forked in a callback: sockets and epoll instance are the parent's.
            std::mem::forget(std::mem::take(&mut self.under_way));
            std::mem::forget(Rc::clone(&self.engine));
        }
    }
}
