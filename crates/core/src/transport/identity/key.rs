//! Reads a private key, whatever its shape, without ever asking the terminal for a pass phrase.

use openssl::error::ErrorStack;
use openssl::pkey::{PKey, Private};
use openssl::provider::Provider;

use super::pem::Block;

/// Why a key block cannot be used. Holds nothing of the key.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum KeyFault {
    /// The key is encrypted and the pass phrase does not open it.
    PassPhrase,
    /// Damaged, or of a kind OpenSSL does not know; OpenSSL's words.
    Unreadable(String),
}

/// Whether the label names a private key (PKCS#8, encrypted PKCS#8, PKCS#1, SEC1, …).
pub(super) fn is_key(label: &str) -> bool {
    label.ends_with("PRIVATE KEY")
}

/// Opens one key block.
pub(super) fn read(block: &Block, pass_phrase: &[u8]) -> Result<PKey<Private>, KeyFault> {
    let first = match open(block, pass_phrase) {
        Ok(key) => return Ok(key),
        Err(error) => error,
    };
    // Keys out of old PKCS#12 files use ciphers that OpenSSL 3 keeps in its legacy provider.
    if encrypted(block)
        && unsupported(&first)
        && let Ok(_legacy) = Provider::try_load(None, "legacy", true)
        && let Ok(key) = open(block, pass_phrase)
    {
        return Ok(key);
    }
    Err(fault(block, &first))
}

/// The form with a pass phrase: with it OpenSSL never prompts, not even for an empty one.
fn open(block: &Block, pass_phrase: &[u8]) -> Result<PKey<Private>, ErrorStack> {
    PKey::private_key_from_pem_passphrase(&block.text, pass_phrase)
}

fn encrypted(block: &Block) -> bool {
    block.label == "ENCRYPTED PRIVATE KEY" || block.text.windows(11).any(|w| w == b",ENCRYPTED\n")
}

fn unsupported(errors: &ErrorStack) -> bool {
    errors.errors().iter().any(|error| {
        error
            .reason()
            .is_some_and(|reason| reason.contains("unsupported") || reason.contains("unknown"))
    })
}

fn fault(block: &Block, errors: &ErrorStack) -> KeyFault {
    if encrypted(block) && !unsupported(errors) {
        return KeyFault::PassPhrase;
    }
    let reason = errors
        .errors()
        .iter()
        .find_map(openssl::error::Error::reason);
    KeyFault::Unreadable(reason.unwrap_or("not a private key").to_owned())
}
