//! Values of a contract that are words or numbers of a list: a misspelt one would be a contract that lacks
//! something, and the telegrams' refusals would not say why (sandbox-environment §18).

use std::net::IpAddr;

use super::contract::Merchant;
use crate::card;

const METHODS: [&str; 9] = [
    "card", "atm", "cvs", "slip", "bank", "va", "emoney", "paidy", "link",
];
const CARRIERS: [&str; 5] = ["2", "4", "5", "6", "7"];
const PAYMENT_CLASSES: [&str; 4] = ["10", "23", "61", "80"];

/// Looks for a value that means nothing.
///
/// # Errors
/// The merchant, the key and the value, and what is possible.
pub(super) fn check(merchant: &Merchant) -> Result<(), String> {
    let about = |key: &str, value: &str, known: &str| {
        let id = &merchant.merchant_id;
        format!("`{key}` of merchant {id} cannot hold \"{value}\": {known}")
    };
    let one_of = |key: &str, values: &[String], known: &[&str]| {
        let odd = values.iter().find(|value| !known.contains(&value.as_str()));
        odd.map_or(Ok(()), |value| {
            Err(about(
                key,
                value,
                &format!("known are {}", known.join(", ")),
            ))
        })
    };
    if let Some(odd) = merchant.methods.iter().find(|word| !is_method(word)) {
        let known = format!("known are {} and carrier:2,4,5,6,7", METHODS.join(", "));
        return Err(about("methods", odd, &known));
    }
    let limited: Vec<String> = merchant.limits.keys().cloned().collect();
    let methods = [METHODS.as_slice(), &["carrier"]].concat();
    one_of("limits", &limited, &methods)?;
    let brands = card::brands();
    one_of("card_brands", &merchant.card_brands, &brands)?;
    one_of("no_3ds_brands", &merchant.no_3ds_brands, &brands)?;
    let classes = &merchant.card_payment_classes;
    one_of("card_payment_classes", classes, &PAYMENT_CLASSES)?;
    if let Some(odd) = merchant
        .bonus_months
        .iter()
        .find(|m| !(1..=12).contains(*m))
    {
        return Err(about(
            "bonus_months",
            &odd.to_string(),
            "months are 1 to 12",
        ));
    }
    let addresses = &merchant.registered_ips;
    if let Some(odd) = addresses.iter().find(|one| one.parse::<IpAddr>().is_err()) {
        return Err(about(
            "registered_ips",
            odd,
            "an IP address without a port or range",
        ));
    }
    let urls = [
        ("notice_url", &merchant.notice_url),
        ("file_notice_url", &merchant.file_notice_url),
        ("sa_auth_url", &merchant.sa_auth_url),
    ];
    for (key, url) in urls {
        let url = url.as_deref().unwrap_or_default();
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(about(key, url, "a URL starts with http:// or https://"));
        }
    }
    Ok(())
}

fn is_method(word: &str) -> bool {
    match word.strip_prefix("carrier:") {
        Some(list) => list.split(',').all(|one| CARRIERS.contains(&one.trim())),
        None => METHODS.contains(&word),
    }
}

#[cfg(test)]
mod tests {
    use super::{Merchant, check};

    /// What is said of a contract with one key changed.
    fn said(changed: &str) -> String {
        let merchant = format!(r#"{{"merchant_id":"77",{changed}}}"#);
        let merchant: Merchant = serde_json::from_str(&merchant).unwrap();
        check(&merchant).err().unwrap_or_default()
    }

    #[test]
    fn names_merchant_key_and_value_of_a_word_that_means_nothing() {
        for (key, value, list) in [
            ("methods", "credit", r#"["credit"]"#),
            ("methods", "carrier:3", r#"["carrier:3"]"#),
            ("limits", "cards", r#"{"cards":5}"#),
            ("card_brands", "Visa", r#"["VISA","Visa"]"#),
            ("no_3ds_brands", "UNION", r#"["UNION"]"#),
            ("card_payment_classes", "11", r#"["10","11"]"#),
            ("bonus_months", "13", "[6,13]"),
            ("registered_ips", "192.0.2.0/24", r#"["192.0.2.0/24"]"#),
            ("notice_url", "shop.example", r#""shop.example""#),
            (
                "file_notice_url",
                "ftp://shop.example/",
                r#""ftp://shop.example/""#,
            ),
            ("sa_auth_url", "/auth", r#""/auth""#),
        ] {
            let said = said(&format!(r#""{key}":{list}"#));
            let expected = format!("`{key}` of merchant 77 cannot hold \"{value}\": ");
            assert!(said.starts_with(&expected), "{key}: {said}");
        }
    }

    #[test]
    fn takes_what_means_something() {
        for right in [
            r#""methods":["card","carrier:2, 7"],"limits":{"carrier":9,"link":0}"#,
            r#""methods":[],"card_brands":[],"bonus_months":[1,12]"#,
            r#""registered_ips":["192.0.2.1","::1"],"notice_url":"","sa_auth_url":"http://a.example/""#,
        ] {
            assert_eq!(said(right), "", "{right}");
        }
    }
}
