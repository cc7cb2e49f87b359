//! Files of 200: what came, and what came of it.

use openssl::error::ErrorStack;
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
    /// As uploaded; nothing once it was worked through. Sealed in the data base.
    pub(crate) content: Option<Vec<u8>>,
    /// The body of 201. Sealed in the data base.
    pub(crate) result: Option<Vec<u8>>,
}

const COLUMNS: &str = "id, merchant_id, file_type, made, due, content, result";

impl Tx<'_> {
    /// Writes a new file.
    pub(crate) fn add_file(self, file: &PaymentFile) -> rusqlite::Result<()> {
        let content = file.content.as_deref().unwrap_or_default();
        self.connection
            .prepare_cached("INSERT INTO sealed_files VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL)")?
            .execute((
                file.id,
                &file.merchant_id,
                &file.file_type,
                file.made.0,
                file.due.map(|due| due.0),
                self.mark(content)?,
                self.sealed(content)?,
            ))?;
        Ok(())
    }

    /// A file was worked through: its result is kept, its content no longer.
    pub(crate) fn end_file(self, id: i64, result: Option<&[u8]>) -> rusqlite::Result<()> {
        let result = result.map(|result| self.sealed(result)).transpose()?;
        self.connection
            .prepare_cached(
                "UPDATE sealed_files SET due = NULL, content = NULL, result = ?2 WHERE id = ?1",
            )?
            .execute((id, result))?;
        Ok(())
    }

    /// A merchant's file.
    pub(crate) fn file(self, merchant_id: &str, id: i64) -> rusqlite::Result<Option<PaymentFile>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM sealed_files WHERE id = ?1 AND merchant_id = ?2"
            ))?
            .query_row((id, merchant_id), |row| self.read_file(row))
            .optional()
    }

    /// Whether the merchant sent the same content since then.
    pub(crate) fn has_file_like(
        self,
        merchant_id: &str,
        content: &[u8],
        since: Moment,
    ) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM sealed_files
                 WHERE merchant_id = ?1 AND mark = ?2 AND made > ?3)",
            )?
            .query_row((merchant_id, self.mark(content)?, since.0), |row| {
                row.get(0)
            })
    }

    /// The file that is worked through next.
    pub(crate) fn next_file(self) -> rusqlite::Result<Option<PaymentFile>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM sealed_files WHERE due IS NOT NULL ORDER BY due, id LIMIT 1"
            ))?
            .query_row([], |row| self.read_file(row))
            .optional()
    }

    /// When that is.
    pub(crate) fn next_file_due(self) -> rusqlite::Result<Option<Moment>> {
        let first: Option<i64> = self
            .connection
            .prepare_cached("SELECT min(due) FROM sealed_files WHERE due IS NOT NULL")?
            .query_row([], |row| row.get(0))?;
        Ok(first.map(Moment))
    }

    fn read_file(self, row: &Row<'_>) -> rusqlite::Result<PaymentFile> {
        let due: Option<i64> = row.get(4)?;
        let opened = |column: usize| -> rusqlite::Result<Option<Vec<u8>>> {
            let sealed: Option<Vec<u8>> = row.get(column)?;
            Ok(sealed.and_then(|sealed| self.seal.open(&sealed)))
        };
        Ok(PaymentFile {
            id: row.get(0)?,
            merchant_id: row.get(1)?,
            file_type: row.get(2)?,
            made: Moment(row.get(3)?),
            due: due.map(Moment),
            content: opened(5)?,
            result: opened(6)?,
        })
    }

    fn sealed(self, plain: &[u8]) -> rusqlite::Result<Vec<u8>> {
        self.seal.close(plain).map_err(broken)
    }

    fn mark(self, content: &[u8]) -> rusqlite::Result<Vec<u8>> {
        self.seal.mark(content).map_err(broken)
    }
}

fn broken(cause: ErrorStack) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(cause))
}
