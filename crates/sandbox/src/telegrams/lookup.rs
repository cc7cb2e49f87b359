//! Finding the payment that a follow-up telegram means (LOOKUP rows; telegrams-overview §8).

use super::Call;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// The codes of a family whose payment cannot be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Codes {
    /// Nothing is found, or the two ids differ.
    pub(super) nothing: &'static str,
    /// Several payments have the trading id.
    pub(super) several: &'static str,
}

/// The card payment of 021, 022, 023, 028, 029.
pub(super) fn card_payment(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Payment> {
    let codes = Codes {
        nothing: "2006",
        several: "2005",
    };
    payment(call, tx, kind::CARD, codes)
}

/// The payment of one type that a telegram means.
pub(super) fn payment(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment_type: &str,
    codes: Codes,
) -> Outcome<Payment> {
    let form = call.form;
    let merchant_id = &call.merchant.merchant_id;
    if form.has("payment_id") {
        let found = tx
            .payment(merchant_id, form.number("payment_id"))?
            .filter(|payment| {
                payment.payment_type == payment_type
                    && (!form.has("trading_id") || form.is("trading_id", &payment.trading_id))
            });
        return found.ok_or_else(|| Refusal::new(codes.nothing).into());
    }
    if !form.has("trading_id") {
        return Err(Refusal::field("P006", "payment_id").into());
    }
    let trading_id = form.text("trading_id");
    let mut found = tx.payments_of(merchant_id, &trading_id, Some(payment_type), 2)?;
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(Refusal::new(codes.nothing).into()),
        (Some(payment), true) => Ok(payment),
        (Some(_), false) => Err(Refusal::new(codes.several).into()),
    }
}
