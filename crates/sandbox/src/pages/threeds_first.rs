//! The password page of 3-D Secure 1.0, for contracts with `three_ds_1_acs`
//! (card-storage-3ds supplement §4.2).

use super::html::fill;
use super::layout;
use super::{Html, Page, Reply, Visit};
use crate::refusal::Outcome;
use crate::telegrams::{FIRST_3DS, Waiting, answered};

pub(super) const PAGES: &[Page] = &[Page::post("/threeds/acs", ask), Page::post(ANSWER, answer)];

const ANSWER: &str = "/threeds/acs/answer";

fn ask(visit: &Visit<'_>) -> Outcome<Reply> {
    let token = visit.text("PaReq");
    let now = visit.desk.clock.now();
    let found = visit
        .desk
        .store
        .read(|tx| Ok(tx.page_session::<Waiting>(FIRST_3DS, &token)?))?;
    if found.is_none_or(|session| now >= session.until) {
        return Ok(over());
    }
    let field = Html::fixed(
        "<label>パスワード<input type=\"password\" name=\"password\" autocomplete=\"off\" required autofocus></label>\
         <input type=\"submit\" class=\"main\" value=\"認証する\">",
    );
    let content = fill(
        "<p>カード会社に登録したパスワードを入力してください。</p>{form}<div class=\"hint\"><p>試験用のパスワード</p><table><tbody>\
         <tr><td><code>ok</code></td><td>認証成功</td></tr>\
         <tr><td><code>attempt</code></td><td>Attempt（正常）</td></tr>\
         <tr><td><code>error</code></td><td>Attempt（注意）</td></tr>\
         <tr><td>その他</td><td>認証失敗</td></tr></tbody></table></div>",
        &[("form", layout::form(ANSWER, &[("PaReq", &token)], field))],
    );
    Ok(layout::page("本人認証サービス（3Dセキュア 1.0）", content))
}

fn answer(visit: &Visit<'_>) -> Outcome<Reply> {
    let (token, password) = (visit.text("PaReq"), visit.text("password"));
    let sent_to = visit
        .desk
        .store
        .write(|tx| answered(visit.desk, tx, &token, &password))?;
    Ok(match sent_to {
        Some(address) => Reply::redirect(address),
        None => over(),
    })
}

fn over() -> Reply {
    layout::trouble(
        "本人認証サービス（3Dセキュア 1.0）",
        "認証の有効期限が切れました。お買い物をされた店舗の画面からもう一度お試しください。",
    )
}
