//! Every key of the settings file, without the prefix `paygentB2Bmodule.` (connection-module §5.2).

/// PEM file with client certificate and private key.
pub const CLIENT_FILE_PATH: &str = "client_file_path";
/// Exactly `true` switches the client certificate off.
pub const NOT_USE_CLIENT_CERT: &str = "not_use_client_cert";
/// CA bundle the server is checked against.
pub const CA_FILE_PATH: &str = "ca_file_path";
/// Exactly `true`: check the server against the system's store instead (O-06).
pub const NOT_USE_CA_CERT: &str = "not_use_ca_cert";
/// Proxy host name.
pub const PROXY_SERVER_NAME: &str = "proxy_server_name";
/// Proxy address; wins over the name.
pub const PROXY_SERVER_IP: &str = "proxy_server_ip";
/// Proxy port; blank or 0 means no proxy.
pub const PROXY_SERVER_PORT: &str = "proxy_server_port";
/// `connect_id` of telegrams that carry none.
pub const DEFAULT_ID: &str = "default_id";
/// `connect_password` of telegrams that carry none.
pub const DEFAULT_PASSWORD: &str = "default_password";
/// Time-out of a telegram, seconds.
pub const TIMEOUT_VALUE: &str = "timeout_value";
/// Log file; blank switches the log off.
pub const LOG_OUTPUT_PATH: &str = "log_output_path";
/// `1` or `true`: log requests and responses too (O-35).
pub const DEBUG_FLG: &str = "debug_flg";
/// `limit_count` of reference kinds that carry none.
pub const SELECT_MAX_CNT: &str = "select_max_cnt";
/// Kinds exchanged in UTF-8, separated by commas.
pub const TELEGRAM_KIND_UTF8: &str = "telegram_kind.utf8";
/// Kinds answered with reference CSV, separated by commas.
pub const TELEGRAM_KIND_REF: &str = "telegram_kind.ref";
/// Start of every URL key.
pub const URL_PREFIX: &str = "url.";
/// A kind without a URL of its own uses that of its first two characters (§5.4).
pub const URL_GROUP_LENGTH: usize = 2;

/// Ours: pass phrase of the private key (O-07).
pub const CLIENT_KEY_PASSWORD: &str = "client_key_password";
/// Ours: `1.1`, or `1.0` for one connection per telegram without ALPN (O-14).
pub const HTTP_VERSION: &str = "http_version";
/// Ours: exactly `true` switches every check of the server off (O-06). Tests only.
pub const DANGER_NO_SERVER_VERIFICATION: &str = "danger_no_server_verification";

/// A key the vendor's file does not know.
#[derive(Clone, Copy, Debug)]
pub struct ExtraKey {
    /// Name without the prefix.
    pub key: &'static str,
    /// Value used when the key is absent or blank.
    pub default: &'static str,
    /// The values it may have; empty: any text.
    pub allowed: &'static [&'static str],
    /// Meaning, for documentation.
    pub meaning: &'static str,
}

/// The keys of ours. A file without them means what it means to the vendor's module.
pub const EXTRA_KEYS: &[ExtraKey] = &[
    ExtraKey {
        key: CLIENT_KEY_PASSWORD,
        default: "changeit",
        allowed: &[],
        meaning: "pass phrase of an encrypted private key in client_file_path (O-07)",
    },
    ExtraKey {
        key: HTTP_VERSION,
        default: "1.1",
        allowed: &["1.1", "1.0"],
        meaning: "1.0: a new connection for every telegram, no ALPN (O-14)",
    },
    ExtraKey {
        key: DANGER_NO_SERVER_VERIFICATION,
        default: "false",
        allowed: &["true", "false"],
        meaning: "true: neither certificate nor host name of the server is checked; anyone on the \
                  way can read and answer telegrams; for tests only (O-06)",
    },
];

/// The default of one of [`EXTRA_KEYS`]; empty for the vendor's own keys.
#[must_use]
pub fn default_of(key: &str) -> &'static str {
    EXTRA_KEYS
        .iter()
        .find(|extra| extra.key == key)
        .map_or("", |extra| extra.default)
}
