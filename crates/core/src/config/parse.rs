//! Lines to entries, exactly as the vendor's parser reads them (connection-module §5.1), but for
//! the cut at a backslash before `r` or `n`, which truncated Windows paths (O-36).

use std::collections::HashMap;
use std::fmt;

use super::KEY_PREFIX;

/// The value of a key and the line it stands on.
pub(super) struct Entry {
    pub(super) value: Vec<u8>,
    /// Counted from 1.
    pub(super) line: usize,
}

/// Key (without prefix) to entry. `Debug` shows keys only: values include a password.
#[derive(Default)]
pub(super) struct Entries(HashMap<Vec<u8>, Entry>);

impl Entries {
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

/// Reads `key=value` lines. Lines without `=`, such as the guards `<?php` and `?>`, say nothing;
/// a key that occurs again replaces the earlier one.
pub(super) fn entries(bytes: &[u8]) -> Entries {
    let lines = bytes.split(|byte| *byte == b'\n').map(trim);
    let mut entries = HashMap::new();
    for (line, text) in (1..).zip(lines) {
        if let Some((key, value)) = key_and_value(text)
            && let Some(key) = key.strip_prefix(KEY_PREFIX.as_bytes())
        {
            entries.insert(
                key.to_vec(),
                Entry {
                    value: value.to_vec(),
                    line,
                },
            );
        }
    }
    Entries(entries)
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
