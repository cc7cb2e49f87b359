//! Records for the `log` crate: one per telegram, at the level its outcome deserves. Holds the kind,
//! codes and texts of ours, no value of a telegram.

use super::sent::Sent;
use crate::error::Error;
use crate::log::TARGET;
use crate::transport::Outcome;

/// A telegram that did not reach the network.
pub(super) fn refused(kind: &str, error: &Error) {
    ::log::warn!(target: TARGET, "{kind}: not sent: {}: {error}", error.code());
}

/// A telegram that did.
pub(super) fn transmitted(kind: &str, sent: &Sent) {
    match &sent.result {
        Ok(answer) => {
            let text = |bytes| String::from_utf8_lossy(bytes);
            let (result, code) = (text(answer.result()), text(answer.code()));
            ::log::info!(target: TARGET, "{kind}: answered: result {result} {code}");
        }
        Err(error) => {
            let outcome = sent.final_outcome();
            let level = match outcome {
                Outcome::NotSent => ::log::Level::Warn,
                Outcome::Unknown | Outcome::Answered => ::log::Level::Error,
            };
            let (outcome, code) = (outcome.as_str(), error.code());
            ::log::log!(target: TARGET, level, "{kind}: {outcome}: {code}: {error}");
        }
    }
}
