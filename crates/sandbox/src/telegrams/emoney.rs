//! Electronic money (WebMoney): 150, 152, 153 (status-machine §9, sandbox-environment §6).

use super::lookup::{Codes, payment};
use super::{Call, enter};
use crate::answer::{Answer, Values};
use crate::pages::emoney::{Returns, open};
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// Hidden value: what the buyer chose a cancel or an amendment to be answered with; empty for OK.
pub(crate) const CHOSEN: &str = "emoney_cancel_code";
/// Hidden value: `1` after a refund that failed.
const REFUND_FAILED: &str = "emoney_refund_failed";

/// The choices of the page and what they make of a cancel.
pub(crate) const CHOICES: [(&str, &str); 4] = [
    ("", "正常処理"),
    ("11005", "タイムアウトエラー"),
    ("11010", "返金先カード状態エラー"),
    ("11003", "決済ベンダ側エラー"),
];

/// What a new record after 153 shares with the old one.
const INHERITED: [&str; 5] = [
    "emoney_type",
    "emoney_user_id",
    "emoney_payment_id",
    "authorized_date",
    CHOSEN,
];

/// Answers 150.
pub(super) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    if !form.is("emoney_type", "1") {
        return Err(Refusal::field("P010", "emoney_type").into());
    }
    let mut payment = call.new_payment(tx, kind::EMONEY)?;
    payment.amount = form.number("amount");
    call.keep(&mut payment, &["emoney_type"]);
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    tx.save_payment(&payment)?;
    let returns = Returns {
        return_url: form.text("return_url").into_owned(),
        cancel_url: form.text("cancel_url").into_owned(),
    };
    let redirect_url = open(tx, call.page_url, &payment, returns)?;
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        ("trade_generation_date", payment.made.stamp()),
        ("redirect_url", redirect_url),
    ])
}

/// Answers 152.
pub(super) fn cancel(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = find(call, tx)?;
    check(tx, &mut payment)?;
    refund(call, tx, &mut payment)?;
    call.answer(values(call, &payment, &payment))
}

/// Answers 153: the old record is refunded, a new one holds what is left.
pub(super) fn amend(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut old = find(call, tx)?;
    let amount = call.form.number("amount");
    if amount == 0 || amount >= old.amount {
        return Err(Refusal::new("11009").into());
    }
    check(tx, &mut old)?;
    if old.value(REFUND_FAILED) == "1" {
        return Err(Refusal::new("11011").into());
    }
    let id = tx.next_payment_id()?;
    let mut new = Payment::new(id, &old.merchant_id, kind::EMONEY, call.now);
    new.trading_id.clone_from(&old.trading_id);
    new.site_id.clone_from(&old.site_id);
    new.amount = amount;
    for name in INHERITED {
        new.set(name, old.value(name).into_owned());
    }
    new.set("payment_date", call.now.stamp());
    refund(call, tx, &mut old)?;
    enter(tx, call.merchant, call.now, &mut new, "40")?;
    tx.save_payment(&new)?;
    let mut values = values(call, &new, &old);
    values.push(("base_payment_id", old.id.to_string()));
    call.answer(values)
}

/// Rows 1-3.
fn find(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Payment> {
    let codes = Codes {
        nothing: "11001",
        several: "11002",
    };
    payment(call, tx, kind::EMONEY, codes)
}

/// Rows 5 and 6.
fn check(tx: Tx<'_>, payment: &mut Payment) -> Outcome<()> {
    if payment.status != "40" {
        return Err(Refusal::new("11008").into());
    }
    let chosen = payment.value(CHOSEN).into_owned();
    if let Some((code, _)) = CHOICES.iter().find(|(code, _)| *code == chosen)
        && !code.is_empty()
    {
        payment.set(REFUND_FAILED, "1");
        tx.save_payment(payment)?;
        return Err(Refusal::new(code).into());
    }
    Ok(())
}

fn refund(call: &Call<'_>, tx: Tx<'_>, payment: &mut Payment) -> Outcome<()> {
    payment.set("cancel_date", call.now.stamp());
    let user = payment.value("emoney_user_id").into_owned();
    payment.set("refund_emoney_user_id", user);
    enter(tx, call.merchant, call.now, payment, "60")?;
    tx.save_payment(payment)?;
    Ok(())
}

fn values(call: &Call<'_>, payment: &Payment, refunded: &Payment) -> Values {
    vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        (
            "refund_emoney_user_id",
            refunded.value("refund_emoney_user_id").into_owned(),
        ),
    ]
}
