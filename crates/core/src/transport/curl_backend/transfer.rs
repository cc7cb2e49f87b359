//! What libcurl tells while a telegram is under way.

use curl::easy::{Handler, InfoType, WriteError};

use crate::transport::limits::LARGEST_BODY;

/// One telegram's answer and the facts its outcome is judged by.
#[derive(Default)]
pub(super) struct Transfer {
    pub(super) body: Vec<u8>,
    /// The body went beyond the limit and was cut off by us.
    pub(super) too_large: bool,
    /// The request (not the proxy's CONNECT) began to leave.
    pub(super) request_left: bool,
    /// A byte of the server's answer (not the proxy's) arrived.
    pub(super) answer_began: bool,
    /// The answer's end is marked by its head: Content-Length or chunks.
    pub(super) end_is_marked: bool,
    /// The server asked for our certificate.
    pub(super) question: Option<Question>,
    /// The last fatal alert from the server: its number (RFC 8446 §6).
    pub(super) alert: Option<u8>,
    /// The server closed TLS in order.
    pub(super) close_notify: bool,
    /// For people.
    pub(super) seen: Seen,
}

/// What the handshake agreed on, in libcurl's words.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) version: Option<String>,
    pub(super) suite: Option<String>,
    pub(super) ends: Option<String>,
}

/// When the server asked for our certificate.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Question {
    /// In the first handshake: the request is read only after the certificate was accepted.
    First,
    /// After the request: the server has read at least its head.
    Late,
}

impl Handler for Transfer {
    fn write(&mut self, data: &[u8]) -> Result<usize, WriteError> {
        if self.body.len() + data.len() > LARGEST_BODY {
            self.too_large = true;
            // Fewer bytes than given: libcurl ends the transfer.
            return Ok(0);
        }
        self.body.extend_from_slice(data);
        Ok(data.len())
    }

    fn header(&mut self, line: &[u8]) -> bool {
        if self.request_left {
            self.answer_began = true;
            let line = line.to_ascii_lowercase();
            if line.starts_with(b"http/") {
                // A new head: what an interim answer said does not count (O-10).
                self.end_is_marked = false;
            }
            let chunked = line.starts_with(b"transfer-encoding:")
                && line.windows(7).any(|word| word == b"chunked");
            self.end_is_marked |= line.starts_with(b"content-length:") || chunked;
        }
        true
    }

    fn debug(&mut self, kind: InfoType, data: &[u8]) {
        match kind {
            InfoType::HeaderOut if data.starts_with(b"POST ") => self.request_left = true,
            InfoType::DataOut => self.request_left = true,
            InfoType::Text => self.note(&String::from_utf8_lossy(data)),
            _ => {}
        }
    }
}

impl Transfer {
    /// Reads libcurl's trace of TLS messages, such as
    /// `TLSv1.3 (IN), TLS alert, unknown CA (560):`; the number is 256 × level + description.
    fn note(&mut self, text: &str) {
        if let Some(agreed) = text.strip_prefix("SSL connection using ") {
            let mut parts = agreed.split(" / ").map(|part| part.trim().to_owned());
            self.seen.version = parts.next();
            self.seen.suite = parts.next();
        }
        if let Some((_, date)) = text.split_once("expire date: ") {
            self.seen.ends = Some(date.trim().to_owned());
        }
        let Some((_, message)) = text.split_once("(IN), TLS ") else {
            return;
        };
        if message.starts_with("handshake, Request CERT") {
            self.question = Some(if self.request_left {
                Question::Late
            } else {
                Question::First
            });
        }
        if let Some(number) = message.strip_prefix("alert, ").and_then(number) {
            let [level, description] = number.to_be_bytes();
            match (level, description) {
                (_, 0) => self.close_notify = true,
                (2, alert) => self.alert = Some(alert),
                _ => {}
            }
        }
    }
}

fn number(message: &str) -> Option<u16> {
    let (_, tail) = message.split_once('(')?;
    let (digits, _) = tail.split_once(')')?;
    digits.parse().ok()
}
