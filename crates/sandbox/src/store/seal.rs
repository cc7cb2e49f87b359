//! What a shop uploads in a file (200) has card numbers and security codes in it, and 201 must repeat the
//! records (sandbox-environment §21). They are never in the data base in clear: AES-256-GCM, with a key in
//! a file of its own beside it. The upload itself is forgotten once it was worked through.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};

use crate::error::Error;

const KEY: usize = 32;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Seals and opens.
#[derive(Clone, Debug)]
pub(super) struct Seal {
    key: Key,
}

#[derive(Clone)]
struct Key([u8; KEY]);

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("…")
    }
}

impl Seal {
    /// Reads the key beside a data base, or makes it.
    pub(super) fn beside(data_base: &Path) -> Result<Self, Error> {
        let path = data_base.with_extension("key");
        let failed = |cause| Error::file(&path, cause);
        if !path.exists() {
            let mut key = [0; KEY];
            openssl::rand::rand_bytes(&mut key)?;
            let mut file = OpenOptions::new()
                .create_new(true)
                .write(true)
                .mode(0o600)
                .open(&path)
                .map_err(failed)?;
            file.write_all(&key).map_err(failed)?;
        }
        let bytes = fs::read(&path).map_err(failed)?;
        let wrong =
            || std::io::Error::new(std::io::ErrorKind::InvalidData, "not a key of 32 bytes");
        let key = <[u8; KEY]>::try_from(bytes).map_err(|_| failed(wrong()))?;
        Ok(Self { key: Key(key) })
    }

    /// Nonce, tag, ciphertext.
    pub(super) fn close(&self, plain: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let (mut nonce, mut tag) = ([0; NONCE], [0; TAG]);
        openssl::rand::rand_bytes(&mut nonce)?;
        let cipher = Cipher::aes_256_gcm();
        let sealed = encrypt_aead(cipher, &self.key.0, Some(&nonce), &[], plain, &mut tag)?;
        Ok([&nonce[..], &tag, &sealed].concat())
    }

    /// What was sealed; nothing when it was not, or with another key.
    pub(super) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE)?;
        let (tag, rest) = rest.split_at_checked(TAG)?;
        let cipher = Cipher::aes_256_gcm();
        decrypt_aead(cipher, &self.key.0, Some(nonce), &[], rest, tag).ok()
    }

    /// Tells equal contents from others without telling anything else: a plain digest of a short file
    /// could be tried out.
    pub(super) fn mark(&self, content: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let key = PKey::hmac(&self.key.0)?;
        Signer::new(MessageDigest::sha256(), &key)?.sign_oneshot_to_vec(content)
    }
}

#[cfg(test)]
mod tests {
    use super::Seal;

    #[test]
    fn opens_only_what_it_sealed_itself() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("db.sqlite3");
        let seal = Seal::beside(&path).unwrap();
        let sealed = seal.close(b"4900000000000000").unwrap();
        assert!(!sealed.windows(4).any(|four| four == b"4900"));
        assert_ne!(sealed, seal.close(b"4900000000000000").unwrap());
        // The key is kept.
        let again = Seal::beside(&path).unwrap();
        assert_eq!(again.open(&sealed).unwrap(), b"4900000000000000");
        assert_eq!(again.mark(b"a").unwrap(), seal.mark(b"a").unwrap());
        assert_ne!(seal.mark(b"a").unwrap(), seal.mark(b"b").unwrap());
        let other = Seal::beside(&folder.path().join("other.sqlite3")).unwrap();
        assert_eq!(other.open(&sealed), None);
        assert_ne!(other.mark(b"a").unwrap(), seal.mark(b"a").unwrap());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(seal.open(&changed), None);
        assert_eq!(seal.open(b"short"), None);
        assert!(!format!("{seal:?}").contains('['));
    }
}
