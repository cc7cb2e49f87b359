//! Stored cards (カード情報お預り機能).

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row};

use super::Tx;
use super::payments::{from_json, json};
use crate::card::Card;
use crate::clock::Moment;

/// Whose cards: a customer of a site of a merchant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holder<'a> {
    pub(crate) merchant_id: &'a str,
    pub(crate) site_id: &'a str,
    pub(crate) customer_id: &'a str,
}

/// A stored card. `values` are keyed by the column names of 027.
#[derive(Clone, Debug)]
pub(crate) struct StoredCard {
    pub(crate) id: i64,
    pub(crate) used: Moment,
    /// When it was checked last, if it was stored with a validity check.
    pub(crate) validated: Option<Moment>,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) card: Card,
}

const COLUMNS: &str = "id, used, validated, details, card";
const OF_HOLDER: &str = "merchant_id = ?1 AND site_id = ?2 AND customer_id = ?3";

impl Tx<'_> {
    /// Writes a card, new or changed.
    pub(crate) fn save_card(self, holder: Holder<'_>, stored: &StoredCard) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO cards VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute((
                stored.id,
                holder.merchant_id,
                holder.site_id,
                holder.customer_id,
                stored.used.0,
                stored.validated.map(|moment| moment.0),
                json(&stored.values)?,
                json(&stored.card)?,
            ))?;
        Ok(())
    }

    /// One card of a customer.
    pub(crate) fn stored_card(
        self,
        holder: Holder<'_>,
        id: i64,
    ) -> rusqlite::Result<Option<StoredCard>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM cards WHERE {OF_HOLDER} AND id = ?4"
            ))?
            .query_row(
                (holder.merchant_id, holder.site_id, holder.customer_id, id),
                read,
            )
            .optional()
    }

    /// All cards of a customer, newest use first.
    pub(crate) fn stored_cards(self, holder: Holder<'_>) -> rusqlite::Result<Vec<StoredCard>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM cards WHERE {OF_HOLDER} ORDER BY used DESC, id DESC"
            ))?
            .query_map(
                (holder.merchant_id, holder.site_id, holder.customer_id),
                read,
            )?
            .collect()
    }

    /// How many cards a customer has.
    pub(crate) fn count_cards(self, holder: Holder<'_>) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached(&format!("SELECT COUNT(*) FROM cards WHERE {OF_HOLDER}"))?
            .query_row(
                (holder.merchant_id, holder.site_id, holder.customer_id),
                |row| row.get(0),
            )
    }

    /// Deletes one card, or all of the customer; returns how many.
    pub(crate) fn delete_cards(
        self,
        holder: Holder<'_>,
        id: Option<i64>,
    ) -> rusqlite::Result<usize> {
        self.connection
            .prepare_cached(&format!(
                "DELETE FROM cards WHERE {OF_HOLDER} AND (?4 IS NULL OR id = ?4)"
            ))?
            .execute((holder.merchant_id, holder.site_id, holder.customer_id, id))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredCard> {
    let validated: Option<i64> = row.get(2)?;
    Ok(StoredCard {
        id: row.get(0)?,
        used: Moment(row.get(1)?),
        validated: validated.map(Moment),
        values: from_json(3, row.get_ref(3)?.as_str()?)?,
        card: from_json(4, row.get_ref(4)?.as_str()?)?,
    })
}
