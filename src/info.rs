//! The section of `phpinfo()`: versions and settings, no secret.

use ext_php_rs::zend::ModuleEntry;
use ext_php_rs::{info_table_end, info_table_row, info_table_start};

use paygent_core::transport::library_versions;

use crate::zend::display_ini_entries;

/// Prints the section.
///
/// # Safety
/// `module` is the engine's entry of this extension.
pub(crate) unsafe extern "C" fn print(module: *mut ModuleEntry) {
    // A panic must not leave an `extern "C"` function.
    let _ = std::panic::catch_unwind(|| {
        info_table_start!();
        for (name, value) in rows() {
            info_table_row!(printable(name), printable(value));
        }
        info_table_end!();
    });
    // SAFETY: the caller's promise.
    unsafe { display_ini_entries(module) };
}

fn rows() -> Vec<(String, String)> {
    let mut rows = vec![
        ("Paygent support".into(), "enabled".into()),
        ("Version".into(), env!("CARGO_PKG_VERSION").into()),
        ("Build".into(), build().into()),
        (
            "PHP API".into(),
            ext_php_rs::ffi::ZEND_MODULE_API_NO.to_string(),
        ),
        ("TLS backends".into(), "rustls, libcurl".into()),
    ];
    rows.extend(library_versions());
    rows
}

fn build() -> &'static str {
    match (cfg!(debug_assertions), ext_php_rs::PHP_ZTS) {
        (false, false) => "release, NTS",
        (false, true) => "release, ZTS",
        (true, false) => "debug, NTS",
        (true, true) => "debug, ZTS",
    }
}

/// A C string has no NUL.
fn printable(text: String) -> String {
    text.replace('\0', "")
}
