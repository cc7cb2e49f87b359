//! 010: payment at an ATM (telegrams-card part 5 and 9).

use super::{Call, enter};
use crate::answer::Answer;
use crate::payment::kind;
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::text;

/// Days to pay in when none are given.
pub(super) const DEFAULT_DAYS: i64 = 30;

/// Answers 010.
pub(super) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    call.check_no_payment_id()?;
    let mut payment = call.new_payment(tx, kind::ATM)?;
    payment.amount = call.form.number("payment_amount");
    call.keep(
        &mut payment,
        &["customer_family_name", "customer_name", "payment_detail"],
    );
    for name in [
        "customer_family_name_kana",
        "customer_name_kana",
        "payment_detail_kana",
    ] {
        payment.set(name, text::normal_kana(&call.form.text(name)));
    }
    payment.set("payment_limit_date", limit_date(call));
    payment.set("customer_number", format!("{:014}", payment.id));
    payment.set("conf_number", text::random_digits(6));
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    tx.save_payment(&payment)?;
    let mut values = vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        ("pay_center_number", "99999".to_owned()),
    ];
    for name in ["customer_number", "conf_number", "payment_limit_date"] {
        values.push((name, payment.value(name).into_owned()));
    }
    call.answer(values)
}

/// The day until which can be paid, from a number of days in the request.
pub(super) fn limit_date(call: &Call<'_>) -> String {
    let sent = call.form.has("payment_limit_date");
    let days = if sent {
        call.form.number("payment_limit_date")
    } else {
        DEFAULT_DAYS
    };
    call.now.plus_days(days).day_stamp()
}
