//! One HTTP exchange with a shop's server, on the shop's terms (difference-notification §10.2).
//!
//! It blocks: whoever calls it does so on a thread that may. OpenSSL is used because shops' servers are
//! reached by it in production too, and because it takes the certificates that shops make themselves.

mod answer;

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use openssl::ssl::{SslConnector, SslMethod, SslVerifyMode, SslVersion};

pub(crate) use answer::Answer;

/// Until the connection is made, TLS included.
const CONNECT: Duration = Duration::from_secs(10);
/// From then until the answer is complete.
const WHOLE: Duration = Duration::from_secs(30);

/// What is asked of the shop's server.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) url: String,
    pub(crate) verb: Verb,
    pub(crate) tls: Tls,
}

/// How it is asked.
#[derive(Clone, Debug)]
pub(crate) enum Verb {
    Get,
    /// With form data.
    Post(Vec<u8>),
}

/// How much TLS a contract wants.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tls {
    pub(crate) name: ServerName,
    pub(crate) certificate: ServerCertificate,
}

/// Whether the server's name is told in the handshake (SNI利用有無).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ServerName {
    Told,
    Untold,
}

/// Whether the server's certificate is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ServerCertificate {
    Checked,
    Ignored,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Trouble {
    /// The address is none.
    Address,
    /// Nobody takes the connection.
    Connect,
    /// No handshake, or a certificate that must not be believed.
    Tls,
    /// Too slow.
    Timeout,
    /// The connection ended before the answer did, or it is no HTTP.
    Broken,
}

impl Trouble {
    /// The word of the delivery log.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Address => "bad address",
            Self::Connect => "no connection",
            Self::Tls => "TLS failed",
            Self::Timeout => "timed out",
            Self::Broken => "broken answer",
        }
    }
}

/// Asks once. Redirects are not followed, nothing is tried again.
pub(crate) fn ask(request: &Request) -> Result<Answer, Trouble> {
    let address = Address::parse(&request.url).ok_or(Trouble::Address)?;
    let stream = connect(&address, Instant::now() + CONNECT)?;
    if address.secure {
        let mut stream = handshake(stream, &address.host, request.tls)?;
        stream.get_mut().until = Instant::now() + WHOLE;
        let answer = exchange(&mut stream, &address, &request.verb);
        let _ = stream.shutdown();
        answer
    } else {
        let mut stream = stream;
        stream.until = Instant::now() + WHOLE;
        exchange(&mut stream, &address, &request.verb)
    }
}

fn connect(address: &Address, until: Instant) -> Result<Timed, Trouble> {
    let addresses = (address.host.as_str(), address.port)
        .to_socket_addrs()
        .map_err(|_| Trouble::Connect)?;
    for one in addresses {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Trouble::Timeout);
        }
        if let Ok(stream) = TcpStream::connect_timeout(&one, left) {
            let _ = stream.set_nodelay(true);
            return Ok(Timed { stream, until });
        }
    }
    Err(Trouble::Connect)
}

fn handshake(
    stream: Timed,
    host: &str,
    tls: Tls,
) -> Result<openssl::ssl::SslStream<Timed>, Trouble> {
    let until = stream.until;
    let failed = |_| Trouble::Tls;
    let mut builder = SslConnector::builder(SslMethod::tls_client()).map_err(failed)?;
    builder
        .set_min_proto_version(Some(SslVersion::TLS1_2))
        .map_err(failed)?;
    let checked = tls.certificate == ServerCertificate::Checked;
    if !checked {
        builder.set_verify(SslVerifyMode::NONE);
    }
    let configuration = builder.build().configure().map_err(failed)?;
    configuration
        .use_server_name_indication(tls.name == ServerName::Told)
        .verify_hostname(checked)
        .connect(host, stream)
        .map_err(|_| {
            if Instant::now() < until {
                Trouble::Tls
            } else {
                Trouble::Timeout
            }
        })
}

fn exchange(
    stream: &mut (impl Read + Write),
    address: &Address,
    verb: &Verb,
) -> Result<Answer, Trouble> {
    let head = match verb {
        Verb::Get => format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\n",
            address.target, address.authority
        ),
        Verb::Post(body) => format!(
            "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n",
            address.target,
            address.authority,
            body.len()
        ),
    };
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(b"User-Agent: Paygent-sandbox\r\nConnection: close\r\n\r\n");
    if let Verb::Post(body) = verb {
        bytes.extend_from_slice(body);
    }
    let sent = stream.write_all(&bytes).and_then(|()| stream.flush());
    match sent {
        Err(cause) if is_timeout(&cause) => return Err(Trouble::Timeout),
        // The server may have answered before it had read all.
        _ => {}
    }
    answer::read(stream)
}

fn is_timeout(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock
    )
}

/// A connection that ends at a moment, however the bytes trickle.
#[derive(Debug)]
struct Timed {
    stream: TcpStream,
    until: Instant,
}

impl Timed {
    fn left(&self) -> io::Result<Option<Duration>> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        Ok(Some(left))
    }
}

impl Read for Timed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(self.left()?)?;
        self.stream.read(into).map_err(as_timeout)
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(self.left()?)?;
        self.stream.write(bytes).map_err(as_timeout)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// A blocked socket would make OpenSSL believe that it may try again.
fn as_timeout(cause: io::Error) -> io::Error {
    if cause.kind() == io::ErrorKind::WouldBlock {
        io::ErrorKind::TimedOut.into()
    } else {
        cause
    }
}

/// The parts of an `http` or `https` URL.
#[derive(Debug, Eq, PartialEq)]
struct Address {
    secure: bool,
    /// A name, or an IP address without brackets.
    host: String,
    port: u16,
    /// Host and port as they were written.
    authority: String,
    /// Path and query.
    target: String,
}

impl Address {
    fn parse(url: &str) -> Option<Self> {
        if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return None;
        }
        let (scheme, rest) = url.split_once("://")?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let rest = rest.split('#').next()?;
        let at = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(at);
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => {
                let (host, after) = rest.split_once(']')?;
                (
                    host,
                    after.strip_prefix(':').or(after.is_empty().then_some(""))?,
                )
            }
            None => authority.split_once(':').unwrap_or((authority, "")),
        };
        let port = match port {
            "" if secure => 443,
            "" => 80,
            digits => digits.parse().ok()?,
        };
        if host.is_empty() || authority.contains('@') {
            return None;
        }
        Some(Self {
            secure,
            host: host.to_owned(),
            port,
            authority: authority.to_owned(),
            target: if target.starts_with('/') {
                target.to_owned()
            } else {
                format!("/{target}")
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn takes_addresses_apart() {
        let parts = |url: &str| {
            Address::parse(url).map(|a| (a.secure, a.host, a.port, a.authority, a.target))
        };
        let some = |secure, host: &str, port, authority: &str, target: &str| {
            Some((secure, host.into(), port, authority.into(), target.into()))
        };
        assert_eq!(
            parts("http://shop.example/notice?a=1#b"),
            some(false, "shop.example", 80, "shop.example", "/notice?a=1")
        );
        assert_eq!(
            parts("HTTPS://127.0.0.1:8443"),
            some(true, "127.0.0.1", 8443, "127.0.0.1:8443", "/")
        );
        assert_eq!(
            parts("https://[::1]:8443?x"),
            some(true, "::1", 8443, "[::1]:8443", "/?x")
        );
        for wrong in [
            "",
            "shop.example",
            "ftp://shop.example/",
            "http://",
            "http://:80/",
            "http://shop.example:port/",
            "http://me@shop.example/",
            "http://shop.example/a b",
            "http://[::1/",
            "http://[::1]x/",
            "http://shop.example/\r\nx",
            "http://例.example/",
        ] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }
}
