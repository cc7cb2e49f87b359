//! The checks at the entry, in the order of `telegram_checks.csv` ENTRY 1-10 (telegrams-overview §16, 1-3).

use std::net::IpAddr;
use std::sync::Arc;

use paygent_core::hash;

use crate::account::{Account, Accounts, Merchant};
use crate::form::Form;
use crate::refusal::Refusal;
use crate::routes::{self, Kind};

/// What is known of the other side before its telegram is read.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) address: IpAddr,
    pub(crate) certificate: Certificate,
}

/// The client certificate of the connection.
#[derive(Clone, Debug)]
pub(crate) enum Certificate {
    /// None was shown.
    Missing,
    /// One that this sandbox's authority did not issue, or that is expired.
    Unusable,
    /// One of ours, as DER.
    Issued(Arc<[u8]>),
}

/// Who may go on, and with what.
#[derive(Debug)]
pub(crate) struct Admitted {
    pub(crate) account: Arc<Account>,
    pub(crate) kind: Kind,
}

/// Lets a telegram in, or says why not.
pub(crate) fn admit(
    accounts: &Accounts,
    visitor: &Visitor,
    path: &str,
    form: &Form,
) -> Result<Admitted, Refusal> {
    let claimed = accounts.find(form.get("merchant_id"));
    // Before the login nobody is known for sure: the contract is the one that is claimed, else the
    // certificate's.
    let contract = claimed.or_else(|| match &visitor.certificate {
        Certificate::Issued(der) => accounts.owner_of(der),
        _ => None,
    });
    if let Some(account) = contract {
        check_contract_open(&account.merchant, visitor)?;
    }
    let Certificate::Issued(certificate) = &visitor.certificate else {
        return Err(Refusal::new("P016"));
    };
    if ["merchant_id", "connect_id", "connect_password"]
        .iter()
        .any(|name| !form.has(name))
    {
        return Err(Refusal::new("P001"));
    }
    let account = claimed.filter(|account| login_is_right(&account.merchant, form));
    let account = account.ok_or_else(|| Refusal::new("P002"))?;
    if account.certificate.as_slice() != certificate.as_ref() {
        return Err(Refusal::new("P016"));
    }
    if !account.merchant.available {
        return Err(Refusal::new("P018"));
    }
    let kind = check_kind(path, form)?;
    check_version(form)?;
    if !kind.simulated || !is_contracted(&account.merchant, kind) {
        return Err(Refusal::new("P007"));
    }
    Ok(Admitted {
        account: Arc::clone(account),
        kind,
    })
}

fn check_contract_open(merchant: &Merchant, visitor: &Visitor) -> Result<(), Refusal> {
    if merchant.maintenance {
        return Err(Refusal::new("P017"));
    }
    let registered = &merchant.registered_ips;
    let known = registered
        .iter()
        .any(|entry| entry.parse() == Ok(visitor.address.to_canonical()));
    if registered.is_empty() || known {
        Ok(())
    } else {
        Err(Refusal::new("P015"))
    }
}

fn login_is_right(merchant: &Merchant, form: &Form) -> bool {
    let name = hash::verify_hex(&merchant.connect_id, form.get("connect_id"));
    let password = hash::verify_hex(&merchant.connect_password, form.get("connect_password"));
    name && password && (!merchant.telegram_hash_check || telegram_hash_is_right(merchant, form))
}

/// The optional hash over the header (telegrams-overview §7, last row).
fn telegram_hash_is_right(merchant: &Merchant, form: &Form) -> bool {
    let amount = if form.is("telegram_kind", "060") {
        "amount"
    } else {
        "payment_amount"
    };
    let names = [
        "merchant_id",
        "connect_id",
        "connect_password",
        "telegram_kind",
        "telegram_version",
        "trading_id",
        "payment_id",
        amount,
        "request_date",
    ];
    let mut parts: Vec<&[u8]> = names.iter().map(|name| form.get(name)).collect();
    parts.push(
        merchant
            .telegram_hash_key
            .as_deref()
            .unwrap_or_default()
            .as_bytes(),
    );
    let expected = hash::concat_sha256_hex(&parts);
    form.has("request_date") && hash::verify_hex(&expected, form.get("hc"))
}

fn check_kind(path: &str, form: &Form) -> Result<Kind, Refusal> {
    Kind::find(form.get("telegram_kind"))
        .filter(|kind| routes::fits(*kind, path))
        .ok_or_else(|| Refusal::new("P004"))
}

fn check_version(form: &Form) -> Result<(), Refusal> {
    match form.find("telegram_version") {
        None => Err(Refusal::field("P005", "telegram_version")),
        Some(b"") => Err(Refusal::field("P006", "telegram_version")),
        Some(b"1.0") => Ok(()),
        Some(_) => Err(Refusal::new("P003")),
    }
}

fn is_contracted(merchant: &Merchant, kind: Kind) -> bool {
    match (kind.method, kind.id) {
        (_, "091") => merchant.diff_inquiry,
        ("any", _) => true,
        // Telegrams of one carrier only; 100 and 104 name theirs in a field.
        (_, "105") => merchant.has_carrier("4"),
        (_, "109") => merchant.has_carrier("5"),
        ("carrier", _) => merchant.has_carrier(""),
        (method, _) => merchant.has_method(method),
    }
}
