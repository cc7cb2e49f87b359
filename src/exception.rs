//! What goes wrong, on its way to PHP.

mod class;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::exception::PhpException;
use ext_php_rs::types::{ZendHashTable, ZendObject, Zval};
use ext_php_rs::zend::{ClassEntry, ce};
use paygent_core::error::Error;

pub(crate) use class::{Kind, register};

use crate::value::text_zval;
use crate::zend::zend_update_property;

/// Why a method does not return.
pub(crate) enum Failure {
    /// The core's answer.
    Core(Error),
    /// A bug of ours; says nothing, because it may know a telegram.
    Internal,
    /// An argument that its PHP type cannot rule out: a `TypeError` with this text.
    Argument(String),
    /// An argument of the right type with a wrong value: a `ValueError` with this text.
    Value(String),
    /// Not allowed by design: an `Error` with this text.
    Refused(&'static str),
    /// A ready exception object.
    Object(Zval),
    /// A PHP exception is on its way already.
    Pending,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<Failure> for PhpException {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Core(error) => {
                Self::from_message(String::new()).with_object(to_object(&error))
            }
            Failure::Internal => Self::from_message(String::new()).with_object(internal_object()),
            Failure::Argument(message) => Self::new(message, 0, ce::type_error()),
            Failure::Value(message) => Self::new(message, 0, ce::value_error()),
            Failure::Refused(message) => Self::new(message.into(), 0, ce::error()),
            Failure::Object(object) => Self::from_message(String::new()).with_object(object),
            // Does nothing while another exception is pending.
            Failure::Pending => Self::from_message("no exception pending".into()),
        }
    }
}

/// The exception object of an error, not thrown yet.
pub(crate) fn to_object(error: &Error) -> Zval {
    let kind = match error {
        Error::Config { .. } => Kind::Config,
        Error::Request { .. } => Kind::Request,
        Error::Transport(_) => Kind::Transport,
        Error::Response { .. } => Kind::Response,
        _ => Kind::Paygent,
    };
    let mut object = Object::new(kind, &error.to_string());
    object.set("vendorCode", text_zval(error.code().as_str()));
    match error {
        Error::Request {
            field: Some(field), ..
        } => object.set("field", text_zval(field)),
        Error::Transport(error) => {
            object.set("outcome", text_zval(error.outcome.as_str()));
            let mut errno = Zval::new();
            errno.set_long(i64::from(error.reason.errno()));
            object.set("errno", errno);
        }
        _ => {}
    }
    object.into_zval()
}

/// The exception object for a panic.
pub(crate) fn internal_object() -> Zval {
    Object::new(
        Kind::Paygent,
        "internal error of the paygent extension; please report what the script did",
    )
    .into_zval()
}

/// The exception of `sendAll()` when `cause` ended it: a TransportException that carries
/// what has arrived.
pub(crate) fn aborted_object(cause: Zval, results: ZBox<ZendHashTable>) -> Zval {
    let mut object = Object::new(
        Kind::Transport,
        "sendAll() was stopped before its end; see getPrevious() and results()",
    );
    let mut map = Zval::new();
    map.set_hashtable(results);
    object.set("results", map);
    object.set_in(ce::exception(), "previous", cause);
    object.into_zval()
}

/// An exception object being filled.
struct Object {
    object: ZBox<ZendObject>,
    class: &'static ClassEntry,
}

impl Object {
    fn new(kind: Kind, message: &str) -> Self {
        let class = kind.class();
        let mut this = Self {
            object: ZendObject::new(class),
            class,
        };
        this.set_in(ce::exception(), "message", text_zval(message));
        this
    }

    fn set(&mut self, name: &str, value: Zval) {
        self.set_in(self.class, name, value);
    }

    /// Writes a property as code of class `scope` would.
    fn set_in(&mut self, scope: &ClassEntry, name: &str, mut value: Zval) {
        // SAFETY: object, scope and value are live for the call; the engine copies the name and
        // adds its own reference to the value.
        unsafe {
            zend_update_property(
                scope,
                &raw mut *self.object,
                name.as_ptr().cast(),
                name.len(),
                &raw mut value,
            );
        }
    }

    fn into_zval(self) -> Zval {
        let mut zval = Zval::new();
        let mut object = self.object;
        // Adds a reference; the box gives up its own.
        zval.set_object(&mut object);
        zval
    }
}
