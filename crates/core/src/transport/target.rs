//! Where a telegram goes.

use std::cell::RefCell;
use std::sync::Arc;

use reqwest::Url;

use super::outcome::{Outcome, Reason, TransportError};

/// Addresses remembered in each thread: a settings file has one for each of some twenty groups.
const REMEMBERED: usize = 32;

thread_local! {
    static TARGETS: RefCell<Vec<Target>> = const { RefCell::new(Vec::new()) };
}

/// An `https` address, taken apart once.
#[derive(Clone)]
pub(crate) struct Target {
    /// As it was given.
    address: Arc<str>,
    pub(crate) url: Url,
    /// Host name or address, without the brackets of IPv6.
    pub(crate) host: Arc<str>,
    pub(crate) port: u16,
}

impl Target {
    /// Takes an address apart, or remembers how. Anything but `https` is refused: a telegram holds
    /// a password.
    pub(crate) fn parse(address: &str) -> Result<Self, TransportError> {
        let known = |targets: &Vec<Self>| {
            let target = targets.iter().find(|target| *target.address == *address);
            target.cloned()
        };
        if let Some(target) = TARGETS.with_borrow(known) {
            return Ok(target);
        }
        let target = Self::take_apart(address)?;
        TARGETS.with_borrow_mut(|targets| {
            targets.truncate(REMEMBERED - 1);
            targets.insert(0, target.clone());
        });
        Ok(target)
    }

    fn take_apart(address: &str) -> Result<Self, TransportError> {
        let url = Url::parse(address).map_err(|error| fault(address, &error.to_string()))?;
        if url.scheme() != "https" {
            return Err(fault(address, "it must begin with https://"));
        }
        let Some(host) = url.host_str() else {
            return Err(fault(address, "it names no host"));
        };
        let host = Arc::from(host.trim_start_matches('[').trim_end_matches(']'));
        let port = url.port().unwrap_or(443);
        Ok(Self {
            address: address.into(),
            url,
            host,
            port,
        })
    }
}

fn fault(address: &str, cause: &str) -> TransportError {
    TransportError {
        reason: Reason::Setup,
        outcome: Outcome::NotSent,
        message: format!("the telegram URL \"{address}\" cannot be used: {cause}"),
    }
}
