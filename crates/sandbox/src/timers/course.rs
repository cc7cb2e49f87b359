//! Lets time pass: alarms go off, records and calls leave the house, the clock is moved.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{self, Moment};
use crate::desk::Desk;
use crate::ledger::Entry;
use crate::notices;
use crate::refusal::{Outcome, Stop};

/// Alarms that one transaction takes, so that telegrams get their turn in between.
const BATCH: usize = 500;

/// How the clock is moved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Move {
    /// So many seconds on.
    By(i64),
    /// To a moment.
    To(Moment),
}

/// Why the clock was not moved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Immovable {
    /// The moment has passed.
    Past,
    /// The moment lies beyond the calendar.
    TooFar,
}

/// Does what is due, for ever: every second, and at once when something must leave the house.
pub(crate) async fn go_on(desk: Arc<Desk>) {
    let mut tick = tokio::time::interval(Duration::from_secs(1));
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = desk.store.outgoing.notified() => {}
        }
        // A move does everything itself, in its order.
        let Ok(turn) = Arc::clone(&desk.moving).try_lock_owned() else {
            continue;
        };
        let done = step(&desk).await;
        drop(turn);
        if let Err(Stop::Broken(cause)) = done {
            log::error!("timers: {cause}");
        }
    }
}

async fn step(desk: &Arc<Desk>) -> Outcome<()> {
    ring(desk, desk.clock.now()).await?;
    notices::start(desk)?;
    if notices::next_call(desk)?.is_some_and(|due| due <= desk.clock.now()) {
        let desk = Arc::clone(desk);
        tokio::spawn(async move { notices::run_calls(&desk).await });
    }
    Ok(())
}

/// Moves the clock on and returns when everything due has been done, each event with the clock at its
/// own time (sandbox-environment §20).
pub(crate) async fn advance(desk: &Arc<Desk>, wanted: Move) -> Outcome<Result<Moment, Immovable>> {
    let _turn = desk.moving.lock().await;
    let start = desk.clock.now();
    let target = match wanted {
        Move::By(seconds) => Moment(start.0.saturating_add(seconds)),
        Move::To(moment) => moment,
    };
    if target < start {
        return Ok(Err(Immovable::Past));
    }
    if !clock::is_in_range(target) {
        return Ok(Err(Immovable::TooFar));
    }
    desk.clock.hold(start);
    let passed = pass(desk, target).await;
    if passed.is_ok() {
        desk.clock.hold(target);
    }
    desk.clock.release();
    keep(desk)?;
    passed?;
    desk.ledger.note(Entry::Clock {
        at: target,
        from: start,
    });
    Ok(Ok(target))
}

async fn pass(desk: &Arc<Desk>, target: Moment) -> Outcome<()> {
    settle(desk).await?;
    while let Some(next) = next_due(desk)?.filter(|next| *next <= target) {
        desk.clock.hold(next);
        keep(desk)?;
        settle(desk).await?;
    }
    Ok(())
}

/// Does everything that is due now, and what that leads to.
async fn settle(desk: &Arc<Desk>) -> Outcome<()> {
    let now = desk.clock.now();
    while next_due(desk)?.is_some_and(|due| due <= now) {
        ring(desk, now).await?;
        notices::finish(desk).await?;
        notices::run_calls(desk).await?;
    }
    Ok(())
}

fn next_due(desk: &Desk) -> Outcome<Option<Moment>> {
    let alarm = desk.store.read(|tx| Ok(tx.next_alarm()?))?;
    let (try_, call) = (notices::next_try(desk)?, notices::next_call(desk)?);
    Ok([alarm, try_, call].into_iter().flatten().min())
}

/// Lets every alarm go off that is due by now.
async fn ring(desk: &Desk, now: Moment) -> Outcome<()> {
    while desk
        .store
        .read(|tx| Ok(tx.next_alarm()?))?
        .is_some_and(|due| due <= now)
    {
        let accounts = desk.accounts();
        let happened = desk.store.write(|tx| {
            let mut happened = Vec::new();
            for _ in 0..BATCH {
                let Some(alarm) = tx.take_alarm(now)? else {
                    break;
                };
                happened.extend(super::happen(tx, &accounts, &desk.faults, &alarm)?);
            }
            Ok(happened)
        })?;
        for event in happened {
            desk.ledger.note(Entry::Happened {
                at: event.at,
                payment_id: event.payment_id,
                event: event.event,
                from: event.from,
                to: event.to,
            });
        }
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// A sandbox that dies now goes on where it was.
fn keep(desk: &Desk) -> Outcome<()> {
    let kept = desk.clock.kept();
    desk.store.write(|tx| Ok(tx.keep_clock(kept)?))
}
