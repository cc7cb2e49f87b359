//! What both kinds of listeners share of HTTP: reading a body, writing an answer.

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode, Version};

use super::BODY_TIMEOUT;
use crate::pages;

/// A complete answer.
pub(super) type Answer = Response<Full<Bytes>>;

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum BodyError {
    /// Larger than allowed.
    TooLarge,
    /// Too slow.
    TimedOut,
    /// The connection broke, or the chunks are damaged.
    Broken,
}

/// Reads a whole body of at most `limit` bytes.
pub(super) async fn read_body(
    request: Request<Incoming>,
    limit: usize,
) -> Result<Bytes, BodyError> {
    use hyper::body::Body as _;
    let announced = request.body().size_hint().lower();
    if announced > limit as u64 {
        return Err(BodyError::TooLarge);
    }
    match tokio::time::timeout(
        BODY_TIMEOUT,
        Limited::new(request.into_body(), limit).collect(),
    )
    .await
    {
        Err(_) => Err(BodyError::TimedOut),
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(cause)) if cause.is::<LengthLimitError>() => Err(BodyError::TooLarge),
        Ok(Err(_)) => Err(BodyError::Broken),
    }
}

/// An answer with a body.
pub(super) fn answer(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Answer {
    let mut answer = Response::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// An answer of a page.
pub(super) fn page(reply: pages::Reply) -> Answer {
    let status = StatusCode::from_u16(reply.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (content_type, headers, body) = reply.into_parts();
    let mut answer = Response::new(Full::new(Bytes::from(body)));
    *answer.status_mut() = status;
    if let Some(content_type) = content_type {
        answer
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for (name, value) in headers {
        // Shops' addresses were checked when they came in: what no header can hold is our mistake.
        let Ok(value) = HeaderValue::try_from(value) else {
            log::error!("page: {name} cannot be sent");
            return empty(StatusCode::INTERNAL_SERVER_ERROR);
        };
        answer
            .headers_mut()
            .append(HeaderName::from_static(name), value);
    }
    answer
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::new()));
    *answer.status_mut() = status;
    answer
}

/// 405, naming what is allowed.
pub(super) fn only(allowed: &'static str) -> Answer {
    let mut answer = empty(StatusCode::METHOD_NOT_ALLOWED);
    answer
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static(allowed));
    answer
}

/// The answer to a body that could not be read; the connection is closed after it.
pub(super) fn body_refused(cause: &BodyError) -> Answer {
    closing(empty(match cause {
        BodyError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        BodyError::TimedOut => StatusCode::REQUEST_TIMEOUT,
        BodyError::Broken => StatusCode::BAD_REQUEST,
    }))
}

/// The same answer, and the connection closed after it.
pub(super) fn closing(mut answer: Answer) -> Answer {
    answer
        .headers_mut()
        .insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}

/// HTTP/1.0 requests are answered alike and closed (telegrams-overview §6.4, 1).
pub(super) fn for_version(answer: Answer, version: Version) -> Answer {
    if version == Version::HTTP_11 {
        answer
    } else {
        closing(answer)
    }
}
