//! Certificates made for one test run.

use openssl::asn1::{Asn1Integer, Asn1Time};
use openssl::bn::BigNum;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{
    BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
};
use openssl::x509::{X509, X509NameBuilder};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;

pub enum Use {
    Server,
    Client,
}

pub struct Authority {
    pub key: PKey<Private>,
    pub certificate: X509,
}

pub struct Leaf {
    pub key: PKey<Private>,
    pub certificate: X509,
}

pub fn ec_key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

/// A curve that ring does not know.
pub fn p521_key() -> PKey<Private> {
    let group = EcGroup::from_curve_name(Nid::SECP521R1).unwrap();
    PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap()
}

pub fn rsa_key(bits: u32) -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap()
}

fn from_now(days: i64) -> Asn1Time {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    Asn1Time::from_unix(now.as_secs() as i64 + days * DAY).unwrap()
}

fn serial() -> Asn1Integer {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = BigNum::from_u32(NEXT.fetch_add(1, Ordering::Relaxed)).unwrap();
    number.to_asn1_integer().unwrap()
}

fn name(common: &str) -> openssl::x509::X509Name {
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", common).unwrap();
    name.build()
}

impl Authority {
    pub fn new(common: &str) -> Self {
        Self::with_key(common, ec_key())
    }

    pub fn with_key(common: &str, key: PKey<Private>) -> Self {
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_serial_number(&serial()).unwrap();
        builder.set_subject_name(&name(common)).unwrap();
        builder.set_issuer_name(&name(common)).unwrap();
        builder.set_pubkey(&key).unwrap();
        builder.set_not_before(&from_now(-1)).unwrap();
        builder.set_not_after(&from_now(365)).unwrap();
        builder
            .append_extension(BasicConstraints::new().critical().ca().build().unwrap())
            .unwrap();
        builder
            .append_extension(
                KeyUsage::new()
                    .critical()
                    .key_cert_sign()
                    .crl_sign()
                    .build()
                    .unwrap(),
            )
            .unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        Self {
            key,
            certificate: builder.build(),
        }
    }

    pub fn issue(&self, common: &str, key: PKey<Private>, purpose: Use) -> Leaf {
        self.issue_dated(common, key, purpose, -1, 90)
    }

    pub fn issue_dated(
        &self,
        common: &str,
        key: PKey<Private>,
        purpose: Use,
        from: i64,
        to: i64,
    ) -> Leaf {
        let mut builder = X509::builder().unwrap();
        builder.set_version(2).unwrap();
        builder.set_serial_number(&serial()).unwrap();
        builder.set_subject_name(&name(common)).unwrap();
        builder
            .set_issuer_name(self.certificate.subject_name())
            .unwrap();
        builder.set_pubkey(&key).unwrap();
        builder.set_not_before(&from_now(from)).unwrap();
        builder.set_not_after(&from_now(to)).unwrap();
        builder
            .append_extension(BasicConstraints::new().build().unwrap())
            .unwrap();
        let mut usage = ExtendedKeyUsage::new();
        match purpose {
            Use::Server => {
                usage.server_auth();
                let context = builder.x509v3_context(Some(&self.certificate), None);
                let names = if common == "localhost" {
                    SubjectAlternativeName::new()
                        .dns("localhost")
                        .ip("127.0.0.1")
                        .build(&context)
                } else {
                    SubjectAlternativeName::new().dns(common).build(&context)
                };
                builder.append_extension(names.unwrap()).unwrap();
            }
            Use::Client => {
                usage.client_auth();
            }
        }
        builder.append_extension(usage.build().unwrap()).unwrap();
        builder.sign(&self.key, MessageDigest::sha256()).unwrap();
        Leaf {
            key,
            certificate: builder.build(),
        }
    }
}

impl Leaf {
    /// Certificate and key in one text, as `client_file_path` wants it.
    pub fn pem(&self) -> Vec<u8> {
        [
            self.certificate.to_pem().unwrap(),
            self.key.private_key_to_pem_pkcs8().unwrap(),
        ]
        .concat()
    }
}

/// The files of one merchant and one server, in a directory that goes with it.
pub struct Kit {
    pub directory: tempfile::TempDir,
    pub authority: Authority,
    pub stranger: Authority,
    pub server: Leaf,
    pub client: Leaf,
}

impl Kit {
    pub fn new() -> Self {
        let authority = Authority::new("Test CA");
        let kit = Self {
            directory: tempfile::tempdir().unwrap(),
            stranger: Authority::new("Another CA"),
            server: authority.issue("localhost", ec_key(), Use::Server),
            client: authority.issue("merchant", rsa_key(2048), Use::Client),
            authority,
        };
        kit.write("ca.crt", &kit.authority.certificate.to_pem().unwrap());
        kit.write("other-ca.crt", &kit.stranger.certificate.to_pem().unwrap());
        kit.write("client.pem", &kit.client.pem());
        kit
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.directory.path().join(file)
    }

    pub fn write(&self, file: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(file);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    #[allow(dead_code)]
    pub fn root(&self) -> &Path {
        self.directory.path()
    }
}
