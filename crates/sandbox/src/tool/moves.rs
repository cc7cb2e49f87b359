//! The status graph of the test tool (sandbox-environment §13) and what each move writes.

use serde_json::Value;

use crate::account::Merchant;
use crate::clock::{Moment, is_date};
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::{CVS_TYPE, USABLE, enter};
use crate::transfer::{self, Deposit};

/// コンビニ払込票
const SLIP: &str = "04";

/// Why a move is not made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Problem {
    /// The graph has no such edge.
    Status,
    /// A value is missing or wrong.
    Input(&'static str),
    /// The time of payment does not lie between application and limit.
    Time,
}

/// The statuses the tool can move a payment to now.
pub(super) fn allowed(payment: &Payment) -> &'static [&'static str] {
    let confirmed_later = matches!(&*payment.value(CVS_TYPE), "03" | "04");
    match (payment.payment_type.as_str(), payment.status.as_str()) {
        (kind::ATM, "10") => &["40", "12"],
        (kind::STORE, "10") if confirmed_later => &["43", "12"],
        (kind::STORE | SLIP, "43") => &["61", "40"],
        (kind::STORE, "10") => &["40", "12"],
        (kind::BANK, "10") => &["40", "15"],
        (kind::VIRTUAL_ACCOUNT, "10") => &["40", "12"],
        (kind::VIRTUAL_ACCOUNT, "12") => &["40", "16"],
        _ => &[],
    }
}

/// Makes a move, or says why not. The payment is saved when it was made.
pub(super) fn apply(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    payment: &mut Payment,
    wish: &Value,
) -> Outcome<Result<(), Problem>> {
    let Some(to) = wish.get("to").and_then(Value::as_str) else {
        return Ok(Err(Problem::Input("to")));
    };
    if !allowed(payment).contains(&to) {
        return Ok(Err(Problem::Status));
    }
    if payment.payment_type == kind::VIRTUAL_ACCOUNT && to == "40" {
        return receive(tx, merchant, now, payment, wish);
    }
    if let Err(problem) = write_fields(payment, to, now, wish) {
        return Ok(Err(problem));
    }
    if to == "16" && payment.payment_type == kind::VIRTUAL_ACCOUNT {
        tx.free_account(payment.id)?;
    }
    enter(tx, merchant, now, payment, to)?;
    tx.save_payment(payment)?;
    Ok(Ok(()))
}

fn write_fields(payment: &mut Payment, to: &str, now: Moment, wish: &Value) -> Result<(), Problem> {
    match (payment.payment_type.clone().as_str(), to) {
        (kind::ATM | kind::BANK, "40") => {
            let bank = bank_code(wish)?;
            // Net bank payments by direct connection cannot be booked with the tool.
            if payment.payment_type == kind::BANK && bank.starts_with('D') {
                return Err(Problem::Input("bank_code"));
            }
            let paid = payment_time(payment, now, wish)?;
            payment.set("bank_code", bank);
            payment.set("payment_date", paid);
        }
        (kind::STORE, "43") => {
            let paid = payment_time(payment, now, wish)?;
            let company = company(payment, wish)?;
            payment.set("user_payment_date", paid);
            payment.set("early_notice_date", now.stamp());
            payment.set("cvs_company_id", company);
        }
        (kind::STORE | SLIP, "40") if payment.status == "43" => {
            payment.set("payment_date", now.stamp());
            payment.set("confirm_notice_date", now.stamp());
        }
        (kind::STORE, "40") => {
            let paid = payment_time(payment, now, wish)?;
            let company = company(payment, wish)?;
            payment.set("user_payment_date", paid.as_str());
            payment.set("payment_date", paid);
            payment.set("confirm_notice_date", now.stamp());
            payment.set("cvs_company_id", company);
        }
        (SLIP, "61") => {
            payment.set("cancel_date", now.stamp());
            payment.set("early_notice_date", now.stamp());
        }
        (kind::STORE, "61") => payment.set("cancel_date", now.stamp()),
        (kind::VIRTUAL_ACCOUNT, "40") => {
            // Deposits of another amount make payments of their own, which is not built yet.
            let amount = wish
                .get("amount")
                .and_then(Value::as_i64)
                .unwrap_or(payment.amount);
            if amount != payment.amount {
                return Err(Problem::Input("amount"));
            }
            payment.set("payment_date", payment_time(payment, now, wish)?);
            payment.set("clear_detail", "01");
        }
        _ => {}
    }
    Ok(())
}

/// A transfer for this very payment. Of another amount it is a payment of its own, and this one waits on
/// (status-machine §8).
fn receive(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    payment: &mut Payment,
    wish: &Value,
) -> Outcome<Result<(), Problem>> {
    let amount = match wish.get("amount") {
        None | Some(Value::Null) => payment.amount,
        Some(sent) => match sent.as_i64().filter(|amount| *amount > 0) {
            Some(amount) => amount,
            None => return Ok(Err(Problem::Input("amount"))),
        },
    };
    let paid = match payment_time(payment, now, wish) {
        Ok(paid) => paid,
        Err(problem) => return Ok(Err(problem)),
    };
    let deposit = Deposit {
        amount,
        paid,
        name: String::new(),
        bank: String::new(),
        branch: String::new(),
    };
    *payment = transfer::clear(tx, merchant, now, payment.clone(), &deposit)?;
    Ok(Ok(()))
}

fn bank_code(wish: &Value) -> Result<String, Problem> {
    let code = wish
        .get("bank_code")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(code.to_owned())
    } else {
        Err(Problem::Input("bank_code"))
    }
}

/// The store that "paid": as wished, else the first usable one.
fn company(payment: &Payment, wish: &Value) -> Result<String, Problem> {
    let usable = payment.value(USABLE);
    match wish.get("cvs_company_id").and_then(Value::as_str) {
        None | Some("") => Ok(usable.split('-').next().unwrap_or_default().to_owned()),
        Some(company) if usable.split('-').any(|one| one == company) => Ok(company.to_owned()),
        Some(_) => Err(Problem::Input("cvs_company_id")),
    }
}

/// YYYYMMDDhhmmss between application and limit; now when none is given.
fn payment_time(payment: &Payment, now: Moment, wish: &Value) -> Result<String, Problem> {
    let Some(time) = wish.get("payment_time").and_then(Value::as_str) else {
        return Ok(now.stamp());
    };
    let well_formed = time.len() == 14
        && time.bytes().all(|byte| byte.is_ascii_digit())
        && time.get(..8).is_some_and(is_date)
        && time.get(8..10).is_some_and(|hour| hour < "24")
        && time.get(10..12).is_some_and(|minute| minute < "60")
        && time.get(12..14).is_some_and(|second| second < "60");
    if !well_formed {
        return Err(Problem::Input("payment_time"));
    }
    let limit = payment.value("payment_limit_date");
    let in_time = limit.is_empty() || time.get(..8).is_some_and(|day| day <= &*limit);
    if *time > *payment.made.stamp() && in_time {
        Ok(time.to_owned())
    } else {
        Err(Problem::Time)
    }
}
