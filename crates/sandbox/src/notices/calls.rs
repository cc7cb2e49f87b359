//! Single calls to shops' servers that are not difference records (card-3ds2 §11.4): each with its own
//! repetition, so that no call waits for another.

use std::sync::Arc;

use super::post::{Request, Verb};
use super::{ask, letters, tls};
use crate::account::Merchant;
use crate::clock::Moment;
use crate::desk::Desk;
use crate::ledger::Entry;
use crate::refusal::Outcome;
use crate::store::Waiting;
use crate::telegrams;

/// When the next call is due.
pub(crate) fn next_call(desk: &Desk) -> Outcome<Option<Moment>> {
    let (call, file) = desk
        .store
        .read(|tx| Ok((tx.next_call()?, tx.next_file_due()?)))?;
    Ok([call, file, letters::next(desk)?]
        .into_iter()
        .flatten()
        .min())
}

/// Makes every call that is due and waits for the answers.
pub(crate) async fn run_calls(desk: &Arc<Desk>) -> Outcome<()> {
    let now = desk.clock.now();
    if next_call(desk)?.is_none_or(|due| due > now) {
        return Ok(());
    }
    while telegrams::work_through(desk)? {}
    letters::run(desk).await?;
    let mut tasks = tokio::task::JoinSet::new();
    for (id, call) in desk.store.write(|tx| Ok(tx.take_calls(now)?))? {
        let desk = Arc::clone(desk);
        tasks.spawn(async move { make(&desk, id, call).await });
    }
    while let Some(done) = tasks.join_next().await {
        if let Ok(outcome) = done {
            outcome?;
        }
    }
    Ok(())
}

async fn make(desk: &Desk, id: i64, call: Waiting) -> Outcome<()> {
    let accounts = desk.accounts();
    let account = accounts.find(call.merchant_id.as_bytes());
    let fallback = Merchant::default();
    let merchant = account.map_or(&fallback, |account| &account.merchant);
    let answer = ask(Request {
        url: call.url.clone(),
        verb: Verb::Get,
        tls: tls(merchant),
    })
    .await;
    let status = answer.ok().map(|answer| answer.status);
    desk.ledger.note(Entry::Called {
        at: desk.clock.now(),
        merchant_id: call.merchant_id.clone(),
        about: call.about.clone(),
        status,
    });
    let done = status.is_some_and(|status| (200..400).contains(&status));
    if done || call.tries_left == 0 {
        desk.store.write(|tx| Ok(tx.end_call(id)?))?;
    }
    Ok(())
}
