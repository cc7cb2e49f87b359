//! Remembers the servers that libcurl must serve, for as long as the process lives.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use super::identity::{Fingerprint, Identity};
use super::target::Target;

type Key = (Arc<str>, u16, Fingerprint);

static SERVED_BY_LIBCURL: Mutex<Option<HashSet<Key>>> = Mutex::new(None);

/// Whether libcurl serves this server for this identity.
pub(crate) fn is_libcurl(target: &Target, identity: &Identity) -> bool {
    let guard = SERVED_BY_LIBCURL
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    // As long as rustls serves everybody, nothing needs to be computed.
    guard
        .as_ref()
        .is_some_and(|served| served.contains(&key(target, identity)))
}

/// From now on libcurl serves this server for this identity.
pub(crate) fn remember_libcurl(target: &Target, identity: &Identity) {
    let mut guard = SERVED_BY_LIBCURL
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    guard
        .get_or_insert_with(HashSet::new)
        .insert(key(target, identity));
}

fn key(target: &Target, identity: &Identity) -> Key {
    (
        Arc::clone(&target.host),
        target.port,
        identity.fingerprint(),
    )
}
