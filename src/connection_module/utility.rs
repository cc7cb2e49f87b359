//! What the vendor's utility classes offer beside the telegram (connection-module §3.4-§3.8).

use std::time::Duration;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::convert::{FromZval, StubLiteral};
use ext_php_rs::flags::DataType;
use ext_php_rs::types::{ZendHashTable, ZendStr, Zval};
use paygent_core::charset::Encoding;
use paygent_core::config::{Requirement, passes, read_properties};
use paygent_core::kana::{to_half_width, to_half_width_sjis};
use paygent_core::log::{LogOptions, MaskedRequest, append};
use paygent_core::secret::Secret;
use paygent_core::telegram::Field;
use paygent_core::telegram::url_encode::url_encode;
use paygent_core::transport::{
    ClientCertificate, HttpVersion, Proxy, Reason, TransportError, TransportRequest,
    TransportSettings, Trust, post,
};

use crate::call::php_zone;
use crate::exception::Failure;
use crate::value::{Map, Text, field_bytes, text_zval};
use crate::{ini, path};

/// By its name in `setEncoding()`.
pub(super) fn encoding(name: &[u8]) -> Result<Encoding, Failure> {
    std::str::from_utf8(name)
        .ok()
        .and_then(Encoding::from_name)
        .ok_or_else(|| Failure::Value("encoding is UTF-8, Shift_JIS or EUC-JP".into()))
}

/// §6.4; without a name the bytes are CP932.
pub(super) fn kana(bytes: &[u8], name: Option<&[u8]>) -> Result<Text, Failure> {
    Ok(match name {
        None => Text::new(to_half_width_sjis(bytes)),
        Some(name) => Text::new(to_half_width(encoding(name)?, bytes)),
    })
}

/// §5.1; `None` when the file cannot be read.
pub(super) fn settings(path: &[u8]) -> Option<ZBox<ZendHashTable>> {
    let properties = read_properties(&path::from_bytes(path)).ok()?;
    Some(map(properties
        .iter()
        .map(|(key, value)| (&key[..], &value[..]))))
}

/// §5.2.
pub(super) fn settings_pass(check: &[u8], map: Map<'_>) -> Result<bool, Failure> {
    let requirement = match check {
        b"keys" => Requirement::Keys,
        b"values" => Requirement::Values,
        b"numbers" => Requirement::Numbers,
        b"urls" => Requirement::Urls,
        _ => {
            return Err(Failure::Value(
                "check is keys, values, numbers or urls".into(),
            ));
        }
    };
    let map = texts(map)?;
    Ok(passes(requirement, pairs(&map)))
}

/// One byte that separates or envelopes, given as a string.
#[derive(Clone, Copy)]
pub(crate) struct Mark<'a>(pub(super) &'a str);

impl<'a> FromZval<'a> for Mark<'a> {
    const TYPE: DataType = DataType::String;

    fn from_zval(zval: &'a Zval) -> Option<Self> {
        zval.str().map(Self)
    }
}

impl StubLiteral for Mark<'_> {
    fn stub_literal(&self) -> String {
        format!("'{}'", self.0)
    }
}

impl Mark<'_> {
    fn byte(self) -> Result<u8, Failure> {
        match self.0.as_bytes() {
            [byte] => Ok(*byte),
            _ => Err(Failure::Value(
                "separator and envelope are one byte each".into(),
            )),
        }
    }
}

/// §8.3.
pub(super) fn csv_fields(
    line: &[u8],
    separator: Mark<'_>,
    envelope: Mark<'_>,
) -> Result<ZBox<ZendHashTable>, Failure> {
    let fields = paygent_core::response::csv_fields(line, separator.byte()?, envelope.byte()?);
    Ok(fields.into_iter().map(text_zval).collect())
}

/// §6.6, or the same as it stands in the log.
pub(super) fn url_encoded(fields: Map<'_>, mask: bool) -> Result<Text, Failure> {
    let fields = texts(fields)?;
    if !mask {
        return Ok(Text::new(url_encode(pairs(&fields))));
    }
    let fields: Vec<Field<'_>> = pairs(&fields)
        .map(|(key, value)| Field::text(key, value))
        .collect();
    Ok(Text::new(MaskedRequest::new(&fields).to_string()))
}

/// §9.
pub(super) fn append_log(path: &[u8], class: &[u8], text: &[u8]) -> bool {
    let options = LogOptions {
        class: String::from_utf8_lossy(class).into_owned(),
        zone: php_zone(),
    };
    append(&path::from_bytes(path), &options, text).is_ok()
}

/// One POST outside any settings file (§3.4).
pub(super) fn transmit(settings: Map<'_>, fields: Map<'_>) -> Result<ZBox<ZendHashTable>, Failure> {
    let given = Given(texts(settings)?);
    let fields = texts(fields)?;
    let body = url_encode(pairs(&fields));
    let request = TransportRequest {
        url: String::from_utf8_lossy(given.get(b"url")).into_owned(),
        body: body.into(),
    };
    let mut status = Zval::new();
    let (code, message, body) = match post(&given.transport(), request) {
        Ok(answer) => {
            status.set_long(i64::from(answer.status));
            ("", String::new(), text_zval(&answer.body))
        }
        Err(error) => {
            status.set_long(i64::from(http_status(&error)));
            (error.code().as_str(), error.to_string(), Zval::null())
        }
    };
    let answer = [
        ("code", text_zval(code)),
        ("message", text_zval(message)),
        ("status", status),
        ("body", body),
    ];
    Ok(answer.into_iter().collect())
}

fn http_status(error: &TransportError) -> u16 {
    match error.reason {
        Reason::HttpStatus(status) => status,
        _ => 0,
    }
}

type Texts = Vec<(Vec<u8>, Vec<u8>)>;

fn texts(map: Map<'_>) -> Result<Texts, Failure> {
    map.entries()
        .into_iter()
        .map(|(key, value)| match field_bytes(value) {
            Some(bytes) => Ok((key, bytes.into_owned())),
            None => Err(Failure::Argument("values must be strings".into())),
        })
        .collect()
}

fn pairs(texts: &Texts) -> impl Iterator<Item = (&[u8], &[u8])> {
    texts.iter().map(|(key, value)| (&key[..], &value[..]))
}

/// Texts by name; PHP turns "12" into 12.
fn map<'a>(pairs: impl Iterator<Item = (&'a [u8], &'a [u8])>) -> ZBox<ZendHashTable> {
    let mut map = ZendHashTable::new();
    for (key, value) in pairs {
        // Fails only for values that cannot become zvals; these are ready.
        let _ = map.insert(&ZendStr::new(key, false), text_zval(value));
    }
    map
}

struct Given(Texts);

impl Given {
    fn get(&self, key: &[u8]) -> &[u8] {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map_or(&[], |(_, value)| value)
    }

    fn number<T: std::str::FromStr>(&self, key: &[u8]) -> Option<T> {
        std::str::from_utf8(self.get(key)).ok()?.parse().ok()
    }

    fn transport(&self) -> TransportSettings {
        let certificate = if self.get(b"not_use_client_cert") == b"true" {
            ClientCertificate::None
        } else {
            ClientCertificate::File {
                path: path::from_bytes(self.get(b"client_file_path")),
                // The vendor's fixed pass phrase (O-07).
                pass_phrase: Secret::new("changeit"),
            }
        };
        let trust = if self.get(b"not_use_ca_cert") == b"true" {
            Trust::SystemStore
        } else {
            Trust::CaFile(path::from_bytes(self.get(b"ca_file_path")))
        };
        TransportSettings {
            certificate,
            trust,
            proxy: self.proxy(),
            backend: ini::tls_backend(),
            http_version: HttpVersion::default(),
            connect_timeout: ini::connect_timeout(),
            total_timeout: Duration::from_secs(self.number(b"timeout").unwrap_or(35)),
            idle_timeout: ini::idle_timeout(),
            max_idle_per_host: ini::max_idle_per_host(),
        }
    }

    fn proxy(&self) -> Option<Proxy> {
        let host = String::from_utf8_lossy(self.get(b"proxy_host")).into_owned();
        let port = self.number(b"proxy_port").filter(|port| *port > 0)?;
        (!host.is_empty()).then_some(Proxy { host, port })
    }
}
