//! Time limits that survive a pause: between turns PHP code may run for seconds.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use crate::transport::stopwatch::Stopwatch;

/// Turns given to connections after a limit has passed: bytes that arrived while nothing was
/// driven are read first, and only then is the time up.
const TURNS: u8 = 4;

/// The limit has passed.
#[derive(Debug)]
pub(super) struct TimeUp;

/// Runs `future` for at most `limit`, pauses not counted.
pub(super) async fn within<F: Future>(limit: Duration, future: F) -> Result<F::Output, TimeUp> {
    let watch = Stopwatch::start();
    let mut future = pin!(future);
    let mut left = limit;
    while !left.is_zero() {
        if let Ok(output) = tokio::time::timeout(left, future.as_mut()).await {
            return Ok(output);
        }
        left = watch.left_of(limit);
    }
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
        let ready = poll_fn(|context| match future.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => Poll::Ready(None),
        });
        if let Some(output) = ready.await {
            return Ok(output);
        }
    }
    Err(TimeUp)
}

/// Lets every connection look at its socket. The first turn finishes what was left and asks the
/// operating system what happened, in the second the connections act on it, one after another, and
/// mark themselves closed for the pool.
pub(super) async fn turn() {
    for _ in 0..2 {
        tokio::task::yield_now().await;
    }
}
