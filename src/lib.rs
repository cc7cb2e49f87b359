//! The PHP extension: thin, final classes over `paygent-core`. No protocol rule lives here.
#![cfg_attr(windows, feature(abi_vectorcall))]
// The macro makes a public function.
#![allow(missing_docs)]
#![deny(unsafe_op_in_unsafe_fn)]

mod alpn;
mod call;
mod class;
mod client;
mod connection_module;
#[cfg(debug_assertions)]
mod debug_panic;
mod exception;
mod hash;
mod info;
mod ini;
mod log;
mod panic;
mod path;
mod pending;
mod record;
mod response;
mod send_all;
mod signature;
mod value;
mod zend;

use ext_php_rs::prelude::*;

/// Describes the extension to PHP.
#[php_module]
pub fn get_module(module: ModuleBuilder) -> ModuleBuilder {
    let module = module
        .name("paygent")
        .info_function(info::print)
        .startup_function(startup)
        .request_shutdown_function(log::request_shutdown)
        .class::<hash::Hash>()
        .class::<log::Log>()
        .class::<response::Response>()
        .class::<client::Client>()
        .class::<connection_module::ConnectionModule>()
        // Last: see `signature::correct_all`.
        .class::<response::Rows>();
    #[cfg(debug_assertions)]
    let module = module.function(debug_panic::function());
    module
}

/// MINIT: settings, exception classes and the silent panic hook. No thread, socket or file: the
/// php-fpm master forks after it.
unsafe extern "C" fn startup(_type: i32, module_number: i32) -> i32 {
    panic::silence();
    alpn::lend();
    ext_php_rs::internal::startup_guard(|| {
        ini::register(module_number);
        exception::register()
    })
}
