//! A shop's server: takes what Paygent sends and answers as it is told.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use openssl::asn1::Asn1Time;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::PKey;
use openssl::ssl::{NameType, SslAcceptor, SslMethod};
use openssl::x509::{X509, X509NameBuilder};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) line: String,
    pub(crate) headers: Vec<String>,
    pub(crate) body: String,
    /// The name in the TLS handshake.
    pub(crate) sni: Option<String>,
}

impl Taken {
    /// The value of a form field as it was sent, percent signs and all.
    pub(crate) fn field(&self, name: &str) -> &str {
        let start = format!("{name}=");
        let mut fields = self.body.split('&');
        fields
            .find_map(|field| field.strip_prefix(start.as_str()))
            .unwrap_or_else(|| panic!("no {name} in {}", self.body))
    }

    /// The number of the record and its status.
    pub(crate) fn about(&self) -> (u64, &str) {
        let id = self.field("payment_notice_id").parse().unwrap();
        (id, self.field("payment_status"))
    }
}

/// A good answer.
pub(crate) const GOOD: &str = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nresult=0";
/// An answer that is none.
pub(crate) const BAD: &str = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";

pub(crate) struct Shop {
    pub(crate) address: SocketAddr,
    /// The certificate in PEM, nothing without TLS.
    pub(crate) certificate: Vec<u8>,
    taken: Arc<Mutex<Vec<Taken>>>,
    answers: Arc<Mutex<VecDeque<String>>>,
}

impl Shop {
    /// Over plain HTTP; answers [`GOOD`] unless told otherwise.
    pub(crate) fn open() -> Self {
        Self::serve(None)
    }

    /// Over TLS with a certificate it made itself.
    pub(crate) fn with_tls() -> Self {
        let key = EcKey::generate(&EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap());
        let key = PKey::from_ec_key(key.unwrap()).unwrap();
        let mut name = X509NameBuilder::new().unwrap();
        name.append_entry_by_text("CN", "localhost").unwrap();
        let name = name.build();
        // No extensions at all: version 1, as shops make them.
        let mut certificate = X509::builder().unwrap();
        certificate.set_subject_name(&name).unwrap();
        certificate.set_issuer_name(&name).unwrap();
        certificate.set_pubkey(&key).unwrap();
        let (from, to) = (Asn1Time::days_from_now(0), Asn1Time::days_from_now(2));
        certificate.set_not_before(&from.unwrap()).unwrap();
        certificate.set_not_after(&to.unwrap()).unwrap();
        certificate.sign(&key, MessageDigest::sha256()).unwrap();
        let certificate = certificate.build();
        let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls()).unwrap();
        acceptor.set_private_key(&key).unwrap();
        acceptor.set_certificate(&certificate).unwrap();
        let mut shop = Self::serve(Some(acceptor.build()));
        shop.certificate = certificate.to_pem().unwrap();
        shop
    }

    fn serve(tls: Option<SslAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let shop = Self {
            address: listener.local_addr().unwrap(),
            certificate: Vec::new(),
            taken: Arc::default(),
            answers: Arc::default(),
        };
        let (taken, answers) = (Arc::clone(&shop.taken), Arc::clone(&shop.answers));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                match &tls {
                    None => answer(stream, None, &taken, &answers),
                    Some(tls) => {
                        let Ok(stream) = tls.accept(stream) else {
                            continue;
                        };
                        let sni = stream.ssl().servername(NameType::HOST_NAME);
                        let sni = sni.map(str::to_owned);
                        answer(stream, sni, &taken, &answers);
                    }
                }
            }
        });
        shop
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/notice", self.address)
    }

    /// What the next requests are answered; later ones with [`GOOD`].
    pub(crate) fn answer_next(&self, answers: &[&str]) {
        let mut queue = self.answers.lock().unwrap();
        queue.extend(answers.iter().map(|answer| (*answer).to_owned()));
    }

    /// Everything taken so far.
    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// Number and status of every record taken so far.
    pub(crate) fn told(&self) -> Vec<(u64, String)> {
        let taken = self.taken();
        let about = taken.iter().map(Taken::about);
        about.map(|(id, status)| (id, status.to_owned())).collect()
    }

    /// Waits for what comes by itself.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Taken> {
        let patience = Instant::now() + Duration::from_secs(30);
        while self.taken().len() < count {
            assert!(Instant::now() < patience, "{:?}", self.told());
            std::thread::sleep(Duration::from_millis(10));
        }
        self.taken()
    }
}

fn answer(
    mut stream: impl Read + Write,
    sni: Option<String>,
    taken: &Mutex<Vec<Taken>>,
    answers: &Mutex<VecDeque<String>>,
) {
    let request = take(&mut stream, sni);
    taken.lock().unwrap().push(request);
    let answer = answers.lock().unwrap().pop_front();
    let answer = answer.unwrap_or_else(|| GOOD.to_owned());
    let _ = stream.write_all(answer.as_bytes());
    let _ = stream.flush();
}

/// Reads one request.
pub(crate) fn take(stream: &mut impl Read, sni: Option<String>) -> Taken {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let first = line();
    let mut headers = Vec::new();
    loop {
        match line() {
            empty if empty.is_empty() => break,
            header => headers.push(header),
        }
    }
    let length = headers
        .iter()
        .find_map(|header| header.strip_prefix("Content-Length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Taken {
        line: first,
        headers,
        body: String::from_utf8(body).unwrap(),
        sni,
    }
}

/// An address at which nobody listens.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}/", listener.local_addr().unwrap())
}
