//! PHP values that the methods take and return.
//!
//! ext-php-rs coerces no scalars and wants UTF-8 for `String`; these types take bytes as they come.

use std::borrow::Cow;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::convert::{FromZval, IntoZval, StubLiteral};
use ext_php_rs::error::Result as ZendResult;
use ext_php_rs::flags::DataType;
use ext_php_rs::types::{ZendHashTable, ZendStr, Zval};

/// A string argument, any bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> FromZval<'a> for Bytes<'a> {
    const TYPE: DataType = DataType::String;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        zval.zend_str().map(|text| Self(text.as_bytes()))
    }
}

/// A `?string` argument that must be given: `Option` alone would make it optional.
/// `signature` adds the `?`.
#[derive(Clone, Copy)]
pub(crate) struct Nullable<'a>(pub(crate) Option<&'a [u8]>);

impl<'a> FromZval<'a> for Nullable<'a> {
    const TYPE: DataType = DataType::String;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        match zval.dereference() {
            value if value.is_null() => Some(Self(None)),
            value => value.zend_str().map(|text| Self(Some(text.as_bytes()))),
        }
    }
}

/// A `?callable` argument that must be given.
#[derive(Clone, Copy)]
pub(crate) struct NullableCallable<'a>(pub(crate) Option<&'a Zval>);

impl<'a> FromZval<'a> for NullableCallable<'a> {
    const TYPE: DataType = DataType::Callable;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        match zval.dereference() {
            value if value.is_null() => Some(Self(None)),
            value => value.is_callable().then_some(Self(Some(value))),
        }
    }
}

/// A `?callable` argument that may be left out.
#[derive(Clone, Copy)]
pub(crate) struct Callable<'a>(pub(crate) &'a Zval);

impl<'a> FromZval<'a> for Callable<'a> {
    const TYPE: DataType = DataType::Callable;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        let value = zval.dereference();
        value.is_callable().then_some(Self(value))
    }
}

/// An array argument; `None` stands for the default `[]`.
#[derive(Clone, Copy, Default)]
pub(crate) struct Map<'a>(pub(crate) Option<&'a ZendHashTable>);

impl<'a> FromZval<'a> for Map<'a> {
    const TYPE: DataType = DataType::Array;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        zval.array().map(|array| Self(Some(array)))
    }
}

impl StubLiteral for Map<'_> {
    fn stub_literal(&self) -> String {
        "[]".into()
    }
}

impl<'a> Map<'a> {
    /// Keys and values; integer keys as their decimal text, as PHP would print them.
    pub(crate) fn entries(self) -> Vec<(Vec<u8>, &'a Zval)> {
        self.0.map(entries).unwrap_or_default()
    }
}

/// Keys and values of an array, references followed. Keys may be any bytes (ext-php-rs's own
/// iterator panics on keys that are not UTF-8).
pub(crate) fn entries(array: &ZendHashTable) -> Vec<(Vec<u8>, &Zval)> {
    let mut iterator = array.iter();
    let mut entries = Vec::with_capacity(array.len());
    while let Some((key, value)) = iterator.next_zval() {
        entries.push((key_bytes(&key), value.dereference()));
    }
    entries
}

/// An array key as bytes.
pub(crate) fn key_bytes(key: &Zval) -> Vec<u8> {
    match (key.long(), key.zend_str()) {
        (Some(number), _) => number.to_string().into_bytes(),
        (None, Some(text)) => text.as_bytes().to_vec(),
        (None, None) => Vec::new(),
    }
}

/// A field's value as bytes: true is `1`, false and null are empty (connection-module §6.6).
/// `None` for anything that is no string, integer, boolean or null.
pub(crate) fn field_bytes(value: &Zval) -> Option<Cow<'_, [u8]>> {
    if let Some(text) = value.zend_str() {
        return Some(Cow::Borrowed(text.as_bytes()));
    }
    if value.is_null() || value.is_false() {
        return Some(Cow::Borrowed(b""));
    }
    if value.is_true() {
        return Some(Cow::Borrowed(b"1"));
    }
    value
        .long()
        .map(|number| Cow::Owned(number.to_string().into_bytes()))
}

/// A string to return, any bytes.
pub(crate) struct Text(ZBox<ZendStr>);

impl Text {
    pub(crate) fn new(bytes: impl AsRef<[u8]>) -> Self {
        Self(ZendStr::new(bytes, false))
    }
}

impl IntoZval for Text {
    const TYPE: DataType = DataType::String;
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, _: bool) -> ZendResult<()> {
        zval.set_zend_string(self.0);
        Ok(())
    }
}

/// A string as a value.
pub(crate) fn text_zval(bytes: impl AsRef<[u8]>) -> Zval {
    let mut zval = Zval::new();
    zval.set_zend_string(ZendStr::new(bytes, false));
    zval
}

/// `true` or a code; `signature` makes the type `bool|string`.
pub(crate) struct TrueOrCode(pub(crate) Option<&'static str>);

impl IntoZval for TrueOrCode {
    const TYPE: DataType = DataType::Bool;
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, _: bool) -> ZendResult<()> {
        match self.0 {
            None => zval.set_bool(true),
            Some(code) => zval.set_zend_string(ZendStr::new(code, false)),
        }
        Ok(())
    }
}
