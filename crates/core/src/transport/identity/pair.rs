//! The client certificate and its key, checked to belong together.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use openssl::asn1::{Asn1Time, Asn1TimeRef};
use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private};
use openssl::x509::{X509, X509Ref};
use rustls::sign::CertifiedKey;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};

use super::cache::Cache;
use super::key::{self, KeyFault};
use super::{Fingerprint, anchors, pem};
use crate::secret::Secret;
use crate::transport::outcome::{Outcome, Reason, TransportError};

/// A client certificate with chain and key, in the shapes both backends read.
pub(crate) struct Pair {
    /// The file it came from, for messages.
    pub(crate) path: PathBuf,
    /// For rustls; `None` if its cryptography cannot use this kind of key: libcurl's can.
    pub(crate) rustls: Option<Arc<CertifiedKey>>,
    /// For libcurl: our certificate first, then its issuers.
    pub(crate) certificate_pem: Vec<u8>,
    /// For libcurl: the key, no longer encrypted, never written to a file.
    pub(crate) key_pem: Secret,
    pub(crate) fingerprint: Fingerprint,
    not_before: Date,
    not_after: Date,
}

/// A moment as the certificate writes it, and in seconds since 1970: comparing OpenSSL's own form
/// for every telegram would take longer than encoding the telegram.
struct Date {
    text: String,
    seconds: i64,
}

impl Pair {
    /// Dates out of range, for people. A wrong clock must not stop sales: never an error.
    pub(crate) fn warning(&self) -> Option<String> {
        let now = seconds_now();
        let path = self.path.display();
        if self.not_after.seconds < now {
            return Some(format!(
                "the client certificate {path} expired on {}: install the new one from Paygent, \
                 or check this machine's clock",
                self.not_after.text
            ));
        }
        if self.not_before.seconds > now {
            return Some(format!(
                "the client certificate {path} is not valid before {}: check this machine's clock",
                self.not_before.text
            ));
        }
        None
    }
}

/// Reads a certificate file (`client_file_path`).
pub(super) fn load(path: &Path, pass_phrase: &Secret) -> Result<Arc<Pair>, TransportError> {
    static CACHE: Cache<(PathBuf, Secret), Pair> = Cache::new();
    CACHE.get(
        &(path.to_owned(), pass_phrase.clone()),
        path,
        |error| fault(path, &format!("cannot be read: {error}")),
        |bytes| parse(path, &bytes, pass_phrase),
    )
}

fn parse(path: &Path, bytes: &[u8], pass_phrase: &Secret) -> Result<Pair, TransportError> {
    let blocks = pem::blocks(bytes);
    let certificates = certificates(path, bytes, &blocks)?;
    let key = matching_key(path, &blocks, &certificates, pass_phrase)?;
    assemble(path, certificates, &key)
        .map_err(|error| fault(path, &format!("cannot be used: {}", words(&error))))
}

fn certificates(
    path: &Path,
    bytes: &[u8],
    blocks: &[pem::Block],
) -> Result<Vec<X509>, TransportError> {
    let mut found = Vec::new();
    for block in blocks
        .iter()
        .filter(|block| anchors::is_certificate(&block.label))
    {
        let certificate = anchors::read(block).map_err(|error| {
            fault(
                path,
                &format!("holds a damaged certificate: {}", words(&error)),
            )
        })?;
        found.push(certificate);
    }
    if !found.is_empty() {
        return Ok(found);
    }
    Err(match bytes {
        [] => fault(path, "is empty"),
        // 30 82: a DER structure, most likely the .p12 file the PEM file is made from.
        [0x30, 0x80..=0x84, ..] => fault(
            path,
            "is not a PEM file. If it is a PKCS#12 file (.p12, .pfx), convert it: openssl pkcs12 \
             -in FILE.p12 -out FILE.pem",
        ),
        _ => fault(
            path,
            "holds no certificate (no complete BEGIN CERTIFICATE block)",
        ),
    })
}

/// The first key that belongs to one of the certificates.
fn matching_key(
    path: &Path,
    blocks: &[pem::Block],
    certificates: &[X509],
    pass_phrase: &Secret,
) -> Result<PKey<Private>, TransportError> {
    let mut cause = "holds no private key: certificate and key must be in the same file".to_owned();
    for block in blocks.iter().filter(|block| key::is_key(&block.label)) {
        match key::read(block, pass_phrase.reveal()) {
            Ok(key) if certificates.iter().any(|one| belongs(one, &key)) => return Ok(key),
            Ok(_) => {
                cause = "holds a private key that does not match its certificate".to_owned();
            }
            Err(KeyFault::PassPhrase) => {
                cause = "holds an encrypted private key that the pass phrase does not open: check \
                         the pass phrase in the settings"
                    .to_owned();
            }
            Err(KeyFault::Unreadable(reason)) => {
                cause = format!("holds a private key that cannot be read: {reason}");
            }
        }
    }
    Err(fault(path, &cause))
}

fn belongs(certificate: &X509Ref, key: &PKey<Private>) -> bool {
    certificate
        .public_key()
        .is_ok_and(|public| public.public_eq(key))
}

fn assemble(path: &Path, certificates: Vec<X509>, key: &PKey<Private>) -> Result<Pair, ErrorStack> {
    let chain = chain(certificates, key);
    let mut certificate_pem = Vec::new();
    let mut ders = Vec::new();
    let mut digest = Sha256::new();
    for certificate in &chain {
        certificate_pem.extend(certificate.to_pem()?);
        let der = certificate.to_der()?;
        digest.update(&der);
        ders.push(CertificateDer::from(der));
    }
    digest.update(key.public_key_to_der()?);
    let (not_before, not_after) = match chain.first() {
        Some(ours) => (date(ours.not_before())?, date(ours.not_after())?),
        None => (Date::always(i64::MIN), Date::always(i64::MAX)),
    };
    Ok(Pair {
        path: path.to_owned(),
        rustls: certified(ders, key),
        certificate_pem,
        key_pem: Secret::new(key.private_key_to_pem_pkcs8()?),
        fingerprint: digest.finalize().into(),
        not_before,
        not_after,
    })
}

/// Our certificate first, each issuer after the certificate it issued; strangers are left out.
fn chain(mut certificates: Vec<X509>, key: &PKey<Private>) -> Vec<X509> {
    let mut ordered: Vec<X509> = Vec::new();
    let mut next = certificates.iter().position(|one| belongs(one, key));
    while let Some(index) = next {
        let found = certificates.swap_remove(index);
        next = certificates
            .iter()
            .position(|issuer| issuer.issued(&found) == openssl::x509::X509VerifyResult::OK);
        ordered.push(found);
    }
    ordered
}

fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: &PKey<Private>,
) -> Option<Arc<CertifiedKey>> {
    let pkcs8 = key.private_key_to_pkcs8().ok()?;
    let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8));
    let signing = rustls::crypto::ring::sign::any_supported_type(&der).ok()?;
    Some(Arc::new(CertifiedKey::new(chain, signing)))
}

fn date(time: &Asn1TimeRef) -> Result<Date, ErrorStack> {
    let since = Asn1Time::from_unix(0)?.diff(time)?;
    Ok(Date {
        text: time.to_string(),
        seconds: i64::from(since.days) * 86_400 + i64::from(since.secs),
    })
}

impl Date {
    /// No date at all: `seconds` is one that warns of nothing.
    const fn always(seconds: i64) -> Self {
        Self {
            text: String::new(),
            seconds,
        }
    }
}

fn seconds_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// OpenSSL's words for people; they never quote the input.
fn words(errors: &ErrorStack) -> String {
    let reason = errors
        .errors()
        .iter()
        .find_map(openssl::error::Error::reason);
    reason.unwrap_or("unknown cause").to_owned()
}

fn fault(path: &Path, cause: &str) -> TransportError {
    TransportError {
        reason: Reason::Key,
        outcome: Outcome::NotSent,
        message: format!(
            "the client certificate file {} (client_file_path) {cause}",
            path.display()
        ),
    }
}
