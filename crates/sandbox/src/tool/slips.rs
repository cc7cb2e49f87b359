//! `POST /tool/slips`: コンビニ決済（払込票）生成, a slip that a merchant printed itself was paid
//! (sandbox-environment §13, §20; test_tool_operations 04).

use serde_json::Value;

use super::{Reply, payments, problem};
use crate::clock::is_date;
use crate::desk::Desk;
use crate::payment::Payment;
use crate::refusal::Stop;
use crate::telegrams::enter;

/// Who takes slips (difference-notification §4.2).
const STORES: [&str; 18] = [
    "00C001", "00C002", "00C003", "00C004", "00C005", "00C008", "00C009", "00C010", "00C011",
    "00C013", "00C014", "00C015", "00C016", "00C017", "00C018", "DEN840", "DEN920", "DEN950",
];
/// ゆうちょ銀行: paid for good at once.
const POSTAL: [&str; 6] = ["00C997", "00C998", "00C999", "DYM997", "DYM998", "DYM999"];

const SLIP: &str = "04";
/// Digits 14 to 30 of the barcode.
const BARCODE: usize = 17;

/// `{"payment_time":"202610011230","barcode":"17 digits","amount":1000,"cvs_company_id":"00C001"}`;
/// `merchant_id` when there are several, `paid_amount` with ゆうちょ銀行 only.
pub(super) fn make(desk: &Desk, body: &[u8]) -> Reply {
    let Ok(wish) = serde_json::from_slice::<Value>(body) else {
        return Reply::Wrong(problem("入力値が不正です。(JSON)", None));
    };
    match book(desk, &wish) {
        Ok(reply) => reply,
        Err(field) => Reply::Wrong(problem(
            &format!("入力値が不正です。({field})"),
            Some(field),
        )),
    }
}

fn book(desk: &Desk, wish: &Value) -> Result<Reply, &'static str> {
    let text = |name: &str| wish.get(name).and_then(Value::as_str).unwrap_or_default();
    let accounts = desk.accounts();
    let account = match text("merchant_id") {
        "" => accounts
            .all()
            .min_by(|one, other| one.merchant.merchant_id.cmp(&other.merchant.merchant_id)),
        id => accounts.find(id.as_bytes()),
    };
    let merchant = &account.ok_or("merchant_id")?.merchant;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let paid = text("payment_time");
    let is_time = paid.len() == 12
        && digits(paid)
        && paid.get(..8).is_some_and(is_date)
        && paid.get(8..10).is_some_and(|hour| hour < "24")
        && paid.get(10..12).is_some_and(|minute| minute < "60");
    if !is_time {
        return Err("payment_time");
    }
    let barcode = text("barcode");
    if barcode.len() != BARCODE || !digits(barcode) {
        return Err("barcode");
    }
    let company = text("cvs_company_id");
    let postal = POSTAL.contains(&company);
    if !postal && !STORES.contains(&company) {
        return Err("cvs_company_id");
    }
    let number = |name: &str| wish.get(name).and_then(Value::as_i64);
    let amount = number("amount").filter(|amount| (1..=999_999_999).contains(amount));
    let mut amount = amount.ok_or("amount")?;
    if wish.get("paid_amount").is_some() {
        let paid_amount = number("paid_amount").filter(|paid| postal && *paid > 0);
        amount = paid_amount.ok_or("paid_amount")?;
    }
    let now = desk.clock.now();
    let made = desk.store.write(|tx| {
        let id = tx.next_payment_id()?;
        let mut payment = Payment::new(id, &merchant.merchant_id, SLIP, now);
        payment.amount = amount;
        let (customer, reissue) = barcode.split_at(15);
        payment.set("bill_customer_no", customer);
        payment.set("reissue_cd", reissue);
        payment.set("cvs_company_id", company);
        payment.set("user_payment_date", format!("{paid}00"));
        payment.set("early_notice_date", now.stamp());
        let status = if postal {
            payment.set("payment_date", now.stamp());
            payment.set("confirm_notice_date", now.stamp());
            "40"
        } else {
            "43"
        };
        // Born there: nobody applied for it.
        status.clone_into(&mut payment.status);
        enter(tx, merchant, now, &mut payment, status)?;
        tx.save_payment(&payment)?;
        Ok(payment)
    });
    Ok(match made {
        Ok(payment) => Reply::Json(payments::shown(&payment).to_string()),
        Err(Stop::Refused(refusal)) => Reply::Wrong(problem(&refusal.detail(), None)),
        Err(Stop::Broken(cause)) => {
            log::error!("data base: {cause}");
            Reply::Wrong(problem("データベースのエラーです。", None))
        }
    })
}
