//! A request for one of the buyers' pages, on either listener.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::{Request, StatusCode};

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
    let desk = Arc::clone(desk);
    let process = async move {
        let asked = pages::Asked {
            method: method.as_str(),
            path: &path,
            query: &query,
            body: &body,
        };
        (http::page(pages::answer(&desk, asked)), None)
    };
    let answer = match effect {
        None => process.await.0,
        Some(effect) => faulty::deliver(effect, slot, version, process, lines).await?,
    };
    Ok(http::for_version(answer, version))
}

/// An answer that a rule holds, as the link type writes lines.
fn lines(fields: &[(String, String)]) -> Answer {
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    http::answer(
        StatusCode::OK,
        "text/plain; charset=UTF-8",
        lines.join("\r\n"),
    )
}
