//! What one merchant's contract holds (sandbox-environment §18).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// One merchant's contract. No `Debug`: it holds secrets.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Merchant {
    pub(crate) merchant_id: String,
    pub(crate) connect_id: String,
    pub(crate) connect_password: String,
    pub(crate) certificate: String,
    pub(crate) sites: Vec<String>,
    pub(crate) methods: Vec<String>,
    pub(crate) limits: HashMap<String, i64>,
    pub(crate) maintenance: bool,
    pub(crate) available: bool,
    pub(crate) registered_ips: Vec<String>,
    pub(crate) telegram_hash_key: Option<String>,
    pub(crate) telegram_hash_check: bool,
    pub(crate) direct_card: bool,
    pub(crate) card_storage: bool,
    pub(crate) validity_check: bool,
    pub(crate) reduced_sales: bool,
    pub(crate) card_payment_classes: Vec<String>,
    pub(crate) card_split_counts: Vec<i64>,
    pub(crate) card_brands: Vec<String>,
    pub(crate) no_3ds_brands: Vec<String>,
    pub(crate) emv_3ds: bool,
    pub(crate) three_ds_1: bool,
    pub(crate) three_ds_1_acs: bool,
    pub(crate) attempt_control: AttemptControl,
    pub(crate) threeds_hash_key: Option<String>,
    pub(crate) token_generate_key: Option<String>,
    pub(crate) token_hash_key: Option<String>,
    pub(crate) token_minutes: i64,
    pub(crate) bonus_months: Vec<i64>,
    pub(crate) blocker: Vec<BlockerRule>,
    pub(crate) cvs_type: CvsContract,
    pub(crate) tickets: bool,
    pub(crate) bank_trading_id_by: NumberedBy,
    pub(crate) link_trading_id_by: NumberedBy,
    pub(crate) va_accounts: VirtualAccounts,
    pub(crate) va_tolerance: i64,
    pub(crate) va_grace_days: i64,
    pub(crate) va_priority: VaPriority,
    pub(crate) diff_inquiry: bool,
    pub(crate) notice_url: Option<String>,
    pub(crate) notice_hash_key: Option<String>,
    pub(crate) notice_fields: Vec<String>,
    pub(crate) notice_statuses: Vec<String>,
    pub(crate) notice_reply: NoticeReply,
    pub(crate) notice_sni: bool,
    pub(crate) notice_verify_tls: bool,
    pub(crate) file_notice_url: Option<String>,
    pub(crate) file_types: Vec<String>,
    pub(crate) link_hash_key: Option<String>,
    pub(crate) link_hash_required: bool,
    pub(crate) link_hash_order: LinkHashOrder,
    pub(crate) link_duplicate: LinkDuplicate,
    pub(crate) career_aum_digital: bool,
    pub(crate) sa_service_code: Option<String>,
    pub(crate) sa_auth_url: Option<String>,
    pub(crate) sa_user_not_eligible: bool,
    pub(crate) paidy_public_key: Option<String>,
    pub(crate) paidy_webhook: bool,
    pub(crate) inquiry_fingerprint: bool,
    pub(crate) timing: Timing,
    pub(crate) pif: bool,
    pub(crate) sales_expiry_from: ExpiryFrom,
    pub(crate) cvs_confirm_auto: bool,
}

impl std::fmt::Debug for Merchant {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Merchant")
            .field("merchant_id", &self.merchant_id)
            .finish_non_exhaustive()
    }
}

macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { #[default] $($variant),+ }
    };
}

choice!(/// Who numbers `trading_id`.
    NumberedBy { Merchant, Paygent });
choice!(/// Which 3-D Secure 1.0 attempts are authorised.
    AttemptControl { NormalOnly, All, None });
choice!(/// Which open payment of a virtual account takes a deposit.
    VaPriority { Latest, Oldest });
choice!(/// How exactly a notice must be answered.
    NoticeReply { Strict, Lenient });
choice!(/// Field order of the link type's hash: as published, or as the EC-CUBE modules do it.
    LinkHashOrder { Published, Eccube });
choice!(/// What a second link request of a trading id gets.
    LinkDuplicate { SameUrl, Reject });
choice!(/// Times of day of production or of the official sandbox.
    Timing { Production, Test });
choice!(/// What 40 → 41 counts from.
    ExpiryFrom { Authorization, Clearing });

/// The convenience store connection type (コンビニ接続タイプ).
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum CvsContract {
    #[default]
    A,
    B,
    D,
    F,
}

/// A rule of the bulk transaction blocker: 2054 from the `count`-th attempt within `minutes` on.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockerRule {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fingerprint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) bin: Option<String>,
    pub(crate) count: i64,
    pub(crate) minutes: i64,
}

/// How many virtual accounts the merchant has, or which.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum VirtualAccounts {
    /// That many, made by the kit.
    Made(u32),
    /// Exactly these.
    Listed(Vec<VirtualAccount>),
}

/// A bank account of the pool.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VirtualAccount {
    pub(crate) bank_code: String,
    pub(crate) branch_code: String,
    pub(crate) account_kind: String,
    pub(crate) account_number: String,
}

impl Default for Merchant {
    fn default() -> Self {
        let words = |list: &[&str]| {
            list.iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        Self {
            merchant_id: String::new(),
            connect_id: String::new(),
            connect_password: String::new(),
            certificate: String::new(),
            sites: Vec::new(),
            methods: words(&[
                "card",
                "atm",
                "cvs",
                "slip",
                "bank",
                "va",
                "emoney",
                "carrier:2,4,5,6,7",
                "paidy",
                "link",
            ]),
            limits: HashMap::new(),
            maintenance: false,
            available: true,
            registered_ips: Vec::new(),
            telegram_hash_key: None,
            telegram_hash_check: false,
            direct_card: true,
            card_storage: true,
            validity_check: true,
            reduced_sales: true,
            card_payment_classes: words(&["10", "61", "80"]),
            card_split_counts: vec![3, 5, 6, 10, 12, 15, 18, 20, 24],
            card_brands: words(&["VISA", "MASTER", "JCB", "AMEX", "DINERS", "DISCOVER"]),
            no_3ds_brands: words(&["DISCOVER"]),
            emv_3ds: true,
            three_ds_1: false,
            three_ds_1_acs: false,
            attempt_control: AttemptControl::NormalOnly,
            threeds_hash_key: None,
            token_generate_key: None,
            token_hash_key: None,
            token_minutes: 60,
            bonus_months: vec![6, 7, 12],
            blocker: Vec::new(),
            cvs_type: CvsContract::A,
            tickets: false,
            bank_trading_id_by: NumberedBy::Merchant,
            link_trading_id_by: NumberedBy::Merchant,
            va_accounts: VirtualAccounts::Made(100),
            va_tolerance: 0,
            va_grace_days: 30,
            va_priority: VaPriority::Latest,
            diff_inquiry: true,
            notice_url: None,
            notice_hash_key: None,
            notice_fields: words(&[
                "payment_class",
                "split_count",
                "career_type",
                "career_payment_id",
                "site_id",
                "clear_detail",
                "claim_amount",
            ]),
            notice_statuses: Vec::new(),
            notice_reply: NoticeReply::Strict,
            notice_sni: true,
            notice_verify_tls: false,
            file_notice_url: None,
            file_types: words(&["026", "027", "116"]),
            link_hash_key: None,
            link_hash_required: true,
            link_hash_order: LinkHashOrder::Published,
            link_duplicate: LinkDuplicate::SameUrl,
            career_aum_digital: false,
            sa_service_code: None,
            sa_auth_url: None,
            sa_user_not_eligible: false,
            paidy_public_key: None,
            paidy_webhook: true,
            inquiry_fingerprint: false,
            timing: Timing::Production,
            pif: false,
            sales_expiry_from: ExpiryFrom::Authorization,
            cvs_confirm_auto: true,
        }
    }
}

impl Merchant {
    /// Whether the contract holds a payment method (`carrier` ones are looked up by their own rule).
    pub(crate) fn has_method(&self, method: &str) -> bool {
        self.methods.iter().any(|known| known == method)
    }

    /// Whether the contract holds a carrier, by its `career_type`; with none, any carrier. The entry of
    /// `methods` is `carrier:2,4,5`.
    pub(crate) fn has_carrier(&self, career_type: &str) -> bool {
        self.methods
            .iter()
            .filter_map(|method| method.strip_prefix("carrier:"))
            .flat_map(|list| list.split(','))
            .any(|known| career_type.is_empty() || known.trim() == career_type)
    }

    /// Where difference records are pushed to, if anywhere.
    pub(crate) fn push_url(&self) -> Option<&str> {
        self.notice_url.as_deref().filter(|url| !url.is_empty())
    }

    /// The pool of virtual accounts.
    pub(crate) fn virtual_accounts(&self) -> Vec<VirtualAccount> {
        match &self.va_accounts {
            VirtualAccounts::Listed(list) => list.clone(),
            VirtualAccounts::Made(count) => (0..*count)
                .map(|index| VirtualAccount {
                    bank_code: "0033".to_owned(),
                    branch_code: "001".to_owned(),
                    account_kind: "1".to_owned(),
                    account_number: (2_000_001 + u64::from(index)).to_string(),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Merchant;

    #[test]
    fn prints_no_secret() {
        let merchant = Merchant {
            connect_password: "hush".to_owned(),
            ..Merchant::default()
        };
        assert!(!format!("{merchant:?}").contains("hush"));
    }
}
