//! The handshake of the telegram listener: rustls, and OpenSSL in the modes that rustls lacks (static-RSA
//! suites, certificates refused), one kind of connection afterwards.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use openssl::ssl::{
    Ssl, SslContext, SslContextBuilder, SslMethod, SslOptions, SslSessionCacheMode, SslVerifyMode,
    SslVersion,
};
use openssl::x509::store::X509StoreBuilder;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_openssl::SslStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::mode::{Question, TlsMode};
use super::tls::{self, Authority};
use crate::door::Certificate;
use crate::error::Error;
use crate::kit::{self, Folder};

/// What takes connections of the telegram listener.
#[derive(Clone)]
pub(crate) struct Acceptor {
    kind: Kind,
    authority: Arc<Authority>,
}

#[derive(Clone)]
enum Kind {
    Rustls(TlsAcceptor),
    OpenSsl(SslContext),
}

/// A connection after its handshake.
pub(crate) enum Line {
    /// In most modes.
    Rustls(Box<TlsStream<TcpStream>>),
    /// In all others.
    OpenSsl(SslStream<TcpStream>),
}

impl Acceptor {
    /// Reads keys and certificates of the folder.
    pub(crate) fn new(folder: &Folder, mode: TlsMode) -> Result<Self, Error> {
        let authority = Authority::read(&folder.ca("ca_cert.pem"))?;
        let kind = if mode.is_rustls() {
            Kind::Rustls(tls::acceptor(folder, mode, &authority)?)
        } else {
            Kind::OpenSsl(context(folder, mode)?)
        };
        Ok(Self {
            kind,
            authority: Arc::new(authority),
        })
    }

    /// Does the handshake and judges the certificate that was shown.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<(Line, Certificate)> {
        match &self.kind {
            Kind::Rustls(acceptor) => {
                let stream = Box::new(acceptor.accept(stream).await?);
                let shown = stream.get_ref().1.peer_certificates();
                let shown = shown.and_then(|chain| chain.first());
                let certificate = self.authority.judge(shown.map(|der| der.as_ref()));
                Ok((Line::Rustls(stream), certificate))
            }
            Kind::OpenSsl(context) => {
                let mut stream = SslStream::new(Ssl::new(context)?, stream)?;
                Pin::new(&mut stream)
                    .accept()
                    .await
                    .map_err(io::Error::other)?;
                let shown = stream.ssl().peer_certificate();
                let shown = shown.map(|certificate| certificate.to_der()).transpose()?;
                let certificate = self.authority.judge(shown.as_deref());
                Ok((Line::OpenSsl(stream), certificate))
            }
        }
    }
}

fn context(folder: &Folder, mode: TlsMode) -> Result<SslContext, Error> {
    let mut context = SslContextBuilder::new(SslMethod::tls_server())?;
    let (certificate, key) = kit::server_pair(folder, mode.certificate())?;
    context.set_certificate(&certificate)?;
    context.set_private_key(&key)?;
    context.set_min_proto_version(Some(mode.version().unwrap_or(SslVersion::TLS1_2)))?;
    context.set_max_proto_version(mode.version())?;
    // As rustls: a client may not ask for a new handshake.
    context.set_options(SslOptions::NO_RENEGOTIATION);
    if let Some(suites) = mode.suites() {
        context.set_cipher_list(suites)?;
    }
    context.set_session_id_context(b"paygent-sandbox")?;
    match mode.question() {
        Question::First => context.set_verify_callback(SslVerifyMode::PEER, |_, _| true),
        Question::Never => context.set_verify(SslVerifyMode::NONE),
        Question::Refuse => {
            // Nobody's certificates are known here.
            context.set_verify_cert_store(X509StoreBuilder::new()?.build())?;
            context.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT);
            context.set_session_cache_mode(SslSessionCacheMode::OFF);
        }
    }
    Ok(context.build())
}

impl AsyncRead for Line {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Rustls(stream) => Pin::new(stream).poll_read(context, buffer),
            Self::OpenSsl(stream) => Pin::new(stream).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Rustls(stream) => Pin::new(stream).poll_write(context, bytes),
            Self::OpenSsl(stream) => Pin::new(stream).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Rustls(stream) => Pin::new(stream).poll_flush(context),
            Self::OpenSsl(stream) => Pin::new(stream).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Rustls(stream) => Pin::new(stream).poll_shutdown(context),
            Self::OpenSsl(stream) => Pin::new(stream).poll_shutdown(context),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Rustls(stream) => Pin::new(stream).poll_write_vectored(context, pieces),
            Self::OpenSsl(stream) => Pin::new(stream).poll_write_vectored(context, pieces),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Rustls(stream) => stream.is_write_vectored(),
            Self::OpenSsl(stream) => stream.is_write_vectored(),
        }
    }
}
