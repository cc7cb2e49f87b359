//! The two kinds of connections, as far as faults need to get at what is beneath HTTP.

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::alert;
use super::handshake::Line;

/// A connection to a client.
pub(super) trait Wire: AsyncRead + AsyncWrite + Send + Unpin + 'static {
    /// The socket under it.
    fn socket(&self) -> &TcpStream;

    /// Sends a fatal alert when there is TLS to send it with; then the connection is over.
    fn alert(self, alert: u8) -> impl Future<Output = ()> + Send;
}

impl Wire for TcpStream {
    fn socket(&self) -> &TcpStream {
        self
    }

    async fn alert(self, _: u8) {}
}

impl Wire for Line {
    fn socket(&self) -> &TcpStream {
        match self {
            Self::Rustls(stream) => stream.get_ref().0,
            Self::OpenSsl(stream) => stream.get_ref(),
        }
    }

    /// OpenSSL has no way to send one: a rule that wants it is refused there ([`crate::faults`]).
    async fn alert(self, alert: u8) {
        let Self::Rustls(mut stream) = self else {
            return;
        };
        if stream.flush().await.is_err() {
            return;
        }
        let (mut socket, connection) = stream.into_inner();
        if let Some(record) = alert::record(connection, alert) {
            let _ = socket.write_all(&record).await;
            let _ = socket.shutdown().await;
        }
    }
}
