//! Bank net and virtual accounts (status-machine §1, §6, §8, §13).

use super::{Rule, hour, nothing, time_of};
use crate::clock::{Moment, add_business_days};
use crate::payment::{Payment, kind};

/// "limit < today - 2 business days" holds from the third business day on.
const BUSINESS_DAYS: u32 = 3;

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: "bank did not answer",
        payment_type: kind::BANK,
        from: &["10"],
        due: |payment, _| Some(business_days_after(payment.made, 0, hour(1))),
        to: "15",
        change: nothing,
    },
    Rule {
        event: "transfer limit passes",
        payment_type: kind::VIRTUAL_ACCOUNT,
        from: &["10"],
        due: |payment, _| limit(payment, 0),
        to: "12",
        change: nothing,
    },
    Rule {
        event: "virtual account is freed",
        payment_type: kind::VIRTUAL_ACCOUNT,
        from: &["12"],
        due: |payment, merchant| limit(payment, merchant.va_grace_days),
        to: "16",
        change: |tx, payment, _| Ok(tx.free_account(payment.id)?),
    },
];

fn limit(payment: &Payment, grace: i64) -> Option<Moment> {
    time_of(payment, "payment_limit_date").map(|day| business_days_after(day, grace, hour(6)))
}

fn business_days_after(moment: Moment, grace: i64, batch: i64) -> Moment {
    let day = moment.day_number() + grace;
    Moment::at(add_business_days(day, BUSINESS_DAYS), batch)
}
