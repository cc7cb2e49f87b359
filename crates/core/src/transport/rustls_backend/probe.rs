//! A handshake without a telegram, on a plain socket.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use openssl::x509::X509;
use rustls::{ClientConfig, ClientConnection, ProtocolVersion};
use rustls_pki_types::ServerName;

use super::failure::ConnectFailure;
use super::notes::{self, Handshake};
use super::{exchange, tls};
use crate::transport::identity::Identity;
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::probe::Probe;
use crate::transport::settings::{Proxy, TlsBackend, TransportSettings};
use crate::transport::target::Target;

/// How long the server is given to refuse our certificate: in TLS 1.3 that comes after the
/// client's side of the handshake is done.
const AFTERMATH: Duration = Duration::from_millis(300);

/// The largest answer of a proxy that is read, in bytes.
const PROXY_HEAD: usize = 8192;

/// What rustls saw.
pub(crate) enum Looked {
    Seen(Probe),
    /// rustls cannot talk to this server. Says why.
    NeedsLibcurl(&'static str),
}

/// Connects, shakes hands, listens a moment for a refusal, and closes.
pub(crate) fn probe(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
) -> Result<Looked, TransportError> {
    let refuse = |reason, cause: &str| message::error(target, reason, Outcome::NotSent, cause);
    let setup = |cause: &str| refuse(Reason::Setup, cause);
    let config = tls::configuration(identity, settings.http_version)
        .map_err(|error| setup(&error.to_string()))?;
    let handshake = Arc::new(Handshake::default());
    match look(settings, target, config, &handshake) {
        Ok(probe) => Ok(Looked::Seen(probe)),
        Err(failure) => match ConnectFailure::judge(failure.as_ref(), &handshake) {
            ConnectFailure::NeedsLibcurl(why) if settings.backend == TlsBackend::Auto => {
                Ok(Looked::NeedsLibcurl(why))
            }
            failure => {
                let reason = exchange::reason_of(&failure, settings.proxy.as_ref());
                Err(refuse(reason, &failure.to_string()))
            }
        },
    }
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

fn look(
    settings: &TransportSettings,
    target: &Target,
    config: ClientConfig,
    handshake: &Arc<Handshake>,
) -> Result<Probe, BoxError> {
    let limit = settings.connect_timeout.max(Duration::from_millis(1));
    let mut stream = connect(settings.proxy.as_ref(), target, limit)?;
    let name = ServerName::try_from(target.host.to_string())?;
    let mut tls = ClientConnection::new(Arc::new(config), name)?;
    notes::during_handshake(handshake, || -> io::Result<()> {
        while tls.is_handshaking() {
            tls.complete_io(&mut stream)?;
        }
        Ok(())
    })?;
    listen(&mut tls, &mut stream)?;
    tls.send_close_notify();
    // Nobody waits for the answer to a goodbye.
    let _ = tls.write_tls(&mut stream);
    Ok(Probe {
        backend: TlsBackend::Rustls,
        why: None,
        version: version(&tls),
        suite: tls
            .negotiated_cipher_suite()
            .map_or_else(String::new, |suite| format!("{:?}", suite.suite())),
        asked: handshake.asked.holds(),
        server_certificate_ends: ends(&tls),
    })
}

/// Reads until something comes, nothing comes, or the server refuses.
fn listen(tls: &mut ClientConnection, stream: &mut TcpStream) -> Result<(), BoxError> {
    stream.set_read_timeout(Some(AFTERMATH))?;
    loop {
        match tls.read_tls(stream) {
            Ok(0) => return Ok(()),
            Ok(_) => {
                // Session tickets come first, a refusal may follow.
                tls.process_new_packets()?;
            }
            Err(_) => return Ok(()),
        }
    }
}

fn version(tls: &ClientConnection) -> String {
    match tls.protocol_version() {
        Some(ProtocolVersion::TLSv1_2) => "TLSv1.2".to_owned(),
        Some(ProtocolVersion::TLSv1_3) => "TLSv1.3".to_owned(),
        other => format!("{other:?}"),
    }
}

fn ends(tls: &ClientConnection) -> Option<String> {
    let first = tls.peer_certificates()?.first()?;
    let certificate = X509::from_der(first.as_ref()).ok()?;
    Some(certificate.not_after().to_string())
}

fn connect(proxy: Option<&Proxy>, target: &Target, limit: Duration) -> Result<TcpStream, BoxError> {
    let (host, port) = match proxy {
        Some(proxy) => (proxy.host.as_str(), proxy.port),
        None => (&*target.host, target.port),
    };
    let mut last: BoxError = Box::new(super::names::UnknownName {
        name: host.to_owned(),
        cause: "no address".to_owned(),
    });
    for address in addresses(host, port, limit)? {
        match TcpStream::connect_timeout(&address, limit) {
            Ok(mut stream) => {
                stream.set_read_timeout(Some(limit))?;
                stream.set_write_timeout(Some(limit))?;
                if proxy.is_some() {
                    tunnel(&mut stream, target)?;
                }
                return Ok(stream);
            }
            Err(error) => last = error.into(),
        }
    }
    Err(last)
}

/// Looks the name up in a thread of its own, because the system's resolver knows no time-out.
fn addresses(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, BoxError> {
    let (answer, answered) = mpsc::channel();
    let asked = (host.to_owned(), port);
    std::thread::Builder::new().spawn(move || {
        let found = asked.to_socket_addrs().map(Iterator::collect);
        // The receiver is gone after a time-out.
        let _ = answer.send(found);
    })?;
    match answered.recv_timeout(limit) {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err(Box::new(super::names::UnknownName {
            name: host.to_owned(),
            cause: error.to_string(),
        })),
        Err(_) => Err(Box::new(ConnectFailure::TimedOut)),
    }
}

fn tunnel(stream: &mut TcpStream, target: &Target) -> Result<(), BoxError> {
    let authority = match target.host.contains(':') {
        true => format!("[{}]:{}", target.host, target.port),
        false => format!("{}:{}", target.host, target.port),
    };
    write!(
        stream,
        "CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n"
    )?;
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && head.len() < PROXY_HEAD {
        if stream.read(&mut byte)? == 0 {
            break;
        }
        head.extend_from_slice(&byte);
    }
    let status = head.split(|&byte| byte == b' ').nth(1).unwrap_or_default();
    if head.starts_with(b"HTTP/") && status == b"200" {
        return Ok(());
    }
    let status = String::from_utf8_lossy(status).into_owned();
    Err(Box::new(ConnectFailure::Tunnel(format!(
        "the proxy refused the tunnel: {status}"
    ))))
}
