//! libcurl's result, and whether the request may have left.

use std::time::Duration;

use bytes::Bytes;
use curl::Error;
use curl::easy::{Easy2, Handler};
use curl::multi::Easy2Handle;

use super::transfer::{Question, Transfer};
use crate::transport::limits;
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::settings::TransportAnswer;
use crate::transport::target::Target;

/// What a handle knows after its transfer.
pub(super) struct End {
    /// The final answer's HTTP status, behind a proxy too (O-08); 0 without one.
    status: u32,
    /// The TLS handshake with the server was completed.
    pub(super) handshake_done: bool,
}

impl End {
    pub(super) fn of<H: Handler>(easy: &mut Easy2<H>) -> Self {
        Self::from(easy.response_code().ok(), easy.appconnect_time().ok())
    }

    pub(super) fn of_handle<H: Handler>(handle: &mut Easy2Handle<H>) -> Self {
        Self::from(handle.response_code().ok(), handle.appconnect_time().ok())
    }

    fn from(status: Option<u32>, handshake: Option<Duration>) -> Self {
        Self {
            status: status.unwrap_or(0),
            handshake_done: handshake.is_some_and(|time| !time.is_zero()),
        }
    }
}

/// Turns a finished transfer into an answer or its explanation.
pub(super) fn judge(
    target: &Target,
    result: Result<(), Error>,
    transfer: &mut Transfer,
    end: End,
) -> Result<TransportAnswer, TransportError> {
    match result {
        Ok(()) => answer(target, transfer, end.status),
        Err(_) if transfer.too_large => Err(limits::too_large(target)),
        Err(error) => Err(explain(target, &error, transfer, &end)),
    }
}

fn answer(
    target: &Target,
    transfer: &mut Transfer,
    status: u32,
) -> Result<TransportAnswer, TransportError> {
    let status = u16::try_from(status).unwrap_or(0);
    if !limits::is_success(status) {
        return Err(limits::bad_status(target, status));
    }
    let unknown = |reason, cause| Err(message::error(target, reason, Outcome::Unknown, cause));
    if transfer.body.is_empty() {
        // O-09: without a body nobody knows what Paygent decided.
        return unknown(Reason::NoBody, "");
    }
    if !transfer.end_is_marked && !transfer.close_notify {
        // O-49: libcurl on an older OpenSSL takes a cut connection for the end of the body.
        return unknown(Reason::Truncated, "the server closed without ending TLS");
    }
    Ok(TransportAnswer {
        status,
        body: Bytes::from(std::mem::take(&mut transfer.body)),
    })
}

/// A failure while nothing was to be sent.
pub(super) fn unsent(target: &Target, error: &Error, transfer: &Transfer) -> TransportError {
    let end = End {
        status: 0,
        handshake_done: false,
    };
    explain(target, error, transfer, &end)
}

fn explain(target: &Target, error: &Error, transfer: &Transfer, end: &End) -> TransportError {
    let cause = error.extra_description().unwrap_or(error.description());
    let began = transfer.request_left || end.handshake_done;
    let outcome = if began {
        Outcome::Unknown
    } else {
        Outcome::NotSent
    };
    if refused_certificate(transfer, cause) {
        let outcome = refused_outcome(transfer, began);
        return message::error(target, Reason::CertificateRefused, outcome, cause);
    }
    message::error(target, reason(error, transfer, cause), outcome, cause)
}

/// Alerts that say "not this certificate" or "no certificate" (RFC 5246 §7.2.2, RFC 8446 §6.2).
/// 49, `access_denied`, is not one of them: gateways use it for requests, too.
const CERTIFICATE_ALERTS: [u8; 8] = [41, 42, 43, 44, 45, 46, 48, 116];
/// `handshake_failure`: how OpenSSL servers say it in TLS 1.2.
const HANDSHAKE_FAILURE: u8 = 40;

fn refused_certificate(transfer: &Transfer, cause: &str) -> bool {
    // A verification of ours that failed says so itself.
    if transfer.answer_began || cause.contains("certificate verify failed") {
        return false;
    }
    transfer.alert.is_some_and(|alert| {
        CERTIFICATE_ALERTS.contains(&alert)
            || (alert == HANDSHAKE_FAILURE && transfer.question.is_some())
    })
}

/// Asked in the first handshake, the server reads the request only after the certificate was
/// accepted: in TLS 1.3 a refusal proves that it was not read, though it left together with the
/// handshake. In TLS 1.2 the certificate is judged before anything else may leave, so that a later
/// alert is about something else. Asked later, the server has read the request.
fn refused_outcome(transfer: &Transfer, began: bool) -> Outcome {
    let tls13 = transfer.seen.version.as_deref() == Some("TLSv1.3");
    match transfer.question {
        Some(Question::First) if tls13 && transfer.alert != Some(HANDSHAKE_FAILURE) => {
            Outcome::NotSent
        }
        _ if began => Outcome::Unknown,
        _ => Outcome::NotSent,
    }
}

/// libcurl's numbers (`curl/curl.h`); others are mapped to the nearest the vendor's callers know.
fn reason(error: &Error, transfer: &Transfer, cause: &str) -> Reason {
    match error.code() {
        1 | 8 => Reason::NotHttp,
        5 => Reason::ProxyName,
        6 => Reason::HostName,
        7 => Reason::Refused,
        18 => Reason::Truncated,
        28 => Reason::TimedOut,
        35 | 59 | 83 | 90 | 91 => Reason::Handshake,
        51 | 60 => Reason::Verification,
        52 => Reason::Empty,
        // OpenSSL 3 tells when the server closed TCP without closing TLS.
        56 if cause.contains("unexpected eof") => match transfer.answer_began {
            true => Reason::Truncated,
            false => Reason::Empty,
        },
        58 => Reason::Key,
        63 => Reason::TooLarge,
        77 => Reason::CaFile,
        2 | 3 | 4 | 27 | 43 | 48 | 53 | 54 => Reason::Setup,
        _ => Reason::Reset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::curl_backend::transfer::Seen;

    /// The outcome of an alert after the request began to leave.
    fn outcome(version: &str, question: Question, alert: u8) -> Outcome {
        let transfer = Transfer {
            request_left: true,
            question: Some(question),
            alert: Some(alert),
            seen: Seen {
                version: Some(version.to_owned()),
                ..Seen::default()
            },
            ..Transfer::default()
        };
        assert!(refused_certificate(&transfer, ""));
        refused_outcome(&transfer, true)
    }

    #[test]
    fn only_tls13_refuses_a_certificate_after_the_request_left_unread() {
        assert_eq!(outcome("TLSv1.3", Question::First, 48), Outcome::NotSent);
        assert_eq!(outcome("TLSv1.2", Question::First, 48), Outcome::Unknown);
        // A renegotiation that failed before the second question.
        assert_eq!(outcome("TLSv1.2", Question::First, 40), Outcome::Unknown);
        assert_eq!(outcome("TLSv1.3", Question::Late, 48), Outcome::Unknown);
    }
}
