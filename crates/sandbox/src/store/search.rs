//! The test tool's search over all payments.

use super::Tx;
use super::notices::{self, Notice};
use super::payments::{COLUMNS, read};
use crate::clock::Moment;
use crate::payment::Payment;

/// What is looked for; what is not given is anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) merchant_id: Option<String>,
    /// With `*` or `?` a pattern, else exactly this.
    pub(crate) trading_id: Option<String>,
    pub(crate) payment_id: Option<i64>,
    pub(crate) payment_type: Option<String>,
    pub(crate) status: Option<String>,
    /// Made at this moment or later.
    pub(crate) from: Option<Moment>,
    /// Made before this moment.
    pub(crate) to: Option<Moment>,
    /// Older than this payment.
    pub(crate) after: Option<i64>,
}

impl Tx<'_> {
    /// Payments, newest first; `limit` of them.
    pub(crate) fn search_payments(
        self,
        wanted: &Wanted,
        limit: u32,
    ) -> rusqlite::Result<Vec<Payment>> {
        let exact = wanted.trading_id.as_deref().filter(|id| !is_pattern(id));
        let glob = wanted.trading_id.as_deref().filter(|id| is_pattern(id));
        let glob = glob.map(|glob| glob.replace('[', "[[]"));
        // A whole trading id has an index of its own; everything else is a walk over the narrow one.
        let index = match (exact, &wanted.merchant_id) {
            (Some(_), Some(_)) => "payments_by_trading_id",
            _ => "payments_for_search",
        };
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM payments WHERE id IN (
                     SELECT id FROM payments INDEXED BY {index}
                     WHERE (?1 IS NULL OR id = ?1) AND id < ?2
                     AND {} AND (?4 IS NULL OR payment_type = ?4) AND (?5 IS NULL OR status = ?5)
                     AND {} AND (?7 IS NULL OR trading_id GLOB ?7)
                     AND (?8 IS NULL OR made >= ?8) AND (?9 IS NULL OR made < ?9)
                     ORDER BY id DESC LIMIT ?10)
                 ORDER BY id DESC",
                is_or_any(wanted.merchant_id.is_some(), "merchant_id = ?3", "?3 IS NULL"),
                is_or_any(exact.is_some(), "trading_id = ?6", "?6 IS NULL"),
            ))?
            .query_map(
                (
                    wanted.payment_id,
                    wanted.after.unwrap_or(i64::MAX),
                    &wanted.merchant_id,
                    &wanted.payment_type,
                    &wanted.status,
                    exact,
                    glob,
                    wanted.from.map(|from| from.0),
                    wanted.to.map(|to| to.0),
                    limit,
                ),
                read,
            )?
            .collect()
    }
}

impl Tx<'_> {
    /// A payment's difference records that are still kept, oldest first.
    pub(crate) fn notices_of(self, payment: &Payment) -> rusqlite::Result<Vec<Notice>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {} FROM notices WHERE merchant_id = ?1 AND payment_id = ?2 ORDER BY id",
                notices::COLUMNS
            ))?
            .query_map((&payment.merchant_id, payment.id), notices::read)?
            .collect()
    }
}

fn is_pattern(trading_id: &str) -> bool {
    trading_id.contains(['*', '?'])
}

/// A planner uses an index for `a = ?`, not for `? IS NULL OR a = ?`.
fn is_or_any(given: bool, same: &'static str, any: &'static str) -> &'static str {
    if given { same } else { any }
}
