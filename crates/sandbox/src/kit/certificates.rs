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

/// Seconds.
const DAY: i64 = 86_400;

type Key = PKey<Private>;

/// What a certificate is for.
enum Use {
    Authority,
    /// For these DNS names; only `localhost` brings the loopback addresses with it.
    Server(&'static str),
    Client,
}

/// From when to when a certificate is valid, in days from now.
type Days = (i64, i64);

/// Since yesterday: the client's clock may be a little behind.
const TEN_YEARS: Days = (-1, 3650);
const LAST_YEAR: Days = (-365, -1);

/// Which certificate the telegram listener shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ServerCertificate {
    /// The kit's own.
    Proper,
    /// From the kit's authority, for another host.
    WrongHost,
    /// From the kit's authority, out of date since yesterday.
    Expired,
    /// From nobody.
    SelfSigned,
    /// From an authority that the kit's CA file does not know.
    OtherAuthority,
}

/// Makes what is missing. A new authority makes all certificates anew.
pub(super) fn make(folder: &Folder) -> Result<(), Error> {
    let key_path = folder.ca("ca_key.pem");
    let fresh = !key_path.exists() || !folder.ca("ca_cert.pem").exists();
    let (key, certificate) = if fresh {
        let key = new_key()?;
        let certificate = issue(&key, "Local Paygent CA", &Use::Authority, TEN_YEARS, None)?;
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
        write_pair(
            &server_path,
            "localhost",
            &Use::Server("localhost"),
            authority,
        )?;
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

/// The server's key with the certificate that is asked for. Only the kit's own is a file: the others
/// are made of the same key at each start.
pub(crate) fn server_pair(
    folder: &Folder,
    which: ServerCertificate,
) -> Result<(X509, PKey<Private>), Error> {
    let key = read_key(&folder.ca("server.pem"))?;
    let kit = (
        read_key(&folder.ca("ca_key.pem"))?,
        read_certificate(&folder.ca("ca_cert.pem"))?,
    );
    let own = Some((&kit.0, &kit.1));
    let local = Use::Server("localhost");
    let certificate = match which {
        ServerCertificate::Proper => read_certificate(&folder.ca("server.pem"))?,
        ServerCertificate::WrongHost => {
            let other = "another-host.example";
            issue(&key, other, &Use::Server(other), TEN_YEARS, own)?
        }
        ServerCertificate::Expired => issue(&key, "localhost", &local, LAST_YEAR, own)?,
        ServerCertificate::SelfSigned => issue(&key, "localhost", &local, TEN_YEARS, None)?,
        ServerCertificate::OtherAuthority => {
            let signer = new_key()?;
            let authority = issue(&signer, "Another CA", &Use::Authority, TEN_YEARS, None)?;
            issue(
                &key,
                "localhost",
                &local,
                TEN_YEARS,
                Some((&signer, &authority)),
            )?
        }
    };
    Ok((certificate, key))
}

/// Makes a merchant's certificate under this name in the kit.
pub(super) fn make_client(folder: &Folder, file: &str, merchant_id: &str) -> Result<(), Error> {
    let key = read_key(&folder.ca("ca_key.pem"))?;
    let certificate = read_certificate(&folder.ca("ca_cert.pem"))?;
    write_pair(
        &folder.kit().join(file),
        &format!("Local Paygent merchant {merchant_id}"),
        &Use::Client,
        Some((&key, &certificate)),
    )
}

/// Certificate first, then its unencrypted key, in one PEM file.
fn write_pair(
    path: &Path,
    name: &str,
    purpose: &Use,
    authority: Option<(&Key, &X509)>,
) -> Result<(), Error> {
    let key = new_key()?;
    let mut pem = issue(&key, name, purpose, TEN_YEARS, authority)?.to_pem()?;
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
    (first, last): Days,
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
    let now = unix_now();
    builder.set_not_before(&*Asn1Time::from_unix(now + first * DAY)?)?;
    builder.set_not_after(&*Asn1Time::from_unix(now + last * DAY)?)?;
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
        Use::Server(_) | Use::Client => {
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
        Use::Server(host) => {
            builder.append_extension(ExtendedKeyUsage::new().server_auth().build()?)?;
            let mut names = SubjectAlternativeName::new();
            names.dns(host);
            if *host == "localhost" {
                names.ip("127.0.0.1").ip("::1");
            }
            let names = names.build(&builder.x509v3_context(issuer, None))?;
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
