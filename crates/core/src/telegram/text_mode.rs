//! What the caller's bytes are.

use crate::charset::Encoding;

/// What the caller's bytes are, and what an unmappable character does.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum TextMode {
    /// The modern face: values are UTF-8 for every kind; what cannot be encoded is an error naming
    /// the field. The answer stays as received: decode with [`crate::client::Sent::wire_text`].
    #[default]
    Text,
    /// The vendor's face (connection-module §6.5): CP932 for all kinds but the UTF-8 ones, which
    /// need a declared encoding; `?` for what cannot be encoded. The answer is in the caller's
    /// encoding.
    Declared(Option<Encoding>),
}

/// What a telegram kind is exchanged in (connection-module §5.3, `telegram_kind.utf8`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum WireEncoding {
    /// Windows-31J, the rule.
    Windows31J,
    /// UTF-8, the listed kinds.
    Utf8,
}
