//! The carriers' screens (carrier §3, §12.1): log in, pay, stop, let the session lapse, log out.

mod charge;
mod login;
mod way;

use serde::{Deserialize, Serialize};

use super::{Page, Reply, Visit, layout};
use crate::carrier::Carrier;
use crate::clock::Moment;
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::store::Tx;

pub(crate) use charge::{Charge, Returns};
pub(crate) use login::{Login, Logout};
pub(crate) use way::Way;

pub(super) const PAGES: &[Page] = &[
    Page::get(way::AU, open),
    Page::get(way::AU_BUNDLE, open),
    Page::get(way::SOFTBANK_A, open),
    Page::post(way::SOFTBANK_B, open),
    Page::post(way::DOCOMO, open),
    Page::post(way::LOGOUT, open),
    Page::post(DECIDE, decide),
];

/// Where the buttons of every page lead.
const DECIDE: &str = "/carrier/decide";
const FAMILY: &str = "carrier";
/// How long a login or logout page can be used, in seconds.
const LOGIN_LIFE: i64 = 30 * 60;

/// What a page's token stands for.
#[derive(Debug, Deserialize, Serialize)]
enum State {
    Charge(Charge),
    Login(Login),
    Logout(Logout),
}

/// Opens the page of a payment in 10 and says how the buyer gets there; the link type uses it too.
pub(crate) fn open_charge(
    tx: Tx<'_>,
    page_url: &str,
    payment: &Payment,
    carrier: Carrier,
    returns: Returns,
) -> Outcome<Way> {
    let until = Moment(payment.made.0 + carrier.session());
    let charge = Charge::new(payment.id, carrier, returns);
    let token = tx.open_page_session(FAMILY, until, &State::Charge(charge))?;
    Ok(way::to_charge(carrier, page_url, &token))
}

/// Opens the page on which a user says who it is (104).
pub(crate) fn open_login(tx: Tx<'_>, page_url: &str, now: Moment, login: &Login) -> Outcome<Way> {
    let state = State::Login(login.clone());
    let token = tx.open_page_session(FAMILY, Moment(now.0 + LOGIN_LIFE), &state)?;
    Ok(way::to_login(login.carrier, page_url, &token))
}

/// Opens the page on which a user logs out (109).
pub(crate) fn open_logout(
    tx: Tx<'_>,
    page_url: &str,
    now: Moment,
    logout: &Logout,
) -> Outcome<Way> {
    let state = State::Logout(logout.clone());
    let token = tx.open_page_session(FAMILY, Moment(now.0 + LOGIN_LIFE), &state)?;
    Ok(way::to_logout(page_url, &token))
}

/// One visit to a page, its session found.
struct Seat<'a> {
    visit: &'a Visit<'a>,
    tx: Tx<'a>,
    token: &'a str,
    now: Moment,
    /// Whether the session's time is over.
    late: bool,
}

fn open(visit: &Visit<'_>) -> Outcome<Reply> {
    with_session(visit, |seat, state| match state {
        State::Charge(charge) => charge::show(seat, charge),
        State::Login(login) => login::show(seat, &login),
        State::Logout(logout) => login::show_logout(seat, &logout),
    })
}

fn decide(visit: &Visit<'_>) -> Outcome<Reply> {
    with_session(visit, |seat, state| match state {
        State::Charge(charge) => charge::decide(seat, charge),
        State::Login(login) => login::decide(seat, login),
        State::Logout(logout) => login::show_logout(seat, &logout),
    })
}

fn with_session(
    visit: &Visit<'_>,
    then: impl FnOnce(&Seat<'_>, State) -> Outcome<Reply>,
) -> Outcome<Reply> {
    let token = way::TOKENS
        .iter()
        .map(|name| visit.text(name))
        .find(|token| !token.is_empty())
        .unwrap_or_default();
    let now = visit.desk.clock.now();
    visit.desk.store.write(|tx| {
        let Some(session) = tx.page_session::<State>(FAMILY, &token)? else {
            return Ok(unknown());
        };
        let seat = Seat {
            visit,
            tx,
            token: &token,
            now,
            late: now > session.until,
        };
        then(&seat, session.state)
    })
}

fn unknown() -> Reply {
    layout::trouble(
        "画面を表示できません",
        "URLまたは送信された内容が正しくありません。ショップに戻ってやり直してください。",
    )
}

fn lapsed() -> Reply {
    layout::trouble(
        "セッションの有効期限切れ",
        "一定時間が過ぎたため、手続きを続けることができません。ショップに戻ってやり直してください。",
    )
}
