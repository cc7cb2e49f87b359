//! `Paygent\Client::sendAll()`: many telegrams, and a PHP callback that runs between the turns of
//! the core, never while it drives connections.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::{ArrayKey, Iterable, ZendCallable, ZendHashTable, ZendObject, Zval};
use ext_php_rs::zend::{CatchError, ExecutorGlobals, bailout, ce, try_catch};
use paygent_core::client::{Client as CoreClient, Sent};
use paygent_core::telegram::Telegram;

use crate::call::{enter, php_zone};
use crate::client::{sent_object, telegram};
use crate::exception::{Failure, aborted_object, internal_object};
use crate::pending;
use crate::value::{Map, entries, key_bytes};
use crate::zend::zend_iterator_dtor;

/// More connections than this at once serve nobody.
const MOST_AT_ONCE: usize = 100;

/// Why no more is sent.
enum Stop {
    /// It threw, or called `exit()`.
    Thrown(ZBox<ZendObject>),
    /// A bug of ours; what arrived before it must not be lost.
    Panic,
    /// The engine gives the request up: a fatal error, such as too little memory.
    Bailout,
}

struct Batch<'a> {
    keys: Vec<Zval>,
    results: Vec<Option<Zval>>,
    callback: Option<&'a Zval>,
    stop: Option<Stop>,
}

/// See `stubs/paygent.php`.
pub(crate) fn send_all(
    client: &CoreClient,
    telegrams: Iterable<'_>,
    concurrency: i64,
    callback: Option<&Zval>,
) -> Result<ZBox<ZendHashTable>, Failure> {
    // Everything is read and checked before the first telegram leaves.
    let (keys, telegrams) = read_all(telegrams)?;
    let concurrency = usize::try_from(concurrency)
        .ok()
        .filter(|number| (1..=MOST_AT_ONCE).contains(number))
        .ok_or_else(|| Failure::Value(format!("concurrency must be from 1 to {MOST_AT_ONCE}")))?;
    let mut batch = Batch {
        results: keys.iter().map(|_| None).collect(),
        keys,
        callback,
        stop: None,
    };
    let client = with_known_zone(client);
    let ran = enter(|| {
        client.send_all(telegrams, concurrency, &mut |index, sent| {
            batch.take(index, sent)
        });
        Ok(())
    });
    if ran.is_err() && batch.stop.is_none() {
        batch.stop = Some(Stop::Panic);
    }
    batch.finish()
}

/// PHP is asked for its time zone now and not for a log line between two turns: a bailout there (no
/// memory, no time left) would leave telegrams under way behind.
fn with_known_zone(client: &CoreClient) -> CoreClient {
    let mut options = client.options().clone();
    if client.settings().log_path().is_some() {
        options.log.zone = php_zone();
    }
    CoreClient::new(Arc::clone(client.config()), options)
}

impl Batch<'_> {
    fn take(&mut self, index: usize, sent: Sent) -> ControlFlow<()> {
        // Making the object may exceed `memory_limit`. The jump out of here that follows would leave
        // telegrams under way behind, to be driven on by some later request.
        let result = match try_catch(AssertUnwindSafe(|| sent_object(sent))) {
            Ok(result) => result,
            Err(why) => {
                self.stop = Some(match why {
                    CatchError::Bailout => Stop::Bailout,
                    _ => Stop::Panic,
                });
                return ControlFlow::Break(());
            }
        };
        let for_callback = result.shallow_clone();
        if let Some(slot) = self.results.get_mut(index) {
            *slot = Some(result);
        }
        if self.stop.is_none() {
            self.stop = self.call(index, &for_callback);
        }
        match self.stop {
            None => ControlFlow::Continue(()),
            Some(_) => ControlFlow::Break(()),
        }
    }

    fn call(&self, index: usize, result: &Zval) -> Option<Stop> {
        let (callback, key) = self.callback.zip(self.keys.get(index))?;
        let called = try_catch(AssertUnwindSafe(|| {
            // What it throws is found in the executor's globals.
            let _ = ZendCallable::new(callback)
                .and_then(|callable| callable.try_call(vec![key, result]));
        }));
        match called {
            Err(CatchError::Bailout) => Some(Stop::Bailout),
            _ => ExecutorGlobals::take_exception().map(Stop::Thrown),
        }
    }

    /// What arrived, in the order of the telegrams.
    fn finish(self) -> Result<ZBox<ZendHashTable>, Failure> {
        let arrived = self
            .keys
            .iter()
            .zip(self.results)
            .filter_map(|(key, result)| Some((key, result?)));
        let results = map(arrived)?;
        match self.stop {
            None => Ok(results),
            Some(Stop::Thrown(thrown)) if thrown.instance_of(ce::throwable()) => {
                let mut cause = Zval::new();
                let mut thrown = thrown;
                cause.set_object(&mut thrown);
                Err(Failure::Object(aborted_object(cause, results)))
            }
            Some(Stop::Panic) => Err(Failure::Object(aborted_object(internal_object(), results))),
            Some(Stop::Thrown(exit)) => {
                pending::restore(exit);
                Err(Failure::Pending)
            }
            // SAFETY: repeats the bailout that `try_catch` held back while telegrams were under
            // way; what this frame still owns belongs to the request, which ends here.
            Some(Stop::Bailout) => unsafe { bailout() },
        }
    }
}

fn map<'a>(
    entries: impl Iterator<Item = (&'a Zval, Zval)>,
) -> Result<ZBox<ZendHashTable>, Failure> {
    let mut map = ZendHashTable::new();
    for (key, value) in entries {
        let inserted = match key.zend_str() {
            Some(text) => map.insert(ArrayKey::from(text), value),
            None => map.insert_at_index(key.long().unwrap_or_default(), value),
        };
        inserted.map_err(|_| Failure::Internal)?;
    }
    Ok(map)
}

fn read_all(mut telegrams: Iterable<'_>) -> Result<(Vec<Zval>, Vec<Telegram>), Failure> {
    let read = read_items(&mut telegrams);
    if let Iterable::Traversable(iterator) = telegrams {
        // SAFETY: ext-php-rs had the engine make this iterator for the argument and does not
        // release it; nothing uses it any more.
        unsafe { zend_iterator_dtor(iterator) };
    }
    read
}

fn read_items(telegrams: &mut Iterable<'_>) -> Result<(Vec<Zval>, Vec<Telegram>), Failure> {
    let (mut keys, mut list, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let items = telegrams.iter().ok_or(Failure::Pending)?;
    for (key, item) in items {
        if ExecutorGlobals::has_exception() {
            return Err(Failure::Pending);
        }
        if !key.is_long() && !key.is_string() {
            return Err(Failure::Value("keys must be integers or strings".into()));
        }
        let name = String::from_utf8_lossy(&key_bytes(&key)).into_owned();
        if !seen.insert(key_bytes(&key)) {
            return Err(Failure::Value(format!("key {name} comes twice")));
        }
        list.push(read_one(&name, &item)?);
        keys.push(key.shallow_clone());
    }
    if ExecutorGlobals::has_exception() {
        return Err(Failure::Pending);
    }
    Ok((keys, list))
}

fn read_one(name: &str, item: &Zval) -> Result<Telegram, Failure> {
    let wrong = |what: &str| Failure::Value(format!("telegram {name}: {what}"));
    let array = item.array().ok_or_else(|| wrong("must be an array"))?;
    let (mut kind, mut fields, mut send_file) = (None, Map::default(), None);
    for (key, value) in entries(array) {
        match key.as_slice() {
            b"kind" => {
                let text = value
                    .zend_str()
                    .ok_or_else(|| wrong("kind must be a string"))?;
                kind = Some(text.as_bytes());
            }
            b"fields" => {
                let array = value
                    .array()
                    .ok_or_else(|| wrong("fields must be an array"))?;
                fields = Map(Some(array));
            }
            b"sendFile" if value.is_null() => {}
            b"sendFile" => {
                let text = value
                    .zend_str()
                    .ok_or_else(|| wrong("sendFile must be a string"))?;
                send_file = Some(text.as_bytes());
            }
            _ => return Err(wrong("knows kind, fields and sendFile only")),
        }
    }
    telegram(kind.ok_or_else(|| wrong("has no kind"))?, fields, send_file)
}
