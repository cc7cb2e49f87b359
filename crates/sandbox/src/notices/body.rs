//! The bytes of a notice (difference-notification §3.4, §10.2).

use std::fmt::Write as _;

use paygent_core::hash;

use crate::account::{Merchant, NoticeReply};
use crate::answer::notice_fields;
use crate::store::Notice;
use crate::text;

/// What a fault rule makes of a notice.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Twist {
    /// A hash that does not fit.
    pub(super) forged: bool,
    /// Another status than the record's; the hash does not notice.
    pub(super) status: Option<String>,
}

/// The form data: the contracted fields in the order of 091, then the hash if there is a key.
pub(super) fn bytes(notice: &Notice, merchant: &Merchant, twist: &Twist) -> Vec<u8> {
    let mut out = String::with_capacity(1024);
    let value = |name: &str| match (&twist.status, name) {
        (Some(status), "payment_status") => status.clone(),
        _ => notice.value(name).into_owned(),
    };
    for (name, value) in notice_fields(&merchant.notice_fields, value) {
        pair(&mut out, &name, &value);
    }
    if let Some(key) = merchant
        .notice_hash_key
        .as_deref()
        .filter(|key| !key.is_empty())
    {
        pair(&mut out, "hc", &hc(notice, key, twist));
    }
    out.into_bytes()
}

/// Fields that the hash protects; the status is none of them.
const HASHED: [&str; 5] = [
    "payment_notice_id",
    "payment_id",
    "trading_id",
    "payment_type",
    "payment_amount",
];

fn hc(notice: &Notice, key: &str, twist: &Twist) -> String {
    let values = HASHED.map(|name| notice.value(name));
    let mut parts: Vec<&[u8]> = values.iter().map(|value| value.as_bytes()).collect();
    parts.push(key.as_bytes());
    if twist.forged {
        // Who forges does not know the key.
        parts.push(b"?");
    }
    hash::concat_sha256_hex(&parts)
}

pub(super) fn pair(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    let mut bytes = Vec::new();
    text::encode_into(value, &mut bytes);
    for byte in bytes {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'*' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
}

/// Whether the shop's answer says that it has the notice.
pub(super) fn is_receipt(body: &[u8], reply: NoticeReply) -> bool {
    match reply {
        NoticeReply::Strict => matches!(body, b"result=0" | b"result=0\r\n" | b"result=0\n"),
        NoticeReply::Lenient => {
            let text = String::from_utf8_lossy(body);
            text.trim_ascii()
                .split_once('=')
                .is_some_and(|(name, value)| {
                    name.trim_ascii_end() == "result" && value.trim_ascii_start() == "0"
                })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Twist, bytes, is_receipt};
    use crate::account::{Merchant, NoticeReply};
    use crate::clock::Moment;
    use crate::store::Notice;

    fn notice() -> Notice {
        let values = [
            ("payment_id", "123456789"),
            ("trading_id", "TRADE12345"),
            ("payment_type", "02"),
            ("payment_amount", "1000"),
            ("payment_status", "20"),
            ("acq_name", "ﾐﾂｲ 表&~*"),
        ];
        let values: BTreeMap<String, String> = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Notice {
            id: 12345,
            made: Moment(1_790_852_400),
            values,
            payment_id: 123_456_789,
            inquired: false,
        }
    }

    fn text(merchant: &Merchant, twist: &Twist) -> String {
        String::from_utf8(bytes(&notice(), merchant, twist)).unwrap()
    }

    #[test]
    fn writes_the_documented_hash() {
        let merchant = Merchant {
            notice_hash_key: Some("abcdefg1234567".to_owned()),
            notice_fields: vec!["acq_name".to_owned(), "split_count".to_owned()],
            ..Merchant::default()
        };
        let sent = text(&merchant, &Twist::default());
        assert!(sent.starts_with("payment_notice_id=12345&change_date=20261001200000&payment_id="));
        // The vector of difference-notification §3.4.
        let hc = "&hc=6485eb02c7db9afccfe1076b740ffa87fc84f912aab24961153891e848b8cb8c";
        assert!(sent.ends_with(hc), "{sent}");
        assert!(
            sent.contains("&acq_name=%D0%C2%B2+%95%5C%26%7E*&"),
            "{sent}"
        );
        assert!(sent.contains("&split_count=&") && !sent.contains("fingerprint"));
        assert!(sent.contains("&cancel_date=&"));

        let other = Twist {
            status: Some("40".to_owned()),
            forged: false,
        };
        assert!(text(&merchant, &other).contains("&payment_status=40&"));
        assert!(text(&merchant, &other).ends_with(hc));
        let forged = Twist {
            forged: true,
            status: None,
        };
        assert!(!text(&merchant, &forged).ends_with(hc));
        let keyless = Merchant::default();
        assert!(!text(&keyless, &Twist::default()).contains("hc="));
    }

    #[test]
    fn knows_a_receipt() {
        let strict = |body: &[u8]| is_receipt(body, NoticeReply::Strict);
        let lenient = |body: &[u8]| is_receipt(body, NoticeReply::Lenient);
        for good in [&b"result=0"[..], b"result=0\r\n", b"result=0\n"] {
            assert!(strict(good) && lenient(good));
        }
        for blanks in [
            &b"result = 0"[..],
            b" result=0",
            b"result=0\r\n\r\n",
            b"\nresult =0 ",
        ] {
            assert!(!strict(blanks) && lenient(blanks));
        }
        for bad in [
            &b""[..],
            b"result=1",
            b"\xef\xbb\xbfresult=0",
            b"result=00",
            b"<p>result=0</p>",
            b"result=0 0",
            b"RESULT=0",
            b"result==0",
        ] {
            assert!(
                !strict(bad) && !lenient(bad),
                "{}",
                String::from_utf8_lossy(bad)
            );
        }
    }
}
