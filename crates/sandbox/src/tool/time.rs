//! The clock (sandbox-environment §20).

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Reply, problem};
use crate::clock;
use crate::desk::Desk;
use crate::timers::course::{self, Immovable, Move};

/// `GET /tool/clock`.
pub(super) fn shown(desk: &Desk) -> Reply {
    Reply::Json(
        json!({
            "now": desk.clock.now().rfc3339(),
            "mode": desk.clock.mode().word(),
        })
        .to_string(),
    )
}

/// `POST /tool/clock`. What is due is done even when the asker does not wait for the answer.
pub(super) async fn moved(desk: &Arc<Desk>, body: &[u8]) -> Reply {
    let wanted = match read(body) {
        Ok(wanted) => wanted,
        Err(field) => {
            return Reply::Wrong(problem(
                &format!("入力値が不正です。({field})"),
                Some(field),
            ));
        }
    };
    let field = match wanted {
        Move::By(_) => "advance",
        Move::To(_) => "set",
    };
    let desk = Arc::clone(desk);
    let moved = tokio::spawn(async move {
        let moved = course::advance(&desk, wanted).await;
        (moved, desk)
    })
    .await;
    match moved {
        Ok((Ok(Ok(_)), desk)) => shown(&desk),
        Ok((Ok(Err(Immovable::Past)), _)) => {
            Reply::Wrong(problem("時計を過去に戻すことはできません。", Some(field)))
        }
        Ok((Ok(Err(Immovable::TooFar)), _)) => Reply::Wrong(problem(
            &format!("入力値が不正です。({field})"),
            Some(field),
        )),
        Ok((Err(_), _)) | Err(_) => Reply::Wrong(problem("データベースのエラーです。", None)),
    }
}

fn read(body: &[u8]) -> Result<Move, &'static str> {
    let wish: Value = serde_json::from_slice(body).map_err(|_| "JSON")?;
    match (wish.get("advance"), wish.get("set")) {
        (Some(by), None) => by
            .as_str()
            .and_then(clock::span)
            .map(Move::By)
            .ok_or("advance"),
        (None, Some(to)) => to
            .as_str()
            .and_then(clock::moment)
            .map(Move::To)
            .ok_or("set"),
        _ => Err("advance"),
    }
}
