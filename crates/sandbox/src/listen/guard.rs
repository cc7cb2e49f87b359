//! Who may use the test tool: programs, and pages of the tool itself. A page of another site that a
//! browser of this machine shows may not, neither by a form (its `Origin` is another) nor by a name of
//! its own for 127.0.0.1 (then `Host` is that name).

use std::net::IpAddr;

use hyper::Request;
use hyper::header::{HOST, HeaderName, ORIGIN};

/// Which names of this machine are taken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Hosts {
    /// Addresses and `localhost`.
    Local,
    /// Every name.
    Any,
}

/// Whether a request comes from a program or from the tool's own pages.
pub(super) fn is_own<B>(request: &Request<B>, hosts: Hosts) -> bool {
    let text = |name: HeaderName| {
        let value = request.headers().get(name)?;
        Some(value.to_str().unwrap_or("?"))
    };
    let host = text(HOST).unwrap_or_default();
    if hosts == Hosts::Local && !is_local(host) {
        return false;
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let reads = request.method().is_safe();
    let from_here = text(ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
    // Somebody may follow a link to the tool; only acting needs our own page.
    reads || (from_here && site.is_none_or(|site| matches!(site, "same-origin" | "none")))
}

/// A name is something that another site could own; an address and `localhost` are not.
fn is_local(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    // HTTP/1.0 has no host.
    name.is_empty() || name.eq_ignore_ascii_case("localhost") || address.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::{Hosts, is_own};

    fn asked(method: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::builder().method(method);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        is_own(&request.body(()).unwrap(), Hosts::Local)
    }

    #[test]
    fn keeps_other_sites_out() {
        let host = ("host", "127.0.0.1:8080");
        assert!(asked("POST", &[host]), "a program");
        assert!(asked("POST", &[host, ("origin", "http://127.0.0.1:8080")]));
        assert!(!asked("POST", &[host, ("origin", "http://127.0.0.1:9090")]));
        assert!(!asked("POST", &[host, ("origin", "https://shop.example")]));
        assert!(!asked("POST", &[host, ("origin", "null")]));
        assert!(!asked("DELETE", &[host, ("sec-fetch-site", "cross-site")]));
        assert!(asked("GET", &[host, ("sec-fetch-site", "cross-site")]));
        assert!(!asked("GET", &[("host", "rebound.example:8080")]));
        assert!(asked("GET", &[("host", "localhost")]) && asked("GET", &[("host", "[::1]:80")]));
    }
}
