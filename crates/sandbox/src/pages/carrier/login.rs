//! The user says who it is (104), or leaves (109).

use serde::{Deserialize, Serialize};

use super::{DECIDE, Seat, State, lapsed, unknown};
use crate::carrier::Carrier;
use crate::form::Form;
use crate::pages::address::{Charset, with_query};
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight};
use crate::pages::{Html, Reply};
use crate::refusal::Outcome;
use crate::store::Asker;

/// A login that was asked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Login {
    pub(crate) merchant_id: String,
    pub(crate) site_id: String,
    pub(crate) carrier: Carrier,
    pub(crate) redirect_url: String,
    /// Empty: a user who does not agree goes to `redirect_url` without an OpenID.
    pub(crate) cancel_url: String,
    /// Where the browser was sent in the end.
    pub(crate) done: Option<String>,
}

/// A logout that was asked for.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Logout {
    pub(crate) service_url: String,
    /// `Name=Value` joined with `&`.
    pub(crate) body: String,
    /// The button's text.
    pub(crate) link: String,
    pub(crate) message: String,
    /// Whether the browser goes on without a click.
    pub(crate) silent: bool,
}

pub(super) fn show(seat: &Seat<'_>, login: &Login) -> Outcome<Reply> {
    if let Some(done) = &login.done {
        return Ok(Reply::redirect(done));
    }
    if seat.late {
        return Ok(lapsed());
    }
    let buttons = [
        layout::button(Weight::Main, "do", "agree", "同意してログイン"),
        layout::button(Weight::Other, "do", "cancel", "キャンセル"),
        layout::button(Weight::Tool, "do", "lapse", "セッション切れ"),
    ];
    let content = Html::join([
        Html::fixed("<p>このショップに、お客様を識別する番号（OpenID）を伝えます。</p>"),
        layout::facts(&[
            ("ご利用サービス", login.carrier.label()),
            ("加盟店ID", &login.merchant_id),
        ]),
        layout::form(DECIDE, &[("tkn", seat.token)], Html::join(buttons)),
    ]);
    Ok(layout::page("ログイン", content))
}

pub(super) fn decide(seat: &Seat<'_>, mut login: Login) -> Outcome<Reply> {
    if let Some(done) = &login.done {
        return Ok(Reply::redirect(done));
    }
    if seat.late {
        return Ok(lapsed());
    }
    let to = match seat.visit.text("do").as_str() {
        "agree" => {
            let open_id = open_id(seat, &login)?;
            with_query(
                &login.redirect_url,
                &[("open_id", &open_id)],
                Charset::Windows31J,
            )
        }
        "cancel" if login.cancel_url.is_empty() => login.redirect_url.clone(),
        "cancel" => login.cancel_url.clone(),
        "lapse" => {
            seat.tx.close_page_session(seat.token)?;
            return Ok(lapsed());
        }
        _ => return Ok(unknown()),
    };
    login.done = Some(to.clone());
    seat.tx
        .save_page_session(seat.token, &State::Login(login))?;
    Ok(Reply::redirect(to))
}

/// au knows its user again until 105, the others give a new OpenID every time.
fn open_id(seat: &Seat<'_>, login: &Login) -> Outcome<String> {
    let asker = Asker {
        merchant_id: &login.merchant_id,
        site_id: &login.site_id,
        carrier: login.carrier,
    };
    if login.carrier == Carrier::Au
        && let Some(known) = seat.tx.living_open_id(asker)?
    {
        return Ok(known);
    }
    Ok(seat.tx.make_open_id(asker, seat.now)?)
}

/// The end of the session at docomo, and the way back by POST.
pub(super) fn show_logout(seat: &Seat<'_>, logout: &Logout) -> Outcome<Reply> {
    if seat.late {
        return Ok(lapsed());
    }
    let message = if logout.message.is_empty() {
        "ログアウトしました。"
    } else {
        &logout.message
    };
    let link = if logout.link.is_empty() {
        "サービスへ戻る"
    } else {
        &logout.link
    };
    let body = Form::parse(logout.body.as_bytes());
    let hidden = body.iter().map(|(name, value)| {
        fill(
            "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">",
            &[
                ("name", name.into()),
                ("value", crate::text::decode(value).as_ref().into()),
            ],
        )
    });
    let script = if logout.silent {
        Html::fixed("<script>document.getElementById(\"back\").submit();</script>")
    } else {
        Html::default()
    };
    let content = fill(
        "<p>{message}</p><form id=\"back\" method=\"post\" action=\"{action}\" accept-charset=\"Shift_JIS\">\
         {hidden}<button class=\"main\">{link}</button></form>{script}",
        &[
            ("message", message.into()),
            ("action", Html::link(&logout.service_url)),
            ("hidden", Html::join(hidden)),
            ("link", link.into()),
            ("script", script),
        ],
    );
    Ok(layout::page("ログアウト", content))
}
