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
                is_or_any(
                    wanted.merchant_id.is_some(),
                    "merchant_id = ?3",
                    "?3 IS NULL"
                ),
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

#[cfg(test)]
mod tests {
    use super::{Wanted, is_or_any};
    use crate::clock::Moment;
    use crate::payment::Payment;
    use crate::store::Store;

    fn store(count: i64) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("db")).unwrap();
        store
            .write(|tx| {
                for id in 1..=count {
                    let merchant = if id % 2 == 0 { "2" } else { "1" };
                    let mut payment = Payment::new(id, merchant, "02", Moment(id * 60));
                    payment.trading_id = format!("order-{id}");
                    payment.status = if id % 100 == 0 { "40" } else { "20" }.to_owned();
                    tx.save_payment(&payment)?;
                }
                Ok(())
            })
            .unwrap();
        (folder, store)
    }

    fn found(store: &Store, wanted: &Wanted, limit: u32) -> Vec<i64> {
        let found = store
            .read(|tx| Ok(tx.search_payments(wanted, limit)?))
            .unwrap();
        found.iter().map(|payment| payment.id).collect()
    }

    #[test]
    fn finds_newest_first_by_everything_that_is_given() {
        let (_folder, store) = store(1000);
        let wanted = |change: fn(&mut Wanted)| {
            let mut wanted = Wanted::default();
            change(&mut wanted);
            wanted
        };
        let find = |change| found(&store, &wanted(change), 3);
        assert_eq!(find(|_| {}), [1000, 999, 998]);
        assert_eq!(find(|wanted| wanted.after = Some(3)), [2, 1]);
        assert_eq!(find(|wanted| wanted.payment_id = Some(7)), [7]);
        assert_eq!(
            find(|wanted| wanted.merchant_id = Some("1".to_owned())),
            [999, 997, 995]
        );
        assert_eq!(
            find(|wanted| wanted.status = Some("40".to_owned())),
            [1000, 900, 800]
        );
        assert_eq!(
            find(|wanted| wanted.payment_type = Some("03".to_owned())),
            [0; 0]
        );
        assert_eq!(
            find(|wanted| wanted.trading_id = Some("order-5".to_owned())),
            [5]
        );
        assert_eq!(
            find(|wanted| wanted.trading_id = Some("*-99?".to_owned())),
            [999, 998, 997]
        );
        assert_eq!(
            find(|wanted| wanted.trading_id = Some("[a-z]*".to_owned())),
            [0; 0]
        );
        let both = |wanted: &mut Wanted| {
            wanted.trading_id = Some("order-5".to_owned());
            wanted.merchant_id = Some("2".to_owned());
        };
        assert_eq!(find(both), [0; 0]);
        let range = |wanted: &mut Wanted| {
            wanted.from = Some(Moment(5 * 60));
            wanted.to = Some(Moment(7 * 60));
        };
        assert_eq!(find(range), [6, 5]);
    }

    #[test]
    fn walks_a_narrow_index_and_never_sorts() {
        let (_folder, store) = store(10);
        for (merchant, exact) in [(false, false), (true, false), (false, true), (true, true)] {
            let index = if merchant && exact {
                "payments_by_trading_id"
            } else {
                "payments_for_search"
            };
            let plan = store
                .read(|tx| {
                    let sql = format!(
                        "EXPLAIN QUERY PLAN SELECT id FROM payments INDEXED BY {index}
                         WHERE (?1 IS NULL OR id = ?1) AND id < ?2 AND {} AND {}
                         ORDER BY id DESC LIMIT 5",
                        is_or_any(merchant, "merchant_id = '1'", "1"),
                        is_or_any(exact, "trading_id = 'x'", "1"),
                    );
                    let mut statement = tx.connection.prepare(&sql)?;
                    let rows = statement.query_map([1, 2], |row| row.get::<_, String>(3))?;
                    Ok(rows.collect::<Result<Vec<_>, _>>()?.join("\n"))
                })
                .unwrap();
            assert!(plan.contains("USING COVERING INDEX"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{plan}");
        }
    }
}
