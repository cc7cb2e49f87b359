//! Finding the payment that a follow-up telegram means (LOOKUP rows; telegrams-overview §8).

use super::Call;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// The card payment of 021, 022, 023, 028, 029.
pub(super) fn card_payment(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Payment> {
    let form = call.form;
    let merchant_id = &call.merchant.merchant_id;
    if form.has("payment_id") {
        let found = tx
            .payment(merchant_id, form.number("payment_id"))?
            .filter(|payment| {
                payment.payment_type == kind::CARD
                    && (!form.has("trading_id") || form.is("trading_id", &payment.trading_id))
            });
        return found.ok_or_else(|| Refusal::new("2006").into());
    }
    if !form.has("trading_id") {
        return Err(Refusal::field("P006", "payment_id").into());
    }
    let mut found = tx.payments_of(merchant_id, &form.text("trading_id"), Some(kind::CARD), 2)?;
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(Refusal::new("2006").into()),
        (Some(payment), true) => Ok(payment),
        (Some(_), false) => Err(Refusal::new("2005").into()),
    }
}
