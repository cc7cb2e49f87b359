//! What both backends hold an answer against.

use super::message;
use super::outcome::{Outcome, Reason, TransportError};
use super::target::Target;

/// The largest body that is read, in bytes.
pub(crate) const LARGEST_BODY: usize = 10 * 1024 * 1024;

/// A time-out must never look like a refusal (money rule 2).
const REQUEST_TIMEOUT: u16 = 408;

/// Whether a status is the vendor's idea of success (connection-module §7).
pub(crate) fn is_success(status: u16) -> bool {
    (200..=206).contains(&status)
}

/// The error for a complete HTTP answer with any other status (O-11).
///
/// Only a refusal proves that nothing was done with the telegram: 307 and 308 ask for the same
/// request elsewhere (and are not followed), 4xx is the server's "not like this". The other 3xx
/// prove nothing: applications answer a form that they have processed so. Nor does a 5xx: a gateway in front of
/// Paygent sends 502, 503 or 504 when the application behind it died or was too slow, and a 500
/// may come after the booking. Nor 408: some gateways say so when the application was slow.
/// Those, the odd 2xx and 1xx are `unknown`: ask with 094.
pub(crate) fn bad_status(target: &Target, status: u16) -> TransportError {
    let refused = matches!(status, 307 | 308 | 400..=499) && status != REQUEST_TIMEOUT;
    let (outcome, advice) = if refused {
        (
            Outcome::Answered,
            "check the URL and the client certificate",
        )
    } else {
        (
            Outcome::Unknown,
            "the telegram may have been processed: ask with telegram 094",
        )
    };
    TransportError {
        reason: Reason::HttpStatus(status),
        outcome,
        message: format!(
            "{} answered with HTTP status {status}: {advice}",
            target.host
        ),
    }
}

/// The error for an answer beyond [`LARGEST_BODY`]: an answer it was.
pub(crate) fn too_large(target: &Target) -> TransportError {
    message::error(target, Reason::TooLarge, Outcome::Answered, "")
}
