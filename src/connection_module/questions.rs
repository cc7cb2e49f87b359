//! What the vendor's facade lets callers ask one by one (connection-module §3.2). The rules are the
//! core's.

use std::sync::Arc;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::error::Result as ZendResult;
use ext_php_rs::flags::DataType;
use ext_php_rs::types::{ZendHashTable, ZendStr, Zval};
use paygent_core::client::{Client, Options};
use paygent_core::config::Config;
use paygent_core::error::Error;
use paygent_core::response::{Depth, Format, wants_result_csv};
use paygent_core::telegram::Fields;
use paygent_core::telegram::check::{self, Measure};
use paygent_core::telegram::complete::complete;

use super::state::{State, not_initialised};
use crate::exception::Failure;
use crate::value::text_zval;

/// An answer to a question.
pub(crate) enum Reply {
    No,
    Yes,
    Code(&'static str),
}

impl IntoZval for Reply {
    const TYPE: DataType = DataType::Bool;
    const NULLABLE: bool = false;

    fn set_zval(self, zval: &mut Zval, _: bool) -> ZendResult<()> {
        match self {
            Self::No => zval.set_bool(false),
            Self::Yes => zval.set_bool(true),
            Self::Code(code) => zval.set_zend_string(ZendStr::new(code, false)),
        }
        Ok(())
    }
}

impl From<bool> for Reply {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl From<Result<(), Error>> for Reply {
    fn from(checked: Result<(), Error>) -> Self {
        match checked {
            Ok(()) => Self::Yes,
            Err(error) => Self::Code(error.code().as_str()),
        }
    }
}

impl State {
    /// §4.3 step 3, with message and warning.
    pub(super) fn check_all(&mut self) -> Reply {
        match self.all_checks() {
            Ok(()) => Reply::Yes,
            Err(error) => Reply::Code(self.refuse(&error)),
        }
    }

    fn all_checks(&self) -> Result<(), Error> {
        let (config, fields) = self.fields()?;
        check::all(
            &fields,
            self.telegram.kind(),
            self.result_csv_path().as_deref(),
            config,
            config.settings(&self.settings),
            Measure::Bytes,
        )
    }

    /// One question about the present state.
    pub(super) fn ask(&self, name: &[u8]) -> Result<Reply, Failure> {
        let kind = self.telegram.kind();
        let checked = match name {
            b"kind" => check::kind(kind),
            b"module" => self
                .fields()
                .and_then(|(config, _)| check::module_numbers(config.settings(&self.settings))),
            b"result_csv" => self.fields().and_then(|(config, _)| {
                check::result_csv(kind, self.result_csv_path().as_deref(), config)
            }),
            b"empty_key" | b"key_length" => {
                self.fields().and_then(|(_, fields)| check::keys(&fields))
            }
            b"value_length" => self
                .fields()
                .and_then(|(_, fields)| check::values(&fields, Measure::Bytes)),
            b"total_length" => self.fields().and_then(|(config, fields)| {
                check::total(
                    config.url(kind).unwrap_or_default(),
                    &fields,
                    Measure::Bytes,
                )
            }),
            b"proxy" => return Ok(self.has_proxy().into()),
            b"full_parse" => return Ok(self.is_read_in_full().into()),
            b"csv_output" => return Ok(self.is_csv_due().into()),
            b"file_payment_output" => return Ok(self.is_file_payment_due().into()),
            _ => return Err(Failure::Value("there is no such check".into())),
        };
        Ok(checked.into())
    }

    /// §6.1.
    pub(super) fn completed(&self) -> ZBox<ZendHashTable> {
        let mut map = ZendHashTable::new();
        let Ok((_, fields)) = self.fields() else {
            return map;
        };
        for field in fields {
            // Fails only for values that cannot become zvals; these are ready.
            let key = ZendStr::new(field.key, false);
            let _ = map.insert(&key, text_zval(&field.value));
        }
        map
    }

    fn fields(&self) -> Result<(&Config, Fields<'_>), Error> {
        let config = self.config.as_deref().ok_or_else(not_initialised)?;
        let settings = config.settings(&self.settings);
        Ok((config, complete(&self.telegram, config, settings)))
    }

    fn has_proxy(&self) -> bool {
        let config = self.config.as_deref();
        config.is_some_and(|config| config.settings(&self.settings).proxy().is_some())
    }

    /// §4.3 step 13.
    fn is_read_in_full(&self) -> bool {
        self.reading()
            .is_some_and(|(_, depth)| depth == Depth::Full)
    }

    /// §8.5, reference kinds.
    fn is_csv_due(&self) -> bool {
        self.is_due(Format::Reference)
    }

    /// §8.5, 201.
    fn is_file_payment_due(&self) -> bool {
        self.is_due(Format::FilePayment)
    }

    fn is_due(&self, wanted: Format) -> bool {
        let kind_fits = self.reading().is_some_and(|(format, _)| format == wanted);
        let answer_fits = self
            .answer
            .as_ref()
            .is_none_or(|answer| wants_result_csv(&answer.response, wanted));
        kind_fits && self.result_csv_path().is_some() && answer_fits
    }

    /// How the present kind's answer is read.
    fn reading(&self) -> Option<(Format, Depth)> {
        let options = Options {
            result_csv: self.result_csv_path(),
            ..Options::default()
        };
        let client = Client::new(Arc::clone(self.config.as_ref()?), options);
        Some(client.answer_format(self.telegram.kind()))
    }
}
