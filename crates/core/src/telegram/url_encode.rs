//! Last step before the wire: form style percent-encoding, as PHP's `urlencode` does it
//! (connection-module §6.6).

/// `key=value` joined by `&`; letters, digits, `-`, `_` and `.` stay, a space becomes `+`, every
/// other byte (`~` and `*` too) becomes `%XX`.
#[must_use]
pub fn url_encode<'a>(pairs: impl IntoIterator<Item = (&'a [u8], &'a [u8])>) -> Vec<u8> {
    let mut body = Vec::with_capacity(512);
    for (key, value) in pairs {
        if !body.is_empty() {
            body.push(b'&');
        }
        encode_into(&mut body, key);
        body.push(b'=');
        encode_into(&mut body, value);
    }
    body
}

fn encode_into(body: &mut Vec<u8>, bytes: &[u8]) {
    body.reserve(bytes.len());
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => body.push(*byte),
            b' ' => body.push(b'+'),
            _ => body.extend([b'%', hex(byte >> 4), hex(byte & 15)]),
        }
    }
}

const fn hex(nibble: u8) -> u8 {
    match nibble {
        0..=9 => b'0' + nibble,
        _ => b'A' + nibble - 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(value: &[u8]) -> String {
        let mut body = Vec::new();
        encode_into(&mut body, value);
        String::from_utf8(body).unwrap()
    }

    #[test]
    fn the_test_vector_of_the_contract() {
        let pairs: [(&[u8], &[u8]); 6] = [
            (b"merchant_id", b"M001"),
            (b"telegram_kind", b"020"),
            (b"memo", b"a b&c=d/~*-_.\xe3\x81\x82"),
            (b"nul", b""),
            (b"connect_id", b"defid"),
            (b"connect_password", b"defpw"),
        ];
        let expected = "merchant_id=M001&telegram_kind=020&memo=a+b%26c%3Dd%2F%7E%2A-_.%E3%81%82\
                        &nul=&connect_id=defid&connect_password=defpw";
        assert_eq!(String::from_utf8(url_encode(pairs)).unwrap(), expected);
    }

    #[test]
    fn every_byte_is_one_of_three() {
        for byte in 0..=u8::MAX {
            let stays = byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            let expected = match byte {
                b' ' => "+".to_owned(),
                _ if stays => char::from(byte).to_string(),
                _ => format!("%{byte:02X}"),
            };
            assert_eq!(encode(&[byte]), expected);
        }
    }

    #[test]
    fn names_are_encoded_too() {
        let pairs: [(&[u8], &[u8]); 2] = [(b"goods[1]", b"x"), (b"", b"")];
        assert_eq!(url_encode(pairs), b"goods%5B1%5D=x&=");
    }

    #[test]
    fn no_field_is_an_empty_body() {
        assert_eq!(url_encode([]), b"");
    }
}
