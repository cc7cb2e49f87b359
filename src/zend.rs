//! The few engine functions that ext-php-rs does not bind. All have had these signatures since
//! PHP 8.1.

use std::ffi::{c_char, c_int, c_void};

use ext_php_rs::ffi::{HashTable, zend_function, zend_module_entry, zend_object, zend_string};
use ext_php_rs::types::{ZendIterator, Zval};
use ext_php_rs::zend::ClassEntry;

unsafe extern "C" {
    pub(crate) static spl_ce_RuntimeException: *const ClassEntry;

    pub(crate) fn zend_update_property(
        scope: *const ClassEntry,
        object: *mut zend_object,
        name: *const c_char,
        name_length: usize,
        value: *mut Zval,
    );

    pub(crate) fn zend_iterator_dtor(iterator: *mut ZendIterator);

    pub(crate) fn zend_add_attribute(
        attributes: *mut *mut HashTable,
        name: *mut zend_string,
        argc: u32,
        flags: u32,
        offset: u32,
        lineno: u32,
    ) -> *mut c_void;

    pub(crate) fn zend_ini_string_ex(
        name: *const c_char,
        name_length: usize,
        original: c_int,
        exists: *mut bool,
    ) -> *const c_char;

    pub(crate) fn display_ini_entries(module: *mut zend_module_entry);
}

/// The function of a registered class, by its name in lower or mixed case.
pub(crate) fn method(ce: &ClassEntry, name: &str) -> Option<&'static mut zend_function> {
    // SAFETY: the function table of a registered class maps lower-case names to `zend_function`
    // pointers that live as long as the class; the look-up copies the name.
    unsafe {
        ext_php_rs::ffi::zend_hash_str_find_ptr_lc(
            &raw const ce.function_table,
            name.as_ptr().cast(),
            name.len(),
        )
        .cast::<zend_function>()
        .as_mut()
    }
}
