//! The data base under the sandbox's folder: one writer, one reader, prepared statements.

mod accounts;
mod alarms;
mod applications;
mod authentications;
mod calls;
mod cards;
mod carriers;
mod files;
mod letters;
mod links;
mod notices;
mod page_sessions;
mod paidy;
mod payments;
mod pushes;
mod seal;
mod search;
mod tokens;
mod transfers;

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rusqlite::{Connection, OptionalExtension};
use tokio::sync::Notify;

use crate::clock::Kept;
use crate::error::Error;
use crate::ledger::{Entry, Ledger};
use crate::refusal::{Outcome, Stop};

pub(crate) use accounts::Fixed;
pub(crate) use alarms::{Alarm, Subject};
pub(crate) use applications::Application;
pub(crate) use calls::Waiting;
pub(crate) use cards::{Holder, StoredCard};
pub(crate) use carriers::{Asker, OpenId};
pub(crate) use files::PaymentFile;
pub(crate) use letters::Letter;
pub(crate) use links::{LinkApplication, LinkDetails};
pub(crate) use notices::{LIFE as NOTICE_LIFE, Notice, PURGE};
pub(crate) use page_sessions::PageSession;
pub(crate) use pushes::{Pause, Push, Stage, Try};
use seal::Seal;
pub(crate) use search::Wanted;
pub(crate) use tokens::{Holds, Token};

/// Statements kept prepared per connection.
const PREPARED: usize = 128;

/// The data base. Writers are one after the other; a read does not wait for them.
#[derive(Debug)]
pub(crate) struct Store {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    /// Rung when something was written that must leave the house at once.
    pub(crate) outgoing: Notify,
    /// Told of what was committed.
    ledger: OnceLock<Ledger>,
    /// For what must not lie there in clear.
    seal: Seal,
    /// Mixed into fingerprints and page hashes; made once per folder.
    pub(crate) secret: Vec<u8>,
}

/// The data base within one telegram.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tx<'a> {
    connection: &'a Connection,
    /// Set when something must leave the house once this is committed.
    wakes: &'a Cell<bool>,
    /// For the ledger, once this is committed.
    notes: &'a RefCell<Vec<Entry>>,
    seal: &'a Seal,
}

impl Store {
    /// Opens the file, makes the tables.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let writer = connect(path)?;
        writer.execute_batch(include_str!("store/schema.sql"))?;
        writer.execute_batch(include_str!("store/pages.sql"))?;
        writer.execute_batch(include_str!("store/link.sql"))?;
        writer.execute_batch(include_str!("store/files.sql"))?;
        writer.execute_batch(include_str!("store/wallets.sql"))?;
        writer.execute_batch(include_str!("store/time.sql"))?;
        writer.execute_batch(include_str!("store/search.sql"))?;
        let kept: Option<Vec<u8>> = writer
            .query_row(
                "SELECT value FROM secrets WHERE name = 'sandbox'",
                [],
                |row| row.get(0),
            )
            .optional()?;
        let secret = match kept {
            Some(secret) => secret,
            None => {
                let mut secret = vec![0_u8; 32];
                openssl::rand::rand_bytes(&mut secret)?;
                writer.execute("INSERT INTO secrets VALUES ('sandbox', ?1)", [&secret])?;
                secret
            }
        };
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(connect(path)?),
            outgoing: Notify::new(),
            ledger: OnceLock::new(),
            seal: Seal::beside(path)?,
            secret,
        })
    }

    /// Tells a ledger of everything that is committed from now on.
    pub(crate) fn report_to(&self, ledger: Ledger) {
        let _ = self.ledger.set(ledger);
    }

    /// Where the clock goes on.
    pub(crate) fn kept_clock(&self) -> Result<Option<Kept>, Error> {
        let connection = lock(&self.reader);
        Ok(Tx {
            connection: &connection,
            wakes: &Cell::new(false),
            notes: &RefCell::default(),
            seal: &self.seal,
        }
        .kept_clock()?)
    }

    /// Remembers where the clock goes on.
    pub(crate) fn keep_clock(&self, kept: Kept) -> Result<(), Error> {
        let connection = lock(&self.writer);
        Ok(Tx {
            connection: &connection,
            wakes: &Cell::new(false),
            notes: &RefCell::default(),
            seal: &self.seal,
        }
        .keep_clock(kept)?)
    }

    /// Runs a telegram that may change something, in one transaction. What it wrote stays even when it
    /// refuses (a declined payment is a payment); after a failure nothing stays.
    pub(crate) fn write<T>(&self, work: impl FnOnce(Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        let connection = lock(&self.writer);
        if !connection.is_autocommit() {
            // An earlier telegram died half-way.
            connection.execute_batch("ROLLBACK")?;
        }
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        let wakes = Cell::new(false);
        let notes = RefCell::default();
        let outcome = work(Tx {
            connection: &connection,
            wakes: &wakes,
            notes: &notes,
            seal: &self.seal,
        });
        let end = if matches!(outcome, Err(Stop::Broken(_))) {
            "ROLLBACK"
        } else {
            "COMMIT"
        };
        connection.prepare_cached(end)?.execute([])?;
        if end == "COMMIT"
            && let Some(ledger) = self.ledger.get()
        {
            notes
                .take()
                .into_iter()
                .for_each(|entry| ledger.note(entry));
        }
        if wakes.get() {
            self.outgoing.notify_one();
        }
        outcome
    }

    /// Runs a telegram that only reads.
    pub(crate) fn read<T>(&self, work: impl FnOnce(Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        let connection = lock(&self.reader);
        work(Tx {
            connection: &connection,
            wakes: &Cell::new(false),
            notes: &RefCell::default(),
            seal: &self.seal,
        })
    }
}

impl Tx<'_> {
    /// A line for the ledger, written when this is committed.
    pub(crate) fn note(self, entry: Entry) {
        self.notes.borrow_mut().push(entry);
    }

    /// The next number of a row of numbers without holes, the first being `first`.
    pub(crate) fn next_number(self, name: &str, first: i64) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO counters VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            )?
            .query_row((name, first), |row| row.get(0))
    }

    /// A new payment id: one row for the whole sandbox (telegrams-card part 9).
    pub(crate) fn next_payment_id(self) -> rusqlite::Result<i64> {
        self.next_number("payment", 90_000_001)
    }
}

fn connect(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    Ok(connection)
}

fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}
