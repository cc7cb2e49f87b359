//! Telegrams about one payment run one after the other (telegrams-overview §16); telegrams about
//! different payments do not wait for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex as Queue, OwnedMutexGuard};

/// How long a telegram waits for the one before it (ENTRY 16).
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Which payments a telegram is busy with.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    busy: Mutex<HashMap<i64, Arc<Queue<()>>>>,
}

/// A payment that is ours until this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    turns: Arc<Turns>,
    payment_id: i64,
    guard: Option<OwnedMutexGuard<()>>,
}

impl Turns {
    /// Waits for a payment; nothing when another telegram keeps it longer than one waits.
    pub(crate) async fn take(self: &Arc<Self>, payment_id: i64) -> Option<Turn> {
        let queue = Arc::clone(self.busy().entry(payment_id).or_default());
        // Made before waiting: whoever gives up while waiting clears up all the same.
        let mut turn = Turn {
            turns: Arc::clone(self),
            payment_id,
            guard: None,
        };
        let guard = tokio::time::timeout(PATIENCE, queue.lock_owned()).await;
        turn.guard = Some(guard.ok()?);
        Some(turn)
    }

    fn busy(&self) -> MutexGuard<'_, HashMap<i64, Arc<Queue<()>>>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut busy = self.turns.busy();
        drop(self.guard.take());
        // The map's own and nobody else's: guards and waiting telegrams hold one each.
        if busy
            .get(&self.payment_id)
            .is_some_and(|queue| Arc::strong_count(queue) == 1)
        {
            busy.remove(&self.payment_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Turns;

    #[test]
    fn one_payment_waits_another_does_not_and_nothing_is_left() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let turns = Arc::new(Turns::default());
            let first = turns.take(1).await.unwrap();
            assert!(turns.take(2).await.is_some(), "another payment");
            let waiting = tokio::spawn({
                let turns = Arc::clone(&turns);
                async move { turns.take(1).await.is_some() }
            });
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            assert!(!waiting.is_finished());
            drop(first);
            assert!(waiting.await.unwrap());
            assert!(turns.busy().is_empty());
        });
    }
}
