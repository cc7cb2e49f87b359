//! Files read once per process, and again when they change.

use std::collections::HashMap;
use std::hash::Hash;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::stamp::Stamp;

/// More paths than a server has shops: beyond it the cache starts anew.
const LIMIT: usize = 256;

/// What was made of a file, kept for as long as the file stays the same.
pub(super) struct Cache<K, V>(Mutex<Option<Kept<K, V>>>);

type Kept<K, V> = HashMap<K, (Stamp, Arc<V>)>;

impl<K: Eq + Hash + Clone, V> Cache<K, V> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The value made of `path`, from memory if the file is unchanged. Failures are not kept.
    ///
    /// `unreadable` turns the operating system's error into the caller's.
    pub(super) fn get<E>(
        &self,
        key: &K,
        path: &Path,
        unreadable: impl Fn(&io::Error) -> E,
        make: impl FnOnce(Vec<u8>) -> Result<V, E>,
    ) -> Result<Arc<V>, E> {
        // The stamp is taken before reading: a change in between is noticed next time.
        let stamp = Stamp::of(path).map_err(|error| unreadable(&error))?;
        if let Some(value) = self.kept(key, stamp) {
            return Ok(value);
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(&error))?;
        let value = Arc::new(make(bytes)?);
        self.keep(key.clone(), stamp, &value);
        Ok(value)
    }

    fn kept(&self, key: &K, stamp: Stamp) -> Option<Arc<V>> {
        let guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (kept, value) = guard.as_ref()?.get(key)?;
        (*kept == stamp).then(|| Arc::clone(value))
    }

    fn keep(&self, key: K, stamp: Stamp, value: &Arc<V>) {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let map = guard.get_or_insert_with(HashMap::new);
        if map.len() >= LIMIT {
            map.clear();
        }
        map.insert(key, (stamp, Arc::clone(value)));
    }
}
