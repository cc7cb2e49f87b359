//! `DIR/kit/account.json`: the merchants and what their contracts hold (sandbox-environment §18).

mod contract;
mod values;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::Error;

pub(crate) use contract::{
    AttemptControl, CvsContract, ExpiryFrom, LinkDuplicate, LinkHashOrder, Merchant, NoticeReply,
    NumberedBy, Timing, VaPriority, VirtualAccount,
};

/// The file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountFile {
    pub(crate) merchants: Vec<Merchant>,
}

/// A merchant with the certificate that identifies it.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) merchant: Merchant,
    /// DER of the client certificate in the kit; empty when the file is not there.
    pub(crate) certificate: Vec<u8>,
}

/// All merchants by id.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    by_id: HashMap<String, Arc<Account>>,
    /// Ids as the file has them, the kit's first.
    ids: Vec<String>,
}

impl Accounts {
    /// Reads the file and the certificates it names.
    pub(crate) fn load(kit: &Path) -> Result<Self, Error> {
        let path = kit.join("account.json");
        let wrong = |cause: String| Error::Account {
            path: path.clone(),
            cause,
        };
        let bytes = std::fs::read(&path).map_err(|cause| Error::file(&path, cause))?;
        let file: AccountFile =
            serde_json::from_slice(&bytes).map_err(|cause| wrong(cause.to_string()))?;
        Self::of(kit, file)
    }

    /// The merchants of a file, with the certificates it names.
    pub(crate) fn of(kit: &Path, file: AccountFile) -> Result<Self, Error> {
        let wrong = |cause: String| Error::Account {
            path: kit.join("account.json"),
            cause,
        };
        let mut accounts = Self::default();
        for merchant in file.merchants {
            let id = merchant.merchant_id.clone();
            if id.is_empty() || id.len() > 9 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(wrong("merchant_id must be 1 to 9 digits".to_owned()));
            }
            values::check(&merchant).map_err(wrong)?;
            accounts.ids.push(id.clone());
            let certificate = match merchant.certificate.as_str() {
                "" => Vec::new(),
                name => crate::kit::certificate_der(&kit.join(name))?,
            };
            if accounts
                .by_id
                .insert(
                    id.clone(),
                    Arc::new(Account {
                        merchant,
                        certificate,
                    }),
                )
                .is_some()
            {
                return Err(wrong(format!("merchant_id {id} appears twice")));
            }
        }
        if accounts.by_id.is_empty() {
            return Err(wrong("merchants is empty".to_owned()));
        }
        Ok(accounts)
    }

    /// Every merchant's id, the kit's first.
    pub(crate) fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The merchant with this id.
    pub(crate) fn find(&self, merchant_id: &[u8]) -> Option<&Arc<Account>> {
        self.by_id.get(std::str::from_utf8(merchant_id).ok()?)
    }

    /// Every merchant.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Account>> {
        self.by_id.values()
    }

    /// The merchant whose public key of Paidy Checkout this is.
    pub(crate) fn of_paidy_key(&self, key: &str) -> Option<&Arc<Account>> {
        self.by_id
            .values()
            .filter(|account| {
                let own = account.merchant.paidy_public_key.as_deref();
                !key.is_empty() && own == Some(key)
            })
            .min_by_key(|account| &account.merchant.merchant_id)
    }

    /// The merchant whose certificate this is; nobody when several share it.
    pub(crate) fn owner_of(&self, certificate: &[u8]) -> Option<&Arc<Account>> {
        let mut owners = self
            .by_id
            .values()
            .filter(|account| account.certificate == certificate);
        let first = owners.next()?;
        owners.next().is_none().then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::AccountFile;

    #[test]
    fn refuses_unknown_keys_and_fills_defaults() {
        let file: AccountFile =
            serde_json::from_str(r#"{"merchants":[{"merchant_id":"1","direct_card":false}]}"#)
                .unwrap();
        let merchant = file.merchants.first().unwrap();
        assert!(!merchant.direct_card && merchant.card_storage && merchant.token_minutes == 60);
        assert!(
            serde_json::from_str::<AccountFile>(r#"{"merchants":[{"direct_cards":true}]}"#)
                .is_err()
        );
        assert!(serde_json::from_str::<AccountFile>(r#"{"merchants":[],"x":1}"#).is_err());
    }
}
