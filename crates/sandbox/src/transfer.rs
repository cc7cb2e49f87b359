//! Money that arrives on a virtual account, and the payment it belongs to (status-machine §8).

use crate::account::{Merchant, VaPriority, VirtualAccount};
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::enter;
use crate::text;

/// A transfer as the bank reports it.
#[derive(Clone, Debug)]
pub(crate) struct Deposit {
    /// In yen, above 0.
    pub(crate) amount: i64,
    /// `YYYYMMDDhhmmss`
    pub(crate) paid: String,
    /// 振込依頼人名
    pub(crate) name: String,
    /// 振込元金融機関名
    pub(crate) bank: String,
    /// 振込元金融機関支店名
    pub(crate) branch: String,
}

/// Matches a deposit with what waits on the account; the payment that is in 40 by it.
pub(crate) fn arrive(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    account: &VirtualAccount,
    deposit: &Deposit,
) -> Outcome<Payment> {
    let open = tx.open_transfers(&merchant.merchant_id, account)?;
    let today = now.day_stamp();
    let chosen = open
        .into_iter()
        .min_by_key(|payment| rank(payment, merchant, deposit, &today));
    match chosen {
        Some(payment) => clear(tx, merchant, now, payment, deposit),
        None => unexpected(tx, merchant, now, account, deposit),
    }
}

/// Lets a deposit pay a claim: that one when the amounts agree, else a payment of its own.
pub(crate) fn clear(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    mut claim: Payment,
    deposit: &Deposit,
) -> Outcome<Payment> {
    let short = claim.amount - deposit.amount;
    if short == 0 || is_tolerated(short, merchant) {
        if short > 0 {
            // The claimed amount stays: that is what the adjustment is for.
            claim.set("adjustment_amount", short.to_string());
        }
        claim.set("clear_detail", if short == 0 { "01" } else { "02" });
        write(&mut claim, deposit);
        tx.free_account(claim.id)?;
        enter(tx, merchant, now, &mut claim, "40")?;
        tx.save_payment(&claim)?;
        return Ok(claim);
    }
    let mut own = Payment::new(
        tx.next_payment_id()?,
        &merchant.merchant_id,
        kind::VIRTUAL_ACCOUNT,
        now,
    );
    own.trading_id.clone_from(&claim.trading_id);
    own.site_id.clone_from(&claim.site_id);
    own.amount = deposit.amount;
    for name in [
        "payment_limit_date",
        "virtual_account_bank_code",
        "virtual_account_branch_code",
        "virtual_account_number",
        "billing_name",
        "billing_name_kana",
    ] {
        own.set(name, claim.value(name));
    }
    own.set("claim_amount", claim.amount.to_string());
    own.set("excess_deficiency_amount", short.abs().to_string());
    own.set("clear_detail", if short > 0 { "03" } else { "04" });
    book(tx, merchant, now, own, deposit)
}

/// Nobody waits for it: 消込対象請求なし.
fn unexpected(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    account: &VirtualAccount,
    deposit: &Deposit,
) -> Outcome<Payment> {
    let mut own = Payment::new(
        tx.next_payment_id()?,
        &merchant.merchant_id,
        kind::VIRTUAL_ACCOUNT,
        now,
    );
    own.amount = deposit.amount;
    // The limit is never empty for this type (091 No. 14).
    own.set("payment_limit_date", now.day_stamp());
    own.set("virtual_account_bank_code", account.bank_code.as_str());
    own.set("virtual_account_branch_code", account.branch_code.as_str());
    own.set("virtual_account_number", account.account_number.as_str());
    own.set("clear_detail", "05");
    book(tx, merchant, now, own, deposit)
}

fn book(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    mut own: Payment,
    deposit: &Deposit,
) -> Outcome<Payment> {
    write(&mut own, deposit);
    enter(tx, merchant, now, &mut own, "40")?;
    tx.save_payment(&own)?;
    Ok(own)
}

fn write(payment: &mut Payment, deposit: &Deposit) {
    payment.set("payment_date", deposit.paid.as_str());
    payment.set("transfer_date", deposit.paid.get(..8).unwrap_or_default());
    payment.set("transfer_client_name", text::normal_kana(&deposit.name));
    payment.set("transfer_bank_name", deposit.bank.as_str());
    payment.set("transfer_branch_name", deposit.branch.as_str());
}

fn is_tolerated(short: i64, merchant: &Merchant) -> bool {
    (1..=merchant.va_tolerance).contains(&short)
}

/// The order in which claims on one account take a deposit: equal, tolerated, not over the limit, then
/// by age as the contract says.
fn rank(payment: &Payment, merchant: &Merchant, deposit: &Deposit, today: &str) -> (u8, bool, i64) {
    let short = payment.amount - deposit.amount;
    let fit = match short {
        0 => 0,
        short if is_tolerated(short, merchant) => 1,
        _ => 2,
    };
    let is_over = *payment.value("payment_limit_date") < *today;
    let age = match merchant.va_priority {
        VaPriority::Latest => -payment.id,
        VaPriority::Oldest => payment.id,
    };
    (fit, is_over, age)
}
