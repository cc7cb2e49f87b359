//! `Paygent\Response` and its rows.

use ext_php_rs::boxed::ZBox;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::error::Result as ZendResult;
use ext_php_rs::flags::DataType;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{ZendClassObject, ZendHashTable, Zval};
use ext_php_rs::zend::ce;
use paygent_core::client::WireText;
use paygent_core::response as core;

use crate::class::FINAL;
use crate::exception::Failure;
use crate::panic::guard;
use crate::record::Records;
use crate::signature::correct_all;
use crate::value::{Bytes, Text, text_zval};

/// An answer with result 0 or 7 lets the payment go on; 1 is a refusal (connection-module §8.1).
const GOES_ON: [&[u8]; 2] = [b"0", b"7"];

/// See `stubs/paygent.php`.
#[php_class]
#[php(
    name = "Paygent\\Response",
    flags = FINAL,
    implements(ce = ce::aggregate, stub = "\\IteratorAggregate"),
    implements(ce = ce::countable, stub = "\\Countable")
)]
pub(crate) struct Response {
    answer: core::Response,
    text: WireText,
}

impl Response {
    pub(crate) fn new(answer: core::Response, text: WireText) -> Self {
        Self { answer, text }
    }

    fn text(&self, bytes: &[u8]) -> Text {
        Text::new(self.text.decode(bytes).as_bytes())
    }

    fn iterator(&self) -> IteratorOf {
        IteratorOf(Rows::new(self.answer.clone(), self.text))
    }
}

#[php_impl]
impl Response {
    #[php(vis = "private")]
    pub(crate) fn __construct() -> Result<Self, Failure> {
        Err(Failure::Refused(
            "Paygent\\Response comes from Paygent\\Client::send()",
        ))
    }

    #[php(name = "status")]
    pub(crate) fn status(&self) -> Result<Text, Failure> {
        guard(|| Ok(self.text(self.answer.result())))
    }

    #[php(name = "isSuccess")]
    pub(crate) fn is_success(&self) -> Result<bool, Failure> {
        guard(|| Ok(GOES_ON.contains(&self.answer.result())))
    }

    #[php(name = "code")]
    pub(crate) fn code(&self) -> Result<Text, Failure> {
        guard(|| Ok(self.text(self.answer.code())))
    }

    #[php(name = "detail")]
    pub(crate) fn detail(&self) -> Result<Text, Failure> {
        guard(|| Ok(self.text(self.answer.detail())))
    }

    #[php(name = "get")]
    pub(crate) fn get(&self, field: Bytes<'_>) -> Result<Option<Text>, Failure> {
        guard(|| {
            let record = self.answer.rows().next();
            let value = record.as_ref().and_then(|record| record.get(field.0));
            Ok(value.map(|value| self.text(&value)))
        })
    }

    #[php(name = "rows")]
    pub(crate) fn rows(&self) -> Result<IteratorOf, Failure> {
        guard(|| Ok(self.iterator()))
    }

    #[php(name = "getIterator")]
    pub(crate) fn get_iterator(&self) -> Result<IteratorOf, Failure> {
        guard(|| Ok(self.iterator()))
    }

    #[php(name = "count")]
    pub(crate) fn count(&self) -> Result<i64, Failure> {
        guard(|| Ok(i64::try_from(self.answer.row_count()).unwrap_or(i64::MAX)))
    }

    #[php(name = "toArray")]
    pub(crate) fn to_array(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| {
            let count = self.answer.row_count();
            Ok(Records::decoded(self.text).list(self.answer.rows(), count))
        })
    }

    #[php(name = "rawBody")]
    pub(crate) fn raw_body(&self) -> Result<Text, Failure> {
        guard(|| Ok(Text::new(self.answer.body())))
    }

    /// The fields of an answer may be personal: only what steers the program is shown.
    #[php(name = "__debugInfo")]
    pub(crate) fn debug_info(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        guard(|| {
            let mut rows = Zval::new();
            rows.set_long(i64::try_from(self.answer.row_count()).unwrap_or(i64::MAX));
            let entries = [
                (
                    "status",
                    text_zval(self.text.decode(self.answer.result()).as_bytes()),
                ),
                (
                    "code",
                    text_zval(self.text.decode(self.answer.code()).as_bytes()),
                ),
                ("rows", rows),
            ];
            Ok(entries.into_iter().collect())
        })
    }
}

/// See `stubs/paygent.php`. Reads the answer record by record, only the current one is in memory.
#[php_class]
#[php(
    name = "Paygent\\Rows",
    flags = FINAL,
    modifier = correct_all,
    implements(ce = ce::iterator, stub = "\\Iterator")
)]
pub(crate) struct Rows {
    answer: core::Response,
    arrays: Records,
    rest: core::Rows,
    current: Option<core::Record>,
    index: i64,
}

impl Rows {
    fn new(answer: core::Response, text: WireText) -> Self {
        let mut rest = answer.rows();
        Self {
            current: rest.next(),
            rest,
            arrays: Records::decoded(text),
            answer,
            index: 0,
        }
    }
}

#[php_impl]
impl Rows {
    #[php(vis = "private")]
    pub(crate) fn __construct() -> Result<Self, Failure> {
        Err(Failure::Refused(
            "Paygent\\Rows comes from Paygent\\Response::rows()",
        ))
    }

    #[php(name = "current")]
    pub(crate) fn current(&mut self) -> Result<Option<ZBox<ZendHashTable>>, Failure> {
        guard(|| {
            let Some(record) = &self.current else {
                return Ok(None);
            };
            Ok(Some(self.arrays.array(record)))
        })
    }

    #[php(name = "key")]
    pub(crate) fn key(&self) -> Option<i64> {
        self.current.is_some().then_some(self.index)
    }

    #[php(name = "next")]
    pub(crate) fn next(&mut self) -> Result<(), Failure> {
        guard(|| {
            self.current = self.rest.next();
            self.index = self.index.saturating_add(1);
            Ok(())
        })
    }

    #[php(name = "rewind")]
    pub(crate) fn rewind(&mut self) -> Result<(), Failure> {
        guard(|| {
            self.rest = self.answer.rows();
            self.current = self.rest.next();
            self.index = 0;
            Ok(())
        })
    }

    #[php(name = "valid")]
    pub(crate) fn valid(&self) -> bool {
        self.current.is_some()
    }

    /// Shows where it stands, no field.
    #[php(name = "__debugInfo")]
    pub(crate) fn debug_info(&self) -> ZBox<ZendHashTable> {
        let mut key = Zval::new();
        match self.key() {
            Some(index) => key.set_long(index),
            None => key.set_null(),
        }
        [("key", key)].into_iter().collect()
    }
}

/// Rows, declared as `\Iterator`.
pub(crate) struct IteratorOf(Rows);

impl IntoZval for IteratorOf {
    const TYPE: DataType = DataType::object("Iterator");
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, persistent: bool) -> ZendResult<()> {
        ZendClassObject::new(self.0).set_zval(zval, persistent)
    }
}
