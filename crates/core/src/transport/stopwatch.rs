//! Measures how long a telegram has been driven: while the caller's code runs between two turns,
//! nobody reads the sockets, and that time must not become a time-out.

use std::cell::Cell;
use std::time::{Duration, Instant};

thread_local! {
    /// All time this thread has spent in callers' code between turns.
    static PAUSED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// Runs the caller's code off the clock.
pub(crate) fn paused<T>(callers_code: impl FnOnce() -> T) -> T {
    let before = PAUSED.get();
    let began = Instant::now();
    let result = callers_code();
    // Telegrams sent in there paused too: counted once.
    PAUSED.set(before + began.elapsed());
    result
}

/// Time since its start, without pauses.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch {
    began: Instant,
    paused: Duration,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self {
            began: Instant::now(),
            paused: PAUSED.get(),
        }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        let pauses = PAUSED.get().saturating_sub(self.paused);
        self.began.elapsed().saturating_sub(pauses)
    }

    /// What is left of `limit`.
    pub(crate) fn left_of(&self, limit: Duration) -> Duration {
        limit.saturating_sub(self.elapsed())
    }
}
