//! 020: card authorisation, rows 020/1-38.

use super::card_follow::CANCEL_COMPLETES;
use super::card_source::{self, Source};
use super::three_ds_proof::{self, Proof};
use super::{Call, enter, note_status, three_ds_first};
use crate::answer::{Answer, Values};
use crate::card::Card;
use crate::card_stub;
use crate::clock::Moment;
use crate::payment::{PaidBy, Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holder, Tx};

/// After a time-out at the card company the sandbox cancels by itself (telegrams-card part 9).
pub(crate) const CANCEL_AFTER: i64 = 600;

/// Retries that a payment in 10 has.
const RETRIES: u32 = 3;

/// Answers 020.
pub(super) fn authorise(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    check_payment_class(call)?;
    if call.form.is("stock_card_mode", "1") && !call.merchant.card_storage {
        return Err(Refusal::new("P024").into());
    }
    three_ds_proof::check_wish(call)?;
    let source = card_source::find(call, tx)?;
    if call.form.is("security_code_use", "1") && !source.has_code {
        return Err(Refusal::field("P006", "card_conf_number").into());
    }
    if source.card.overseas && !call.form.is("payment_class", "10") {
        return Err(Refusal::new("P030").into());
    }
    let proof = three_ds_proof::find(call, tx, &source)?;
    let mut payment = match retried(call, tx)? {
        Some(payment) => payment,
        None => {
            let mut payment = call.new_payment(tx, kind::CARD)?;
            fill(call, &mut payment, &source);
            enter(tx, call.merchant, call.now, &mut payment, "10")?;
            payment
        }
    };
    fill(call, &mut payment, &source);
    let attempts = payment.card.as_ref().map_or(0, |paid| paid.attempts) + 1;
    payment.card = Some(PaidBy {
        card: source.card.clone(),
        attempts,
    });
    let card = source.card.clone();
    match attempt(call, tx, &mut payment, source, &proof)? {
        Step::Authorised => call.answer(values(call, &payment, &card)),
        Step::Ask(answer) => Ok(answer),
    }
}

/// Where a payment got by one attempt.
#[derive(Debug)]
pub(super) enum Step {
    /// It is authorised.
    Authorised,
    /// The buyer must be asked first.
    Ask(Answer),
}

/// Tries to authorise a payment and keeps what came of it; uses up what one authorisation uses up.
pub(super) fn attempt(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    source: Source,
    proof: &Proof,
) -> Outcome<Step> {
    let outcome = judge(call, tx, payment, &source, proof);
    tx.save_payment(payment)?;
    let step = outcome?;
    if matches!(step, Step::Ask(_)) {
        return Ok(step);
    }
    proof.use_up(tx)?;
    if let Some(token) = &source.token {
        tx.use_token(token)?;
    }
    if let Some(mut stored) = source.stored {
        let (site_id, customer_id) = (call.form.text("site_id"), call.form.text("customer_id"));
        let holder = Holder {
            merchant_id: &call.merchant.merchant_id,
            site_id: &site_id,
            customer_id: &customer_id,
        };
        stored.used = call.now;
        tx.save_card(holder, &stored)?;
    }
    Ok(step)
}

/// Rows 1-3.
fn check_payment_class(call: &Call<'_>) -> Outcome<()> {
    let form = call.form;
    let class = form.text("payment_class");
    let contracted = call
        .merchant
        .card_payment_classes
        .iter()
        .any(|known| *known == class);
    let counted = class != "61"
        || call
            .merchant
            .card_split_counts
            .contains(&form.number("split_count"));
    if contracted && counted {
        Ok(())
    } else {
        Err(Refusal::new("P030").into())
    }
}

/// Rows 26-28: a payment in 10 that is tried again.
fn retried(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Option<Payment>> {
    let form = call.form;
    if !form.has("payment_id") {
        return Ok(None);
    }
    let found = tx
        .payment(&call.merchant.merchant_id, form.number("payment_id"))?
        .filter(|payment| {
            payment.payment_type == kind::CARD
                && (!form.has("trading_id") || form.is("trading_id", &payment.trading_id))
        });
    let Some(mut payment) = found else {
        return Err(Refusal::vendor("2001", "P901").into());
    };
    if payment.status != "10" {
        return Err(Refusal::vendor("2001", "P902").into());
    }
    if payment
        .card
        .as_ref()
        .is_some_and(|paid| paid.attempts > RETRIES)
    {
        decline(call, tx, &mut payment, "P903")?;
        tx.save_payment(&payment)?;
        return Err(Refusal::vendor("2001", "P903").into());
    }
    Ok(Some(payment))
}

/// What the payment keeps, under the names of 094 and 091.
fn fill(call: &Call<'_>, payment: &mut Payment, source: &Source) {
    let checks_only = call.form.is("valid_check_flg", "1");
    payment.amount = if checks_only {
        0
    } else {
        call.form.number("payment_amount")
    };
    call.keep(payment, &["payment_class", "split_count", "3dsecure_ryaku"]);
    if source.stored.is_some() {
        call.keep(payment, &["customer_id", "customer_card_id"]);
    }
    set_card(payment, &source.card);
}

/// The card's part of the values.
pub(super) fn set_card(payment: &mut Payment, card: &Card) {
    payment.set("acq_id", card.acq_id.as_str());
    payment.set("acq_name", card.acq_name.as_str());
    payment.set("joho_issur_type", card.issur_class());
    payment.set("issur_name", card.issur_name.as_str());
    payment.set("fingerprint", card.fingerprint.as_str());
    payment.set("masked_card_number", card.masked.as_str());
    payment.set("card_valid_term", card.term.as_str());
}

/// Rows 30-38: what the card company says. The payment is changed, not saved.
fn judge(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    source: &Source,
    proof: &Proof,
) -> Outcome<Step> {
    let merchant = call.merchant;
    let card = &source.card;
    if is_blocked(call, tx, card)? {
        enter(tx, merchant, call.now, payment, "15")?;
        return Err(Refusal::new("2054").into());
    }
    let (version, attempt) = proof.marks(call, card);
    payment.set("3dsecure_message_version", version);
    payment.set("attempt_kbn", attempt);
    if !proof.is_wanted(merchant, attempt) {
        decline(call, tx, payment, "015")?;
        return Err(Refusal::new("2015").into());
    }
    if !merchant.card_brands.contains(&card.brand) {
        decline(call, tx, payment, "016")?;
        return Err(Refusal::new("2016").into());
    }
    let (_, month, _) = call.now.date();
    if call.form.is("payment_class", "23") && !merchant.bonus_months.contains(&month) {
        decline(call, tx, payment, "018")?;
        return Err(Refusal::new("2018").into());
    }
    if let Err(no) = card_stub::authorise(card, call.now) {
        let refusal = Refusal::vendor(no.code, &no.vendor);
        return Err(match no.code {
            "2003" => {
                payment.set("joho_code", last_three(&no.vendor));
                note_status(tx, call.now, payment, "10");
                "10".clone_into(&mut payment.status);
                refusal.with(vec![
                    ("payment_id", payment.id.to_string()),
                    ("trading_id", call.trading_id()),
                ])
            }
            "2008" => {
                payment.set("joho_code", last_three(&no.vendor));
                start_cancel(tx, call.now, payment)?;
                refusal
            }
            _ => {
                decline(call, tx, payment, &no.vendor)?;
                refusal
            }
        }
        .into());
    }
    if matches!(proof, Proof::First) && merchant.three_ds_1_acs {
        return Ok(Step::Ask(three_ds_first::ask(call, tx, payment, source)?));
    }
    payment.set("authorized_date", call.now.stamp());
    payment.set("joho_code", "000");
    let status = if call.form.is("valid_check_flg", "1") {
        "22"
    } else if call.form.is("sales_mode", "1") {
        payment.set("payment_date", call.now.stamp());
        "40"
    } else {
        "20"
    };
    enter(tx, merchant, call.now, payment, status)?;
    Ok(Step::Authorised)
}

/// Into 31, from where the sandbox cancels by itself.
pub(super) fn start_cancel(tx: Tx<'_>, now: Moment, payment: &mut Payment) -> Outcome<()> {
    payment.set("cancel_date", now.stamp());
    note_status(tx, now, payment, "31");
    "31".clone_into(&mut payment.status);
    tx.set_timer(Moment(now.0 + CANCEL_AFTER), payment.id, CANCEL_COMPLETES)?;
    Ok(())
}

/// A refused authorisation: 11, of a validity check 17.
pub(super) fn decline(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    vendor: &str,
) -> Outcome<()> {
    payment.set("joho_code", last_three(vendor));
    let status = if call.form.is("valid_check_flg", "1") {
        "17"
    } else {
        "11"
    };
    enter(tx, call.merchant, call.now, payment, status)
}

fn last_three(vendor: &str) -> &str {
    vendor
        .get(vendor.len().saturating_sub(3)..)
        .unwrap_or(vendor)
}

/// Row 30 (and 025/9): the rules of the contract's blocker.
pub(super) fn is_blocked(call: &Call<'_>, tx: Tx<'_>, card: &Card) -> Outcome<bool> {
    let merchant_id = &call.merchant.merchant_id;
    if call.merchant.blocker.is_empty() {
        return Ok(false);
    }
    tx.note_attempt(merchant_id, &card.fingerprint, &card.bin, call.now)?;
    for rule in &call.merchant.blocker {
        let about_card = rule
            .fingerprint
            .as_ref()
            .is_none_or(|one| *one == card.fingerprint)
            && rule
                .bin
                .as_ref()
                .is_none_or(|one| card.bin.starts_with(one.as_str()));
        let since = Moment(call.now.0 - rule.minutes * 60);
        let (fingerprint, bin) = (rule.fingerprint.as_deref(), rule.bin.as_deref());
        if about_card && tx.count_attempts(merchant_id, fingerprint, bin, since)? >= rule.count {
            return Ok(true);
        }
    }
    Ok(false)
}

fn values(call: &Call<'_>, payment: &Payment, card: &Card) -> Values {
    vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        ("issur_class", card.issur_class().to_owned()),
        ("acq_id", card.acq_id.clone()),
        ("acq_name", card.acq_name.clone()),
        ("issur_name", card.issur_name.clone()),
        ("attempt_kbn", payment.value("attempt_kbn").into_owned()),
        ("fingerprint", card.fingerprint.clone()),
        ("masked_card_number", card.masked.clone()),
        ("card_valid_term", card.term.clone()),
    ]
}
