//! A request for one of the buyers' pages, on either listener.

use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::{Method, Request};

use super::conversation::{Cut, Slot};
use super::faulty;
use super::http::{self, Answer};
use crate::desk::Desk;
use crate::pages;

/// Answers a request whose body has at most `limit` bytes.
pub(super) async fn answer(
    request: Request<Incoming>,
    desk: &Arc<Desk>,
    slot: &Slot,
    limit: usize,
) -> Result<Answer, Cut> {
    let version = request.version();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = match http::read_body(request, limit).await {
        Ok(body) => body,
        Err(cause) => return Ok(http::body_refused(&cause)),
    };
    let effect = desk.struck_page(&path, &query, &body);
    let page = Page {
        desk: Arc::clone(desk),
        method,
        path,
        query,
        body,
    };
    let Some(effect) = effect else {
        return Ok(http::for_version(page.answer(), version));
    };
    let page = Arc::new(page);
    let asked = Arc::clone(&page);
    let process = async move { (page.answer(), None) };
    let answer = faulty::deliver(effect, slot, version, process, |fields| {
        http::page(pages::canned(&asked.desk, asked.asked(), fields))
    })
    .await?;
    Ok(http::for_version(answer, version))
}

/// A request, kept until it is carried out.
struct Page {
    desk: Arc<Desk>,
    method: Method,
    path: String,
    query: String,
    body: Bytes,
}

impl Page {
    fn asked(&self) -> pages::Asked<'_> {
        pages::Asked {
            method: self.method.as_str(),
            path: &self.path,
            query: &self.query,
            body: &self.body,
        }
    }

    fn answer(&self) -> Answer {
        http::page(pages::answer(&self.desk, self.asked()))
    }
}
