//! Finished files (difference-notification §7) and stored cards (link-type §11): the same patience as
//! difference records, in queues of their own.

use std::sync::Arc;

use super::body::{is_receipt, pair};
use super::post::{Request, Verb};
use super::{AGAIN, PATIENCE, PAUSE, ask, tls};
use crate::account::Merchant;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::ledger::Entry;
use crate::refusal::Outcome;
use crate::store::{Letter, NOTICE_LIFE};

/// Form data in Windows-31J, in the given order, empty values too.
pub(crate) fn form_data(values: &[(&str, String)]) -> Vec<u8> {
    let mut out = String::new();
    for (name, value) in values {
        pair(&mut out, name, value);
    }
    out.into_bytes()
}

/// When the next try of any queue is due.
pub(super) fn next(desk: &Desk) -> Outcome<Option<Moment>> {
    let first = desk.store.read(|tx| Ok(tx.first_letters()?))?;
    Ok(first.iter().map(|letter| letter.due).min())
}

/// Works every queue off until its next post is not due yet.
pub(super) async fn run(desk: &Arc<Desk>) -> Outcome<()> {
    let now = desk.clock.now();
    let mut tasks = tokio::task::JoinSet::new();
    for letter in desk.store.read(|tx| Ok(tx.first_letters()?))? {
        if letter.due <= now {
            let desk = Arc::clone(desk);
            tasks.spawn(async move { work_off(&desk, &letter.merchant_id, &letter.queue).await });
        }
    }
    while let Some(done) = tasks.join_next().await {
        if let Ok(outcome) = done {
            outcome?;
        }
    }
    Ok(())
}

async fn work_off(desk: &Arc<Desk>, merchant_id: &str, queue: &str) -> Outcome<()> {
    let lock = desk.queues.of(&format!("{merchant_id} {queue}"));
    let _turn = lock.lock().await;
    loop {
        let now = desk.clock.now();
        let first = desk.store.read(|tx| Ok(tx.first_letters()?))?;
        let next = first.into_iter().find(|letter| {
            letter.merchant_id == merchant_id && letter.queue == queue && letter.due <= now
        });
        match next {
            Some(letter) => send(desk, &letter).await?,
            None => return Ok(()),
        }
    }
}

async fn send(desk: &Desk, letter: &Letter) -> Outcome<()> {
    let accounts = desk.accounts();
    let account = accounts.find(letter.merchant_id.as_bytes());
    let fallback = Merchant::default();
    let merchant = account.map_or(&fallback, |account| &account.merchant);
    let answer = ask(Request {
        url: letter.url.clone(),
        verb: Verb::Post(letter.body.clone()),
        tls: tls(merchant),
    })
    .await
    .ok();
    let now = desk.clock.now();
    let status = answer.as_ref().map(|answer| answer.status);
    desk.ledger.note(Entry::Called {
        at: now,
        merchant_id: letter.merchant_id.clone(),
        about: letter.about.clone(),
        status,
    });
    let received = answer.is_some_and(|answer| {
        (200..300).contains(&answer.status) && is_receipt(&answer.body, merchant.notice_reply)
    });
    desk.store.write(|tx| {
        if received || now.0 >= letter.made.0 + NOTICE_LIFE {
            tx.end_letter(letter)?;
            tx.pause_letters(letter, 0, None)?;
            return Ok(());
        }
        let failures = letter.failures + 1;
        if failures >= PATIENCE {
            tx.pause_letters(letter, 0, Some(Moment(now.0 + PAUSE)))?;
        } else {
            tx.pause_letters(letter, failures, Some(Moment(now.0 + AGAIN)))?;
        }
        Ok(())
    })
}
