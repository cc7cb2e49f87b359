//! 021, 022, 023: cancel an authorisation, capture it, cancel a sale (status-machine §2.2).

use super::card_authorise::start_cancel;
use super::lookup::card_payment;
use super::{Call, enter, note_status};
use crate::account::Merchant;
use crate::answer::Answer;
use crate::card_stub::{self, Declined};
use crate::clock::Moment;
use crate::payment::Payment;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// The timer that ends 31.
pub(crate) const CANCEL_COMPLETES: &str = "card cancel completes";

/// Answers 021.
pub(super) fn cancel_authorisation(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = card_payment(call, tx)?;
    match payment.status.as_str() {
        "32" | "33" => {}
        "20" | "31" => match stub_cancel(&payment) {
            Err(no) => {
                start_cancel(tx, call.now, &mut payment)?;
                tx.save_payment(&payment)?;
                return Err(Refusal::vendor(no.code, &no.vendor).into());
            }
            Ok(()) => complete_cancel(tx, call.merchant, call.now, &mut payment)?,
        },
        _ => return Err(Refusal::new("2004").into()),
    }
    done(call, &payment)
}

/// Answers 022.
pub(super) fn capture(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = card_payment(call, tx)?;
    match payment.status.as_str() {
        "33" => return Err(Refusal::new("2007").into()),
        "40" | "41" => {}
        "20" | "30" => {
            let (_, month, _) = call.now.date();
            if payment.value("payment_class") == "23"
                && !call.merchant.bonus_months.contains(&month)
            {
                return Err(Refusal::new("2018").into());
            }
            payment.set("payment_date", call.now.stamp());
            enter(tx, call.merchant, call.now, &mut payment, "40")?;
            tx.save_payment(&payment)?;
        }
        _ => return Err(Refusal::new("2004").into()),
    }
    done(call, &payment)
}

/// Answers 023.
pub(super) fn cancel_sale(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = card_payment(call, tx)?;
    match payment.status.as_str() {
        "41" => return Err(Refusal::new("2007").into()),
        "60" => {}
        "40" | "42" | "50" => {
            payment.set("cancel_date", call.now.stamp());
            // In 50 the card company has agreed already; only the booking is left.
            let refused = if payment.status == "50" {
                Ok(())
            } else {
                stub_cancel(&payment)
            };
            if let Err(no) = refused {
                note_status(tx, call.now, &payment, "42");
                "42".clone_into(&mut payment.status);
                tx.save_payment(&payment)?;
                return Err(Refusal::vendor(no.code, &no.vendor).into());
            }
            enter(tx, call.merchant, call.now, &mut payment, "60")?;
            tx.save_payment(&payment)?;
        }
        _ => return Err(Refusal::new("2004").into()),
    }
    done(call, &payment)
}

/// Into 32: by 021, or by the timer ten minutes after a failure.
pub(super) fn complete_cancel(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    payment: &mut Payment,
) -> Outcome<()> {
    payment.set("cancel_date", now.stamp());
    enter(tx, merchant, now, payment, "32")?;
    tx.save_payment(payment)?;
    Ok(())
}

/// What the card of the authorisation makes of a cancellation.
pub(super) fn stub_cancel(payment: &Payment) -> Result<(), Declined> {
    payment
        .card
        .as_ref()
        .map_or(Ok(()), |paid| card_stub::cancel(&paid.card))
}

fn done(call: &Call<'_>, payment: &Payment) -> Outcome<Answer> {
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
    ])
}
