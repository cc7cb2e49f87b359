//! `connectmodule.log` in the vendor's layout (connection-module §9), and records for the `log`
//! crate under the target [`TARGET`].
//!
//! Everything that can hold a value of a telegram is masked by its type before it gets here: see
//! [`MaskedRequest`] and [`MaskedBody`] (O-33, O-34).

use std::path::{Path, PathBuf};

use crate::config::Settings;

mod body;
mod fields;
mod file;
mod line;
mod mask;

pub use body::MaskedBody;
pub use fields::{Class, class_of};
pub use line::Zone;
pub use mask::MaskedRequest;

/// Target of all records that go to the `log` crate.
pub const TARGET: &str = "paygent";

/// How log lines look.
#[derive(Clone, Debug, PartialEq)]
pub struct LogOptions {
    /// Class name that stands in each line.
    pub class: String,
    /// Zone of the time that stands in each line.
    pub zone: Zone,
}

impl Default for LogOptions {
    fn default() -> Self {
        Self {
            class: "PaygentModule\\Util\\HttpsRequestSender".to_owned(),
            zone: Zone::default(),
        }
    }
}

/// Whether an existing log could be appended to.
pub(crate) fn check_writable(path: &Path) -> std::io::Result<()> {
    file::open(path).map(drop)
}

/// Appends one line in the layout of connection-module §9, whatever the settings say.
///
/// # Errors
/// What went wrong, in one line.
pub fn append(path: &Path, options: &LogOptions, text: &[u8]) -> Result<(), String> {
    file::append(path, &line::format(options, text)).map_err(|error| error.to_string())
}

/// The log file of one telegram. It never fails a telegram: what goes wrong becomes a warning.
#[derive(Debug)]
pub struct Log<'a> {
    options: &'a LogOptions,
    path: Option<PathBuf>,
    is_debug: bool,
    warnings: Vec<String>,
}

impl<'a> Log<'a> {
    /// The file of `log_output_path`; a blank path is silent.
    #[must_use]
    pub fn new(options: &'a LogOptions, settings: Settings<'_>) -> Self {
        let (path, is_debug) = (settings.log_path(), settings.is_debug());
        Self {
            options,
            path,
            is_debug,
            warnings: Vec::new(),
        }
    }

    /// Whether anybody wants to see requests and answers: masking them costs time.
    #[must_use]
    pub fn wants_traffic(&self) -> bool {
        let file = self.is_debug && self.path.is_some();
        file || ::log::log_enabled!(target: TARGET, ::log::Level::Debug)
    }

    /// The request, before it is sent; with `debug_flg` only.
    pub fn request(&mut self, request: &MaskedRequest) {
        if self.is_debug {
            self.write(format!("request: {request}").as_bytes());
        }
        ::log::debug!(target: TARGET, "request: {request}");
    }

    /// The answer, as received; with `debug_flg` only.
    pub fn response(&mut self, body: &MaskedBody<'_>) {
        if self.is_debug {
            self.write(&[b"response: \r\n", body.bytes().as_slice()].concat());
        }
        ::log::debug!(target: TARGET, "response: {body}");
    }

    /// Something worth a line although the telegram goes on, always. `text` as in
    /// [`Log::problem`].
    pub fn note(&mut self, text: &str) {
        self.problem(text);
        ::log::warn!(target: TARGET, "{text}");
    }

    /// What went wrong, always. `text` holds no value of a telegram.
    pub fn problem(&mut self, text: &str) {
        self.write(text.replace(['\r', '\n'], " ").as_bytes());
    }

    /// Texts for `E_USER_WARNING`: the log could not be written (E01901).
    #[must_use]
    pub fn into_warnings(self) -> Vec<String> {
        self.warnings
    }

    fn write(&mut self, text: &[u8]) {
        let Some(path) = &self.path else { return };
        if text.is_empty() {
            return;
        }
        let line = line::format(self.options, text);
        if let Err(error) = file::append(path, &line) {
            // The vendor's text has no blank after the colon.
            let warning = format!("E01901:{error} ({})", path.display());
            ::log::warn!(target: TARGET, "{warning}");
            if self.warnings.is_empty() {
                self.warnings.push(warning);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, sample};
    use crate::response::Format;
    use crate::telegram::Field;

    fn logged(lines: &str, write: impl Fn(&mut Log<'_>)) -> (String, Vec<String>) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("connectmodule.log");
        let warnings = write_to(&path, lines, write);
        (std::fs::read_to_string(&path).unwrap_or_default(), warnings)
    }

    fn write_to(path: &Path, lines: &str, write: impl Fn(&mut Log<'_>)) -> Vec<String> {
        let path = path.display();
        let file = format!("{lines}\npaygentB2Bmodule.log_output_path={path}\n");
        let (config, overrides) = (sample::config(&file), Overrides::default());
        let options = LogOptions {
            zone: Zone::Offset(9 * 3600),
            ..LogOptions::default()
        };
        let mut log = Log::new(&options, config.settings(&overrides));
        write(&mut log);
        log.into_warnings()
    }

    fn write_all(log: &mut Log<'_>) {
        log.request(&MaskedRequest::new(&[Field::text(
            b"telegram_kind",
            &b"020"[..],
        )]));
        log.response(&MaskedBody {
            body: b"\r\nresult=0\r\n",
            format: Format::KeyValue,
        });
        log.problem("28: timed\r\nout");
    }

    /// The text of a line behind time and class.
    fn text(line: &str) -> &str {
        let prefix = " PaygentModule\\Util\\HttpsRequestSender ";
        line.split_once(prefix)
            .unwrap_or_else(|| panic!("{line}"))
            .1
    }

    #[test]
    fn with_debugging_request_and_response_are_written() {
        let (file, warnings) = logged("paygentB2Bmodule.debug_flg=1", write_all);
        let lines: Vec<_> = file.split('\n').collect();
        assert_eq!(text(lines[0]), "request: telegram_kind=020");
        assert_eq!(text(lines[1]), "response: \r");
        assert_eq!(lines[2..4], ["\r", "result=0\r"]);
        assert_eq!(lines[4], "", "the line feed of the log line");
        assert_eq!(text(lines[5]), "28: timed  out");
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn o_35_without_debugging_only_problems_are_written() {
        for flag in ["", "0", "off", "false"] {
            let (file, _) = logged(&format!("paygentB2Bmodule.debug_flg={flag}"), write_all);
            assert_eq!(text(&file), "28: timed  out\n", "{flag}");
        }
    }

    #[test]
    fn a_line_has_time_class_and_text() {
        let (file, _) = logged("", |log| log.problem("text"));
        let (date, rest) = file.split_at("2026/11/23 18:00:00".len());
        let pattern: String = date
            .chars()
            .map(|c| if c.is_ascii_digit() { '9' } else { c })
            .collect();
        assert_eq!(pattern, "9999/99/99 99:99:99");
        assert_eq!(rest, " PaygentModule\\Util\\HttpsRequestSender text\n");
    }

    #[test]
    fn a_blank_path_is_silent() {
        let (config, overrides) = (sample::config(""), Overrides::default());
        let options = LogOptions::default();
        let mut log = Log::new(&options, config.settings(&overrides));
        log.problem("text");
        assert_eq!(log.into_warnings(), [""; 0]);
    }

    #[test]
    fn a_log_that_cannot_be_written_warns_once_and_names_the_file() {
        let path = Path::new("/nowhere/connectmodule.log");
        let warnings = write_to(path, "paygentB2Bmodule.debug_flg=1", write_all);
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].starts_with("E01901:log file"), "{warnings:?}");
        assert!(
            warnings[0].ends_with("(/nowhere/connectmodule.log)"),
            "{warnings:?}"
        );
    }

    #[test]
    fn a_full_disk_warns() {
        let warnings = write_to(Path::new("/dev/full"), "", write_all);
        assert!(
            warnings[0].starts_with("E01901:log file cannot be written"),
            "{warnings:?}"
        );
    }
}
