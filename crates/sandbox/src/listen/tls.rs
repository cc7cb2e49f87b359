//! TLS 1.2 and 1.3; a client certificate is asked for, any one is taken, none is demanded. A wrong one
//! is refused in the answer (P016), as the issue wants it.

use std::path::Path;
use std::sync::Arc;

use openssl::ssl::SslVersion;
use openssl::x509::X509;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::server::ServerSessionMemoryCache;
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::version::{TLS12, TLS13};
use rustls::{
    ALL_VERSIONS, DigitallySignedStruct, DistinguishedName, ServerConfig, SignatureScheme,
    SupportedProtocolVersion,
};
use tokio_rustls::TlsAcceptor;

use super::mode::{Question, TlsMode};
use crate::door::Certificate;
use crate::error::Error;
use crate::kit::{self, Folder};

/// Sessions kept for resumption.
const SESSIONS: usize = 8192;

/// The authority that issued the merchants' certificates.
#[derive(Clone, Debug)]
pub(super) struct Authority {
    certificate: X509,
}

impl Authority {
    /// Reads its certificate.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let pem = std::fs::read(path).map_err(|cause| Error::file(path, cause))?;
        Ok(Self {
            certificate: X509::from_pem(&pem)?,
        })
    }

    /// What a client certificate is worth now.
    pub(super) fn judge(&self, der: Option<&[u8]>) -> Certificate {
        let Some(der) = der else {
            return Certificate::Missing;
        };
        let Ok(certificate) = X509::from_der(der) else {
            return Certificate::Unusable;
        };
        if self.issued(&certificate) && is_in_date(&certificate) {
            Certificate::Issued(der.into())
        } else {
            Certificate::Unusable
        }
    }

    fn issued(&self, certificate: &X509) -> bool {
        let key = self.certificate.public_key();
        key.is_ok_and(|key| certificate.verify(&key).unwrap_or(false))
    }
}

fn is_in_date(certificate: &X509) -> bool {
    let Ok(now) = openssl::asn1::Asn1Time::days_from_now(0) else {
        return false;
    };
    let before = certificate.not_before().compare(&now);
    let after = certificate.not_after().compare(&now);
    before.is_ok_and(|order| order.is_le()) && after.is_ok_and(|order| order.is_ge())
}

/// The acceptor of a mode that rustls can speak.
pub(super) fn acceptor(
    folder: &Folder,
    mode: TlsMode,
    authority: &Authority,
) -> Result<TlsAcceptor, Error> {
    let wrong = |cause: rustls::Error| Error::Certificate(cause.to_string());
    let (certificate, key) = kit::server_pair(folder, mode.certificate())?;
    let chain = vec![CertificateDer::from(certificate.to_der()?)];
    let key = PrivatePkcs8KeyDer::from(key.private_key_to_pkcs8()?);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(versions(mode))
        .map_err(wrong)?;
    let builder = match mode.question() {
        Question::Never => builder.with_no_client_auth(),
        Question::First | Question::Refuse => {
            builder.with_client_cert_verifier(Arc::new(AnyCertificate {
                authority: authority.clone(),
                provider,
            }))
        }
    };
    let mut config = builder.with_single_cert(chain, key.into()).map_err(wrong)?;
    // A fault rule may want an alert that rustls has no reason to send.
    config.enable_secret_extraction = true;
    config.session_storage = ServerSessionMemoryCache::new(SESSIONS);
    Ok(TlsAcceptor::from(Arc::new(config)))
}

static ONLY_12: [&SupportedProtocolVersion; 1] = [&TLS12];
static ONLY_13: [&SupportedProtocolVersion; 1] = [&TLS13];

fn versions(mode: TlsMode) -> &'static [&'static SupportedProtocolVersion] {
    match mode.version() {
        Some(SslVersion::TLS1_2) => &ONLY_12,
        Some(SslVersion::TLS1_3) => &ONLY_13,
        _ => ALL_VERSIONS,
    }
}

/// Takes every certificate. Possession of the key is proven only for certificates of our own authority:
/// all others are refused in the answer anyway, whatever shape they have.
#[derive(Debug)]
struct AnyCertificate {
    authority: Authority,
    provider: Arc<CryptoProvider>,
}

impl AnyCertificate {
    fn algorithms(&self) -> &WebPkiSupportedAlgorithms {
        &self.provider.signature_verification_algorithms
    }

    fn is_ours(&self, der: &[u8]) -> bool {
        X509::from_der(der).is_ok_and(|certificate| self.authority.issued(&certificate))
    }
}

impl ClientCertVerifier for AnyCertificate {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &[]
    }

    fn verify_client_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _now: UnixTime,
    ) -> Result<ClientCertVerified, rustls::Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if self.is_ours(certificate) {
            verify_tls12_signature(message, certificate, signature, self.algorithms())
        } else {
            Ok(HandshakeSignatureValid::assertion())
        }
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if self.is_ours(certificate) {
            verify_tls13_signature(message, certificate, signature, self.algorithms())
        } else {
            Ok(HandshakeSignatureValid::assertion())
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms().supported_schemes()
    }
}
