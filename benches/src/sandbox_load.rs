//! Load for the local Paygent: telegrams over mutual TLS from some connections at once, each sending
//! the next telegram when the last one is answered. Every answer is checked.
//!
//! `sandbox-load KIT FIGURE MIX COUNT CONNECTIONS [URL]` sends COUNT telegrams and prints the figure,
//! telegrams per second, as a line of JSON. MIX:
//!
//! - `mixed`: in turn 020, 022 of its payment, 094 of it; `inquiry`: 094 only; `authorise`: 020 only;
//! - `fresh`: as `mixed`, each telegram over a connection and a TLS handshake of its own;
//! - `elsewhere`: the telegrams of `inquiry` to another server at URL that answers all alike.
#![forbid(unsafe_code)]

use std::error::Error;
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

type Failure = Box<dyn Error + Send + Sync>;
type Line = StreamOwned<ClientConnection, TcpStream>;

/// What the workers send.
#[derive(Clone, Copy, PartialEq)]
enum Mix {
    Mixed,
    Inquiry,
    Authorise,
    Fresh,
    Elsewhere,
}

/// Who sends it, and where.
struct Merchant {
    tls: Arc<ClientConfig>,
    address: String,
    login: String,
    /// The number of this run: trading ids do not repeat.
    run: u128,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kit, figure, mix, count, connections, more @ ..] = arguments.as_slice() else {
        return Err("usage: sandbox-load KIT FIGURE MIX COUNT CONNECTIONS [URL]".into());
    };
    let mix = match mix.as_str() {
        "mixed" => Mix::Mixed,
        "inquiry" => Mix::Inquiry,
        "authorise" => Mix::Authorise,
        "fresh" => Mix::Fresh,
        "elsewhere" => Mix::Elsewhere,
        _ => return Err("unknown MIX".into()),
    };
    let count: usize = count.parse()?;
    let merchant = Merchant::of(Path::new(kit), more.first())?;
    // Beforehand: inquiries need a payment.
    let payment = match mix {
        Mix::Elsewhere => "1".to_owned(),
        _ => {
            let mut line = merchant.connect()?;
            payment_id(&merchant.send(&mut line, "card", &merchant.authorisation(0))?)?
        }
    };
    let next = AtomicUsize::new(1);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..connections.parse()?)
            .map(|_| scope.spawn(|| work(&merchant, mix, &payment, &next, count)))
            .collect();
        for worker in workers {
            worker.join().map_err(|_| "a worker panicked")??;
        }
        Ok::<(), Failure>(())
    })?;
    let rate = count as f64 / began.elapsed().as_secs_f64();
    println!("{{\"figure\":\"{figure}\",\"value\":{rate:.1}}}");
    Ok(())
}

fn work(
    merchant: &Merchant,
    mix: Mix,
    payment: &str,
    next: &AtomicUsize,
    count: usize,
) -> Result<(), Failure> {
    let mut line = merchant.connect()?;
    let mut mine: Option<String> = None;
    let mut step = 0;
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number > count {
            return Ok(());
        }
        if mix == Mix::Fresh {
            line = merchant.connect()?;
        }
        let inquiry = |id: &str| merchant.about("094", id);
        match mix {
            Mix::Inquiry | Mix::Elsewhere => {
                merchant.send(&mut line, "inquiry", &inquiry(payment))?;
            }
            Mix::Authorise => {
                merchant.send(&mut line, "card", &merchant.authorisation(number))?;
            }
            Mix::Mixed | Mix::Fresh => {
                match (step % 3, &mine) {
                    (1, Some(id)) => {
                        merchant.send(&mut line, "card", &merchant.about("022", id))?
                    }
                    (2, Some(id)) => merchant.send(&mut line, "inquiry", &inquiry(id))?,
                    _ => {
                        let answer =
                            merchant.send(&mut line, "card", &merchant.authorisation(number))?;
                        mine = Some(payment_id(&answer)?);
                        answer
                    }
                };
                step += 1;
            }
        }
    }
}

impl Merchant {
    fn of(kit: &Path, elsewhere: Option<&String>) -> Result<Self, Failure> {
        let account: serde_json::Value =
            serde_json::from_slice(&std::fs::read(kit.join("account.json"))?)?;
        let word = |name: &str| account["merchants"][0][name].as_str().unwrap_or_default();
        let settings = std::fs::read(kit.join("modenv_properties.conf"))?;
        let settings = String::from_utf8_lossy(&settings);
        let url = match elsewhere {
            Some(url) => url,
            None => settings
                .lines()
                .find_map(|line| line.strip_prefix("paygentB2Bmodule.url.02="))
                .ok_or("no URL in the settings file")?,
        };
        let address = url.trim_start_matches("https://").split('/').next();
        let pem = kit.join("client_cert.pem");
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(
            kit.join("curl-ca-bundle.crt"),
        )?)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_client_auth_cert(
                vec![CertificateDer::from_pem_file(&pem)?],
                PrivateKeyDer::from_pem_file(&pem)?,
            )?;
        // `fresh` means whole handshakes, as a client makes them that keeps nothing.
        tls.resumption = rustls::client::Resumption::disabled();
        Ok(Self {
            tls: Arc::new(tls),
            address: address.unwrap_or_default().to_owned(),
            login: format!(
                "merchant_id={}&connect_id={}&connect_password={}&telegram_version=1.0",
                word("merchant_id"),
                word("connect_id"),
                word("connect_password")
            ),
            run: std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)?
                .as_micros(),
        })
    }

    fn connect(&self) -> Result<Line, Failure> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        let name = ServerName::try_from("localhost")?;
        let connection = ClientConnection::new(Arc::clone(&self.tls), name)?;
        Ok(StreamOwned::new(connection, stream))
    }

    fn authorisation(&self, number: usize) -> String {
        format!(
            "{}&telegram_kind=020&trading_id=L{:x}{number}&payment_amount=1000&payment_class=10\
             &3dsecure_ryaku=1&card_number=4900000000000000&card_valid_term=1230",
            self.login,
            self.run % 0xffff_ffff
        )
    }

    fn about(&self, kind: &str, payment_id: &str) -> String {
        format!(
            "{}&telegram_kind={kind}&payment_id={payment_id}",
            self.login
        )
    }

    /// The whole answer; an error unless it is a success.
    fn send(&self, line: &mut Line, what: &str, body: &str) -> Result<String, Failure> {
        let path = match what {
            "inquiry" => "/n/ref/paymentref",
            _ => "/n/card/request",
        };
        let mut request = String::with_capacity(body.len() + 200);
        write!(
            request,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )?;
        line.write_all(request.as_bytes())?;
        let answer = read_answer(line)?;
        if answer.contains("\r\nresult=0\r\n") {
            Ok(answer)
        } else {
            Err(format!("no success: {answer}").into())
        }
    }
}

/// Head and body by `Content-Length`.
fn read_answer(line: &mut Line) -> Result<String, Failure> {
    let mut bytes = Vec::with_capacity(1024);
    let mut chunk = [0_u8; 4096];
    loop {
        let count = line.read(&mut chunk)?;
        if count == 0 {
            return Err("closed within an answer".into());
        }
        bytes.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length: usize = head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .ok_or("no content-length")?
            .1
            .trim()
            .parse()?;
        // All that is counted here is ASCII up to where it matters.
        if bytes.len() >= head.len() + 4 + length {
            return Ok(format!("\r\n{}", body.trim_start()));
        }
    }
}

fn payment_id(answer: &str) -> Result<String, Failure> {
    answer
        .split("\r\n")
        .find_map(|line| line.strip_prefix("payment_id="))
        .map(str::to_owned)
        .ok_or_else(|| "no payment_id".into())
}
