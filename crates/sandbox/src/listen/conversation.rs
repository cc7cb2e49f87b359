//! One connection: requests and answers by hyper, until a fault takes the connection out of its hands.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncWriteExt;
use tokio::sync::Notify;

use super::HEAD_TIMEOUT;
use super::http::Answer;
use super::wire::Wire;

/// What a service says instead of an answer: its [`Ending`] is in the slot.
#[derive(Debug)]
pub(super) struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("cut by a fault rule")
    }
}

impl std::error::Error for Cut {}

/// How a connection ends that hyper does not end.
#[derive(Debug)]
pub(super) struct Ending {
    /// Written as they are.
    pub(super) bytes: Vec<u8>,
    /// How many of them at a time, and how long to wait between.
    pub(super) pace: Option<(usize, Duration)>,
    pub(super) last: Last,
}

/// The last thing that happens to a connection.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Last {
    /// Close as one should: close_notify, FIN.
    Close,
    /// RST.
    Reset,
    /// A fatal TLS alert.
    Alert(u8),
}

/// What a connection's service leaves for the connection.
#[derive(Debug, Default)]
pub(super) struct Slot {
    ending: Mutex<Option<Ending>>,
    /// Requests so far.
    asked: AtomicU64,
    /// After which request, and after how long a silence, to close.
    idle: Mutex<Option<(u64, Duration)>>,
    idle_noted: Notify,
}

impl Slot {
    /// A request begins.
    fn begin(&self) {
        self.asked.fetch_add(1, Ordering::AcqRel);
    }

    /// Ends the connection by hand instead of answering.
    pub(super) fn cut(&self, ending: Ending) -> Cut {
        *self.ending.lock().unwrap_or_else(PoisonError::into_inner) = Some(ending);
        Cut
    }

    /// Closes the connection unless it is used again within `pause`.
    pub(super) fn close_when_idle(&self, pause: Duration) {
        let asked = self.asked.load(Ordering::Acquire);
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some((asked, pause));
        self.idle_noted.notify_one();
    }

    async fn has_been_idle(&self) {
        loop {
            self.idle_noted.notified().await;
            let idle = *self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((asked, pause)) = idle else { continue };
            tokio::time::sleep(pause).await;
            if self.asked.load(Ordering::Acquire) == asked {
                return;
            }
        }
    }

    fn ending(&self) -> Option<Ending> {
        let mut ending = self.ending.lock().unwrap_or_else(PoisonError::into_inner);
        ending.take()
    }
}

/// Serves a connection to its end.
pub(super) async fn converse<W, S, F>(wire: W, slot: &Slot, service: S)
where
    W: Wire,
    S: Fn(Request<Incoming>) -> F,
    F: Future<Output = Result<Answer, Cut>>,
{
    let service = service_fn(|request| {
        slot.begin();
        service(request)
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(wire), service);
    let served = poll_fn(|context| Pin::new(&mut connection).poll(context));
    let idle = tokio::select! {
        biased;
        _ = served => false,
        () = slot.has_been_idle() => true,
    };
    let mut wire = connection.into_parts().io.into_inner();
    if idle {
        let _ = wire.shutdown().await;
    } else if let Some(ending) = slot.ending() {
        end(wire, ending).await;
    }
}

async fn end<W: Wire>(mut wire: W, ending: Ending) {
    let (size, pause) = ending.pace.unwrap_or((usize::MAX, Duration::ZERO));
    for piece in ending.bytes.chunks(size) {
        if wire.write_all(piece).await.is_err() || wire.flush().await.is_err() {
            return;
        }
        tokio::time::sleep(pause).await;
    }
    match ending.last {
        Last::Close => {
            let _ = wire.shutdown().await;
        }
        Last::Alert(alert) => wire.alert(alert).await,
        Last::Reset => {
            // A reset throws away what is still on its way: let the bytes before it arrive.
            tokio::time::sleep(Duration::from_millis(50)).await;
            let _ = wire.socket().set_zero_linger();
        }
    }
}
