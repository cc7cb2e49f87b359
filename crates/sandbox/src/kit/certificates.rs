//! The sandbox's own authority, server and client certificates: RSA 2048, ten years.

use std::path::Path;

use openssl::asn1::Asn1Time;
use openssl::bn::{BigNum, MsbOption};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectAlternativeName,
    SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509Name};

use super::{Folder, write_secret};
use crate::error::Error;

const TEN_YEARS: u32 = 3650;

type Key = PKey<Private>;

/// What a certificate is for.
enum Use {
    Authority,
    Server,
    Client,
}

/// Makes what is missing. A new authority makes all certificates anew.
pub(super) fn make(folder: &Folder) -> Result<(), Error> {
    let key_path = folder.ca("ca_key.pem");
    let fresh = !key_path.exists() || !folder.ca("ca_cert.pem").exists();
    let (key, certificate) = if fresh {
        let key = new_key()?;
        let certificate = issue(&key, "Local Paygent CA", &Use::Authority, None)?;
        write_secret(&key_path, &key.private_key_to_pem_pkcs8()?)?;
        write_secret(&folder.ca("ca_cert.pem"), &certificate.to_pem()?)?;
        (key, certificate)
    } else {
        (
            read_key(&key_path)?,
            read_certificate(&folder.ca("ca_cert.pem"))?,
        )
    };
    let authority = Some((&key, &certificate));
    let server_path = folder.ca("server.pem");
    if fresh || !server_path.exists() {
        write_pair(&server_path, "localhost", &Use::Server, authority)?;
    }
    if fresh || !folder.client_certificate().exists() {
        write_pair(
            &folder.client_certificate(),
            "Local Paygent merchant 990000001",
            &Use::Client,
            authority,
        )?;
    }
    if fresh || !folder.ca_bundle().exists() {
        write_secret(&folder.ca_bundle(), &certificate.to_pem()?)?;
    }
    Ok(())
}

/// Certificate first, then its unencrypted key, in one PEM file.
fn write_pair(
    path: &Path,
    name: &str,
    purpose: &Use,
    authority: Option<(&Key, &X509)>,
) -> Result<(), Error> {
    let key = new_key()?;
    let mut pem = issue(&key, name, purpose, authority)?.to_pem()?;
    pem.extend_from_slice(&key.private_key_to_pem_pkcs8()?);
    write_secret(path, &pem)
}

fn new_key() -> Result<Key, Error> {
    Ok(PKey::from_rsa(Rsa::generate(2048)?)?)
}

fn read_key(path: &Path) -> Result<Key, Error> {
    let pem = std::fs::read(path).map_err(|cause| Error::file(path, cause))?;
    PKey::private_key_from_pem(&pem)
        .map_err(|cause| Error::Certificate(format!("{}: {cause}", path.display())))
}

fn read_certificate(path: &Path) -> Result<X509, Error> {
    let pem = std::fs::read(path).map_err(|cause| Error::file(path, cause))?;
    X509::from_pem(&pem).map_err(|cause| Error::Certificate(format!("{}: {cause}", path.display())))
}

fn issue(
    key: &Key,
    name: &str,
    purpose: &Use,
    authority: Option<(&Key, &X509)>,
) -> Result<X509, Error> {
    let mut subject = X509Name::builder()?;
    subject.append_entry_by_nid(Nid::ORGANIZATIONNAME, "Local Paygent (test)")?;
    subject.append_entry_by_nid(Nid::COMMONNAME, name)?;
    let subject = subject.build();

    let mut builder = X509::builder()?;
    builder.set_version(2)?;
    let mut serial = BigNum::new()?;
    serial.rand(120, MsbOption::MAYBE_ZERO, false)?;
    let serial = serial.to_asn1_integer()?;
    builder.set_serial_number(&serial)?;
    builder.set_subject_name(&subject)?;
    builder.set_issuer_name(authority.map_or(&*subject, |(_, issuer)| issuer.subject_name()))?;
    builder.set_pubkey(key)?;
    // A day back: the client's clock may be a little behind.
    let start = Asn1Time::from_unix(unix_now() - 86_400)?;
    builder.set_not_before(&start)?;
    let end = Asn1Time::days_from_now(TEN_YEARS)?;
    builder.set_not_after(&end)?;
    add_extensions(&mut builder, purpose, authority.map(|(_, issuer)| issuer))?;
    builder.sign(
        authority.map_or(key, |(key, _)| key),
        MessageDigest::sha256(),
    )?;
    Ok(builder.build())
}

fn add_extensions(
    builder: &mut X509Builder,
    purpose: &Use,
    issuer: Option<&X509>,
) -> Result<(), Error> {
    let issuer = issuer.map(|issuer| &**issuer);
    let mut basic = BasicConstraints::new();
    basic.critical();
    let mut usage = KeyUsage::new();
    usage.critical();
    match purpose {
        Use::Authority => {
            basic.ca();
            usage.key_cert_sign().crl_sign();
        }
        Use::Server | Use::Client => {
            usage.digital_signature().key_encipherment();
        }
    }
    builder.append_extension(basic.build()?)?;
    builder.append_extension(usage.build()?)?;
    let identifier = SubjectKeyIdentifier::new().build(&builder.x509v3_context(issuer, None))?;
    builder.append_extension(identifier)?;
    if issuer.is_some() {
        let identifier = AuthorityKeyIdentifier::new()
            .keyid(true)
            .build(&builder.x509v3_context(issuer, None))?;
        builder.append_extension(identifier)?;
    }
    match purpose {
        Use::Authority => {}
        Use::Server => {
            builder.append_extension(ExtendedKeyUsage::new().server_auth().build()?)?;
            let names = SubjectAlternativeName::new()
                .dns("localhost")
                .ip("127.0.0.1")
                .ip("::1")
                .build(&builder.x509v3_context(issuer, None))?;
            builder.append_extension(names)?;
        }
        Use::Client => builder.append_extension(ExtendedKeyUsage::new().client_auth().build()?)?,
    }
    Ok(())
}

fn unix_now() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}
