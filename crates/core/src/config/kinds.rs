//! A list of telegram kinds as the file writes it: separated by commas (connection-module §5.3).

use super::parse::trim;

/// Kinds of one list, compared byte by byte (O-23).
#[derive(Debug, Default)]
pub(super) struct KindList(Vec<Vec<u8>>);

impl KindList {
    /// Splits at commas, trims, drops blank parts.
    pub(super) fn parse(text: &[u8]) -> Self {
        let kinds = text
            .split(|byte| *byte == b',')
            .map(trim)
            .filter(|kind| !kind.is_empty());
        Self(kinds.map(<[u8]>::to_vec).collect())
    }

    pub(super) fn contains(&self, kind: &[u8]) -> bool {
        self.0.iter().any(|listed| listed == kind)
    }

    pub(super) fn as_slice(&self) -> &[Vec<u8>] {
        &self.0
    }
}
