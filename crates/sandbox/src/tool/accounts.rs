//! `/tool/accounts`: the contracts, read and changed while the sandbox runs (sandbox-environment §18, §20).

use serde_json::{Value, json};

use super::{Reply, problem};
use crate::desk::Desk;
use crate::error::Error;

/// Ids of all merchants, the kit's first.
pub(super) fn all(desk: &Desk) -> Reply {
    Reply::Json(json!({ "merchants": desk.accounts().ids() }).to_string())
}

/// A merchant's contract, its keys and passwords included: they are the tester's own.
pub(super) fn shown(desk: &Desk, id: &str) -> Reply {
    match contract(desk, id) {
        Some(contract) => Reply::Json(contract.to_string()),
        None => Reply::NotThere(problem("該当する加盟店がありません。", None)),
    }
}

/// A contract as JSON.
pub(super) fn contract(desk: &Desk, id: &str) -> Option<Value> {
    let accounts = desk.accounts();
    let account = accounts.find(id.as_bytes())?;
    serde_json::to_value(&account.merchant).ok()
}

/// Changes the keys that are given, from the next telegram on; an id nobody has yet makes a merchant.
pub(super) fn put(desk: &Desk, id: &str, body: &[u8]) -> Reply {
    let Ok(Value::Object(changes)) = serde_json::from_slice(body) else {
        return Reply::Wrong(problem("入力値が不正です。(JSON)", Some("JSON")));
    };
    match desk.change_account(id, changes) {
        Ok(()) => shown(desk, id),
        Err(Error::Account { cause, .. }) => {
            // serde quotes the name of a key it does not know.
            let field = cause.split('`').nth(1).unwrap_or("JSON");
            Reply::Wrong(problem(
                &format!("入力値が不正です。({field})"),
                Some(field),
            ))
        }
        Err(cause) => {
            log::error!("account: {cause}");
            Reply::Wrong(problem("加盟店の設定を保存できません。", None))
        }
    }
}
