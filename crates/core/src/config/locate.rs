//! Where the settings file is: an explicit path, then ini, then the places the vendor's editions
//! look (connection-module §2.1, §5.1).

use std::path::{Path, PathBuf};

use crate::error::{Code, Error};

/// File names looked for in a directory, in this order.
pub const FILE_NAMES: [&str; 2] = ["modenv_properties.php", "modenv_properties.conf"];

/// The settings file to use.
///
/// A path given explicitly or by ini is the only candidate: a typing error must not silently lead
/// to another account's file. Each candidate may be a file, or a directory holding one of
/// [`FILE_NAMES`]. Empty paths count as not given.
///
/// # Errors
/// E01001 listing every place looked at.
pub fn locate(
    explicit: Option<&Path>,
    ini: Option<&Path>,
    search: &[PathBuf],
) -> Result<PathBuf, Error> {
    let candidates: Vec<PathBuf> = match given(explicit, ini) {
        Some(only) => files_at(only),
        None => search.iter().flat_map(|place| files_at(place)).collect(),
    };
    match candidates.iter().find(|path| path.is_file()) {
        Some(found) => Ok(found.clone()),
        None => Err(not_found(&candidates)),
    }
}

/// The only candidate, where one was given.
pub(super) fn given<'a>(explicit: Option<&'a Path>, ini: Option<&'a Path>) -> Option<&'a Path> {
    let mut paths = [explicit, ini].into_iter().flatten();
    paths.find(|path| !path.as_os_str().is_empty())
}

fn files_at(place: &Path) -> Vec<PathBuf> {
    if place.is_dir() {
        FILE_NAMES.iter().map(|name| place.join(name)).collect()
    } else {
        vec![place.to_path_buf()]
    }
}

fn not_found(candidates: &[PathBuf]) -> Error {
    let looked: Vec<_> = candidates
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let message = if looked.is_empty() {
        "no settings file: give its path or set the ini setting paygent.config_path".to_owned()
    } else {
        format!("no settings file; looked at: {}", looked.join(", "))
    };
    Error::Config {
        code: Code::SettingsNotFound,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn directory_with(name: &str) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(name), "").unwrap();
        directory
    }

    #[test]
    fn an_explicit_path_comes_before_ini_and_the_search_list() {
        let (a, b, c) = (
            directory_with("a"),
            directory_with("b"),
            directory_with("c"),
        );
        let (explicit, ini) = (a.path().join("a"), b.path().join("b"));
        let search = [c.path().join("c")];
        assert_eq!(
            locate(Some(&explicit), Some(&ini), &search).unwrap(),
            explicit
        );
        assert_eq!(locate(None, Some(&ini), &search).unwrap(), ini);
        assert_eq!(locate(None, None, &search).unwrap(), c.path().join("c"));
        assert_eq!(
            locate(Some("".as_ref()), Some("".as_ref()), &search).unwrap(),
            search[0]
        );
    }

    #[test]
    fn a_wrong_explicit_path_does_not_fall_back() {
        let found = directory_with("modenv_properties.conf");
        let search = [found.path().to_path_buf()];
        let error = locate(Some("/nowhere/shop.conf".as_ref()), None, &search).unwrap_err();
        assert_eq!(error.code(), Code::SettingsNotFound);
        assert_eq!(
            error.to_string(),
            "no settings file; looked at: /nowhere/shop.conf"
        );
    }

    #[test]
    fn a_directory_holds_the_php_or_the_conf_file() {
        let directory = directory_with("modenv_properties.conf");
        let conf = directory.path().join("modenv_properties.conf");
        assert_eq!(locate(Some(directory.path()), None, &[]).unwrap(), conf);
        fs::write(directory.path().join("modenv_properties.php"), "").unwrap();
        assert!(
            locate(Some(directory.path()), None, &[])
                .unwrap()
                .ends_with("modenv_properties.php")
        );
    }

    #[test]
    fn the_error_lists_every_place_in_order() {
        let empty = tempfile::tempdir().unwrap();
        let search = ["/nowhere/a".into(), empty.path().to_path_buf()];
        let message = locate(None, None, &search).unwrap_err().to_string();
        let places: Vec<_> = message.split_once(": ").unwrap().1.split(", ").collect();
        assert_eq!(places.len(), 3, "{message}");
        assert_eq!(places[0], "/nowhere/a");
        assert!(places[1].ends_with("modenv_properties.php"));
        assert!(places[2].ends_with("modenv_properties.conf"));
    }

    #[test]
    fn nothing_to_look_at_says_what_to_set() {
        let message = locate(None, None, &[]).unwrap_err().to_string();
        assert!(message.contains("paygent.config_path"), "{message}");
    }
}
