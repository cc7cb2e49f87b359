//! The steps behind the network: log, decode, parse, result CSV (connection-module §4.3 steps 10 to
//! 15).

use bytes::Bytes;

use super::prepare::Prepared;
use super::sent::{Sent, WireText};
use super::{Client, TextMode, report};
use crate::error::{Code, Error};
use crate::log::{Log, MaskedBody};
use crate::response::{Parsed, Response, write_result_csv};
use crate::telegram::WireEncoding;
use crate::telegram::encode::decode_answer;
use crate::transport::{Reason, TransportAnswer, TransportError};

impl Client {
    pub(super) fn receive(
        &self,
        prepared: Prepared,
        answer: Result<TransportAnswer, TransportError>,
        mut log: Log<'_>,
        certificate_warnings: &[String],
    ) -> Sent {
        let sent = match answer {
            Ok(answer) => self.read(&prepared, answer.body, &mut log),
            Err(error) => unanswered(&prepared, error, &mut log),
        };
        report::transmitted(&prepared.kind, &sent);
        let text = |warning| format!("{}: {warning}", Code::Certificate);
        let mut warnings: Vec<_> = certificate_warnings.iter().map(text).collect();
        warnings.extend(log.into_warnings());
        sent.with_earlier(warnings)
    }

    fn read(&self, prepared: &Prepared, body: Bytes, log: &mut Log<'_>) -> Sent {
        if log.wants_traffic() {
            log.response(&MaskedBody {
                body: &body,
                format: prepared.format,
            });
        }
        let (body, replaced) = decode_answer(body, self.options.text, prepared.wire);
        if replaced > 0 {
            log.note(&format!("{replaced} characters of the answer became ?"));
        }
        let Parsed {
            response,
            error,
            notes,
        } = Response::parse(body, prepared.format, prepared.depth);
        for note in notes {
            log.note(&note);
        }
        let error = error.or_else(|| self.write_csv(&response, prepared).err());
        Sent::answered(response, error, self.wire_text(prepared.wire))
    }

    fn write_csv(&self, response: &Response, prepared: &Prepared) -> Result<(), Error> {
        match self.result_csv() {
            None => Ok(()),
            Some(path) => write_result_csv(path, response, prepared.format),
        }
    }

    fn wire_text(&self, wire: WireEncoding) -> WireText {
        match (self.options.text, wire) {
            (TextMode::Declared(_), _) => WireText::Caller,
            (TextMode::Text, WireEncoding::Windows31J) => WireText::Cp932,
            (TextMode::Text, WireEncoding::Utf8) => WireText::Utf8,
        }
    }
}

/// The line is written always; a bad HTTP status has an empty answer in the log (§9).
fn unanswered(prepared: &Prepared, error: TransportError, log: &mut Log<'_>) -> Sent {
    log.problem(&error.to_string());
    if matches!(error.reason, Reason::HttpStatus(_)) && log.wants_traffic() {
        log.response(&MaskedBody {
            body: b"",
            format: prepared.format,
        });
    }
    let outcome = error.outcome;
    // An answer without a body has empty getters, no answer has none (O-09, §4.4).
    let empty = (error.reason == Reason::NoBody)
        .then(|| Response::parse(Bytes::new(), prepared.format, prepared.depth).response);
    Sent {
        partial: empty,
        ..Sent::failed(Error::Transport(error), Some(outcome))
    }
}
