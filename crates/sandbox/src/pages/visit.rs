//! What a page is asked and what it answers.

use serde_json::Value;

use super::Html;
use crate::desk::Desk;
use crate::form::Form;

/// One request to a page.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    pub(crate) desk: &'a Desk,
    /// The parameters of the address.
    pub(crate) query: Form,
    /// The posted parameters; empty unless the page was posted to.
    pub(crate) form: Form,
}

impl Visit<'_> {
    /// A parameter in UTF-8, posted or of the address; invalid bytes become U+FFFD, absent is empty.
    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8_lossy(self.bytes(name)).into_owned()
    }

    /// A parameter's bytes: the posted one, else that of the address.
    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        self.form.find(name).unwrap_or_else(|| self.query.get(name))
    }
}

/// An answer of a page.
#[derive(Debug)]
pub(crate) struct Reply {
    status: u16,
    content_type: Option<&'static str>,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Reply {
    /// An HTML document in UTF-8. Addresses of pages hold tokens: nobody keeps or passes them on.
    pub(crate) fn html(document: Html) -> Self {
        Self::new(
            "text/html; charset=UTF-8",
            document.into_string().into_bytes(),
        )
        .with("cache-control", "no-store")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
    }

    /// A page or lines in the character set that `content_type` names; nobody keeps it.
    pub(crate) fn document(content_type: &'static str, body: Vec<u8>) -> Self {
        Self::new(content_type, body)
            .with("cache-control", "no-store")
            .with("referrer-policy", "no-referrer")
            .with("x-content-type-options", "nosniff")
    }

    /// A script.
    pub(crate) fn script(source: impl Into<Vec<u8>>) -> Self {
        Self::new("text/javascript; charset=UTF-8", source.into()).with("cache-control", "no-cache")
    }

    /// JSON.
    pub(crate) fn json(value: &Value) -> Self {
        Self::new(
            "application/json; charset=UTF-8",
            value.to_string().into_bytes(),
        )
        .with("cache-control", "no-store")
    }

    /// 302 to an absolute address (see [`super::address::with_query`]).
    pub(crate) fn redirect(location: impl Into<String>) -> Self {
        Self::nothing(302)
            .with("location", location)
            .with("cache-control", "no-store")
            .with("referrer-policy", "no-referrer")
    }

    /// A status without a body.
    pub(crate) fn nothing(status: u16) -> Self {
        Self {
            status,
            content_type: None,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// The same answer with another status.
    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same answer with a header more; names in lower case.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The status.
    pub(crate) fn code(&self) -> u16 {
        self.status
    }

    /// Content type, headers and body, for the listener.
    pub(crate) fn into_parts(self) -> (Option<&'static str>, Vec<(&'static str, String)>, Vec<u8>) {
        (self.content_type, self.headers, self.body)
    }

    fn new(content_type: &'static str, body: Vec<u8>) -> Self {
        Self {
            status: 200,
            content_type: Some(content_type),
            headers: Vec::new(),
            body,
        }
    }
}
