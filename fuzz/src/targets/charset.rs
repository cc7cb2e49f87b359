//! SJIS-win, CP51932 and kana with any bytes.

use std::borrow::Cow;

use paygent_core::charset::{
    Encoding, decode_sjis_win, decode_sjis_win_strict, encode_sjis_win, encode_sjis_win_lossy,
};
use paygent_core::kana;

use super::{Target, fingerprint, magnitude};

pub const TARGET: Target = Target {
    name: "charset",
    dictionary: &[
        b"\x80",
        b"\x81\x60",
        b"\x83\x5c",
        b"\x83\x4b",
        b"\x87\x40",
        b"\x8f\xb0\xa1",
        b"\x8e\xb6",
        b"\xa5\xab",
        b"\xad\xa1",
        b"\xb6\xde",
        b"\xf0\x40",
        b"\xf9\xfc",
        b"\xfb\xfc",
        b"\xfd",
        b"\xff\xff",
        b"\xc2\x80",
        b"\xc2\xa5",
        b"\xe2\x80\xbe",
        b"\xe3\x80\x9c",
        b"\xee\x80\x80",
        b"\xf0\xa0\xae\xb7",
    ],
    run: |input| vec![run(input)],
};

fn run(input: &[u8]) -> u64 {
    let text = decode_sjis_win(input);
    in_pieces_the_same(input, &text);
    let offset = strict_agrees(input, &text);
    what_is_decoded_encodes(&text);
    let lost = what_is_encoded_decodes(input);
    let euc = Encoding::EucJp.to_utf8_bytes(input);
    let (euc_again, euc_lost) = Encoding::EucJp.from_utf8_bytes(&euc);
    assert_eq!(euc_lost, 0, "what CP51932 decodes it encodes");
    assert_eq!(Encoding::EucJp.to_utf8_bytes(&euc_again), euc);
    kana_is_settled(input);
    fingerprint((
        matches!(text, Cow::Borrowed(_)),
        magnitude(offset),
        magnitude(lost),
        magnitude(text.matches('?').count()),
        magnitude(euc.iter().filter(|byte| **byte == b'?').count()),
        magnitude(
            text.chars()
                .filter(|character| ('\u{E000}'..'\u{F8FF}').contains(character))
                .count(),
        ),
    ))
}

/// Each code on its own gives the same as all together.
fn in_pieces_the_same(input: &[u8], text: &str) {
    let mut pieces = String::new();
    let mut rest = input;
    while let Some(first) = rest.first() {
        let lead = matches!(first, 0x81..=0x9F | 0xE0..=0xFC);
        let (unit, after) = rest.split_at(if lead { 2.min(rest.len()) } else { 1 });
        pieces.push_str(&decode_sjis_win(unit));
        rest = after;
    }
    assert_eq!(pieces, text);
}

fn strict_agrees(input: &[u8], text: &str) -> usize {
    match decode_sjis_win_strict(input) {
        Ok(strict) => {
            assert_eq!(strict, text);
            input.len()
        }
        Err(error) => {
            let (good, bad) = input.split_at(error.offset);
            assert_eq!(
                decode_sjis_win_strict(good).as_deref(),
                Ok(decode_sjis_win(good).as_ref())
            );
            assert!(
                decode_sjis_win(bad).starts_with('?'),
                "the bad byte is where it is said to be"
            );
            error.offset
        }
    }
}

fn what_is_decoded_encodes(text: &str) {
    let bytes = encode_sjis_win(text).expect("what SJIS-win decodes it encodes");
    assert_eq!(decode_sjis_win(&bytes), text);
}

fn what_is_encoded_decodes(input: &[u8]) -> usize {
    let text = String::from_utf8_lossy(input);
    let (bytes, lost) = encode_sjis_win_lossy(&text);
    assert_eq!(encode_sjis_win(&text).is_ok(), lost == 0);
    if let Err(error) = encode_sjis_win(&text) {
        assert!(text[error.offset..].starts_with(error.character));
    }
    assert!(
        decode_sjis_win_strict(&bytes).is_ok(),
        "what is sent is SJIS-win"
    );
    assert_eq!(
        decode_sjis_win(&bytes).chars().count(),
        text.chars().count()
    );
    lost
}

/// A second time changes nothing, and bytes and text are treated alike.
fn kana_is_settled(input: &[u8]) {
    for encoding in [Encoding::Utf8, Encoding::ShiftJis, Encoding::EucJp] {
        let half = kana::to_half_width(encoding, input);
        assert_eq!(kana::to_half_width(encoding, &half), half, "{encoding:?}");
    }
    let bytes = kana::to_half_width_sjis(input);
    assert_eq!(
        decode_sjis_win(&bytes),
        kana::to_half_width_text(&decode_sjis_win(input))
    );
}
