//! Finds PEM blocks in whatever an operator saved: any order, BOM, CRLF, bag attributes, one long
//! line, UTF-16 from an editor.

use std::borrow::Cow;

/// One block, rewritten the way OpenSSL likes it.
pub(super) struct Block {
    /// The text between `-----BEGIN ` and `-----`.
    pub(super) label: String,
    /// The whole block with LF line ends and lines of 64 characters.
    pub(super) text: Vec<u8>,
    /// The base64 characters alone.
    pub(super) base64: String,
}

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";
const LINE: usize = 64;

/// All complete blocks of a file, in the file's order.
pub(super) fn blocks(file: &[u8]) -> Vec<Block> {
    let text = plain_text(file);
    let mut found = Vec::new();
    let mut rest: &str = &text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        rest = after;
        let Some((label, after_label)) = after.split_once(DASHES) else {
            break;
        };
        let end = format!("-----END {label}-----");
        let Some((inside, after_block)) = after_label.split_once(&end) else {
            continue;
        };
        // A cut block swallows the beginning of the next one: the next one may be whole.
        if inside.contains(BEGIN) {
            continue;
        }
        found.push(rewrite(label, inside));
        rest = after_block;
    }
    found
}

/// PEM is ASCII: anything else in the file is somebody's remark, in whatever encoding.
fn plain_text(file: &[u8]) -> Cow<'_, str> {
    let little = |pair: &[u8]| pair.first().copied().unwrap_or(b'?');
    let big = |pair: &[u8]| pair.get(1).copied().unwrap_or(b'?');
    match file {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, little),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, big),
        _ => String::from_utf8_lossy(file),
    }
}

fn utf16(units: &[u8], low_byte: impl Fn(&[u8]) -> u8) -> Cow<'static, str> {
    let bytes: Vec<u8> = units.chunks(2).map(low_byte).collect();
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn rewrite(label: &str, inside: &str) -> Block {
    let mut headers = Vec::new();
    let mut base64 = String::with_capacity(inside.len());
    for line in inside.split(['\r', '\n']).map(str::trim) {
        if line.contains(':') {
            headers.push(line);
        } else {
            base64.extend(line.chars().filter(|c| !c.is_whitespace()));
        }
    }
    let mut text = format!("{BEGIN}{label}{DASHES}\n");
    for header in &headers {
        text.push_str(header);
        text.push('\n');
    }
    if !headers.is_empty() {
        text.push('\n');
    }
    for (index, character) in base64.chars().enumerate() {
        if index > 0 && index.is_multiple_of(LINE) {
            text.push('\n');
        }
        text.push(character);
    }
    text.push_str(&format!("\n-----END {label}{DASHES}\n"));
    Block {
        label: label.to_owned(),
        text: text.into_bytes(),
        base64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";

    fn labels(file: &[u8]) -> Vec<String> {
        blocks(file).into_iter().map(|b| b.label).collect()
    }

    #[test]
    fn line_ends_bom_and_remarks_do_not_matter() {
        let expected = PLAIN.as_bytes();
        for file in [
            PLAIN.as_bytes().to_vec(),
            PLAIN.replace('\n', "\r\n").into_bytes(),
            PLAIN.replace('\n', "\r").into_bytes(),
            format!("\u{feff}{PLAIN}").into_bytes(),
            format!(
                "Bag Attributes\n    localKeyID: 01 \nKey Attributes: <No Attributes>\n{PLAIN}"
            )
            .into_bytes(),
            [b"\x83R\x83\x81\x83\x93\x83g\n".as_slice(), PLAIN.as_bytes()].concat(),
            [
                &[0xFF, 0xFE][..],
                &PLAIN
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>(),
            ]
            .concat(),
            [
                &[0xFE, 0xFF][..],
                &PLAIN
                    .encode_utf16()
                    .flat_map(u16::to_be_bytes)
                    .collect::<Vec<_>>(),
            ]
            .concat(),
        ] {
            let found = blocks(&file);
            assert_eq!(found.len(), 1);
            assert_eq!(
                found[0].text,
                expected,
                "{}",
                String::from_utf8_lossy(&file)
            );
        }
    }

    #[test]
    fn every_block_in_order_without_a_final_line_end() {
        let file = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY----------BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----";
        assert_eq!(labels(file.as_bytes()), ["PRIVATE KEY", "CERTIFICATE"]);
    }

    #[test]
    fn headers_of_an_encrypted_key_stay() {
        let file = "-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: DES-EDE3-CBC,00\r\n\r\nQUJD\r\n-----END RSA PRIVATE KEY-----\r\n";
        assert_eq!(
            String::from_utf8_lossy(&blocks(file.as_bytes())[0].text),
            file.replace("\r\n", "\n")
        );
    }

    #[test]
    fn long_lines_are_wrapped() {
        let file = format!("-----BEGIN X-----{}-----END X-----", "A".repeat(65));
        assert_eq!(
            String::from_utf8_lossy(&blocks(file.as_bytes())[0].text),
            format!(
                "-----BEGIN X-----\n{}\nA\n-----END X-----\n",
                "A".repeat(64)
            )
        );
    }

    #[test]
    fn a_cut_block_hides_no_later_one() {
        let file = format!("-----BEGIN CERTIFICATE-----\nQUJ\n{PLAIN}");
        assert_eq!(blocks(file.as_bytes()).len(), 1);
        assert!(blocks(b"-----BEGIN CERTIFICATE-----\nQUJD").is_empty());
        assert!(blocks(b"").is_empty());
    }
}
