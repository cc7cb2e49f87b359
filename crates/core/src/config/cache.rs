//! One parse per process and file; read again when the file changes.

use std::collections::HashMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use super::Config;
use super::locate::{given, locate};
use crate::error::{Code, Error};

/// Files by path. A failure is not cached.
static CACHE: Mutex<Option<HashMap<PathBuf, Cached>>> = Mutex::new(None);

/// A file changed this recently may change again without a trace in a coarse time stamp.
const SETTLED: Duration = Duration::from_secs(2);

/// A settings file is some kilobytes; more than this is a mistake.
const MAX_BYTES: u64 = 1024 * 1024;

#[derive(Clone)]
struct Cached {
    stamp: Stamp,
    config: Arc<Config>,
}

/// What changes when a file is edited, replaced or restored.
#[derive(Clone, Copy, Eq, PartialEq)]
struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    fn of(file: &Metadata) -> Self {
        Self {
            device: file.dev(),
            inode: file.ino(),
            size: file.size(),
            modified: (file.mtime(), file.mtime_nsec()),
            changed: (file.ctime(), file.ctime_nsec()),
        }
    }
}

impl Config {
    /// The settings file at `path`, from memory while the file is unchanged.
    ///
    /// # Errors
    /// E01001 when it cannot be read, E01002 as [`Config::parse`].
    pub fn load(path: &Path) -> Result<Arc<Self>, Error> {
        let now = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        Self::load_seen(path, &now)
    }

    /// [`locate`](super::locate) and [`Config::load`], asking the system once where a file is named.
    ///
    /// # Errors
    /// E01001 and E01002 as those two.
    pub fn find(
        explicit: Option<&Path>,
        ini: Option<&Path>,
        search: &[PathBuf],
    ) -> Result<Arc<Self>, Error> {
        if let Some(only) = given(explicit, ini)
            && let Ok(now) = fs::metadata(only)
            && now.is_file()
        {
            return Self::load_seen(only, &now);
        }
        Self::load(&locate(explicit, ini, search)?)
    }

    fn load_seen(path: &Path, now: &Metadata) -> Result<Arc<Self>, Error> {
        if let Some(config) = remembered(path, Stamp::of(now)) {
            return Ok(config);
        }
        let (bytes, metadata) = read(path).map_err(|error| unreadable(path, &error))?;
        let config = Arc::new(Self::parse(&bytes, path)?);
        if is_settled(&metadata) {
            remember(
                path,
                Cached {
                    stamp: Stamp::of(&metadata),
                    config: Arc::clone(&config),
                },
            );
        }
        Ok(config)
    }
}

fn remembered(path: &Path, stamp: Stamp) -> Option<Arc<Config>> {
    // Never wait: a process forked while another thread held the lock would wait for ever.
    let cache = CACHE.try_lock().ok()?;
    let cached = cache.as_ref()?.get(path)?;
    (cached.stamp == stamp).then(|| Arc::clone(&cached.config))
}

fn remember(path: &Path, cached: Cached) {
    if let Ok(mut cache) = CACHE.try_lock() {
        cache
            .get_or_insert_default()
            .insert(path.to_path_buf(), cached);
    }
}

/// The stamp is taken before the bytes: a change while reading makes it stale, not wrong.
pub(super) fn read(path: &Path) -> io::Result<(Vec<u8>, Metadata)> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::Error::other("larger than 1 MB"));
    }
    Ok((bytes, metadata))
}

fn is_settled(metadata: &Metadata) -> bool {
    let age = metadata
        .modified()
        .ok()
        .and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > SETTLED)
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::Config {
        code: Code::SettingsNotFound,
        message: format!("settings file {} cannot be read: {error}", path.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sample;

    /// A settings file that was last changed `age` ago.
    fn write(path: &Path, text: &str, age: Duration) {
        fs::write(path, text).unwrap();
        let file = File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn finding_names_the_same_file_as_locating() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("modenv_properties.php");
        write(&path, sample::MINIMAL, Duration::from_secs(60));
        let nowhere = Path::new("/nowhere/x.conf");
        let found = |explicit, ini, search: &[PathBuf]| {
            let config = Config::find(explicit, ini, search)?;
            Ok::<_, Error>(config.path().to_path_buf())
        };
        let empty = Path::new("");
        let here = directory.path();
        assert_eq!(found(Some(&path), Some(nowhere), &[]).unwrap(), path);
        assert_eq!(found(Some(empty), Some(&path), &[]).unwrap(), path);
        assert_eq!(found(Some(here), None, &[]).unwrap(), path, "a directory");
        assert_eq!(found(None, Some(empty), &[here.into()]).unwrap(), path);
        let error = found(Some(nowhere), Some(&path), &[here.into()]).unwrap_err();
        assert_eq!(error.code(), Code::SettingsNotFound);
        assert!(error.to_string().contains("/nowhere/x.conf"), "{error}");
    }

    #[test]
    fn an_unchanged_file_is_parsed_once() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("modenv_properties.php");
        write(&path, sample::MINIMAL, Duration::from_secs(60));
        let first = Config::load(&path).unwrap();
        assert!(Arc::ptr_eq(&first, &Config::load(&path).unwrap()));
    }

    #[test]
    fn a_change_of_time_size_or_inode_is_seen() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("modenv_properties.php");
        let id = |id: &str| format!("{}paygentB2Bmodule.default_id={id}\n", sample::MINIMAL);
        let loaded = || {
            Config::load(&path)
                .unwrap()
                .get("default_id")
                .unwrap()
                .to_vec()
        };

        write(&path, &id("AAAA"), Duration::from_secs(60));
        assert_eq!(loaded(), b"AAAA");
        write(&path, &id("BBBB"), Duration::from_secs(50));
        assert_eq!(loaded(), b"BBBB", "same size, another time");
        write(&path, &id("CCCCC"), Duration::from_secs(50));
        assert_eq!(loaded(), b"CCCCC", "another size");

        let other = directory.path().join("other");
        write(&other, &id("DDDDD"), Duration::from_secs(50));
        fs::rename(&other, &path).unwrap();
        assert_eq!(loaded(), b"DDDDD", "another file");
    }

    #[test]
    fn a_file_just_written_is_not_trusted_to_be_settled() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("modenv_properties.php");
        fs::write(&path, sample::MINIMAL).unwrap();
        let first = Config::load(&path).unwrap();
        assert!(!Arc::ptr_eq(&first, &Config::load(&path).unwrap()));
    }

    #[test]
    fn a_failure_is_not_cached() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("modenv_properties.php");
        let missing = Config::load(&path).unwrap_err();
        assert_eq!(missing.code(), Code::SettingsNotFound);
        assert!(
            missing.to_string().contains(path.to_str().unwrap()),
            "{missing}"
        );
        write(&path, "", Duration::from_secs(60));
        assert_eq!(
            Config::load(&path).unwrap_err().code(),
            Code::SettingsInvalid
        );
        write(&path, sample::MINIMAL, Duration::from_secs(50));
        assert!(Config::load(&path).is_ok());
    }

    #[test]
    fn a_directory_and_a_huge_file_are_refused() {
        let directory = tempfile::tempdir().unwrap();
        assert_eq!(
            Config::load(directory.path()).unwrap_err().code(),
            Code::SettingsNotFound
        );
        let huge = directory.path().join("huge");
        File::create(&huge).unwrap().set_len(MAX_BYTES + 1).unwrap();
        let error = Config::load(&huge).unwrap_err();
        assert_eq!(error.code(), Code::SettingsNotFound);
        assert!(error.to_string().contains("larger than 1 MB"), "{error}");
    }
}
