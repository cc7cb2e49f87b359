//! `POST /tool/virtual_accounts/deposit` (sandbox-environment §20, §13): the bank reports a transfer.

use serde_json::{Value, json};

use super::{Reply, payments, problem};
use crate::account::{Merchant, VirtualAccount};
use crate::clock::is_date;
use crate::desk::Desk;
use crate::refusal::{Outcome, Stop};
use crate::store::Tx;
use crate::transfer::{self, Deposit};

/// The most bytes of a name in half-width kana, and of a bank's.
const NAME: usize = 48;
const BANK: usize = 15;
/// Nine digits.
const MOST: i64 = 999_999_999;

/// `{"account":"2000001","amount":1000,"name":"ｼｹﾝ ﾀﾛｳ"}`; `merchant_id`, `date`, `bank_name` and
/// `branch_name` when they matter. `account` may have bank and branch in front: `0033-001-2000001`.
pub(super) fn deposit(desk: &Desk, body: &[u8]) -> Reply {
    let Ok(wish) = serde_json::from_slice::<Value>(body) else {
        return Reply::Wrong(problem("入力値が不正です。(JSON)", None));
    };
    match read(desk, &wish) {
        Ok((deposit, account)) => book(desk, &wish, &deposit, &account),
        Err(field) => wrong(field),
    }
}

fn wrong(field: &str) -> Reply {
    Reply::Wrong(problem(
        &format!("入力値が不正です。({field})"),
        Some(field),
    ))
}

fn read(desk: &Desk, wish: &Value) -> Result<(Deposit, String), &'static str> {
    let text = |name: &'static str, most: usize| match wish.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) if text.chars().count() <= most => Ok(text.clone()),
        Some(_) => Err(name),
    };
    let amount = match wish.get("amount") {
        Some(Value::String(digits)) => digits.parse().ok(),
        Some(other) => other.as_i64(),
        None => None,
    };
    let amount = amount
        .filter(|amount| (1..=MOST).contains(amount))
        .ok_or("amount")?;
    let now = desk.clock.now();
    let paid = match text("date", 8)?.as_str() {
        "" => now.stamp(),
        date if is_date(date) => format!("{date}000000"),
        _ => return Err("date"),
    };
    let account = text("account", 32)?;
    if account.is_empty() {
        return Err("account");
    }
    let deposit = Deposit {
        amount,
        paid,
        name: text("name", NAME)?,
        bank: text("bank_name", BANK)?,
        branch: text("branch_name", BANK)?,
    };
    Ok((deposit, account))
}

fn book(desk: &Desk, wish: &Value, deposit: &Deposit, account: &str) -> Reply {
    let accounts = desk.accounts();
    let owner = wish.get("merchant_id").and_then(Value::as_str);
    let mut found = Vec::new();
    for one in accounts.all() {
        let merchant = &one.merchant;
        if owner.is_none_or(|owner| owner == merchant.merchant_id) {
            let own = merchant.virtual_accounts().into_iter();
            found.extend(
                own.filter(|own| is_named(own, account))
                    .map(|own| (merchant, own)),
            );
        }
    }
    found.sort_by(|(one, _), (other, _)| one.merchant_id.cmp(&other.merchant_id));
    let now = desk.clock.now();
    let booked = desk.store.write(|tx| {
        let Some((merchant, own)) = whose(tx, &found)? else {
            return Ok(None);
        };
        Ok(Some(transfer::arrive(tx, merchant, now, own, deposit)?))
    });
    match booked {
        Ok(Some(payment)) => {
            let mut shown = payments::shown(&payment);
            if let Some(shown) = shown.as_object_mut() {
                let detail = payment.value("clear_detail");
                shown.insert("clear_detail".to_owned(), json!(detail));
            }
            Reply::Json(shown.to_string())
        }
        Ok(None) => wrong("account"),
        Err(Stop::Refused(refusal)) => Reply::Wrong(problem(&refusal.detail(), None)),
        Err(Stop::Broken(cause)) => {
            log::error!("data base: {cause}");
            Reply::Wrong(problem("データベースのエラーです。", None))
        }
    }
}

/// Several merchants may have accounts of one number: whoever waits for money has it.
fn whose<'a>(
    tx: Tx<'_>,
    found: &'a [(&'a Merchant, VirtualAccount)],
) -> Outcome<Option<(&'a Merchant, &'a VirtualAccount)>> {
    for (merchant, account) in found {
        if !tx
            .open_transfers(&merchant.merchant_id, account)?
            .is_empty()
        {
            return Ok(Some((*merchant, account)));
        }
    }
    Ok(found
        .first()
        .map(|(merchant, account)| (*merchant, account)))
}

fn is_named(account: &VirtualAccount, name: &str) -> bool {
    name == account.account_number
        || name
            == format!(
                "{}-{}-{}",
                account.bank_code, account.branch_code, account.account_number
            )
}
