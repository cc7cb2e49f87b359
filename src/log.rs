//! `Paygent\Log`: the core's log records, handed to PHP.
//!
//! Records are kept while the core runs and delivered when it has returned: PHP code never runs
//! in the middle of a telegram. What a handler throws is dropped, because a log must not make an
//! answered telegram look failed.

use std::cell::RefCell;
use std::collections::VecDeque;

use ::log::{Level, LevelFilter, Metadata, Record};
use ext_php_rs::prelude::*;
use ext_php_rs::types::Zval;
use ext_php_rs::zend::{ExecutorGlobals, ce};
use paygent_core::log::TARGET;

use crate::class::FINAL;
use crate::exception::Failure;
use crate::signature::Correction;
use crate::value::{NullableCallable, text_zval};
use crate::{ini, pending};

/// Most records kept between two deliveries; the oldest go first.
const KEPT: usize = 1_000;

/// What the stubs say and ext-php-rs cannot.
pub(crate) const SIGNATURES: &[Correction] = &[Correction::Nullable("setHandler", 0)];

thread_local! {
    static HANDLER: RefCell<Option<Zval>> = const { RefCell::new(None) };
    static RECORDS: RefCell<VecDeque<(Level, String)>> = const { RefCell::new(VecDeque::new()) };
}

/// See `stubs/paygent.php`.
#[php_class]
#[php(name = "Paygent\\Log", flags = FINAL)]
pub(crate) struct Log;

#[php_impl]
impl Log {
    #[php(vis = "private")]
    pub(crate) fn __construct() -> Result<Self, Failure> {
        Err(Failure::Refused("Paygent\\Log has static methods only"))
    }

    #[php(name = "setHandler")]
    pub(crate) fn set_handler(handler: NullableCallable<'_>) {
        // Fails when it has been set already, which is what is wanted.
        let _ = ::log::set_logger(&Collector);
        let old = HANDLER.replace(handler.0.map(Zval::shallow_clone));
        // Its destructor may run PHP code: not inside the cell.
        drop(old);
        if handler.0.is_none() {
            ::log::set_max_level(LevelFilter::Off);
        }
    }
}

/// Starts collecting, where somebody listens.
pub(crate) fn arm() {
    if HANDLER.with_borrow(Option::is_some) {
        ::log::set_max_level(ini::log_level());
    }
}

/// Delivers what was collected.
pub(crate) fn flush() {
    let records = RECORDS.take();
    if records.is_empty() {
        return;
    }
    let Some(handler) = HANDLER.with_borrow(|handler| handler.as_ref().map(Zval::shallow_clone))
    else {
        return;
    };
    let Ok(callable) = ZendCallable::new(&handler) else {
        return;
    };
    for (level, message) in records {
        let (level, message) = (text_zval(psr_level(level)), text_zval(message));
        let _ = callable.try_call(vec![&level, &message]);
        if let Some(thrown) = ExecutorGlobals::take_exception()
            && !thrown.instance_of(ce::throwable())
        {
            // exit() goes on.
            pending::restore(thrown);
            return;
        }
    }
}

/// RSHUTDOWN: the handler is a value of this request.
pub(crate) unsafe extern "C" fn request_shutdown(_: i32, _: i32) -> i32 {
    ::log::set_max_level(LevelFilter::Off);
    RECORDS.with_borrow_mut(VecDeque::clear);
    drop(HANDLER.take());
    0
}

struct Collector;

impl ::log::Log for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET && metadata.level() <= ::log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let entry = (record.level(), record.args().to_string());
        let _ = RECORDS.try_with(|records| {
            if let Ok(mut records) = records.try_borrow_mut() {
                if records.len() >= KEPT {
                    records.pop_front();
                }
                records.push_back(entry);
            }
        });
    }

    fn flush(&self) {}
}

const fn psr_level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "info",
        Level::Debug | Level::Trace => "debug",
    }
}
