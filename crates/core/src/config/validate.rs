//! The checks of the settings file, in the vendor's order (connection-module §5.2): keys present →
//! values non-blank → numbers → URL values → proxy port → our own keys. Unlike the vendor's, each
//! error names key, file and line (O-40). No error shows a value: it may be a misplaced password.

use std::path::Path;

use super::parse::Entries;
use super::properties::Requirement;
use super::{KEY_PREFIX, keys};
use crate::error::{Code, Error};

/// Alternatives of which one must be present, and one non-blank.
const REQUIRED: &[(&[&str], Blank)] = &[
    (
        &[keys::CLIENT_FILE_PATH, keys::NOT_USE_CLIENT_CERT],
        Blank::Refused,
    ),
    (&[keys::CA_FILE_PATH, keys::NOT_USE_CA_CERT], Blank::Refused),
    (&[keys::TIMEOUT_VALUE], Blank::Refused),
    (&[keys::LOG_OUTPUT_PATH], Blank::Allowed),
    (&[keys::SELECT_MAX_CNT], Blank::Refused),
];

/// Numbers that must be positive integers, with their unit.
const NUMBERS: &[(&str, &str)] = &[
    (keys::TIMEOUT_VALUE, "seconds"),
    (keys::SELECT_MAX_CNT, "records"),
];

#[derive(Clone, Copy, PartialEq)]
enum Blank {
    Allowed,
    Refused,
}

pub(super) fn all(entries: &Entries, path: &Path) -> Result<(), Error> {
    let file = File { entries, path };
    file.required_keys()?;
    file.required_values()?;
    file.numbers()?;
    file.urls()?;
    file.proxy_port()?;
    file.extra_keys()
}

/// One check alone, for a map that may come from no file.
pub(super) fn one(requirement: Requirement, entries: &Entries) -> Result<(), Error> {
    let path = Path::new("settings");
    let file = File { entries, path };
    match requirement {
        Requirement::Keys => file.required_keys(),
        Requirement::Values => file.required_values(),
        Requirement::Numbers => file.numbers(),
        Requirement::Urls => file.urls(),
    }
}

struct File<'a> {
    entries: &'a Entries,
    path: &'a Path,
}

impl File<'_> {
    fn required_keys(&self) -> Result<(), Error> {
        for (alternatives, _) in REQUIRED {
            if !alternatives
                .iter()
                .any(|key| self.entries.value(key).is_some())
            {
                return Err(self.error(alternatives, "is missing: add it"));
            }
        }
        Ok(())
    }

    fn required_values(&self) -> Result<(), Error> {
        for (alternatives, _) in REQUIRED
            .iter()
            .filter(|(_, blank)| *blank == Blank::Refused)
        {
            let filled = |key: &&str| self.entries.value(key).is_some_and(|v| !v.is_empty());
            if !alternatives.iter().any(filled) {
                return Err(self.error(alternatives, "has no value"));
            }
        }
        Ok(())
    }

    fn numbers(&self) -> Result<(), Error> {
        for (key, unit) in NUMBERS {
            let value = self.entries.value(key).unwrap_or_default();
            if positive_integer(value).is_none() {
                let problem = format!("must be a whole number greater than 0 ({unit})");
                return Err(self.error(&[key], &problem));
            }
        }
        Ok(())
    }

    fn urls(&self) -> Result<(), Error> {
        let mut wrong: Vec<_> = self
            .entries
            .iter()
            .filter(|(key, _)| key.starts_with(keys::URL_PREFIX.as_bytes()))
            .filter_map(|(key, entry)| Some((key, entry.line, url_problem(&entry.value)?)))
            .collect();
        wrong.sort_by_key(|(_, line, _)| *line);
        match wrong.first() {
            None => Ok(()),
            Some((key, _, problem)) => Err(self.error(&[&String::from_utf8_lossy(key)], problem)),
        }
    }

    fn proxy_port(&self) -> Result<(), Error> {
        let port = self
            .entries
            .value(keys::PROXY_SERVER_PORT)
            .unwrap_or_default();
        if port.is_empty() || proxy_port(port).is_some() {
            return Ok(());
        }
        Err(self.error(
            &[keys::PROXY_SERVER_PORT],
            "must be a port number, or blank for no proxy",
        ))
    }

    fn extra_keys(&self) -> Result<(), Error> {
        for extra in keys::EXTRA_KEYS {
            let value = self.entries.value(extra.key).unwrap_or_default();
            let fits = |allowed: &&str| allowed.as_bytes() == value;
            if !value.is_empty() && !extra.allowed.is_empty() && !extra.allowed.iter().any(fits) {
                let problem = format!("must be {}", extra.allowed.join(" or "));
                return Err(self.error(&[extra.key], &problem));
            }
        }
        Ok(())
    }

    /// Names file, line (of the first alternative that is there), key and problem.
    fn error(&self, alternatives: &[&str], problem: &str) -> Error {
        let line = alternatives
            .iter()
            .find_map(|key| self.entries.get(key.as_bytes()));
        let line = line.map_or_else(String::new, |entry| format!(", line {}", entry.line));
        let keys: Vec<_> = alternatives
            .iter()
            .map(|key| format!("{KEY_PREFIX}{key}"))
            .collect();
        Error::Config {
            code: Code::SettingsInvalid,
            message: format!(
                "{path}{line}: {keys} {problem}",
                path = self.path.display(),
                keys = keys.join(" or "),
            ),
        }
    }
}

fn url_problem(value: &[u8]) -> Option<&'static str> {
    match std::str::from_utf8(value) {
        Ok("") => Some("has no value: give the URL or remove the line"),
        Ok(_) => None,
        Err(_) => Some("must be a URL of ASCII characters"),
    }
}

/// Digits only, greater than 0 (O-40).
pub(crate) fn positive_integer(value: &[u8]) -> Option<u32> {
    digits(value).filter(|number| *number > 0)
}

/// Digits only, at most 65535; 0 means no proxy.
pub(super) fn proxy_port(value: &[u8]) -> Option<u16> {
    digits(value)?.try_into().ok()
}

fn digits(value: &[u8]) -> Option<u32> {
    // `parse` alone would accept a leading plus sign.
    if !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, sample};

    fn message(text: &str) -> String {
        let error = Config::parse(text.as_bytes(), Path::new("/etc/shop.conf")).unwrap_err();
        assert_eq!(error.code(), Code::SettingsInvalid);
        error.to_string()
    }

    fn without(key: &str) -> String {
        message(&sample::changed(key, ""))
    }

    fn with(key: &str, value: &str) -> String {
        message(&sample::changed(key, &format!("{KEY_PREFIX}{key}={value}")))
    }

    #[test]
    fn the_minimal_file_is_valid() {
        assert!(Config::parse(sample::MINIMAL.as_bytes(), Path::new("x")).is_ok());
    }

    #[test]
    fn a_file_without_any_url_is_valid() {
        let text: String = sample::MINIMAL
            .lines()
            .filter(|line| !line.contains(".url."))
            .map(|line| format!("{line}\n"))
            .collect();
        assert!(Config::parse(text.as_bytes(), Path::new("x")).is_ok());
    }

    #[test]
    fn o_40_a_missing_key_is_named_with_its_file() {
        for key in [
            "client_file_path",
            "ca_file_path",
            "timeout_value",
            "log_output_path",
        ] {
            let message = without(key);
            assert!(message.starts_with("/etc/shop.conf: "), "{message}");
            assert!(
                message.contains(&format!("paygentB2Bmodule.{key}")),
                "{message}"
            );
            assert!(message.contains("is missing"), "{message}");
        }
        assert!(without("client_file_path").contains("or paygentB2Bmodule.not_use_client_cert"));
    }

    #[test]
    fn o_40_a_blank_value_is_named_with_its_line() {
        let message = with("timeout_value", " ");
        assert!(message.contains(", line 19: "), "{message}");
        assert!(
            message.contains("paygentB2Bmodule.timeout_value has no value"),
            "{message}"
        );
        assert!(with("ca_file_path", "").contains("not_use_ca_cert has no value"));
    }

    #[test]
    fn the_switches_stand_in_for_the_paths() {
        let line = "paygentB2Bmodule.not_use_client_cert=1";
        let text = sample::changed("client_file_path", line);
        assert!(Config::parse(text.as_bytes(), Path::new("x")).is_ok());
    }

    #[test]
    fn o_40_numbers_are_positive_integers() {
        for value in [
            "1e1",
            "-1",
            "3.5",
            "0",
            "+3",
            "0x1",
            "３５",
            "abc",
            "99999999999",
        ] {
            let message = with("timeout_value", value);
            assert!(message.contains("line 19"), "{message}");
            assert!(
                message.contains("paygentB2Bmodule.timeout_value must be a whole"),
                "{message}"
            );
            assert!(
                !message.contains(value) || value == "0",
                "the value is not shown: {message}"
            );
            assert!(with("select_max_cnt", value).contains("paygentB2Bmodule.select_max_cnt"));
        }
        assert_eq!(positive_integer(b"007"), Some(7));
        assert_eq!(positive_integer(b""), None);
    }

    #[test]
    fn a_blank_log_path_and_a_blank_port_are_allowed() {
        for line in [
            "log_output_path=",
            "proxy_server_port=",
            "proxy_server_port=0",
        ] {
            sample::config(&format!("{KEY_PREFIX}{line}\n"));
        }
    }

    #[test]
    fn a_blank_url_is_named() {
        let message = with("url.99", "");
        assert!(
            message.contains("line 20: paygentB2Bmodule.url.99 has no value"),
            "{message}"
        );
    }

    #[test]
    fn a_port_is_a_number_up_to_65535() {
        for port in ["http", "-1", "65536", "80.0"] {
            assert!(
                with("proxy_server_port", port).contains("proxy_server_port must be"),
                "{port}"
            );
        }
    }

    #[test]
    fn our_own_keys_are_checked() {
        assert!(with("http_version", "2").contains("http_version must be 1.1 or 1.0"));
        let loud = with("danger_no_server_verification", "yes");
        assert!(loud.contains("must be true or false"), "{loud}");
        sample::config("paygentB2Bmodule.http_version=\n");
    }

    #[test]
    fn the_vendors_order_of_checks_is_kept() {
        // Everything is wrong: the missing key is named first, then blanks, numbers, URLs, port.
        let mut lines = vec![
            "timeout_value=x",
            "log_output_path=",
            "url.1=",
            "proxy_server_port=x",
            "select_max_cnt=",
            "client_file_path=a",
        ];
        let mut steps = Vec::new();
        for (fix, expected) in [
            ("ca_file_path=b", "ca_file_path"),
            ("select_max_cnt=1", "select_max_cnt has no value"),
            ("timeout_value=1", "timeout_value must"),
            ("url.1=u", "url.1 has no value"),
            ("proxy_server_port=1", "proxy_server_port must"),
        ] {
            let text: String = lines
                .iter()
                .map(|line| format!("{KEY_PREFIX}{line}\n"))
                .collect();
            steps.push((message(&text), expected));
            lines.push(fix);
        }
        for (message, expected) in steps {
            assert!(message.contains(expected), "{expected}: {message}");
        }
    }
}
