//! The steps before the network: complete, check, attach, dispatch, transliterate, encode
//! (connection-module §4.3 steps 1 to 9). Whatever fails here was not sent.

use bytes::Bytes;

use super::Client;
use crate::config::Config;
use crate::error::{Code, Error};
use crate::log::{Log, MaskedRequest};
use crate::response::{Depth, Format};
use crate::telegram::check::{self, FILE_PAYMENT_RESULT, Measure};
use crate::telegram::complete::complete;
use crate::telegram::encode::encode;
use crate::telegram::transliterate::transliterate;
use crate::telegram::url_encode::url_encode;
use crate::telegram::{Telegram, WireEncoding, attach};
use crate::transport::TransportRequest;

/// A telegram ready for the wire, and what is needed to read its answer.
pub(super) struct Prepared {
    pub(super) kind: String,
    pub(super) wire: WireEncoding,
    pub(super) format: Format,
    pub(super) depth: Depth,
    url: String,
    body: Bytes,
    /// Made only if somebody wants to see it.
    masked: Option<MaskedRequest>,
    /// Fields in which `?` took the place of characters (O-22).
    replaced: Vec<String>,
}

impl Prepared {
    /// The request; it shares the body.
    pub(super) fn request(&self) -> TransportRequest {
        TransportRequest {
            url: self.url.clone(),
            body: self.body.clone(),
        }
    }

    /// The log lines that precede the answer.
    pub(super) fn write_request(&self, log: &mut Log<'_>) {
        for field in &self.replaced {
            log.note(&format!("field {field}: characters became ? in UTF-8"));
        }
        if let Some(masked) = &self.masked {
            log.request(masked);
        }
    }
}

impl Client {
    /// The order is the vendor's: it decides which of several errors is reported.
    pub(super) fn prepare(&self, telegram: &Telegram, log: &Log<'_>) -> Result<Prepared, Error> {
        let (config, settings, mode) = (&*self.config, self.settings(), self.options.text);
        let kind = telegram.kind();
        let wire = wire_encoding(config, kind);
        let measure = Measure::new(mode, wire);

        let mut fields = complete(telegram, config, settings);
        check::all(&fields, kind, self.result_csv(), config, settings, measure)?;
        attach::send_file(&mut fields, telegram.send_file_path())?;
        let url = dispatch(config, kind)?;
        transliterate(&mut fields, mode);
        check::total(url, &fields, measure)?;
        let replaced = encode(&mut fields, mode, wire)?;

        let (format, depth) = self.answer_format(kind);
        Ok(Prepared {
            kind: telegram.kind_text().into_owned(),
            wire,
            format,
            depth,
            url: url.to_owned(),
            body: url_encode(fields.iter().map(|field| (field.key, &*field.value))).into(),
            masked: log.wants_traffic().then(|| MaskedRequest::new(&fields)),
            replaced,
        })
    }

    /// The kind, not the content, decides how the answer is read (§1 no. 4, §4.3 step 13).
    #[must_use]
    pub fn answer_format(&self, kind: &[u8]) -> (Format, Depth) {
        if kind == FILE_PAYMENT_RESULT {
            (Format::FilePayment, Depth::ResultOnly)
        } else if !self.config.is_reference_kind(kind) {
            (Format::KeyValue, Depth::Full)
        } else if self.result_csv().is_some() {
            (Format::Reference, Depth::ResultOnly)
        } else {
            (Format::Reference, Depth::Full)
        }
    }
}

fn wire_encoding(config: &Config, kind: &[u8]) -> WireEncoding {
    if config.is_utf8_kind(kind) {
        WireEncoding::Utf8
    } else {
        WireEncoding::Windows31J
    }
}

/// Step 5, *dispatch* (§5.4). Without a URL the code is E02003, not the vendor's slip (O-01).
fn dispatch<'a>(config: &'a Config, kind: &[u8]) -> Result<&'a str, Error> {
    config.url(kind).ok_or_else(|| Error::Request {
        code: Code::TelegramKind,
        field: Some("telegram_kind".to_owned()),
        message: format!(
            "{} has no URL for telegram kind {}",
            config.path().display(),
            String::from_utf8_lossy(kind)
        ),
    })
}
