//! What the vendor's utility classes offer beside the telegram (connection-module §3.4-§3.8).

use std::time::Duration;

use ext_php_rs::boxed::ZBox;
use ext_php_rs::types::{ZendHashTable, Zval};
use paygent_core::charset::Encoding;
use paygent_core::kana::{to_half_width, to_half_width_sjis};
use paygent_core::secret::Secret;
use paygent_core::telegram::url_encode::url_encode;
use paygent_core::transport::{
    ClientCertificate, HttpVersion, Proxy, Reason, TransportError, TransportRequest,
    TransportSettings, Trust, post,
};

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

/// One POST outside any settings file (§3.4).
pub(super) fn transmit(settings: Map<'_>, fields: Map<'_>) -> Result<ZBox<ZendHashTable>, Failure> {
    let given = Given(texts(settings)?);
    let fields = texts(fields)?;
    let body = url_encode(fields.iter().map(|(key, value)| (&key[..], &value[..])));
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
