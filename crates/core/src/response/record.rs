//! Records: names and values of one row, and the iterator over them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

use super::csv::{Field, Tokenizer};
use super::reference::RecordType;

/// One row: names and values in the answer's order. A name that comes twice has the later value in
/// the earlier place, like a PHP array.
#[derive(Clone)]
pub struct Record {
    body: Bytes,
    columns: Arc<Columns>,
    fields: Vec<Field>,
}

impl Record {
    pub(super) fn new(body: Bytes, columns: Arc<Columns>, fields: Vec<Field>) -> Self {
        Self {
            body,
            columns,
            fields,
        }
    }

    /// Names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], Cow<'_, [u8]>)> {
        self.columns
            .entries
            .iter()
            .map(|(name, index)| (name.as_ref(), self.value(*index)))
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<Cow<'_, [u8]>> {
        let (_, index) = self
            .columns
            .entries
            .iter()
            .find(|(known, _)| known == name)?;
        Some(self.value(*index))
    }

    /// Whether both records were cut by the same line of names, so that `iter` gives the same names
    /// in the same order. Two lines that say the same count as different.
    #[must_use]
    pub fn shares_names(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.columns, &other.columns)
    }

    /// Number of names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.columns.entries.len()
    }

    /// Whether there is no name at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.entries.is_empty()
    }

    fn value(&self, index: usize) -> Cow<'_, [u8]> {
        self.fields
            .get(index)
            .map_or(Cow::Borrowed(&[]), |field| field.value(&self.body))
    }
}

impl fmt::Debug for Record {
    /// Shows the names only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self
            .columns
            .entries
            .iter()
            .map(|(name, _)| name.escape_ascii().to_string());
        f.debug_list().entries(names).finish()
    }
}

/// The names of a record, each once, with the place of its value among the fields.
#[derive(Clone, Default)]
pub(super) struct Columns {
    entries: Vec<(Bytes, usize)>,
    /// Number of fields a row must have, doubled names counted twice.
    pub(super) width: usize,
}

impl Columns {
    pub(super) fn new(names: impl Iterator<Item = Bytes>, offset: usize) -> Self {
        let mut columns = Self {
            entries: Vec::with_capacity(names.size_hint().0),
            width: 0,
        };
        let mut places = Places::default();
        for name in names {
            let index = offset + columns.width;
            columns.width += 1;
            match places.known(&name, &columns.entries) {
                Some(place) => {
                    if let Some(entry) = columns.entries.get_mut(place) {
                        entry.1 = index;
                    }
                }
                None => columns.entries.push((name, index)),
            }
        }
        columns
    }
}

impl Columns {
    pub(super) fn into_names(self) -> Vec<Bytes> {
        self.entries.into_iter().map(|(name, _)| name).collect()
    }
}

/// Finds doubled names. Up to [`Places::FEW`] a name whose bit is still free is new, and only the
/// others are looked for one by one; beyond, that would take quadratic time, and a map takes over.
#[derive(Default)]
struct Places {
    taken: [u64; 16],
    map: HashMap<Bytes, usize>,
}

impl Places {
    const FEW: usize = 64;

    /// The place of a name among `entries`; `None` for a new one, which the caller appends.
    fn known(&mut self, name: &Bytes, entries: &[(Bytes, usize)]) -> Option<usize> {
        if entries.len() < Self::FEW {
            return match self.take(bit(name)) {
                Bit::Free => None,
                Bit::Taken => entries.iter().position(|(known, _)| known == name),
            };
        }
        if self.map.is_empty() {
            let all = entries.iter().map(|entry| entry.0.clone()).zip(0..);
            self.map.extend(all);
        }
        match self.map.entry(name.clone()) {
            Entry::Occupied(found) => Some(*found.get()),
            Entry::Vacant(new) => {
                new.insert(entries.len());
                None
            }
        }
    }

    fn take(&mut self, bit: usize) -> Bit {
        let mask = 1 << (bit % 64);
        match self.taken.get_mut(bit / 64) {
            Some(word) if *word & mask == 0 => {
                *word |= mask;
                Bit::Free
            }
            _ => Bit::Taken,
        }
    }
}

enum Bit {
    Free,
    Taken,
}

/// One of 1024, by length and last bytes: names of one answer often begin alike.
fn bit(name: &[u8]) -> usize {
    let last = match name.last_chunk() {
        Some(last) => u64::from_le_bytes(*last),
        None => name
            .iter()
            .fold(0, |word, byte| word << 8 | u64::from(*byte)),
    };
    let mixed = (last ^ name.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 54).unwrap_or_default()
}

/// Where the rows of an answer come from.
#[derive(Clone, Default)]
pub(super) enum RowSource {
    /// There are none.
    #[default]
    None,
    /// One record.
    One(Record),
    /// `count` data records before offset `end` of the body.
    Reference { end: usize, count: usize },
}

impl RowSource {
    pub(super) const fn count(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(_) => 1,
            Self::Reference { count, .. } => *count,
        }
    }
}

/// The rows of an answer, cut out of the body one by one. Shares the body.
#[derive(Clone)]
pub struct Rows {
    body: Bytes,
    source: RowSource,
    tokenizer: Tokenizer,
    columns: Arc<Columns>,
}

impl Rows {
    pub(super) fn new(body: Bytes, source: RowSource) -> Self {
        Self {
            body,
            source,
            tokenizer: Tokenizer::new(),
            columns: Arc::default(),
        }
    }

    /// The next data record before `end`; names met on the way are kept.
    fn next_data_record(&mut self, end: usize) -> Option<Record> {
        let mut fields = Vec::with_capacity(self.columns.width + 1);
        while self.tokenizer.position() < end && self.tokenizer.next_record(&self.body, &mut fields)
        {
            match RecordType::of(&self.body, &fields) {
                Some(RecordType::Names) => self.columns = names(&self.body, &fields),
                Some(RecordType::Data) => {
                    return Some(Record::new(self.body.clone(), self.columns.clone(), fields));
                }
                _ => {}
            }
        }
        None
    }
}

impl Iterator for Rows {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match &mut self.source {
            RowSource::None => None,
            RowSource::One(_) => match std::mem::take(&mut self.source) {
                RowSource::One(record) => Some(record),
                _ => None,
            },
            RowSource::Reference { end, count } => {
                let end = *end;
                *count = count.checked_sub(1)?;
                self.next_data_record(end)
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.source.count(), Some(self.source.count()))
    }
}

impl ExactSizeIterator for Rows {}

/// The names of a record of type 2; values stand after the record type.
pub(super) fn names(body: &Bytes, fields: &[Field]) -> Arc<Columns> {
    Arc::new(Columns::new(
        fields.iter().skip(1).map(|field| field.bytes(body)),
        1,
    ))
}
