//! Applications of bank net payments: pages without a payment yet (060).

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;

/// What 060 left behind. `values` are keyed by the names of the request and of the answer.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) trading_id: String,
    pub(crate) site_id: String,
    pub(crate) made: Moment,
    /// Until when the page can be used.
    pub(crate) page_limit: Moment,
    pub(crate) values: BTreeMap<String, String>,
}

impl Tx<'_> {
    /// Writes an application.
    pub(crate) fn save_application(
        self,
        merchant_id: &str,
        application: &Application,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO bank_applications VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((
                merchant_id,
                &application.trading_id,
                &application.site_id,
                application.made.0,
                application.page_limit.0,
                json(&application.values)?,
            ))?;
        Ok(())
    }

    /// The application with this trading id.
    pub(crate) fn application(
        self,
        merchant_id: &str,
        trading_id: &str,
    ) -> rusqlite::Result<Option<Application>> {
        self.connection
            .prepare_cached(
                "SELECT trading_id, site_id, made, page_limit, details FROM bank_applications
                 WHERE merchant_id = ?1 AND trading_id = ?2",
            )?
            .query_row((merchant_id, trading_id), |row| {
                Ok(Application {
                    trading_id: row.get(0)?,
                    site_id: row.get(1)?,
                    made: Moment(row.get(2)?),
                    page_limit: Moment(row.get(3)?),
                    values: from_json(4, row.get_ref(4)?.as_str()?)?,
                })
            })
            .optional()
    }
}
