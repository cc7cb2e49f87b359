//! A libcurl handle with everything set that its defaults get wrong for us.

use std::time::Duration;

use curl::Error;
use curl::easy::{Easy2, HttpVersion as CurlVersion, List, ProxyType, SslVersion};

use super::alpn;
use super::transfer::Transfer;
use crate::transport::identity::{Anchors, Identity, Pair, Verification};
use crate::transport::message;
use crate::transport::outcome::{Outcome, Reason, TransportError};
use crate::transport::settings::{ClientCertificate, HttpVersion, Proxy, TransportSettings};
use crate::transport::target::Target;

/// What the vendor's module calls itself (connection-module §6.7).
const USER_AGENT: &str = "curl_php";

/// A directory without certificates: libcurl would add the system's to the configured CA file.
const NO_DIRECTORY: &str = "/dev/null";

/// Longer than any telegram: without a limit libcurl takes its own for connecting.
const FOREVER: Duration = Duration::from_secs(7 * 86_400);

/// libcurl takes 0 for "no limit".
const SHORTEST: Duration = Duration::from_millis(1);

/// A handle that sends `body` once, over a connection of its own.
pub(super) fn telegram(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
    body: &[u8],
    limit: Duration,
) -> Result<Easy2<Transfer>, TransportError> {
    let mut easy = Easy2::new(Transfer::default());
    configure(&mut easy, settings, target, body, limit)
        .and_then(|()| configure_tls(&mut easy, settings, identity))
        .map_err(|error| {
            message::error(target, Reason::Setup, Outcome::NotSent, error.description())
        })?;
    Ok(easy)
}

/// A handle whose time somebody else keeps.
pub(super) fn untimed(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
    body: &[u8],
) -> Result<Easy2<Transfer>, TransportError> {
    let mut easy = telegram(settings, identity, target, body, FOREVER)?;
    easy.connect_timeout(FOREVER).map_err(|error| {
        message::error(target, Reason::Setup, Outcome::NotSent, error.description())
    })?;
    Ok(easy)
}

/// A handle that connects, completes the TLS handshake, and sends nothing.
pub(super) fn handshake(
    settings: &TransportSettings,
    identity: &Identity,
    target: &Target,
) -> Result<Easy2<Transfer>, TransportError> {
    let mut easy = telegram(settings, identity, target, b"", settings.connect_timeout)?;
    easy.connect_only(true).map_err(|error| {
        message::error(target, Reason::Setup, Outcome::NotSent, error.description())
    })?;
    Ok(easy)
}

fn configure(
    easy: &mut Easy2<Transfer>,
    settings: &TransportSettings,
    target: &Target,
    body: &[u8],
    limit: Duration,
) -> Result<(), Error> {
    easy.url(target.url.as_str())?;
    easy.post(true)?;
    easy.post_fields_copy(body)?;
    let mut headers = List::new();
    headers.append("Content-Type: application/x-www-form-urlencoded")?;
    headers.append("Expect:")?;
    easy.http_headers(headers)?;
    easy.useragent(USER_AGENT)?;
    easy.http_version(match settings.http_version {
        HttpVersion::Http10 => CurlVersion::V10,
        HttpVersion::Http11 => CurlVersion::V11,
    })?;
    if settings.http_version == HttpVersion::Http10 {
        alpn::switch_off(easy);
    }
    easy.http_09_allowed(false)?;
    easy.follow_location(false)?;
    easy.fresh_connect(true)?;
    easy.forbid_reuse(true)?;
    easy.signal(false)?;
    easy.tcp_nodelay(true)?;
    easy.timeout(limit.max(SHORTEST))?;
    easy.connect_timeout(settings.connect_timeout.max(SHORTEST))?;
    // The debug callback tells when the request left and which alerts came; nothing is printed.
    easy.verbose(true)?;
    configure_proxy(easy, settings.proxy.as_ref())
}

/// An empty proxy and an empty exception list keep the environment's variables out.
fn configure_proxy(easy: &mut Easy2<Transfer>, proxy: Option<&Proxy>) -> Result<(), Error> {
    easy.noproxy("")?;
    let Some(Proxy { host, port }) = proxy else {
        return easy.proxy("");
    };
    let host = match host.contains(':') && !host.starts_with('[') {
        true => format!("[{host}]"),
        false => host.clone(),
    };
    easy.proxy(&format!("http://{host}:{port}"))?;
    easy.proxy_type(ProxyType::Http)?;
    easy.http_proxy_tunnel(true)
}

fn configure_tls(
    easy: &mut Easy2<Transfer>,
    settings: &TransportSettings,
    identity: &Identity,
) -> Result<(), Error> {
    easy.ssl_min_max_version(SslVersion::Tlsv12, SslVersion::Default)?;
    easy.ssl_sessionid_cache(false)?;
    match &identity.trust {
        Verification::Anchors(anchors) => {
            easy.ssl_verify_peer(true)?;
            easy.ssl_verify_host(true)?;
            trust(easy, anchors)?;
        }
        Verification::None => {
            easy.ssl_verify_peer(false)?;
            easy.ssl_verify_host(false)?;
        }
    }
    match &identity.pair {
        Some(pair) => certify(easy, settings, pair),
        None => Ok(()),
    }
}

/// libcurl before 7.77 cannot take the CA file from memory: it reads the file itself.
fn trust(easy: &mut Easy2<Transfer>, anchors: &Anchors) -> Result<(), Error> {
    easy.capath(NO_DIRECTORY)?;
    easy.ssl_cainfo_blob(&anchors.pem)
        .or_else(|_| easy.cainfo(&anchors.path))
}

/// libcurl before 7.71 cannot take certificate and key from memory: it reads the file itself, and
/// then the certificate must come first and the file must be plain PEM.
fn certify(
    easy: &mut Easy2<Transfer>,
    settings: &TransportSettings,
    pair: &Pair,
) -> Result<(), Error> {
    easy.ssl_cert_type("PEM")?;
    easy.ssl_key_type("PEM")?;
    let in_memory = easy
        .ssl_cert_blob(&pair.certificate_pem)
        .and_then(|()| easy.ssl_key_blob(pair.key_pem.reveal()));
    if in_memory.is_ok() {
        return Ok(());
    }
    easy.ssl_cert(&pair.path)?;
    easy.ssl_key(&pair.path)?;
    if let ClientCertificate::File { pass_phrase, .. } = &settings.certificate {
        // Always set: without a pass phrase OpenSSL would ask the terminal.
        easy.key_password(&String::from_utf8_lossy(pass_phrase.reveal()))?;
    }
    Ok(())
}
