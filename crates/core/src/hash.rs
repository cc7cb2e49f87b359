//! SHA-256 hashes of the protocol: built and verified in constant time.
//!
//! All are the plain concatenation of values without separators, the key last, written as 64
//! lower-case hex digits (telegrams-overview §7, link-type §5). A value that is absent or empty
//! contributes nothing. Which values, in which order, is data.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use Part::{Field, Key, Text};

/// Looks a field's value up, in the bytes that were or will be on the wire.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Length of a hash in hex digits.
const HEX_LENGTH: usize = 64;

/// The longest filler that a link-type merchant may append to `hc` (link-type §5).
const FILLER_LENGTH: usize = 20;

/// SHA-256 of the parts, one after the other, in lower-case hex.
#[must_use]
pub fn concat_sha256_hex(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    hex(&digest.finalize())
}

/// Whether `given` is `expected`, byte for byte, in a time that does not depend on where they
/// differ. Upper-case hex is not accepted: the documents show lower case only.
#[must_use]
pub fn verify_hex(expected: &str, given: &[u8]) -> bool {
    expected.as_bytes().ct_eq(given).into()
}

/// `hc` of a request with the option "telegram hash check" (telegrams-overview §7).
///
/// The amount is field `amount` in kind 060, `payment_amount` in all others. `request_date`
/// (`YYYYMMDDhhmmss`) must be among the fields.
#[must_use]
pub fn request_hc(field: Lookup<'_>, key: &[u8]) -> String {
    let amount = match field("telegram_kind").as_deref() {
        Some(b"060") => "amount",
        _ => "payment_amount",
    };
    let field = |name: &str| {
        field(if name == "payment_amount" {
            amount
        } else {
            name
        })
    };
    build(REQUEST, &field, key)
}

/// `hc` of a difference notification (difference-notification §3.4).
#[must_use]
pub fn notification_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(NOTIFICATION, field, key)
}

/// Whether field `hc` of a difference notification is right. False without `hc` or with an empty key.
#[must_use]
pub fn verify_notification(field: Lookup<'_>, key: &[u8]) -> bool {
    verify(NOTIFICATION, field, key)
}

/// `hc` of a file notification (difference-notification §7).
#[must_use]
pub fn file_notification_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(FILE_NOTIFICATION, field, key)
}

/// Whether field `hc` of a file notification is right. False without `hc` or with an empty key.
#[must_use]
pub fn verify_file_notification(field: Lookup<'_>, key: &[u8]) -> bool {
    verify(FILE_NOTIFICATION, field, key)
}

/// `hc` of the 3-D Secure 1.0 return of 020 (telegrams-overview §7).
#[must_use]
pub fn three_ds1_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(THREE_DS1, field, key)
}

/// Whether field `hc` of a 3-D Secure 1.0 return is right. False without `hc` or with an empty key.
#[must_use]
pub fn verify_three_ds1(field: Lookup<'_>, key: &[u8]) -> bool {
    verify(THREE_DS1, field, key)
}

/// `hc` of the EMV 3-D Secure return of 450 (card-3ds2 §3).
#[must_use]
pub fn three_ds2_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(THREE_DS2, field, key)
}

/// Whether field `hc` of an EMV 3-D Secure return is right. False without `hc` or with an empty key.
#[must_use]
pub fn verify_three_ds2(field: Lookup<'_>, key: &[u8]) -> bool {
    verify(THREE_DS2, field, key)
}

/// `hc` of a link-type payment request, in the published order (link-type §5). Good for
/// multi-currency requests too, which have no `fix_params`.
#[must_use]
pub fn link_request_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(LINK_REQUEST, field, key)
}

/// Whether field `hc` of a link-type request is right. Up to 20 hex digits of filler after the
/// hash are allowed, as the kit's samples append them. False with an empty key.
#[must_use]
pub fn verify_link_request(field: Lookup<'_>, key: &[u8]) -> bool {
    verify_filled(LINK_REQUEST, field, key)
}

/// `hc` of a link-type payment request in the order of the EC-CUBE modules, for merchants whom
/// Paygent has registered that way (link-type §5, eccube-plugin-shop §11.4).
#[must_use]
pub fn link_request_of_modules_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(LINK_REQUEST_OF_MODULES, field, key)
}

/// `hc` of a link-type card storing request (link-type §5).
#[must_use]
pub fn card_storing_request_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(CARD_STORING_REQUEST, field, key)
}

/// `hc` of a link-type account transfer receipt request (link-type §5).
#[must_use]
pub fn account_receipt_request_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(ACCOUNT_RECEIPT_REQUEST, field, key)
}

/// `hc` of a link-type return: the card storing result notice (link-type §11), the only message
/// from Paygent to the merchant in link type that carries a hash of its own.
#[must_use]
pub fn link_return_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(LINK_RETURN, field, key)
}

/// Whether field `hc` of a link-type return is right; its length is 84, so filler is allowed.
/// False without `hc` or with an empty key.
#[must_use]
pub fn verify_link_return(field: Lookup<'_>, key: &[u8]) -> bool {
    verify_filled(LINK_RETURN, field, key)
}

/// `hc` of a createToken() result (card-token §4).
#[must_use]
pub fn token_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(TOKEN, field, key)
}

/// Whether field `hc` of a createToken() result is right. False without `hc` or with an empty key.
#[must_use]
pub fn verify_token(field: Lookup<'_>, key: &[u8]) -> bool {
    verify(TOKEN, field, key)
}

/// One piece of a concatenation.
enum Part {
    /// The value of a field.
    Field(&'static str),
    /// The hash key.
    Key,
    /// A fixed text.
    Text(&'static str),
}

const REQUEST: &[Part] = &[
    Field("merchant_id"),
    Field("connect_id"),
    Field("connect_password"),
    Field("telegram_kind"),
    Field("telegram_version"),
    Field("trading_id"),
    Field("payment_id"),
    Field("payment_amount"),
    Field("request_date"),
    Key,
];

const NOTIFICATION: &[Part] = &[
    Field("payment_notice_id"),
    Field("payment_id"),
    Field("trading_id"),
    Field("payment_type"),
    Field("payment_amount"),
    Key,
];

const FILE_NOTIFICATION: &[Part] = &[
    Field("file_receipt_id"),
    Field("event_id"),
    Field("receipt_date"),
    Field("occur_date"),
    Key,
];

const THREE_DS1: &[Part] = &[
    Field("result"),
    Field("payment_id"),
    Field("attempt_kbn"),
    Key,
];

const THREE_DS2: &[Part] = &[
    Field("result"),
    Field("3ds_auth_id"),
    Field("attempt_kbn"),
    Key,
];

const LINK_REQUEST: &[Part] = &[
    Field("trading_id"),
    Field("payment_type"),
    Field("fix_params"),
    Field("id"),
    Field("seq_merchant_id"),
    Field("payment_term_day"),
    Field("payment_term_min"),
    Field("payment_class"),
    Field("use_card_conf_number"),
    Field("customer_id"),
    Field("threedsecure_ryaku"),
    Key,
];

const LINK_REQUEST_OF_MODULES: &[Part] = &[
    Field("payment_class"),
    Key,
    Text("paygent2006"),
    Field("trading_id"),
    Field("id"),
    Field("payment_type"),
    Field("seq_merchant_id"),
    Field("payment_term_day"),
    Field("use_card_conf_number"),
    Field("fix_params"),
    Field("inform_url"),
    Field("payment_term_min"),
    Field("customer_id"),
    Field("threedsecure_ryaku"),
];

const CARD_STORING_REQUEST: &[Part] = &[
    Field("seq_merchant_id"),
    Field("use_card_conf_number"),
    Field("customer_id"),
    Key,
];

const ACCOUNT_RECEIPT_REQUEST: &[Part] = &[Field("seq_merchant_id"), Field("contract_number"), Key];

const LINK_RETURN: &[Part] = &[
    Field("site_id"),
    Field("customer_id"),
    Field("customer_card_id"),
    Field("operation_type"),
    Field("update_date"),
    Key,
];

const TOKEN: &[Part] = &[
    Field("token"),
    Field("masked_card_number"),
    Field("valid_until"),
    Field("fingerprint"),
    Key,
];

fn build(parts: &[Part], field: Lookup<'_>, key: &[u8]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        match part {
            Field(name) => digest.update(field(name).unwrap_or_default()),
            Key => digest.update(key),
            Text(text) => digest.update(text),
        }
    }
    hex(&digest.finalize())
}

fn verify(parts: &[Part], field: Lookup<'_>, key: &[u8]) -> bool {
    // Without a key anybody can compute the hash.
    if key.is_empty() {
        return false;
    }
    field("hc").is_some_and(|given| verify_hex(&build(parts, field, key), &given))
}

fn verify_filled(parts: &[Part], field: Lookup<'_>, key: &[u8]) -> bool {
    let Some(given) = field("hc") else {
        return false;
    };
    let Some((hash, filler)) = given.split_at_checked(HEX_LENGTH) else {
        return false;
    };
    let filler_is_hex = filler.iter().all(u8::is_ascii_hexdigit);
    !key.is_empty()
        && filler.len() <= FILLER_LENGTH
        && filler_is_hex
        && verify_hex(&build(parts, field, key), hash)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' + nibble - 10
        })
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
