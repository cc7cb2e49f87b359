//! Files of 200: what came, and what came of it.

use rusqlite::{OptionalExtension, Row};

use super::Tx;
use crate::clock::Moment;

/// An accepted file.
#[derive(Clone, Debug)]
pub(crate) struct PaymentFile {
    /// 受付番号
    pub(crate) id: i64,
    pub(crate) merchant_id: String,
    pub(crate) file_type: String,
    pub(crate) made: Moment,
    /// When it is worked through; nothing once that is done.
    pub(crate) due: Option<Moment>,
    /// SHA-256 of the content.
    pub(crate) digest: String,
    pub(crate) content: Vec<u8>,
    /// The body of 201.
    pub(crate) result: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, merchant_id, file_type, made, due, digest, content, result";

impl Tx<'_> {
    /// Writes a file, new or worked through.
    pub(crate) fn save_file(self, file: &PaymentFile) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute((
                file.id,
                &file.merchant_id,
                &file.file_type,
                file.made.0,
                file.due.map(|due| due.0),
                &file.digest,
                &file.content,
                &file.result,
            ))?;
        Ok(())
    }

    /// A merchant's file.
    pub(crate) fn file(self, merchant_id: &str, id: i64) -> rusqlite::Result<Option<PaymentFile>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM files WHERE id = ?1 AND merchant_id = ?2"
            ))?
            .query_row((id, merchant_id), read)
            .optional()
    }

    /// Whether the merchant sent the same content since then.
    pub(crate) fn has_file_like(
        self,
        merchant_id: &str,
        digest: &str,
        since: Moment,
    ) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM files
                 WHERE merchant_id = ?1 AND digest = ?2 AND made > ?3)",
            )?
            .query_row((merchant_id, digest, since.0), |row| row.get(0))
    }

    /// The file that is worked through next.
    pub(crate) fn next_file(self) -> rusqlite::Result<Option<PaymentFile>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM files WHERE due IS NOT NULL ORDER BY due, id LIMIT 1"
            ))?
            .query_row([], read)
            .optional()
    }

    /// When that is.
    pub(crate) fn next_file_due(self) -> rusqlite::Result<Option<Moment>> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(due) FROM files WHERE due IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        Ok(first.map(Moment))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PaymentFile> {
    let due: Option<i64> = row.get(4)?;
    Ok(PaymentFile {
        id: row.get(0)?,
        merchant_id: row.get(1)?,
        file_type: row.get(2)?,
        made: Moment(row.get(3)?),
        due: due.map(Moment),
        digest: row.get(5)?,
        content: row.get(6)?,
        result: row.get(7)?,
    })
}
