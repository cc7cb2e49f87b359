//! What to do about a failure of the transport.

use crate::transport::{Reason, TransportError};

/// A sentence for the operator.
pub(super) fn of(error: &TransportError) -> &'static str {
    match error.reason {
        Reason::ProxyName => "check proxy_server_ip, proxy_server_name and the name server",
        Reason::HostName => "check the host name in the url lines and this machine's name server",
        Reason::Refused => "check the port, and that a firewall lets this machine out",
        Reason::TimedOut => "check that a firewall lets this machine out to that port",
        Reason::Handshake => {
            "set paygent.tls_backend to auto or libcurl, and check the TLS version"
        }
        Reason::CertificateRefused => {
            "ask Paygent whether this client certificate is the current one"
        }
        Reason::Key => "check client_file_path: one PEM file with certificate and private key",
        Reason::Verification => "check ca_file_path, the host name and this machine's clock",
        Reason::CaFile => "check ca_file_path: the .crt file of Paygent's connection kit",
        Reason::Reset | Reason::Empty | Reason::NoBody | Reason::Truncated => {
            "try again; a proxy or firewall may cut in"
        }
        _ => "check the url lines of the settings file",
    }
}
