//! What a fault rule makes of a request (sandbox-environment §19).

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::header::{CONTENT_LENGTH, HeaderValue, LOCATION};
use hyper::{Response, StatusCode, Version};

use super::conversation::{Cut, Ending, Last, Slot};
use super::http::{self, Answer};
use crate::faults::{Hang, Processed, WireEffect};
use crate::turns::Turn;

/// A processed request: its answer, and the payment it keeps from others until it is answered.
pub(super) type Done = (Answer, Option<Turn>);

/// Nobody waits longer than this for an answer that never comes.
const SILENCE: Duration = Duration::from_secs(3600);

/// Answers a request as a rule wants it. `process` does nothing before it is awaited, `canned` writes
/// the answer that the rule holds.
pub(super) async fn deliver(
    effect: WireEffect,
    slot: &Slot,
    version: Version,
    process: impl Future<Output = Done> + Send + 'static,
    canned: impl FnOnce(&[(String, String)]) -> Answer,
) -> Result<Answer, Cut> {
    match effect {
        WireEffect::Answer(fields) => Ok(canned(&fields)),
        WireEffect::Delay(time) => {
            let (answer, _turn) = process.await;
            tokio::time::sleep(time).await;
            Ok(answer)
        }
        WireEffect::Hang(Hang::Before) => Err(silence(slot).await),
        WireEffect::Hang(Hang::After) => {
            drop(process.await);
            Err(silence(slot).await)
        }
        WireEffect::ProcessLater(time) => {
            tokio::spawn(async move {
                tokio::time::sleep(time).await;
                drop(process.await);
            });
            Err(silence(slot).await)
        }
        WireEffect::Body(bytes) => {
            let (mut answer, _) = process.await;
            *answer.body_mut() = Full::new(Bytes::from(bytes));
            Ok(answer)
        }
        WireEffect::Status {
            status,
            location,
            processed,
        } => {
            if processed == Processed::Yes {
                drop(process.await);
            }
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            let mut answer = http::empty(status);
            if let Some(Ok(location)) = location.map(HeaderValue::try_from) {
                answer.headers_mut().insert(LOCATION, location);
            }
            Ok(answer)
        }
        WireEffect::CloseIdle(pause) => {
            let (answer, _) = process.await;
            slot.close_when_idle(pause);
            Ok(answer)
        }
        WireEffect::TlsAlert { alert, processed } => {
            if processed == Processed::Yes {
                drop(process.await);
            }
            Err(slot.cut(Ending {
                bytes: Vec::new(),
                pace: None,
                last: Last::Alert(alert),
            }))
        }
        WireEffect::Swallow
        | WireEffect::ResetAt(_)
        | WireEffect::TruncateAt(_)
        | WireEffect::Drip { .. }
        | WireEffect::CloseAfter => {
            let (answer, _) = process.await;
            let answer = http::for_version(answer, version);
            Err(slot.cut(by_hand(&effect, answer, version).await))
        }
    }
}

async fn silence(slot: &Slot) -> Cut {
    tokio::time::sleep(SILENCE).await;
    slot.cut(Ending {
        bytes: Vec::new(),
        pace: None,
        last: Last::Close,
    })
}

/// The bytes of a processed request's answer, as far as they go, and what comes after them.
async fn by_hand(effect: &WireEffect, answer: Answer, version: Version) -> Ending {
    let (head, body) = raw(answer, version).await;
    let whole = [head.as_slice(), &body].concat();
    let cut = |at: usize| whole.get(..at).unwrap_or(&whole).to_vec();
    let (bytes, pace, last) = match *effect {
        WireEffect::ResetAt(at) => (cut(at), None, Last::Reset),
        WireEffect::TruncateAt(at) => (cut(head.len().saturating_add(at)), None, Last::Close),
        WireEffect::Drip { bytes, pause } => (whole, Some((bytes, pause)), Last::Close),
        WireEffect::CloseAfter => (whole, None, Last::Close),
        _ => (Vec::new(), None, Last::Close),
    };
    Ending { bytes, pace, last }
}

/// An answer as hyper would write it: head and body.
async fn raw(mut answer: Answer, version: Version) -> (Vec<u8>, Bytes) {
    let body = std::mem::take(answer.body_mut());
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(never) => match never {},
    };
    answer
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    (head(&answer, version), body)
}

fn head<B>(answer: &Response<B>, version: Version) -> Vec<u8> {
    let status = answer.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let mut head = format!("{version:?} {} {reason}\r\n", status.as_str()).into_bytes();
    for (name, value) in answer.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}
