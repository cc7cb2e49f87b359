//! The ini settings.
//!
//! | setting | default | scope | meaning |
//! |---|---|---|---|
//! | `paygent.config_path` | empty | System | settings file, or a directory that holds it |
//! | `paygent.tls_backend` | `auto` | System | `auto`, `rustls` or `libcurl` |
//! | `paygent.connect_timeout` | `10` | System | seconds for name look-up, TCP and TLS together |
//! | `paygent.idle_timeout` | `2` | System | seconds after which a kept connection is not used again |
//! | `paygent.max_idle_per_host` | `8` | System | kept connections per host; 0 switches reuse off |
//! | `paygent.log_level` | `warning` | All | `off`, `error`, `warning`, `info` or `debug` for `Paygent\Log` |
//!
//! A bad value is refused when PHP reads it: a warning names it, the default stays in force.

use std::ffi::{CStr, c_int, c_void};
use std::path::PathBuf;
use std::time::Duration;

use ext_php_rs::error::php_error;
use ext_php_rs::ffi::{zend_ini_entry, zend_string};
use ext_php_rs::flags::{ErrorType, IniEntryPermission};
use ext_php_rs::types::ZendStr;
use ext_php_rs::zend::{IniEntryDef, IniEntryDefs};
use log::LevelFilter;
use paygent_core::transport::TlsBackend;

use crate::zend::zend_ini_string_ex;

const SUCCESS: c_int = 0;
const FAILURE: c_int = -1;

/// The longest time-out that is accepted, in seconds: a day.
const LONGEST: f64 = 86_400.0;

/// The most kept connections per host that are accepted.
const MOST_IDLE: usize = 1_000;

enum Scope {
    System,
    All,
}

struct Setting {
    name: &'static CStr,
    default: &'static CStr,
    scope: Scope,
    accepts: fn(&str) -> bool,
    expected: &'static str,
}

const CONFIG_PATH: Setting = Setting {
    name: c"paygent.config_path",
    default: c"",
    scope: Scope::System,
    accepts: |_| true,
    expected: "a path",
};

const TLS_BACKEND: Setting = Setting {
    name: c"paygent.tls_backend",
    default: c"auto",
    scope: Scope::System,
    accepts: |text| backend(text).is_some(),
    expected: "auto, rustls or libcurl",
};

const CONNECT_TIMEOUT: Setting = Setting {
    name: c"paygent.connect_timeout",
    default: c"10",
    scope: Scope::System,
    accepts: |text| seconds(text).is_some(),
    expected: "seconds, more than 0",
};

const IDLE_TIMEOUT: Setting = Setting {
    name: c"paygent.idle_timeout",
    default: c"2",
    scope: Scope::System,
    accepts: |text| seconds(text).is_some(),
    expected: "seconds, more than 0",
};

const MAX_IDLE_PER_HOST: Setting = Setting {
    name: c"paygent.max_idle_per_host",
    default: c"8",
    scope: Scope::System,
    accepts: |text| count(text).is_some(),
    expected: "a whole number from 0 to 1000",
};

const LOG_LEVEL: Setting = Setting {
    name: c"paygent.log_level",
    default: c"warning",
    scope: Scope::All,
    accepts: |text| level(text).is_some(),
    expected: "off, error, warning, info or debug",
};

static ENTRIES: IniEntryDefs<7> = IniEntryDefs::new([
    entry(&CONFIG_PATH),
    entry(&TLS_BACKEND),
    entry(&CONNECT_TIMEOUT),
    entry(&IDLE_TIMEOUT),
    entry(&MAX_IDLE_PER_HOST),
    entry(&LOG_LEVEL),
    IniEntryDef::end(),
]);

const SETTINGS: [&Setting; 6] = [
    &CONFIG_PATH,
    &TLS_BACKEND,
    &CONNECT_TIMEOUT,
    &IDLE_TIMEOUT,
    &MAX_IDLE_PER_HOST,
    &LOG_LEVEL,
];

const fn entry(setting: &Setting) -> IniEntryDef {
    let permission = match setting.scope {
        Scope::All => IniEntryPermission::All,
        Scope::System => IniEntryPermission::System,
    };
    let mut entry = IniEntryDef::new(setting.name, setting.default, permission);
    entry.on_modify = Some(on_modify);
    entry
}

/// Registers the settings; called from MINIT.
pub(crate) fn register(module_number: i32) {
    IniEntryDef::register(ENTRIES.as_slice(), module_number);
}

/// `paygent.config_path`, `None` when empty.
pub(crate) fn config_path() -> Option<PathBuf> {
    let text = read(&CONFIG_PATH);
    (!text.is_empty()).then(|| crate::path::from_bytes(&text))
}

/// `paygent.tls_backend`.
pub(crate) fn tls_backend() -> TlsBackend {
    parsed(&TLS_BACKEND, backend).unwrap_or_default()
}

/// `paygent.connect_timeout`.
pub(crate) fn connect_timeout() -> Duration {
    parsed(&CONNECT_TIMEOUT, seconds).unwrap_or(Duration::from_secs(10))
}

/// `paygent.idle_timeout`.
pub(crate) fn idle_timeout() -> Duration {
    parsed(&IDLE_TIMEOUT, seconds).unwrap_or(Duration::from_secs(2))
}

/// `paygent.max_idle_per_host`.
pub(crate) fn max_idle_per_host() -> usize {
    parsed(&MAX_IDLE_PER_HOST, count).unwrap_or(8)
}

/// `paygent.log_level`.
pub(crate) fn log_level() -> LevelFilter {
    parsed(&LOG_LEVEL, level).unwrap_or(LevelFilter::Warn)
}

/// PHP's own `include_path`.
pub(crate) fn include_path() -> Vec<u8> {
    read_named(c"include_path")
}

fn backend(text: &str) -> Option<TlsBackend> {
    match text {
        "auto" => Some(TlsBackend::Auto),
        "rustls" => Some(TlsBackend::Rustls),
        "libcurl" => Some(TlsBackend::Libcurl),
        _ => None,
    }
}

fn seconds(text: &str) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    (number > 0.0 && number <= LONGEST)
        .then(|| Duration::from_secs_f64(number))
        .filter(|time| !time.is_zero())
}

fn count(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| *number <= MOST_IDLE)
}

fn level(text: &str) -> Option<LevelFilter> {
    match text {
        "off" => Some(LevelFilter::Off),
        "error" => Some(LevelFilter::Error),
        "warning" => Some(LevelFilter::Warn),
        "info" => Some(LevelFilter::Info),
        "debug" => Some(LevelFilter::Debug),
        _ => None,
    }
}

fn parsed<T>(setting: &Setting, parse: fn(&str) -> Option<T>) -> Option<T> {
    std::str::from_utf8(&read(setting)).ok().and_then(parse)
}

fn read(setting: &Setting) -> Vec<u8> {
    read_named(setting.name)
}

fn read_named(name: &CStr) -> Vec<u8> {
    let mut exists = false;
    // SAFETY: the name is NUL-terminated; the value, if any, is NUL-terminated and owned by the
    // engine for longer than this copy takes.
    unsafe {
        let value = zend_ini_string_ex(name.as_ptr(), name.count_bytes(), 0, &raw mut exists);
        if value.is_null() {
            Vec::new()
        } else {
            CStr::from_ptr(value).to_bytes().to_vec()
        }
    }
}

/// Called by the engine before it takes a value over. FAILURE keeps the old one.
unsafe extern "C" fn on_modify(
    entry: *mut zend_ini_entry,
    new_value: *mut zend_string,
    _: *mut c_void,
    _: *mut c_void,
    _: *mut c_void,
    _: c_int,
) -> c_int {
    // SAFETY: the engine passes a live entry with its name, and the new value or null.
    let (name, value) = unsafe {
        let Some(name) = entry.as_ref().and_then(|entry| entry.name.as_ref()) else {
            return FAILURE;
        };
        (text(name), new_value.as_ref().map(text).unwrap_or_default())
    };
    let Some(setting) = SETTINGS
        .iter()
        .find(|setting| setting.name.to_bytes() == name.as_bytes())
    else {
        return FAILURE;
    };
    if (setting.accepts)(&value) {
        return SUCCESS;
    }
    php_error(
        &ErrorType::Warning,
        &format!(
            "{name}: \"{}\" is not {}; the default \"{}\" is used",
            value.escape_debug(),
            setting.expected,
            setting.default.to_string_lossy()
        ),
    );
    FAILURE
}

fn text(value: &ZendStr) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}
