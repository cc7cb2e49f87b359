//! Lines to entries, exactly as the vendor's parser reads them (connection-module §5.1), but for
//! the cut at a backslash before `r` or `n`, which truncated Windows paths (O-36).

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};

use super::KEY_PREFIX;

/// The value of a key and the line it stands on.
pub(super) struct Entry {
    pub(super) value: Vec<u8>,
    /// Counted from 1.
    pub(super) line: usize,
}

/// Key (without prefix) to entry. `Debug` shows keys only: values include a password.
#[derive(Default)]
pub(super) struct Entries(HashMap<Vec<u8>, Entry, BuildHasherDefault<Fnv>>);

/// FNV-1a: some twenty keys are looked up for each telegram, and a file of the shop's own needs no
/// protection from chosen keys.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Entries {
    /// Entries that come from no file.
    pub(super) fn of_map<'a>(map: impl IntoIterator<Item = (&'a [u8], &'a [u8])>) -> Self {
        let entries = (1..).zip(map).filter_map(|(line, (key, value))| {
            let key = key.strip_prefix(KEY_PREFIX.as_bytes())?;
            let value = trim(value).to_vec();
            Some((key.to_vec(), Entry { value, line }))
        });
        Self(entries.collect())
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<&Entry> {
        self.0.get(key)
    }

    pub(super) fn value(&self, key: &str) -> Option<&[u8]> {
        self.value_of(key.as_bytes())
    }

    pub(super) fn value_of(&self, key: &[u8]) -> Option<&[u8]> {
        self.get(key).map(|entry| entry.value.as_slice())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], &Entry)> {
        self.0.iter().map(|(key, entry)| (key.as_slice(), entry))
    }
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.keys().map(|key| String::from_utf8_lossy(key)))
            .finish()
    }
}

/// The keys of ours among `key=value` lines; a key that occurs again replaces the earlier one.
pub(super) fn entries(bytes: &[u8]) -> Entries {
    let entries = properties(bytes).filter_map(|(line, key, value)| {
        let key = key.strip_prefix(KEY_PREFIX.as_bytes())?;
        let value = value.to_vec();
        Some((key.to_vec(), Entry { value, line }))
    });
    Entries(entries.collect())
}

/// Line number, key and value of every `key=value` line. Lines without `=`, such as the guards
/// `<?php` and `?>`, say nothing.
pub(super) fn properties(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8], &[u8])> {
    let lines = bytes.split(|byte| *byte == b'\n').map(trim);
    (1..).zip(lines).filter_map(|(line, text)| {
        let (key, value) = key_and_value(text)?;
        Some((line, key, value))
    })
}

fn key_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    if line.starts_with(b"#") {
        return None;
    }
    let split = line
        .iter()
        .position(|byte| *byte == b'=')
        .filter(|split| *split > 0)?;
    let (key, value) = line.split_at_checked(split)?;
    Some((trim(key), trim(value.get(1..)?)))
}

/// Takes space, tab, CR, LF, NUL and VT off both ends, as PHP's `trim` does.
pub(super) fn trim(bytes: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b);
    let start = bytes
        .iter()
        .position(|byte| !blank(byte))
        .unwrap_or(bytes.len());
    let end = bytes
        .iter()
        .rposition(|byte| !blank(byte))
        .map_or(start, |last| last + 1);
    bytes.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(file: &[u8], key: &str) -> Option<Vec<u8>> {
        entries(file).value(key).map(<[u8]>::to_vec)
    }

    fn of(line: &str) -> Option<String> {
        let value = value(format!("paygentB2Bmodule.{line}\n").as_bytes(), "k");
        value.map(|value| String::from_utf8(value).unwrap())
    }

    #[test]
    fn key_and_value_are_trimmed() {
        assert_eq!(of("k=v").as_deref(), Some("v"));
        assert_eq!(of("k \t= \x0b v \0\r").as_deref(), Some("v"));
        assert_eq!(
            value(b" \tpaygentB2Bmodule.k=v", "k").as_deref(),
            Some(&b"v"[..])
        );
    }

    #[test]
    fn the_first_equals_sign_splits_and_the_rest_is_literal() {
        assert_eq!(of("k=a=b #c;'\"").as_deref(), Some("a=b #c;'\""));
        assert_eq!(of("k=").as_deref(), Some(""));
    }

    #[test]
    fn comments_guards_and_lines_without_key_say_nothing() {
        let file =
            b"<?php\n#paygentB2Bmodule.k=1\n  # paygentB2Bmodule.k=2\n=3\npaygentB2Bmodule.k\n?>";
        assert_eq!(value(file, "k"), None);
    }

    #[test]
    fn only_a_hash_starts_a_comment() {
        assert_eq!(
            entries(b";paygentB2Bmodule.k=1\n!paygentB2Bmodule.k=1")
                .0
                .len(),
            0
        );
        assert_eq!(
            of("k=1 # not a comment").as_deref(),
            Some("1 # not a comment")
        );
    }

    #[test]
    fn keys_are_case_sensitive_and_the_last_wins() {
        let file = b"paygentB2Bmodule.k=1\npaygentB2Bmodule.K=2\npaygentB2Bmodule.k=3\n";
        let entries = entries(file);
        assert_eq!(entries.value("k"), Some(&b"3"[..]));
        assert_eq!(entries.value("K"), Some(&b"2"[..]));
        assert_eq!(entries.get(b"k").unwrap().line, 3);
    }

    #[test]
    fn lines_end_at_lf_and_a_lone_cr_does_not_split() {
        let file = b"paygentB2Bmodule.a=1\r\npaygentB2Bmodule.b=2\rpaygentB2Bmodule.c=3";
        let entries = entries(file);
        assert_eq!(entries.value("a"), Some(&b"1"[..]));
        assert_eq!(entries.value("b"), Some(&b"2\rpaygentB2Bmodule.c=3"[..]));
    }

    #[test]
    fn a_byte_order_mark_sticks_to_the_first_line() {
        let file = b"\xef\xbb\xbf<?php\npaygentB2Bmodule.k=1";
        assert_eq!(value(file, "k").as_deref(), Some(&b"1"[..]));
        assert_eq!(value(b"\xef\xbb\xbfpaygentB2Bmodule.k=1", "k"), None);
    }

    #[test]
    fn bytes_of_any_encoding_pass() {
        // CP932: a comment with a trail byte 5C and a path with one.
        let file = b"# \x95\x5c\x8e\xa6\npaygentB2Bmodule.k=/srv/\x95\x5c/log\n";
        assert_eq!(value(file, "k").as_deref(), Some(&b"/srv/\x95\x5c/log"[..]));
    }

    #[test]
    fn o_36_backslashes_before_r_and_n_do_not_cut() {
        assert_eq!(
            of(r"k=C:\keys\root\new.pem").as_deref(),
            Some(r"C:\keys\root\new.pem")
        );
    }

    #[test]
    fn there_is_no_continuation_and_no_expansion() {
        assert_eq!(of("k=a\\\nb").as_deref(), Some("a\\"));
        assert_eq!(of("k=${HOME} \\u0041").as_deref(), Some("${HOME} \\u0041"));
        assert_eq!(of("k: v"), None);
    }

    #[test]
    fn an_empty_file_is_an_empty_map() {
        assert_eq!(entries(b"").0.len(), 0);
    }
}
