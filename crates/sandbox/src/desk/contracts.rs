//! Contracts changed while the sandbox runs (sandbox-environment §20: from the next telegram on).

use std::sync::{Arc, PoisonError};

use serde_json::{Map, Value};

use super::Desk;
use crate::account::{AccountFile, Accounts, Merchant};
use crate::error::Error;
use crate::kit;

impl Desk {
    /// Changes these keys of a merchant's contract, in `account.json` too; an id that nobody has makes a
    /// merchant with a certificate of its own. Nothing changes when anything is wrong.
    pub(crate) fn change_account(
        &self,
        id: &str,
        changes: Map<String, Value>,
    ) -> Result<(), Error> {
        // Held from reading the file to serving by it: changes come one after the other.
        let mut serving = self
            .accounts
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.kit().join("account.json");
        let wrong = |cause: String| Error::Account {
            path: path.clone(),
            cause,
        };
        if changes.get("merchant_id").is_some_and(|given| given != id) {
            return Err(wrong("`merchant_id` cannot be changed".to_owned()));
        }
        let is_id = (1..=9).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
        if !is_id {
            return Err(wrong("`merchant_id` must be 1 to 9 digits".to_owned()));
        }
        let bytes = std::fs::read(&path).map_err(|cause| Error::file(&path, cause))?;
        let mut file: AccountFile =
            serde_json::from_slice(&bytes).map_err(|cause| wrong(cause.to_string()))?;
        let at = file.merchants.iter().position(|one| one.merchant_id == id);
        let old = match at.and_then(|at| file.merchants.get(at)) {
            Some(merchant) => merchant.clone(),
            None => kit::further_merchant(&self.folder, id)?,
        };
        let changed = merged(&old, changes).map_err(wrong)?;
        check_certificate(&changed).map_err(wrong)?;
        match at.and_then(|at| file.merchants.get_mut(at)) {
            Some(place) => *place = changed,
            None => file.merchants.push(changed),
        }
        let text = serde_json::to_string_pretty(&file).map_err(|cause| wrong(cause.to_string()))?;
        let fresh = Accounts::of(&self.folder.kit(), file)?;
        kit::write_secret(&path, (text + "\n").as_bytes())?;
        *serving = Arc::new(fresh);
        Ok(())
    }
}

/// The contract with the changes, or the first key that is unknown or has a value that cannot be.
fn merged(old: &Merchant, changes: Map<String, Value>) -> Result<Merchant, String> {
    let mut contract = serde_json::to_value(old).map_err(|cause| cause.to_string())?;
    for (key, value) in changes {
        // Alone with the defaults, so that it is this key that is wrong.
        let alone = Map::from_iter([(key.clone(), value.clone())]);
        if serde_json::from_value::<Merchant>(Value::Object(alone)).is_err() {
            return Err(format!("`{key}` is wrong"));
        }
        if let Value::Object(contract) = &mut contract {
            contract.insert(key, value);
        }
    }
    serde_json::from_value(contract).map_err(|cause| cause.to_string())
}

/// A certificate is a file of the kit and nothing outside it.
fn check_certificate(merchant: &Merchant) -> Result<(), String> {
    let name = merchant.certificate.as_str();
    if name.contains(['/', '\\']) || name.starts_with('.') {
        return Err("`certificate` must be the name of a file in the kit".to_owned());
    }
    Ok(())
}
