//! The charsets compared with what mbstring of PHP 8.2 does (`tests/vectors/make-charset.php`):
//! every one- and two-byte code, the whole BMP, and 1,500 longer sequences per charset.

#![allow(
    clippy::unwrap_used,
    reason = "a test fails by panicking, its helpers too"
)]

use std::collections::HashMap;
use std::fs;

use paygent_core::charset::{
    Encoding, decode_sjis_win, decode_sjis_win_strict, encode_sjis_win, encode_sjis_win_lossy,
};

/// What both bytes become, for every pair.
fn decode_table(name: &str) -> Vec<(Vec<u8>, String)> {
    let mut table = Vec::new();
    for line in vector_file(&format!("{name}.decode.txt")).lines() {
        let (first, cells) = line.split_once(": ").unwrap();
        let first = u8::from_str_radix(first, 16).unwrap();
        let cells: Vec<String> = cells.split(' ').flat_map(repeated).collect();
        if let [alone] = cells.as_slice() {
            table.push((vec![first], alone.clone()));
            continue;
        }
        assert_eq!(cells.len(), 256, "{name} {first:02x}");
        for (second, cell) in (0..=255).zip(cells) {
            table.push((vec![first, second], cell));
        }
    }
    table
}

fn repeated(cell: &str) -> Vec<String> {
    let (cell, count) = cell.split_once('*').unwrap_or((cell, "1"));
    let text = cell
        .split('+')
        .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
    vec![text.collect(); count.parse().unwrap()]
}

/// Code of every BMP character that has one.
fn encode_table(name: &str) -> HashMap<char, Vec<u8>> {
    let mut table = HashMap::new();
    for line in vector_file(&format!("{name}.encode.txt")).lines() {
        let (row, cells) = line.split_once(": ").unwrap();
        let row = u32::from_str_radix(row, 16).unwrap();
        for (column, cell) in (0..).zip(cells.split(' ')) {
            if cell != "-" {
                table.insert(char::from_u32(row + column).unwrap(), unhex(cell));
            }
        }
    }
    table
}

fn sequences(name: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let file = vector_file(&format!("{name}.sequences.txt"));
    let pairs = file.lines().map(|line| line.split_once(' ').unwrap());
    pairs
        .map(|(bytes, text)| (unhex(bytes), unhex(text)))
        .collect()
}

fn vector_file(name: &str) -> String {
    fs::read_to_string(format!(
        "{}/../../tests/vectors/{name}",
        env!("CARGO_MANIFEST_DIR")
    ))
    .unwrap()
}

fn unhex(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn every_one_and_two_byte_code_decodes_as_in_mbstring() {
    let mut count = 0;
    for (name, encoding) in [
        ("sjis-win", Encoding::ShiftJis),
        ("cp51932", Encoding::EucJp),
    ] {
        for (bytes, text) in decode_table(name) {
            let decoded = String::from_utf8(encoding.to_utf8_bytes(&bytes)).unwrap();
            assert_eq!(decoded, text, "{name} {bytes:02x?}");
            // The same after and before other text: no state is left behind.
            let padded = [b"ab", bytes.as_slice(), b"cd"].concat();
            let decoded = String::from_utf8(encoding.to_utf8_bytes(&padded)).unwrap();
            assert_eq!(decoded, format!("ab{text}cd"), "{name} {bytes:02x?}");
            count += 1;
        }
    }
    assert!(count > 30_000, "the tables were read: {count}");
}

#[test]
fn the_whole_bmp_encodes_as_in_mbstring() {
    for (name, encoding) in [
        ("sjis-win", Encoding::ShiftJis),
        ("cp51932", Encoding::EucJp),
    ] {
        let table = encode_table(name);
        assert!(table.len() > 7_000, "the table was read: {}", table.len());
        for character in '\0'..='\u{FFFF}' {
            let (bytes, lost) = encoding.from_utf8_bytes(character.to_string().as_bytes());
            let (expected, expected_lost) = table
                .get(&character)
                .map_or((b"?".to_vec(), 1), |code| (code.clone(), 0));
            assert_eq!(
                (bytes, lost),
                (expected, expected_lost),
                "{name} {:04x}",
                u32::from(character)
            );
        }
    }
}

#[test]
fn broken_and_truncated_sequences_decode_as_in_mbstring() {
    for (name, encoding) in [
        ("sjis-win", Encoding::ShiftJis),
        ("cp51932", Encoding::EucJp),
    ] {
        for (bytes, text) in sequences(name) {
            assert_eq!(
                String::from_utf8(encoding.to_utf8_bytes(&bytes)).unwrap(),
                String::from_utf8(text).unwrap(),
                "{name} {bytes:02x?}"
            );
        }
    }
}

#[test]
fn broken_utf_8_becomes_as_many_question_marks_as_in_mbstring() {
    for (bytes, text) in sequences("utf-8") {
        let expected = encode_sjis_win_lossy(std::str::from_utf8(&text).unwrap()).0;
        assert_eq!(
            Encoding::ShiftJis.from_utf8_bytes(&bytes).0,
            expected,
            "{bytes:02x?}"
        );
    }
}

#[test]
fn strict_decoding_names_the_first_bad_byte_and_lossy_decoding_agrees_otherwise() {
    for (bytes, text) in decode_table("sjis-win") {
        let padded = [b"\x82\xa0", bytes.as_slice()].concat();
        let bad = text == "?" && bytes != b"?";
        match decode_sjis_win_strict(&padded) {
            Ok(decoded) => assert!(!bad && decoded == decode_sjis_win(&padded), "{bytes:02x?}"),
            Err(error) => assert!(bad && error.offset == 2, "{bytes:02x?} {error:?}"),
        }
    }
    // The order in which the two kinds of bad bytes are noticed does not matter.
    assert_eq!(
        decode_sjis_win_strict(b"a\x80\x82\xa0\xff")
            .unwrap_err()
            .offset,
        1
    );
    assert_eq!(
        decode_sjis_win_strict(b"a\xff\x82\xa0\x80")
            .unwrap_err()
            .offset,
        1
    );
}

#[test]
fn strict_encoding_names_the_character_and_lossy_encoding_counts_them() {
    let text = "髙〜¥\u{E000}𠮷a—";
    let error = encode_sjis_win(text).unwrap_err();
    assert_eq!((error.character, error.offset), ('𠮷', 11));
    let (bytes, lost) = encode_sjis_win_lossy(text);
    assert_eq!(bytes, b"\xfb\xfc\x81\x60\x81\x8f\xf0\x40?a?");
    assert_eq!(lost, 2);
    assert_eq!(encode_sjis_win("a\u{80}").unwrap_err().offset, 1);
}

#[test]
fn what_decodes_encodes_to_a_code_that_decodes_to_the_same() {
    for (bytes, text) in decode_table("sjis-win") {
        if text != "?" {
            let again = encode_sjis_win(&text).unwrap();
            assert_eq!(decode_sjis_win(&again), text, "{bytes:02x?}");
        }
    }
}

#[test]
fn a_plain_ascii_text_is_not_copied() {
    let bytes = b"result=0\r\n";
    assert!(matches!(
        decode_sjis_win(bytes),
        std::borrow::Cow::Borrowed("result=0\r\n")
    ));
}

#[test]
fn a_long_text_of_nothing_but_bad_bytes_or_characters_is_converted() {
    // With a cost per bad byte that grows with the length these would take minutes.
    let length = 1_000_000;
    assert_eq!(decode_sjis_win(&vec![0xFF; length]), "?".repeat(length));
    assert_eq!(
        Encoding::EucJp.to_utf8_bytes(&vec![0x8F; length]),
        b"?".repeat(length)
    );
    assert_eq!(
        Encoding::EucJp.to_utf8_bytes(&vec![0x8E; length]),
        b"?".repeat(length / 2)
    );
    let (bytes, lost) = encode_sjis_win_lossy(&"𠮷".repeat(length));
    assert_eq!((bytes, lost), (b"?".repeat(length), length));
    assert_eq!(
        encode_sjis_win_lossy(&"¥".repeat(length)).0,
        b"\x81\x8f".repeat(length)
    );
}

#[test]
fn texts_longer_than_one_piece_are_converted_whole() {
    for length in [24, 25, 26, 192, 511, 512, 513, 2047, 2048, 2049, 5000] {
        for prefix in ["", "a", "ab"] {
            let text = format!("{prefix}{}", "漢ｶ髙".repeat(length));
            let bytes = encode_sjis_win(&text).unwrap();
            assert_eq!(bytes.len(), prefix.len() + length * 5);
            assert_eq!(decode_sjis_win(&bytes), text);
            let cut = decode_sjis_win(&bytes[..bytes.len() - 1]).into_owned();
            assert_eq!(cut, text.trim_end_matches('髙').to_owned() + "?");
        }
    }
}
