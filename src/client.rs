//! `Paygent\Client`: the modern face.

// Argument names are PHP's.
#![allow(non_snake_case)]

use std::path::PathBuf;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::convert::IntoZval;
use ext_php_rs::prelude::*;
use ext_php_rs::types::{Iterable, ZendClassObject, ZendHashTable, Zval};
use paygent_core::client::{Client as CoreClient, Sent, TextMode};
use paygent_core::config::Config;
use paygent_core::error::{Code, Error};
use paygent_core::telegram::{TELEGRAM_KIND, Telegram};

use crate::call::{enter, log_options, options};
use crate::class::FINAL;
use crate::exception::{Failure, to_object};
use crate::response::Response;
use crate::send_all::send_all;
use crate::signature::Correction;
use crate::value::{Bytes, Callable, Map, field_bytes, text_zval};
use crate::{ini, path};

/// What the stubs say and ext-php-rs cannot.
pub(crate) const SIGNATURES: &[Correction] = &[
    Correction::Sensitive("send", 1),
    Correction::Sensitive("sendAll", 0),
];

/// Class name in log lines.
const CLASS: &str = "Paygent\\Client";

/// See `stubs/paygent.php`.
#[php_class]
#[php(name = "Paygent\\Client", flags = FINAL)]
pub(crate) struct Client {
    core: CoreClient,
}

#[php_impl]
impl Client {
    #[php(vis = "private")]
    pub(crate) fn __construct() -> Result<Self, Failure> {
        Err(Failure::Refused("use Paygent\\Client::fromConfig()"))
    }

    #[php(name = "fromConfig")]
    pub(crate) fn from_config(path: Option<Bytes<'_>>) -> Result<Self, Failure> {
        enter(|| {
            let explicit = path.map(|path| path::from_bytes(path.0));
            let ini = ini::config_path();
            let config = Config::find(explicit.as_deref(), ini.as_deref(), &include_path())?;
            let mut options = options(TextMode::Text);
            options.log = log_options(Some(CLASS));
            Ok(Self {
                core: CoreClient::new(config, options),
            })
        })
    }

    #[php(name = "send")]
    #[php(defaults(fields = Map::default()))]
    pub(crate) fn send(
        &self,
        kind: Bytes<'_>,
        fields: Map<'_>,
        sendFile: Option<Bytes<'_>>,
    ) -> Result<Response, Failure> {
        enter(|| {
            let telegram = telegram(kind.0, fields, sendFile.map(|path| path.0))?;
            let sent = self.core.send(&telegram);
            note_warnings(&sent);
            let text = sent.wire_text;
            Ok(Response::new(sent.result?, text))
        })
    }

    #[php(name = "sendAll")]
    #[php(defaults(concurrency = 4))]
    pub(crate) fn send_all(
        &self,
        telegrams: Iterable<'_>,
        concurrency: i64,
        onResult: Option<Callable<'_>>,
    ) -> Result<ZBox<ZendHashTable>, Failure> {
        send_all(
            &self.core,
            telegrams,
            concurrency,
            onResult.map(|callback| callback.0),
        )
    }

    #[php(name = "diagnose")]
    pub(crate) fn diagnose(&self) -> Result<ZBox<ZendHashTable>, Failure> {
        enter(|| {
            let checks = self.core.diagnose();
            Ok(checks
                .into_iter()
                .map(|check| {
                    let row: ZBox<ZendHashTable> = [
                        ("check", text_zval(check.check)),
                        ("status", text_zval(check.status.as_str())),
                        ("message", text_zval(check.message)),
                        ("hint", text_zval(check.hint)),
                    ]
                    .into_iter()
                    .collect();
                    let mut zval = Zval::new();
                    zval.set_hashtable(row);
                    zval
                })
                .collect())
        })
    }

    #[php(name = "__debugInfo")]
    pub(crate) fn debug_info(&self) -> ZBox<ZendHashTable> {
        let path = self.core.config().path();
        [("config", text_zval(path.as_os_str().as_encoded_bytes()))]
            .into_iter()
            .collect()
    }
}

/// The directories of PHP's include path, where the PHP 5 edition keeps the settings file
/// (connection-module §2.1).
fn include_path() -> Vec<PathBuf> {
    ini::include_path()
        .split(|byte| *byte == b':')
        .filter(|directory| !directory.is_empty())
        .map(path::from_bytes)
        .collect()
}

/// A telegram of what PHP gave. The kind comes first on the wire, and the argument decides it.
pub(crate) fn telegram(
    kind: &[u8],
    fields: Map<'_>,
    send_file: Option<&[u8]>,
) -> Result<Telegram, Failure> {
    let mut telegram = Telegram::empty().field(TELEGRAM_KIND, kind);
    for (name, value) in fields.entries() {
        let Some(bytes) = field_bytes(value) else {
            return Err(not_text(&name));
        };
        telegram.put(name, bytes.into_owned());
    }
    telegram.put(TELEGRAM_KIND, kind);
    if let Some(path) = send_file {
        telegram.send_file(path::from_bytes(path));
    }
    Ok(telegram)
}

fn not_text(name: &[u8]) -> Failure {
    let name = String::from_utf8_lossy(name).into_owned();
    Failure::Core(Error::Request {
        code: Code::TelegramKind,
        message: format!("field {name} must be a string, integer, boolean or null (O-25)"),
        field: Some(name),
    })
}

/// What became of a telegram, as an object: a Response, or an exception that is not thrown.
pub(crate) fn sent_object(sent: Sent) -> Zval {
    note_warnings(&sent);
    let text = sent.wire_text;
    match sent.result {
        Ok(answer) => {
            let object = ZendClassObject::new(Response::new(answer, text));
            // Cannot fail: the class is registered.
            object.into_zval(false).unwrap_or_default()
        }
        Err(error) => to_object(&error),
    }
}

/// This face raises no PHP warnings: a throwing error handler would make an answered telegram look
/// failed. An error speaks for itself.
fn note_warnings(sent: &Sent) {
    if sent.result.is_ok() {
        for warning in &sent.warnings {
            ::log::warn!(target: paygent_core::log::TARGET, "{warning}");
        }
    }
}
