//! OpenIDs of carriers' users (carrier §12.3).

use rusqlite::OptionalExtension;

use super::Tx;
use crate::carrier::Carrier;
use crate::clock::Moment;

/// What a 104 yields.
#[derive(Clone, Debug)]
pub(crate) struct OpenId {
    /// 64 characters.
    pub(crate) open_id: String,
    pub(crate) made: Moment,
    /// Used up (d払い) or released (auかんたん決済).
    pub(crate) over: bool,
}

/// Whom an OpenID belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asker<'a> {
    pub(crate) merchant_id: &'a str,
    pub(crate) site_id: &'a str,
    pub(crate) carrier: Carrier,
}

const LENGTH: usize = 64;

impl Tx<'_> {
    /// Makes a new OpenID.
    pub(crate) fn make_open_id(self, asker: Asker<'_>, now: Moment) -> rusqlite::Result<String> {
        let open_id = crate::kit::random_word(LENGTH)
            .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))?;
        self.connection
            .prepare_cached("INSERT INTO carrier_open_ids VALUES (?1, ?2, ?3, ?4, ?5, 0)")?
            .execute((
                &open_id,
                asker.merchant_id,
                asker.site_id,
                asker.carrier.career_type(),
                now.0,
            ))?;
        Ok(open_id)
    }

    /// The OpenID of the one user of this sandbox, if it lives.
    pub(crate) fn living_open_id(self, asker: Asker<'_>) -> rusqlite::Result<Option<String>> {
        self.connection
            .prepare_cached(
                "SELECT open_id FROM carrier_open_ids WHERE merchant_id = ?1 AND site_id = ?2
                 AND career_type = ?3 AND over = 0 ORDER BY made DESC LIMIT 1",
            )?
            .query_row(
                (
                    asker.merchant_id,
                    asker.site_id,
                    asker.carrier.career_type(),
                ),
                |row| row.get(0),
            )
            .optional()
    }

    /// An OpenID of a merchant with a carrier, over or not.
    pub(crate) fn open_id(
        self,
        merchant_id: &str,
        carrier: Carrier,
        open_id: &str,
    ) -> rusqlite::Result<Option<OpenId>> {
        self.connection
            .prepare_cached(
                "SELECT open_id, made, over FROM carrier_open_ids
                 WHERE open_id = ?1 AND merchant_id = ?2 AND career_type = ?3",
            )?
            .query_row((open_id, merchant_id, carrier.career_type()), |row| {
                Ok(OpenId {
                    open_id: row.get(0)?,
                    made: Moment(row.get(1)?),
                    over: row.get(2)?,
                })
            })
            .optional()
    }

    /// Ends an OpenID.
    pub(crate) fn end_open_id(self, open_id: &str) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE carrier_open_ids SET over = 1 WHERE open_id = ?1")?
            .execute([open_id])?;
        Ok(())
    }
}
