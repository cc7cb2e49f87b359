//! Purchases as Paidy knows them; Paygent's payments are made by its webhook.

use rusqlite::{OptionalExtension, Row};

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;
use crate::paidy::Purchase;

impl Tx<'_> {
    /// Keeps a purchase.
    pub(crate) fn add_purchase(self, purchase: &Purchase) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO paidy_purchases VALUES (?1, ?2, ?3, ?4)")?
            .execute((
                &purchase.id,
                &purchase.merchant_id,
                purchase.made.0,
                json(&purchase.details)?,
            ))?;
        Ok(())
    }

    /// Anybody's purchase by its id.
    pub(crate) fn purchase(self, id: &str) -> rusqlite::Result<Option<Purchase>> {
        self.connection
            .prepare_cached(
                "SELECT id, merchant_id, made, details FROM paidy_purchases WHERE id = ?1",
            )?
            .query_row([id], read)
            .optional()
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Purchase> {
    Ok(Purchase {
        id: row.get(0)?,
        merchant_id: row.get(1)?,
        made: Moment(row.get(2)?),
        details: from_json(3, row.get_ref(3)?.as_str()?)?,
    })
}
