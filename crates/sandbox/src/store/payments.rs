//! Payments, and how often cards were tried.

use rusqlite::{OptionalExtension, Row};

use super::Tx;
use crate::clock::Moment;
use crate::payment::Payment;

pub(super) const COLUMNS: &str =
    "id, merchant_id, payment_type, trading_id, site_id, status, amount, made, details, card";

impl Tx<'_> {
    /// Writes a payment, new or changed.
    pub(crate) fn save_payment(self, payment: &Payment) -> rusqlite::Result<()> {
        let details = json(&payment.values)?;
        let card = payment.card.as_ref().map(json).transpose()?;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO payments VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
            )?
            .execute((
                payment.id,
                &payment.merchant_id,
                &payment.payment_type,
                &payment.trading_id,
                &payment.site_id,
                &payment.status,
                payment.amount,
                payment.made.0,
                details,
                card,
            ))?;
        Ok(())
    }

    /// A merchant's payment by id.
    pub(crate) fn payment(self, merchant_id: &str, id: i64) -> rusqlite::Result<Option<Payment>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM payments WHERE id = ?1 AND merchant_id = ?2"
            ))?
            .query_row((id, merchant_id), read)
            .optional()
    }

    /// Anybody's payment by id (tool).
    pub(crate) fn any_payment(self, id: i64) -> rusqlite::Result<Option<Payment>> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM payments WHERE id = ?1"))?
            .query_row([id], read)
            .optional()
    }

    /// A merchant's payments with a trading id, oldest first; `limit` of them.
    pub(crate) fn payments_of(
        self,
        merchant_id: &str,
        trading_id: &str,
        payment_type: Option<&str>,
        limit: u32,
    ) -> rusqlite::Result<Vec<Payment>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM payments WHERE merchant_id = ?1 AND trading_id = ?2
                 AND (?3 IS NULL OR payment_type = ?3) ORDER BY id LIMIT ?4"
            ))?
            .query_map((merchant_id, trading_id, payment_type, limit), read)?
            .collect()
    }

    /// Counts an authorisation for the bulk transaction blocker and returns how many there were since
    /// `since` with this fingerprint, or this BIN when no fingerprint is asked for.
    pub(crate) fn count_attempts(
        self,
        merchant_id: &str,
        fingerprint: Option<&str>,
        bin: Option<&str>,
        since: Moment,
    ) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached(
                "SELECT COUNT(*) FROM card_attempts WHERE merchant_id = ?1 AND tried >= ?2
                 AND (?3 IS NULL OR fingerprint = ?3) AND (?4 IS NULL OR substr(bin, 1, length(?4)) = ?4)",
            )?
            .query_row((merchant_id, since.0, fingerprint, bin), |row| row.get(0))
    }

    /// Remembers an authorisation for the bulk transaction blocker.
    pub(crate) fn note_attempt(
        self,
        merchant_id: &str,
        fingerprint: &str,
        bin: &str,
        now: Moment,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO card_attempts VALUES (?1, ?2, ?3, ?4)")?
            .execute((merchant_id, fingerprint, bin, now.0))?;
        Ok(())
    }
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Payment> {
    let card: Option<String> = row.get(9)?;
    Ok(Payment {
        id: row.get(0)?,
        merchant_id: row.get(1)?,
        payment_type: row.get(2)?,
        trading_id: row.get(3)?,
        site_id: row.get(4)?,
        status: row.get(5)?,
        amount: row.get(6)?,
        made: Moment(row.get(7)?),
        values: from_json(8, row.get_ref(8)?.as_str()?)?,
        card: card.map(|card| from_json(9, &card)).transpose()?,
    })
}

/// Text of a column that holds JSON.
pub(super) fn json<T: serde::Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value)
        .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))
}

/// The value of a column that holds JSON.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    column: usize,
    text: &str,
) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|cause| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(cause),
        )
    })
}
