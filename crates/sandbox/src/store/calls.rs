//! Calls to shops' servers that wait for their time.

use super::Tx;
use crate::clock::Moment;

/// A GET that is due some time; it has succeeded when it is answered with 2xx or 3xx.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Waiting {
    pub(crate) merchant_id: String,
    /// What the ledger calls it: an id, nothing personal.
    pub(crate) about: String,
    pub(crate) url: String,
    pub(crate) due: Moment,
    /// Seconds until the next try after a failure.
    pub(crate) wait: i64,
    /// How many more tries there are after the next one.
    pub(crate) tries_left: u32,
}

impl Tx<'_> {
    /// Writes a call down; it is made when its time has come.
    pub(crate) fn add_call(self, call: &Waiting) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO calls (merchant_id, about, url, due, wait, tries_left)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                &call.merchant_id,
                &call.about,
                &call.url,
                call.due.0,
                call.wait,
                call.tries_left,
            ))?;
        self.wakes.set(true);
        Ok(())
    }

    /// The calls that are due, in order of time, by their numbers. Each is put off until its next try
    /// first: whoever dies while calling calls again, rather than never.
    pub(crate) fn take_calls(self, now: Moment) -> rusqlite::Result<Vec<(i64, Waiting)>> {
        let due = self
            .connection
            .prepare_cached(
                "SELECT merchant_id, about, url, due, wait, tries_left, id FROM calls
                 WHERE due <= ?1 ORDER BY due, id",
            )?
            .query_map([now.0], |row| {
                let call = Waiting {
                    merchant_id: row.get(0)?,
                    about: row.get(1)?,
                    url: row.get(2)?,
                    due: Moment(row.get(3)?),
                    wait: row.get(4)?,
                    tries_left: row.get(5)?,
                };
                Ok((row.get(6)?, call))
            })?
            .collect::<Result<_, _>>()?;
        self.connection
            .prepare_cached(
                "UPDATE calls SET due = ?1 + wait, tries_left = max(tries_left - 1, 0)
                 WHERE due <= ?1",
            )?
            .execute([now.0])?;
        Ok(due)
    }

    /// A call is done, or given up.
    pub(crate) fn end_call(self, id: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM calls WHERE id = ?1")?
            .execute([id])?;
        Ok(())
    }

    /// When the first call is due.
    pub(crate) fn next_call(self) -> rusqlite::Result<Option<Moment>> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(due) FROM calls")?
            .query_row([], |row| row.get(0))?;
        Ok(first.map(Moment))
    }
}
