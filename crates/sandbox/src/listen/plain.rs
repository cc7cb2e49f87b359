//! Pages and tool over plain HTTP.

use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue, LOCATION};
use hyper::{Request, StatusCode};
use tokio::net::TcpListener;

use super::conversation::{Cut, Slot, converse};
use super::guard::{self, Hosts};
use super::http::{self, Answer};
use super::page;
use crate::desk::Desk;
use crate::tool;

/// What a plain listener shows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Plain {
    /// The buyers' pages.
    Pages,
    /// The test tool.
    Tool,
}

/// The longest body pages and tool take.
const BODY_LIMIT: usize = 1 << 20;

/// Takes connections for ever.
pub(crate) async fn serve_plain(listener: TcpListener, what: Plain, desk: Arc<Desk>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let desk = Arc::clone(&desk);
        // Whoever opened the tool to a network has names of his own for this machine.
        let hosts = match stream.local_addr() {
            Ok(address) if !address.ip().is_loopback() => Hosts::Any,
            _ => Hosts::Local,
        };
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let slot = Slot::default();
            converse(stream, &slot, |request| {
                answer(request, what, hosts, &desk, &slot)
            })
            .await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    what: Plain,
    hosts: Hosts,
    desk: &Arc<Desk>,
    slot: &Slot,
) -> Result<Answer, Cut> {
    match what {
        Plain::Pages => page::answer(request, desk, slot, BODY_LIMIT).await,
        Plain::Tool if !guard::is_own(&request, hosts) => {
            let refused = "{\"error\":\"ほかのサイトからは操作できません。\",\"field\":null}";
            let version = request.version();
            let refused = http::answer(StatusCode::FORBIDDEN, "application/json", refused);
            Ok(http::for_version(refused, version))
        }
        Plain::Tool => Ok(tool_answer(request, desk).await),
    }
}

async fn tool_answer(request: Request<Incoming>, desk: &Arc<Desk>) -> Answer {
    let version = request.version();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = match http::read_body(request, BODY_LIMIT).await {
        Ok(body) => body,
        Err(cause) => return http::body_refused(&cause),
    };
    let reply = tool::answer(desk, method.as_str(), &path, &query, &body).await;
    let answer = match reply {
        tool::Reply::Json(body) => http::answer(StatusCode::OK, "application/json", body),
        tool::Reply::Lines(body) => http::answer(StatusCode::OK, "application/x-ndjson", body),
        tool::Reply::Wrong(body) => http::answer(StatusCode::BAD_REQUEST, "application/json", body),
        tool::Reply::NotThere(body) => {
            http::answer(StatusCode::NOT_FOUND, "application/json", body)
        }
        tool::Reply::Page(status, html) => tool_page(status, html),
        tool::Reply::See(address) => see(&address),
        tool::Reply::Unknown => http::empty(StatusCode::NOT_FOUND),
        tool::Reply::Method(allowed) => http::only(allowed),
    };
    http::for_version(answer, version)
}

/// A page of the tool. Its forms must say where they come from: `no-referrer` would hide it.
fn tool_page(status: u16, html: String) -> Answer {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = http::answer(status, "text/html; charset=UTF-8", html);
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        let name = HeaderName::from_static(name);
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn see(address: &str) -> Answer {
    let mut answer = http::empty(StatusCode::SEE_OTHER);
    match HeaderValue::try_from(address) {
        Ok(address) => {
            answer.headers_mut().insert(LOCATION, address);
            answer
        }
        Err(_) => http::empty(StatusCode::INTERNAL_SERVER_ERROR),
    }
}
