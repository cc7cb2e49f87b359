//! Mobile carriers (status-machine §1, §7, §13; carrier §7, §12.4).
//!
//! The rules ask for `career_type`, `authorized_date`, `payment_date` and `cancel_date`, which 094
//! returns for every carrier.

use super::{Rule, authorised, days_after, hour, nothing, time_of};
use crate::account::{Merchant, Timing};
use crate::clock::Moment;
use crate::payment::Payment;

const CARRIER: &str = "06";
/// `career_type`
const AUM: &str = "2";
const AU: &str = "4";
const DOCOMO: &str = "5";
const SOFTBANK: &str = "6";

/// The batch of all but docomo.
const BATCH: i64 = hour(2);
/// docomo closes its day at 20:00.
const CLOSING: i64 = hour(20);
/// Seconds after which docomo's pages are given up.
const DOCOMO_PAGES: i64 = 45 * 60;
/// Half past three in the morning: docomo confirms the day's sales and cancellations.
const CONFIRMED: i64 = hour(3) + 30 * 60;
/// The same in the official test environment.
const CONFIRMED_IN_TEST: i64 = hour(9);

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: "docomo's pages are given up",
        payment_type: CARRIER,
        from: &["10"],
        due: |payment, merchant| {
            let by_time = merchant.timing == Timing::Production;
            of(payment, DOCOMO)
                .filter(|()| by_time)
                .map(|()| Moment(payment.made.0 + DOCOMO_PAGES))
        },
        to: "15",
        change: nothing,
    },
    Rule {
        event: "docomo's authorisation expires",
        payment_type: CARRIER,
        from: &["20", "21"],
        due: |payment, _| of(payment, DOCOMO).map(|()| docomo_end(payment)),
        to: "33",
        change: nothing,
    },
    Rule {
        event: "docomo confirms the sale",
        payment_type: CARRIER,
        from: &["40"],
        due: |payment, merchant| docomo_confirms(payment, merchant, "payment_date"),
        to: "44",
        change: nothing,
    },
    Rule {
        event: "docomo confirms the cancellation",
        payment_type: CARRIER,
        from: &["60"],
        due: |payment, merchant| docomo_confirms(payment, merchant, "cancel_date"),
        to: "62",
        change: nothing,
    },
    Rule {
        event: "docomo's sale can no longer be cancelled",
        payment_type: CARRIER,
        from: &["44"],
        due: |payment, _| of(payment, DOCOMO).map(|()| docomo_end(payment)),
        to: "41",
        change: nothing,
    },
    Rule {
        event: "SoftBank's authorisation expires",
        payment_type: CARRIER,
        from: &["20", "21"],
        due: |payment, _| of(payment, SOFTBANK).map(|()| expiry(payment, 60)),
        to: "33",
        change: nothing,
    },
    Rule {
        event: "SoftBank's sale can no longer be cancelled",
        payment_type: CARRIER,
        from: &["40"],
        due: |payment, _| of(payment, SOFTBANK).map(|()| expiry(payment, 60)),
        to: "41",
        change: nothing,
    },
    Rule {
        event: "au matomete's authorisation expires",
        payment_type: CARRIER,
        from: &["20"],
        due: |payment, _| of(payment, AUM).map(|()| expiry(payment, 60)),
        to: "33",
        change: nothing,
    },
    Rule {
        event: "au's authorisation expires",
        payment_type: CARRIER,
        from: &["20"],
        due: |payment, _| of(payment, AU).map(|()| expiry(payment, 90)),
        to: "33",
        change: nothing,
    },
    Rule {
        event: "au's sale can no longer be cancelled",
        payment_type: CARRIER,
        from: &["40"],
        due: |payment, _| {
            of(payment, AU)?;
            let sold = time_of(payment, "payment_date")?;
            Some(Moment::at(sold.month_end(2) + 1, BATCH))
        },
        to: "41",
        change: nothing,
    },
];

fn of(payment: &Payment, career_type: &str) -> Option<()> {
    (payment.value("career_type") == career_type).then_some(())
}

fn expiry(payment: &Payment, days: i64) -> Moment {
    days_after(authorised(payment), days, BATCH)
}

/// 20:00 on the last day of the second month after the authorisation's.
fn docomo_end(payment: &Payment) -> Moment {
    Moment::at(authorised(payment).month_end(2), CLOSING)
}

/// What was done before the closing is confirmed the next morning, later things a day later.
fn docomo_confirms(payment: &Payment, merchant: &Merchant, done: &str) -> Option<Moment> {
    of(payment, DOCOMO)?;
    let done = time_of(payment, done)?;
    let late = done.second_of_day() >= CLOSING;
    let at = match merchant.timing {
        Timing::Production => CONFIRMED,
        Timing::Test => CONFIRMED_IN_TEST,
    };
    Some(Moment::at(done.day_number() + 1 + i64::from(late), at))
}
