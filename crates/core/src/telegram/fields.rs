//! The fields on their way to the wire: a view of the telegram that the steps change, so that what
//! the caller put stays as it was (O-17).

use std::borrow::Cow;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Origin {
    /// Put by the caller, or filled in from the settings.
    Text,
    /// The send file: bytes, not text.
    File,
}

/// One field on its way.
#[derive(Clone)]
pub struct Field<'a> {
    /// Name, sent as it is.
    pub key: &'a [u8],
    /// Value, as far as the steps have come.
    pub value: Cow<'a, [u8]>,
    /// Where the value comes from.
    pub origin: Origin,
}

impl<'a> Field<'a> {
    /// A field put by the caller or filled in.
    #[must_use]
    pub fn text(key: &'a [u8], value: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            key,
            value: value.into(),
            origin: Origin::Text,
        }
    }

    /// The name for messages.
    #[must_use]
    pub fn name(&self) -> String {
        String::from_utf8_lossy(self.key).into_owned()
    }
}

/// Fields in wire order: that of the first put, then what was filled in.
pub type Fields<'a> = Vec<Field<'a>>;
