//! The card page: number or stored card, confirmation, EMV 3-D Secure, authorisation (link-type §4.1, §8).

pub(super) mod inputs;
pub(super) mod judge;

use serde::{Deserialize, Serialize};

use super::place::{MOST_FAILURES, Place};
use crate::card::Card;
use crate::clock::Moment;
use crate::pages::html::fill;
use crate::pages::layout;
use crate::pages::{Html, Reply, Visit};
use crate::refusal::Outcome;
use crate::store::{Holder, StoredCard, Tx};

pub(super) use judge::{authenticated, done};

const FAMILY: &str = "link card";
/// How long a confirmed card waits, in seconds; longer than an authentication may take.
const LIFE: i64 = 3600;
pub(super) const TITLE: &str = "クレジットカード決済";

/// A confirmed card on its way; no number, no security code.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Chosen {
    trading_id: String,
    /// Fields of the 020.
    fields: Vec<(String, String)>,
    /// A second token, when the card shall be stored after it was charged.
    store: Option<String>,
    card: Card,
    holder_name: String,
    /// The authentication under way.
    auth_id: String,
    /// Whether the last button was pressed already.
    over: bool,
}

/// The first page.
pub(super) fn input(place: &Place<'_>, notice: Html) -> Reply {
    let ways = Html::join([place.way_to_menu(), place.way_out()]);
    if place.link.details.card_failures >= MOST_FAILURES {
        let text = "このお取引では、クレジットカードはご利用いただけません。";
        let content = fill(
            "<p class=\"trouble\" role=\"alert\">{text}</p>{ways}",
            &[("text", text.into()), ("ways", ways)],
        );
        return place.page(TITLE, content);
    }
    let content = fill(
        "{facts}{notice}{form}{ways}",
        &[
            ("facts", place.facts()),
            ("notice", notice),
            (
                "form",
                place.form("/linktype/card", &[("method", "02")], inputs::all(place)),
            ),
            ("ways", ways),
        ],
    );
    place.page(TITLE, content)
}

/// The page before the last button.
pub(super) fn confirm(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, tx| {
        if !place.link.details.methods.iter().any(|code| code == "02") {
            return Ok(super::top_page(place));
        }
        if place.link.details.card_failures >= MOST_FAILURES {
            return Ok(input(place, Html::default()));
        }
        let chosen = match inputs::read(place, tx)? {
            Ok(chosen) => chosen,
            Err(text) => {
                let notice = fill(
                    "<p class=\"trouble\" role=\"alert\">{text}</p>",
                    &[("text", text.into())],
                );
                return Ok(input(place, notice));
            }
        };
        let token = tx.open_page_session(FAMILY, Moment(place.now.0 + LIFE), &chosen)?;
        let term = inputs::term_of(&chosen.card);
        let class = inputs::class_label(&chosen);
        let storing = if chosen.store.is_some() {
            "登録する"
        } else {
            "登録しない"
        };
        let lines = [
            ("カードブランド", chosen.card.brand.as_str()),
            ("カード番号", chosen.card.masked.as_str()),
            ("有効期限", &term),
            ("カード名義人", &chosen.holder_name),
            ("お支払い回数", &class),
            ("カード情報の登録", storing),
        ];
        let content = fill(
            "{facts}{typed}{form}{out}",
            &[
                ("facts", place.facts()),
                ("typed", layout::facts(&lines)),
                (
                    "form",
                    place.form(
                        "/linktype/card/done",
                        &[("go", &token)],
                        Html::fixed("<button class=\"main\">確定</button>"),
                    ),
                ),
                ("out", place.way_out()),
            ],
        );
        Ok(place.page("お支払い内容の確認", content))
    })
}

/// The cards that the shop's customer has stored.
fn stored(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Vec<StoredCard>> {
    let mode = place.sent("stock_card_mode");
    if !matches!(mode, "1" | "2") {
        return Ok(Vec::new());
    }
    Ok(tx.stored_cards(holder(place))?)
}

fn holder<'a>(place: &'a Place<'_>) -> Holder<'a> {
    Holder {
        merchant_id: &place.merchant().merchant_id,
        site_id: place.sent("site_id"),
        customer_id: place.sent("customer_id"),
    }
}
