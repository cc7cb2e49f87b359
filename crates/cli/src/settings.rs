//! Which settings file a command works with.

use std::path::{Path, PathBuf};

use paygent_core::config::locate;
use paygent_core::error::Error;

/// The variable that names the file when `--config` does not.
pub(crate) const VARIABLE: &str = "PAYGENT_CONFIG";

/// `--config`, else `PAYGENT_CONFIG`, else the present folder.
pub(crate) fn find(given: Option<&Path>) -> Result<PathBuf, Error> {
    let variable = std::env::var_os(VARIABLE).map(PathBuf::from);
    locate(given, variable.as_deref(), &[PathBuf::from(".")])
}
