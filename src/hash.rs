//! `Paygent\Hash`: the protocol's hashes, built and verified in constant time.

use ext_php_rs::prelude::*;
use paygent_core::hash;

use crate::class::FINAL;
use crate::exception::Failure;
use crate::panic::guard;
use crate::signature::Correction::{self, Sensitive};
use crate::value::{Bytes, Map, Text, field_bytes};

/// What the stubs say and ext-php-rs cannot.
pub(crate) const SIGNATURES: &[Correction] = &[
    Sensitive("request", 0),
    Sensitive("request", 1),
    Sensitive("notification", 0),
    Sensitive("notification", 1),
    Sensitive("verifyNotification", 0),
    Sensitive("verifyNotification", 1),
    Sensitive("verifyFileNotification", 0),
    Sensitive("verifyFileNotification", 1),
    Sensitive("verify3ds1", 0),
    Sensitive("verify3ds1", 1),
    Sensitive("verify3ds2", 0),
    Sensitive("verify3ds2", 1),
    Sensitive("link", 0),
    Sensitive("link", 1),
    Sensitive("verifyLink", 0),
    Sensitive("verifyLink", 1),
    Sensitive("verifyToken", 0),
    Sensitive("verifyToken", 1),
];

/// See `stubs/paygent.php`.
#[php_class]
#[php(name = "Paygent\\Hash", flags = FINAL)]
pub(crate) struct Hash;

#[php_impl]
impl Hash {
    #[php(vis = "private")]
    pub(crate) fn __construct() -> Result<Self, Failure> {
        Err(Failure::Refused("Paygent\\Hash has static methods only"))
    }

    #[php(name = "request")]
    pub(crate) fn request(fields: Map<'_>, key: Bytes<'_>) -> Result<Text, Failure> {
        build(fields, key, hash::request_hc)
    }

    #[php(name = "notification")]
    pub(crate) fn notification(fields: Map<'_>, key: Bytes<'_>) -> Result<Text, Failure> {
        build(fields, key, hash::notification_hc)
    }

    #[php(name = "verifyNotification")]
    pub(crate) fn verify_notification(fields: Map<'_>, key: Bytes<'_>) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_notification)
    }

    #[php(name = "verifyFileNotification")]
    pub(crate) fn verify_file_notification(
        fields: Map<'_>,
        key: Bytes<'_>,
    ) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_file_notification)
    }

    #[php(name = "verify3ds1")]
    pub(crate) fn verify_three_ds1(fields: Map<'_>, key: Bytes<'_>) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_three_ds1)
    }

    #[php(name = "verify3ds2")]
    pub(crate) fn verify_three_ds2(fields: Map<'_>, key: Bytes<'_>) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_three_ds2)
    }

    #[php(name = "link")]
    pub(crate) fn link(fields: Map<'_>, key: Bytes<'_>) -> Result<Text, Failure> {
        build(fields, key, hash::link_request_hc)
    }

    #[php(name = "verifyLink")]
    pub(crate) fn verify_link(fields: Map<'_>, key: Bytes<'_>) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_link_return)
    }

    #[php(name = "verifyToken")]
    pub(crate) fn verify_token(fields: Map<'_>, key: Bytes<'_>) -> Result<bool, Failure> {
        verify(fields, key, hash::verify_token)
    }
}

type Lookup<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

fn build(
    fields: Map<'_>,
    key: Bytes<'_>,
    make: fn(Lookup<'_>, &[u8]) -> String,
) -> Result<Text, Failure> {
    let fields = read(fields)?;
    guard(|| Ok(Text::new(make(&|name| find(&fields, name), key.0))))
}

fn verify(
    fields: Map<'_>,
    key: Bytes<'_>,
    check: fn(Lookup<'_>, &[u8]) -> bool,
) -> Result<bool, Failure> {
    let fields = read(fields)?;
    guard(|| Ok(check(&|name| find(&fields, name), key.0)))
}

type Fields = Vec<(Vec<u8>, Vec<u8>)>;

fn read(fields: Map<'_>) -> Result<Fields, Failure> {
    fields
        .entries()
        .into_iter()
        .map(|(name, value)| match field_bytes(value) {
            Some(bytes) => Ok((name, bytes.into_owned())),
            None => Err(Failure::Argument(format!(
                "field {} must be a string, integer, boolean or null",
                String::from_utf8_lossy(&name).escape_debug()
            ))),
        })
        .collect()
}

fn find(fields: &Fields, name: &str) -> Option<Vec<u8>> {
    fields
        .iter()
        .find(|(key, _)| key == name.as_bytes())
        .map(|(_, value)| value.clone())
}
