//! The request's body: given once, and noted when it is taken.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

use super::notes::Request;

/// A body that cannot be cloned, hence cannot be sent a second time by any layer below.
pub(super) struct Once {
    data: Option<Bytes>,
    request: Arc<Request>,
}

impl Once {
    pub(super) fn new(data: Bytes, request: Arc<Request>) -> Self {
        Self {
            data: Some(data),
            request,
        }
    }
}

impl Body for Once {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.request.taken.note();
        Poll::Ready(self.data.take().map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        // An empty body is not at its end either before it was asked for: `taken` must be noted.
        self.data.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.data.as_ref().map_or(0, |data| data.len() as u64))
    }
}
