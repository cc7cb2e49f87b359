//! Difference records (difference-notification §10.1).

use std::borrow::Cow;
use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::payments::{from_json, json};
use super::{Subject, Tx};
use crate::clock::Moment;

/// One record: the payment's fields at the moment of its status change.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) id: i64,
    pub(crate) made: Moment,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) payment_id: i64,
    /// Whether 091 has given it out.
    pub(crate) inquired: bool,
}

impl Notice {
    /// The value of a field of 091 and of the push, empty when there is none.
    pub(crate) fn value(&self, name: &str) -> Cow<'_, str> {
        match name {
            "payment_notice_id" => Cow::Owned(self.id.to_string()),
            "change_date" => Cow::Owned(self.made.stamp()),
            _ => Cow::Borrowed(self.values.get(name).map_or("", String::as_str)),
        }
    }
}

/// Records are purged exactly this long after their creation, in seconds.
pub(crate) const LIFE: i64 = 7 * 86_400;

/// The alarm that purges.
pub(crate) const PURGE: &str = "purge difference records";

/// What goes with old records: waiting tries, the delivery log, the records.
const PURGED: [&str; 3] = [
    "DELETE FROM pushes WHERE (merchant_id, notice_id) IN
         (SELECT merchant_id, id FROM notices WHERE made <= ?1)",
    "DELETE FROM push_tries WHERE (merchant_id, notice_id) IN
         (SELECT merchant_id, id FROM notices WHERE made <= ?1)",
    "DELETE FROM notices WHERE made <= ?1",
];

pub(super) const COLUMNS: &str = "id, made, details, payment_id, inquired";

impl Tx<'_> {
    /// Writes a record under the merchant's next number.
    pub(crate) fn add_notice(
        self,
        merchant_id: &str,
        site_id: &str,
        payment_id: i64,
        now: Moment,
        values: &BTreeMap<String, String>,
    ) -> rusqlite::Result<i64> {
        let id = self.next_number(&format!("notice {merchant_id}"), 1)?;
        self.connection
            .prepare_cached("INSERT INTO notices VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6)")?
            .execute((merchant_id, id, site_id, now.0, payment_id, json(values)?))?;
        // Times only grow: while an alarm is set it is the oldest record's.
        let everybody = Subject::Named(String::new());
        self.set_first_alarm(Moment(now.0 + LIFE), &everybody, PURGE)?;
        Ok(id)
    }

    /// Removes old records and remembers where one was lost that 091 had never given out.
    pub(crate) fn purge_notices(self, now: Moment) -> rusqlite::Result<()> {
        let oldest = now.0 - LIFE;
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO notice_gaps
                 SELECT DISTINCT merchant_id, site_id FROM notices WHERE made <= ?1 AND inquired = 0",
            )?
            .execute([oldest])?;
        for gone in PURGED {
            self.connection.prepare_cached(gone)?.execute([oldest])?;
        }
        Ok(())
    }

    /// The record with this id, given out before or not.
    pub(crate) fn notice(
        self,
        merchant_id: &str,
        site_id: &str,
        id: i64,
    ) -> rusqlite::Result<Option<Notice>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notices WHERE merchant_id = ?1 AND id = ?2 AND site_id = ?3"
            ))?
            .query_row((merchant_id, id, site_id), read)
            .optional()
    }

    /// The oldest record that 091 has not given out yet.
    pub(crate) fn next_notice(
        self,
        merchant_id: &str,
        site_id: &str,
    ) -> rusqlite::Result<Option<Notice>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notices
                 WHERE merchant_id = ?1 AND site_id = ?2 AND inquired = 0 ORDER BY id LIMIT 1"
            ))?
            .query_row((merchant_id, site_id), read)
            .optional()
    }

    /// A merchant's record, whatever its site.
    pub(crate) fn any_notice(self, merchant_id: &str, id: i64) -> rusqlite::Result<Option<Notice>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notices WHERE merchant_id = ?1 AND id = ?2"
            ))?
            .query_row((merchant_id, id), read)
            .optional()
    }

    /// A merchant's records before `before`, newest first; `limit` of them.
    pub(crate) fn notices_before(
        self,
        merchant_id: &str,
        before: i64,
        limit: u32,
    ) -> rusqlite::Result<Vec<Notice>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM notices WHERE merchant_id = ?1 AND id < ?2
                 ORDER BY id DESC LIMIT ?3"
            ))?
            .query_map((merchant_id, before, limit), read)?
            .collect()
    }

    /// When the oldest record was made.
    pub(crate) fn oldest_notice(self) -> rusqlite::Result<Option<Moment>> {
        let made: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(made) FROM notices")?
            .query_row([], |row| row.get(0))?;
        Ok(made.map(Moment))
    }

    /// Marks a record as given out.
    pub(crate) fn mark_inquired(self, merchant_id: &str, id: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE notices SET inquired = 1 WHERE merchant_id = ?1 AND id = ?2")?
            .execute((merchant_id, id))?;
        Ok(())
    }

    /// Whether records were lost since the last answer; said once.
    pub(crate) fn take_gap(self, merchant_id: &str, site_id: &str) -> rusqlite::Result<bool> {
        let gone = self
            .connection
            .prepare_cached("DELETE FROM notice_gaps WHERE merchant_id = ?1 AND site_id = ?2")?
            .execute((merchant_id, site_id))?;
        Ok(gone > 0)
    }
}

pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        id: row.get(0)?,
        made: Moment(row.get(1)?),
        values: from_json(2, row.get_ref(2)?.as_str()?)?,
        payment_id: row.get(3)?,
        inquired: row.get(4)?,
    })
}
