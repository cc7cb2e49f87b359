//! One error for everything that can go wrong with a telegram, carrying the vendor's code.
//!
//! Codes and conditions: `data/module_error_codes.csv`, connection-module §10.

use std::fmt;

use crate::transport::TransportError;

/// The vendor module's own codes (connection-module §10).
#[derive(Clone, Copy, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// E01001: the settings file is missing or unreadable.
    SettingsNotFound,
    /// E01002: the settings file holds an inappropriate value.
    SettingsInvalid,
    /// E01004: the result CSV cannot be opened or written.
    CsvOutput,
    /// E01005: the send file is missing or unreadable.
    FilePayment,
    /// E01006: the encoding is unsupported, missing or not allowed for this kind.
    Encoding,
    /// E01901: column counts differ, or the log cannot be written.
    Other,
    /// E02001: time-out or maximum count is not a positive number.
    ModuleParameter,
    /// E02002: a key is empty or too long, a value or the whole telegram is too long.
    TelegramLength,
    /// E02003: the telegram kind is missing, or no URL is known for it.
    TelegramKind,
    /// E02004: client certificate, verification or CA file.
    Certificate,
    /// E02005: any other failure of the connection, a bad HTTP status, an answer without result.
    Connect,
    /// E02007: a result CSV path is set for the wrong kind, or missing for 201.
    ResultCsv,
}

impl Code {
    /// The code as the vendor's module spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SettingsNotFound => "E01001",
            Self::SettingsInvalid => "E01002",
            Self::CsvOutput => "E01004",
            Self::FilePayment => "E01005",
            Self::Encoding => "E01006",
            Self::Other => "E01901",
            Self::ModuleParameter => "E02001",
            Self::TelegramLength => "E02002",
            Self::TelegramKind => "E02003",
            Self::Certificate => "E02004",
            Self::Connect => "E02005",
            Self::ResultCsv => "E02007",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What went wrong, by who must act.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The settings file: fix the file.
    Config {
        /// E01001 or E01002.
        code: Code,
        /// Names key, file and line, and what to do. Holds no secret.
        message: String,
    },
    /// The telegram as the caller built it: fix the call. Nothing was sent.
    Request {
        /// E01005, E01006, E02001, E02002, E02003 or E02007.
        code: Code,
        /// The field at fault, where there is one.
        field: Option<String>,
        /// What is wrong and what to do. Holds no value of the telegram.
        message: String,
    },
    /// The way to Paygent and back: see [`TransportError::outcome`].
    Transport(TransportError),
    /// The answer arrived, and is none: E02005 or E01901; E01004 for its CSV file.
    Response {
        /// E02005, E01901 or E01004.
        code: Code,
        /// What is wrong with it. Holds no value of the answer.
        message: String,
    },
}

impl Error {
    /// The vendor's code.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Config { code, .. }
            | Self::Request { code, .. }
            | Self::Response { code, .. } => *code,
            Self::Transport(error) => error.code(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config { message, .. }
            | Self::Request { message, .. }
            | Self::Response { message, .. } => f.write_str(message),
            Self::Transport(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for Error {}
