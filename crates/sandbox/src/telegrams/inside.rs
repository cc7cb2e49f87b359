//! Telegrams that we send to ourselves, for a hosted page or a record of a file: the same checks, the same
//! payment, the same notices as if the shop had sent them.

use super::{Call, find};
use crate::account::Merchant;
use crate::answer::{Answer, Values};
use crate::clock::Moment;
use crate::desk::Desk;
use crate::fields;
use crate::form::Form;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::text;

/// Whose telegrams, and when.
#[derive(Clone, Copy)]
pub(crate) struct Inside<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) merchant: &'a Merchant,
    pub(crate) now: Moment,
}

impl<'a> Inside<'a> {
    /// A telegram's form with the merchant's login; empty values are left out.
    pub(crate) fn form(&self, kind: &str, fields: &[(&str, &str)]) -> Form {
        let merchant = self.merchant;
        let common = [
            ("merchant_id", merchant.merchant_id.as_str()),
            ("connect_id", &merchant.connect_id),
            ("connect_password", &merchant.connect_password),
            ("telegram_kind", kind),
            ("telegram_version", "1.0"),
        ];
        let pairs = common
            .iter()
            .chain(fields)
            .filter(|(_, value)| !value.is_empty());
        let encoded = pairs.map(|(name, value)| {
            let mut bytes = Vec::new();
            text::encode_into(value, &mut bytes);
            ((*name).to_owned(), bytes)
        });
        Form::of(encoded.collect())
    }

    pub(crate) fn call<'c>(&'c self, kind: &'static str, form: &'c Form) -> Call<'c> {
        Call {
            merchant: self.merchant,
            form,
            kind,
            now: self.now,
            secret: &self.desk.store.secret,
            page_url: self.desk.page_url(),
            ledger: &self.desk.ledger,
            faults: &self.desk.faults,
        }
    }

    /// Sends a form; its answer.
    pub(crate) fn send(&self, tx: Tx<'_>, kind: &'static str, form: &Form) -> Outcome<Answer> {
        fields::check(kind, form)?;
        let site = form.text("site_id");
        if !site.is_empty() && !self.merchant.sites.iter().any(|known| *known == site) {
            return Err(Refusal::field("P010", "site_id").into());
        }
        let Some(handler) = find(kind) else {
            return Err(Refusal::new("P007").into());
        };
        (handler.run)(&self.call(kind, form), tx)
    }

    /// Sends one; the values of its answer.
    pub(crate) fn telegram(
        &self,
        tx: Tx<'_>,
        kind: &'static str,
        fields: &[(&str, &str)],
    ) -> Outcome<Values> {
        match self.send(tx, kind, &self.form(kind, fields))? {
            Answer::Fields { values, .. } | Answer::Utf8 { values, .. } => Ok(values),
            _ => Err(Refusal::new("E001").into()),
        }
    }
}
