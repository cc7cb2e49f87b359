//! What is encoded for the wire decodes to the same fields.

use paygent_core::telegram::url_encode::url_encode;

use super::{Target, fingerprint, magnitude};

pub const TARGET: Target = Target {
    name: "url_encoding",
    dictionary: &[
        b"\0",
        b"\x01",
        b"%",
        b"+",
        b"&",
        b"=",
        b"~",
        b"*",
        b" ",
        b"\xe3\x81\x82",
    ],
    run: |input| vec![run(input)],
};

/// Fields are separated by NUL, name and value by 01.
fn run(input: &[u8]) -> u64 {
    let fields: Vec<(&[u8], &[u8])> = match input {
        [] => Vec::new(),
        _ => input.split(|byte| *byte == 0).map(field).collect(),
    };
    let body = url_encode(fields.iter().copied());
    let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.+%&=".contains(byte);
    assert!(
        body.iter().all(allowed),
        "a byte that needs no escape is left"
    );
    let decoded: Vec<(Vec<u8>, Vec<u8>)> = match body.as_slice() {
        [] => Vec::new(),
        body => body
            .split(|byte| *byte == b'&')
            .map(decoded_field)
            .collect(),
    };
    let same = decoded.len() == fields.len()
        && decoded
            .iter()
            .zip(&fields)
            .all(|((n, v), (name, value))| n == name && v == value);
    assert!(same, "the fields decode to others");
    let escapes = body.iter().filter(|byte| **byte == b'%').count();
    fingerprint((
        magnitude(fields.len()),
        magnitude(body.len()),
        magnitude(escapes),
    ))
}

fn field(piece: &[u8]) -> (&[u8], &[u8]) {
    let mut parts = piece.splitn(2, |byte| *byte == 1);
    (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    )
}

fn decoded_field(piece: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut parts = piece.splitn(2, |byte| *byte == b'=').map(decoded);
    (
        parts.next().unwrap_or_default(),
        parts.next().expect("every field has an equals sign"),
    )
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                bytes.push(nibble(*high) << 4 | nibble(*low));
                rest = after;
            }
            (b'%', _) => panic!("an escape is cut short"),
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    bytes
}

fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'A'..=b'F' => digit - b'A' + 10,
        _ => panic!("an escape is no upper-case hex"),
    }
}
