//! Where a telegram goes.

use reqwest::Url;

use super::outcome::{Outcome, Reason, TransportError};

/// An `https` address, taken apart once.
#[derive(Clone)]
pub(crate) struct Target {
    pub(crate) url: Url,
    /// Host name or address, without the brackets of IPv6.
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Target {
    /// Takes an address apart. Anything but `https` is refused: a telegram holds a password.
    pub(crate) fn parse(address: &str) -> Result<Self, TransportError> {
        let url = Url::parse(address).map_err(|error| fault(address, &error.to_string()))?;
        if url.scheme() != "https" {
            return Err(fault(address, "it must begin with https://"));
        }
        let Some(host) = url.host_str() else {
            return Err(fault(address, "it names no host"));
        };
        let host = host
            .trim_start_matches('[')
            .trim_end_matches(']')
            .to_owned();
        let port = url.port().unwrap_or(443);
        Ok(Self { url, host, port })
    }
}

fn fault(address: &str, cause: &str) -> TransportError {
    TransportError {
        reason: Reason::Setup,
        outcome: Outcome::NotSent,
        message: format!("the telegram URL \"{address}\" cannot be used: {cause}"),
    }
}
