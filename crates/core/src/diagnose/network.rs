//! What lies between this machine and Paygent: names, and a TLS handshake that carries no telegram.

use std::collections::BTreeSet;
use std::net::ToSocketAddrs;

use reqwest::Url;

use super::{Check, hints};
use crate::config::{Config, KEY_PREFIX};
use crate::transport::{self, Probe, TlsBackend, TransportSettings};

const URLS: &str = "URLs";
const NAME_LOOK_UP: &str = "name look-up";
const TLS: &str = "TLS";

/// Every host that telegrams may go to, once.
pub(super) fn hosts(config: &Config, transport: &TransportSettings) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut hosts = BTreeSet::new();
    for (key, url) in config.urls() {
        match host_of(url) {
            Some(host) => {
                hosts.insert(host);
            }
            None => checks.push(Check::error(
                URLS,
                format!("{KEY_PREFIX}{key} is no https:// address"),
                "telegrams hold passwords: copy the line from Paygent's connection kit",
            )),
        }
    }
    if hosts.is_empty() {
        checks.push(Check::error(
            URLS,
            format!("{} names no server", config.path().display()),
            "copy the url lines from Paygent's connection kit",
        ));
    }
    for (host, port) in hosts {
        if transport.proxy.is_none() {
            match look_up(&host, port) {
                Ok(check) => checks.push(check),
                Err(check) => {
                    checks.push(check);
                    continue;
                }
            }
        }
        checks.push(tls(transport, &host, port));
    }
    checks
}

/// Host, with brackets where it is an IPv6 address, and port.
fn host_of(url: &str) -> Option<(String, u16)> {
    let url = Url::parse(url).ok().filter(|url| url.scheme() == "https")?;
    Some((url.host_str()?.to_owned(), url.port_or_known_default()?))
}

fn look_up(host: &str, port: u16) -> Result<Check, Check> {
    match format!("{host}:{port}").to_socket_addrs() {
        Ok(addresses) => {
            let mut addresses: Vec<_> = addresses.map(|address| address.ip().to_string()).collect();
            addresses.dedup();
            Ok(Check::ok(
                NAME_LOOK_UP,
                format!("{host} is {}", addresses.join(", ")),
            ))
        }
        Err(error) => Err(Check::error(
            NAME_LOOK_UP,
            format!("{host}: {error}"),
            "check the host name in the url lines and this machine's name server",
        )),
    }
}

fn tls(transport: &TransportSettings, host: &str, port: u16) -> Check {
    match transport::probe(transport, &format!("https://{host}:{port}/")) {
        Ok(probe) => Check::ok(TLS, describe(host, port, &probe)),
        Err(error) => Check::error(TLS, error.to_string(), hints::of(&error)),
    }
}

fn describe(host: &str, port: u16, probe: &Probe) -> String {
    let Probe {
        backend,
        why,
        version,
        suite,
        asked,
        server_certificate_ends,
    } = probe;
    let backend = match backend {
        TlsBackend::Rustls => "rustls",
        TlsBackend::Libcurl => "libcurl",
        TlsBackend::Auto => "auto",
    };
    let question = if *asked { "asks" } else { "does not ask" };
    let mut text = format!(
        "{host}:{port} answers with {version} {suite}, {question} for the client certificate in \
         the handshake, served by {backend}"
    );
    for (name, value) in [
        ("because", why),
        ("its certificate ends", server_certificate_ends),
    ] {
        if let Some(value) = value {
            text.push_str(&format!("; {name} {value}"));
        }
    }
    text
}
