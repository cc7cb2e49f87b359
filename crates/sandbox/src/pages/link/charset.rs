//! The character set of a path, of its parameters and of its pages (link-type §15.1, 1).

use paygent_core::charset::{self, Encoding};
use serde::{Deserialize, Serialize};

use crate::pages::Html;
use crate::pages::Reply;
use crate::text;

/// Which of the three.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum PageCharset {
    /// `/v/…`
    Windows31J,
    /// `/v/u/…`
    Utf8,
    /// `/v/e/…`
    EucJp,
}

impl PageCharset {
    const fn name(self) -> &'static str {
        match self {
            Self::Windows31J => "Windows-31J",
            Self::Utf8 => "UTF-8",
            Self::EucJp => "EUC-JP",
        }
    }

    /// The text of a parameter; nothing when bytes are no character of the set, or the character is
    /// outside Windows-31J (6004).
    pub(crate) fn decode(self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Self::Windows31J => charset::decode_sjis_win_strict(bytes).ok()?,
            Self::Utf8 => String::from_utf8(bytes.to_vec()).ok()?,
            Self::EucJp => {
                let utf8 = Encoding::EucJp.to_utf8_bytes(bytes);
                let (again, _) = Encoding::EucJp.from_utf8_bytes(&utf8);
                (again == bytes).then_some(())?;
                String::from_utf8(utf8).ok()?
            }
        };
        charset::encode_sjis_win(&text).ok()?;
        Some(text)
    }

    /// The text of a buyer's input; what cannot be read becomes `?`.
    pub(crate) fn decode_lossy(self, bytes: &[u8]) -> String {
        match self {
            Self::Windows31J => text::decode(bytes).into_owned(),
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::EucJp => {
                String::from_utf8_lossy(&Encoding::EucJp.to_utf8_bytes(bytes)).into_owned()
            }
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Windows31J => charset::encode_sjis_win_lossy(text).0,
            Self::EucJp => Encoding::EucJp.from_utf8_bytes(text.as_bytes()).0,
        }
    }

    /// An HTML document in this character set. Line ends are CR LF (§2).
    pub(crate) fn page(self, document: Html) -> Reply {
        let text = document
            .into_string()
            .replace('\n', "\r\n")
            .replace(
                "<meta charset=\"UTF-8\">",
                &format!("<meta charset=\"{}\">", self.name()),
            )
            .replace(
                "accept-charset=\"UTF-8\"",
                &format!("accept-charset=\"{}\"", self.name()),
            );
        let content_type = match self {
            Self::Windows31J => "text/html; charset=Windows-31J",
            Self::Utf8 => "text/html; charset=UTF-8",
            Self::EucJp => "text/html; charset=EUC-JP",
        };
        Reply::document(content_type, self.encode(&text))
    }

    /// Lines `name=value`, each ended by CR LF (§15.1, 2).
    pub(crate) fn lines(self, lines: &[(&str, &str)]) -> Reply {
        let text: String = lines
            .iter()
            .map(|(name, value)| format!("{name}={value}\r\n"))
            .collect();
        let content_type = match self {
            Self::Windows31J => "text/plain; charset=Windows-31J",
            Self::Utf8 => "text/plain; charset=UTF-8",
            Self::EucJp => "text/plain; charset=EUC-JP",
        };
        Reply::document(content_type, self.encode(&text))
    }
}
