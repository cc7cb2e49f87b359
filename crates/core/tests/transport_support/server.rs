//! A TLS server on OpenSSL that counts what it receives and misbehaves on request.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use openssl::ssl::{
    ShutdownState, Ssl, SslAcceptor, SslAcceptorBuilder, SslMethod, SslStream, SslVerifyMode,
    SslVersion,
};
use openssl::x509::store::X509StoreBuilder;

use super::pki::{Authority, Kit};

/// What the server does with a request it has read completely.
#[derive(Clone)]
pub enum Act {
    /// 200 with this body; the connection stays open.
    Answer(&'static str),
    /// 200, then an orderly close after this long.
    AnswerThenClose(&'static str, Duration),
    /// 200, and while the connection is idle these bytes after this long.
    AnswerThenChat(&'static str, Duration, &'static [u8]),
    /// These bytes as they are, then an orderly TLS close.
    Raw(Vec<u8>),
    /// These bytes as they are, then the TCP connection is cut without closing TLS.
    RawThenCut(Vec<u8>),
    /// Nothing for this long.
    Silence(Duration),
    /// 200 after this long.
    Late(&'static str, Duration),
}

#[derive(Default)]
pub struct Counts {
    /// TCP connections.
    pub connections: AtomicUsize,
    /// Completed TLS handshakes.
    pub handshakes: AtomicUsize,
    /// Resumed ones among them.
    pub resumed: AtomicUsize,
    /// Connections on which any byte of a request was read.
    pub begun: AtomicUsize,
    /// Complete requests.
    pub telegrams: AtomicUsize,
    /// Requests being handled right now, and the most at once.
    pub busy: AtomicUsize,
    pub busiest: AtomicUsize,
    /// Connections that ended because the client closed.
    pub closed_by_client: AtomicUsize,
    /// Connections that the server has closed for writing.
    pub goodbyes: AtomicUsize,
    pub requests: Mutex<Vec<Vec<u8>>>,
    stopping: AtomicBool,
}

pub struct Server {
    pub port: u16,
    pub counts: Arc<Counts>,
    accepting: Option<thread::JoinHandle<()>>,
}

/// How the server asks for a certificate.
#[derive(Clone, Copy, PartialEq)]
pub enum Ask {
    Require,
    Optional,
    Never,
}

pub struct Setup {
    pub builder: SslAcceptorBuilder,
}

impl Setup {
    pub fn new(kit: &Kit, ask: Ask) -> Self {
        Self::with_client_authority(kit, ask, &kit.authority)
    }

    pub fn with_client_authority(kit: &Kit, ask: Ask, authority: &Authority) -> Self {
        let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
        builder.set_certificate(&kit.server.certificate).unwrap();
        builder.set_private_key(&kit.server.key).unwrap();
        builder.set_session_id_context(b"paygent-test").unwrap();
        let mut store = X509StoreBuilder::new().unwrap();
        store.add_cert(authority.certificate.clone()).unwrap();
        builder.set_verify_cert_store(store.build()).unwrap();
        match ask {
            Ask::Require => {
                builder.set_verify(SslVerifyMode::PEER | SslVerifyMode::FAIL_IF_NO_PEER_CERT)
            }
            Ask::Optional => builder.set_verify(SslVerifyMode::PEER),
            Ask::Never => builder.set_verify(SslVerifyMode::NONE),
        }
        Self { builder }
    }

    pub fn only(mut self, version: SslVersion) -> Self {
        self.builder.set_min_proto_version(Some(version)).unwrap();
        self.builder.set_max_proto_version(Some(version)).unwrap();
        self
    }

    pub fn start(self, script: Vec<Act>) -> Server {
        listen(&Arc::new(self.builder.build()), script)
    }

    /// Two ports whose sessions can be resumed at either.
    pub fn start_twice(self, script: Vec<Act>) -> [Server; 2] {
        let acceptor = Arc::new(self.builder.build());
        [listen(&acceptor, script.clone()), listen(&acceptor, script)]
    }
}

fn listen(acceptor: &Arc<SslAcceptor>, script: Vec<Act>) -> Server {
    let acceptor = Arc::clone(acceptor);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let counts = Arc::new(Counts::default());
    let shared = Arc::clone(&counts);
    let script = Arc::new(script);
    let accepting = thread::spawn(move || {
        let mut served = Vec::new();
        for stream in listener.incoming() {
            if shared.stopping.load(Ordering::SeqCst) {
                break;
            }
            let Ok(stream) = stream else { break };
            shared.connections.fetch_add(1, Ordering::SeqCst);
            let line = stream.try_clone().unwrap();
            let (acceptor, counts, script) = (
                Arc::clone(&acceptor),
                Arc::clone(&shared),
                Arc::clone(&script),
            );
            let serving = thread::spawn(move || serve(&acceptor, stream, &counts, &script));
            served.push((line, serving));
        }
        for (line, serving) in served {
            let _ = line.shutdown(std::net::Shutdown::Both);
            let _ = serving.join();
        }
    });
    Server {
        port,
        counts,
        accepting: Some(accepting),
    }
}

/// No thread may be inside OpenSSL when the process ends: OpenSSL frees its memory then.
impl Drop for Server {
    fn drop(&mut self) {
        self.counts.stopping.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

impl Server {
    pub fn url(&self) -> String {
        format!("https://localhost:{}/n/card/request", self.port)
    }

    pub fn telegrams(&self) -> usize {
        self.counts.telegrams.load(Ordering::SeqCst)
    }

    /// Requests recorded whole.
    pub fn requests(&self) -> usize {
        self.counts.requests.lock().unwrap().len()
    }

    /// Waits until the server has closed so many connections.
    pub fn wait_for_goodbyes(&self, count: usize) {
        while self.counts.goodbyes.load(Ordering::SeqCst) < count {
            thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn begun(&self) -> usize {
        self.counts.begun.load(Ordering::SeqCst)
    }

    pub fn connections(&self) -> usize {
        self.counts.connections.load(Ordering::SeqCst)
    }

    pub fn resumed(&self) -> usize {
        self.counts.resumed.load(Ordering::SeqCst)
    }
}

fn serve(acceptor: &SslAcceptor, stream: TcpStream, counts: &Counts, script: &[Act]) {
    stream.set_nodelay(true).unwrap();
    let raw = stream.try_clone().unwrap();
    let ssl = Ssl::new(acceptor.context()).unwrap();
    let mut tls = SslStream::new(ssl, stream).unwrap();
    if tls.accept().is_err() {
        return;
    }
    counts.handshakes.fetch_add(1, Ordering::SeqCst);
    if tls.ssl().session_reused() {
        counts.resumed.fetch_add(1, Ordering::SeqCst);
    }
    loop {
        let Some(request) = read_request(&mut tls, counts) else {
            counts.closed_by_client.fetch_add(1, Ordering::SeqCst);
            return;
        };
        counts.requests.lock().unwrap().push(request);
        let number = counts.telegrams.fetch_add(1, Ordering::SeqCst);
        let busy = counts.busy.fetch_add(1, Ordering::SeqCst) + 1;
        counts.busiest.fetch_max(busy, Ordering::SeqCst);
        let act = script.get(number).or(script.last()).cloned().unwrap();
        let goes_on = act_on(&mut tls, &raw, act, counts);
        if !goes_on {
            return;
        }
    }
}

/// Whether the connection stays open.
fn act_on(tls: &mut SslStream<TcpStream>, raw: &TcpStream, act: Act, counts: &Counts) -> bool {
    let done = || counts.busy.fetch_sub(1, Ordering::SeqCst);
    match act {
        Act::Answer(body) => {
            done();
            tls.write_all(&ok(body)).is_ok()
        }
        Act::Late(body, after) => {
            pause(after, counts);
            done();
            tls.write_all(&ok(body)).is_ok()
        }
        Act::AnswerThenClose(body, after) => {
            done();
            let _ = tls.write_all(&ok(body));
            pause(after, counts);
            close(tls, counts);
            false
        }
        Act::AnswerThenChat(body, after, chat) => {
            done();
            let _ = tls.write_all(&ok(body));
            pause(after, counts);
            let _ = tls.write_all(chat);
            true
        }
        Act::Raw(bytes) => {
            done();
            let _ = tls.write_all(&bytes);
            close(tls, counts);
            false
        }
        Act::RawThenCut(bytes) => {
            done();
            let _ = tls.write_all(&bytes);
            let _ = raw.shutdown(std::net::Shutdown::Both);
            false
        }
        Act::Silence(time) => {
            pause(time, counts);
            done();
            false
        }
    }
}

/// Waits, but not for a server that is stopped meanwhile.
fn pause(time: Duration, counts: &Counts) {
    let began = Instant::now();
    while !counts.stopping.load(Ordering::SeqCst) {
        let left = time.saturating_sub(began.elapsed());
        if left.is_zero() {
            return;
        }
        thread::sleep(left.min(Duration::from_millis(10)));
    }
}

fn close(tls: &mut SslStream<TcpStream>, counts: &Counts) {
    let _ = tls.shutdown();
    tls.set_shutdown(ShutdownState::SENT);
    let _ = tls.get_ref().shutdown(std::net::Shutdown::Write);
    counts.goodbyes.fetch_add(1, Ordering::SeqCst);
    // Until the client closes: else unread bytes would turn the close into a reset.
    let _ = tls.get_ref().set_read_timeout(Some(Duration::from_secs(2)));
    let mut rest = [0; 512];
    while matches!(tls.get_mut().read(&mut rest), Ok(n) if n > 0) {}
}

pub fn ok(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn read_request(tls: &mut impl Read, counts: &Counts) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        if let Some(end) = request.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&request[..end]).to_ascii_lowercase();
            let length: usize = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .map_or(0, |value| value.trim().parse().unwrap());
            if request.len() >= end + 4 + length {
                return Some(request);
            }
        }
        let read = tls.read(&mut buffer).ok()?;
        if read == 0 {
            return None;
        }
        if request.is_empty() {
            counts.begun.fetch_add(1, Ordering::SeqCst);
        }
        request.extend_from_slice(&buffer[..read]);
    }
}
