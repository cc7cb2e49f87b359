//! Exceptions that PHP code threw while we called it.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::ZendObject;
use ext_php_rs::zend::ExecutorGlobals;

/// Puts back what `ExecutorGlobals::take_exception` took.
pub(crate) fn restore(exception: ZBox<ZendObject>) {
    let exception = exception.into_raw();
    ExecutorGlobals::get_mut().exception = exception;
}
