//! The end that nobody waits for: 30 minutes without a result (card-3ds2 §4, §11.4).

use super::{State, back};
use crate::account::Accounts;
use crate::clock::Moment;
use crate::refusal::Outcome;
use crate::store::{Tx, Waiting};

/// The alarm of an authentication, by its id.
pub(crate) const TIME_OUT: &str = "3-D Secure time-out";

/// Seconds until a failed call is made again.
const AGAIN: i64 = 60 * 60;
/// How often it is.
const REPETITIONS: u32 = 3;

/// Ends an authentication without a result and has the shop told, without any browser.
pub(crate) fn time_out(tx: Tx<'_>, accounts: &Accounts, at: Moment, id: &str) -> Outcome<()> {
    let Some(mut one) = tx.authentication(id)? else {
        return Ok(());
    };
    if matches!(one.details.state, State::Done(_) | State::TimedOut) {
        return Ok(());
    }
    one.details.state = State::TimedOut;
    tx.save_authentication(&one)?;
    let key = accounts
        .find(one.merchant_id.as_bytes())
        .and_then(|account| account.merchant.threeds_hash_key.as_deref());
    tx.add_call(&Waiting {
        merchant_id: one.merchant_id.clone(),
        about: one.id.clone(),
        url: back(&one.details.term_url, &one.time_out(key)),
        due: at,
        wait: AGAIN,
        tries_left: REPETITIONS,
    })?;
    Ok(())
}
