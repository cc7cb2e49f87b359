//! What happens to one handshake and to one request, noted by those who see it.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::transport::target::Target;

/// A fact that becomes true once.
#[derive(Default)]
pub(super) struct Fact(AtomicBool);

impl Fact {
    pub(super) fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn holds(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// One TLS handshake.
#[derive(Default)]
pub(super) struct Handshake {
    /// The server showed its certificate: a full handshake. A resumed one shows none.
    pub(super) full: Fact,
    /// The server asked for our certificate.
    pub(super) asked: Fact,
    /// TLS 1.3: what we send after the handshake may arrive before our certificate is judged.
    pub(super) tls13: Fact,
    /// It asked, but for signatures that our key cannot make here.
    pub(super) unsuitable: Fact,
}

/// One request.
#[derive(Default)]
pub(super) struct Request {
    /// Host and port.
    pub(super) server: String,
    /// hyper took the body: from here on bytes may have left (it buffers the head, then asks for
    /// the body, and only then writes).
    pub(super) taken: Fact,
    /// The request travels on a connection made for it, that carried nothing before, and whose
    /// TLS 1.3 handshake asked for our certificate.
    pub(super) first_on_asked: Fact,
}

impl Request {
    pub(super) fn to(target: &Target) -> Self {
        Self {
            server: format!("{}:{}", target.host, target.port),
            ..Self::default()
        }
    }
}

thread_local! {
    static HANDSHAKE: RefCell<Option<Arc<Handshake>>> = const { RefCell::new(None) };
    static REQUEST: RefCell<Option<Arc<Request>>> = const { RefCell::new(None) };
}

/// Runs `poll` with `handshake` as the one the resolver and the verifier note into. Several
/// handshakes run at the same time in `post_all`, but only one is polled at any instant.
pub(super) fn during_handshake<T>(handshake: &Arc<Handshake>, poll: impl FnOnce() -> T) -> T {
    let _restore = Restore(HANDSHAKE.replace(Some(Arc::clone(handshake))), |before| {
        HANDSHAKE.replace(before);
    });
    poll()
}

/// Notes a fact of the handshake being polled.
pub(super) fn note_handshake(fact: impl FnOnce(&Handshake)) {
    HANDSHAKE.with_borrow(|current| {
        if let Some(handshake) = current {
            fact(handshake);
        }
    });
}

/// Runs `poll` with `request` as the one whose future is polled.
pub(super) fn during_request<T>(request: &Arc<Request>, poll: impl FnOnce() -> T) -> T {
    let _restore = Restore(REQUEST.replace(Some(Arc::clone(request))), |before| {
        REQUEST.replace(before);
    });
    poll()
}

/// The request whose future is being polled.
pub(super) fn current_request() -> Option<Arc<Request>> {
    REQUEST.with_borrow(Clone::clone)
}

/// Puts the previous value back, after a panic too.
struct Restore<T, F: FnMut(Option<T>)>(Option<T>, F);

impl<T, F: FnMut(Option<T>)> Drop for Restore<T, F> {
    fn drop(&mut self) {
        (self.1)(self.0.take());
    }
}
