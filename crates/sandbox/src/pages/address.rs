//! Addresses of shops: parameters appended as Paygent appends them (card-3ds2 §11.3,
//! telegrams-overview §15).

use std::fmt::Write as _;

use crate::text;

/// The character set of percent-encoded values.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(
    dead_code,
    reason = "carriers, link type and 3-D Secure 1.0 use Windows-31J"
)]
pub(crate) enum Charset {
    /// 450 and its redirects.
    Utf8,
    /// Everything older.
    Windows31J,
}

/// Appends parameters to a shop's address: with `?`, or `&` when it has a query already; a fragment
/// stays last. Empty values stay as `name=`.
pub(crate) fn with_query(address: &str, parameters: &[(&str, &str)], charset: Charset) -> String {
    let (base, fragment) = match address.split_once('#') {
        Some((base, fragment)) => (base, Some(fragment)),
        None => (address, None),
    };
    let mut out = base.to_owned();
    let mut sign = match base.split_once('?') {
        None => "?",
        Some((_, query)) if query.is_empty() || query.ends_with('&') => "",
        Some(_) => "&",
    };
    for (name, value) in parameters {
        out.push_str(sign);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value, charset));
        sign = "&";
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// Percent-encodes a value; a blank becomes `%20`, which every form decoder reads.
pub(crate) fn encode(value: &str, charset: Charset) -> String {
    let bytes = match charset {
        Charset::Utf8 => value.as_bytes().to_vec(),
        Charset::Windows31J => {
            let mut bytes = Vec::new();
            text::encode_into(value, &mut bytes);
            bytes
        }
    };
    encode_bytes(&bytes)
}

/// Percent-encodes bytes of any character set.
pub(crate) fn encode_bytes(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        match *byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => {
                out.push(char::from(*byte));
            }
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Charset, with_query};

    #[test]
    fn appends_before_the_fragment() {
        let parameters = [("result", "0"), ("issur_name", "ﾋﾞｻﾞ &"), ("issur_id", "")];
        let to = |address, charset| with_query(address, &parameters, charset);
        assert_eq!(
            to("https://shop.example/back#top", Charset::Utf8),
            "https://shop.example/back?result=0&issur_name=%EF%BE%8B%EF%BE%9E%EF%BD%BB%EF%BE%9E%20%26&issur_id=#top"
        );
        assert_eq!(
            to("https://shop.example/back?order=1", Charset::Windows31J),
            "https://shop.example/back?order=1&result=0&issur_name=%CB%DE%BB%DE%20%26&issur_id="
        );
        assert!(
            to("https://shop.example/?", Charset::Utf8)
                .starts_with("https://shop.example/?result=0&")
        );
        assert_eq!(
            with_query("https://shop.example/a#b", &[], Charset::Utf8),
            "https://shop.example/a#b"
        );
    }
}
