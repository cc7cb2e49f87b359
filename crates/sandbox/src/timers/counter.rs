//! ATMs and convenience stores: limits to pay, and reports that are confirmed (status-machine §1, §3-5,
//! §13).

use super::{Rule, day_after, hour, nothing, time_of};
use crate::account::Merchant;
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::CVS_TYPE;

/// Confirmed reports of the stores come in the morning.
const CONFIRMED: i64 = hour(6);
const SLIP: &str = "04";
/// Days after the limit to pay until which a slip is valid when it says nothing itself.
const SLIP_GRACE: i64 = 30;
/// Days after the payment at which a slip's payment is confirmed.
const SLIP_CONFIRMED: i64 = 4;

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: "ATM limit passes",
        payment_type: kind::ATM,
        from: &["10"],
        due: |payment, _| day_after(payment, "payment_limit_date", hour(1)),
        to: "12",
        change: nothing,
    },
    Rule {
        event: "store limit passes",
        payment_type: kind::STORE,
        from: &["10"],
        due: |payment, _| {
            let batch = store_batch(payment);
            let limits = ["payment_limit_date", "ticket_end_date"];
            limits
                .iter()
                .filter_map(|name| day_after(payment, name, batch))
                .min()
        },
        to: "12",
        change: nothing,
    },
    Rule {
        event: "store report is confirmed",
        payment_type: kind::STORE,
        from: &["43"],
        due: |payment, merchant| {
            let days = match &*payment.value(CVS_TYPE) {
                "03" => 3,
                "04" => 2,
                _ => return None,
            };
            let reported = time_of(payment, "early_notice_date")?;
            confirmed(merchant, reported.day_number() + days)
        },
        to: "40",
        change: confirm,
    },
    Rule {
        event: "slip's validity ends",
        payment_type: SLIP,
        from: &["10"],
        due: |payment, _| {
            let own = day_after(payment, "bill_expiration_date", hour(5));
            own.or_else(|| {
                day_after(payment, "payment_limit_date", hour(5))
                    .map(|due| due.plus_days(SLIP_GRACE))
            })
        },
        to: "12",
        change: nothing,
    },
    Rule {
        event: "slip's report is confirmed",
        payment_type: SLIP,
        from: &["43"],
        due: |payment, merchant| {
            // The report came the day after the payment.
            let paid = time_of(payment, "user_payment_date").map(Moment::day_number);
            let reported = time_of(payment, "early_notice_date").map(|at| at.day_number() - 1);
            let day = paid.or(reported)? + SLIP_CONFIRMED;
            // There are no reports on Mondays; 1970-01-05 was one.
            let monday = (day - 4).rem_euclid(7) == 0;
            confirmed(merchant, day + i64::from(monday))
        },
        to: "40",
        change: confirm,
    },
];

/// When the chain of a number tells that its limit has passed.
fn store_batch(payment: &Payment) -> i64 {
    match &*payment.value(CVS_TYPE) {
        "03" => hour(1),
        "01" => hour(2),
        _ => hour(5),
    }
}

fn confirmed(merchant: &Merchant, day: i64) -> Option<Moment> {
    merchant
        .cvs_confirm_auto
        .then(|| Moment::at(day, CONFIRMED))
}

fn confirm(_: Tx<'_>, payment: &mut Payment, at: Moment) -> Outcome<()> {
    payment.set("payment_date", at.stamp());
    payment.set("confirm_notice_date", at.stamp());
    Ok(())
}
