//! What became of one telegram.

use std::borrow::Cow;
use std::fmt;

use super::report;
use crate::charset;
use crate::error::Error;
use crate::response::Response;
use crate::telegram::Telegram;
use crate::transport::Outcome;

/// One telegram, sent or not. `Debug` shows no part of the answer.
pub struct Sent {
    /// The answer (refusals by Paygent too), or why there is none.
    pub result: Result<Response, Error>,
    /// An answer that is readable though `result` is an error: without a result, with rows cut
    /// short (E01901), or whose CSV file could not be written (E01004). Connection-module §4.4.
    pub partial: Option<Response>,
    /// Texts for `E_USER_WARNING` (`E02005: …`), oldest first: the error itself, a log that cannot
    /// be written (E01901), a certificate out of date.
    pub warnings: Vec<String>,
    /// Whether Paygent may have acted; `None`: the transport was never reached, nothing was sent.
    pub outcome: Option<Outcome>,
    /// What the bytes of the answer are.
    pub wire_text: WireText,
}

impl Sent {
    /// A telegram that did not pass the steps before the network.
    pub(super) fn refused(telegram: &Telegram, error: Error) -> Self {
        report::refused(&telegram.kind_text(), &error);
        Self::failed(error, None)
    }

    /// A telegram without an answer.
    pub(super) fn failed(error: Error, outcome: Option<Outcome>) -> Self {
        Self {
            warnings: vec![warning(&error)],
            result: Err(error),
            partial: None,
            outcome,
            wire_text: WireText::Caller,
        }
    }

    /// A telegram with an answer, though it may be unusable.
    pub(super) fn answered(response: Response, error: Option<Error>, wire_text: WireText) -> Self {
        let warnings = error.iter().map(warning).collect();
        let (result, partial) = match error {
            None => (Ok(response), None),
            Some(error) => (Err(error), Some(response)),
        };
        Self {
            result,
            partial,
            warnings,
            outcome: Some(Outcome::Answered),
            wire_text,
        }
    }

    /// Puts `earlier` before the warnings.
    pub(super) fn with_earlier(mut self, mut earlier: Vec<String>) -> Self {
        earlier.append(&mut self.warnings);
        self.warnings = earlier;
        self
    }

    /// The answer, whole or partial.
    #[must_use]
    pub fn answer(&self) -> Option<&Response> {
        self.result.as_ref().ok().or(self.partial.as_ref())
    }

    /// [`Outcome::NotSent`] where the transport was never reached.
    #[must_use]
    pub fn final_outcome(&self) -> Outcome {
        self.outcome.unwrap_or(Outcome::NotSent)
    }

    /// The vendor's `getResultMessage` (connection-module §4.4): code and detail of the answer where
    /// there is one (`: ` when both are empty, O-32), else the module's code and what went wrong.
    /// Bytes, because the detail is in the caller's encoding.
    #[must_use]
    pub fn message(&self) -> Vec<u8> {
        match (&self.result, self.answer()) {
            (Err(error @ Error::Transport(_)), _) | (Err(error), None) => {
                warning(error).into_bytes()
            }
            (_, Some(answer)) => [answer.code(), b": ", answer.detail()].concat(),
            (Ok(_), None) => Vec::new(),
        }
    }
}

/// The text of an `E_USER_WARNING`: code, colon, gist (connection-module §9).
fn warning(error: &Error) -> String {
    format!("{}: {error}", error.code())
}

impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent")
            .field("error", &self.result.as_ref().err())
            .field("warnings", &self.warnings)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

/// What the bytes of an answer are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WireText {
    /// Windows-31J.
    Cp932,
    /// UTF-8.
    Utf8,
    /// The caller's own encoding: hand the bytes over as they are.
    Caller,
}

impl WireText {
    /// The text of a part of the answer; bytes that are no character become `?` (Windows-31J) or
    /// U+FFFD (UTF-8).
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Cp932 => charset::decode_sjis_win(bytes),
            Self::Utf8 | Self::Caller => String::from_utf8_lossy(bytes),
        }
    }
}
