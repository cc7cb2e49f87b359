//! The payment types of the link type and who can use them (link-type §3, §15.1, 10).

use crate::account::Merchant;
use crate::refusal::Refusal;

/// A payment type.
pub(super) struct Method {
    pub(super) code: &'static str,
    pub(super) label: &'static str,
    /// The contract's word; empty for what this sandbox does not have.
    contract: &'static str,
}

const fn method(code: &'static str, contract: &'static str, label: &'static str) -> Method {
    Method {
        code,
        label,
        contract,
    }
}

const METHODS: [Method; 10] = [
    method("01", "atm", "ATM決済（ペイジー）"),
    method("02", "card", "クレジットカード"),
    method("03", "cvs", "コンビニエンスストア"),
    method("05", "bank", "銀行ネット決済"),
    method("06", "carrier", "携帯キャリア決済"),
    method("07", "va", "銀行振込（仮想口座）"),
    method("11", "emoney", "電子マネー（WebMoney）"),
    method("15", "", "後払い"),
    method("17", "", "楽天ペイ"),
    method("26", "", "PayPay"),
];

/// Seven digits at most (§3, No. 4).
const MOST_BY_CARD: i64 = 9_999_999;

/// What the shop wishes for.
pub(super) struct Wish<'a> {
    /// `payment_type` as sent.
    pub(super) codes: &'a str,
    pub(super) amount: i64,
    /// Whether the term is in minutes: no ATM, no convenience store.
    pub(super) in_minutes: bool,
}

/// The method with this code.
pub(super) fn find(code: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.code == code)
}

/// The usable codes in ascending order, and whether just one was asked for.
pub(super) fn usable(merchant: &Merchant, wish: &Wish<'_>) -> Result<(Vec<String>, bool), Refusal> {
    let wished: Vec<&str> = wish
        .codes
        .split(',')
        .filter(|code| !code.is_empty())
        .collect();
    if wished.iter().any(|code| find(code).is_none())
        || (!wish.codes.is_empty() && wished.len() != wish.codes.split(',').count())
    {
        return Err(Refusal::field("P010", "payment_type"));
    }
    if let [one] = wished.as_slice()
        && let Some(method) = find(one)
    {
        if !method.is_contracted(merchant) || method.is_too_slow(wish) {
            return Err(Refusal::new("P007"));
        }
        if wish.amount > method.most(merchant) {
            return Err(Refusal::new("P011"));
        }
    }
    let codes: Vec<String> = METHODS
        .iter()
        .filter(|method| wished.is_empty() || wished.contains(&method.code))
        .filter(|method| {
            method.is_contracted(merchant)
                && !method.is_too_slow(wish)
                && wish.amount <= method.most(merchant)
        })
        .map(|method| method.code.to_owned())
        .collect();
    if codes.is_empty() {
        return Err(Refusal::new("P007"));
    }
    Ok((codes, wished.len() == 1))
}

impl Method {
    fn is_contracted(&self, merchant: &Merchant) -> bool {
        match self.contract {
            "" => false,
            "carrier" => !carriers(merchant).is_empty(),
            other => merchant.has_method(other),
        }
    }

    fn is_too_slow(&self, wish: &Wish<'_>) -> bool {
        wish.in_minutes && matches!(self.code, "01" | "03")
    }

    fn most(&self, merchant: &Merchant) -> i64 {
        let limit = merchant.limits.get(self.contract).copied().unwrap_or(0);
        let contracted = if limit > 0 { limit } else { i64::MAX };
        match self.code {
            "02" => contracted.min(MOST_BY_CARD),
            _ => contracted,
        }
    }
}

/// The carriers of the contract, as `career_type`.
pub(super) fn carriers(merchant: &Merchant) -> Vec<String> {
    let list = merchant
        .methods
        .iter()
        .find_map(|method| method.strip_prefix("carrier:"));
    list.unwrap_or_default()
        .split(',')
        .filter(|code| !code.is_empty())
        .map(str::to_owned)
        .collect()
}
