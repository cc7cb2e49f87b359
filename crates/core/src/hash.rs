//! SHA-256 hashes of the protocol: built and verified in constant time.
//!
//! All are the plain concatenation of values without separators, the key last, written as 64
//! lower-case hex digits (telegrams-overview §7, link-type §5). A value that is absent or empty
//! contributes nothing. Which values, in which order, is data: one [`Hash`] per place.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

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
/// `payment_amount` is `amount` for kind 060: whichever was sent counts, `payment_amount` first.
/// `request_date` (`YYYYMMDDhhmmss`) must be among the fields.
#[must_use]
pub fn request_hc(field: Lookup<'_>, key: &[u8]) -> String {
    build(REQUEST, field, key)
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

/// `hc` of a link-type payment request, in the published order (link-type §5).
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

/// One value of a concatenation: the first of these names that was sent.
type Part = &'static [&'static str];

const REQUEST: &[Part] = &[
    &["merchant_id"],
    &["connect_id"],
    &["connect_password"],
    &["telegram_kind"],
    &["telegram_version"],
    &["trading_id"],
    &["payment_id"],
    &["payment_amount", "amount"],
    &["request_date"],
];

const NOTIFICATION: &[Part] = &[
    &["payment_notice_id"],
    &["payment_id"],
    &["trading_id"],
    &["payment_type"],
    &["payment_amount"],
];

const FILE_NOTIFICATION: &[Part] = &[
    &["file_receipt_id"],
    &["event_id"],
    &["receipt_date"],
    &["occur_date"],
];

const THREE_DS1: &[Part] = &[&["result"], &["payment_id"], &["attempt_kbn"]];

const THREE_DS2: &[Part] = &[&["result"], &["3ds_auth_id"], &["attempt_kbn"]];

const LINK_REQUEST: &[Part] = &[
    &["trading_id"],
    &["payment_type"],
    &["fix_params"],
    &["id"],
    &["seq_merchant_id"],
    &["payment_term_day"],
    &["payment_term_min"],
    &["payment_class"],
    &["use_card_conf_number"],
    &["customer_id"],
    &["threedsecure_ryaku"],
];

const LINK_RETURN: &[Part] = &[
    &["site_id"],
    &["customer_id"],
    &["customer_card_id"],
    &["operation_type"],
    &["update_date"],
];

const TOKEN: &[Part] = &[
    &["token"],
    &["masked_card_number"],
    &["valid_until"],
    &["fingerprint"],
];

fn build(parts: &[Part], field: Lookup<'_>, key: &[u8]) -> String {
    let mut digest = Sha256::new();
    for names in parts {
        if let Some(value) = names.iter().find_map(|name| field(name)) {
            digest.update(value);
        }
    }
    digest.update(key);
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
