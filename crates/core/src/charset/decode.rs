//! Bytes to text: encoding_rs runs over the good bytes, mbstring's rule over the bad ones.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding};

use super::table::Codec;

/// Stands for what is no character, as in mbstring.
const SUBSTITUTE: char = '?';

/// What encoding_rs makes of a single byte that mbstring does not know.
const UNKNOWN_SINGLE: &str = "\u{80}";

/// Bytes of text decoded at a time. Decoding into the growing text itself would cost a look at all
/// of its spare room for every bad byte, and room for three times the body.
const SCRATCH: usize = 2048;

/// A text of at most so many bytes is tried at once: most are single values without fault.
const SMALL: usize = 128;

/// Decodes; `on_bad` gets the offset of every byte or pair of bytes that became `?`, not
/// necessarily in order.
pub(super) fn decode<'a>(
    codec: &Codec,
    bytes: &'a [u8],
    on_bad: &mut dyn FnMut(usize),
) -> Cow<'a, str> {
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let (head, rest) = bytes.split_at_checked(ascii).unwrap_or((bytes, &[]));
    let head = std::str::from_utf8(head).unwrap_or_default();
    if rest.is_empty() {
        return Cow::Borrowed(head);
    }
    if let Some(text) = decode_small(codec, bytes) {
        return Cow::Owned(text);
    }
    // Most characters grow from two bytes to three.
    let mut text = String::with_capacity(ascii + rest.len() + rest.len().div_ceil(2));
    text.push_str(head);
    decode_runs(codec, bytes, ascii, &mut text, on_bad);
    Cow::Owned(replace_unknown_single(codec, bytes, text, on_bad))
}

/// A short text in which nothing is bad.
fn decode_small(codec: &Codec, bytes: &[u8]) -> Option<String> {
    if bytes.len() > SMALL || codec.unknown_lead.is_some_and(|lead| bytes.contains(&lead)) {
        return None;
    }
    let mut decoder = codec.base.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len())?;
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    let good = result == DecoderResult::InputEmpty
        && !(codec.unknown_single.is_some() && text.contains(UNKNOWN_SINGLE));
    good.then_some(text)
}

/// Appends everything from `start` on: a run of good bytes, one bad unit, a run of good bytes, …
fn decode_runs(
    codec: &Codec,
    bytes: &[u8],
    start: usize,
    text: &mut String,
    on_bad: &mut dyn FnMut(usize),
) {
    let mut scratch = [0; SCRATCH];
    // Zeros are a text, which spares checking again what the decoder has written.
    let scratch = std::str::from_utf8_mut(&mut scratch).unwrap_or_default();
    let mut position = start;
    let mut limit = next_unknown_lead(codec, bytes, position);
    while position < bytes.len() {
        if limit < position {
            limit = next_unknown_lead(codec, bytes, position);
        }
        let run = bytes.get(position..limit).unwrap_or_default();
        position += decode_run(codec, run, scratch, text);
        if position < bytes.len() {
            on_bad(position);
            text.push(SUBSTITUTE);
            position += bytes
                .get(position)
                .map_or(1, |first| codec.unit_length(*first));
        }
    }
}

/// Appends the good bytes at the start of a run; returns how many they are.
fn decode_run(codec: &Codec, run: &[u8], scratch: &mut str, text: &mut String) -> usize {
    let mut decoder = codec.base.new_decoder_without_bom_handling();
    let mut total = 0;
    loop {
        let rest = run.get(total..).unwrap_or_default();
        let (result, read, written) =
            decoder.decode_to_str_without_replacement(rest, scratch, true);
        text.push_str(scratch.get(..written).unwrap_or_default());
        total += read;
        match result {
            DecoderResult::InputEmpty => return total,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                return total.saturating_sub(usize::from(bad) + usize::from(after));
            }
        }
    }
}

/// Offset of the next byte at which encoding_rs must not look, or the end.
fn next_unknown_lead(codec: &Codec, bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    codec
        .unknown_lead
        .and_then(|lead| rest.iter().position(|byte| *byte == lead))
        .map_or(bytes.len(), |offset| from + offset)
}

/// encoding_rs passes byte 80 as U+0080, which nothing else becomes; looking for it afterwards is
/// cheaper than before, where 80 is a frequent trail byte.
fn replace_unknown_single(
    codec: &Codec,
    bytes: &[u8],
    text: String,
    on_bad: &mut dyn FnMut(usize),
) -> String {
    let Some(unknown) = codec.unknown_single else {
        return text;
    };
    if !text.contains(UNKNOWN_SINGLE) {
        return text;
    }
    let mut position = 0;
    while let Some(first) = bytes.get(position) {
        if *first == unknown {
            on_bad(position);
        }
        position += codec.unit_length(*first);
    }
    text.replace(UNKNOWN_SINGLE, "?")
}
