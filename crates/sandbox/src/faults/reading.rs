//! Reads `do` of a rule and checks it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::Wrong;
use super::effect::{Effect, Hang, Notice, Processed, WireEffect};

/// Effects of the engine.
const ENGINE: [&str; 7] = [
    "sale_of_new_fails",
    "au_user_error",
    "au_auth_cancelled",
    "carrier_timeout",
    "paidy_error",
    "paidy_timeout",
    "paidy_webhook",
];

const WIRE: [&str; 15] = [
    "answer",
    "delay_ms",
    "hang",
    "reset_at",
    "truncate_at",
    "body",
    "empty",
    "http_status",
    "tls_alert",
    "drip",
    "swallow",
    "process_later_ms",
    "close_after",
    "close_idle_ms",
    "processed",
];

const NOTICE: [&str; 6] = ["twice", "delay_s", "reverse", "forge", "status", "drop"];

/// Alerts that a rule can name (RFC 8446 §6).
const ALERTS: [(&str, u8); 16] = [
    ("unexpected_message", 10),
    ("bad_record_mac", 20),
    ("handshake_failure", 40),
    ("bad_certificate", 42),
    ("unsupported_certificate", 43),
    ("certificate_revoked", 44),
    ("certificate_expired", 45),
    ("certificate_unknown", 46),
    ("illegal_parameter", 47),
    ("unknown_ca", 48),
    ("access_denied", 49),
    ("decode_error", 50),
    ("decrypt_error", 51),
    ("protocol_version", 70),
    ("internal_error", 80),
    ("certificate_required", 116),
];

/// Longest waiting time, a day.
const LONGEST_MS: u64 = 86_400_000;

/// Reads `do`.
pub(super) fn effect(given: &Value) -> Result<Effect, Wrong> {
    let Value::Object(given) = given else {
        return Err(Wrong("do"));
    };
    if let Some(name) = ENGINE.iter().find(|name| given.contains_key(**name)) {
        only(given, &[name, "then", "delay_s"])?;
        engine(given, name)?;
        return Ok(Effect::Engine(name, Value::Object(given.clone())));
    }
    if NOTICE.iter().any(|name| given.contains_key(*name)) {
        return notice(given).map(Effect::Notice);
    }
    wire(given).map(Effect::Wire)
}

/// `true`, or for the webhook `"never"` or its `delay_s`; `then` and `delay_s` stand beside or inside.
fn engine(given: &Map<String, Value>, name: &'static str) -> Result<(), Wrong> {
    let value = given.get(name);
    let fits = match value {
        Some(Value::Bool(on)) => *on,
        Some(Value::String(word)) => name == "paidy_webhook" && word == "never",
        Some(Value::Object(_)) => matches!(name, "paidy_webhook" | "paidy_timeout"),
        _ => false,
    };
    if !fits {
        return Err(Wrong(name));
    }
    let part = |key: &str| {
        let inside = value.and_then(|value| value.get(key));
        given.get(key).or(inside)
    };
    let then = part("then").map(Value::as_str);
    if !matches!(then, None | Some(Some("success" | "failure"))) {
        return Err(Wrong("then"));
    }
    if part("delay_s").is_some_and(|seconds| !seconds.is_u64()) {
        return Err(Wrong("delay_s"));
    }
    Ok(())
}

fn notice(given: &Map<String, Value>) -> Result<Notice, Wrong> {
    only(given, &NOTICE)?;
    let name = single(given, &NOTICE)?;
    Ok(match name {
        "twice" => yes(given, "twice", Notice::Twice)?,
        "reverse" => yes(given, "reverse", Notice::Reverse)?,
        "forge" => yes(given, "forge", Notice::Forge)?,
        "drop" => yes(given, "drop", Notice::Drop)?,
        "status" => {
            let status = given.get("status").and_then(Value::as_str);
            let fits =
                |status: &&str| status.len() == 2 && status.bytes().all(|b| b.is_ascii_digit());
            Notice::Status(status.filter(fits).ok_or(Wrong("status"))?.to_owned())
        }
        _ => {
            let seconds = given.get("delay_s").and_then(Value::as_u64);
            let seconds = seconds.filter(|seconds| *seconds <= 8_640_000);
            Notice::DelayS(seconds.ok_or(Wrong("delay_s"))?)
        }
    })
}

fn wire(given: &Map<String, Value>) -> Result<WireEffect, Wrong> {
    only(given, &[&WIRE[..], &["location", "bytes", "ms"]].concat())?;
    let name = single(given, WIRE.split_last().map_or(&[], |(_, names)| names))?;
    if given.contains_key("processed") && !matches!(name, "http_status" | "tls_alert") {
        return Err(Wrong("processed"));
    }
    if given.contains_key("location") && name != "http_status" {
        return Err(Wrong("location"));
    }
    Ok(match name {
        "answer" => WireEffect::Answer(fields(given)?),
        "delay_ms" => WireEffect::Delay(millis(given, "delay_ms")?),
        "hang" => WireEffect::Hang(match given.get("hang").and_then(Value::as_str) {
            Some("before") => Hang::Before,
            Some("after") => Hang::After,
            _ => return Err(Wrong("hang")),
        }),
        "reset_at" => WireEffect::ResetAt(count(given, "reset_at")?),
        "truncate_at" => WireEffect::TruncateAt(count(given, "truncate_at")?),
        "body" => {
            let text = given.get("body").and_then(Value::as_str);
            let bytes = text.and_then(|text| STANDARD.decode(text).ok());
            WireEffect::Body(bytes.ok_or(Wrong("body"))?)
        }
        "empty" => yes(given, "empty", WireEffect::Body(Vec::new()))?,
        "http_status" => status(given)?,
        "tls_alert" => WireEffect::TlsAlert {
            alert: alert(given)?,
            processed: processed(given)?,
        },
        "drip" => drip(given)?,
        "swallow" => yes(given, "swallow", WireEffect::Swallow)?,
        "process_later_ms" => WireEffect::ProcessLater(millis(given, "process_later_ms")?),
        "close_after" => yes(given, "close_after", WireEffect::CloseAfter)?,
        _ => WireEffect::CloseIdle(millis(given, "close_idle_ms")?),
    })
}

fn fields(given: &Map<String, Value>) -> Result<Vec<(String, String)>, Wrong> {
    let Some(Value::Object(fields)) = given.get("answer") else {
        return Err(Wrong("answer"));
    };
    let fields: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| match value {
            Value::String(text) => Ok((name.clone(), text.clone())),
            Value::Number(number) => Ok((name.clone(), number.to_string())),
            _ => Err(Wrong("answer")),
        })
        .collect::<Result<_, _>>()?;
    if fields.iter().any(|(name, _)| name == "result") {
        Ok(fields)
    } else {
        Err(Wrong("answer"))
    }
}

fn status(given: &Map<String, Value>) -> Result<WireEffect, Wrong> {
    let status = given.get("http_status").and_then(Value::as_u64);
    let status = status
        .and_then(|status| u16::try_from(status).ok())
        .filter(|status| (200..=599).contains(status));
    let location = match given.get("location") {
        None => None,
        Some(Value::String(address)) if address.bytes().all(|byte| byte.is_ascii_graphic()) => {
            Some(address.clone())
        }
        Some(_) => return Err(Wrong("location")),
    };
    Ok(WireEffect::Status {
        status: status.ok_or(Wrong("http_status"))?,
        location,
        processed: processed(given)?,
    })
}

/// A name, a number, or `true` for an internal error.
fn alert(given: &Map<String, Value>) -> Result<u8, Wrong> {
    let alert = match given.get("tls_alert") {
        Some(Value::Bool(true)) => Some(80),
        Some(Value::String(name)) => ALERTS
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, number)| *number),
        Some(Value::Number(number)) => number
            .as_u64()
            .and_then(|number| u8::try_from(number).ok())
            .filter(|number| *number > 0),
        _ => None,
    };
    alert.ok_or(Wrong("tls_alert"))
}

fn drip(given: &Map<String, Value>) -> Result<WireEffect, Wrong> {
    // {"drip":{"bytes":1,"ms":50}} or {"drip":true,"bytes":1,"ms":50}
    let pace = match given.get("drip") {
        Some(Value::Object(pace)) => pace,
        Some(Value::Bool(true)) => given,
        _ => return Err(Wrong("drip")),
    };
    let bytes = count(pace, "bytes")?;
    if bytes == 0 {
        return Err(Wrong("bytes"));
    }
    Ok(WireEffect::Drip {
        bytes,
        pause: millis(pace, "ms")?,
    })
}

/// Nothing is processed unless `"processed": true` says so.
fn processed(given: &Map<String, Value>) -> Result<Processed, Wrong> {
    match given.get("processed") {
        None | Some(Value::Bool(false)) => Ok(Processed::No),
        Some(Value::Bool(true)) => Ok(Processed::Yes),
        Some(_) => Err(Wrong("processed")),
    }
}

fn yes<E>(given: &Map<String, Value>, name: &'static str, effect: E) -> Result<E, Wrong> {
    match given.get(name) {
        Some(Value::Bool(true)) => Ok(effect),
        _ => Err(Wrong(name)),
    }
}

fn millis(given: &Map<String, Value>, name: &'static str) -> Result<Duration, Wrong> {
    given
        .get(name)
        .and_then(Value::as_u64)
        .filter(|millis| *millis <= LONGEST_MS)
        .map(Duration::from_millis)
        .ok_or(Wrong(name))
}

fn count(given: &Map<String, Value>, name: &'static str) -> Result<usize, Wrong> {
    given
        .get(name)
        .and_then(Value::as_u64)
        .and_then(|count| usize::try_from(count).ok())
        .ok_or(Wrong(name))
}

fn only(given: &Map<String, Value>, known: &[&str]) -> Result<(), Wrong> {
    if given.keys().all(|key| known.contains(&key.as_str())) {
        Ok(())
    } else {
        Err(Wrong("do"))
    }
}

/// Exactly one of the effects.
fn single<'a>(given: &Map<String, Value>, names: &'a [&'static str]) -> Result<&'a str, Wrong> {
    let mut found = names.iter().filter(|name| given.contains_key(**name));
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name),
        _ => Err(Wrong("do")),
    }
}
