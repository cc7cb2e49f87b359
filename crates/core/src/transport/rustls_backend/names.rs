//! Name resolution in a thread of its own: nobody waits for it, at exit least of all.

use std::fmt;
use std::net::ToSocketAddrs;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::oneshot;

/// The system's resolver (`getaddrinfo`).
pub(super) struct SystemNames;

/// A name that has no address.
#[derive(Debug)]
pub(super) struct UnknownName {
    /// The name asked for.
    pub(super) name: String,
    /// The system's words.
    pub(super) cause: String,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.cause)
    }
}

impl std::error::Error for UnknownName {}

impl Resolve for SystemNames {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        let (answer, answered) = oneshot::channel();
        let asked = name.clone();
        let started = std::thread::Builder::new()
            .name("paygent-names".to_owned())
            .spawn(move || {
                // The receiver is gone after a time-out: the late answer is of no use to anyone.
                let _ = answer.send((asked.as_str(), 0_u16).to_socket_addrs());
            });
        Box::pin(async move {
            let unknown = |cause: String| UnknownName { name, cause };
            if let Err(error) = started {
                return Err(unknown(error.to_string()).into());
            }
            match answered.await {
                Ok(Ok(addresses)) => Ok(Box::new(addresses) as Addrs),
                Ok(Err(error)) => Err(unknown(error.to_string()).into()),
                Err(_) => Err(unknown("the look-up was given up".to_owned()).into()),
            }
        })
    }
}
