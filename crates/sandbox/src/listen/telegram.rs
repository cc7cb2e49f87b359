//! The telegram listener: statuses and limits of telegrams-overview §3 (end), answers of §6.4.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::{Method, Request, StatusCode};
use tokio::net::{TcpListener, TcpStream};

use super::HANDSHAKE_TIMEOUT;
use super::conversation::{Cut, Slot, converse};
use super::faulty::{self, Done};
use super::handshake::Acceptor;
use super::http::{self, Answer};
use super::{page, plain_on_tls};
use crate::desk::{self, Desk, Lock};
use crate::door::Visitor;
use crate::form::Form;
use crate::ledger::Entry;
use crate::pages;
use crate::routes;

/// Takes connections for ever.
pub(crate) async fn serve_telegrams(listener: TcpListener, acceptor: Acceptor, desk: Arc<Desk>) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors: give running connections time to end.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let (acceptor, desk) = (acceptor.clone(), Arc::clone(&desk));
        tokio::spawn(async move { connection(stream, peer, &acceptor, desk).await });
    }
}

async fn connection(stream: TcpStream, peer: SocketAddr, acceptor: &Acceptor, desk: Arc<Desk>) {
    let _ = stream.set_nodelay(true);
    let Ok(Ok(is_plain)) =
        tokio::time::timeout(HANDSHAKE_TIMEOUT, plain_on_tls::is_plain(&stream)).await
    else {
        return;
    };
    if is_plain {
        note_turned(&desk, StatusCode::BAD_REQUEST);
        plain_on_tls::refuse(stream).await;
        return;
    }
    let Ok(Ok((stream, certificate))) =
        tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await
    else {
        return;
    };
    let visitor = Arc::new(Visitor {
        address: peer.ip(),
        certificate,
    });
    let slot = Slot::default();
    converse(stream, &slot, |request| {
        answer(request, &desk, &visitor, &slot)
    })
    .await;
}

async fn answer(
    request: Request<Incoming>,
    desk: &Arc<Desk>,
    visitor: &Arc<Visitor>,
    slot: &Slot,
) -> Result<Answer, Cut> {
    let version = request.version();
    let path = request.uri().path().to_owned();
    if pages::is_on_telegram_listener(&path) {
        // Link type: these need no client certificate.
        let limit = routes::body_limit(&path);
        return page::answer(request, desk, slot, limit).await;
    }
    if !routes::is_telegram_path(&path) {
        let answer = http::empty(StatusCode::NOT_FOUND);
        return Ok(turned(desk, http::for_version(answer, version)));
    }
    if request.method() != Method::POST {
        return Ok(turned(desk, http::for_version(http::only("POST"), version)));
    }
    let body = match http::read_body(request, routes::body_limit(&path)).await {
        Ok(body) => body,
        Err(cause) => return Ok(turned(desk, http::body_refused(&cause))),
    };
    let form = Form::parse(&body);
    let Some(effect) = desk.struck_telegram(&form) else {
        let (answer, _) = process(Arc::clone(desk), Arc::clone(visitor), path, form).await;
        return Ok(http::for_version(answer, version));
    };
    let canned = desk::canned(&form);
    let process = process(Arc::clone(desk), Arc::clone(visitor), path, form);
    let canned = |fields: &[(String, String)]| written(canned(fields));
    let answer = faulty::deliver(effect, slot, version, process, canned).await?;
    Ok(http::for_version(answer, version))
}

/// Notes a request that no telegram came of.
fn turned(desk: &Desk, answer: Answer) -> Answer {
    note_turned(desk, answer.status());
    answer
}

fn note_turned(desk: &Desk, status: StatusCode) {
    desk.ledger.note(Entry::Turned {
        at: desk.clock.now(),
        listener: "telegrams",
        status: status.as_u16(),
    });
}

/// Carries a telegram out when no other one is busy with its payment.
async fn process(desk: Arc<Desk>, visitor: Arc<Visitor>, path: String, form: Form) -> Done {
    let Some(payment_id) = desk::locks(&form) else {
        let reply = desk.answer(&visitor, &path, form, Lock::Free);
        return (written(reply), None);
    };
    let turn = desk.turns.take(payment_id).await;
    let lock = match turn {
        Some(_) => Lock::Free,
        None => Lock::TakenByAnother,
    };
    (written(desk.answer(&visitor, &path, form, lock)), turn)
}

fn written(reply: desk::Reply) -> Answer {
    let content_type = if reply.utf8 {
        "text/plain; charset=UTF-8"
    } else {
        "text/plain; charset=Windows-31J"
    };
    http::answer(StatusCode::OK, content_type, reply.body)
}
