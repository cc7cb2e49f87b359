//! The file as the vendor's settings class shows it (connection-module §3.3): every key as it stands
//! there, and the checks one by one.

use std::path::Path;

use super::parse::{self, Entries};
use super::{cache, validate};
use crate::error::Error;

/// Keys (with their prefix) and values, in the order of their first occurrence.
pub type Properties = Vec<(Vec<u8>, Vec<u8>)>;

/// One of the checks of §5.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Requirement {
    /// The required keys are there.
    Keys,
    /// Their values are not blank.
    Values,
    /// Numbers are positive integers (O-40).
    Numbers,
    /// No URL is blank.
    Urls,
}

/// Reads a settings file without checking it; a repeated key keeps its place and gets the later
/// value.
///
/// # Errors
/// E01001 when it cannot be read.
pub fn read_properties(path: &Path) -> Result<Properties, Error> {
    let (bytes, _) = cache::read(path).map_err(|error| cache::unreadable(path, &error))?;
    let mut properties = Properties::new();
    for (_, key, value) in parse::properties(&bytes) {
        match properties.iter_mut().find(|(known, _)| known == key) {
            Some((_, known)) => *known = value.to_vec(),
            None => properties.push((key.to_vec(), value.to_vec())),
        }
    }
    Ok(properties)
}

/// Whether properties (keys with their prefix) pass one check.
#[must_use]
pub fn passes<'a>(
    requirement: Requirement,
    properties: impl IntoIterator<Item = (&'a [u8], &'a [u8])>,
) -> bool {
    validate::one(requirement, &Entries::of_map(properties)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sample;
    use crate::error::Code;

    #[test]
    fn a_file_is_shown_as_it_stands() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("x.php");
        std::fs::write(
            &path,
            "<?php\nb = 1 \na=\nb=2\npaygentB2Bmodule.c=3=\n#d=4\n",
        )
        .unwrap();
        let expected = [("b", "2"), ("a", ""), ("paygentB2Bmodule.c", "3=")];
        let expected: Properties = expected
            .iter()
            .map(|(k, v)| (k.as_bytes().to_vec(), v.as_bytes().to_vec()))
            .collect();
        assert_eq!(read_properties(&path).unwrap(), expected);
        let missing = read_properties(&directory.path().join("y")).unwrap_err();
        assert_eq!(missing.code(), Code::SettingsNotFound);
    }

    #[test]
    fn each_check_can_be_asked_alone() {
        use Requirement::{Keys, Numbers, Urls, Values};
        let failing = |text: &str| {
            let lines: Vec<_> = parse::properties(text.as_bytes())
                .map(|(_, k, v)| (k, v))
                .collect();
            let fails = |check: &Requirement| !passes(*check, lines.iter().copied());
            [Keys, Values, Numbers, Urls]
                .into_iter()
                .filter(fails)
                .collect::<Vec<_>>()
        };
        let with = |key: &str, value: &str| {
            failing(&sample::changed(
                key,
                &format!("paygentB2Bmodule.{key}={value}"),
            ))
        };
        assert_eq!(failing(sample::MINIMAL), []);
        assert_eq!(failing(&sample::changed("log_output_path", "")), [Keys]);
        assert_eq!(with("ca_file_path", ""), [Values]);
        assert_eq!(with("timeout_value", "x"), [Numbers]);
        assert_eq!(with("url.02", ""), [Urls]);
    }
}
