//! What the class remembers between calls (connection-module §4).

use std::path::PathBuf;
use std::sync::Arc;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::{ZendHashTable, Zval};
use paygent_core::charset::Encoding;
use paygent_core::client::{Client, Options, Sent, TextMode};
use paygent_core::config::{Config, KEY_PREFIX, Overrides, keys};
use paygent_core::error::{Code, Error};
use paygent_core::response::{Depth, Format, Response, write_result_csv};
use paygent_core::telegram::Telegram;
use paygent_core::transport::Outcome;

use super::answer::Answer;
use crate::call::{log_options, options};
use crate::exception::Failure;
use crate::value::{Map, text_zval};
use crate::{ini, path};

/// The vendor's public fields and the settings behind them.
const OPTIONS: &[(&[u8], &str)] = &[
    (b"clientFilePath", keys::CLIENT_FILE_PATH),
    (b"caFilePath", keys::CA_FILE_PATH),
    (b"proxyServerName", keys::PROXY_SERVER_NAME),
    (b"proxyServerIp", keys::PROXY_SERVER_IP),
    (b"proxyServerPort", keys::PROXY_SERVER_PORT),
    (b"debugFlg", keys::DEBUG_FLG),
    (b"notUseClientCert", keys::NOT_USE_CLIENT_CERT),
    (b"notUseCaCert", keys::NOT_USE_CA_CERT),
];

/// The setting behind a public field of the vendor's class.
pub(super) fn option_key(name: &[u8]) -> Result<&'static str, Failure> {
    OPTIONS
        .iter()
        .find(|(option, _)| *option == name)
        .map(|(_, key)| *key)
        .ok_or_else(|| Failure::Value("there is no such option".into()))
}

/// The same, and those that have a setter here.
fn any_option_key(name: &[u8]) -> Result<&'static str, Failure> {
    match name {
        b"defaultId" => Ok(keys::DEFAULT_ID),
        b"defaultPassword" => Ok(keys::DEFAULT_PASSWORD),
        b"timeout" => Ok(keys::TIMEOUT_VALUE),
        b"selectMaxCnt" => Ok(keys::SELECT_MAX_CNT),
        name => option_key(name),
    }
}

fn text_of(value: &Zval) -> Result<&[u8], Failure> {
    let text = value.zend_str().map(|text| text.as_bytes());
    text.ok_or_else(|| Failure::Value("fields and options are strings".into()))
}

/// `setEncoding()` as it was last called (O-18).
#[derive(Clone, Copy)]
pub(super) enum Declared {
    Accepted(Option<Encoding>),
    Unsupported,
}

pub(super) struct State {
    explicit: Option<PathBuf>,
    search: Vec<PathBuf>,
    pub(super) config: Option<Arc<Config>>,
    pub(super) settings: Overrides,
    pub(super) encoding: Declared,
    pub(super) telegram: Telegram,
    pub(super) send_file: Option<Vec<u8>>,
    pub(super) result_csv: Option<Vec<u8>>,
    pub(super) answer: Option<Answer>,
    pub(super) message: Vec<u8>,
    pub(super) outcome: Option<Outcome>,
    pub(super) warnings: Vec<String>,
}

impl State {
    pub(super) fn new<'a>(explicit: Option<&[u8]>, search: impl Iterator<Item = &'a [u8]>) -> Self {
        Self {
            explicit: explicit.map(path::from_bytes),
            search: search.map(path::from_bytes).collect(),
            config: None,
            settings: Overrides::default(),
            encoding: Declared::Accepted(None),
            telegram: Telegram::empty(),
            send_file: None,
            result_csv: None,
            answer: None,
            message: Vec::new(),
            outcome: None,
            warnings: Vec::new(),
        }
    }

    /// §4.1: the settings, and with them every overridden one as it stands in the file. The first
    /// call keeps an encoding that was declared before it (O-18).
    pub(super) fn init(&mut self) -> Option<&'static str> {
        match self.load_config() {
            Ok(config) => {
                if self.config.replace(config).is_some() {
                    self.encoding = Declared::Accepted(None);
                }
                self.settings = Overrides::default();
                None
            }
            Err(error) => Some(self.refuse(&error)),
        }
    }

    fn load_config(&self) -> Result<Arc<Config>, Error> {
        let ini = ini::config_path();
        Config::find(self.explicit.as_deref(), ini.as_deref(), &self.search)
    }

    /// §6.5.
    pub(super) fn set_encoding(&mut self, name: Option<&[u8]>) -> Option<&'static str> {
        let Some(name) = name else {
            self.encoding = Declared::Accepted(None);
            return None;
        };
        let known = std::str::from_utf8(name).ok().and_then(Encoding::from_name);
        match known {
            Some(encoding) => {
                self.encoding = Declared::Accepted(Some(encoding));
                None
            }
            None => {
                self.encoding = Declared::Unsupported;
                Some(self.refuse(&unsupported_encoding()))
            }
        }
    }

    pub(super) fn set_send_file(&mut self, path: Option<&[u8]>) {
        self.telegram
            .send_file(path::from_bytes(path.unwrap_or_default()));
        self.send_file = path.map(<[u8]>::to_vec);
    }

    /// Replaces the telegram and everything that was overridden, in one call.
    pub(super) fn prepare(&mut self, fields: Map<'_>, options: Map<'_>) -> Result<(), Failure> {
        let mut telegram = Telegram::empty();
        for (name, value) in fields.entries() {
            telegram.put(name, text_of(value)?);
        }
        self.telegram = telegram;
        self.settings = Overrides::default();
        self.result_csv = None;
        self.set_send_file(None);
        for (name, value) in options.entries() {
            let value = text_of(value)?;
            match name.as_slice() {
                b"resultCsv" => self.result_csv = Some(value.to_vec()),
                b"sendFilePath" => self.set_send_file(Some(value)),
                name => self.settings.set(any_option_key(name)?, value),
            }
        }
        Ok(())
    }

    /// `None` lets the file speak again.
    pub(super) fn set_setting(&mut self, key: &str, value: Option<&[u8]>) {
        match value {
            Some(value) => self.settings.set(key, value),
            None => self.settings.clear(key),
        }
    }

    /// What a getter of the vendor's class shows.
    pub(super) fn setting_in_force(&self, key: &str) -> Option<&[u8]> {
        match &self.config {
            Some(config) => Some(config.settings(&self.settings).text(key)),
            None => self.settings.get(key),
        }
    }

    /// §3.3; the key with or without its prefix.
    pub(super) fn setting_in_file(&self, key: &[u8]) -> &[u8] {
        let key = key.strip_prefix(KEY_PREFIX.as_bytes()).unwrap_or(key);
        let value = self
            .config
            .as_ref()
            .zip(std::str::from_utf8(key).ok())
            .and_then(|(config, key)| config.get(key));
        value.unwrap_or_default()
    }

    /// §4.3. The answer of an earlier call is gone whatever happens (O-16).
    pub(super) fn post(&mut self) -> Option<&'static str> {
        self.answer = None;
        self.outcome = Some(Outcome::NotSent);
        let client = match self.client() {
            Ok(client) => client,
            Err(error) => return Some(self.refuse(&error)),
        };
        let (format, _) = client.answer_format(self.telegram.kind());
        let sent = client.send(&self.telegram);
        self.take(sent, format)
    }

    /// A client as the state is now; made for each call because it is cheap, connections are kept
    /// by the core.
    pub(super) fn client(&self) -> Result<Client, Error> {
        let config = self.config.as_ref().ok_or_else(not_initialised)?;
        let Declared::Accepted(encoding) = self.encoding else {
            return Err(unsupported_encoding());
        };
        Ok(Client::new(
            Arc::clone(config),
            Options {
                settings: self.settings.clone(),
                result_csv: self.result_csv_path(),
                log: log_options(None),
                ..options(TextMode::Declared(encoding))
            },
        ))
    }

    pub(super) fn result_csv_path(&self) -> Option<PathBuf> {
        self.result_csv
            .as_deref()
            .filter(|path| !path.trim_ascii().is_empty())
            .map(path::from_bytes)
    }

    fn take(&mut self, sent: Sent, format: Format) -> Option<&'static str> {
        self.message = sent.message();
        self.outcome = Some(sent.final_outcome());
        let (code, answer) = match sent.result {
            Ok(answer) => (None, Some(answer)),
            Err(error) => (Some(error.code().as_str()), sent.partial),
        };
        self.answer = answer.map(|response| Answer::new(response, format));
        self.warnings.extend(sent.warnings);
        code
    }

    /// A body as though it had just come.
    pub(super) fn load(
        &mut self,
        format: &[u8],
        depth: &[u8],
        body: &[u8],
    ) -> Result<Option<&'static str>, Failure> {
        let format = match format {
            b"payment" => Format::KeyValue,
            b"reference" => Format::Reference,
            b"file_payment" => Format::FilePayment,
            _ => {
                return Err(Failure::Value(
                    "format is payment, reference or file_payment".into(),
                ));
            }
        };
        let depth = match depth {
            b"full" => Depth::Full,
            b"result" => Depth::ResultOnly,
            _ => return Err(Failure::Value("depth is full or result".into())),
        };
        let parsed = Response::parse(body.to_vec().into(), format, depth);
        let message = [parsed.response.code(), b": ", parsed.response.detail()].concat();
        self.answer = Some(Answer::new(parsed.response, format));
        let code = parsed.error.map(|error| self.refuse(&error));
        self.message = message;
        Ok(code)
    }

    /// §8.5 for the present answer; without one there is nothing to write.
    pub(super) fn write_csv(&mut self, path: &[u8]) -> Option<&'static str> {
        let path = path::from_bytes(path);
        let written = match &self.answer {
            Some(answer) => write_result_csv(&path, &answer.response, answer.format),
            None => Err(Error::Response {
                code: Code::CsvOutput,
                message: "there is no answer to write".into(),
            }),
        };
        written.err().map(|error| self.refuse(&error))
    }

    /// Notes message and warning of an error, as the core does for those of a telegram.
    pub(super) fn refuse(&mut self, error: &Error) -> &'static str {
        let text = format!("{}: {error}", error.code());
        self.message = text.clone().into_bytes();
        self.warnings.push(text);
        error.code().as_str()
    }

    pub(super) fn debug_info(&self) -> ZBox<ZendHashTable> {
        let path = self.config.as_ref().map(|config| config.path());
        let path = path.map_or(&b""[..], |path| path.as_os_str().as_encoded_bytes());
        let names: Vec<&[u8]> = self.telegram.iter().map(|(name, _)| name).collect();
        let status = self.answer.as_ref().map(|answer| answer.response.result());
        [
            ("config", text_zval(path)),
            ("fields", text_zval(names.join(&b", "[..]))),
            ("status", text_zval(status.unwrap_or_default())),
            (
                "outcome",
                text_zval(self.outcome.map_or("", Outcome::as_str)),
            ),
        ]
        .into_iter()
        .collect()
    }
}

fn unsupported_encoding() -> Error {
    Error::Request {
        code: Code::Encoding,
        field: None,
        message: "unsupported encoding: declare UTF-8, Shift_JIS or EUC-JP".into(),
    }
}

pub(super) fn not_initialised() -> Error {
    Error::Request {
        code: Code::ModuleParameter,
        field: None,
        message: "call init() first: without it there is no time-out".into(),
    }
}
