//! One line of the ledger.

use std::net::IpAddr;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::mask::{masked, masked_answer};
use crate::clock::Moment;
use crate::door::Visitor;
use crate::form::Form;
use crate::routes::Kind;
use crate::text;

/// Something that happened.
#[derive(Debug)]
pub(crate) enum Entry {
    /// A telegram and its answer.
    Telegram {
        at: Moment,
        peer: IpAddr,
        path: String,
        form: Form,
        answer: Vec<u8>,
        response_code: &'static str,
        micros: u128,
    },
    /// A page that was asked for. What was typed into it is nobody's business.
    Page {
        at: Moment,
        method: &'static str,
        path: &'static str,
        status: u16,
    },
    /// Something that a real Paygent would not decide, or decide unseen.
    Warning {
        at: Moment,
        merchant_id: String,
        /// English, without anything secret or personal.
        text: String,
    },
    /// Paygent called a shop's address by itself.
    Called {
        at: Moment,
        merchant_id: String,
        /// What the call was about: an id.
        about: String,
        /// The HTTP status, nothing when there was no answer.
        status: Option<u16>,
    },
    /// A try to tell the shop of a difference record.
    Pushed {
        at: Moment,
        merchant_id: String,
        notice_id: i64,
        payment_id: i64,
        /// The status that the record tells.
        status: String,
        /// `queue`, `resend`, `twice`.
        cause: String,
        /// `delivered`, or what was wrong.
        outcome: String,
        http_status: Option<u16>,
    },
    /// A payment changed by time.
    Happened {
        at: Moment,
        payment_id: i64,
        event: &'static str,
        from: String,
        to: &'static str,
    },
    /// The clock moved by the tool.
    Clock { at: Moment, from: Moment },
    /// A request that a fault rule struck.
    Fault {
        at: Moment,
        rule: u64,
        /// The effect's name in `do`.
        effect: &'static str,
        merchant_id: String,
        kind: String,
        trading_id: String,
        payment_id: Option<i64>,
    },
    /// A payment entered a status, whoever moved it.
    Status {
        at: Moment,
        payment_id: i64,
        merchant_id: String,
        payment_type: String,
        /// Empty for a new payment.
        from: String,
        to: String,
    },
    /// A request that no telegram and no page came of.
    Turned {
        at: Moment,
        /// `telegrams`, `pages`, `tool`.
        listener: &'static str,
        status: u16,
    },
    /// A payment moved by the tool.
    Moved {
        at: Moment,
        payment_id: i64,
        from: String,
        to: String,
    },
}

impl Entry {
    /// An answered telegram.
    pub(crate) fn telegram(
        visitor: &Visitor,
        path: &str,
        form: Form,
        answer: &[u8],
        response_code: &'static str,
        at: Moment,
        started: Instant,
    ) -> Self {
        Self::Telegram {
            at,
            peer: visitor.address,
            path: path.to_owned(),
            form,
            answer: answer.to_vec(),
            response_code,
            micros: started.elapsed().as_micros(),
        }
    }

    /// The line, without its line end.
    pub(super) fn line(&self, number: u64) -> String {
        let value = match self {
            Self::Telegram {
                at,
                peer,
                path,
                form,
                answer,
                response_code,
                micros,
            } => {
                let utf8 = Kind::find(form.get("telegram_kind")).is_some_and(Kind::is_utf8);
                let decode = |bytes| {
                    if utf8 {
                        String::from_utf8_lossy(bytes)
                    } else {
                        text::decode(bytes)
                    }
                };
                let fields: Map<String, Value> = form
                    .iter()
                    .map(|(name, value)| {
                        (name.to_owned(), Value::from(masked(name, &decode(value))))
                    })
                    .collect();
                let answer = decode(answer);
                json!({
                    "seq": number,
                    "at": at.rfc3339(),
                    "event": "telegram",
                    "peer": peer.to_string(),
                    "path": path,
                    "kind": form.text("telegram_kind"),
                    "merchant_id": form.text("merchant_id"),
                    "result": match *response_code {
                        "" if answer.starts_with("\r\nresult=7") => "7",
                        "" => "0",
                        _ => "1",
                    },
                    "response_code": response_code,
                    "payment_id": payment_id(&answer),
                    "request": fields,
                    "answer": masked_answer(&answer),
                    "micros": u64::try_from(*micros).unwrap_or(u64::MAX),
                })
            }
            Self::Page {
                at,
                method,
                path,
                status,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "page",
                "method": method,
                "path": path,
                "status": status,
            }),
            Self::Warning {
                at,
                merchant_id,
                text,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "warning",
                "merchant_id": merchant_id,
                "text": text,
            }),
            Self::Called {
                at,
                merchant_id,
                about,
                status,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "called",
                "merchant_id": merchant_id,
                "about": about,
                "status": status,
            }),
            Self::Pushed {
                at,
                merchant_id,
                notice_id,
                payment_id,
                status,
                cause,
                outcome,
                http_status,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "notice",
                "merchant_id": merchant_id,
                "payment_notice_id": notice_id.to_string(),
                "payment_id": payment_id.to_string(),
                "status": status,
                "cause": cause,
                "outcome": outcome,
                "http_status": http_status,
            }),
            Self::Happened {
                at,
                payment_id,
                event,
                from,
                to,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "time",
                "payment_id": payment_id.to_string(),
                "what": event,
                "from": from,
                "to": to,
            }),
            Self::Clock { at, from } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "clock",
                "from": from.rfc3339(),
            }),
            Self::Fault {
                at,
                rule,
                effect,
                merchant_id,
                kind,
                trading_id,
                payment_id,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "fault",
                "payment_id": payment_id.map(|id| id.to_string()),
                "rule": rule,
                "effect": effect,
                "merchant_id": merchant_id,
                "kind": kind,
                "trading_id": trading_id,
            }),
            Self::Status {
                at,
                payment_id,
                merchant_id,
                payment_type,
                from,
                to,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "status",
                "payment_id": payment_id.to_string(),
                "merchant_id": merchant_id,
                "payment_type": payment_type,
                "from": from,
                "to": to,
            }),
            Self::Turned {
                at,
                listener,
                status,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "turned",
                "listener": listener,
                "status": status,
            }),
            Self::Moved {
                at,
                payment_id,
                from,
                to,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "moved",
                "payment_id": payment_id.to_string(),
                "from": from,
                "to": to,
            }),
        };
        value.to_string()
    }
}

/// The payment id of an answer, null when it has none.
fn payment_id(answer: &str) -> Value {
    let line = answer
        .split("\r\n")
        .find_map(|line| line.strip_prefix("payment_id="));
    line.filter(|id| !id.is_empty())
        .map_or(Value::Null, Value::from)
}
