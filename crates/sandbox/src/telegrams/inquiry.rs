//! 094: the present state of one payment (difference-notification §6).

use super::Call;
use crate::answer::{Answer, Layout};
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// Answers 094.
pub(super) fn inquire(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let merchant_id = &call.merchant.merchant_id;
    let wanted = form.text("payment_type");
    let fits = |payment_type: &str| wanted.is_empty() || wanted == payment_type;
    let payment = if form.has("payment_id") {
        tx.payment(merchant_id, form.number("payment_id"))?
            .filter(|payment| {
                fits(&payment.payment_type)
                    && (!form.has("trading_id") || form.is("trading_id", &payment.trading_id))
            })
    } else if form.has("trading_id") {
        let only = (!wanted.is_empty()).then_some(&*wanted);
        let mut found = tx.payments_of(merchant_id, &form.text("trading_id"), only, 2)?;
        if found.len() > 1 {
            return Err(Refusal::new("13002").into());
        }
        found.pop()
    } else {
        return Err(Refusal::field("P006", "payment_id").into());
    };
    let payment = payment.ok_or_else(|| Refusal::new("13001"))?;
    if payment.payment_type == kind::PAIDY {
        return super::paidy::inquire(&payment);
    }
    let layout = Layout::of(&format!("094/{}", payment.payment_type));
    let layout = layout.ok_or_else(|| Refusal::new("13001"))?;
    let values = layout
        .names()
        .iter()
        .map(|name| (*name, payment.value(name).into_owned()))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    Ok(Answer::Fields { layout, values })
}
