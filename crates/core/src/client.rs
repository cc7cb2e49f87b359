//! The walk of one telegram: complete, check, transliterate, encode, dispatch, transport, decode
//! and parse, log (design "The walk of one telegram", connection-module §4.3).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::config::{Config, Overrides, Settings};
use crate::diagnose::{self, Check};
use crate::log::{Log, LogOptions};
use crate::telegram::Telegram;
use crate::transport::{self, Flow, TlsBackend, TransportSettings};

pub use crate::telegram::TextMode;
pub use sent::{Sent, WireText};

mod prepare;
mod receive;
mod report;
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
    ///
    /// *Prepare* is complete, check, transliterate, encode and dispatch; *post* is the transport;
    /// *receive* is decode, parse and log.
    #[must_use]
    pub fn send(&self, telegram: &Telegram) -> Sent {
        let mut log = self.log();
        match self.prepare(telegram, &log) {
            Err(error) => Sent::refused(telegram, error),
            Ok(prepared) => {
                prepared.write_request(&mut log);
                let settings = self.transport();
                let (answer, warning) = transport::post_noting(&settings, prepared.request());
                self.receive(prepared, answer, log, warning.as_slice())
            }
        }
    }

    /// Sends many telegrams with at most `concurrency` under way. `on_result` gets the index of the
    /// telegram; after `Break` no new telegram is started, those under way are finished and handed
    /// over too, the rest is not handed over. Telegrams that cannot be sent are handed over first,
    /// before any is sent.
    pub fn send_all(
        &self,
        telegrams: Vec<Telegram>,
        concurrency: usize,
        on_result: &mut dyn FnMut(usize, Sent) -> Flow,
    ) {
        let mut under_way = Vec::with_capacity(telegrams.len());
        for (index, telegram) in telegrams.into_iter().enumerate() {
            match self.prepare(&telegram, &self.log()) {
                Ok(prepared) => under_way.push(Some((index, prepared))),
                Err(error) => {
                    if on_result(index, Sent::refused(&telegram, error)).is_break() {
                        return;
                    }
                }
            }
        }
        let requests = under_way
            .iter()
            .flatten()
            .map(|(_, prepared)| prepared.request())
            .collect();
        let settings = self.transport();
        let warnings = transport::warnings(&settings);
        transport::post_all(&settings, requests, concurrency, &mut |place, answer| {
            let Some((index, prepared)) = under_way.get_mut(place).and_then(Option::take) else {
                return Flow::Continue(());
            };
            // Request and answer stand together in the log: lines carry nothing to match them by.
            let mut log = self.log();
            prepared.write_request(&mut log);
            on_result(index, self.receive(prepared, answer, log, &warnings))
        });
    }

    /// What is configured and whether it works; sends no telegram.
    #[must_use]
    pub fn diagnose(&self) -> Vec<Check> {
        diagnose::all(&self.config, self.settings(), &self.transport())
    }

    /// The settings as this client sees them.
    #[must_use]
    pub fn settings(&self) -> Settings<'_> {
        self.config.settings(&self.options.settings)
    }

    fn log(&self) -> Log<'_> {
        Log::new(&self.options.log, self.settings())
    }

    fn result_csv(&self) -> Option<&Path> {
        self.options
            .result_csv
            .as_deref()
            .filter(|path| !path.as_os_str().is_empty())
    }

    fn transport(&self) -> TransportSettings {
        let settings = self.settings();
        // A number that is none has been refused by the checks.
        let total_timeout = settings.total_timeout().unwrap_or_default();
        TransportSettings {
            certificate: settings.client_certificate(),
            trust: settings.trust(),
            proxy: settings.proxy(),
            backend: self.options.tls_backend,
            http_version: settings.http_version(),
            connect_timeout: self.options.connect_timeout.unwrap_or(total_timeout),
            total_timeout,
            idle_timeout: self.options.idle_timeout,
            max_idle_per_host: self.options.max_idle_per_host,
        }
    }
}
