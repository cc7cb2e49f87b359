//! The telegram: what the caller puts, in the order of the puts (connection-module §3.1, §6).
//!
//! The steps from here to the wire are one file each: [`complete`], [`check`], [`attach`],
//! [`transliterate`], [`encode`], [`url_encode`]. They work on a copy: what the caller put stays as
//! it was (O-17).

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

pub mod attach;
pub mod check;
pub mod complete;
pub mod encode;
mod fields;
mod text_mode;
pub mod transliterate;
pub mod url_encode;

pub use fields::{Field, Fields, Origin};
pub use text_mode::{TextMode, WireEncoding};

/// Name of the field that decides URL, encoding and answer format.
pub const TELEGRAM_KIND: &str = "telegram_kind";
/// Field that [`complete`] fills from `default_id`.
pub const CONNECT_ID: &str = "connect_id";
/// Field that [`complete`] fills from `default_password`.
pub const CONNECT_PASSWORD: &str = "connect_password";
/// Field that [`complete`] fills from `select_max_cnt` for reference kinds.
pub const LIMIT_COUNT: &str = "limit_count";
/// Field that carries the send file.
pub const DATA: &str = "data";

/// An ordered map from field name to value, both bytes, and an optional send file.
///
/// A field put again keeps its first place. `Debug` shows field names only.
#[derive(Clone, Default)]
pub struct Telegram {
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    places: HashMap<Vec<u8>, usize>,
    send_file: Option<PathBuf>,
}

impl Telegram {
    /// A telegram of this kind, e.g. `"020"`.
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self::empty().field(TELEGRAM_KIND, kind)
    }

    /// A telegram without any field.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// [`Telegram::put`] for building in one expression.
    #[must_use]
    pub fn field(mut self, key: impl AsRef<[u8]>, value: impl Into<Vec<u8>>) -> Self {
        self.put(key, value);
        self
    }

    /// Stores `value` under `key`; a key put again keeps its place.
    pub fn put(&mut self, key: impl AsRef<[u8]>, value: impl Into<Vec<u8>>) {
        let key = key.as_ref();
        let place = self.places.get(key).copied();
        if let Some((_, stored)) = place.and_then(|place| self.fields.get_mut(place)) {
            *stored = value.into();
            return;
        }
        self.places.insert(key.to_vec(), self.fields.len());
        self.fields.push((key.to_vec(), value.into()));
    }

    /// The value under `key`.
    #[must_use]
    pub fn get(&self, key: impl AsRef<[u8]>) -> Option<&[u8]> {
        let place = *self.places.get(key.as_ref())?;
        self.fields.get(place).map(|(_, value)| value.as_slice())
    }

    /// Takes the field out; the fields behind it move up.
    pub fn remove(&mut self, key: impl AsRef<[u8]>) -> Option<Vec<u8>> {
        let place = self.places.remove(key.as_ref())?;
        for later in self.places.values_mut().filter(|later| **later > place) {
            *later -= 1;
        }
        (place < self.fields.len()).then(|| self.fields.remove(place).1)
    }

    /// All fields in the order of their first put.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.fields
            .iter()
            .map(|(key, value)| (key.as_slice(), value.as_slice()))
    }

    /// The telegram kind; empty when it was not put.
    #[must_use]
    pub fn kind(&self) -> &[u8] {
        self.get(TELEGRAM_KIND).unwrap_or_default()
    }

    /// The kind for messages.
    #[must_use]
    pub fn kind_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.kind())
    }

    /// Names the file whose bytes become field `data` (connection-module §6.3). An empty path is
    /// none; a `data` field put by the caller, even an empty one, wins.
    pub fn send_file(&mut self, path: impl Into<PathBuf>) {
        let path = path.into();
        self.send_file = (!path.as_os_str().is_empty()).then_some(path);
    }

    /// The send file.
    #[must_use]
    pub fn send_file_path(&self) -> Option<&Path> {
        self.send_file.as_deref()
    }
}

impl fmt::Debug for Telegram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.iter().map(|(key, _)| String::from_utf8_lossy(key));
        f.debug_set().entries(names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(telegram: &Telegram) -> Vec<String> {
        telegram
            .iter()
            .map(|(key, _)| String::from_utf8(key.to_vec()).unwrap())
            .collect()
    }

    #[test]
    fn a_field_put_again_keeps_its_place() {
        let mut telegram = Telegram::new("020").field("a", "1").field("b", "2");
        telegram.put("a", "3");
        assert_eq!(names(&telegram), ["telegram_kind", "a", "b"]);
        assert_eq!(telegram.get("a"), Some(&b"3"[..]));
    }

    #[test]
    fn a_removed_field_leaves_no_gap() {
        let mut telegram = Telegram::empty()
            .field("a", "1")
            .field("b", "2")
            .field("c", "3");
        assert_eq!(telegram.remove("a"), Some(b"1".to_vec()));
        assert_eq!(telegram.remove("a"), None);
        telegram.put("c", "4");
        telegram.put("a", "5");
        assert_eq!(names(&telegram), ["b", "c", "a"]);
        assert_eq!(telegram.get("c"), Some(&b"4"[..]));
    }

    #[test]
    fn names_are_bytes_and_case_sensitive() {
        let telegram = Telegram::empty()
            .field(b"\x95\x5c", "1")
            .field("A", "2")
            .field("a", "3");
        assert_eq!(telegram.iter().count(), 3);
        assert_eq!(telegram.get(b"\x95\x5c"), Some(&b"1"[..]));
    }

    #[test]
    fn an_empty_send_file_path_is_none() {
        let mut telegram = Telegram::new("200");
        telegram.send_file("/tmp/x");
        assert_eq!(telegram.send_file_path(), Some(Path::new("/tmp/x")));
        telegram.send_file("");
        assert_eq!(telegram.send_file_path(), None);
    }

    #[test]
    fn debug_shows_names_only() {
        let telegram = Telegram::new("020").field("card_number", "4980000000000000");
        assert_eq!(
            format!("{telegram:?}"),
            r#"{"telegram_kind", "card_number"}"#
        );
    }
}
