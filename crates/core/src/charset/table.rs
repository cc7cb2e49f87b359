//! Where mbstring and encoding_rs differ, as data.

use std::ops::RangeInclusive;

/// A double-byte character set: encoding_rs's and what mbstring does otherwise.
pub(super) struct Codec {
    /// The base.
    pub(super) base: &'static encoding_rs::Encoding,
    /// Bytes that take the next byte along, even when both together are no character.
    pub(super) leads: &'static [RangeInclusive<u8>],
    /// A byte that encoding_rs reads as the lead of a three-byte code and mbstring does not know.
    pub(super) unknown_lead: Option<u8>,
    /// A single byte that encoding_rs passes as U+0080 and mbstring does not know.
    pub(super) unknown_single: Option<u8>,
    /// Characters that encoding_rs encodes, and mbstring otherwise or not at all (`None`).
    pub(super) encoded_otherwise: &'static [(char, Option<[u8; 2]>)],
    /// Characters that only mbstring encodes: the JIS twins (connection-module §6.5).
    pub(super) encoded_too: &'static [(char, [u8; 2])],
    /// The user-defined area: encoding_rs decodes it, only mbstring encodes it.
    pub(super) private_use: Option<PrivateUse>,
}

/// Private-use characters laid out row by row over lead bytes.
pub(super) struct PrivateUse {
    /// Characters of the area.
    pub(super) characters: RangeInclusive<char>,
    /// Lead byte of the first row.
    pub(super) first_lead: u8,
}

/// SJIS-win.
pub(super) static SJIS_WIN: Codec = Codec {
    base: encoding_rs::SHIFT_JIS,
    leads: &[0x81..=0x9F, 0xE0..=0xFC],
    unknown_lead: None,
    unknown_single: Some(0x80),
    encoded_otherwise: &[
        ('\u{80}', None),
        ('¥', Some([0x81, 0x8F])),
        ('‾', Some([0x81, 0x50])),
    ],
    encoded_too: &[
        ('¢', [0x81, 0x91]),
        ('£', [0x81, 0x92]),
        ('¬', [0x81, 0xCA]),
        ('¯', [0x81, 0x50]),
        ('‖', [0x81, 0x61]),
        ('〜', [0x81, 0x60]),
    ],
    private_use: Some(PrivateUse {
        characters: '\u{E000}'..='\u{E757}',
        first_lead: 0xF0,
    }),
};

/// CP51932, Microsoft's EUC-JP: no JIS X 0212.
pub(super) static CP51932: Codec = Codec {
    base: encoding_rs::EUC_JP,
    leads: &[0x8E..=0x8E, 0xA1..=0xFE],
    unknown_lead: Some(0x8F),
    unknown_single: None,
    encoded_otherwise: &[('¥', Some([0xA1, 0xEF])), ('‾', Some([0xA1, 0xB1]))],
    encoded_too: &[
        ('¢', [0xA1, 0xF1]),
        ('£', [0xA1, 0xF2]),
        ('¬', [0xA2, 0xCC]),
        ('¯', [0xA1, 0xB1]),
        ('‖', [0xA1, 0xC2]),
        ('〜', [0xA1, 0xC1]),
    ],
    private_use: None,
};

impl Codec {
    /// How many bytes mbstring takes at once when the first is `first`: 1 or 2.
    pub(super) fn unit_length(&self, first: u8) -> usize {
        if self.leads.iter().any(|range| range.contains(&first)) {
            2
        } else {
            1
        }
    }

    /// The code of a character that encoding_rs does not encode.
    pub(super) fn additional_code(&self, character: char) -> Option<[u8; 2]> {
        self.encoded_too
            .iter()
            .find(|(known, _)| *known == character)
            .map(|(_, code)| *code)
            .or_else(|| {
                self.private_use
                    .as_ref()
                    .and_then(|area| area.code(character))
            })
    }
}

impl PrivateUse {
    /// Trail bytes per lead byte: 40-7E and 80-FC.
    const ROW: u32 = 188;

    fn code(&self, character: char) -> Option<[u8; 2]> {
        if !self.characters.contains(&character) {
            return None;
        }
        let index = u32::from(character) - u32::from(*self.characters.start());
        let lead = u8::try_from(index / Self::ROW)
            .ok()?
            .checked_add(self.first_lead)?;
        let column = u8::try_from(index % Self::ROW).ok()?;
        // 7F is no trail byte.
        let trail = if column < 0x3F {
            0x40 + column
        } else {
            0x41 + column
        };
        Some([lead, trail])
    }
}
