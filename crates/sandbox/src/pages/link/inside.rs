//! Telegrams that a hosted page sends to ourselves: the same checks, the same payment, the same notices
//! as if the shop had sent them.

use crate::account::Merchant;
use crate::answer::{Answer, Values};
use crate::clock::Moment;
use crate::desk::Desk;
use crate::fields;
use crate::form::Form;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::telegrams::{self, Call};
use crate::text;

/// Whose telegrams, and when.
#[derive(Clone, Copy)]
pub(super) struct Inside<'a> {
    pub(super) desk: &'a Desk,
    pub(super) merchant: &'a Merchant,
    pub(super) now: Moment,
}

impl<'a> Inside<'a> {
    /// A telegram's form with the merchant's login; empty values are left out.
    pub(super) fn form(&self, kind: &str, fields: &[(&str, &str)]) -> Form {
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

    pub(super) fn call<'c>(&'c self, kind: &'static str, form: &'c Form) -> Call<'c> {
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

    /// Sends one; the values of its answer.
    pub(super) fn telegram(
        &self,
        tx: Tx<'_>,
        kind: &'static str,
        fields: &[(&str, &str)],
    ) -> Outcome<Values> {
        let form = self.form(kind, fields);
        fields::check(kind, &form)?;
        let Some(handler) = telegrams::find(kind) else {
            return Err(Refusal::new("P007").into());
        };
        match (handler.run)(&self.call(kind, &form), tx)? {
            Answer::Fields { values, .. } | Answer::Utf8 { values, .. } => Ok(values),
            _ => Err(Refusal::new("E001").into()),
        }
    }
}
