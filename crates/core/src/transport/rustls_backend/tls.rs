//! The rustls configuration, with two observers: did the server show its certificate (a full
//! handshake), and did it ask for ours?

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, Resumption, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::sign::CertifiedKey;
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

use super::notes;
use crate::transport::identity::{Identity, Verification};
use crate::transport::settings::HttpVersion;

/// TLS sessions kept per engine: one server has few.
const SESSIONS: usize = 32;

/// TLS 1.2 and newer with ring (O-15). Sessions live in this configuration, hence never outlive
/// or cross an identity. HTTP/1.0 offers no ALPN (connection-module §6.7).
pub(super) fn configuration(
    identity: &Identity,
    version: HttpVersion,
) -> Result<ClientConfig, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Arc::new(NotingVerifier {
        inner: verifier(identity, &provider)?,
    });
    let resolver = Arc::new(NotingResolver {
        key: identity.pair.as_ref().and_then(|pair| pair.rustls.clone()),
    });
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_client_cert_resolver(resolver);
    config.alpn_protocols = match version {
        HttpVersion::Http10 => Vec::new(),
        HttpVersion::Http11 => vec![b"http/1.1".to_vec()],
    };
    config.resumption = Resumption::in_memory_sessions(SESSIONS);
    Ok(config)
}

fn verifier(
    identity: &Identity,
    provider: &Arc<CryptoProvider>,
) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    match &identity.trust {
        Verification::None => Ok(Arc::new(Anyone(Arc::clone(provider)))),
        Verification::Anchors(anchors) => WebPkiServerVerifier::builder_with_provider(
            Arc::clone(&anchors.roots),
            Arc::clone(provider),
        )
        .build()
        .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
        .map_err(|error| Error::General(error.to_string())),
    }
}

/// Answers the question for our certificate, and notes that it was asked.
struct NotingResolver {
    key: Option<Arc<CertifiedKey>>,
}

impl ResolvesClientCert for NotingResolver {
    fn resolve(
        &self,
        _root_hints: &[&[u8]],
        schemes: &[SignatureScheme],
    ) -> Option<Arc<CertifiedKey>> {
        notes::note_handshake(|handshake| handshake.asked.note());
        let key = self.key.as_ref()?;
        if key.key.choose_scheme(schemes).is_none() {
            notes::note_handshake(|handshake| handshake.unsuitable.note());
        }
        Some(Arc::clone(key))
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}

impl fmt::Debug for NotingResolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NotingResolver")
    }
}

/// Verifies as usual, and notes that the server showed its certificate.
#[derive(Debug)]
struct NotingVerifier {
    inner: Arc<dyn ServerCertVerifier>,
}

impl ServerCertVerifier for NotingVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        notes::note_handshake(|handshake| handshake.full.note());
        self.inner
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        notes::note_handshake(|handshake| handshake.tls13.note());
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Believes any certificate; the handshake's signatures are still checked (O-06, tests only).
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(
            message,
            cert,
            dss,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(
            message,
            cert,
            dss,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
