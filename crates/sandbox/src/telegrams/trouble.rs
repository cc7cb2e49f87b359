//! Trouble at a carrier or at Paidy that a client cannot cause itself: fault rules for the engine
//! (sandbox-environment §19).

use serde_json::Value;

use super::Call;
use crate::carrier::Carrier;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::faults::{Faults, Hit, Subject};
use crate::ledger::Entry;
use crate::payment::{Payment, kind};
use crate::store::Tx;

/// Trouble with a carrier.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CarrierTrouble {
    /// `au_user_error`: 7405.
    UserError,
    /// `au_auth_cancelled`: 7406, the authorisation is gone.
    AuthorisationCancelled,
    /// `carrier_timeout`: 7105, 7302, 7402, 7502.
    Silence,
}

/// Trouble with Paidy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PaidyTrouble {
    /// `paidy_error`: 24004.
    Error,
    /// `paidy_timeout`: 24005, settled half an hour later.
    Silence(Then),
}

/// How an interrupted request ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Then {
    Success,
    Failure,
}

/// When Paidy tells Paygent of a purchase.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Webhook {
    Now,
    /// After so many seconds.
    Later(i64),
    Never,
}

/// What a carrier does instead of answering.
pub(super) fn of_carrier(
    call: &Call<'_>,
    payment: &Payment,
    carrier: Carrier,
) -> Option<CarrierTrouble> {
    let asked = |name: &'static str| strikes(call, payment, name).is_some();
    if carrier == Carrier::Au && asked("au_user_error") {
        return Some(CarrierTrouble::UserError);
    }
    // The annex knows 7406 for 101 and 103 only.
    if carrier == Carrier::Au && call.kind != "102" && asked("au_auth_cancelled") {
        return Some(CarrierTrouble::AuthorisationCancelled);
    }
    asked("carrier_timeout").then_some(CarrierTrouble::Silence)
}

/// Whether the capture of an adjusted payment fails, `sale_of_new_fails`: 2011 (row 028 029/10).
pub(super) fn sale_of_new_fails(call: &Call<'_>, payment: &Payment) -> bool {
    strikes(call, payment, "sale_of_new_fails").is_some()
}

/// What Paidy does instead of answering.
pub(super) fn of_paidy(call: &Call<'_>, payment: &Payment) -> Option<PaidyTrouble> {
    if strikes(call, payment, "paidy_error").is_some() {
        return Some(PaidyTrouble::Error);
    }
    let silence = strikes(call, payment, "paidy_timeout")?;
    let then = match detail(&silence, "then").and_then(Value::as_str) {
        Some("failure") => Then::Failure,
        _ => Then::Success,
    };
    Some(PaidyTrouble::Silence(then))
}

/// When the webhook of a purchase is made; the subject's kind is `page`.
pub(crate) fn of_webhook(desk: &Desk, merchant_id: &str, trading_id: &str) -> Webhook {
    let subject = Subject {
        merchant_id,
        kind: "page",
        trading_id,
        payment_type: kind::PAIDY,
    };
    let Some(hit) = desk.faults.in_engine("paidy_webhook", subject) else {
        return Webhook::Now;
    };
    desk.note_hit(&hit, subject, None);
    match detail(&hit, "delay_s").and_then(Value::as_i64) {
        Some(seconds) if seconds >= 0 => Webhook::Later(seconds),
        _ => Webhook::Never,
    }
}

/// Whether Paidy does not answer when Paygent cancels an authorisation at its end, `paidy_timeout`. No
/// telegram is on its way: a rule that names a kind is not about it.
pub(crate) fn of_expiry(faults: &Faults, tx: Tx<'_>, at: Moment, payment: &Payment) -> bool {
    let subject = subject(payment, "");
    let Some(hit) = faults.in_engine("paidy_timeout", subject) else {
        return false;
    };
    tx.note(note(&hit, subject, at, payment.id));
    true
}

fn strikes(call: &Call<'_>, payment: &Payment, name: &'static str) -> Option<Hit<Value>> {
    let subject = subject(payment, call.kind);
    let hit = call.faults.in_engine(name, subject)?;
    call.ledger.note(note(&hit, subject, call.now, payment.id));
    Some(hit)
}

fn subject<'a>(payment: &'a Payment, kind: &'a str) -> Subject<'a> {
    Subject {
        merchant_id: &payment.merchant_id,
        kind,
        trading_id: &payment.trading_id,
        payment_type: &payment.payment_type,
    }
}

fn note(hit: &Hit<Value>, subject: Subject<'_>, at: Moment, payment_id: i64) -> Entry {
    Entry::Fault {
        at,
        rule: hit.rule,
        effect: hit.name,
        merchant_id: subject.merchant_id.to_owned(),
        kind: subject.kind.to_owned(),
        trading_id: subject.trading_id.to_owned(),
        payment_id: Some(payment_id),
    }
}

/// A part of `do`: beside the effect's name, or inside its value.
fn detail<'a>(hit: &'a Hit<Value>, name: &str) -> Option<&'a Value> {
    hit.effect
        .get(name)
        .or_else(|| hit.effect.get(hit.name).and_then(|inside| inside.get(name)))
}
