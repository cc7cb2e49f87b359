//! Difference records (difference-notification §10.1).

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;

/// One record: the payment's fields at the moment of its status change.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) id: i64,
    pub(crate) made: Moment,
    pub(crate) values: BTreeMap<String, String>,
}

/// Records are purged exactly this long after their creation, in seconds.
const LIFE: i64 = 7 * 86_400;

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
        self.connection
            .prepare_cached("DELETE FROM notices WHERE made <= ?1")?
            .execute([oldest])?;
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
            .prepare_cached(
                "SELECT id, made, details FROM notices WHERE merchant_id = ?1 AND id = ?2 AND site_id = ?3",
            )?
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
            .prepare_cached(
                "SELECT id, made, details FROM notices
                 WHERE merchant_id = ?1 AND site_id = ?2 AND inquired = 0 ORDER BY id LIMIT 1",
            )?
            .query_row((merchant_id, site_id), read)
            .optional()
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

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Notice> {
    Ok(Notice {
        id: row.get(0)?,
        made: Moment(row.get(1)?),
        values: from_json(2, row.get_ref(2)?.as_str()?)?,
    })
}
