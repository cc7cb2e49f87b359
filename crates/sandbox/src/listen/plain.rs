//! Pages and tool over plain HTTP.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;

use super::HEAD_TIMEOUT;
use super::http::{self, Answer};
use crate::desk::Desk;
use crate::pages;
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
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let service = service_fn(move |request| {
                let desk = Arc::clone(&desk);
                async move { Ok::<_, Infallible>(answer(request, what, &desk).await) }
            });
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEAD_TIMEOUT)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(request: Request<Incoming>, what: Plain, desk: &Desk) -> Answer {
    let version = request.version();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = if method == Method::POST {
        match http::read_body(request, BODY_LIMIT).await {
            Ok(body) => body,
            Err(cause) => return http::body_refused(&cause),
        }
    } else {
        bytes::Bytes::new()
    };
    if what == Plain::Pages {
        let asked = pages::Asked {
            method: method.as_str(),
            path: &path,
            query: &query,
            body: &body,
        };
        return http::for_version(http::page(pages::answer(desk, asked)), version);
    }
    let reply = tool::answer(desk, method.as_str(), &path, &query, &body);
    let answer = match reply {
        tool::Reply::Json(body) => http::answer(StatusCode::OK, "application/json", body),
        tool::Reply::Lines(body) => http::answer(StatusCode::OK, "application/x-ndjson", body),
        tool::Reply::Wrong(body) => http::answer(StatusCode::BAD_REQUEST, "application/json", body),
        tool::Reply::NotThere(body) => {
            http::answer(StatusCode::NOT_FOUND, "application/json", body)
        }
        tool::Reply::Unknown => http::empty(StatusCode::NOT_FOUND),
        tool::Reply::Method(allowed) => http::only(allowed),
    };
    http::for_version(answer, version)
}
