//! The PHP extension: thin classes over `paygent-core`.
#![cfg_attr(windows, feature(abi_vectorcall))]
#![allow(missing_docs)]

use ext_php_rs::prelude::*;

/// Registers the extension's classes with PHP.
#[php_module]
pub fn get_module(module: ModuleBuilder) -> ModuleBuilder {
    module
}
