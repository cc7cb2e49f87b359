//! What a forked child does with what it inherited: nothing. The fork is pretended by another
//! process id; the sockets are real.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{SslAcceptor, SslMethod};
use openssl::x509::{X509, X509NameBuilder};

use crate::transport::process::pretended;
use crate::transport::settings::{
    ClientCertificate, Flow, HttpVersion, TlsBackend, TransportRequest, TransportSettings, Trust,
};
use crate::transport::{Outcome, post, post_all};

/// Counts connections and telegrams, and tells when a connection is closed.
struct Server {
    url: String,
    connections: Arc<AtomicUsize>,
    telegrams: Arc<AtomicUsize>,
    closed: Mutex<mpsc::Receiver<usize>>,
}

impl Server {
    fn start(pause: Duration) -> Self {
        let (certificate, key) = certificate();
        let mut builder = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
        builder.set_certificate(&certificate).unwrap();
        builder.set_private_key(&key).unwrap();
        let acceptor = Arc::new(builder.build());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!(
            "https://localhost:{}/",
            listener.local_addr().unwrap().port()
        );
        let (close, closed) = mpsc::channel();
        let (connections, telegrams) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
        let (counted, received) = (Arc::clone(&connections), Arc::clone(&telegrams));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let number = counted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, close) = (Arc::clone(&acceptor), close.clone());
                let received = Arc::clone(&received);
                thread::spawn(move || {
                    serve(&acceptor, stream.unwrap(), &received, pause);
                    let _ = close.send(number);
                });
            }
        });
        Self {
            url,
            connections,
            telegrams,
            closed: Mutex::new(closed),
        }
    }

    fn request(&self) -> TransportRequest {
        TransportRequest {
            url: self.url.clone(),
            body: Bytes::from_static(b"telegram_kind=094"),
        }
    }

    /// The number of the connection that is closed next, within `limit`.
    fn closed(&self, limit: Duration) -> Option<usize> {
        self.closed.lock().unwrap().recv_timeout(limit).ok()
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn serve(acceptor: &SslAcceptor, stream: TcpStream, telegrams: &AtomicUsize, pause: Duration) {
    let Ok(mut tls) = acceptor.accept(stream) else {
        return;
    };
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match tls.read(&mut buffer) {
            Ok(count) if count > 0 => read.extend_from_slice(&buffer[..count]),
            _ => return,
        }
        if read.ends_with(b"telegram_kind=094") {
            read.clear();
            telegrams.fetch_add(1, Ordering::SeqCst);
            thread::sleep(pause);
            let _ = tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nresult=0");
        }
    }
}

fn certificate() -> (X509, PKey<Private>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "localhost").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder
        .set_not_before(&Asn1Time::days_from_now(0).unwrap())
        .unwrap();
    builder
        .set_not_after(&Asn1Time::days_from_now(1).unwrap())
        .unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    (builder.build(), key)
}

fn settings(backend: TlsBackend) -> TransportSettings {
    TransportSettings {
        certificate: ClientCertificate::None,
        trust: Trust::DangerNoVerification,
        proxy: None,
        backend,
        http_version: HttpVersion::Http11,
        connect_timeout: Duration::from_secs(5),
        total_timeout: Duration::from_secs(5),
        idle_timeout: Duration::from_secs(60),
        max_idle_per_host: 8,
    }
}

const A_WHILE: Duration = Duration::from_millis(200);

/// Runs `body` in a thread and waits for its very end: thread destructors are what a process runs
/// at exit.
fn to_its_end(body: impl FnOnce() + Send) {
    thread::scope(|scope| scope.spawn(body).join().unwrap());
}

#[test]
fn a_child_makes_its_own_connection_and_leaves_the_parents_open() {
    let server = Server::start(Duration::ZERO);
    let settings = settings(TlsBackend::Rustls);
    to_its_end(|| {
        post(&settings, server.request()).unwrap();
        post(&settings, server.request()).unwrap();
        assert_eq!(server.connections(), 1);
        pretended::ID.set(Some(1));
        post(&settings, server.request()).unwrap();
        assert_eq!(
            server.connections(),
            2,
            "the child used its parent's connection"
        );
        assert_eq!(server.closed(A_WHILE), None);
        // Now its own connection belongs to somebody else too: leaked at exit.
        pretended::ID.set(Some(2));
    });
    assert_eq!(server.closed(A_WHILE), None);
    assert_eq!(server.telegrams.load(Ordering::SeqCst), 3);
}

#[test]
fn the_process_that_made_it_closes_it_at_exit() {
    let server = Server::start(Duration::ZERO);
    let settings = settings(TlsBackend::Rustls);
    to_its_end(|| {
        post(&settings, server.request()).unwrap();
    });
    assert_eq!(server.closed(Duration::from_secs(5)), Some(0));
}

#[test]
fn a_fork_in_the_callback_leaves_those_under_way_to_the_parent() {
    for backend in [TlsBackend::Rustls, TlsBackend::Libcurl] {
        let server = Server::start(Duration::from_millis(100));
        let settings = settings(backend);
        let (mut answered, mut unknown) = (0, 0);
        to_its_end(|| {
            let requests = vec![server.request(); 8];
            post_all(&settings, requests, 3, &mut |_, result| {
                match result {
                    Ok(_) => answered += 1,
                    Err(error) => {
                        assert_eq!(error.outcome, Outcome::Unknown);
                        assert!(error.message.contains("forked"), "{error}");
                        unknown += 1;
                    }
                }
                pretended::ID.set(Some(1));
                Flow::Continue(())
            });
        });
        // One was answered before the fork; no more were started in the child.
        assert_eq!((answered, unknown), (1, 2), "{backend:?}");
        assert_eq!(server.connections(), 3);
    }
}
