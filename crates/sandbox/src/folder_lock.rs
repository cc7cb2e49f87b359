//! One sandbox per folder: two would overwrite each other's settings file and serialise nothing between them.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use crate::error::Error;

/// How long one that is just ending may take to let go.
const PATIENCE: Duration = Duration::from_secs(3);

/// Held while a sandbox serves; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _held: Connection,
}

impl FolderLock {
    /// Takes the folder.
    ///
    /// # Errors
    /// Another sandbox has it, or the folder cannot be written.
    pub(crate) fn take(root: &Path) -> Result<Self, Error> {
        // An empty data base kept in an exclusive transaction: a file lock that needs no other library.
        let held = Connection::open(root.join("serving.lock"))?;
        held.busy_timeout(PATIENCE)?;
        match held.execute_batch("BEGIN EXCLUSIVE") {
            Ok(()) => Ok(Self { _held: held }),
            Err(cause) if cause.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                Err(Error::InUse(root.to_owned()))
            }
            Err(cause) => Err(cause.into()),
        }
    }
}
