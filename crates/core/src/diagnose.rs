//! Whether what is configured works, for operators. Sends no telegram.

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
