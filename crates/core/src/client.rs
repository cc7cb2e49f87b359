//! The walk of one telegram: complete, check, transliterate, encode, dispatch, transport, decode
//! and parse, log (design "The walk of one telegram", connection-module §4.3).

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::config::{Config, Overrides};
use crate::diagnose::Check;
use crate::error::Error;
use crate::log::LogOptions;
use crate::response::Response;
use crate::telegram::Telegram;
use crate::transport::{Flow, Outcome, TlsBackend};

pub use crate::telegram::TextMode;
pub use sent::{Sent, WireText};

mod sent;

/// What one client does differently from its settings file.
#[derive(Clone, Debug)]
pub struct Options {
    /// Settings that replace those of the file: the vendor's setters and public fields, by the
    /// keys of [`crate::config::keys`].
    pub settings: Overrides,
    /// Result CSV path (connection-module §8.5); `None` or empty: none.
    pub result_csv: Option<PathBuf>,
    /// What the caller's bytes are.
    pub text: TextMode,
    /// Class name and time zone of log lines.
    pub log: LogOptions,
    /// `paygent.tls_backend`.
    pub tls_backend: TlsBackend,
    /// `paygent.connect_timeout`: name look-up, TCP and TLS together; `None`: `timeout_value`.
    pub connect_timeout: Option<Duration>,
    /// `paygent.idle_timeout`, default 2 s.
    pub idle_timeout: Duration,
    /// `paygent.max_idle_per_host`, default 8; 0: every telegram has its own connection.
    pub max_idle_per_host: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            settings: Overrides::default(),
            result_csv: None,
            text: TextMode::default(),
            log: LogOptions::default(),
            tls_backend: TlsBackend::default(),
            connect_timeout: None,
            idle_timeout: Duration::from_secs(2),
            max_idle_per_host: 8,
        }
    }
}

/// Sends telegrams for one account. Cheap to make: connections are kept per process, by settings.
#[derive(Clone, Debug)]
pub struct Client {
    config: Arc<Config>,
    options: Options,
}

impl Client {
    /// A client; nothing is opened before the first telegram.
    #[must_use]
    pub fn new(config: Arc<Config>, options: Options) -> Self {
        Self { config, options }
    }

    /// The settings file.
    #[must_use]
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Sends one telegram and waits for its answer. Never sends it twice.
    #[must_use]
    pub fn send(&self, telegram: &Telegram) -> Sent {
        let _ = telegram;
        todo_sent()
    }

    /// Sends many telegrams with at most `concurrency` under way. `on_result` gets the index of the
    /// telegram; after `Break` no new telegram is started, those under way are finished and handed
    /// over too. Telegrams that fail before the network are handed over as their turn comes.
    pub fn send_all(
        &self,
        telegrams: Vec<Telegram>,
        concurrency: usize,
        on_result: &mut dyn FnMut(usize, Sent) -> Flow,
    ) {
        let _ = concurrency;
        for (index, telegram) in telegrams.iter().enumerate() {
            if on_result(index, self.send(telegram)).is_break() {
                break;
            }
        }
    }

    /// What is configured and whether it works; sends no telegram.
    #[must_use]
    pub fn diagnose(&self) -> Vec<Check> {
        Vec::new()
    }
}

fn todo_sent() -> Sent {
    Sent {
        result: Err(Error::Request {
            code: crate::error::Code::TelegramKind,
            field: None,
            message: "being written".into(),
        }),
        partial: None,
        warnings: Vec::new(),
        outcome: None,
        wire_text: WireText::Cp932,
    }
}

#[allow(dead_code)]
fn _unused(_: Response, _: Outcome) {}
