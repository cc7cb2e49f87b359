//! The exception classes: plain PHP classes on `\RuntimeException`, so that PHP code can catch,
//! extend and create them. What they carry lies in protected properties, which a subclass may
//! preset; the methods read them.

use std::sync::atomic::{AtomicPtr, Ordering};

use ext_php_rs::args::ArgInfoTables;
use ext_php_rs::builders::{ClassBuilder, ClassProperty, FunctionBuilder};
use ext_php_rs::convert::IntoZval;
use ext_php_rs::error::Result as ZendResult;
use ext_php_rs::flags::{ConstantFlags, DataType, MethodFlags, PropertyFlags};
use ext_php_rs::types::{ZendHashTable, ZendObject, Zval};
use ext_php_rs::zend::{ClassEntry, ExecuteData, run_handler};
use ext_php_rs::zend_fastcall;
use paygent_core::transport::Outcome;

use crate::value::text_zval;
use crate::zend::spl_ce_RuntimeException;

/// One of the exception classes.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Paygent,
    Config,
    Request,
    Transport,
    Response,
}

/// The registered classes, written in MINIT only.
static CLASSES: [AtomicPtr<ClassEntry>; 5] = [const { AtomicPtr::new(std::ptr::null_mut()) }; 5];

impl Kind {
    /// The class entry.
    pub(crate) fn class(self) -> &'static ClassEntry {
        let slot = match self {
            Self::Paygent => &CLASSES[0],
            Self::Config => &CLASSES[1],
            Self::Request => &CLASSES[2],
            Self::Transport => &CLASSES[3],
            Self::Response => &CLASSES[4],
        };
        // SAFETY: null or a class entry that lives until the module shuts down.
        unsafe { slot.load(Ordering::Acquire).as_ref() }.unwrap_or_else(runtime_exception)
    }
}

/// Registers the classes; called from MINIT, before any class that uses them.
pub(crate) fn register() -> ZendResult<()> {
    ClassBuilder::new("Paygent\\Exception\\PaygentException")
        .extends((runtime_exception, "RuntimeException"))
        .property(protected("vendorCode", "E01901"))
        .method(
            getter("vendorCode", vendor_code, DataType::String, false),
            MethodFlags::Public,
        )
        .registration(park::<0>)
        .register()?;
    child("ConfigException", "E01002")
        .registration(park::<1>)
        .register()?;
    child("RequestException", "E02003")
        .property(protected("field", ()))
        .method(
            getter("field", field, DataType::String, true),
            MethodFlags::Public,
        )
        .registration(park::<2>)
        .register()?;
    child("TransportException", "E02005")
        .constant(
            "NOT_SENT",
            constant(Outcome::NotSent),
            &[],
            ConstantFlags::Public,
        )?
        .constant(
            "UNKNOWN",
            constant(Outcome::Unknown),
            &[],
            ConstantFlags::Public,
        )?
        .constant(
            "ANSWERED",
            constant(Outcome::Answered),
            &[],
            ConstantFlags::Public,
        )?
        // Without knowledge the money may have moved.
        .property(protected("outcome", Outcome::Unknown.as_str()))
        .property(protected("errno", 0_i64))
        .property(protected("results", ()))
        .method(
            getter("outcome", outcome, DataType::String, false),
            MethodFlags::Public,
        )
        .method(
            getter("errno", errno, DataType::Long, false),
            MethodFlags::Public,
        )
        .method(
            getter("results", results, DataType::Array, false),
            MethodFlags::Public,
        )
        .registration(park::<3>)
        .register()?;
    child("ResponseException", "E02005")
        .registration(park::<4>)
        .register()
}

fn child(name: &str, vendor_code: &'static str) -> ClassBuilder {
    ClassBuilder::new(format!("Paygent\\Exception\\{name}"))
        .extends((
            || Kind::Paygent.class(),
            "Paygent\\Exception\\PaygentException",
        ))
        .property(protected("vendorCode", vendor_code))
}

fn runtime_exception() -> &'static ClassEntry {
    // SAFETY: SPL is part of every PHP and starts before any loaded extension.
    unsafe { &*spl_ce_RuntimeException }
}

/// Keeps the class entry, and the argument tables that the engine borrows for the module's life.
fn park<const N: usize>(class: &'static mut ClassEntry, tables: ArgInfoTables) {
    if let Some(slot) = CLASSES.get(N) {
        slot.store(class, Ordering::Release);
    }
    Box::leak(tables);
}

/// A value that a class may keep beyond the request: strings are interned for ever.
struct Permanent(Zval);

impl From<&'static str> for Permanent {
    fn from(text: &'static str) -> Self {
        let mut zval = Zval::new();
        // Never fails, says its documentation.
        let _ = zval.set_interned_string(text, true);
        Self(zval)
    }
}

impl From<i64> for Permanent {
    fn from(number: i64) -> Self {
        let mut zval = Zval::new();
        zval.set_long(number);
        Self(zval)
    }
}

impl From<()> for Permanent {
    fn from((): ()) -> Self {
        Self(Zval::null())
    }
}

fn protected(name: &str, default: impl Into<Permanent> + 'static) -> ClassProperty {
    ClassProperty {
        name: name.into(),
        flags: PropertyFlags::Protected,
        default: Some(Box::new(|| Ok(default.into().0))),
        docs: &[],
        ty: None,
        nullable: true,
        readonly: false,
        default_stub: None,
    }
}

/// An outcome as a class constant.
struct Constant(&'static str);

fn constant(outcome: Outcome) -> Constant {
    Constant(outcome.as_str())
}

impl IntoZval for Constant {
    const TYPE: DataType = DataType::String;
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, _: bool) -> ZendResult<()> {
        zval.set_interned_string(self.0, true)
    }
}

type Handler = extern "C" fn(&mut ExecuteData, &mut Zval);

fn getter(
    name: &'static str,
    handler: Handler,
    returns: DataType,
    nullable: bool,
) -> FunctionBuilder<'static> {
    FunctionBuilder::new(name, handler).returns(returns, false, nullable)
}

zend_fastcall! {
    extern fn vendor_code(call: &mut ExecuteData, result: &mut Zval) {
        read(call, result, Kind::Paygent, "vendorCode", |value| text_or(value, "E01901"));
    }
}

zend_fastcall! {
    extern fn field(call: &mut ExecuteData, result: &mut Zval) {
        read(call, result, Kind::Request, "field", |value| match value.zend_str() {
            Some(text) => text_zval(text.as_bytes()),
            None => Zval::null(),
        });
    }
}

zend_fastcall! {
    extern fn outcome(call: &mut ExecuteData, result: &mut Zval) {
        read(call, result, Kind::Transport, "outcome", |value| {
            text_or(value, Outcome::Unknown.as_str())
        });
    }
}

zend_fastcall! {
    extern fn errno(call: &mut ExecuteData, result: &mut Zval) {
        read(call, result, Kind::Transport, "errno", |value| {
            let mut number = Zval::new();
            number.set_long(value.long().unwrap_or(0));
            number
        });
    }
}

zend_fastcall! {
    extern fn results(call: &mut ExecuteData, result: &mut Zval) {
        read(call, result, Kind::Transport, "results", |value| {
            if value.is_array() {
                return value.shallow_clone();
            }
            let mut empty = Zval::new();
            empty.set_hashtable(ZendHashTable::new());
            empty
        });
    }
}

fn text_or(value: &Zval, default: &str) -> Zval {
    text_zval(
        value
            .zend_str()
            .map_or(default.as_bytes(), |text| text.as_bytes()),
    )
}

/// The body of a method without arguments that returns a property. A subclass may have put
/// anything there: `convert` keeps the promised type.
fn read(
    call: &mut ExecuteData,
    result: &mut Zval,
    scope: Kind,
    name: &str,
    convert: fn(&Zval) -> Zval,
) {
    run_handler(std::panic::AssertUnwindSafe(|| {
        let (parser, object) = call.parser_object();
        if parser.parse().is_err() {
            return;
        }
        if let Some(object) = object {
            *result = convert(&property(object, scope, name));
        }
    }));
}

/// Reads a property as code of class `scope` would.
fn property(object: &mut ZendObject, scope: Kind, name: &str) -> Zval {
    let mut space = Zval::new();
    // SAFETY: scope and object are live; the result points into the object or into `space`, and is
    // copied with its own reference before either goes.
    unsafe {
        ext_php_rs::ffi::zend_read_property(
            std::ptr::from_ref(scope.class()).cast_mut(),
            object,
            name.as_ptr().cast(),
            name.len(),
            true,
            &raw mut space,
        )
        .as_ref()
        .map_or_else(Zval::null, |value| value.dereference().shallow_clone())
    }
}
