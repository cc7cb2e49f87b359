//! Applications of the link type: what the shop sent first stays on the pages (link-type §15.1).

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;
use crate::pages::PageCharset;

/// An application.
#[derive(Clone, Debug)]
pub(crate) struct LinkApplication {
    pub(crate) trading_id: String,
    pub(crate) made: Moment,
    /// Until when its pages can be used (画面有効期限).
    pub(crate) page_limit: Moment,
    pub(crate) details: LinkDetails,
}

/// What is kept of the request.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct LinkDetails {
    /// Of the path that was used; the pages have it too.
    pub(crate) charset: PageCharset,
    pub(crate) amount: i64,
    /// Usable payment types, ascending.
    pub(crate) methods: Vec<String>,
    /// Whether the shop asked for just one method: no menu.
    pub(crate) one: bool,
    /// Parameters as sent, keyed by their names.
    pub(crate) values: BTreeMap<String, String>,
    /// Card payments that failed so far.
    pub(crate) card_failures: u32,
}

impl Tx<'_> {
    /// Writes an application, new or changed.
    pub(crate) fn save_link(
        self,
        merchant_id: &str,
        application: &LinkApplication,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO link_applications VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((
                merchant_id,
                &application.trading_id,
                application.made.0,
                application.page_limit.0,
                json(&application.details)?,
            ))?;
        Ok(())
    }

    /// The application with this trading id.
    pub(crate) fn link(
        self,
        merchant_id: &str,
        trading_id: &str,
    ) -> rusqlite::Result<Option<LinkApplication>> {
        self.connection
            .prepare_cached(
                "SELECT trading_id, made, page_limit, details FROM link_applications
                 WHERE merchant_id = ?1 AND trading_id = ?2",
            )?
            .query_row((merchant_id, trading_id), |row| {
                Ok(LinkApplication {
                    trading_id: row.get(0)?,
                    made: Moment(row.get(1)?),
                    page_limit: Moment(row.get(2)?),
                    details: from_json(3, row.get_ref(3)?.as_str()?)?,
                })
            })
            .optional()
    }
}
