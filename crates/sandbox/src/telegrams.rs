//! The telegrams, one file per family. Every handler follows its rows of `telegram_checks.csv`.

mod atm;
mod bank;
mod card_adjust;
mod card_authorise;
mod card_follow;
mod card_source;
mod card_storage;
mod card_token;
mod carrier;
mod difference;
mod emoney;
mod files;
mod inquiry;
pub(crate) mod inside;
mod link_card;
mod lookup;
pub(crate) mod paidy;
mod store_number;
mod three_ds_begin;
mod three_ds_first;
mod three_ds_proof;
pub(crate) mod trouble;
mod virtual_account;

pub(crate) use bank::{
    MOST_CHOICES as BANK_CHOICES, page_hash, payment_limit as bank_payment_limit,
};
pub(crate) use card_authorise::CANCEL_AFTER;
pub(crate) use card_follow::CANCEL_COMPLETES;
pub(crate) use emoney::{CHOICES as EMONEY_CHOICES, CHOSEN as EMONEY_CHOSEN};
pub(crate) use files::work_through;
pub(crate) use link_card::{LinkChallenge, begin_link_3ds, refuse_attempt, wants_attempt};
pub(crate) use store_number::{CVS_TYPE, USABLE, slip_key, store_choices, store_name};
pub(crate) use three_ds_first::{FAMILY as FIRST_3DS, Waiting, answered};

use std::collections::BTreeMap;

use crate::account::Merchant;
use crate::answer::{Answer, Layout, Values, notice_names};
use crate::clock::Moment;
use crate::faults::Faults;
use crate::form::Form;
use crate::ledger::{Entry, Ledger};
use crate::payment::{Payment, is_reported, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::timers;

/// One admitted and checked telegram.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call<'a> {
    pub(crate) merchant: &'a Merchant,
    pub(crate) form: &'a Form,
    pub(crate) kind: &'static str,
    pub(crate) now: Moment,
    /// The sandbox's secret: fingerprints, page hashes.
    pub(crate) secret: &'a [u8],
    pub(crate) page_url: &'a str,
    /// For warnings; the telegram itself is noted after its answer.
    pub(crate) ledger: &'a Ledger,
    /// What goes wrong on purpose.
    pub(crate) faults: &'a Faults,
}

/// What a handler does with the data base.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Access {
    Read,
    Write,
}

/// The work of one kind.
pub(crate) struct Handler {
    pub(crate) access: Access,
    pub(crate) run: Run,
}

type Run = fn(&Call<'_>, Tx<'_>) -> Outcome<Answer>;

/// The handler of a kind that is simulated.
pub(crate) fn find(kind: &str) -> Option<Handler> {
    let (access, run): (Access, Run) = match kind {
        "010" => (Access::Write, atm::apply),
        "020" => (Access::Write, card_authorise::authorise),
        "021" => (Access::Write, card_follow::cancel_authorisation),
        "022" => (Access::Write, card_follow::capture),
        "023" => (Access::Write, card_follow::cancel_sale),
        "025" => (Access::Write, card_storage::register),
        "026" => (Access::Write, card_storage::delete),
        "027" => (Access::Read, card_storage::query),
        "028" | "029" => (Access::Write, card_adjust::adjust),
        "030" => (Access::Write, store_number::apply),
        "060" => (Access::Write, bank::apply),
        "070" => (Access::Write, virtual_account::apply),
        "091" => (Access::Write, difference::inquire),
        "094" => (Access::Read, inquiry::inquire),
        "100" => (Access::Write, carrier::apply),
        "101" => (Access::Write, carrier::sell),
        "102" => (Access::Write, carrier::cancel),
        "103" => (Access::Write, carrier::amend),
        "104" => (Access::Write, carrier::authenticate),
        "105" => (Access::Write, carrier::release),
        "109" => (Access::Write, carrier::log_out),
        "116" => (Access::Write, card_storage::update),
        "150" => (Access::Write, emoney::apply),
        "152" => (Access::Write, emoney::cancel),
        "153" => (Access::Write, emoney::amend),
        "200" => (Access::Write, files::accept),
        "201" => (Access::Read, files::result),
        "340" => (Access::Write, paidy::cancel),
        "341" => (Access::Write, paidy::sell),
        "342" => (Access::Write, paidy::refund),
        "343" => (Access::Read, paidy::verify),
        "450" => (Access::Write, three_ds_begin::begin),
        _ => return None,
    };
    Some(Handler { access, run })
}

impl Call<'_> {
    /// A normal answer with these values.
    pub(crate) fn answer(&self, values: Values) -> Outcome<Answer> {
        match Layout::of(self.kind) {
            Some(layout) => Ok(Answer::Fields { layout, values }),
            None => Err(Refusal::new("P007").into()),
        }
    }

    /// The trading id as sent; every answer returns it.
    pub(crate) fn trading_id(&self) -> String {
        self.form.text("trading_id").into_owned()
    }

    /// A new payment of this merchant in 10 with trading id and site as sent.
    pub(crate) fn new_payment(&self, tx: Tx<'_>, payment_type: &str) -> Outcome<Payment> {
        let mut payment = Payment::new(
            tx.next_payment_id()?,
            &self.merchant.merchant_id,
            payment_type,
            self.now,
        );
        payment.trading_id = self.trading_id();
        payment.site_id = self.form.text("site_id").into_owned();
        Ok(payment)
    }

    /// First requests carry no payment id (010, 030, 070).
    pub(crate) fn check_no_payment_id(&self) -> Outcome<()> {
        if self.form.has("payment_id") {
            return Err(Refusal::field("P010", "payment_id").into());
        }
        Ok(())
    }

    /// Copies request parameters into values of the same name.
    pub(crate) fn keep(&self, payment: &mut Payment, names: &[&str]) {
        for name in names {
            payment.set(name, self.form.text(name));
        }
    }
}

/// Tells the ledger of a status that a payment is about to enter.
fn note_status(tx: Tx<'_>, now: Moment, payment: &Payment, status: &str) {
    let is_new = payment.status == status;
    tx.note(Entry::Status {
        at: now,
        payment_id: payment.id,
        merchant_id: payment.merchant_id.clone(),
        payment_type: payment.payment_type.clone(),
        from: if is_new {
            String::new()
        } else {
            payment.status.clone()
        },
        to: status.to_owned(),
    });
}

/// Puts a payment into a status, sets its alarms and writes the difference record when that status is
/// reported; the shop is told at once if its contract says where. What the status' times count from must
/// be written before (`payment_limit_date`, `authorized_date`, `payment_date`, `cancel_date` …).
/// The payment itself is saved by the caller.
pub(crate) fn enter(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    payment: &mut Payment,
    status: &str,
) -> Outcome<()> {
    note_status(tx, now, payment, status);
    status.clone_into(&mut payment.status);
    timers::entered(tx, merchant, payment)?;
    if !is_reported(&payment.payment_type, status, &merchant.notice_statuses) {
        return Ok(());
    }
    let values = record(payment);
    let notice_id = tx.add_notice(
        &payment.merchant_id,
        &payment.site_id,
        payment.id,
        now,
        &values,
    )?;
    if let Some(url) = merchant.push_url() {
        tx.add_push(&payment.merchant_id, notice_id, url)?;
    }
    Ok(())
}

/// The values of a difference record that are not empty.
fn record(payment: &Payment) -> BTreeMap<String, String> {
    let mut values: BTreeMap<String, String> = notice_names(&[])
        .chain(OPTIONAL_NOTICE_NAMES.iter().copied())
        .map(|name| (name.to_owned(), payment.notice_value(name).into_owned()))
        .collect();
    if payment.payment_type == kind::PAIDY {
        values.extend(paidy::record(payment).map(|(name, value)| (name, value.into_owned())));
    }
    values.retain(|_, value| !value.is_empty());
    values
}

/// Fields 22-76 that payments of this sandbox can have; a contract may ask for them later.
const OPTIONAL_NOTICE_NAMES: [&str; 38] = [
    "acq_id",
    "acq_name",
    "joho_code",
    "joho_issur_type",
    "payment_class",
    "split_count",
    "issur_code",
    "issur_name",
    "3dsecure_ryaku",
    "attempt_kbn",
    "career_type",
    "pc_mobile_type",
    "career_payment_id",
    "site_id",
    "clear_detail",
    "claim_amount",
    "excess_deficiency_amount",
    "adjustment_amount",
    "virtual_account_bank_code",
    "virtual_account_branch_code",
    "virtual_account_number",
    "billing_name",
    "billing_name_kana",
    "transfer_client_name",
    "transfer_bank_name",
    "transfer_branch_name",
    "transfer_date",
    "emoney_user_id",
    "emoney_payment_id",
    "refund_emoney_user_id",
    "emoney_type",
    "service_type",
    "ticket_start_date",
    "ticket_end_date",
    "ticket_num",
    "customer_id",
    "customer_card_id",
    "fingerprint",
];
