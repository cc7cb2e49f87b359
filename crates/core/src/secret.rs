//! A text that never shows itself: masked by its type, not at the call (money rule 6).

use std::fmt;

/// A password, key or pass phrase. `Debug` prints `***`.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    /// The secret itself, for the one place that needs it.
    #[must_use]
    pub fn reveal(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
