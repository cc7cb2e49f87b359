//! How every method that enters the core runs, and what it hands the core from PHP's side.

use ext_php_rs::types::ZendCallable;
use paygent_core::client::{Options, TextMode};
use paygent_core::log::{LogOptions, Zone};

use crate::exception::Failure;
use crate::panic::guard;
use crate::{ini, log};

/// Runs `body` guarded against panics; its log records reach PHP afterwards, when nothing of the
/// core is running any more.
pub(crate) fn enter<T>(body: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    log::arm();
    let result = guard(body);
    log::flush();
    result
}

/// The options that the ini settings give.
pub(crate) fn options(text: TextMode) -> Options {
    Options {
        text,
        tls_backend: ini::tls_backend(),
        connect_timeout: Some(ini::connect_timeout()),
        idle_timeout: ini::idle_timeout(),
        max_idle_per_host: ini::max_idle_per_host(),
        ..Options::default()
    }
}

/// How log lines look: the time in PHP's time zone. PHP is asked only when a line is written, which
/// is before or after a telegram's way, never while the runtime is driven.
pub(crate) fn log_options(class: Option<&str>) -> LogOptions {
    let mut options = LogOptions {
        zone: Zone::Asked(php_zone),
        ..LogOptions::default()
    };
    if let Some(class) = class {
        options.class = class.into();
    }
    options
}

/// What `date('Z')` says now; the system's zone where that function is disabled.
pub(crate) fn php_zone() -> Zone {
    ZendCallable::try_from_name("date")
        .and_then(|date| date.try_call(vec![&"Z"]))
        .ok()
        .and_then(|offset| offset.str().and_then(|text| text.parse().ok()))
        .map_or(Zone::Local, Zone::Offset)
}
