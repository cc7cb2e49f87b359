//! Bytes to text: encoding_rs runs over the good bytes, mbstring's rule over the bad ones.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding};

use super::table::Codec;

/// Stands for what is no character, as in mbstring.
const SUBSTITUTE: char = '?';

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
    let mut text = String::with_capacity(ascii + capacity_for(codec, rest));
    text.push_str(head);
    decode_runs(codec, bytes, ascii, &mut text, on_bad);
    Cow::Owned(replace_unknown_single(codec, bytes, text, on_bad))
}

/// Appends everything from `start` on: a run of good bytes, one bad unit, a run of good bytes, …
fn decode_runs(
    codec: &Codec,
    bytes: &[u8],
    start: usize,
    text: &mut String,
    on_bad: &mut dyn FnMut(usize),
) {
    let mut position = start;
    let mut limit = next_unknown_lead(codec, bytes, position);
    while position < bytes.len() {
        if limit < position {
            limit = next_unknown_lead(codec, bytes, position);
        }
        let run = bytes.get(position..limit).unwrap_or_default();
        position += decode_run(codec, run, text);
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
fn decode_run(codec: &Codec, run: &[u8], text: &mut String) -> usize {
    let mut decoder = codec.base.new_decoder_without_bom_handling();
    let mut total = 0;
    loop {
        let rest = run.get(total..).unwrap_or_default();
        // As good as always there already: the whole answer was provided for.
        text.reserve(
            decoder
                .max_utf8_buffer_length_without_replacement(rest.len())
                .unwrap_or(0),
        );
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, true);
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

/// Room for the whole text, so that it is never moved while it grows.
fn capacity_for(codec: &Codec, bytes: &[u8]) -> usize {
    codec
        .base
        .new_decoder_without_bom_handling()
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len())
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
    if !text.contains("\u{80}") {
        return text;
    }
    let mut position = 0;
    while let Some(first) = bytes.get(position) {
        if *first == unknown {
            on_bad(position);
        }
        position += codec.unit_length(*first);
    }
    text.replace('\u{80}', "?")
}
