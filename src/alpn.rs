//! The one libcurl call that has no safe binding, lent to the core: no ALPN in HTTP/1.0.

use std::ffi::{c_long, c_void};

/// `CURLOPT_SSL_ENABLE_ALPN` (`curl/curl.h`: CURLOPTTYPE_LONG + 226), which curl-sys does not name.
const SSL_ENABLE_ALPN: curl_sys::CURLoption = 226;

/// Lends the call, once per process.
pub(crate) fn lend() {
    paygent_core::transport::lend_alpn_switch(switch_off);
}

fn switch_off(easy_handle: *mut c_void) -> bool {
    const OFF: c_long = 0;
    // SAFETY: the transport calls this with the `CURL` handle of a transfer that it owns and that
    // lives until after the call; the option takes one long, and libcurl refuses unknown ones.
    let code = unsafe { curl_sys::curl_easy_setopt(easy_handle.cast(), SSL_ENABLE_ALPN, OFF) };
    code == curl_sys::CURLE_OK
}
