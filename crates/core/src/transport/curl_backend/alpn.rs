//! ALPN off for the HTTP/1.0 switch.
//!
//! In HTTP/1.0 libcurl offers `http/1.0`; a current Apache httpd answers `http/1.1`, and OpenSSL
//! refuses that (connection-module §6.7). `CURLOPT_SSL_ENABLE_ALPN` has no safe binding and this
//! crate has no `unsafe`, so whoever may use it lends us the call.

use std::ffi::c_void;
use std::sync::OnceLock;

use curl::easy::Easy2;

use super::transfer::Transfer;

/// Sets `CURLOPT_SSL_ENABLE_ALPN` to 0 on the `CURL` handle given, which is valid during the call.
/// Returns whether libcurl took it.
pub type AlpnSwitch = fn(easy_handle: *mut c_void) -> bool;

static SWITCH: OnceLock<AlpnSwitch> = OnceLock::new();

/// Lends the transport the call that switches ALPN off in libcurl, once per process. Without it
/// HTTP/1.0 over libcurl offers `http/1.0`. The rustls backend needs no help.
pub fn lend_alpn_switch(switch: AlpnSwitch) {
    // The first one stays: they all do the same.
    let _ = SWITCH.set(switch);
}

/// Offers no ALPN on this handle, if we were lent the means.
pub(super) fn switch_off(easy: &Easy2<Transfer>) {
    let taken = SWITCH.get().is_some_and(|switch| switch(easy.raw().cast()));
    if !taken {
        log::debug!("HTTP/1.0 is sent with ALPN: nobody lent the call that switches it off");
    }
}
