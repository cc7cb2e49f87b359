//! 028 and 029: a smaller amount by a new payment, the old one cancelled (status-machine §2.4).

use super::card_authorise::set_card;
use super::card_follow::stub_cancel;
use super::lookup::card_payment;
use super::{Call, enter, trouble};
use crate::answer::{Answer, Values};
use crate::card_stub;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// What tells 028 from 029.
struct Way {
    /// The status that the old payment must have and the new one gets.
    status: &'static str,
    /// The status in which the time limit is over.
    expired: &'static str,
    /// The old payment's status afterwards.
    cancelled: &'static str,
    /// The code when the old one cannot be cancelled.
    stuck: &'static str,
}

const AUTHORISATION: Way = Way {
    status: "20",
    expired: "33",
    cancelled: "32",
    stuck: "2010",
};
const SALE: Way = Way {
    status: "40",
    expired: "41",
    cancelled: "60",
    stuck: "2012",
};

/// Fields that 029 returns when the new payment exists although the answer is an error.
const WITH_ERRORS: [&str; 8] = [
    "payment_id",
    "trading_id",
    "base_payment_id",
    "reduced_amount",
    "issur_class",
    "acq_id",
    "acq_name",
    "issur_name",
];

/// Answers 028 and 029.
pub(super) fn adjust(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let way = if call.kind == "028" {
        AUTHORISATION
    } else {
        SALE
    };
    let mut old = card_payment(call, tx)?;
    if !call.merchant.reduced_sales {
        return Err(Refusal::new("P029").into());
    }
    if old.status == way.expired {
        return Err(Refusal::new("2007").into());
    }
    if old.status != way.status {
        return Err(Refusal::new("2004").into());
    }
    let sent = call.form.number("payment_amount");
    let amount = if call.form.is("reduction_flag", "1") {
        old.amount - sent
    } else {
        sent
    };
    if amount <= 0 || amount > old.amount {
        return Err(Refusal::new("2013").into());
    }
    if old.value("3dsecure_message_version") == "1.0" {
        return Err(Refusal::new("2014").into());
    }
    let stuck = stub_cancel(&old).is_err();
    if stuck && call.form.is("base_payment_cancel_timing", "1") {
        return Err(Refusal::new(way.stuck).into());
    }
    if let Some(paid) = &old.card
        && let Err(no) = card_stub::authorise(&paid.card, call.now)
    {
        return Err(Refusal::vendor(no.code, &no.vendor).into());
    }
    let lost = !stuck && call.kind == "029" && trouble::sale_of_new_fails(call, &old);
    let status = if lost { "20" } else { way.status };
    let new = successor(call, tx, &old, amount, status)?;
    if lost {
        let mut values = values(call, &new, &old);
        values.retain(|(name, _)| WITH_ERRORS.contains(name));
        return Err(Refusal::new("2011").with(values).into());
    }
    if stuck {
        let mut values = values(call, &new, &old);
        values.retain(|(name, _)| WITH_ERRORS.contains(name));
        // By the field table only 029 returns them with an error.
        let values = if call.kind == "029" {
            values
        } else {
            Vec::new()
        };
        return Err(Refusal::new(way.stuck).with(values).into());
    }
    old.set("cancel_date", call.now.stamp());
    enter(tx, call.merchant, call.now, &mut old, way.cancelled)?;
    tx.save_payment(&old)?;
    call.answer(values(call, &new, &old))
}

/// The new payment: trading id, site, payment class and card of the old one.
fn successor(
    call: &Call<'_>,
    tx: Tx<'_>,
    old: &Payment,
    amount: i64,
    status: &str,
) -> Outcome<Payment> {
    let id = tx.next_payment_id()?;
    let mut new = Payment::new(id, &old.merchant_id, kind::CARD, call.now);
    new.trading_id = old.trading_id.clone();
    if call.form.has("trading_id") {
        new.trading_id = call.trading_id();
    }
    new.site_id = old.site_id.clone();
    new.amount = amount;
    for name in [
        "payment_class",
        "split_count",
        "attempt_kbn",
        "3dsecure_ryaku",
    ] {
        new.set(name, old.value(name).into_owned());
    }
    if let Some(paid) = &old.card {
        set_card(&mut new, &paid.card);
    }
    new.card.clone_from(&old.card);
    new.set("joho_code", "000");
    new.set("authorized_date", call.now.stamp());
    if status == SALE.status {
        new.set("payment_date", call.now.stamp());
    }
    enter(tx, call.merchant, call.now, &mut new, status)?;
    tx.save_payment(&new)?;
    Ok(new)
}

fn values(call: &Call<'_>, new: &Payment, old: &Payment) -> Values {
    let class = if new.value("joho_issur_type") == "1" {
        "1"
    } else {
        "0"
    };
    let mut values = vec![
        ("payment_id", new.id.to_string()),
        ("trading_id", call.trading_id()),
        ("base_payment_id", old.id.to_string()),
        ("reduced_amount", new.amount.to_string()),
        ("issur_class", class.to_owned()),
    ];
    let copied = [
        "acq_id",
        "acq_name",
        "issur_name",
        "attempt_kbn",
        "fingerprint",
        "masked_card_number",
        "card_valid_term",
    ];
    values.extend(
        copied
            .into_iter()
            .map(|name| (name, new.value(name).into_owned())),
    );
    values
}
