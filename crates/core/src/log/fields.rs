//! Which fields never reach a log, and why (money rule 6, O-33, O-34). Names are those of the
//! request, response and notification field lists; the table is compared without regard to case.

/// Why a value is masked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Class {
    /// Whoever knows it can act or pay: passwords, card data, tokens, hashes, page addresses.
    Secret,
    /// Says something about a person: names, addresses, numbers.
    Personal,
}

/// Name patterns; a `*` at either end stands for anything. The first that fits decides.
const TABLE: &[(&str, Class)] = &[
    // Credentials and hashes.
    ("*password*", Class::Secret),
    ("*pass_phrase*", Class::Secret),
    ("*secret*", Class::Secret),
    ("hc", Class::Secret),
    ("*_hc", Class::Secret),
    ("*hash*", Class::Secret),
    ("*generate_key*", Class::Secret),
    ("*token*", Class::Secret),
    // Cards.
    ("*card_number*", Class::Secret),
    ("*card_no", Class::Secret),
    ("card_conf_number", Class::Secret),
    ("conf_number", Class::Secret),
    ("*cvc*", Class::Secret),
    ("*cvv*", Class::Secret),
    ("security_code", Class::Secret),
    ("*card_valid_term*", Class::Secret),
    ("*card_expire_month", Class::Secret),
    ("*card_expire_year", Class::Secret),
    ("expire_month", Class::Secret),
    ("expire_year", Class::Secret),
    ("fingerprint", Class::Personal),
    ("*cardholder_name*", Class::Personal),
    ("card_name", Class::Personal),
    ("name", Class::Personal),
    // Pages that show a customer's payment to whoever has the address.
    ("asp_url", Class::Secret),
    ("redirect_url", Class::Secret),
    ("receipt_print_url", Class::Secret),
    ("url", Class::Secret),
    ("*_html", Class::Secret),
    // The content of a payment file.
    ("data", Class::Personal),
    // Persons: names.
    ("*customer*name*", Class::Personal),
    ("*customer*kana*", Class::Personal),
    ("*user_name*", Class::Personal),
    ("*buyer_*", Class::Personal),
    ("*billing_name*", Class::Personal),
    ("*ship_family_name*", Class::Personal),
    ("*ship_name*", Class::Personal),
    ("*company_name*", Class::Personal),
    ("*section_name*", Class::Personal),
    ("*_dept", Class::Personal),
    ("transfer_client_name*", Class::Personal),
    ("virtual_account_name*", Class::Personal),
    ("*account_holder*", Class::Personal),
    // Persons: where they live and how to reach them.
    ("*address*", Class::Personal),
    ("*zip*", Class::Personal),
    ("*post_code*", Class::Personal),
    ("*postal_code*", Class::Personal),
    ("*mail*", Class::Personal),
    ("*phone*", Class::Personal),
    ("*tel", Class::Personal),
    ("*_tel_*", Class::Personal),
    ("*birth*", Class::Personal),
    // Persons: numbers they are known by.
    ("customer_id", Class::Personal),
    ("customer_card_id", Class::Personal),
    ("customer_number", Class::Personal),
    ("bill_customer_no", Class::Personal),
    ("contract_number", Class::Personal),
    ("*user_id", Class::Personal),
    ("uid", Class::Personal),
    ("open_id", Class::Personal),
    ("account_number", Class::Personal),
    ("virtual_account_number", Class::Personal),
    ("http_user_agent", Class::Personal),
    ("*ip_address*", Class::Personal),
    // Free text in which shops put names.
    ("add_info*", Class::Personal),
    ("free_memo", Class::Personal),
    ("rbody", Class::Personal),
];

/// Names that fit a pattern above and are neither.
const HARMLESS: &[&str] = &[
    "security_code_token",
    "use_card_conf_number",
    "use_cardholder_name",
    "address_match",
    "3ds_address_match",
    "mail_send_flg_success",
    "mail_send_flg_failure",
    "customer_tel_type",
];

/// Why a field is masked; `None`: it may be logged.
#[must_use]
pub fn class_of(key: &[u8]) -> Option<Class> {
    let name = key.to_ascii_lowercase();
    if HARMLESS.iter().any(|harmless| harmless.as_bytes() == name) {
        return None;
    }
    TABLE
        .iter()
        .find(|(pattern, _)| fits(&name, pattern.as_bytes()))
        .map(|(_, class)| *class)
}

fn fits(name: &[u8], pattern: &[u8]) -> bool {
    match (pattern.strip_prefix(b"*"), pattern.strip_suffix(b"*")) {
        (Some(rest), Some(_)) => {
            let inner = rest.strip_suffix(b"*").unwrap_or(rest);
            contains_in_order(name, inner)
        }
        (Some(end), None) => name.ends_with(end),
        (None, Some(start)) => name.starts_with(start),
        (None, None) => name == pattern,
    }
}

/// Whether the parts between the `*` occur one after the other.
fn contains_in_order(name: &[u8], parts: &[u8]) -> bool {
    let mut rest = name;
    for part in parts
        .split(|byte| *byte == b'*')
        .filter(|part| !part.is_empty())
    {
        match rest.windows(part.len()).position(|window| window == part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o_33_secrets_are_known() {
        for name in [
            "connect_password",
            "card_number",
            "card_conf_number",
            "card_token",
            "hc",
            "cvc",
            "google_payment_method_token",
            "card_valid_term",
            "masked_card_number",
            "card_cvc",
            "token_generate_key",
            "out_acs_html",
            "redirect_html",
            "redirect_url",
            "conf_number",
        ] {
            assert_eq!(class_of(name.as_bytes()), Some(Class::Secret), "{name}");
        }
    }

    #[test]
    fn o_33_personal_fields_are_known() {
        for name in [
            "customer_family_name",
            "customer_name_kana",
            "customer_tel",
            "customer_tel_hyphen",
            "customer_zip_code",
            "customer_address_1",
            "customer_representative_name",
            "customer_id",
            "customer_card_id",
            "cardholder_name",
            "buyer_name_kanji",
            "buyer_phone",
            "email_address",
            "3ds_delivery_email_address",
            "bill_address_line1",
            "ship_address_post_code",
            "home_phone_subscriber",
            "transfer_client_name",
            "virtual_account_number",
            "user_name_kana",
            "receipt_user_name_kana",
            "billing_name",
            "emoney_user_id",
            "open_id",
            "uid",
            "data",
            "fingerprint",
            "add_info1",
        ] {
            assert_eq!(class_of(name.as_bytes()), Some(Class::Personal), "{name}");
        }
    }

    #[test]
    fn what_support_needs_stays() {
        for name in [
            "merchant_id",
            "connect_id",
            "telegram_kind",
            "telegram_version",
            "trading_id",
            "payment_id",
            "payment_amount",
            "result",
            "response_code",
            "response_detail",
            "payment_status",
            "limit_count",
            "site_id",
            "acq_name",
            "issur_name",
            "k_card_name",
            "receipt_name",
            "store_name",
            "security_code_token",
            "3dsecure_use_type",
            "memo",
            "customer_tel_type",
            "num_of_cards",
            "card_brand",
            "payment_notice_id",
        ] {
            assert_eq!(class_of(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn o_34_case_does_not_matter() {
        assert_eq!(class_of(b"Card_Number"), Some(Class::Secret));
        assert_eq!(class_of(b"CUSTOMER_TEL"), Some(Class::Personal));
    }
}
