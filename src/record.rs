//! Records of an answer as PHP arrays, without a detour: names become strings once, values go
//! straight into the array.

use std::borrow::Cow;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::ffi::{zend_hash_add_new, zend_hash_index_update, zend_hash_next_index_insert};
use ext_php_rs::types::{ArrayKey, ZendHashTable, ZendStr, Zval};
use paygent_core::client::WireText;
use paygent_core::response::{Record, Rows};

/// A column: what the answer calls it, and the key it has in PHP.
struct Column {
    name: Vec<u8>,
    key: Key,
}

enum Key {
    Text(ZBox<ZendStr>),
    /// PHP turns "12" into 12.
    Number(u64),
}

/// Makes arrays of records; keeps the keys while the columns stay the same.
pub(crate) struct Records {
    text: Option<WireText>,
    columns: Vec<Column>,
}

impl Records {
    /// Arrays of texts in UTF-8.
    pub(crate) fn decoded(text: WireText) -> Self {
        Self {
            text: Some(text),
            columns: Vec::new(),
        }
    }

    /// Arrays of bytes as they came.
    pub(crate) fn raw() -> Self {
        Self {
            text: None,
            columns: Vec::new(),
        }
    }

    /// One record.
    pub(crate) fn array(&mut self, record: &Record) -> ZBox<ZendHashTable> {
        if !self.matches(record) {
            self.columns = self.columns_of(record);
        }
        let mut array = sized(self.columns.len());
        for (column, (_, value)) in self.columns.iter_mut().zip(record.iter()) {
            insert(&mut array, &mut column.key, self.text, &value);
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

    fn matches(&self, record: &Record) -> bool {
        let mut columns = self.columns.iter();
        let same = record
            .iter()
            .all(|(name, _)| columns.next().is_some_and(|column| column.name == name));
        same && columns.next().is_none()
    }

    fn columns_of(&self, record: &Record) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (name, _) in record.iter() {
            let key = ZendStr::new(decode(self.text, name), false);
            columns.push(Column {
                name: name.to_vec(),
                key: Key::new(key),
            });
        }
        columns
    }
}

impl Key {
    fn new(text: ZBox<ZendStr>) -> Self {
        let number = match ArrayKey::from(&text) {
            ArrayKey::Long(number) => Some(number),
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
        None => Cow::Borrowed(bytes),
        Some(text) => match text.decode(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        },
    }
}

fn sized(size: usize) -> ZBox<ZendHashTable> {
    ZendHashTable::with_capacity(u32::try_from(size).unwrap_or(u32::MAX))
}
