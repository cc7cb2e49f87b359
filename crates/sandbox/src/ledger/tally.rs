//! How often a telegram was answered with a code and a payment went from one status to another, counted
//! as the lines are written: a long ledger is not read again for it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::Entry;

/// The counts over all lines.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    /// By telegram kind and response code, which is empty for a success.
    pub(crate) telegrams: BTreeMap<[String; 2], u64>,
    /// By payment type, status before (empty for a new payment) and after.
    pub(crate) statuses: BTreeMap<[String; 3], u64>,
}

/// What is counted of a line.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Line<'a> {
    #[serde(borrow)]
    event: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    response_code: Cow<'a, str>,
    #[serde(borrow)]
    payment_type: Cow<'a, str>,
    #[serde(borrow)]
    from: Cow<'a, str>,
    #[serde(borrow)]
    to: Cow<'a, str>,
}

impl Tally {
    /// Counts in what is about to be written.
    pub(super) fn note(&mut self, entry: &Entry) {
        match entry {
            Entry::Telegram {
                form,
                response_code,
                ..
            } => self.telegram([&form.text("telegram_kind"), response_code]),
            Entry::Status {
                payment_type,
                from,
                to,
                ..
            } => self.status([payment_type, from, to]),
            _ => {}
        }
    }

    /// Counts in a line of an earlier life.
    pub(super) fn read(&mut self, line: &str) {
        let Ok(line) = serde_json::from_str::<Line<'_>>(line) else {
            return;
        };
        match &*line.event {
            "telegram" => self.telegram([&line.kind, &line.response_code]),
            "status" => self.status([&line.payment_type, &line.from, &line.to]),
            _ => {}
        }
    }

    fn telegram(&mut self, names: [&str; 2]) {
        *self.telegrams.entry(names.map(str::to_owned)).or_default() += 1;
    }

    fn status(&mut self, names: [&str; 3]) {
        *self.statuses.entry(names.map(str::to_owned)).or_default() += 1;
    }
}
