//! WebMoney試験用画面 (sandbox-environment §6): complete or interrupt, and what a cancel will be answered.

use serde::{Deserialize, Serialize};

use super::address::{Charset, with_query};
use super::html::fill;
use super::layout::{self, Weight};
use super::{Html, Page, Reply, Visit};
use crate::clock::Moment;
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::store::{PageSession, Tx};
use crate::telegrams::{EMONEY_CHOICES, EMONEY_CHOSEN, enter};
use crate::text;

pub(super) const PAGES: &[Page] = &[Page::get(START, show), Page::post(DECIDE, decide)];

const START: &str = "/emoney/start";
const DECIDE: &str = "/emoney/decide";
const FAMILY: &str = "emoney";
/// How long the buyer may take, in seconds.
const LIFE: i64 = 60 * 60;

/// Where the browser goes in the end.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Returns {
    pub(crate) return_url: String,
    pub(crate) cancel_url: String,
}

#[derive(Debug, Deserialize, Serialize)]
struct State {
    payment_id: i64,
    returns: Returns,
    /// Where the browser was sent in the end.
    done: Option<String>,
}

/// Opens the page of a payment in 10 and returns its address; the link type uses it too.
pub(crate) fn open(
    tx: Tx<'_>,
    page_url: &str,
    payment: &Payment,
    returns: Returns,
) -> Outcome<String> {
    let state = State {
        payment_id: payment.id,
        returns,
        done: None,
    };
    let token = tx.open_page_session(FAMILY, Moment(payment.made.0 + LIFE), &state)?;
    Ok(format!("{page_url}{START}?tkn={token}"))
}

fn show(visit: &Visit<'_>) -> Outcome<Reply> {
    let token = visit.text("tkn");
    visit.desk.store.read(|tx| {
        let Some((session, payment)) = find(tx, &token)? else {
            return Ok(unknown());
        };
        if let Some(done) = &session.state.done {
            return Ok(Reply::redirect(done));
        }
        if visit.desk.clock.now() > session.until {
            return Ok(over());
        }
        Ok(choice(&token, &payment))
    })
}

fn decide(visit: &Visit<'_>) -> Outcome<Reply> {
    let token = visit.text("tkn");
    let now = visit.desk.clock.now();
    let accounts = visit.desk.accounts();
    visit.desk.store.write(|tx| {
        let Some((session, mut payment)) = find(tx, &token)? else {
            return Ok(unknown());
        };
        let mut state = session.state;
        if let Some(done) = &state.done {
            return Ok(Reply::redirect(done));
        }
        if now > session.until || payment.status != "10" {
            return Ok(over());
        }
        let Some(account) = accounts.find(payment.merchant_id.as_bytes()) else {
            return Ok(unknown());
        };
        let id = payment.id.to_string();
        let to = match visit.text("do").as_str() {
            "complete" => {
                let chosen = visit.text("cancel_result");
                if !EMONEY_CHOICES.iter().any(|(code, _)| *code == chosen) {
                    return Ok(unknown());
                }
                payment.set(EMONEY_CHOSEN, chosen);
                payment.set("emoney_user_id", format!("WM{}", text::random_digits(22)));
                payment.set("emoney_payment_id", text::random_digits(25));
                payment.set("authorized_date", now.stamp());
                payment.set("payment_date", now.stamp());
                enter(tx, &account.merchant, now, &mut payment, "40")?;
                tx.save_payment(&payment)?;
                let parameters = [
                    ("payment_id", id.as_str()),
                    ("trading_id", &payment.trading_id),
                    ("emoney_user_id", &payment.value("emoney_user_id")),
                    ("emoney_payment_id", &payment.value("emoney_payment_id")),
                    ("accept_date", &now.stamp()),
                ];
                with_query(&state.returns.return_url, &parameters, Charset::Windows31J)
            }
            // Nothing says what an interrupted payment becomes: it stays 10.
            "interrupt" => {
                let parameters = [
                    ("payment_id", id.as_str()),
                    ("trading_id", &payment.trading_id),
                ];
                with_query(&state.returns.cancel_url, &parameters, Charset::Windows31J)
            }
            _ => return Ok(unknown()),
        };
        state.done = Some(to.clone());
        tx.save_page_session(&token, &state)?;
        Ok(Reply::redirect(to))
    })
}

fn find(tx: Tx<'_>, token: &str) -> Outcome<Option<(PageSession<State>, Payment)>> {
    let Some(session) = tx.page_session::<State>(FAMILY, token)? else {
        return Ok(None);
    };
    let payment = tx.any_payment(session.state.payment_id)?;
    Ok(payment.map(|payment| (session, payment)))
}

fn choice(token: &str, payment: &Payment) -> Reply {
    let amount = layout::yen(payment.amount);
    let choices = EMONEY_CHOICES.iter().map(|(code, label)| {
        fill(
            "<option value=\"{code}\">{label}</option>",
            &[("code", (*code).into()), ("label", (*label).into())],
        )
    });
    let select = fill(
        "<label>取消・補正売上の結果<small>この決済をあとで取消または補正したときの応答を選びます。</small>\
         <select name=\"cancel_result\">{choices}</select></label>",
        &[("choices", Html::join(choices))],
    );
    let buttons = [
        select,
        layout::button(
            Weight::Main,
            "do",
            "complete",
            "決済を完了する場合はここをクリック",
        ),
        layout::button(
            Weight::Other,
            "do",
            "interrupt",
            "決済を中断する場合はここをクリック",
        ),
    ];
    let content = Html::join([
        layout::facts(&[
            ("お支払い金額", &amount),
            ("加盟店ID", &payment.merchant_id),
            ("取引ID", &payment.trading_id),
        ]),
        layout::form(DECIDE, &[("tkn", token)], Html::join(buttons)),
    ]);
    layout::page("WebMoney試験用画面", content)
}

fn unknown() -> Reply {
    layout::trouble(
        "画面を表示できません",
        "URLまたは送信された内容が正しくありません。ショップに戻ってやり直してください。",
    )
}

fn over() -> Reply {
    layout::trouble(
        "お支払いの有効期限切れ",
        "お申し込みから60分が過ぎたため、お支払いいただけません。ショップに戻ってやり直してください。",
    )
}
