//! What lies on this machine: settings, certificates, log.

use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::{Access, access};

use super::{Check, hints};
use crate::config::{Config, Settings};
use crate::transport::{ClientCertificate, TransportSettings, Trust};
use crate::{log, transport};

const SETTINGS_FILE: &str = "settings file";
const CLIENT_CERTIFICATE: &str = "client certificate";
const SERVER_TRUST: &str = "CA file";
const LOG: &str = "log";

/// The file was readable and valid: else there would be no client.
pub(super) fn settings_file(config: &Config, settings: Settings<'_>) -> Check {
    let path = config.path();
    let shown = path.display();
    if is_open_to_all(path) {
        return Check::warning(
            SETTINGS_FILE,
            format!("{shown} can be read by every user of this machine"),
            format!("it holds a password: chmod 640 {shown}, owned by the web server's group"),
        );
    }
    if settings.default_id().is_empty() || settings.default_password().reveal().is_empty() {
        return Check::warning(
            SETTINGS_FILE,
            format!("{shown} has no default_id or no default_password"),
            "put connect_id and connect_password into every telegram, or set both in the file",
        );
    }
    Check::ok(SETTINGS_FILE, format!("{shown} is valid"))
}

/// Certificate and key: readable, matching, in date, private.
pub(super) fn client_certificate(settings: &TransportSettings) -> Check {
    let ClientCertificate::File { path, .. } = &settings.certificate else {
        return Check::warning(
            CLIENT_CERTIFICATE,
            "none is used (not_use_client_cert)",
            "Paygent refuses telegrams without the certificate it issued",
        );
    };
    // Without verification nothing but certificate and key is read.
    let alone = TransportSettings {
        trust: Trust::DangerNoVerification,
        ..settings.clone()
    };
    if let Err(error) = transport::check_files(&alone) {
        return Check::error(CLIENT_CERTIFICATE, error.to_string(), hints::of(&error));
    }
    let shown = path.display();
    if let Some(warning) = transport::warnings(&alone).into_iter().next() {
        return Check::warning(CLIENT_CERTIFICATE, warning, "");
    }
    if is_open_to_all(path) {
        return Check::warning(
            CLIENT_CERTIFICATE,
            format!("{shown} can be read by every user of this machine"),
            format!("it holds a private key: chmod 640 {shown}, owned by the web server's group"),
        );
    }
    Check::ok(
        CLIENT_CERTIFICATE,
        format!("{shown} holds a certificate and its key"),
    )
}

/// What the server is checked against.
pub(super) fn server_trust(settings: &TransportSettings) -> Check {
    let alone = TransportSettings {
        certificate: ClientCertificate::None,
        ..settings.clone()
    };
    let readable = transport::check_files(&alone);
    match (&settings.trust, readable) {
        (Trust::DangerNoVerification, _) => Check::error(
            SERVER_TRUST,
            "the server is not checked at all (danger_no_server_verification)",
            "anyone on the way can read and answer telegrams: remove that line outside of tests",
        ),
        (_, Err(error)) => Check::error(SERVER_TRUST, error.to_string(), hints::of(&error)),
        (Trust::CaFile(path), Ok(())) => Check::ok(
            SERVER_TRUST,
            format!("{} holds certificates", path.display()),
        ),
        (Trust::SystemStore, Ok(())) => Check::ok(
            SERVER_TRUST,
            "the system's certificate store is used (not_use_ca_cert)",
        ),
    }
}

/// Whether a line could be written, without writing one.
pub(super) fn log(settings: Settings<'_>) -> Check {
    let Some(path) = settings.log_path() else {
        return Check::ok(LOG, "no log (log_output_path is blank)");
    };
    let shown = path.display();
    if let Err(error) = could_write(&path) {
        return Check::error(
            LOG,
            format!("{shown} cannot be written: {error}"),
            "make it writable for the user PHP runs as; telegrams go on without it",
        );
    }
    if settings.is_debug() {
        return Check::warning(
            LOG,
            format!("{shown} records every request and answer (debug_flg)"),
            "set debug_flg to 0 in production",
        );
    }
    Check::ok(LOG, format!("{shown} can be written"))
}

fn could_write(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return log::check_writable(path);
    }
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let directory = parent.unwrap_or_else(|| Path::new("."));
    Ok(access(directory, Access::WRITE_OK | Access::EXEC_OK)?)
}

fn is_open_to_all(path: &Path) -> bool {
    const OTHERS_READ: u32 = 0o004;
    std::fs::metadata(path).is_ok_and(|file| file.mode() & OTHERS_READ != 0)
}
