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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::sample;

    fn with<T>(lines: &str, read: impl Fn(Settings<'_>) -> T) -> T {
        read(sample::config(lines).settings(&Overrides::default()))
    }

    fn overridden<T>(key: &str, value: &str, read: impl Fn(Settings<'_>) -> T) -> T {
        let mut overrides = Overrides::default();
        overrides.set(key, value);
        read(sample::config("").settings(&overrides))
    }

    #[test]
    fn an_override_wins_and_can_be_cleared() {
        let config = sample::config("");
        let mut overrides = Overrides::default();
        assert_eq!(
            config.settings(&overrides).total_timeout(),
            Some(Duration::from_secs(35))
        );
        overrides.set(keys::TIMEOUT_VALUE, "5");
        assert_eq!(
            config.settings(&overrides).total_timeout(),
            Some(Duration::from_secs(5))
        );
        overrides.clear(keys::TIMEOUT_VALUE);
        assert_eq!(
            config.settings(&overrides).total_timeout(),
            Some(Duration::from_secs(35))
        );
    }

    #[test]
    fn an_overriding_number_must_be_positive() {
        for value in ["", "0", "-1", "1e1", "x"] {
            assert_eq!(
                overridden(keys::TIMEOUT_VALUE, value, |s| s.total_timeout()),
                None
            );
            assert_eq!(
                overridden(keys::SELECT_MAX_CNT, value, |s| s.select_max_cnt()),
                None
            );
        }
    }

    #[test]
    fn o_06_not_use_ca_cert_means_the_systems_store() {
        let trust = |lines| with(lines, |settings| settings.trust());
        assert_eq!(
            trust("paygentB2Bmodule.not_use_ca_cert=true\n"),
            Trust::SystemStore
        );
        let file = Trust::CaFile("/srv/example/ca.crt".into());
        assert_eq!(trust(""), file);
        assert_eq!(
            trust("paygentB2Bmodule.not_use_ca_cert=TRUE\n"),
            file,
            "exactly true"
        );
    }

    #[test]
    fn o_06_only_the_loud_switch_turns_verification_off() {
        let line = "paygentB2Bmodule.danger_no_server_verification=true\n";
        assert_eq!(
            with(line, |settings| settings.trust()),
            Trust::DangerNoVerification
        );
    }

    #[test]
    fn o_07_the_pass_phrase_is_changeit_unless_configured() {
        let phrase = |lines| {
            with(lines, |settings| match settings.client_certificate() {
                ClientCertificate::File { pass_phrase, .. } => pass_phrase.reveal().to_vec(),
                ClientCertificate::None => Vec::new(),
            })
        };
        assert_eq!(phrase(""), b"changeit");
        assert_eq!(
            phrase("paygentB2Bmodule.client_key_password=other\n"),
            b"other"
        );
    }

    #[test]
    fn o_14_http_1_0_is_a_switch() {
        assert_eq!(
            with("", |settings| settings.http_version()),
            HttpVersion::Http11
        );
        let line = "paygentB2Bmodule.http_version=1.0\n";
        assert_eq!(
            with(line, |settings| settings.http_version()),
            HttpVersion::Http10
        );
    }

    #[test]
    fn o_35_only_1_and_true_switch_debugging_on() {
        let debug = |value| overridden(keys::DEBUG_FLG, value, |settings| settings.is_debug());
        assert!(debug("1") && debug("true") && debug("TRUE"));
        for value in ["", "0", "false", "off", "no", "2", "on"] {
            assert!(!debug(value), "{value}");
        }
    }

    #[test]
    fn not_use_client_cert_counts_as_exactly_true() {
        let none = |value| {
            overridden(keys::NOT_USE_CLIENT_CERT, value, |settings| {
                settings.client_certificate()
            }) == ClientCertificate::None
        };
        assert!(none("true") && !none("1") && !none("True"));
    }

    #[test]
    fn a_proxy_needs_a_port_and_the_address_wins() {
        let proxy =
            |lines: &str| with(lines, |settings| settings.proxy().map(|p| (p.host, p.port)));
        let name = "paygentB2Bmodule.proxy_server_name=proxy.example\n";
        let port = "paygentB2Bmodule.proxy_server_port=8080\n";
        let ip = "paygentB2Bmodule.proxy_server_ip=192.0.2.1\n";
        assert_eq!(proxy(name), None);
        assert_eq!(proxy(port), None);
        assert_eq!(
            proxy(&format!("{name}{port}")),
            Some(("proxy.example".into(), 8080))
        );
        assert_eq!(
            proxy(&format!("{name}{ip}{port}")),
            Some(("192.0.2.1".into(), 8080))
        );
        let zero = "paygentB2Bmodule.proxy_server_port=0\n";
        assert_eq!(proxy(&format!("{name}{zero}")), None);
    }

    /// 表 (table) is 95 5C in CP932: its second byte is a backslash.
    const TABLE_CP932: &[u8] = b"\x95\x5c";

    #[test]
    fn a_cp932_path_is_found_by_its_bytes_first() {
        let directory = tempfile::tempdir().unwrap();
        let raw = directory.path().join(OsStr::from_bytes(TABLE_CP932));
        let decoded = directory.path().join("表");
        let bytes = raw.as_os_str().as_bytes();
        std::fs::write(&decoded, "").unwrap();
        assert_eq!(existing_path(bytes), decoded);
        std::fs::write(&raw, "").unwrap();
        assert_eq!(existing_path(bytes), raw);
    }

    #[test]
    fn a_log_still_to_be_made_goes_where_its_directory_is() {
        let directory = tempfile::tempdir().unwrap();
        let bytes = [
            directory.path().as_os_str().as_bytes(),
            b"/",
            TABLE_CP932,
            b"/log",
        ]
        .concat();
        assert_eq!(
            existing_path(&bytes),
            PathBuf::from(OsStr::from_bytes(&bytes))
        );
        std::fs::create_dir(directory.path().join("表")).unwrap();
        assert_eq!(existing_path(&bytes), directory.path().join("表/log"));
    }

    #[test]
    fn a_utf_8_path_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("日本/log");
        assert_eq!(existing_path(path.as_os_str().as_bytes()), path);
    }

    #[test]
    fn backslashes_in_paths_are_kept() {
        let path = with("paygentB2Bmodule.log_output_path=C:\\new\\log\n", |s| {
            s.log_path()
        });
        assert_eq!(path, Some(PathBuf::from("C:\\new\\log")));
    }

    #[test]
    fn debug_shows_no_override() {
        let mut overrides = Overrides::default();
        overrides.set(keys::DEFAULT_PASSWORD, "geheim");
        assert_eq!(format!("{overrides:?}"), "{\"default_password\"}");
    }
}
