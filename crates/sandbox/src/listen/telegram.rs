//! The telegram listener: statuses and limits of telegrams-overview §3 (end), answers of §6.4.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::http::{self, Answer};
use super::tls::Authority;
use super::{HANDSHAKE_TIMEOUT, HEAD_TIMEOUT};
use crate::desk::Desk;
use crate::door::Visitor;
use crate::pages;
use crate::routes;

/// Takes connections for ever.
pub(crate) async fn serve_telegrams(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    authority: Authority,
    desk: Arc<Desk>,
) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors: give running connections time to end.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let (acceptor, authority, desk) = (acceptor.clone(), authority.clone(), Arc::clone(&desk));
        tokio::spawn(async move { connection(stream, peer, &acceptor, &authority, desk).await });
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    acceptor: &TlsAcceptor,
    authority: &Authority,
    desk: Arc<Desk>,
) {
    let _ = stream.set_nodelay(true);
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await
    else {
        return;
    };
    let shown = stream
        .get_ref()
        .1
        .peer_certificates()
        .and_then(|chain| chain.first());
    let certificate = authority.judge(shown.map(|der| der.as_ref()));
    let visitor = Arc::new(Visitor {
        address: peer.ip(),
        certificate,
    });
    let service = service_fn(move |request| {
        let (desk, visitor) = (Arc::clone(&desk), Arc::clone(&visitor));
        async move { Ok::<_, Infallible>(answer(request, &desk, &visitor).await) }
    });
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn answer(request: Request<Incoming>, desk: &Desk, visitor: &Visitor) -> Answer {
    let version = request.version();
    let path = request.uri().path().to_owned();
    if pages::is_on_telegram_listener(&path) {
        return page(request, desk, &path).await;
    }
    if !routes::is_telegram_path(&path) {
        return http::for_version(http::empty(StatusCode::NOT_FOUND), version);
    }
    if request.method() != Method::POST {
        return http::for_version(http::only("POST"), version);
    }
    let body = match http::read_body(request, routes::body_limit(&path)).await {
        Ok(body) => body,
        Err(cause) => return http::body_refused(&cause),
    };
    let reply = desk.answer(visitor, &path, &body);
    let content_type = if reply.utf8 {
        "text/plain; charset=UTF-8"
    } else {
        "text/plain; charset=Windows-31J"
    };
    http::for_version(
        http::answer(StatusCode::OK, content_type, reply.body),
        version,
    )
}

/// Pages that are served here too (link type); they need no client certificate.
async fn page(request: Request<Incoming>, desk: &Desk, path: &str) -> Answer {
    let version = request.version();
    let method = request.method().clone();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let body = match http::read_body(request, routes::body_limit(path)).await {
        Ok(body) => body,
        Err(cause) => return http::body_refused(&cause),
    };
    let asked = pages::Asked {
        method: method.as_str(),
        path,
        query: &query,
        body: &body,
    };
    http::for_version(http::page(pages::answer(desk, asked)), version)
}
