//! Stands between reqwest's connector and hyper: watches each handshake, and keeps a connection
//! that cannot serve us away from hyper, so that no byte of a request gets on it.

use std::collections::HashSet;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::Layer;
use tower_service::Service;

use super::failure::ConnectFailure;
use super::notes::{self, Handshake, Request};
use super::time;

type BoxError = Box<dyn Error + Send + Sync>;

/// What a connection must have done before it may carry a telegram.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Demand {
    /// The server must have asked for our certificate in a full handshake (`auto`): one that did
    /// not may ask later, which rustls cannot answer.
    Question,
    /// Nothing: no certificate is configured, or only rustls is allowed.
    Nothing,
}

/// The servers whose last full handshake asked for our certificate. Lives as long as the TLS
/// sessions do: a resumed handshake carries no question and inherits this answer.
#[derive(Clone, Default)]
pub(super) struct Asked(Arc<Mutex<HashSet<String>>>);

impl Asked {
    fn learn(&self, server: &str, asked: bool) {
        let mut servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if asked {
            servers.insert(server.to_owned());
        } else {
            servers.remove(server);
        }
    }

    fn knows(&self, server: &str) -> bool {
        let servers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        servers.contains(server)
    }
}

/// The layer for `ClientBuilder::connector_layer`.
#[derive(Clone)]
pub(super) struct Watch {
    pub(super) demand: Demand,
    /// For name look-up, TCP, tunnel and TLS together.
    pub(super) limit: Duration,
    pub(super) asked: Asked,
}

impl<S> Layer<S> for Watch {
    type Service = Watched<S>;

    fn layer(&self, inner: S) -> Watched<S> {
        Watched {
            inner,
            watch: self.clone(),
        }
    }
}

#[derive(Clone)]
pub(super) struct Watched<S> {
    inner: S,
    watch: Watch,
}

impl<S, R> Service<R> for Watched<S>
where
    S: Service<R, Error = BoxError>,
    S::Future: Send + 'static,
    S::Response: Send + 'static,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, destination: R) -> Self::Future {
        let handshake = Arc::new(Handshake::default());
        let noting = Noting {
            inner: Box::pin(self.inner.call(destination)),
            handshake: Arc::clone(&handshake),
        };
        // hyper connects inside the future of the request that needs a connection.
        let request = notes::current_request();
        let Watch {
            demand,
            limit,
            asked,
        } = self.watch.clone();
        Box::pin(async move {
            let connection = match time::within(limit, noting).await {
                Ok(Ok(connection)) => connection,
                Ok(Err(error)) => {
                    return Err(ConnectFailure::judge(error.as_ref(), &handshake).into());
                }
                Err(time::TimeUp) => return Err(ConnectFailure::TimedOut.into()),
            };
            if demand == Demand::Question && !asks(&handshake, request.as_deref(), &asked) {
                return Err(ConnectFailure::NeedsLibcurl(
                    "the server does not ask for the client certificate in the first handshake",
                )
                .into());
            }
            // In TLS 1.2 the certificate has been judged by now: a later alert is about something else.
            if handshake.asked.holds() && handshake.tls13.holds() {
                note_first(request.as_ref());
            }
            Ok(connection)
        })
    }
}

/// Whether the server asks for our certificate in the first handshake, and we can answer.
fn asks(handshake: &Handshake, request: Option<&Request>, asked: &Asked) -> bool {
    // hyper starts every connection for a request.
    let Some(Request { server, .. }) = request else {
        return false;
    };
    if handshake.full.holds() {
        let asks = handshake.asked.holds() && !handshake.unsuitable.holds();
        asked.learn(server, asks);
        return asks;
    }
    asked.knows(server)
}

/// The connection is for the request that asked for it only if that request is still waiting:
/// else it was served by another connection meanwhile, and this one goes to the pool.
fn note_first(request: Option<&Arc<Request>>) {
    let waiting = notes::current_request();
    if let (Some(request), Some(waiting)) = (request, waiting)
        && Arc::ptr_eq(request, &waiting)
    {
        request.first_on_asked.note();
    }
}

/// A connecting future whose handshake is the noted one while it is polled.
struct Noting<F> {
    inner: Pin<Box<F>>,
    handshake: Arc<Handshake>,
}

impl<F: Future> Future for Noting<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        notes::during_handshake(&this.handshake, || this.inner.as_mut().poll(context))
    }
}
