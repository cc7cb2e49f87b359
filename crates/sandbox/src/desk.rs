//! The walk of one telegram: door → fields → amounts → handler in a transaction → answer bytes.

mod contracts;
mod struck;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::account::{Accounts, Merchant};
use crate::answer::{self, Answer, Stage};
use crate::clock::{Clock, ClockMode};
use crate::door::{self, Visitor};
use crate::error::Error;
use crate::faults::Faults;
use crate::fields;
use crate::form::Form;
use crate::kit::Folder;
use crate::ledger::{Entry, Ledger};
use crate::notices::Queues;
use crate::refusal::{Outcome, Refusal, Stop};
use crate::routes::Kind;
use crate::store::Store;
use crate::telegrams::{self, Access, Call};
use crate::turns::Turns;

/// Everything a telegram can touch; one per sandbox.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) ledger: Ledger,
    pub(crate) faults: Faults,
    pub(crate) queues: Queues,
    /// Held while the clock is moved, or while what is due is done.
    pub(crate) moving: Arc<tokio::sync::Mutex<()>>,
    /// Shared with telegrams that keep a payment.
    pub(crate) turns: Arc<Turns>,
    accounts: RwLock<Arc<Accounts>>,
    folder: Folder,
    /// Merchants whose 091 without an id is being answered.
    polling: Mutex<HashSet<String>>,
    /// `http://host:port` of this start's pages.
    page_url: String,
}

/// Whether a telegram may have its payment (ENTRY 16).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Lock {
    /// Nobody else is busy with it, or the telegram changes none.
    Free,
    /// Another telegram kept it for too long.
    TakenByAnother,
}

/// The payment that a telegram keeps from others while it runs: inquiries never wait.
pub(crate) fn locks(form: &Form) -> Option<i64> {
    let kind = Kind::find(form.get("telegram_kind"))?;
    let changes = telegrams::find(kind.id).is_some_and(|found| found.access == Access::Write);
    struck::payment_id(form).filter(|_| changes)
}

/// Writes the answer that a fault rule holds for a telegram.
pub(crate) fn canned(form: &Form) -> impl Fn(&[(String, String)]) -> Reply + use<> {
    let kind = Kind::find(form.get("telegram_kind"));
    move |fields| Reply {
        body: answer::given(kind, fields),
        utf8: kind.is_some_and(Kind::is_utf8),
    }
}

/// Answer bytes and their character set.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) body: Vec<u8>,
    pub(crate) utf8: bool,
}

impl Desk {
    /// Opens the folder's data; the clock is the machine's, from where it was moved to.
    #[cfg(test)]
    pub(crate) fn open(folder: &Folder, page_url: String) -> Result<Self, Error> {
        Self::with_clock(folder, page_url, ClockMode::Real)
    }

    /// Opens the folder's data.
    pub(crate) fn with_clock(
        folder: &Folder,
        page_url: String,
        mode: ClockMode,
    ) -> Result<Self, Error> {
        read_tables();
        let store = Store::open(&folder.data_base())?;
        let ledger = Ledger::open(&folder.ledger())?;
        store.report_to(ledger.clone());
        let clock = Clock::start(mode, store.kept_clock()?);
        store.keep_clock(clock.kept())?;
        Ok(Self {
            store,
            clock,
            ledger,
            faults: Faults::default(),
            queues: Queues::default(),
            moving: Arc::default(),
            turns: Arc::default(),
            accounts: RwLock::new(Arc::new(Accounts::load(&folder.kit())?)),
            folder: folder.clone(),
            polling: Mutex::default(),
            page_url,
        })
    }

    /// Answers one telegram; its payment is free, or was waited for in vain.
    pub(crate) fn answer(&self, visitor: &Visitor, path: &str, form: Form, lock: Lock) -> Reply {
        let started = std::time::Instant::now();
        let kind = Kind::find(form.get("telegram_kind"));
        let outcome = self.process(visitor, path, &form, lock);
        let (body, code) = match &outcome {
            Ok(answer) => (answer::normal(answer), ""),
            Err(Stop::Refused(refusal)) => (
                answer::refused(kind, stage_of(refusal), refusal),
                refusal.code,
            ),
            Err(Stop::Broken(cause)) => {
                log::error!("data base: {cause}");
                let code = code_of(cause);
                (
                    answer::refused(kind, Stage::Inside, &Refusal::new(code)),
                    code,
                )
            }
        };
        self.ledger.note(Entry::telegram(
            visitor,
            path,
            form,
            &body,
            code,
            self.clock.now(),
            started,
        ));
        Reply {
            body,
            utf8: kind.is_some_and(Kind::is_utf8),
        }
    }

    fn process(&self, visitor: &Visitor, path: &str, form: &Form, lock: Lock) -> Outcome<Answer> {
        let accounts = self.accounts();
        let admitted = door::admit(&accounts, visitor, path, form)?;
        let merchant = &admitted.account.merchant;
        fields::check(admitted.kind.id, form)?;
        check_amount(admitted.kind, merchant, form)?;
        check_site(merchant, form)?;
        if lock == Lock::TakenByAnother {
            return Err(Refusal::new("9005").into());
        }
        let Some(handler) = telegrams::find(admitted.kind.id) else {
            return Err(Refusal::new("P007").into());
        };
        let _polling = Polling::begin(self, admitted.kind, merchant, form)?;
        let call = Call {
            merchant,
            form,
            kind: admitted.kind.id,
            now: self.clock.now(),
            secret: &self.store.secret,
            page_url: &self.page_url,
            ledger: &self.ledger,
            faults: &self.faults,
        };
        match handler.access {
            Access::Read => self.store.read(|tx| (handler.run)(&call, tx)),
            Access::Write => self.store.write(|tx| (handler.run)(&call, tx)),
        }
    }

    /// `http://host:port` of this start's pages; addresses are made from it, never stored.
    pub(crate) fn page_url(&self) -> &str {
        &self.page_url
    }

    /// The merchants as they are now.
    pub(crate) fn accounts(&self) -> Arc<Accounts> {
        Arc::clone(&self.accounts.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// One merchant's 091 without an id under way; a second one meanwhile is refused (row 091/2).
#[derive(Debug)]
struct Polling<'a> {
    desk: &'a Desk,
    merchant_id: String,
}

impl<'a> Polling<'a> {
    /// Nothing for other telegrams.
    fn begin(
        desk: &'a Desk,
        kind: Kind,
        merchant: &Merchant,
        form: &Form,
    ) -> Result<Option<Self>, Refusal> {
        if kind.id != "091" || form.has("payment_notice_id") {
            return Ok(None);
        }
        let merchant_id = merchant.merchant_id.clone();
        let mut polling = desk.polling.lock().unwrap_or_else(PoisonError::into_inner);
        if !polling.insert(merchant_id.clone()) {
            return Err(Refusal::new("9004"));
        }
        Ok(Some(Self { desk, merchant_id }))
    }
}

impl Drop for Polling<'_> {
    fn drop(&mut self) {
        let mut polling = self
            .desk
            .polling
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        polling.remove(&self.merchant_id);
    }
}

/// Reads the built-in tables now: the first telegram shall be as fast as the second.
fn read_tables() {
    if let Err(refusal) = fields::check("020", &Form::default()) {
        let kind = Kind::find(b"020");
        drop(answer::refused(kind, Stage::Inside, &refusal));
    }
}

/// Somebody else held the data for longer than a telegram waits (ENTRY 16), or a failure of ours.
fn code_of(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy) => "9005",
        _ => "E001",
    }
}

/// The codes of the door and of the login never come with more than three names (§6.4, 4).
fn stage_of(refusal: &Refusal) -> Stage {
    match refusal.code {
        "P001" | "P002" | "P003" | "P004" | "P015" | "P016" | "P017" | "P018" => Stage::Door,
        _ => Stage::Inside,
    }
}

/// Kinds whose amount must be above 0; those of 028, 029, 103, 153, 342 have rows of their own.
const AMOUNTS: [(&str, &str); 7] = [
    ("010", "payment_amount"),
    ("020", "payment_amount"),
    ("030", "payment_amount"),
    ("060", "amount"),
    ("070", "claim_amount"),
    ("100", "amount"),
    ("150", "amount"),
];

/// ENTRY 12-14.
fn check_amount(kind: Kind, merchant: &Merchant, form: &Form) -> Result<(), Refusal> {
    if let Some((_, name)) = AMOUNTS.iter().find(|(id, _)| *id == kind.id) {
        let amount = form.number(name);
        // Tickets without payment (030) and validity checks (020) have no amount.
        let without = (kind.id == "030" && form.is("service_type", "2"))
            || (kind.id == "020" && form.is("valid_check_flg", "1"));
        if amount == 0 && !without {
            return Err(Refusal::new("P014"));
        }
        let limit = merchant.limits.get(kind.method).copied().unwrap_or(0);
        if limit > 0 && amount > limit {
            return Err(Refusal::new("P011"));
        }
    }
    let has_limit_date = matches!(kind.id, "010" | "030");
    if has_limit_date && form.number("payment_limit_date") > 60 {
        return Err(Refusal::new("P012"));
    }
    Ok(())
}

/// ENTRY 15.
fn check_site(merchant: &Merchant, form: &Form) -> Result<(), Refusal> {
    let site = form.text("site_id");
    if site.is_empty() || merchant.sites.iter().any(|known| *known == site) {
        Ok(())
    } else {
        Err(Refusal::field("P010", "site_id"))
    }
}
