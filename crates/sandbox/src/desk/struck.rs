//! Which requests are struck by a fault rule, and the ledger's line about it.

use std::borrow::Cow;

use super::Desk;
use crate::faults::{Hit, Subject, WireEffect};
use crate::fields::LinkRequest;
use crate::form::Form;
use crate::ledger::Entry;
use crate::pages;
use crate::payment::Payment;
use crate::routes::Kind;

/// Payment types by the contract's method, for telegrams that begin a payment.
const TYPES: [(&str, &str); 8] = [
    ("card", "02"),
    ("atm", "01"),
    ("cvs", "03"),
    ("bank", "05"),
    ("va", "07"),
    ("carrier", "06"),
    ("emoney", "11"),
    ("paidy", "22"),
];

impl Desk {
    /// What a rule does to a telegram; the hit is noted.
    pub(crate) fn struck_telegram(&self, form: &Form) -> Option<WireEffect> {
        if self.faults.is_empty() {
            return None;
        }
        let payment = self.payment_of(form);
        let kind = form.text("telegram_kind");
        let payment_type = payment.as_ref().map_or_else(
            || first_type(form.get("telegram_kind")),
            |payment| payment.payment_type.as_str(),
        );
        let trading_id = match &payment {
            Some(payment) => Cow::Borrowed(payment.trading_id.as_str()),
            None => form.text("trading_id"),
        };
        let subject = Subject {
            merchant_id: &form.text("merchant_id"),
            kind: &kind,
            trading_id: &trading_id,
            payment_type,
        };
        let hit = self.faults.on_wire(subject)?;
        let payment_id = payment.as_ref().map(|payment| payment.id);
        self.note_hit(&hit, subject, payment_id);
        Some(hit.effect)
    }

    /// What a rule does to a request for a page; the hit is noted.
    pub(crate) fn struck_page(&self, path: &str, query: &str, body: &[u8]) -> Option<WireEffect> {
        if self.faults.is_empty() {
            return None;
        }
        let (query, form) = (Form::parse(query.as_bytes()), Form::parse(body));
        let text = |name: &str| {
            let bytes = form.find(name).unwrap_or_else(|| query.get(name));
            String::from_utf8_lossy(bytes).into_owned()
        };
        // Each family of pages has names of its own for the same things.
        let first = |names: &[&str]| {
            let mut values = names.iter().map(|name| text(name));
            values.find(|value| !value.is_empty()).unwrap_or_default()
        };
        let subject = Subject {
            merchant_id: &first(&["merchant_id", "seq_merchant_id", "mid"]),
            kind: match pages::link_function(path) {
                Some((_, LinkRequest::Payment)) => "link",
                Some((_, LinkRequest::CardStoring)) => "cardreg",
                None if path == pages::TOKEN_REQUEST => "token",
                None => "page",
            },
            trading_id: &first(&["trading_id", "tid"]),
            payment_type: &text("payment_type"),
        };
        let hit = self.faults.on_wire(subject)?;
        self.note_hit(&hit, subject, None);
        Some(hit.effect)
    }

    /// Writes a hit into the ledger.
    pub(crate) fn note_hit<E>(&self, hit: &Hit<E>, subject: Subject<'_>, payment_id: Option<i64>) {
        self.ledger.note(Entry::Fault {
            at: self.clock.now(),
            rule: hit.rule,
            effect: hit.name,
            merchant_id: subject.merchant_id.to_owned(),
            kind: subject.kind.to_owned(),
            trading_id: subject.trading_id.to_owned(),
            payment_id,
        });
    }

    /// The payment that a telegram is about, when it names one of its merchant.
    fn payment_of(&self, form: &Form) -> Option<Payment> {
        let id = payment_id(form)?;
        let merchant = form.text("merchant_id");
        self.store
            .read(|tx| Ok(tx.payment(&merchant, id)?))
            .ok()
            .flatten()
    }
}

/// The payment id of a telegram, when it is one.
pub(crate) fn payment_id(form: &Form) -> Option<i64> {
    Some(form.number("payment_id")).filter(|id| *id > 0)
}

fn first_type(kind: &[u8]) -> &'static str {
    let method = Kind::find(kind).map_or("", |kind| kind.method);
    TYPES
        .iter()
        .find(|(known, _)| *known == method)
        .map_or("", |(_, payment_type)| payment_type)
}
