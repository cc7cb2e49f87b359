//! Appending one line: opened and closed each time, so that logrotate needs no signal; one write
//! under a lock, so that lines of several workers never mix (O-34).

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, OFlags, flock};

/// For the log is full of what shops must not lose; an existing file keeps its mode (O-34).
const MODE: u32 = 0o600;

/// How often and how long to wait for the lock. Afterwards the line is written without it: a
/// worker that hangs while holding it must not stop sales, and an append is a single write anyway.
const LOCK_TRIES: u32 = 100;
const LOCK_PAUSE: Duration = Duration::from_millis(2);

/// Why a line was not written.
#[derive(Debug)]
pub(crate) enum AppendError {
    Open(io::Error),
    Write(io::Error),
}

impl fmt::Display for AppendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => write!(f, "log file cannot be opened: {error}"),
            Self::Write(error) => write!(f, "log file cannot be written: {error}"),
        }
    }
}

/// Appends `line`, which ends in a line feed.
pub(crate) fn append(path: &Path, line: &[u8]) -> Result<(), AppendError> {
    let mut file = open(path).map_err(AppendError::Open)?;
    lock(&file);
    file.write_all(line).map_err(AppendError::Write)
}

/// Opens the log for appending, making it with mode 0600 where it does not exist.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // Not to block: a named pipe without a reader would stop the telegram.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    options
        .append(true)
        .create(true)
        .mode(MODE)
        .custom_flags(flags)
        .open(path)
}

fn lock(file: &File) {
    for _ in 0..LOCK_TRIES {
        match flock(file, FlockOperation::NonBlockingLockExclusive) {
            Err(error) if error == rustix::io::Errno::WOULDBLOCK => thread::sleep(LOCK_PAUSE),
            // Locked, or a file system without locks.
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn o_34_a_new_log_has_mode_0600_and_an_old_one_keeps_its_own() {
        let directory = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let new = directory.path().join("new.log");
        append(&new, b"1\n").unwrap();
        assert_eq!(mode(&new), 0o600);
        std::fs::set_permissions(&new, PermissionsExt::from_mode(0o640)).unwrap();
        append(&new, b"2\n").unwrap();
        assert_eq!(mode(&new), 0o640);
        assert_eq!(std::fs::read(&new).unwrap(), b"1\n2\n");
    }

    #[test]
    fn a_rotated_log_is_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let (log, rotated) = (directory.path().join("log"), directory.path().join("log.1"));
        append(&log, b"1\n").unwrap();
        std::fs::rename(&log, &rotated).unwrap();
        append(&log, b"2\n").unwrap();
        assert_eq!(std::fs::read(&rotated).unwrap(), b"1\n");
        assert_eq!(std::fs::read(&log).unwrap(), b"2\n");
    }

    #[test]
    fn o_34_lines_of_many_writers_never_mix() {
        let directory = tempfile::tempdir().unwrap();
        let log = directory.path().join("log");
        thread::scope(|scope| {
            for writer in 0..8_u8 {
                let log = &log;
                scope.spawn(move || {
                    let line = [[b'a' + writer; 9_999].as_slice(), b"\n"].concat();
                    for _ in 0..20 {
                        append(log, &line).unwrap();
                    }
                });
            }
        });
        let text = std::fs::read(&log).unwrap();
        let lines: Vec<_> = text
            .split(|byte| *byte == b'\n')
            .filter(|l| !l.is_empty())
            .collect();
        assert_eq!(lines.len(), 160);
        for line in lines {
            assert!(line.len() == 9_999 && line.iter().all(|byte| *byte == line[0]));
        }
    }

    #[test]
    fn a_lock_held_by_another_delays_but_does_not_stop() {
        let directory = tempfile::tempdir().unwrap();
        let log = directory.path().join("log");
        let holder = open(&log).unwrap();
        flock(&holder, FlockOperation::LockExclusive).unwrap();
        append(&log, b"1\n").unwrap();
        assert_eq!(std::fs::read(&log).unwrap(), b"1\n");
    }

    #[test]
    fn a_directory_cannot_be_opened() {
        let directory = tempfile::tempdir().unwrap();
        assert!(matches!(
            append(directory.path(), b"1\n"),
            Err(AppendError::Open(_))
        ));
    }

    #[test]
    fn a_named_pipe_without_reader_does_not_block() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        assert!(matches!(append(&pipe, b"1\n"), Err(AppendError::Open(_))));
    }
}
