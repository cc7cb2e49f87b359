//! One line of the ledger.

use std::net::IpAddr;
use std::time::Instant;

use serde_json::{Map, Value, json};

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
                from,
                to,
            } => json!({
                "seq": number,
                "at": at.rfc3339(),
                "event": "status",
                "payment_id": payment_id.to_string(),
                "merchant_id": merchant_id,
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

/// Secrets and personal data never reach a file: what is secret disappears, a card number keeps its
/// last four digits.
fn masked(name: &str, value: &str) -> String {
    let hidden = || "*".repeat(value.chars().count().min(16));
    match name {
        "card_number" if value.len() > 10 && value.is_ascii() => {
            let shown = value.len() - 4;
            format!(
                "{}{}",
                "*".repeat(shown),
                value.get(shown..).unwrap_or_default()
            )
        }
        "connect_password"
        | "card_number"
        | "card_conf_number"
        | "card_valid_term"
        | "card_token"
        | "cardholder_name"
        | "hc"
        | "data"
        | "google_payment_method_token" => hidden(),
        _ if is_personal(name) => hidden(),
        _ => value.to_owned(),
    }
}

/// Names, telephone numbers, addresses of buyers, and free text that shops fill with them.
fn is_personal(name: &str) -> bool {
    let buyer =
        name.starts_with("customer_") && !matches!(name, "customer_id" | "customer_card_id");
    let other = ["billing_name", "add_info", "bill_address_", "ship_address_"]
        .iter()
        .any(|start| name.starts_with(start))
        || name.ends_with("email_address")
        || name.ends_with("_phone_subscriber");
    buyer && name != "customer_number" || other || name == "fix_numbering_reg" || name == "open_id"
}

/// The answer with personal fields hidden.
fn masked_answer(answer: &str) -> String {
    if answer.starts_with('"') || answer.starts_with("1,") {
        // Records of stored cards: what they hold is personal altogether; the header tells the result.
        return answer.split("\r\n").next().unwrap_or_default().to_owned();
    }
    // HTML comes last and holds what opens the buyer's page.
    let html = answer
        .find("_html=\r\n")
        .map_or(answer.len(), |at| at + "_html=".len());
    let answer = answer.get(..html).unwrap_or(answer);
    let lines = answer.split("\r\n").map(|line| match line.split_once('=') {
        Some((name, value)) => format!("{name}={}", masked(name, value)),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::{masked, masked_answer};

    #[test]
    fn hides_secrets_and_people() {
        assert_eq!(
            masked("card_number", "4900000000008212"),
            "************8212"
        );
        assert_eq!(masked("card_number", "4900000"), "*******");
        assert_eq!(masked("connect_password", "abc"), "***");
        assert_eq!(masked("customer_family_name", "試験"), "**");
        assert_eq!(masked("customer_id", "c1"), "c1");
        assert_eq!(
            masked_answer("\r\nresult=0\r\ncard_valid_term=1230"),
            "\r\nresult=0\r\ncard_valid_term=****"
        );
        assert_eq!(
            masked_answer("\r\nresult=0\r\nout_acs_html=\r\n<form>key=1"),
            "\r\nresult=0\r\nout_acs_html="
        );
        assert_eq!(masked("email_address", "a@b.example"), "***********");
    }
}
