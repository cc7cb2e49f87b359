//! The opponent of the warm-telegram bench: the same POST over the same kept-alive connection by
//! reqwest alone: no settings file, no checks, no encoding, no parsing, no log, no PHP.
//!
//! `bare-reqwest URL CA_FILE CLIENT_PEM BODY WARM_UP COUNT` prints the microseconds of each call.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::Write;
use std::time::Instant;

use reqwest::{Certificate, Client, Identity};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |name: &str| arguments.next().ok_or(format!("missing argument {name}"));
    let url = next("URL")?;
    let client = client(&next("CA_FILE")?, &next("CLIENT_PEM")?)?;
    let body = next("BODY")?;
    let warm_up: usize = next("WARM_UP")?.parse()?;
    let count: usize = next("COUNT")?.parse()?;

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut microseconds = Vec::with_capacity(count);
    for call in 0..warm_up + count {
        let started = Instant::now();
        runtime.block_on(post(&client, &url, &body))?;
        if call >= warm_up {
            microseconds.push(started.elapsed().as_nanos() as f64 / 1000.0);
        }
    }
    let mut out = std::io::stdout().lock();
    for value in microseconds {
        writeln!(out, "{value:.1}")?;
    }
    Ok(())
}

fn client(ca_file: &str, client_pem: &str) -> Result<Client, Box<dyn Error>> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| "a provider is installed already")?;
    Ok(Client::builder()
        .http1_only()
        .no_proxy()
        .tls_certs_only(Certificate::from_pem_bundle(&std::fs::read(ca_file)?)?)
        .identity(Identity::from_pem(&std::fs::read(client_pem)?)?)
        .build()?)
}

async fn post(client: &Client, url: &str, body: &str) -> Result<(), Box<dyn Error>> {
    let answer = client
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.to_owned())
        .send()
        .await?
        .bytes()
        .await?;
    let success = b"result=0\r\n";
    if answer.windows(success.len()).any(|bytes| bytes == success) {
        Ok(())
    } else {
        Err("the answer is no success".into())
    }
}
