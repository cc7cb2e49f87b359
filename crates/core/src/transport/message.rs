//! What happened and what to do, in one line. The host is named, the telegram never.

use super::outcome::{Outcome, Reason, TransportError};
use super::target::Target;

/// An error about a telegram to `target`; `cause` is the library's own words.
pub(crate) fn error(
    target: &Target,
    reason: Reason,
    outcome: Outcome,
    cause: &str,
) -> TransportError {
    let Target { host, port, .. } = target;
    let happened = happened(reason);
    let cause = match cause {
        "" => String::new(),
        cause => format!(" ({})", one_line(cause)),
    };
    let advice = match outcome {
        Outcome::Unknown => "the telegram may have been processed: ask with telegram 094",
        Outcome::NotSent | Outcome::Answered => advice(reason),
    };
    TransportError {
        reason,
        outcome,
        message: format!("{host}:{port}: {happened}{cause}: {advice}"),
    }
}

const fn happened(reason: Reason) -> &'static str {
    match reason {
        Reason::ProxyName => "the proxy's name could not be resolved",
        Reason::HostName => "the host name could not be resolved",
        Reason::Refused => "no connection could be made",
        Reason::TimedOut => "time-out",
        Reason::Handshake => "the TLS handshake failed",
        Reason::Empty => "the server gave no answer",
        Reason::NoBody => "the answer has no body",
        Reason::Reset => "the connection broke",
        Reason::CertificateRefused => "the server refused our client certificate",
        Reason::Key => "our client certificate or key cannot be used",
        Reason::Verification => "the server's certificate or host name does not verify",
        Reason::CaFile => "the CA file cannot be used",
        Reason::Truncated => "the answer ended early",
        Reason::TooLarge => "the answer is larger than 10 MB",
        Reason::HttpStatus(_) => "unexpected HTTP status",
        Reason::NotHttp => "the answer is not HTTP",
        Reason::Setup => "the HTTPS client could not be set up",
    }
}

const fn advice(reason: Reason) -> &'static str {
    match reason {
        Reason::ProxyName => "check proxyServerName and the name servers",
        Reason::HostName => "check the URL in the settings and the name servers",
        Reason::Refused => "check the URL and port, the proxy settings and the firewall",
        Reason::TimedOut => "nothing was sent; check the network, or try again",
        Reason::CertificateRefused | Reason::Key => {
            "check that the certificate in client_file_path is the one issued for this account and not expired"
        }
        Reason::Verification => "check ca_file_path, this machine's clock and the URL",
        Reason::CaFile => "check ca_file_path",
        Reason::TooLarge => "narrow the inquiry",
        Reason::Handshake
        | Reason::Empty
        | Reason::NoBody
        | Reason::Reset
        | Reason::Truncated
        | Reason::HttpStatus(_)
        | Reason::NotHttp
        | Reason::Setup => "nothing was processed; check the URL and the proxy, or try again",
    }
}

/// Libraries may break lines; a log line must not.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
