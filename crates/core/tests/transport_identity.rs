//! Certificate, key and CA files as operators save them: all readable ones serve both backends,
//! all others are refused with file and cause before anything is sent.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use std::path::PathBuf;
use std::process::{Command, Stdio};

use openssl::pkey::{PKey, Private};
use openssl::symm::Cipher;
use paygent_core::secret::Secret;
use paygent_core::transport::{
    ClientCertificate, Outcome, Reason, TlsBackend, TransportSettings, Trust, post,
};
use transport_support::pki::{Authority, Kit, Leaf, Use, ec_key, rsa_key};
use transport_support::server::{Act, Ask, Server, Setup};
use transport_support::{BOTH, request, settings};

const PASS: &[u8] = b"changeit";

fn server(kit: &Kit) -> Server {
    Setup::new(kit, Ask::Require).start(vec![Act::Answer("result=0")])
}

fn with_file(kit: &Kit, backend: TlsBackend, path: PathBuf, pass: &[u8]) -> TransportSettings {
    let mut settings = settings(kit, backend);
    settings.certificate = ClientCertificate::File {
        path,
        pass_phrase: Secret::new(pass),
    };
    settings
}

fn served(kit: &Kit, name: &str, bytes: &[u8], pass: &[u8]) {
    let path = kit.write("variant.pem", bytes);
    for backend in BOTH {
        let server = server(kit);
        let settings = with_file(kit, backend, path.clone(), pass);
        let answer = post(&settings, request(&server.url()));
        assert_eq!(
            answer
                .unwrap_or_else(|e| panic!("{backend:?} {name}: {e}"))
                .body,
            "result=0"
        );
        assert_eq!(server.telegrams(), 1);
    }
}

fn refused(settings: &TransportSettings, reason: Reason, words: &[&str]) {
    let error = post(settings, request("https://localhost:9/")).unwrap_err();
    assert_eq!(
        (error.reason, error.outcome),
        (reason, Outcome::NotSent),
        "{error}"
    );
    for word in words {
        assert!(
            error.message.contains(word),
            "{word} is missing: {}",
            error.message
        );
    }
    assert!(!error.message.contains("changeit"));
}

fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}

fn keys(key: &PKey<Private>) -> Vec<(String, Vec<u8>)> {
    let plain = key.private_key_to_pem_pkcs8().unwrap();
    let mut keys = vec![
        ("PKCS#8".to_owned(), plain.clone()),
        (
            "encrypted PKCS#8".to_owned(),
            key.private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), PASS)
                .unwrap(),
        ),
        (
            "triple DES PKCS#8".to_owned(),
            openssl(
                &[
                    "pkcs8",
                    "-topk8",
                    "-v1",
                    "PBE-SHA1-3DES",
                    "-passout",
                    "pass:changeit",
                ],
                &plain,
            ),
        ),
    ];
    if let Ok(rsa) = key.rsa() {
        keys.push(("PKCS#1".to_owned(), rsa.private_key_to_pem().unwrap()));
        keys.push((
            "traditional encrypted PKCS#1".to_owned(),
            rsa.private_key_to_pem_passphrase(Cipher::des_ede3_cbc(), PASS)
                .unwrap(),
        ));
    }
    if let Ok(ec) = key.ec_key() {
        let sec1 = ec.private_key_to_pem().unwrap();
        keys.push((
            "SEC1 with parameters".to_owned(),
            [
                openssl(&["ecparam", "-name", "prime256v1"], b""),
                sec1.clone(),
            ]
            .concat(),
        ));
        keys.push(("SEC1".to_owned(), sec1));
        keys.push((
            "traditional encrypted SEC1".to_owned(),
            ec.private_key_to_pem_passphrase(Cipher::aes_128_cbc(), PASS)
                .unwrap(),
        ));
    }
    keys
}

#[test]
fn every_kind_of_key_in_every_order() {
    let mut kit = Kit::new();
    for key in [rsa_key(2048), ec_key()] {
        kit.client = kit.authority.issue("merchant", key, Use::Client);
        let certificate = kit.client.certificate.to_pem().unwrap();
        for (name, key) in keys(&kit.client.key) {
            served(
                &kit,
                &name,
                &[certificate.clone(), key.clone()].concat(),
                PASS,
            );
            served(&kit, &name, &[key, certificate.clone()].concat(), PASS);
        }
    }
}

#[test]
fn keys_of_old_pkcs12_files_are_opened_too() {
    let kit = Kit::new();
    let plain = kit.client.key.private_key_to_pem_pkcs8().unwrap();
    let old = openssl(
        &[
            "pkcs8",
            "-topk8",
            "-v1",
            "PBE-SHA1-RC2-40",
            "-passout",
            "pass:changeit",
            "-provider",
            "legacy",
            "-provider",
            "default",
        ],
        &plain,
    );
    served(
        &kit,
        "RC2",
        &[old, kit.client.certificate.to_pem().unwrap()].concat(),
        PASS,
    );
}

#[test]
fn bom_crlf_and_bag_attributes() {
    let kit = Kit::new();
    let text = String::from_utf8(kit.client.pem()).unwrap();
    served(&kit, "CRLF", text.replace('\n', "\r\n").as_bytes(), b"");
    served(&kit, "BOM", format!("\u{feff}{text}").as_bytes(), b"");
    let bag = "Bag Attributes\r\n    friendlyName: merchant\r\n    localKeyID: 54 69\r\nsubject=CN = merchant\r\n";
    served(
        &kit,
        "bag attributes",
        format!("{bag}{text}\n{bag}").as_bytes(),
        b"",
    );
}

#[test]
fn a_chain_in_any_order_is_sent_in_order() {
    let mut kit = Kit::new();
    // The server knows only the root: the intermediate must come from us, whatever its place.
    let middle = intermediate(&kit.authority);
    kit.client = middle.issue("merchant", ec_key(), Use::Client);
    let [leaf, issuer] =
        [&kit.client.certificate, &middle.certificate].map(|c| c.to_pem().unwrap());
    let key = kit.client.key.private_key_to_pem_pkcs8().unwrap();
    let root = kit.authority.certificate.to_pem().unwrap();
    served(
        &kit,
        "leaf first",
        &[leaf.clone(), issuer.clone(), key.clone()].concat(),
        b"",
    );
    served(&kit, "root first", &[root, issuer, leaf, key].concat(), b"");
}

fn intermediate(root: &Authority) -> Authority {
    let mut middle = Authority::new("Intermediate CA");
    let name = middle.certificate.subject_name().to_owned().unwrap();
    let mut builder = openssl::x509::X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder
        .set_serial_number(middle.certificate.serial_number())
        .unwrap();
    builder.set_subject_name(&name).unwrap();
    builder
        .set_issuer_name(root.certificate.subject_name())
        .unwrap();
    builder.set_pubkey(&middle.key).unwrap();
    builder
        .set_not_before(middle.certificate.not_before())
        .unwrap();
    builder
        .set_not_after(middle.certificate.not_after())
        .unwrap();
    let ca = openssl::x509::extension::BasicConstraints::new()
        .critical()
        .ca()
        .build()
        .unwrap();
    builder.append_extension(ca).unwrap();
    builder
        .sign(&root.key, openssl::hash::MessageDigest::sha256())
        .unwrap();
    middle.certificate = builder.build();
    middle
}

#[test]
fn unusable_certificate_files_are_58_with_file_and_cause() {
    let kit = Kit::new();
    let certificate = kit.client.certificate.to_pem().unwrap();
    let key = kit.client.key.private_key_to_pem_pkcs8().unwrap();
    let encrypted = kit
        .client
        .key
        .private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), b"else")
        .unwrap();
    let traditional = kit
        .client
        .key
        .rsa()
        .unwrap()
        .private_key_to_pem_passphrase(Cipher::des_ede3_cbc(), b"else")
        .unwrap();
    let stranger: Leaf = kit.authority.issue("other", ec_key(), Use::Client);
    let foreign = stranger.key.private_key_to_pem_pkcs8().unwrap();
    let damaged = String::from_utf8(certificate.clone())
        .unwrap()
        .replacen("MII", "MIX", 1);
    let cut = certificate[..certificate.len() / 2].to_vec();
    let broken_key = b"-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n".to_vec();
    let pkcs12 = openssl::pkcs12::Pkcs12::builder()
        .pkey(&kit.client.key)
        .cert(&kit.client.certificate)
        .build2("changeit")
        .unwrap()
        .to_der()
        .unwrap();
    for (bytes, word) in [
        (Vec::new(), "empty"),
        (b"hello".to_vec(), "no certificate"),
        (pkcs12, "openssl pkcs12"),
        (certificate.clone(), "no private key"),
        (key.clone(), "no certificate"),
        ([certificate.clone(), foreign].concat(), "does not match"),
        ([certificate.clone(), encrypted].concat(), "pass phrase"),
        ([certificate.clone(), traditional].concat(), "pass phrase"),
        ([damaged.into_bytes(), key.clone()].concat(), "damaged"),
        ([cut, key].concat(), "no certificate"),
        ([certificate, broken_key].concat(), "cannot be read"),
    ] {
        let path = kit.write("bad.pem", &bytes);
        for backend in [TlsBackend::Auto, TlsBackend::Rustls, TlsBackend::Libcurl] {
            let settings = with_file(&kit, backend, path.clone(), PASS);
            refused(&settings, Reason::Key, &["bad.pem", word]);
        }
    }
    let missing = with_file(&kit, TlsBackend::Auto, kit.path("missing.pem"), PASS);
    refused(&missing, Reason::Key, &["missing.pem", "No such file"]);
    let directory = with_file(&kit, TlsBackend::Auto, kit.root().to_owned(), PASS);
    refused(&directory, Reason::Key, &["irectory"]);
}

#[test]
fn ca_files_in_pem_and_der_with_remarks_serve_both() {
    let kit = Kit::new();
    let pem = kit.authority.certificate.to_pem().unwrap();
    let other = kit.stranger.certificate.to_pem().unwrap();
    for bytes in [
        [b"# \x83R\x83\x81\r\n".to_vec(), other, pem.clone()].concat(),
        String::from_utf8(pem)
            .unwrap()
            .replace('\n', "\r\n")
            .into_bytes(),
        kit.authority.certificate.to_der().unwrap(),
    ] {
        for backend in BOTH {
            let server = server(&kit);
            let mut settings = settings(&kit, backend);
            settings.trust = Trust::CaFile(kit.write("variant.crt", &bytes));
            assert!(
                post(&settings, request(&server.url())).is_ok(),
                "{backend:?}"
            );
        }
    }
}

#[test]
fn unusable_ca_files_are_77_with_file_and_cause() {
    let kit = Kit::new();
    for bytes in [
        b"".as_slice(),
        b"hello",
        b"-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n",
    ] {
        for backend in BOTH {
            let mut settings = settings(&kit, backend);
            settings.trust = Trust::CaFile(kit.write("bad.crt", bytes));
            refused(&settings, Reason::CaFile, &["bad.crt", "certificate"]);
        }
    }
    let mut settings = settings(&kit, TlsBackend::Auto);
    settings.trust = Trust::CaFile(kit.path("missing.crt"));
    refused(&settings, Reason::CaFile, &["missing.crt", "No such file"]);
}

#[test]
fn a_repaired_file_is_read_again() {
    let kit = Kit::new();
    let server = server(&kit);
    let path = kit.write("repaired.pem", b"nothing yet");
    let settings = with_file(&kit, TlsBackend::Auto, path, PASS);
    assert!(post(&settings, request(&server.url())).is_err());
    kit.write("repaired.pem", &kit.client.pem());
    assert!(post(&settings, request(&server.url())).is_ok());
}
