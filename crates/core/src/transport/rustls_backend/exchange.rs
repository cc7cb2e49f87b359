//! One telegram through reqwest: sent once, answered or explained.

use std::error::Error;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::{Body, Client, Response, Version};

use super::body::Once;
use super::failure::{self, ConnectFailure};
use super::notes::{self, Request};
use super::time;
use crate::transport::limits::{self, LARGEST_BODY};
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::settings::{HttpVersion, Proxy, TransportAnswer};
use crate::transport::target::Target;

/// How one attempt ended.
pub(crate) enum Attempt {
    /// For good.
    Done(Result<TransportAnswer, TransportError>),
    /// Before any byte of the request: rustls cannot serve this server. Says why.
    NeedsLibcurl(&'static str),
}

/// One telegram, ready to go.
pub(super) struct Exchange {
    pub(super) client: Client,
    pub(super) target: Target,
    pub(super) body: Bytes,
    pub(super) version: HttpVersion,
    pub(super) proxy: Option<Proxy>,
    pub(super) limit: Duration,
}

impl Exchange {
    /// Sends the telegram and waits for its answer, at most `limit`.
    pub(super) async fn run(self) -> Attempt {
        let Self {
            client,
            target,
            body,
            version,
            proxy,
            limit,
        } = self;
        let notes = Arc::new(Request::to(&target));
        // Pinned where they are made: moved about, these futures cost kilobytes of copying.
        let sending = pin!(send(&client, &target, body, version, &notes));
        let sending = pin!(noted(&notes, sending));
        match time::within(limit, sending).await {
            Ok(Ok(answer)) => Attempt::Done(Ok(answer)),
            Ok(Err(Trouble::Judged(error))) => Attempt::Done(Err(error)),
            Ok(Err(Trouble::Sending(error))) => judge(&error, &notes, &target, proxy.as_ref()),
            Ok(Err(Trouble::Reading(error))) => Attempt::Done(Err(judge_body(&error, &target))),
            Err(time::TimeUp) => Attempt::Done(Err(time_up(&notes, &target))),
        }
    }
}

enum Trouble {
    /// Already explained.
    Judged(TransportError),
    /// Before the answer's head was complete.
    Sending(reqwest::Error),
    /// In the answer's body.
    Reading(reqwest::Error),
}

async fn send(
    client: &Client,
    target: &Target,
    body: Bytes,
    version: HttpVersion,
    notes: &Arc<Request>,
) -> Result<TransportAnswer, Trouble> {
    let response = client
        .post(target.url.clone())
        .version(match version {
            HttpVersion::Http10 => Version::HTTP_10,
            HttpVersion::Http11 => Version::HTTP_11,
        })
        .body(Body::wrap(Once::new(body, Arc::clone(notes))))
        .send()
        .await
        .map_err(Trouble::Sending)?;
    let status = response.status().as_u16();
    if !limits::is_success(status) {
        return Err(Trouble::Judged(limits::bad_status(target, status)));
    }
    let body = read(response, target).await?;
    if body.is_empty() {
        // O-09: without a body nobody knows what Paygent decided.
        return Err(Trouble::Judged(message::error(
            target,
            Reason::NoBody,
            Outcome::Unknown,
            "",
        )));
    }
    Ok(TransportAnswer { status, body })
}

async fn read(mut response: Response, target: &Target) -> Result<Bytes, Trouble> {
    let too_large = || Trouble::Judged(limits::too_large(target));
    let announced = usize::try_from(response.content_length().unwrap_or(0)).unwrap_or(usize::MAX);
    if announced > LARGEST_BODY {
        return Err(too_large());
    }
    let mut whole = Bytes::new();
    let mut pieces = BytesMut::new();
    while let Some(piece) = response.chunk().await.map_err(Trouble::Reading)? {
        if whole.len() + pieces.len() + piece.len() > LARGEST_BODY {
            return Err(too_large());
        }
        if whole.is_empty() && pieces.is_empty() {
            // Most answers come in one piece: no copy.
            whole = piece;
            continue;
        }
        if pieces.is_empty() {
            pieces.reserve(announced.max(whole.len() + piece.len()));
            pieces.extend_from_slice(&std::mem::take(&mut whole));
        }
        pieces.extend_from_slice(&piece);
    }
    Ok(if pieces.is_empty() {
        whole
    } else {
        pieces.freeze()
    })
}

/// Makes `request` the current one whenever the future is polled.
async fn noted<F: Future>(request: &Arc<Request>, future: F) -> F::Output {
    let mut future = pin!(future);
    poll_fn(|context| notes::during_request(request, || future.as_mut().poll(context))).await
}

fn time_up(notes: &Request, target: &Target) -> TransportError {
    let outcome = if notes.taken.holds() {
        Outcome::Unknown
    } else {
        Outcome::NotSent
    };
    message::error(target, Reason::TimedOut, outcome, "timeout_value")
}

/// An error before the answer's head was complete.
fn judge(
    error: &reqwest::Error,
    notes: &Request,
    target: &Target,
    proxy: Option<&Proxy>,
) -> Attempt {
    // Once the body was taken nothing proves any more that the telegram stayed here, least of all a
    // later connection that failed.
    let taken = notes.taken.holds();
    if !taken && let Some(failure) = failure::find::<ConnectFailure>(error) {
        if let ConnectFailure::NeedsLibcurl(why) = failure {
            return Attempt::NeedsLibcurl(why);
        }
        let reason = reason_of(failure, proxy);
        let cause = failure.to_string();
        return Attempt::Done(Err(message::error(
            target,
            reason,
            Outcome::NotSent,
            &cause,
        )));
    }
    let outcome = if taken {
        Outcome::Unknown
    } else {
        Outcome::NotSent
    };
    let cause = failure::innermost(error);
    if refused_certificate(error) && notes.first_on_asked.holds() {
        let reason = Reason::CertificateRefused;
        return Attempt::Done(Err(message::error(
            target,
            reason,
            Outcome::NotSent,
            &cause,
        )));
    }
    Attempt::Done(Err(message::error(target, broken(error), outcome, &cause)))
}

pub(super) fn reason_of(failure: &ConnectFailure, proxy: Option<&Proxy>) -> Reason {
    match failure {
        ConnectFailure::Name { name, .. } if proxy.is_some_and(|proxy| proxy.host == *name) => {
            Reason::ProxyName
        }
        ConnectFailure::Name { .. } => Reason::HostName,
        ConnectFailure::Unreachable(_) => Reason::Refused,
        ConnectFailure::TimedOut => Reason::TimedOut,
        ConnectFailure::Tunnel(_) => Reason::Reset,
        ConnectFailure::Handshake(_) | ConnectFailure::NeedsLibcurl(_) => Reason::Handshake,
        ConnectFailure::CertificateRefused(_) => Reason::CertificateRefused,
        ConnectFailure::Verification(_) => Reason::Verification,
    }
}

/// In TLS 1.3 the request travels with our certificate, and the refusal arrives afterwards. rustls
/// answers no later question, so such an alert on a fresh connection whose handshake asked belongs
/// to that handshake: the server cannot have read what came after it.
fn refused_certificate(error: &(dyn Error + 'static)) -> bool {
    matches!(
        failure::find::<rustls::Error>(error),
        Some(rustls::Error::AlertReceived(alert)) if failure::is_certificate_alert(*alert)
    )
}

fn broken(error: &(dyn Error + 'static)) -> Reason {
    if let Some(http) = failure::find::<hyper::Error>(error) {
        if http.is_parse() {
            return Reason::NotHttp;
        }
        if http.is_incomplete_message() {
            return Reason::Empty;
        }
    }
    match failure::io_kind(error) {
        Some(io::ErrorKind::UnexpectedEof) => Reason::Empty,
        _ => Reason::Reset,
    }
}

/// An error in the body: the head said success, so Paygent may have acted (O-49).
fn judge_body(error: &reqwest::Error, target: &Target) -> TransportError {
    let ended =
        failure::find::<hyper::Error>(error).is_some_and(hyper::Error::is_incomplete_message);
    let reason = match failure::io_kind(error) {
        _ if ended => Reason::Truncated,
        Some(io::ErrorKind::UnexpectedEof) => Reason::Truncated,
        Some(io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData) => Reason::NotHttp,
        _ => Reason::Reset,
    };
    message::error(target, reason, Outcome::Unknown, &failure::innermost(error))
}
