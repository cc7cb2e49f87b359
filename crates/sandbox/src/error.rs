//! Why the local Paygent cannot start or go on.

use std::fmt;
use std::io::ErrorKind;
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
    /// Another sandbox serves from this folder.
    InUse(PathBuf),
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
            Self::File { path, cause } => {
                write!(out, "{}: {cause}{}", path.display(), file_advice(cause))
            }
            Self::Account { path, cause } => {
                write!(out, "{}: {cause}{ACCOUNT_ADVICE}", path.display())
            }
            Self::InUse(folder) => write!(
                out,
                "{}: another sandbox serves from this folder; stop it or take another one with --dir",
                folder.display()
            ),
            Self::Listen { address, cause } => write!(
                out,
                "cannot listen on {address}: {cause}{}",
                listen_advice(cause)
            ),
            Self::Certificate(cause) => write!(out, "certificate: {cause}"),
            Self::Store(cause) => write!(out, "data base: {cause}{STORE_ADVICE}"),
            Self::Runtime(cause) => write!(out, "runtime: {cause}"),
        }
    }
}

const ACCOUNT_ADVICE: &str =
    "; correct it, or move the file away and a fresh one is made at the next start";
const STORE_ADVICE: &str = "; is sandbox.sqlite3 in the folder of --dir from this program? Move it away to start without payments";

fn file_advice(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "; --dir needs a folder, or a name that does not exist yet"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "; --dir needs a folder that this user may write"
        }
        _ => "",
    }
}

fn listen_advice(cause: &std::io::Error) -> &'static str {
    match cause.kind() {
        ErrorKind::AddrInUse => "; stop what listens there, or take a free port with HOST:0",
        ErrorKind::InvalidInput => "; an address is HOST:PORT, for example 127.0.0.1:8443",
        ErrorKind::PermissionDenied => "; ports below 1024 need more rights, take a higher one",
        _ => "",
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
