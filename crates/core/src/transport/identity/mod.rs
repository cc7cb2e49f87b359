//! Who we are and whom we trust: the client certificate with its key, and the CA file.
//!
//! The vendor's settings name one PEM file with certificate and key (`client_file_path`) and one
//! bundle (`ca_file_path`), connection-module §5.2 and §6.7. Both are read by this loader and by
//! nothing else, because the libraries below prompt on the terminal, panic on a mismatching pair
//! or refuse encrypted keys.

mod anchors;
mod cache;
mod key;
mod pair;
mod pem;
mod stamp;

use std::sync::Arc;

use sha2::{Digest, Sha256};

pub(crate) use anchors::Anchors;
pub(crate) use pair::Pair;

use super::outcome::TransportError;
use super::settings::{ClientCertificate, TransportSettings, Trust};

/// SHA-256 over everything that makes an identity: certificates, key, CA certificates.
pub(crate) type Fingerprint = [u8; 32];

/// Certificate, key and trust of one account.
#[derive(Clone)]
pub(crate) struct Identity {
    /// `None` for `not_use_client_cert=true`.
    pub(crate) pair: Option<Arc<Pair>>,
    pub(crate) trust: Verification,
}

/// What the server's certificate is checked against.
#[derive(Clone)]
pub(crate) enum Verification {
    /// These certificates, from `ca_file_path` or the system's bundle.
    Anchors(Arc<Anchors>),
    /// Nothing (O-06): tests only.
    None,
}

impl Identity {
    /// Reads what the settings name, from memory where the files are unchanged.
    ///
    /// # Errors
    /// [`Reason::Key`](super::Reason::Key) or [`Reason::CaFile`](super::Reason::CaFile); nothing
    /// was sent.
    pub(crate) fn load(settings: &TransportSettings) -> Result<Self, TransportError> {
        let pair = match &settings.certificate {
            ClientCertificate::None => None,
            ClientCertificate::File { path, pass_phrase } => Some(pair::load(path, pass_phrase)?),
        };
        let trust = match &settings.trust {
            Trust::CaFile(path) => Verification::Anchors(anchors::load(path)?),
            Trust::SystemStore => Verification::Anchors(anchors::load_system()?),
            Trust::DangerNoVerification => Verification::None,
        };
        Ok(Self { pair, trust })
    }

    /// What people should know about the certificate though telegrams go on.
    pub(crate) fn warning(&self) -> Option<String> {
        self.pair.as_ref()?.warning()
    }

    /// Identifies connections, sessions and the choice of backend: never shared across identities.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let none = [0_u8; 32];
        let pair = self.pair.as_ref().map_or(none, |pair| pair.fingerprint);
        let trust = match &self.trust {
            Verification::Anchors(anchors) => anchors.fingerprint,
            Verification::None => none,
        };
        Sha256::new()
            .chain_update(pair)
            .chain_update(trust)
            .finalize()
            .into()
    }

    /// Whether this is made of the very same files in the same state.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let same_pair = match (&self.pair, &other.pair) {
            (Some(ours), Some(theirs)) => {
                Arc::ptr_eq(ours, theirs) || ours.fingerprint == theirs.fingerprint
            }
            (None, None) => true,
            _ => false,
        };
        let same_trust = match (&self.trust, &other.trust) {
            (Verification::Anchors(ours), Verification::Anchors(theirs)) => {
                Arc::ptr_eq(ours, theirs) || ours.fingerprint == theirs.fingerprint
            }
            (Verification::None, Verification::None) => true,
            _ => false,
        };
        same_pair && same_trust
    }
}
