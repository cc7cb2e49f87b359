//! `DIR/kit/`: what Paygent's connection kit holds, made when absent (issue part 4; connection-module §5).
//!
//! `DIR/ca/` beside it keeps the keys that a merchant never gets: the authority's and the server's.

mod certificates;
mod settings;

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use openssl::x509::X509;

pub(crate) use certificates::{ServerCertificate, server_pair};

use crate::account::{AccountFile, Merchant};
use crate::error::Error;

/// Where the files of a sandbox are; all paths absolute.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    pub(crate) root: PathBuf,
}

impl Folder {
    fn open(dir: &Path) -> Result<Self, Error> {
        fs::create_dir_all(dir).map_err(|cause| Error::file(dir, cause))?;
        let root = fs::canonicalize(dir).map_err(|cause| Error::file(dir, cause))?;
        let folder = Self { root };
        for path in [
            folder.kit(),
            folder.root.join("ca"),
            folder.root.join("log"),
        ] {
            fs::create_dir_all(&path).map_err(|cause| Error::file(&path, cause))?;
        }
        Ok(folder)
    }

    pub(crate) fn kit(&self) -> PathBuf {
        self.root.join("kit")
    }

    pub(crate) fn client_certificate(&self) -> PathBuf {
        self.kit().join(CLIENT_CERTIFICATE)
    }

    pub(crate) fn ca_bundle(&self) -> PathBuf {
        self.kit().join("curl-ca-bundle.crt")
    }

    pub(crate) fn settings(&self) -> PathBuf {
        self.kit().join("modenv_properties.conf")
    }

    pub(crate) fn module_log(&self) -> PathBuf {
        self.root.join("log").join("connectmodule.log")
    }

    pub(crate) fn ca(&self, name: &str) -> PathBuf {
        self.root.join("ca").join(name)
    }

    pub(crate) fn data_base(&self) -> PathBuf {
        self.root.join("sandbox.sqlite3")
    }

    pub(crate) fn ledger(&self) -> PathBuf {
        self.root.join("ledger.jsonl")
    }
}

const CLIENT_CERTIFICATE: &str = "client_cert.pem";

/// Makes the kit under `dir` and nothing else; what exists already is kept. Returns the kit's folder.
///
/// The settings file gets the address of the last start, or none when there was none.
///
/// # Errors
/// A file cannot be written, or one that exists cannot be understood.
pub fn make_kit(dir: &Path) -> Result<PathBuf, Error> {
    let folder = prepare(dir)?;
    if !folder.settings().exists() {
        write_settings(&folder, "https://127.0.0.1")?;
    }
    Ok(folder.kit())
}

/// Makes everything but the settings file.
pub(crate) fn prepare(dir: &Path) -> Result<Folder, Error> {
    let folder = Folder::open(dir)?;
    certificates::make(&folder)?;
    let path = folder.kit().join("account.json");
    if !path.exists() {
        let file = AccountFile {
            merchants: vec![first_merchant()?],
        };
        let mut text = serde_json::to_string_pretty(&file).map_err(|cause| Error::Account {
            path: path.clone(),
            cause: cause.to_string(),
        })?;
        text.push('\n');
        write_secret(&path, text.as_bytes())?;
    }
    Ok(folder)
}

/// Writes `modenv_properties.conf` anew for telegrams at `base` (`https://host:port`).
pub(crate) fn write_settings(folder: &Folder, base: &str) -> Result<(), Error> {
    let path = folder.kit().join("account.json");
    let bytes = fs::read(&path).map_err(|cause| Error::file(&path, cause))?;
    let file: AccountFile = serde_json::from_slice(&bytes).map_err(|cause| Error::Account {
        path: path.clone(),
        cause: cause.to_string(),
    })?;
    let Some(merchant) = file.merchants.first() else {
        return Err(Error::Account {
            path,
            cause: "merchants is empty".to_owned(),
        });
    };
    write_secret(&folder.settings(), &settings::text(folder, merchant, base))
}

/// The DER of the first certificate in a PEM file.
pub(crate) fn certificate_der(path: &Path) -> Result<Vec<u8>, Error> {
    let pem = fs::read(path).map_err(|cause| Error::file(path, cause))?;
    let certificate = X509::from_pem(&pem)
        .map_err(|cause| Error::Certificate(format!("{}: {cause}", path.display())))?;
    Ok(certificate.to_der()?)
}

/// Replaces a file by one that only its owner reads; readers see the old or the new content, no half.
pub(crate) fn write_secret(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |cause| Error::file(path, cause);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let fresh = path.with_file_name(name);
    let _ = fs::remove_file(&fresh);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .map_err(failed)?;
    file.write_all(content).map_err(failed)?;
    fs::rename(&fresh, path).map_err(failed)
}

/// A merchant that comes while the sandbox runs, with a certificate of its own.
pub(crate) fn further_merchant(folder: &Folder, merchant_id: &str) -> Result<Merchant, Error> {
    let certificate = format!("client_cert_{merchant_id}.pem");
    if !folder.kit().join(&certificate).exists() {
        certificates::make_client(folder, &certificate, merchant_id)?;
    }
    Ok(Merchant {
        merchant_id: merchant_id.to_owned(),
        certificate,
        ..first_merchant()?
    })
}

fn first_merchant() -> Result<Merchant, Error> {
    let key = || random_word(24).map(Some);
    Ok(Merchant {
        merchant_id: "990000001".to_owned(),
        connect_id: format!("sandbox{}", random_word(8)?),
        connect_password: random_word(16)?,
        certificate: CLIENT_CERTIFICATE.to_owned(),
        threeds_hash_key: key()?,
        token_generate_key: key()?,
        token_hash_key: key()?,
        notice_hash_key: key()?,
        link_hash_key: key()?,
        paidy_public_key: Some(format!("pk_test_{}", random_word(24)?)),
        ..Merchant::default()
    })
}

/// Random letters and digits.
pub(crate) fn random_word(length: usize) -> Result<String, Error> {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut bytes = vec![0_u8; length];
    openssl::rand::rand_bytes(&mut bytes)?;
    let letter = |byte: &u8| {
        LETTERS
            .get(usize::from(*byte) % LETTERS.len())
            .map(|letter| char::from(*letter))
    };
    Ok(bytes.iter().filter_map(letter).collect())
}
