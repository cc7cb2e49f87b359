//! 070: an account number to transfer to (telegrams-card part 7 and 9).

use super::atm::DEFAULT_DAYS;
use super::{Call, enter};
use crate::account::VirtualAccount;
use crate::answer::Answer;
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Fixed, Tx};
use crate::text;

/// Bank, branch and number in the request: all three or none.
const ACCOUNT: [&str; 3] = [
    "virtual_account_bank_code",
    "virtual_account_branch_code",
    "virtual_account_number",
];
const MOST_DAYS: i64 = 364;
const BANK_NAME: &str = "ペイジェント試験銀行";
const BRANCH_NAME: &str = "試験支店";

/// Answers 070.
pub(super) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    call.check_no_payment_id()?;
    let sent = ACCOUNT.iter().filter(|name| form.has(name)).count();
    if sent != 0
        && let Some(missing) = ACCOUNT.iter().find(|name| !form.has(name))
    {
        return Err(Refusal::field("P006", missing).into());
    }
    let numbering = if form.is("numbering_type", "1") {
        Fixed::Yes
    } else {
        Fixed::No
    };
    if form.has("fix_numbering_reg") && numbering == Fixed::No {
        return Err(Refusal::field("P010", "fix_numbering_reg").into());
    }
    if form.number("expire_days") > MOST_DAYS {
        return Err(Refusal::field("P010", "expire_days").into());
    }
    let account = if sent == 0 {
        free(call, tx)?
    } else {
        named(call, tx, numbering)?
    };
    let days = if form.has("expire_days") {
        form.number("expire_days")
    } else {
        DEFAULT_DAYS
    };
    let limit = call.now.plus_days(days).day_stamp();
    let mut payment = call.new_payment(tx, kind::VIRTUAL_ACCOUNT)?;
    payment.amount = form.number("claim_amount");
    payment.set("claim_amount", payment.amount.to_string());
    payment.set("payment_limit_date", limit.as_str());
    payment.set("virtual_account_bank_code", account.bank_code.as_str());
    payment.set("virtual_account_branch_code", account.branch_code.as_str());
    payment.set("virtual_account_number", account.account_number.as_str());
    call.keep(
        &mut payment,
        &["billing_name", "numbering_type", "fix_numbering_reg"],
    );
    payment.set(
        "billing_name_kana",
        text::normal_kana(&form.text("billing_name_kana")),
    );
    tx.lock_account(
        &call.merchant.merchant_id,
        &account,
        numbering,
        payment.id,
        call.now,
    )?;
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    tx.save_payment(&payment)?;
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        ("virtual_account_bank_code", account.bank_code),
        ("virtual_account_bank_name", BANK_NAME.to_owned()),
        ("virtual_account_branch_code", account.branch_code),
        ("virtual_account_branch_name", BRANCH_NAME.to_owned()),
        ("virtual_account_deposit_kind", account.account_kind),
        ("virtual_account_number", account.account_number),
        ("expire_date", limit),
        ("numbering_type", form.text("numbering_type").into_owned()),
        (
            "fix_numbering_reg",
            form.text("fix_numbering_reg").into_owned(),
        ),
    ])
}

/// The account that has been unused for longest (row 7).
fn free(call: &Call<'_>, tx: Tx<'_>) -> Outcome<VirtualAccount> {
    let merchant_id = &call.merchant.merchant_id;
    let mut best: Option<(i64, VirtualAccount)> = None;
    for account in call.merchant.virtual_accounts() {
        let state = tx.account_state(merchant_id, &account)?;
        let usable = !state.fixed && state.payment_id.is_none();
        if usable && best.as_ref().is_none_or(|(used, _)| state.used < *used) {
            best = Some((state.used, account));
        }
    }
    best.map(|(_, account)| account)
        .ok_or_else(|| Refusal::new("8001").into())
}

/// The account of the request (rows 4-6).
fn named(call: &Call<'_>, tx: Tx<'_>, numbering: Fixed) -> Outcome<VirtualAccount> {
    let form = call.form;
    let account = call
        .merchant
        .virtual_accounts()
        .into_iter()
        .find(|account| {
            form.is("virtual_account_bank_code", &account.bank_code)
                && form.is("virtual_account_branch_code", &account.branch_code)
                && form.is("virtual_account_number", &account.account_number)
        });
    let account = account.ok_or_else(|| Refusal::new("8003"))?;
    if numbering == Fixed::No {
        let state = tx.account_state(&call.merchant.merchant_id, &account)?;
        if state.fixed {
            return Err(Refusal::new("8002").into());
        }
        if state.payment_id.is_some() {
            return Err(Refusal::new("8003").into());
        }
    }
    Ok(account)
}
