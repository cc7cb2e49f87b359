//! The certificates the server is checked against: `ca_file_path` or the system's bundle.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use openssl::error::ErrorStack;
use openssl::x509::X509;
use rustls::RootCertStore;
use rustls_pki_types::CertificateDer;
use sha2::{Digest, Sha256};

use super::cache::Cache;
use super::{Fingerprint, pem};
use crate::transport::outcome::{Outcome, Reason, TransportError};

/// CA certificates in the shapes both backends read.
pub(crate) struct Anchors {
    /// The file they came from, for messages and for a libcurl without in-memory CA files.
    pub(crate) path: PathBuf,
    /// For rustls.
    pub(crate) roots: Arc<RootCertStore>,
    /// For libcurl.
    pub(crate) pem: Vec<u8>,
    pub(crate) fingerprint: Fingerprint,
}

/// Where distributions keep the system's bundle; the first that exists is used.
const SYSTEM_BUNDLES: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// Whether the label names a certificate.
pub(super) fn is_certificate(label: &str) -> bool {
    matches!(
        label,
        "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE"
    )
}

/// Reads one certificate block. OpenSSL's own `TRUSTED` form is a certificate with an appendix
/// that the parser leaves unread.
pub(super) fn read(block: &pem::Block) -> Result<X509, ErrorStack> {
    X509::from_der(&openssl::base64::decode_block(&block.base64)?)
}

/// Reads a CA file: a PEM bundle (`.crt`), or a single DER certificate.
pub(super) fn load(path: &Path) -> Result<Arc<Anchors>, TransportError> {
    static CACHE: Cache<PathBuf, Anchors> = Cache::new();
    CACHE.get(
        &path.to_owned(),
        path,
        |error| fault(path, &format!("cannot be read: {error}")),
        |bytes| parse(path, &bytes),
    )
}

/// The system's bundle (`not_use_ca_cert=true`, O-06).
pub(super) fn load_system() -> Result<Arc<Anchors>, TransportError> {
    match SYSTEM_BUNDLES
        .iter()
        .map(Path::new)
        .find(|path| path.exists())
    {
        Some(path) => load(path),
        None => Err(TransportError {
            reason: Reason::CaFile,
            outcome: Outcome::NotSent,
            message: format!(
                "the system has no CA bundle (looked for {}): install the package ca-certificates, \
                 or set ca_file_path",
                SYSTEM_BUNDLES.join(", ")
            ),
        }),
    }
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Anchors, TransportError> {
    let certificates = certificates(path, bytes)?;
    let mut roots = RootCertStore::empty();
    let mut pem = Vec::new();
    let mut digest = Sha256::new();
    for certificate in &certificates {
        let damaged = |_: ErrorStack| fault(path, "holds a damaged certificate");
        let der = certificate.to_der().map_err(damaged)?;
        digest.update(&der);
        pem.extend(certificate.to_pem().map_err(damaged)?);
        // One certificate too odd for rustls must not disable the others.
        if let Err(error) = roots.add(CertificateDer::from(der)) {
            log::warn!("one certificate of {} is left out: {error}", path.display());
        }
    }
    if roots.is_empty() {
        return Err(fault(path, "holds no usable CA certificate"));
    }
    Ok(Anchors {
        path: path.to_owned(),
        roots: Arc::new(roots),
        pem,
        fingerprint: digest.finalize().into(),
    })
}

fn certificates(path: &Path, bytes: &[u8]) -> Result<Vec<X509>, TransportError> {
    let blocks = pem::blocks(bytes);
    let mut found = Vec::new();
    for block in blocks.iter().filter(|block| is_certificate(&block.label)) {
        let certificate = read(block).map_err(|_| fault(path, "holds a damaged certificate"))?;
        found.push(certificate);
    }
    if found.is_empty()
        && let Ok(certificate) = X509::from_der(bytes)
    {
        found.push(certificate);
    }
    if found.is_empty() {
        return Err(fault(
            path,
            "holds no certificate (no complete BEGIN CERTIFICATE block)",
        ));
    }
    Ok(found)
}

fn fault(path: &Path, cause: &str) -> TransportError {
    TransportError {
        reason: Reason::CaFile,
        outcome: Outcome::NotSent,
        message: format!(
            "the CA file {} (ca_file_path) {cause}: check the path and the file's permissions",
            path.display()
        ),
    }
}
