//! The settings file `modenv_properties.conf` / `.php` (connection-module §5).
//!
//! Read as text, byte by byte, never executed; parsed once per process and read again when it
//! changes. What the file says can be overridden per client: see [`Settings`].

use std::path::{Path, PathBuf};

use crate::error::Error;

mod cache;
pub mod keys;
mod kinds;
mod locate;
mod parse;
mod properties;
#[cfg(test)]
pub(crate) mod sample;
mod settings;
mod validate;

pub use locate::{FILE_NAMES, locate};
pub use properties::{Properties, Requirement, passes, read_properties};
pub use settings::{Overrides, Settings};

use kinds::KindList;
use parse::Entries;

/// What precedes every key in the file.
pub const KEY_PREFIX: &str = "paygentB2Bmodule.";

/// One settings file, parsed and checked.
#[derive(Debug)]
pub struct Config {
    path: PathBuf,
    entries: Entries,
    utf8_kinds: KindList,
    reference_kinds: KindList,
}

impl Config {
    /// Parses and checks the bytes of a settings file; `path` is for messages.
    ///
    /// # Errors
    /// E01002 naming key, file and line. The order of the checks is that of §5.2.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Self, Error> {
        let entries = parse::entries(bytes);
        validate::all(&entries, path)?;
        let kinds = |key| KindList::parse(entries.value(key).unwrap_or_default());
        Ok(Self {
            path: path.to_path_buf(),
            utf8_kinds: kinds(keys::TELEGRAM_KIND_UTF8),
            reference_kinds: kinds(keys::TELEGRAM_KIND_REF),
            entries,
        })
    }

    /// The file this came from.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A value as it stands in the file; `key` without `paygentB2Bmodule.`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[u8]> {
        self.entries.value(key)
    }

    /// The typed settings of the file alone.
    #[must_use]
    pub fn settings<'a>(&'a self, overrides: &'a Overrides) -> Settings<'a> {
        Settings::new(self, overrides)
    }

    /// The URL of a telegram kind: `url.` + kind, then `url.` + its first two bytes (§5.4).
    #[must_use]
    pub fn url(&self, kind: &[u8]) -> Option<&str> {
        let url = |kind: &[u8]| {
            let key = [keys::URL_PREFIX.as_bytes(), kind].concat();
            let value = self.entries.value_of(&key)?;
            std::str::from_utf8(value)
                .ok()
                .filter(|value| !value.is_empty())
        };
        if kind.is_empty() {
            return None;
        }
        url(kind).or_else(|| url(kind.get(..keys::URL_GROUP_LENGTH)?))
    }

    /// Every URL of the file with its key, for diagnosis.
    pub fn urls(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().filter_map(|(key, entry)| {
            let key = std::str::from_utf8(key).ok()?;
            let value = std::str::from_utf8(&entry.value).ok()?;
            key.starts_with(keys::URL_PREFIX).then_some((key, value))
        })
    }

    /// Whether the kind is exchanged in UTF-8 (`telegram_kind.utf8`), compared exactly (O-23).
    #[must_use]
    pub fn is_utf8_kind(&self, kind: &[u8]) -> bool {
        self.utf8_kinds.contains(kind)
    }

    /// Whether the answer is reference CSV (`telegram_kind.ref`), compared exactly (O-23).
    #[must_use]
    pub fn is_reference_kind(&self, kind: &[u8]) -> bool {
        self.reference_kinds.contains(kind)
    }

    /// The kinds of `telegram_kind.utf8`.
    #[must_use]
    pub fn utf8_kinds(&self) -> &[Vec<u8>] {
        self.utf8_kinds.as_slice()
    }

    /// The kinds of `telegram_kind.ref`.
    #[must_use]
    pub fn reference_kinds(&self) -> &[Vec<u8>] {
        self.reference_kinds.as_slice()
    }
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_kind_has_its_own_url_or_that_of_its_group() {
        let config = sample::config("");
        let path = |kind: &str| {
            let url = config.url(kind.as_bytes())?;
            url.strip_prefix("https://paygent.example/n/")
        };
        assert_eq!(path("020"), Some("card/request"));
        assert_eq!(
            path("02"),
            Some("card/request"),
            "two characters are looked up as they are"
        );
        assert_eq!(path("090"), Some("ref/request"));
        assert_eq!(path("091"), Some("ref/paynotice"));
        assert_eq!(path("261"), Some("accounttransfer/request"));
        assert_eq!(path("263"), Some("accounttransfer/receipt"));
        assert_eq!(path("200"), path("201"));
        assert_eq!(path("450"), Some("threeds/request"));
        assert_eq!(
            path("0201"),
            Some("card/request"),
            "a longer kind has a group as well"
        );
    }

    #[test]
    fn a_kind_without_url_has_none() {
        let config = sample::config("");
        for kind in ["", "0", "2", "999", "kind"] {
            assert_eq!(config.url(kind.as_bytes()), None, "{kind}");
        }
    }

    #[test]
    fn o_23_kinds_are_compared_as_strings() {
        let config = sample::config("");
        assert!(config.is_reference_kind(b"027"));
        for kind in ["27", "0027", "027.0", " 027", "27.0", ""] {
            assert!(!config.is_reference_kind(kind.as_bytes()), "{kind:?}");
        }
        assert!(config.is_utf8_kind(b"450"));
        assert!(!config.is_utf8_kind(b"450.0"));
    }

    #[test]
    fn o_38_the_lists_come_from_the_file() {
        let config = sample::config("paygentB2Bmodule.telegram_kind.ref= 027 ,,090, 465\n");
        assert_eq!(config.reference_kinds(), [b"027", b"090", b"465"]);
        assert_eq!(config.utf8_kinds(), [b"098", b"380", b"450"]);
    }

    #[test]
    fn a_file_without_lists_has_no_special_kinds() {
        let text = sample::changed("telegram_kind.ref", "");
        let config = super::Config::parse(text.as_bytes(), "x".as_ref()).unwrap();
        assert!(config.reference_kinds().is_empty());
    }

    #[test]
    fn debug_shows_no_value() {
        let shown = format!("{:?}", sample::config(""));
        assert!(
            shown.contains("default_password") && !shown.contains("ExamplePass01"),
            "{shown}"
        );
    }
}
