//! A panic never crosses into the Zend engine and never shows its payload, which could hold a value
//! of a telegram.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};

use crate::exception::Failure;

/// Silences the panic hook of this library's own copy of `std`: the default one prints the payload.
pub(crate) fn silence() {
    set_hook(Box::new(|_| {}));
}

/// Runs `body`; a panic inside becomes [`Failure::Internal`].
///
/// ext-php-rs would catch it too, and put the payload into the exception's message.
pub(crate) fn guard<T>(body: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(result) => result,
        Err(payload) => {
            // Its destructor is arbitrary code that may panic again.
            std::mem::forget(payload);
            Err(Failure::Internal)
        }
    }
}
