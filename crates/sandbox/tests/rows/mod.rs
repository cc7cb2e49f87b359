//! The cases, one per row of the table.

mod cards;
mod entry;
mod others;

use crate::Row;

/// Kind, order and test of every row.
pub(crate) fn all() -> Vec<(&'static str, u32, Row)> {
    let mut rows = entry::rows();
    rows.extend(cards::rows());
    rows.extend(cards::stored_rows());
    rows.extend(others::rows());
    rows
}
