//! Paidy Checkout: the served script and the three steps in its window (paidy §1, §2, §8).

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::html::fill;
use super::layout::{self, Weight};
use super::{Html, Page, Reply, Visit};
use crate::clock::Moment;
use crate::kit;
use crate::paidy::{self, Details, Purchase};
use crate::refusal::{Outcome, Stop};
use crate::store::{Subject, Tx};
use crate::telegrams::paidy::{WEBHOOK, receive_webhook};
use crate::telegrams::trouble::{Webhook, of_webhook};

pub(super) const PAGES: &[Page] = &[
    Page::get("/paidy/checkout.js", script),
    Page::post(CHECKOUT, checkout),
    Page::post(BUYER, buyer),
    Page::post(CODE, code),
    Page::post(CLOSE, close),
];

const CHECKOUT: &str = "/paidy/checkout";
const BUYER: &str = "/paidy/buyer";
const CODE: &str = "/paidy/code";
const CLOSE: &str = "/paidy/close";
const FAMILY: &str = "paidy";
/// How long the window can be used, in seconds.
const LIFE: i64 = 30 * 60;

/// Paidy's public test account that is refused.
const REJECTED: &str = "rejected.payment@paidy.com";
const TEST_CODE: &str = "8888";

#[derive(Debug, Deserialize, Serialize)]
struct State {
    merchant_id: String,
    details: Details,
    /// Empty until the first step is done.
    email: String,
    /// What `closed` was called with.
    result: Option<String>,
}

fn script(_visit: &Visit<'_>) -> Outcome<Reply> {
    Ok(Reply::script(include_str!("paidy/checkout.js")))
}

/// The window opens: key and payload are checked.
fn checkout(visit: &Visit<'_>) -> Outcome<Reply> {
    let accounts = visit.desk.accounts();
    let key = visit.text("api_key");
    let Some(account) = accounts.of_paidy_key(&key) else {
        return Ok(trouble("api_key が試験環境の公開鍵と一致しません。"));
    };
    let details = match paidy::read(&visit.text("payload")) {
        Ok(details) => details,
        Err(text) => return Ok(trouble(text)),
    };
    let field = |name: &str| details.fields.get(name).cloned().unwrap_or_default();
    let (email, phone) = (field("buyer_email"), field("buyer_phone"));
    let amount = details.amount;
    let store = field("store_name");
    let state = State {
        merchant_id: account.merchant.merchant_id.clone(),
        details,
        email: String::new(),
        result: None,
    };
    let until = Moment(visit.desk.clock.now().0 + LIFE);
    let token = visit
        .desk
        .store
        .write(|tx| Ok(tx.open_page_session(FAMILY, until, &state)?))?;
    Ok(step(
        &token,
        BUYER,
        &[("店舗名", &store), ("お支払い金額", &layout::yen(amount))],
        fill(
            "<label>メールアドレス<small>rejected.payment@paidy.com は審査で否決、それ以外は承認されます。</small>\
             <input type=\"email\" name=\"email\" value=\"{email}\" required></label>\
             <label>携帯電話番号<small>試験用の番号は 08000000001 です。</small>\
             <input type=\"tel\" name=\"phone\" value=\"{phone}\" required></label>",
            &[("email", email.into()), ("phone", phone.into())],
        ),
        "次へ",
    ))
}

/// The buyer has said who it is and would now get a code.
fn buyer(visit: &Visit<'_>) -> Outcome<Reply> {
    with_session(visit, |tx, token, mut state| {
        let phone = visit.text("phone").replace('-', "");
        let is_phone =
            (10..=11).contains(&phone.len()) && phone.bytes().all(|b| b.is_ascii_digit());
        if !is_phone || !visit.text("email").contains('@') {
            return Ok(trouble(
                "メールアドレスと携帯電話番号を正しく入力してください。",
            ));
        }
        state.email = visit.text("email");
        tx.save_page_session(token, &state)?;
        Ok(ask_code(token, &state, ""))
    })
}

/// The buyer has typed the code: Paidy decides.
fn code(visit: &Visit<'_>) -> Outcome<Reply> {
    with_session(visit, |tx, token, mut state| {
        if state.email.is_empty() {
            return Ok(trouble("最初からやり直してください。"));
        }
        if visit.text("code") != TEST_CODE {
            return Ok(ask_code(token, &state, "認証コードが正しくありません。"));
        }
        let Some(result) = decide(visit, tx, &state)? else {
            return Ok(trouble("加盟店が見つかりません。"));
        };
        state.result = Some(result.clone());
        tx.save_page_session(token, &state)?;
        Ok(finished(&result))
    })
}

fn close(visit: &Visit<'_>) -> Outcome<Reply> {
    with_session(visit, |tx, token, mut state| {
        let result = closed();
        state.result = Some(result.clone());
        tx.save_page_session(token, &state)?;
        Ok(finished(&result))
    })
}

/// Keeps the purchase and tells Paygent of it, unless a contract or a rule is against it. What `closed`
/// gets.
fn decide(visit: &Visit<'_>, tx: Tx<'_>, state: &State) -> Outcome<Option<String>> {
    let desk = visit.desk;
    let accounts = desk.accounts();
    let Some(account) = accounts.find(state.merchant_id.as_bytes()) else {
        return Ok(None);
    };
    let now = desk.clock.now();
    let word = kit::random_word(16)
        .map_err(|cause| rusqlite::Error::ToSqlConversionFailure(Box::new(cause)))
        .map_err(Stop::Broken)?;
    let purchase = Purchase {
        id: format!("pay_{word}"),
        merchant_id: state.merchant_id.clone(),
        made: now,
        details: state.details.clone(),
    };
    tx.add_purchase(&purchase)?;
    let approved = !state.email.eq_ignore_ascii_case(REJECTED);
    if approved && account.merchant.paidy_webhook {
        let trading_id = purchase.details.trading_id();
        match of_webhook(desk, &state.merchant_id, trading_id) {
            Webhook::Now => receive_webhook(tx, &account.merchant, now, &purchase)?,
            Webhook::Later(seconds) => {
                let due = Moment(now.0.saturating_add(seconds));
                tx.set_alarm(due, &Subject::Named(purchase.id.clone()), WEBHOOK)?;
            }
            Webhook::Never => {}
        }
    }
    let status = if approved { "authorized" } else { "rejected" };
    let result = json!({
        "status": status,
        "id": purchase.id,
        "amount": purchase.details.amount,
        "currency": "JPY",
        "created_at": paidy::created_at(now),
    });
    Ok(Some(result.to_string()))
}

/// A step of a living session; one that is finished shows its result again.
fn with_session(
    visit: &Visit<'_>,
    then: impl FnOnce(Tx<'_>, &str, State) -> Outcome<Reply>,
) -> Outcome<Reply> {
    let token = visit.text("tkn");
    let now = visit.desk.clock.now();
    visit.desk.store.write(|tx| {
        let Some(session) = tx.page_session::<State>(FAMILY, &token)? else {
            return Ok(trouble("最初からやり直してください。"));
        };
        if let Some(result) = &session.state.result {
            return Ok(finished(result));
        }
        if now > session.until {
            return Ok(trouble("画面の有効期限が切れています。"));
        }
        then(tx, &token, session.state)
    })
}

fn ask_code(token: &str, state: &State, complaint: &str) -> Reply {
    let complaint = if complaint.is_empty() {
        Html::default()
    } else {
        fill(
            "<p class=\"trouble\" role=\"alert\">{text}</p>",
            &[("text", complaint.into())],
        )
    };
    let input = Html::fixed(
        "<label>認証コード（4桁）<small>試験用のコードは 8888 です。SMSは送信されません。</small>\
         <input type=\"text\" name=\"code\" inputmode=\"numeric\" maxlength=\"4\" autocomplete=\"off\" required></label>",
    );
    step(
        token,
        CODE,
        &[("お支払い金額", &layout::yen(state.details.amount))],
        Html::join([complaint, input]),
        "購入を確定する",
    )
}

fn step(token: &str, action: &str, facts: &[(&str, &str)], inputs: Html, label: &str) -> Reply {
    let hidden = [("tkn", token)];
    let content = Html::join([
        layout::facts(facts),
        layout::form(
            action,
            &hidden,
            Html::join([inputs, layout::button(Weight::Main, "do", "next", label)]),
        ),
        layout::form(
            CLOSE,
            &hidden,
            layout::button(Weight::Other, "do", "close", "閉じる"),
        ),
    ]);
    layout::page("あと払い（Paidy）の試験画面", content)
}

fn closed() -> String {
    json!({ "status": "closed" }).to_string()
}

/// The last page of the window: its script hands the result to the shop's page.
fn finished(result: &str) -> Reply {
    let content = fill(
        "<p>この画面は自動的に閉じます。</p><div id=\"paidy-result\" data-result=\"{result}\"></div>{script}",
        &[("result", result.into()), ("script", tell("tell();"))],
    );
    layout::page("手続きが終わりました", content)
}

/// The error page: the shop's page hears `closed` when the buyer closes it.
fn trouble(text: &str) -> Reply {
    let below = fill(
        "<div id=\"paidy-result\" data-result=\"{result}\"></div>\
         <button type=\"button\" class=\"other\" id=\"close\">閉じる</button>{script}",
        &[
            ("result", closed().into()),
            (
                "script",
                tell("document.getElementById(\"close\").onclick = tell;"),
            ),
        ],
    );
    layout::trouble_with("Paidyを利用できません", text, below)
}

fn tell(when: &'static str) -> Html {
    Html::join([
        Html::fixed(
            "<script>function tell() { parent.postMessage({ paidyLocal: JSON.parse(\
             document.getElementById(\"paidy-result\").dataset.result) }, \"*\"); } ",
        ),
        Html::fixed(when),
        Html::fixed("</script>"),
    ])
}
