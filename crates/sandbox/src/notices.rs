//! Difference records on their way to the shop: one queue per merchant, strictly by number, with the
//! gateway's patience (difference-notification §10.3).

mod body;
mod calls;
mod letters;
pub(crate) mod post;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::account::Merchant;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::faults::{self, Subject};
use crate::ledger::Entry;
use crate::refusal::Outcome;
use crate::store::{NOTICE_LIFE, Notice, Pause, Push, Stage, Try, Tx};
use body::Twist;
pub(crate) use calls::{next_call, run_calls};
pub(crate) use letters::form_data;
use post::{Answer, Request, ServerCertificate, ServerName, Tls, Trouble, Verb};

/// Seconds until a failed record is tried again.
const AGAIN: i64 = 60;
/// Failures in a row after which the queue pauses.
const PATIENCE: i64 = 5;
/// Seconds of that pause.
const PAUSE: i64 = 15 * 60;
/// Seconds that a record lets a successor pass which does not come.
const REVERSED: i64 = 60;

/// The merchants' queues, each worked on by one at a time.
#[derive(Debug, Default)]
pub(crate) struct Queues {
    busy: Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl Queues {
    fn of(&self, merchant_id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(busy.entry(merchant_id.to_owned()).or_default())
    }
}

/// When the next try of any merchant is due.
pub(crate) fn next_try(desk: &Desk) -> Outcome<Option<Moment>> {
    let accounts = desk.accounts();
    desk.store.read(|tx| {
        let mut first: Option<Moment> = None;
        for account in accounts.all() {
            if let Some((_, due)) = head(tx, &account.merchant)? {
                first = Some(first.map_or(due, |sofar| sofar.min(due)));
            }
        }
        Ok(first)
    })
}

/// Starts whatever is due, in the background.
pub(crate) fn start(desk: &Arc<Desk>) -> Outcome<()> {
    for merchant_id in due(desk)? {
        let Ok(lock) = desk.queues.of(&merchant_id).try_lock_owned() else {
            // Whoever works on it looks again when it is done.
            continue;
        };
        let desk = Arc::clone(desk);
        tokio::spawn(async move {
            let mut lock = Some(lock);
            loop {
                if let Err(cause) = work_off(&desk, &merchant_id).await {
                    log::error!("notices: {cause:?}");
                    return;
                }
                lock.take();
                // A record may have come in between, whose starter found the queue locked.
                let waiting = due(&desk).is_ok_and(|due| due.contains(&merchant_id));
                lock = desk.queues.of(&merchant_id).try_lock_owned().ok();
                if !waiting || lock.is_none() {
                    return;
                }
            }
        });
    }
    Ok(())
}

/// Does whatever is due and waits for it, for what is under way too.
pub(crate) async fn finish(desk: &Arc<Desk>) -> Outcome<()> {
    let mut tasks = tokio::task::JoinSet::new();
    for merchant_id in due(desk)? {
        let desk = Arc::clone(desk);
        tasks.spawn(async move {
            let queue = desk.queues.of(&merchant_id);
            let _lock = queue.lock().await;
            work_off(&desk, &merchant_id).await
        });
    }
    while let Some(done) = tasks.join_next().await {
        if let Ok(outcome) = done {
            outcome?;
        }
    }
    Ok(())
}

/// Sends a record once more, outside the queue.
pub(crate) async fn resend(desk: &Desk, merchant: &Merchant, notice: &Notice) -> Outcome<Try> {
    let url = merchant.push_url().unwrap_or_default();
    let tried = send(desk, merchant, notice, url, "resend", &Twist::default()).await;
    note(desk, merchant, notice, &tried)?;
    Ok(tried)
}

/// The merchants whose queue has something to do now.
fn due(desk: &Desk) -> Outcome<Vec<String>> {
    let (accounts, now) = (desk.accounts(), desk.clock.now());
    desk.store.read(|tx| {
        let mut due = Vec::new();
        for account in accounts.all() {
            let merchant = &account.merchant;
            if head(tx, merchant)?.is_some_and(|(_, at)| at <= now) {
                due.push(merchant.merchant_id.clone());
            }
        }
        Ok(due)
    })
}

/// The record whose turn it is, and when it is tried.
fn head(tx: Tx<'_>, merchant: &Merchant) -> Outcome<Option<(Push, Moment)>> {
    let merchant_id = &merchant.merchant_id;
    let mut first = tx.first_pushes(merchant_id)?.into_iter();
    let Some(mut push) = first.next() else {
        return Ok(None);
    };
    if push.stage == Stage::Behind
        && let Some(next) = first.next()
    {
        push = next;
    }
    let mut due = push.due;
    if merchant.push_url() == Some(push.url.as_str())
        && let Some(pause) = tx.pause(merchant_id)?
    {
        due = due.max(pause.due);
    }
    Ok(Some((push, due)))
}

/// Sends record after record until the next one is not due yet.
async fn work_off(desk: &Desk, merchant_id: &str) -> Outcome<()> {
    loop {
        let accounts = desk.accounts();
        let Some(account) = accounts.find(merchant_id.as_bytes()) else {
            return Ok(());
        };
        let merchant = &account.merchant;
        let now = desk.clock.now();
        let next = desk.store.read(|tx| {
            let Some((push, due)) = head(tx, merchant)? else {
                return Ok(None);
            };
            let notice = tx.any_notice(merchant_id, push.notice_id)?;
            Ok((due <= now).then_some((push, notice)))
        })?;
        match next {
            None => return Ok(()),
            Some((push, _)) if merchant.push_url() != Some(push.url.as_str()) => {
                // A new address takes only what is recorded from then on.
                let url = merchant.push_url().unwrap_or_default();
                desk.store
                    .write(|tx| Ok(tx.forget_pushes(merchant_id, url)?))?;
            }
            Some((push, None)) => {
                desk.store
                    .write(|tx| Ok(tx.end_push(merchant_id, push.notice_id)?))?;
            }
            Some((push, Some(notice))) => take_turn(desk, merchant, &push, &notice).await?,
        }
    }
}

/// One record's turn: what the fault rules want of it, else the try.
async fn take_turn(desk: &Desk, merchant: &Merchant, push: &Push, notice: &Notice) -> Outcome<()> {
    let merchant_id = &merchant.merchant_id;
    let now = desk.clock.now();
    let hold = |stage: Stage, seconds: i64| {
        let due = Moment(now.0.saturating_add(seconds));
        desk.store
            .write(|tx| Ok(tx.hold_push(merchant_id, notice.id, stage, due)?))
    };
    let mut twist = Twist::default();
    let mut causes = vec!["queue"];
    match wanted(desk, merchant, notice) {
        Some(faults::Notice::DelayS(seconds)) if push.stage == Stage::Fresh => {
            return hold(Stage::Held, i64::try_from(seconds).unwrap_or(NOTICE_LIFE));
        }
        Some(faults::Notice::Reverse) if push.stage == Stage::Fresh => {
            return hold(Stage::Behind, REVERSED);
        }
        Some(faults::Notice::Drop) => {
            desk.store
                .write(|tx| Ok(tx.end_push(merchant_id, notice.id)?))?;
            return note(
                desk,
                merchant,
                notice,
                &Try {
                    at: now,
                    cause: "queue".to_owned(),
                    outcome: "dropped".to_owned(),
                    http_status: None,
                },
            );
        }
        Some(faults::Notice::Twice) => causes.push("twice"),
        Some(faults::Notice::Forge) => twist.forged = true,
        Some(faults::Notice::Status(status)) => twist.status = Some(status),
        Some(faults::Notice::DelayS(_) | faults::Notice::Reverse) | None => {}
    }
    if push.stage == Stage::Behind {
        // Its successor did not come.
        hold(Stage::Held, 0)?;
    }
    for cause in causes {
        let tried = send(desk, merchant, notice, &push.url, cause, &twist).await;
        note(desk, merchant, notice, &tried)?;
        if cause == "queue" {
            settle(desk, merchant_id, notice.id, &tried)?;
        }
    }
    Ok(())
}

/// What a fault rule wants of a record.
fn wanted(desk: &Desk, merchant: &Merchant, notice: &Notice) -> Option<faults::Notice> {
    let trading_id = notice.value("trading_id");
    let payment_type = notice.value("payment_type");
    let subject = Subject {
        merchant_id: &merchant.merchant_id,
        kind: "notice",
        trading_id: &trading_id,
        payment_type: &payment_type,
    };
    let hit = desk.faults.on_notice(subject)?;
    desk.note_hit(&hit, subject, Some(notice.payment_id));
    Some(hit.effect)
}

/// What a try means for the queue.
fn settle(desk: &Desk, merchant_id: &str, notice_id: i64, tried: &Try) -> Outcome<()> {
    let now = desk.clock.now();
    desk.store.write(|tx| {
        if tried.outcome == DELIVERED {
            tx.end_push(merchant_id, notice_id)?;
            tx.set_pause(merchant_id, None)?;
            return Ok(());
        }
        let failures = tx.pause(merchant_id)?.map_or(0, |pause| pause.failures) + 1;
        let pause = if failures >= PATIENCE {
            Pause {
                failures: 0,
                due: Moment(now.0 + PAUSE),
            }
        } else {
            Pause {
                failures,
                due: Moment(now.0 + AGAIN),
            }
        };
        tx.set_pause(merchant_id, Some(pause))?;
        Ok(())
    })
}

const DELIVERED: &str = "delivered";

/// One try. What the shop answered is judged, never kept.
async fn send(
    desk: &Desk,
    merchant: &Merchant,
    notice: &Notice,
    url: &str,
    cause: &str,
    twist: &Twist,
) -> Try {
    let at = desk.clock.now();
    let request = Request {
        url: url.to_owned(),
        verb: Verb::Post(body::bytes(notice, merchant, twist)),
        tls: tls(merchant),
    };
    let answer = ask(request).await;
    let outcome = match &answer {
        Ok(answer) if !(200..300).contains(&answer.status) => "HTTP status",
        Ok(answer) if body::is_receipt(&answer.body, merchant.notice_reply) => DELIVERED,
        Ok(_) => "no result=0",
        Err(trouble) => trouble.word(),
    };
    Try {
        at,
        cause: cause.to_owned(),
        outcome: outcome.to_owned(),
        http_status: answer.ok().map(|answer| answer.status),
    }
}

fn tls(merchant: &Merchant) -> Tls {
    Tls {
        name: if merchant.notice_sni {
            ServerName::Told
        } else {
            ServerName::Untold
        },
        certificate: if merchant.notice_verify_tls {
            ServerCertificate::Checked
        } else {
            ServerCertificate::Ignored
        },
    }
}

/// Asks a shop's server on a thread that may wait.
async fn ask(request: Request) -> Result<Answer, Trouble> {
    tokio::task::spawn_blocking(move || post::ask(&request))
        .await
        .unwrap_or(Err(Trouble::Broken))
}

fn note(desk: &Desk, merchant: &Merchant, notice: &Notice, tried: &Try) -> Outcome<()> {
    desk.ledger.note(Entry::Pushed {
        at: tried.at,
        merchant_id: merchant.merchant_id.clone(),
        notice_id: notice.id,
        payment_id: notice.payment_id,
        status: notice.value("payment_status").into_owned(),
        cause: tried.cause.clone(),
        outcome: tried.outcome.clone(),
        http_status: tried.http_status,
    });
    desk.store
        .write(|tx| Ok(tx.add_try(&merchant.merchant_id, notice.id, tried)?))
}
