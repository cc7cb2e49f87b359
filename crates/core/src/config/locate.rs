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
    let given = |path: &Option<&Path>| path.is_some_and(|path| !path.as_os_str().is_empty());
    let candidates: Vec<PathBuf> = match [explicit, ini].into_iter().find(given).flatten() {
        Some(only) => files_at(only),
        None => search.iter().flat_map(|place| files_at(place)).collect(),
    };
    match candidates.iter().find(|path| path.is_file()) {
        Some(found) => Ok(found.clone()),
        None => Err(not_found(&candidates)),
    }
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
