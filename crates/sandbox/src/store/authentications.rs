//! EMV 3-D Secure authentications that 450 began.

use rusqlite::{OptionalExtension, Row};

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;
use crate::three_ds::Authentication;

const COLUMNS: &str = "id, merchant_id, site_id, made, used, details";

impl Tx<'_> {
    /// Writes an authentication, new or changed.
    pub(crate) fn save_authentication(self, one: &Authentication) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO authentications VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                &one.id,
                &one.merchant_id,
                &one.site_id,
                one.made.0,
                one.used,
                json(&one.details)?,
            ))?;
        Ok(())
    }

    /// The authentication with this id, anybody's.
    pub(crate) fn authentication(self, id: &str) -> rusqlite::Result<Option<Authentication>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM authentications WHERE id = ?1"
            ))?
            .query_row([id], read)
            .optional()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Authentication> {
    Ok(Authentication {
        id: row.get(0)?,
        merchant_id: row.get(1)?,
        site_id: row.get(2)?,
        made: Moment(row.get(3)?),
        used: row.get(4)?,
        details: from_json(5, row.get_ref(5)?.as_str()?)?,
    })
}
