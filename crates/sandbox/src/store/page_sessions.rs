//! What a page must know again at the next click: state under a random token, kept over restarts.

use rusqlite::OptionalExtension;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Tx;
use super::payments::{from_json, json};
use crate::clock::Moment;

/// A page session.
#[derive(Clone, Debug)]
pub(crate) struct PageSession<T> {
    /// Until when the page can be used. It is found later too, so that the page can say that it is over.
    pub(crate) until: Moment,
    pub(crate) state: T,
}

/// Characters of a token: 62 of them, each one of 62, are beyond guessing.
const TOKEN_LENGTH: usize = 32;

impl Tx<'_> {
    /// Keeps a state and returns the token under which it is found. A family finds only its own.
    pub(crate) fn open_page_session<T: Serialize>(
        self,
        family: &str,
        until: Moment,
        state: &T,
    ) -> rusqlite::Result<String> {
        let token = random_token()?;
        self.connection
            .prepare_cached("INSERT INTO page_sessions VALUES (?1, ?2, ?3, ?4)")?
            .execute((&token, family, until.0, json(state)?))?;
        Ok(token)
    }

    /// The session under a token, over or not.
    pub(crate) fn page_session<T: DeserializeOwned>(
        self,
        family: &str,
        token: &str,
    ) -> rusqlite::Result<Option<PageSession<T>>> {
        self.connection
            .prepare_cached(
                "SELECT until, state FROM page_sessions WHERE token = ?1 AND family = ?2",
            )?
            .query_row((token, family), |row| {
                Ok(PageSession {
                    until: Moment(row.get(0)?),
                    state: from_json(1, row.get_ref(1)?.as_str()?)?,
                })
            })
            .optional()
    }

    /// Replaces the state under a token; its end stays.
    pub(crate) fn save_page_session<T: Serialize>(
        self,
        token: &str,
        state: &T,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE page_sessions SET state = ?2 WHERE token = ?1")?
            .execute((token, json(state)?))?;
        Ok(())
    }

    /// Forgets a session.
    pub(crate) fn close_page_session(self, token: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM page_sessions WHERE token = ?1")?
            .execute([token])?;
        Ok(())
    }
}

fn random_token() -> rusqlite::Result<String> {
    crate::kit::random_word(TOKEN_LENGTH)
        .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))
}
