//! Typed settings: what the file says, unless the caller overrides it.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::validate::{positive_integer, proxy_port};
use super::{Config, keys};
use crate::charset;
use crate::secret::Secret;
use crate::transport::{ClientCertificate, HttpVersion, Proxy, Trust};

/// Settings given by the caller, by key (without prefix), as they would stand in the file.
///
/// The vendor's setters (`setTimeout` …) and public fields are overrides too. `Debug` shows keys
/// only.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Overrides(BTreeMap<String, Vec<u8>>);

impl Overrides {
    /// Overrides `key` (see [`keys`]).
    pub fn set(&mut self, key: &str, value: impl Into<Vec<u8>>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// The overriding value.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&[u8]> {
        self.0.get(key).map(Vec::as_slice)
    }

    /// Lets the file speak again.
    pub fn clear(&mut self, key: &str) {
        self.0.remove(key);
    }
}

impl fmt::Debug for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A settings file seen through the caller's overrides.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    config: &'a Config,
    overrides: &'a Overrides,
}

impl<'a> Settings<'a> {
    pub(super) fn new(config: &'a Config, overrides: &'a Overrides) -> Self {
        Self { config, overrides }
    }

    /// The value of a key; its default, else empty, when it is absent.
    #[must_use]
    pub fn text(&self, key: &str) -> &'a [u8] {
        let value = self.overrides.get(key).or_else(|| self.config.get(key));
        match value {
            Some(value) if !value.is_empty() => value,
            _ => keys::default_of(key).as_bytes(),
        }
    }

    /// `default_id`: value of `connect_id` where a telegram has none.
    #[must_use]
    pub fn default_id(&self) -> &'a [u8] {
        self.text(keys::DEFAULT_ID)
    }

    /// `default_password`: value of `connect_password` where a telegram has none.
    #[must_use]
    pub fn default_password(&self) -> Secret {
        Secret::new(self.text(keys::DEFAULT_PASSWORD))
    }

    /// `timeout_value`; `None` when an override is no positive integer (E02001).
    #[must_use]
    pub fn total_timeout(&self) -> Option<Duration> {
        let seconds = positive_integer(self.text(keys::TIMEOUT_VALUE))?;
        Some(Duration::from_secs(seconds.into()))
    }

    /// `select_max_cnt`; `None` when an override is no positive integer (E02001).
    #[must_use]
    pub fn select_max_cnt(&self) -> Option<u32> {
        positive_integer(self.text(keys::SELECT_MAX_CNT))
    }

    /// `log_output_path`; `None` when blank: no log.
    #[must_use]
    pub fn log_path(&self) -> Option<PathBuf> {
        self.path(keys::LOG_OUTPUT_PATH)
    }

    /// `debug_flg` is `1` or `true` (O-35).
    #[must_use]
    pub fn is_debug(&self) -> bool {
        let flag = self.text(keys::DEBUG_FLG);
        flag == b"1" || flag.eq_ignore_ascii_case(b"true")
    }

    /// The client certificate; `not_use_client_cert` counts only as exactly `true`.
    #[must_use]
    pub fn client_certificate(&self) -> ClientCertificate {
        if self.text(keys::NOT_USE_CLIENT_CERT) == b"true" {
            return ClientCertificate::None;
        }
        ClientCertificate::File {
            path: self.path(keys::CLIENT_FILE_PATH).unwrap_or_default(),
            pass_phrase: Secret::new(self.text(keys::CLIENT_KEY_PASSWORD)),
        }
    }

    /// What the server is checked against (O-06).
    #[must_use]
    pub fn trust(&self) -> Trust {
        if self.text(keys::DANGER_NO_SERVER_VERIFICATION) == b"true" {
            Trust::DangerNoVerification
        } else if self.text(keys::NOT_USE_CA_CERT) == b"true" {
            Trust::SystemStore
        } else {
            Trust::CaFile(self.path(keys::CA_FILE_PATH).unwrap_or_default())
        }
    }

    /// The proxy: address, else name, and a port greater than 0.
    #[must_use]
    pub fn proxy(&self) -> Option<Proxy> {
        let port = proxy_port(self.text(keys::PROXY_SERVER_PORT)).filter(|port| *port > 0)?;
        let host = [keys::PROXY_SERVER_IP, keys::PROXY_SERVER_NAME]
            .into_iter()
            .map(|key| self.text(key))
            .find(|host| !host.is_empty())?;
        Some(Proxy {
            host: String::from_utf8_lossy(host).into_owned(),
            port,
        })
    }

    /// `http_version`.
    #[must_use]
    pub fn http_version(&self) -> HttpVersion {
        match self.text(keys::HTTP_VERSION) {
            b"1.0" => HttpVersion::Http10,
            _ => HttpVersion::Http11,
        }
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        let bytes = self.text(key);
        (!bytes.is_empty()).then(|| existing_path(bytes))
    }
}

/// A path of the file: its bytes as they are, or, where nothing exists there, read as CP932 —
/// the file is Shift_JIS, the system's names usually UTF-8. A file still to be made (the log) goes
/// where its directory exists.
fn existing_path(bytes: &[u8]) -> PathBuf {
    let raw = PathBuf::from(OsStr::from_bytes(bytes));
    if bytes.is_ascii() || raw.exists() {
        return raw;
    }
    let decoded = PathBuf::from(charset::decode_sjis_win(bytes).as_ref());
    let is_new_log = || std::str::from_utf8(bytes).is_err() && has_directory(&decoded);
    if decoded.exists() || is_new_log() {
        decoded
    } else {
        raw
    }
}

fn has_directory(path: &Path) -> bool {
    path.parent().is_some_and(Path::is_dir)
}
