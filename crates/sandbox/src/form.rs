//! The parameters of a telegram as they were received: bytes, decoded from form data.

use std::borrow::Cow;

use crate::text;

/// The parameters of one telegram in the order of arrival. A name sent twice: the last one counts
/// (telegrams-overview §16, 4).
#[derive(Debug, Default)]
pub(crate) struct Form {
    pairs: Vec<(String, Vec<u8>)>,
}

impl Form {
    /// Reads `application/x-www-form-urlencoded` bytes. Nothing is an error: a `%` without two hex
    /// digits stands for itself.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let pairs = body
            .split(|byte| *byte == b'&')
            .filter(|part| !part.is_empty())
            .map(|part| {
                let at = part
                    .iter()
                    .position(|byte| *byte == b'=')
                    .unwrap_or(part.len());
                let (name, value) = part.split_at(at);
                let name = String::from_utf8_lossy(&unescape(name)).into_owned();
                (name, unescape(value.get(1..).unwrap_or_default()))
            })
            .collect();
        Self { pairs }
    }

    /// Parameters of our own making: names and bytes.
    pub(crate) fn of(pairs: Vec<(String, Vec<u8>)>) -> Self {
        Self { pairs }
    }

    /// The value, or nothing when the parameter was not sent.
    pub(crate) fn find(&self, name: &str) -> Option<&[u8]> {
        self.pairs
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_slice())
    }

    /// The value, empty when the parameter was not sent.
    pub(crate) fn get(&self, name: &str) -> &[u8] {
        self.find(name).unwrap_or_default()
    }

    /// The value as text, empty when the parameter was not sent.
    pub(crate) fn text(&self, name: &str) -> Cow<'_, str> {
        text::decode(self.get(name))
    }

    /// Whether the parameter was sent with a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Whether the parameter was sent with exactly this value.
    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value.as_bytes()
    }

    /// A number of digits that passed the field check; zero when it is not one.
    pub(crate) fn number(&self, name: &str) -> i64 {
        std::str::from_utf8(self.get(name))
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0)
    }

    /// All parameters in the order of arrival.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_slice()))
    }
}

fn unescape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match *first {
            b'+' => out.push(b' '),
            b'%' => match tail {
                [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    out.push(digit(*high) << 4 | digit(*low));
                    rest = after;
                }
                _ => out.push(b'%'),
            },
            other => out.push(other),
        }
    }
    out
}

const fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        b'a'..=b'f' => byte - b'a' + 10,
        _ => byte.wrapping_sub(b'A').wrapping_add(10) & 0x0f,
    }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn reads_bytes_and_keeps_the_last_of_a_name() {
        let form = Form::parse(b"a=1&b=%83%41+x%2&&c&a=2&=z&d=%e3%81");
        assert_eq!(form.get("a"), b"2");
        assert_eq!(form.get("b"), b"\x83\x41 x%2");
        assert_eq!(form.find("c"), Some(&b""[..]));
        assert_eq!(form.get("d"), b"\xe3\x81");
        assert_eq!(form.find("e"), None);
    }
}
