//! 101 and 102: capture and cancel (carrier §7; rows 101, 102).

use super::{carrier_code, find};
use crate::answer::{Answer, Values};
use crate::carrier::{BY_BANK, Carrier, PAYER, WEBMONEY};
use crate::clock::Moment;
use crate::payment::Payment;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::telegrams::trouble::{self, CarrierTrouble};
use crate::telegrams::{Call, enter};

/// ソフトバンク(B): too late to cancel a sale.
const TOO_LATE: &str = "40531999";
/// au: the user cannot be charged (line stopped, dunning).
const USER_ERROR: &str = "35000";

/// Answers 101.
pub(in crate::telegrams) fn sell(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let (mut payment, carrier) = find(call, tx)?;
    if !carrier.may_sell(&payment) {
        return Err(Refusal::new("7003").into());
    }
    meet_trouble(call, tx, &mut payment, carrier, "30")?;
    payment.set("payment_date", call.now.stamp());
    enter(tx, call.merchant, call.now, &mut payment, "40")?;
    tx.save_payment(&payment)?;
    call.answer(values(call, &payment))
}

/// Answers 102.
pub(in crate::telegrams) fn cancel(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let (mut payment, carrier) = find(call, tx)?;
    if carrier == Carrier::Au && payment.value("payment_class") == WEBMONEY {
        return Err(Refusal::new("7408").into());
    }
    let Some(after) = carrier.cancelled(&payment) else {
        return Err(Refusal::new("7003").into());
    };
    if payment.status == "40" && payment.value(PAYER) == BY_BANK {
        let sold = payment.value("payment_date");
        if last_cancel(&sold).is_some_and(|last| call.now > last) {
            return Err(carrier_code("7501", TOO_LATE).into());
        }
    }
    meet_trouble(call, tx, &mut payment, carrier, "42")?;
    payment.set("cancel_date", call.now.stamp());
    enter(tx, call.merchant, call.now, &mut payment, after)?;
    tx.save_payment(&payment)?;
    call.answer(values(call, &payment))
}

/// Trouble of a fault rule (rows 101/2, 101/3, 102/4, 103/4). `asked` is the status in which d払い
/// waits for the request to be sent again.
pub(super) fn meet_trouble(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    carrier: Carrier,
    asked: &'static str,
) -> Outcome<()> {
    match trouble::of_carrier(call, payment, carrier) {
        None => Ok(()),
        Some(CarrierTrouble::UserError) => Err(carrier_code("7405", USER_ERROR).into()),
        Some(CarrierTrouble::AuthorisationCancelled) => {
            payment.set("cancel_date", call.now.stamp());
            enter(tx, call.merchant, call.now, payment, "32")?;
            tx.save_payment(payment)?;
            Err(carrier_code("7406", USER_ERROR).into())
        }
        Some(CarrierTrouble::Silence) => {
            if carrier == Carrier::Docomo {
                enter(tx, call.merchant, call.now, payment, asked)?;
                tx.save_payment(payment)?;
            }
            Err(Refusal::new(carrier.silent()).into())
        }
    }
}

/// The names that 101 and 102 return; 103 adds one.
pub(super) fn values(call: &Call<'_>, payment: &Payment) -> Values {
    vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        (
            "career_payment_id",
            payment.value("career_payment_id").into_owned(),
        ),
    ]
}

/// Until when a sale of a bank debit payer can be cancelled: sold on day 1-10 the 12th, 11-20 the 22nd,
/// later the 2nd of the next month, each to its last second (carrier §7.2, §12.4).
fn last_cancel(sold: &str) -> Option<Moment> {
    let part = |from: usize, to: usize| sold.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (year, month, day) = match (day, month) {
        (..=10, _) => (year, month, 12),
        (..=20, _) => (year, month, 22),
        (_, 12) => (year + 1, 1, 2),
        _ => (year, month + 1, 2),
    };
    Moment::from_stamp(&format!("{year:04}{month:02}{day:02}235959"))
}

#[cfg(test)]
mod tests {
    use super::last_cancel;

    #[test]
    fn bank_payers_have_until_the_next_cut() {
        let last = |sold| last_cancel(sold).map(|moment| moment.stamp());
        let day = |stamp: &str| Some(format!("{stamp}235959"));
        assert_eq!(last("20261001000000"), day("20261012"));
        assert_eq!(last("20261010235959"), day("20261012"));
        assert_eq!(last("20261011000000"), day("20261022"));
        assert_eq!(last("20261021000000"), day("20261102"));
        assert_eq!(last("20261231120000"), day("20270102"));
        assert_eq!(last(""), None);
    }
}
