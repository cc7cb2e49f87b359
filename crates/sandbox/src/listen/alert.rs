//! A fatal TLS alert in the middle of a connection. rustls sends alerts only for its own reasons, so the
//! record is sealed here with the connection's keys (RFC 8446 §5.2, RFC 5246 §6.2.3.3).

use openssl::symm::{Cipher, encrypt_aead};
use rustls::{ConnectionTrafficSecrets, ProtocolVersion, ServerConnection};

/// `alert`
const CONTENT_TYPE: u8 = 21;
/// `fatal`
const FATAL: u8 = 2;
/// Record types and version as TLS 1.3 shows them outside.
const DISGUISE: u8 = 23;
const VERSION: [u8; 2] = [3, 3];
const TAG: usize = 16;

/// The record of a fatal alert, or nothing when the connection cannot send one now.
pub(super) fn record(connection: ServerConnection, alert: u8) -> Option<Vec<u8>> {
    let version = connection.protocol_version()?;
    let secrets = connection.dangerous_extract_secrets().ok()?;
    let (number, keys) = secrets.tx;
    let (cipher, key, iv, is_gcm) = match &keys {
        ConnectionTrafficSecrets::Aes128Gcm { key, iv } => {
            (Cipher::aes_128_gcm(), key.as_ref(), iv.as_ref(), true)
        }
        ConnectionTrafficSecrets::Aes256Gcm { key, iv } => {
            (Cipher::aes_256_gcm(), key.as_ref(), iv.as_ref(), true)
        }
        ConnectionTrafficSecrets::Chacha20Poly1305 { key, iv } => (
            Cipher::chacha20_poly1305(),
            key.as_ref(),
            iv.as_ref(),
            false,
        ),
        _ => return None,
    };
    let nonce = nonce(iv, number);
    if version == ProtocolVersion::TLSv1_3 {
        let inner = [FATAL, alert, CONTENT_TYPE];
        let head = head(DISGUISE, inner.len() + TAG);
        let sealed = seal(cipher, key, &nonce, &head, &inner)?;
        return Some([&head[..], &sealed].concat());
    }
    let mut bound = number.to_be_bytes().to_vec();
    bound.extend(head(CONTENT_TYPE, 2));
    let sealed = seal(cipher, key, &nonce, &bound, &[FATAL, alert])?;
    // Only AES-GCM of TLS 1.2 sends the changing part of its nonce along.
    let sent = if is_gcm { nonce.get(4..)? } else { &[] };
    let head = head(CONTENT_TYPE, sent.len() + sealed.len());
    Some([&head[..], sent, &sealed].concat())
}

fn nonce(iv: &[u8], number: u64) -> Vec<u8> {
    let padded = [&[0; 4][..], &number.to_be_bytes()].concat();
    iv.iter().zip(padded).map(|(iv, part)| iv ^ part).collect()
}

fn head(content_type: u8, length: usize) -> [u8; 5] {
    let [high, low] = u16::try_from(length).unwrap_or(0).to_be_bytes();
    [content_type, VERSION[0], VERSION[1], high, low]
}

fn seal(cipher: Cipher, key: &[u8], nonce: &[u8], bound: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let mut tag = [0; TAG];
    let mut sealed = encrypt_aead(cipher, key, Some(nonce), bound, plain, &mut tag).ok()?;
    sealed.extend(tag);
    Some(sealed)
}
