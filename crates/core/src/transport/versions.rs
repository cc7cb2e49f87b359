//! The libraries below, for `phpinfo()` and `diagnose`.

/// Names and versions of the TLS and HTTP libraries in use; the system's are asked while running,
/// because they are replaced without us.
#[must_use]
pub fn library_versions() -> Vec<(String, String)> {
    let libcurl = curl::Version::get();
    let own = |name: &str, version: &str| (name.to_owned(), version.to_owned());
    vec![
        own("rustls", RUSTLS),
        own("reqwest", REQWEST),
        own("libcurl", libcurl.version()),
        own("libcurl TLS", libcurl.ssl_version().unwrap_or("none")),
        own("OpenSSL", openssl::version::version()),
    ]
}

/// Cargo tells no crate the versions of its dependencies: these are the lines pinned in Cargo.toml.
const RUSTLS: &str = "0.23 (ring)";
const REQWEST: &str = "0.13";
