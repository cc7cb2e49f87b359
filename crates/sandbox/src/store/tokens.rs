//! One-time tokens of the token service (card-token §3). They hold what is kept of a card, never its
//! number, and of a security code only that there was one.

use rusqlite::OptionalExtension;

use super::Tx;
use super::payments::{from_json, json};
use crate::card::Card;
use crate::clock::Moment;

/// A token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) token: String,
    pub(crate) merchant_id: String,
    /// The last second at which it is valid.
    pub(crate) until: Moment,
    /// Whether a telegram was answered normally with it.
    pub(crate) used: bool,
    pub(crate) holds: Holds,
}

/// What a token stands for.
#[derive(Clone, Debug, serde::Deserialize, serde::Serialize)]
pub(crate) enum Holds {
    /// クレジットカードトークン
    Card {
        card: Box<Card>,
        /// The holder's name, empty when none was typed.
        name: String,
        /// Whether a security code was typed.
        has_code: bool,
    },
    /// セキュリティコードトークン
    Code,
}

impl Tx<'_> {
    /// Keeps a new token.
    pub(crate) fn add_token(self, token: &Token) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO tokens VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((
                &token.token,
                &token.merchant_id,
                token.until.0,
                token.used,
                json(&token.holds)?,
            ))?;
        Ok(())
    }

    /// A merchant's token.
    pub(crate) fn token(self, merchant_id: &str, token: &str) -> rusqlite::Result<Option<Token>> {
        self.connection
            .prepare_cached(
                "SELECT token, merchant_id, until, used, details FROM tokens
                 WHERE token = ?1 AND merchant_id = ?2",
            )?
            .query_row((token, merchant_id), |row| {
                Ok(Token {
                    token: row.get(0)?,
                    merchant_id: row.get(1)?,
                    until: Moment(row.get(2)?),
                    used: row.get(3)?,
                    holds: from_json(4, row.get_ref(4)?.as_str()?)?,
                })
            })
            .optional()
    }

    /// Uses a token up.
    pub(crate) fn use_token(self, token: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE tokens SET used = 1 WHERE token = ?1")?
            .execute([token])?;
        Ok(())
    }
}
