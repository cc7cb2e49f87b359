//! Panics on demand, to test what becomes of a panic. Debug builds only: a release has no such
//! function.

use ext_php_rs::builders::FunctionBuilder;
use ext_php_rs::prelude::*;

use crate::call::enter;
use crate::exception::Failure;

/// The function.
pub(crate) fn function() -> FunctionBuilder<'static> {
    wrap_function!(paygent_debug_panic)
}

/// Panics inside the extension, with the text in the panic's payload.
#[php_function]
#[php(name = "paygent_debug_panic")]
#[allow(clippy::panic)] // that is its purpose
fn paygent_debug_panic(text: String) -> Result<(), Failure> {
    enter(|| panic!("{text}"))
}
