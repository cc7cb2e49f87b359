//! Records of an answer as PHP arrays, without a detour: names become strings once, values go
//! straight into the array.

use std::borrow::Cow;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::ffi::{zend_hash_add_new, zend_hash_index_update, zend_hash_next_index_insert};
use ext_php_rs::types::{ArrayKey, ZendHashTable, ZendStr, Zval};
use paygent_core::client::WireText;
use paygent_core::response::{Record, Rows};

/// The key a column has in PHP.
enum Key {
    Text(ZBox<ZendStr>),
    /// PHP turns "12" into 12.
    Number(u64),
}

/// Makes arrays of records; keeps the keys while the columns stay the same.
pub(crate) struct Records {
    text: Option<WireText>,
    keys: Vec<Key>,
    /// The record the keys were made of.
    model: Option<Record>,
}

impl Records {
    /// Arrays of texts in UTF-8.
    pub(crate) fn decoded(text: WireText) -> Self {
        Self {
            text: Some(text),
            keys: Vec::new(),
            model: None,
        }
    }

    /// Arrays of bytes as they came.
    pub(crate) fn raw() -> Self {
        Self {
            text: None,
            keys: Vec::new(),
            model: None,
        }
    }

    /// One record.
    pub(crate) fn array(&mut self, record: &Record) -> ZBox<ZendHashTable> {
        if !self
            .model
            .as_ref()
            .is_some_and(|model| model.shares_names(record))
        {
            self.keys = record.iter().map(|(name, _)| self.key(name)).collect();
            self.model = Some(record.clone());
        }
        let mut array = sized(self.keys.len());
        for (key, (_, value)) in self.keys.iter_mut().zip(record.iter()) {
            insert(&mut array, key, self.text, &value);
        }
        array
    }

    /// All records, as a list.
    pub(crate) fn list(&mut self, rows: Rows, count: usize) -> ZBox<ZendHashTable> {
        let mut list = sized(count);
        for record in rows {
            let mut row = Zval::new();
            row.set_hashtable(self.array(&record));
            // SAFETY: the list is ours; it takes over the reference that `forget` gives up.
            unsafe { zend_hash_next_index_insert(&raw mut *list, &raw mut row) };
            std::mem::forget(row);
        }
        list
    }

    fn key(&self, name: &[u8]) -> Key {
        Key::new(ZendStr::new(decode(self.text, name), false))
    }
}

impl Key {
    fn new(text: ZBox<ZendStr>) -> Self {
        let may_be_number = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
        let number = match text.as_bytes().first() {
            Some(first) if may_be_number(first) => match ArrayKey::from(&text) {
                ArrayKey::Long(number) => Some(number),
                _ => None,
            },
            _ => None,
        };
        match number {
            // The engine's index is the same 64 bits without sign.
            Some(number) => Self::Number(number.cast_unsigned()),
            None => Self::Text(text),
        }
    }
}

fn insert(array: &mut ZendHashTable, key: &mut Key, text: Option<WireText>, value: &[u8]) {
    let mut zval = Zval::new();
    zval.set_zend_string(ZendStr::new(decode(text, value), false));
    // SAFETY: the array is ours and has not got this key (names of a record are unique); it adds
    // its own reference to the key and takes over the value's, which `forget` gives up.
    unsafe {
        match key {
            Key::Text(key) => zend_hash_add_new(array, key.as_mut_ptr(), &raw mut zval),
            Key::Number(key) => zend_hash_index_update(array, *key, &raw mut zval),
        };
    }
    std::mem::forget(zval);
}

fn decode(text: Option<WireText>, bytes: &[u8]) -> Cow<'_, [u8]> {
    match text {
        // Most values are ASCII, which is the same in every encoding here.
        None => Cow::Borrowed(bytes),
        Some(_) if bytes.is_ascii() => Cow::Borrowed(bytes),
        Some(text) => match text.decode(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        },
    }
}

fn sized(size: usize) -> ZBox<ZendHashTable> {
    ZendHashTable::with_capacity(u32::try_from(size).unwrap_or(u32::MAX))
}
