//! Fault rules (sandbox-environment §19): what goes wrong on purpose, when, and how often.
//!
//! Three places ask for a rule, each for its own effects only, so that none uses up another's:
//!
//! - the listeners, once per request: [`Faults::on_wire`];
//! - the engine, where a handler knows what could fail: `desk.faults.in_engine("carrier_timeout", …)`;
//! - the queue of notices: `desk.faults.on_notice(…)`.
//!
//! Rules live as long as the process. Whoever gets a [`Hit`] notes it in the ledger
//! (`Entry::fault(…)`).

mod effect;
mod reading;
mod rule;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

pub(crate) use effect::{Effect, Hang, Notice, Processed, WireEffect};
use rule::{Rule, Wrong};

/// What a rule is compared with. What is not known is empty.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Subject<'a> {
    pub(crate) merchant_id: &'a str,
    /// The telegram kind, or `token`, `link`, `cardreg`, `notice`, `page`.
    pub(crate) kind: &'a str,
    pub(crate) trading_id: &'a str,
    pub(crate) payment_type: &'a str,
}

/// A rule that applies now.
#[derive(Clone, Debug)]
pub(crate) struct Hit<E> {
    /// The rule's id.
    pub(crate) rule: u64,
    /// The effect's name as in `do`.
    pub(crate) name: &'static str,
    pub(crate) effect: E,
}

/// All rules, in order of creation.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Rules there are: without any, nobody waits for the lock.
    count: AtomicUsize,
    /// Whether this TLS mode has no way to send an alert.
    without_alerts: AtomicBool,
    book: Mutex<Book>,
}

/// Why rules were not taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Unusable {
    /// This key is wrong.
    Wrong(&'static str),
    /// `tls_alert` in a TLS mode that cannot send one.
    NoAlerts,
}

impl From<Wrong> for Unusable {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong.0)
    }
}

#[derive(Debug, Default)]
struct Book {
    last: u64,
    rules: Vec<Rule>,
}

impl Faults {
    /// Adds one rule or an array of them, or none when one is wrong. What was added, as shown.
    pub(crate) fn add(&self, wish: &Value) -> Result<Value, Unusable> {
        let (wishes, alone) = match wish {
            Value::Array(many) => (many.as_slice(), false),
            one => (std::slice::from_ref(one), true),
        };
        let mut added = wishes
            .iter()
            .map(Rule::read)
            .collect::<Result<Vec<_>, _>>()?;
        if self.without_alerts.load(Ordering::Acquire)
            && added.iter().any(|rule| rule.effect().is_alert())
        {
            return Err(Unusable::NoAlerts);
        }
        let mut book = self.book();
        for rule in &mut added {
            book.last += 1;
            rule.begin(book.last);
        }
        let mut shown: Vec<Value> = added.iter().map(Rule::shown).collect();
        book.rules.append(&mut added);
        self.count.store(book.rules.len(), Ordering::Release);
        Ok(match shown.pop() {
            Some(only) if alone => only,
            last => {
                shown.extend(last);
                Value::Array(shown)
            }
        })
    }

    /// Takes no rule with `tls_alert` from now on.
    pub(crate) fn refuse_alerts(&self) {
        self.without_alerts.store(true, Ordering::Release);
    }

    /// All rules with their counts.
    pub(crate) fn shown(&self) -> Value {
        Value::Array(self.book().rules.iter().map(Rule::shown).collect())
    }

    /// Removes a rule; whether there was one.
    pub(crate) fn remove(&self, id: u64) -> bool {
        let mut book = self.book();
        let before = book.rules.len();
        book.rules.retain(|rule| rule.id() != id);
        self.count.store(book.rules.len(), Ordering::Release);
        book.rules.len() < before
    }

    /// Removes all rules.
    pub(crate) fn clear(&self) {
        self.book().rules.clear();
        self.count.store(0, Ordering::Release);
    }

    /// Whether no rule has to be asked, nor anything found out for it.
    pub(crate) fn is_empty(&self) -> bool {
        self.count.load(Ordering::Acquire) == 0
    }

    /// What happens to the answer of a request.
    pub(crate) fn on_wire(&self, subject: Subject<'_>) -> Option<Hit<WireEffect>> {
        self.take(subject, |effect| match effect {
            Effect::Wire(effect) => Some(effect.clone()),
            _ => None,
        })
    }

    /// Whether the engine lets something fail: the effect's name in `do`, answered with the whole `do`
    /// (`then`, `delay_s`).
    pub(crate) fn in_engine(&self, name: &str, subject: Subject<'_>) -> Option<Hit<Value>> {
        self.take(subject, |effect| match effect {
            Effect::Engine(known, given) if *known == name => Some(given.clone()),
            _ => None,
        })
    }

    /// What happens to a notice; the subject's kind is `notice`.
    pub(crate) fn on_notice(&self, subject: Subject<'_>) -> Option<Hit<Notice>> {
        self.take(subject, |effect| match effect {
            Effect::Notice(effect) => Some(effect.clone()),
            _ => None,
        })
    }

    /// The first rule that matches and whose turn it is.
    fn take<E>(
        &self,
        subject: Subject<'_>,
        wanted: impl Fn(&Effect) -> Option<E>,
    ) -> Option<Hit<E>> {
        if self.is_empty() {
            return None;
        }
        let mut book = self.book();
        book.rules.iter_mut().find_map(|rule| {
            let effect = wanted(rule.effect())?;
            (rule.matches(subject) && rule.strikes()).then(|| Hit {
                rule: rule.id(),
                name: rule.effect().name(),
                effect,
            })
        })
    }

    fn book(&self) -> std::sync::MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
