//! The buyer's way through EMV 3-D Secure: hand-over, challenge, back to the shop (card-3ds2 §11.2, §11.3).

use paygent_core::hash;

use super::html::fill;
use super::layout::{self, Weight};
use super::{Html, Page, Reply, Visit};
use crate::ledger::Entry;
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::three_ds::{self, Authentication, Decision, Judgement, State, Typed, Verdict};

pub(super) const PAGES: &[Page] = &[Page::post(START, start), Page::post(CHALLENGE, challenge)];

const START: &str = "/threeds/start";
const CHALLENGE: &str = "/threeds/challenge";

/// Unlisted passwords until the bank gives up.
const TRIES: u32 = 3;

/// What the buyer's browser gets next.
enum Next {
    /// Too late, or somebody else's.
    Over,
    /// The issuer's page.
    Ask(Box<Authentication>, Said),
    /// Back to the shop.
    Back(Box<Authentication>, Verdict),
    /// An end without a way back.
    Strange,
}

/// What the issuer's page says above the field.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Said {
    Nothing,
    Unlisted,
}

fn start(visit: &Visit<'_>) -> Outcome<Reply> {
    let now = visit.desk.clock.now();
    let next = visit.desk.store.write(|tx| {
        let Some(one) = find(visit, tx)? else {
            return Ok(Next::Over);
        };
        if !one.is_open(now) {
            return Ok(Next::Over);
        }
        let details = &one.details;
        if !details.mistake.is_empty() {
            let verdict = Verdict {
                server_error: details.mistake.clone(),
                ..Judgement::AttemptAtRisk.into()
            };
            return finish(tx, one, verdict);
        }
        match three_ds::decide(&details.card, &details.holder_name, &details.amount) {
            Decision::Frictionless(verdict) => finish(tx, one, verdict),
            Decision::Challenge => Ok(Next::Ask(Box::new(one), Said::Nothing)),
            Decision::Unlisted => {
                warn(
                    visit,
                    &one,
                    "450 without a listed amount or holder's name: authenticated here, undefined at Paygent",
                );
                finish(tx, one, Judgement::Authenticated.into())
            }
        }
    })?;
    Ok(show(visit, &next))
}

fn challenge(visit: &Visit<'_>) -> Outcome<Reply> {
    let now = visit.desk.clock.now();
    let next = visit.desk.store.write(|tx| {
        let Some(mut one) = find(visit, tx)? else {
            return Ok(Next::Over);
        };
        if let State::Done(verdict) = one.details.state.clone() {
            return Ok(Next::Back(Box::new(one), verdict));
        }
        if !one.is_open(now) || !is_asked(&one) {
            return Ok(Next::Over);
        }
        match visit.text("choice").as_str() {
            "cancel" => return finish(tx, one, Judgement::Failed.into()),
            "strange" => {
                one.details.state = State::Abandoned;
                tx.save_authentication(&one)?;
                return Ok(Next::Strange);
            }
            _ => {}
        }
        match three_ds::typed(&one.details.card, &visit.text("challengeDataEntry")) {
            Typed::Decides(verdict) => finish(tx, one, verdict),
            Typed::Unlisted => {
                warn(
                    visit,
                    &one,
                    "a password that is not listed: asked again here, undefined at Paygent",
                );
                one.details.tries += 1;
                if one.details.tries >= TRIES {
                    return finish(tx, one, Judgement::Failed.into());
                }
                tx.save_authentication(&one)?;
                Ok(Next::Ask(Box::new(one), Said::Unlisted))
            }
        }
    })?;
    Ok(show(visit, &next))
}

/// Whether the issuer's page belongs to it: nobody answers a question that was not put.
fn is_asked(one: &Authentication) -> bool {
    let details = &one.details;
    let decision = three_ds::decide(&details.card, &details.holder_name, &details.amount);
    details.mistake.is_empty() && decision == Decision::Challenge
}

/// The authentication of the posted id, if the key is its own.
fn find(visit: &Visit<'_>, tx: Tx<'_>) -> Outcome<Option<Authentication>> {
    let found = tx.authentication(&visit.text("auth"))?;
    Ok(found.filter(|one| hash::verify_hex(&one.details.key, visit.bytes("key"))))
}

/// Ends an authentication.
fn finish(tx: Tx<'_>, mut one: Authentication, verdict: Verdict) -> Outcome<Next> {
    one.details.state = State::Done(verdict.clone());
    tx.save_authentication(&one)?;
    Ok(Next::Back(Box::new(one), verdict))
}

fn warn(visit: &Visit<'_>, one: &Authentication, text: &str) {
    visit.desk.ledger.note(Entry::Warning {
        at: visit.desk.clock.now(),
        merchant_id: one.merchant_id.clone(),
        text: text.to_owned(),
    });
}

fn show(visit: &Visit<'_>, next: &Next) -> Reply {
    match next {
        Next::Over => layout::trouble(
            "本人認証サービス（3Dセキュア）",
            "認証の有効期限が切れました。お買い物をされた店舗の画面からもう一度お試しください。",
        ),
        Next::Strange => layout::trouble(
            "本人認証サービス（3Dセキュア）",
            "認証中にエラーが発生しました。お買い物をされた店舗にお問い合わせいただくか、もう一度お試しください。",
        ),
        Next::Ask(one, said) => ask(one, *said),
        Next::Back(one, verdict) => {
            let accounts = visit.desk.accounts();
            let key = accounts
                .find(one.merchant_id.as_bytes())
                .and_then(|account| account.merchant.threeds_hash_key.as_deref());
            let parameters = one.result(verdict, key);
            Reply::redirect(three_ds::back(&one.details.term_url, &parameters))
        }
    }
}

/// The issuer's page. One password field and one submit button in one form: suites drive the official
/// screen by just these; the other ways out are forms of their own.
fn ask(one: &Authentication, said: Said) -> Reply {
    let details = &one.details;
    let hidden = [("auth", one.id.as_str()), ("key", details.key.as_str())];
    let amount = match (details.currency.as_str(), details.amount.parse()) {
        ("JPY", Ok(yen)) => layout::yen(yen),
        (currency, _) => format!("{} {currency}", details.amount),
    };
    let notice = match said {
        Said::Nothing => Html::default(),
        Said::Unlisted => Html::fixed(
            "<p class=\"trouble\" role=\"alert\">未対応の値です。もう一度入力してください。</p>",
        ),
    };
    let field = Html::fixed(
        "<label>パスワード<input type=\"password\" name=\"challengeDataEntry\" autocomplete=\"off\" required autofocus></label>\
         <input type=\"submit\" class=\"main\" value=\"認証する\">",
    );
    let others = Html::join([
        layout::form(
            CHALLENGE,
            &hidden,
            layout::button(Weight::Other, "choice", "cancel", "キャンセル"),
        ),
        layout::form(
            CHALLENGE,
            &hidden,
            layout::button(
                Weight::Tool,
                "choice",
                "strange",
                "想定外の結果（試験環境の機能）",
            ),
        ),
    ]);
    let content = fill(
        "<p>カード会社の本人認証です。カード会社に登録したパスワードを入力してください。</p>{facts}{notice}{form}<div class=\"ways\">{others}</div>{hint}",
        &[
            (
                "facts",
                layout::facts(&[
                    ("加盟店", &details.merchant_name),
                    ("金額", &amount),
                    ("カード番号", &details.card.masked),
                ]),
            ),
            ("notice", notice),
            ("form", layout::form(CHALLENGE, &hidden, field)),
            ("others", others),
            ("hint", hint(one)),
        ],
    );
    layout::page("本人認証サービス（3Dセキュア）", content)
}

/// The passwords that the stub knows for the card's brand.
fn hint(one: &Authentication) -> Html {
    let lines = three_ds::passwords(&one.details.card)
        .into_iter()
        .map(|(password, effect)| {
            fill(
                "<tr><td><code>{password}</code></td><td>{effect}</td></tr>",
                &[("password", password.into()), ("effect", effect.into())],
            )
        });
    fill(
        "<div class=\"hint\"><p>試験用のパスワード</p><table><tbody>{lines}</tbody></table></div>",
        &[("lines", Html::join(lines))],
    )
}
