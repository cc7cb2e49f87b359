//! Why the local Paygent cannot start or go on.

use std::fmt;
use std::path::{Path, PathBuf};

/// A failure of the local Paygent itself; refusals of telegrams are answers, not errors.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder cannot be read or written.
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// `account.json` holds something it must not.
    Account {
        /// The file.
        path: PathBuf,
        /// What is wrong, with the key's name.
        cause: String,
    },
    /// A listener could not be opened.
    Listen {
        /// The address asked for.
        address: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A key or certificate could not be made or read.
    Certificate(String),
    /// The data base under the folder cannot be used.
    Store(String),
    /// The runtime could not be started.
    Runtime(std::io::Error),
}

impl Error {
    pub(crate) fn file(path: &Path, cause: std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            cause,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, cause } => write!(out, "{}: {cause}", path.display()),
            Self::Account { path, cause } => write!(out, "{}: {cause}", path.display()),
            Self::Listen { address, cause } => write!(out, "cannot listen on {address}: {cause}"),
            Self::Certificate(cause) => write!(out, "certificate: {cause}"),
            Self::Store(cause) => write!(out, "data base: {cause}"),
            Self::Runtime(cause) => write!(out, "runtime: {cause}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<openssl::error::ErrorStack> for Error {
    fn from(cause: openssl::error::ErrorStack) -> Self {
        Self::Certificate(cause.to_string())
    }
}

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Store(cause.to_string())
    }
}
