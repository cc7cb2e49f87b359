//! Whether what is configured works, for operators. Sends no telegram and changes nothing: a log
//! that does not exist yet is not made, because it would belong to whoever runs the diagnosis.

use crate::config::Config;
use crate::config::Settings;
use crate::transport::TransportSettings;

mod files;
mod hints;
mod network;

/// Everything that can be looked at, in the order in which one thing rests on another.
pub(crate) fn all(
    config: &Config,
    settings: Settings<'_>,
    transport: &TransportSettings,
) -> Vec<Check> {
    let mut checks = vec![
        files::settings_file(config, settings),
        files::client_certificate(transport),
        files::server_trust(transport),
        files::log(settings),
    ];
    checks.extend(network::hosts(config, transport));
    checks
}

/// One thing that was looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Check {
    /// What was checked, e.g. `client certificate`.
    pub check: &'static str,
    /// How it is.
    pub status: Status,
    /// What was found. Holds no secret.
    pub message: String,
    /// What to do; empty when all is well.
    pub hint: String,
}

/// How a check ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Works.
    Ok,
    /// Works, but deserves a look.
    Warning,
    /// Does not work.
    Error,
}

impl Status {
    /// `ok`, `warning` or `error`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Check {
    fn ok(check: &'static str, message: impl Into<String>) -> Self {
        Self {
            check,
            status: Status::Ok,
            message: message.into(),
            hint: String::new(),
        }
    }

    fn warning(check: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            check,
            status: Status::Warning,
            message: message.into(),
            hint: hint.into(),
        }
    }

    fn error(check: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            check,
            status: Status::Error,
            message: message.into(),
            hint: hint.into(),
        }
    }
}
