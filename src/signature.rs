//! What ext-php-rs cannot say about a signature: union types, nullable arguments that must be
//! given, and `#[\SensitiveParameter]`.

use ext_php_rs::builders::ClassBuilder;
use ext_php_rs::class::RegisteredClass;
use ext_php_rs::ffi::{IS_NULL, IS_STRING, zend_function};
use ext_php_rs::types::ZendStr;
use ext_php_rs::zend::ClassEntry;

use crate::client::{self, Client};
use crate::connection_module::{self, ConnectionModule};
use crate::hash::{self, Hash};
use crate::log::{self, Log};
use crate::zend::{method, zend_add_attribute};

/// One correction of a method; arguments count from 0.
pub(crate) enum Correction {
    /// The return type takes strings too.
    OrString(&'static str),
    /// The argument takes null too.
    Nullable(&'static str, u32),
    /// The argument does not appear in stack traces.
    Sensitive(&'static str, u32),
}

const PERSISTENT: u32 = 1;

/// Corrects all classes. ext-php-rs calls it while it builds the class that is registered last,
/// when the others are in place; there is no other moment in MINIT for it.
pub(crate) fn correct_all(last: ClassBuilder) -> ClassBuilder {
    correct(class::<Hash>(), hash::SIGNATURES);
    correct(class::<Log>(), log::SIGNATURES);
    correct(class::<Client>(), client::SIGNATURES);
    correct(class::<ConnectionModule>(), connection_module::SIGNATURES);
    last
}

fn class<T: RegisteredClass>() -> &'static ClassEntry {
    T::get_metadata().ce()
}

fn correct(class: &ClassEntry, corrections: &[Correction]) {
    for correction in corrections {
        match correction {
            Correction::OrString(name) => {
                if let Some(function) = method(class, name) {
                    widen(function, -1, 1 << IS_STRING);
                }
            }
            Correction::Nullable(name, argument) => {
                if let Some(function) = method(class, name) {
                    widen(function, *argument as isize, 1 << IS_NULL);
                }
            }
            Correction::Sensitive(name, argument) => {
                if let Some(function) = method(class, name) {
                    hide(function, *argument);
                }
            }
        }
    }
}

/// Adds types to an argument, or at -1 to the return value.
fn widen(function: &mut zend_function, place: isize, types: u32) {
    // SAFETY: an internal function of ours; its table holds the return type before the first
    // argument, and the places in `Correction` exist. Nothing reads it during MINIT.
    unsafe {
        let table = function.internal_function.arg_info;
        (*table.offset(place)).type_.type_mask |= types;
    }
}

fn hide(function: &mut zend_function, argument: u32) {
    let name = ZendStr::new_interned("SensitiveParameter", true);
    // SAFETY: an internal function of ours during MINIT. The attribute table counts arguments from
    // 1 and keeps its own reference to the name, which is interned.
    unsafe {
        zend_add_attribute(
            &raw mut function.internal_function.attributes,
            name.into_raw(),
            0,
            PERSISTENT,
            argument + 1,
            0,
        );
    }
}
