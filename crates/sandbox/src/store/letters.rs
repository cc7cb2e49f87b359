//! Posts to a shop that are not difference records: finished files, stored cards. One queue per merchant
//! and subject, strictly in order.

use super::Tx;
use crate::clock::Moment;

/// A post that waits for its turn.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) id: i64,
    pub(crate) merchant_id: String,
    /// Which of the merchant's queues.
    pub(crate) queue: String,
    /// What the ledger calls it: ids, nothing personal.
    pub(crate) about: String,
    pub(crate) url: String,
    /// Form data.
    pub(crate) body: Vec<u8>,
    pub(crate) made: Moment,
    /// When it is tried (again).
    pub(crate) due: Moment,
    /// Failures in a row of its queue.
    pub(crate) failures: i64,
}

impl Tx<'_> {
    /// Puts a post at the end of its queue.
    pub(crate) fn add_letter(self, letter: &Letter) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO letters (merchant_id, queue, about, url, body, made)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                &letter.merchant_id,
                &letter.queue,
                &letter.about,
                &letter.url,
                &letter.body,
                letter.made.0,
            ))?;
        self.wakes.set(true);
        Ok(())
    }

    /// The first post of every queue.
    pub(crate) fn first_letters(self) -> rusqlite::Result<Vec<Letter>> {
        self.connection
            .prepare_cached(
                "SELECT l.id, l.merchant_id, l.queue, l.about, l.url, l.body, l.made,
                        COALESCE(p.due, l.made), COALESCE(p.failures, 0)
                 FROM letters l LEFT JOIN letter_pauses p USING (merchant_id, queue)
                 WHERE l.id = (SELECT min(m.id) FROM letters m
                               WHERE m.merchant_id = l.merchant_id AND m.queue = l.queue)
                 ORDER BY l.id",
            )?
            .query_map([], |row| {
                Ok(Letter {
                    id: row.get(0)?,
                    merchant_id: row.get(1)?,
                    queue: row.get(2)?,
                    about: row.get(3)?,
                    url: row.get(4)?,
                    body: row.get(5)?,
                    made: Moment(row.get(6)?),
                    due: Moment(row.get(7)?),
                    failures: row.get(8)?,
                })
            })?
            .collect()
    }

    /// A post that arrived, or that nobody wants any more.
    pub(crate) fn end_letter(self, letter: &Letter) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM letters WHERE id = ?1")?
            .execute([letter.id])?;
        Ok(())
    }

    /// How a queue goes on after a failure; after a success there is nothing to wait for.
    pub(crate) fn pause_letters(
        self,
        letter: &Letter,
        failures: i64,
        due: Option<Moment>,
    ) -> rusqlite::Result<()> {
        let key = (&letter.merchant_id, &letter.queue);
        match due {
            Some(due) => self
                .connection
                .prepare_cached("INSERT OR REPLACE INTO letter_pauses VALUES (?1, ?2, ?3, ?4)")?
                .execute((key.0, key.1, failures, due.0))?,
            None => self
                .connection
                .prepare_cached("DELETE FROM letter_pauses WHERE merchant_id = ?1 AND queue = ?2")?
                .execute(key)?,
        };
        Ok(())
    }
}
