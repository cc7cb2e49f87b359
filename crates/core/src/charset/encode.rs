//! Text to bytes: encoding_rs runs over what it encodes as mbstring does, the override table over
//! the rest.

use encoding_rs::{Encoder, EncoderResult};

use super::Unmappable;
use super::table::Codec;

/// Stands for a character without a code, as in mbstring.
const SUBSTITUTE: u8 = b'?';

/// Bytes encoded at a time. Encoding into the growing result itself would cost a look at all of its
/// spare room for every character without a code.
const SCRATCH: usize = 512;

/// Encodes; `on_unmappable` gets every character that became `?`, in order.
pub(super) fn encode(
    codec: &Codec,
    text: &str,
    on_unmappable: &mut dyn FnMut(Unmappable),
) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len());
    if text.is_ascii() {
        encoded.extend_from_slice(text.as_bytes());
        return encoded;
    }
    let mut rest = text;
    while let Some((run, character, code)) = next_overridden(codec, rest) {
        let offset = text.len() - rest.len();
        encode_run(codec, run, offset, &mut encoded, on_unmappable);
        match code {
            Some(code) => encoded.extend_from_slice(&code),
            None => {
                encoded.push(SUBSTITUTE);
                on_unmappable(Unmappable {
                    character,
                    offset: offset + run.len(),
                });
            }
        }
        rest = rest
            .get(run.len() + character.len_utf8()..)
            .unwrap_or_default();
    }
    encode_run(
        codec,
        rest,
        text.len() - rest.len(),
        &mut encoded,
        on_unmappable,
    );
    encoded
}

/// The text before the next character that encoding_rs would encode wrongly, that character, and
/// its right code.
fn next_overridden<'a>(codec: &Codec, text: &'a str) -> Option<(&'a str, char, Option<[u8; 2]>)> {
    text.char_indices().find_map(|(offset, character)| {
        let (_, code) = codec
            .encoded_otherwise
            .iter()
            .find(|(known, _)| *known == character)?;
        Some((text.get(..offset)?, character, *code))
    })
}

/// Appends a run that holds none of the characters that encoding_rs encodes wrongly.
fn encode_run(
    codec: &Codec,
    run: &str,
    offset: usize,
    encoded: &mut Vec<u8>,
    on_unmappable: &mut dyn FnMut(Unmappable),
) {
    let mut encoder: Encoder = codec.base.new_encoder();
    let mut scratch = [0; SCRATCH];
    let mut rest = run;
    while !rest.is_empty() {
        let (result, read, written) =
            encoder.encode_from_utf8_without_replacement(rest, &mut scratch, true);
        encoded.extend_from_slice(scratch.get(..written).unwrap_or_default());
        rest = rest.get(read..).unwrap_or_default();
        if let EncoderResult::Unmappable(character) = result {
            if let Some(code) = codec.additional_code(character) {
                encoded.extend_from_slice(&code);
            } else {
                encoded.push(SUBSTITUTE);
                let end = offset + run.len() - rest.len();
                on_unmappable(Unmappable {
                    character,
                    offset: end - character.len_utf8(),
                });
            }
        }
    }
}
