//! Difference records on their way to the shop, and what became of every try.

use rusqlite::OptionalExtension;

use super::Tx;
use crate::clock::Moment;

/// A record that waits to be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Push {
    pub(crate) notice_id: i64,
    /// Where to, as it was contracted when the record was made.
    pub(crate) url: String,
    /// Not before this moment, for a reason of its own.
    pub(crate) due: Moment,
    pub(crate) stage: Stage,
}

/// What a fault rule has done to a waiting record.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
    /// Nothing yet.
    Fresh,
    /// It waited, or waits, for a time or for its successor; it is not held up again.
    Held,
    /// It lets the next record pass.
    Behind,
}

/// How often a merchant's queue failed in a row, and when it goes on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Pause {
    pub(crate) failures: i64,
    pub(crate) due: Moment,
}

/// One try, successful or not.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Try {
    pub(crate) at: Moment,
    /// `queue`, `resend`, `twice`.
    pub(crate) cause: String,
    /// `delivered`, or what was wrong.
    pub(crate) outcome: String,
    /// What the shop's server answered, if it did.
    pub(crate) http_status: Option<u16>,
}

impl Stage {
    const fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Held => "held",
            Self::Behind => "behind",
        }
    }
}

impl Tx<'_> {
    /// Puts a record at the end of the merchant's queue.
    pub(crate) fn add_push(
        self,
        merchant_id: &str,
        notice_id: i64,
        url: &str,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO pushes (merchant_id, notice_id, url) VALUES (?1, ?2, ?3)")?
            .execute((merchant_id, notice_id, url))?;
        self.wakes.set(true);
        Ok(())
    }

    /// The first two records of a merchant's queue.
    pub(crate) fn first_pushes(self, merchant_id: &str) -> rusqlite::Result<Vec<Push>> {
        self.connection
            .prepare_cached(
                "SELECT notice_id, url, due, stage FROM pushes
                 WHERE merchant_id = ?1 ORDER BY notice_id LIMIT 2",
            )?
            .query_map([merchant_id], |row| {
                Ok(Push {
                    notice_id: row.get(0)?,
                    url: row.get(1)?,
                    due: Moment(row.get(2)?),
                    stage: match row.get_ref(3)?.as_str()? {
                        "held" => Stage::Held,
                        "behind" => Stage::Behind,
                        _ => Stage::Fresh,
                    },
                })
            })?
            .collect()
    }

    /// Whether a record waits to be sent.
    pub(crate) fn waits_for_push(
        self,
        merchant_id: &str,
        notice_id: i64,
    ) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM pushes WHERE merchant_id = ?1 AND notice_id = ?2)",
            )?
            .query_row((merchant_id, notice_id), |row| row.get(0))
    }

    /// Holds a record up.
    pub(crate) fn hold_push(
        self,
        merchant_id: &str,
        notice_id: i64,
        stage: Stage,
        due: Moment,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE pushes SET stage = ?3, due = ?4 WHERE merchant_id = ?1 AND notice_id = ?2",
            )?
            .execute((merchant_id, notice_id, stage.word(), due.0))?;
        Ok(())
    }

    /// Takes a record out of the queue; one that let it pass may go now.
    pub(crate) fn end_push(self, merchant_id: &str, notice_id: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM pushes WHERE merchant_id = ?1 AND notice_id = ?2")?
            .execute((merchant_id, notice_id))?;
        self.connection
            .prepare_cached(
                "UPDATE pushes SET stage = 'held', due = 0
                 WHERE merchant_id = ?1 AND notice_id < ?2 AND stage = 'behind'",
            )?
            .execute((merchant_id, notice_id))?;
        Ok(())
    }

    /// Takes records out of the queue that were meant for an address which is no longer contracted.
    pub(crate) fn forget_pushes(self, merchant_id: &str, url: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM pushes WHERE merchant_id = ?1 AND url <> ?2")?
            .execute((merchant_id, url))?;
        Ok(())
    }

    /// The merchant's failures in a row; none when the last try was a success.
    pub(crate) fn pause(self, merchant_id: &str) -> rusqlite::Result<Option<Pause>> {
        self.connection
            .prepare_cached("SELECT failures, due FROM push_pauses WHERE merchant_id = ?1")?
            .query_row([merchant_id], |row| {
                Ok(Pause {
                    failures: row.get(0)?,
                    due: Moment(row.get(1)?),
                })
            })
            .optional()
    }

    /// Remembers the merchant's failures, or that there are none.
    pub(crate) fn set_pause(self, merchant_id: &str, pause: Option<Pause>) -> rusqlite::Result<()> {
        match pause {
            Some(pause) => self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO push_pauses VALUES (?1, ?2, ?3)")?
                .execute((merchant_id, pause.failures, pause.due.0))?,
            None => self
                .connection
                .prepare_cached("DELETE FROM push_pauses WHERE merchant_id = ?1")?
                .execute([merchant_id])?,
        };
        Ok(())
    }

    /// Writes the delivery log.
    pub(crate) fn add_try(
        self,
        merchant_id: &str,
        notice_id: i64,
        tried: &Try,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO push_tries SELECT ?1, ?2, 1 + coalesce(max(number), 0), ?3, ?4, ?5, ?6
                 FROM push_tries WHERE merchant_id = ?1 AND notice_id = ?2",
            )?
            .execute((
                merchant_id,
                notice_id,
                tried.at.0,
                &tried.cause,
                &tried.outcome,
                tried.http_status,
            ))?;
        Ok(())
    }

    /// The delivery log of a record, oldest first.
    pub(crate) fn tries(self, merchant_id: &str, notice_id: i64) -> rusqlite::Result<Vec<Try>> {
        self.connection
            .prepare_cached(
                "SELECT at, cause, outcome, http_status FROM push_tries
                 WHERE merchant_id = ?1 AND notice_id = ?2 ORDER BY number",
            )?
            .query_map((merchant_id, notice_id), |row| {
                Ok(Try {
                    at: Moment(row.get(0)?),
                    cause: row.get(1)?,
                    outcome: row.get(2)?,
                    http_status: row.get(3)?,
                })
            })?
            .collect()
    }
}
