//! Paidy and e-money (status-machine §1, §9, §13; paidy §8).

use super::{Rule, authorised, days_after, hour, nothing, time_of};
use crate::account::Timing;
use crate::clock::Moment;
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::store::Tx;

const PAIDY: &str = "22";
const E_MONEY: &str = "11";
/// The end of an authorisation of Paidy.
pub(super) const PAIDY_EXPIRES: &str = "Paidy's authorisation expires";
const BATCH: i64 = hour(2);

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: PAIDY_EXPIRES,
        payment_type: PAIDY,
        from: &["20"],
        due: |payment, merchant| {
            let days = match merchant.timing {
                Timing::Production => 90,
                Timing::Test => 30,
            };
            Some(days_after(authorised(payment), days, BATCH))
        },
        to: "33",
        change: expire,
    },
    Rule {
        event: "Paidy's sale can no longer be refunded",
        payment_type: PAIDY,
        from: &["40"],
        due: |payment, _| time_of(payment, "payment_date").map(|sold| days_after(sold, 90, BATCH)),
        to: "41",
        change: expire,
    },
    Rule {
        event: "e-money can no longer be refunded",
        payment_type: E_MONEY,
        from: &["40"],
        due: |payment, _| time_of(payment, "payment_date").map(|paid| days_after(paid, 30, BATCH)),
        to: "41",
        change: nothing,
    },
];

/// What caused the notice, as Paidy's own fields tell it.
fn expire(_: Tx<'_>, payment: &mut Payment, _: Moment) -> Outcome<()> {
    payment.set("event", "expire");
    payment.set("event_result", "success");
    payment.set("event_error_code", "");
    Ok(())
}
