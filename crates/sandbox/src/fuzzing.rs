//! The door for the fuzz driver (`fuzz/`): requests as the listeners hand them on, without network.
//! No part of the crate's interface.

use std::path::Path;
use std::sync::Arc;

use crate::account::Merchant;
use crate::clock::ClockMode;
use crate::desk::{Desk, Lock};
use crate::door::{Certificate, Visitor};
use crate::error::Error;
use crate::form::Form;
use crate::kit;
use crate::pages;
use crate::routes;
use crate::tool;

/// The address that its answers give for the pages.
pub const HERE: &str = "http://127.0.0.1:1";

/// What a browser gets.
#[derive(Debug)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// Empty when there is nothing to read.
    pub content_type: &'static str,
    /// Where it leads by itself.
    pub location: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// A sandbox without listeners.
#[derive(Debug)]
pub struct House {
    desk: Arc<Desk>,
    visitor: Visitor,
    merchant: Merchant,
    runtime: tokio::runtime::Runtime,
}

/// The parameters of form data, in the order of arrival.
#[must_use]
pub fn form(body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let form = Form::parse(body);
    form.iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

impl House {
    /// Opens a folder's sandbox; its clock stands still.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub fn open(dir: &Path) -> Result<Self, Error> {
        let folder = kit::prepare(dir)?;
        let desk = Desk::with_clock(&folder, HERE.to_owned(), ClockMode::Manual)?;
        let accounts = desk.accounts();
        let Some(account) = accounts.all().next() else {
            return Err(Error::Store("no merchant".to_owned()));
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::Runtime)?;
        Ok(Self {
            visitor: Visitor {
                address: std::net::Ipv4Addr::LOCALHOST.into(),
                certificate: Certificate::Issued(account.certificate.as_slice().into()),
            },
            merchant: account.merchant.clone(),
            desk: Arc::new(desk),
            runtime,
        })
    }

    /// `merchant_id=…&connect_id=…&connect_password=…&telegram_version=1.0&`
    #[must_use]
    pub fn login(&self) -> String {
        let merchant = &self.merchant;
        format!(
            "merchant_id={}&connect_id={}&connect_password={}&telegram_version=1.0&",
            merchant.merchant_id, merchant.connect_id, merchant.connect_password
        )
    }

    /// The answer to a telegram, sent to the path of its kind.
    #[must_use]
    pub fn telegram(&self, body: &[u8]) -> Vec<u8> {
        let form = Form::parse(body);
        let kind = routes::Kind::find(form.get("telegram_kind"));
        let path = routes::groups()
            .iter()
            .map(|(_, path)| *path)
            .find(|path| kind.is_some_and(|kind| routes::fits(kind, path)))
            .unwrap_or("/n/card/request");
        self.desk.answer(&self.visitor, path, form, Lock::Free).body
    }

    /// The answer of a page.
    #[must_use]
    pub fn page(&self, method: &str, path: &str, query: &str, body: &[u8]) -> Page {
        let asked = pages::Asked {
            method,
            path,
            query,
            body,
        };
        let reply = pages::answer(&self.desk, asked);
        let status = reply.code();
        let (content_type, headers, body) = reply.into_parts();
        let location = headers.into_iter().find(|(name, _)| *name == "location");
        Page {
            status,
            content_type: content_type.unwrap_or_default(),
            location: location.map(|(_, value)| value),
            body,
        }
    }

    /// Status and text of an answer of the tool.
    #[must_use]
    pub fn tool(&self, method: &str, path: &str, query: &str, body: &[u8]) -> (u16, String) {
        let answer = tool::answer(&self.desk, method, path, query, body);
        match self.runtime.block_on(answer) {
            tool::Reply::Json(text) | tool::Reply::Lines(text) => (200, text),
            tool::Reply::Wrong(text) => (400, text),
            tool::Reply::NotThere(text) => (404, text),
            tool::Reply::Page(status, text) => (status, text),
            tool::Reply::See(address) => (303, address),
            tool::Reply::Unknown => (404, String::new()),
            tool::Reply::Method(_) => (405, String::new()),
        }
    }
}
