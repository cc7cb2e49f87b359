//! Bank net, carriers and WebMoney: the buyer goes on at somebody else's page (link-type §7, §15.2).

use super::methods::{carriers, find};
use super::place::{Place, value};
use super::top_page;
use crate::account::{Merchant, NumberedBy};
use crate::pages::address::{self, Charset};
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight};
use crate::pages::{Html, Reply, Visit};
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::Tx;
use crate::telegrams::inside::Inside;

/// `career_type` and the buyer's word for it.
const CARRIERS: [(&str, &str); 5] = [
    ("2", "まとめてau支払い"),
    ("4", "auかんたん決済"),
    ("5", "d払い"),
    ("6", "ソフトバンクまとめて支払い（B）・ワイモバイル"),
    ("7", "ソフトバンクまとめて支払い（A）・ワイモバイル"),
];

/// The first page.
pub(super) fn input(place: &Place<'_>, code: &str, notice: Html) -> Reply {
    let label = find(code).map_or("お支払い", |method| method.label);
    let buttons = if code == "06" {
        let contracted = carriers(place.merchant());
        Html::join(
            CARRIERS
                .iter()
                .filter(|(carrier, _)| contracted.iter().any(|one| one == carrier))
                .map(|(carrier, name)| layout::button(Weight::Other, "career_type", carrier, name)),
        )
    } else {
        Html::fixed("<button class=\"main\">お支払い画面へ進む</button>")
    };
    let content = fill(
        "{facts}{notice}{form}{menu}{out}",
        &[
            ("facts", place.facts()),
            ("notice", notice),
            (
                "form",
                place.form("/linktype/provider", &[("method", code)], buttons),
            ),
            ("menu", place.way_to_menu()),
            ("out", place.way_out()),
        ],
    );
    place.page(label, content)
}

/// Off to the other page.
pub(super) fn begin(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, tx| {
        let code = place.typed("method");
        if !place.link.details.methods.contains(&code) {
            return Ok(top_page(place));
        }
        let led = match code.as_str() {
            "05" => bank(place, tx),
            "06" => carrier(place, tx),
            _ => wallet(place, tx),
        };
        match led {
            Ok(reply) => Ok(reply),
            Err(Stop::Refused(refusal)) => {
                let ways = Html::join([place.way_to_menu(), place.way_out()]);
                Ok(place.refused(&refusal, ways))
            }
            Err(broken) => Err(broken),
        }
    })
}

/// The ASP pages of 060; their way back is the finish page. The second time the first ones again.
fn bank(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Reply> {
    let amount = place.link.details.amount.to_string();
    let detail: String = place.detail().chars().take(12).collect();
    let days = place.days_left().clamp(0, 99);
    let term = format!("1{days:02}0000");
    let fields = [
        ("amount", amount.as_str()),
        ("claim_kanji", &detail),
        ("claim_kana", place.detail_kana()),
        ("asp_payment_term", &term),
        ("customer_family_name", place.sent("customer_family_name")),
        ("customer_name", place.sent("customer_name")),
        (
            "customer_family_name_kana",
            place.sent("customer_family_name_kana"),
        ),
        ("customer_name_kana", place.sent("customer_name_kana")),
        ("merchant_name", place.sent("merchant_name")),
        ("free_memo", place.sent("free_memo")),
        ("stop_return_url", place.sent("stop_return_url")),
    ];
    // The page's own trading id counts, whoever numbers the shop's telegrams.
    let merchant = Merchant {
        bank_trading_id_by: NumberedBy::Merchant,
        ..place.merchant().clone()
    };
    let inside = Inside {
        merchant: &merchant,
        ..place.inside()
    };
    let values = match inside.telegram(tx, "060", &place.with_ids(&fields)) {
        Ok(values) => {
            mark(place, tx)?;
            values
        }
        Err(Stop::Refused(refusal)) if refusal.code == "5010" => refusal.values,
        Err(other) => return Err(other),
    };
    Ok(Reply::redirect(value(&values, "asp_url")))
}

/// Says in the bank's application where the buyer comes back to; its screen ends with this one.
fn mark(place: &Place<'_>, tx: Tx<'_>) -> Outcome<()> {
    let merchant_id = &place.merchant().merchant_id;
    if let Some(mut application) = tx.application(merchant_id, &place.link.trading_id)? {
        application.page_limit = place.link.page_limit;
        application
            .values
            .insert("link_finish".to_owned(), place.query());
        tx.save_application(merchant_id, &application)?;
    }
    Ok(())
}

fn finish_url(place: &Place<'_>) -> String {
    let page_url = place.visit.desk.page_url();
    format!("{page_url}/linktype/finish?{}", place.query())
}

/// Carriers that must know their user before 100.
const KNOWN_USERS: [&str; 3] = ["4", "5", "7"];

/// The carrier's login first where it needs one, then 100 from a PC.
fn carrier(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Reply> {
    let carrier = place.typed("career_type");
    let open_id = match carrier.as_str() {
        "4" => place.sent("open_id"),
        _ => "",
    };
    if KNOWN_USERS.contains(&carrier.as_str()) && open_id.is_empty() {
        return log_in(place, tx, &carrier);
    }
    match charge(place, tx, &carrier, open_id) {
        // An OpenID that is no longer good: log in again (§4.8, No. 26).
        Err(Stop::Refused(refusal)) if refusal.code == "7403" => log_in(place, tx, &carrier),
        led => led,
    }
}

/// 104; the user comes back to [`identified`].
fn log_in(place: &Place<'_>, tx: Tx<'_>, carrier: &str) -> Outcome<Reply> {
    let page_url = place.visit.desk.page_url();
    let query = place.query();
    let back = format!("{page_url}/linktype/carrier?{query}&career_type={carrier}");
    let fields = [
        ("redirect_url", back.as_str()),
        ("cancel_url", &finish_url(place)),
        ("pc_mobile_type", "0"),
        ("career_type", carrier),
        ("auth_url", place.sent("auth_url")),
    ];
    let values = place.telegram(tx, "104", &fields)?;
    lead_on(&values)
}

/// Back from the login with an OpenID.
pub(super) fn identified(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, tx| {
        if !place.link.details.methods.iter().any(|code| code == "06") {
            return Ok(top_page(place));
        }
        let (carrier, open_id) = (visit.text("career_type"), visit.text("open_id"));
        match charge(place, tx, &carrier, &open_id) {
            Err(Stop::Refused(refusal)) => {
                let ways = Html::join([place.way_to_menu(), place.way_out()]);
                Ok(place.refused(&refusal, ways))
            }
            led => led,
        }
    })
}

/// 100 from a PC; what it says leads on.
fn charge(place: &Place<'_>, tx: Tx<'_>, carrier: &str, open_id: &str) -> Outcome<Reply> {
    if !carriers(place.merchant()).iter().any(|one| one == carrier) {
        return Err(Refusal::new("P007").into());
    }
    let finish = finish_url(place);
    let back = match carrier {
        // au: the shop keeps it for the next time (§4.8).
        "4" => address::with_query(&finish, &[("open_id", open_id)], Charset::Utf8),
        _ => finish.clone(),
    };
    let amount = place.link.details.amount.to_string();
    let other = match place.sent("other_url") {
        "" => finish.as_str(),
        sent => sent,
    };
    let only = |wanted: &str, value| if carrier == wanted { value } else { "" };
    let fields = [
        ("career_type", carrier),
        ("amount", amount.as_str()),
        ("return_url", &back),
        ("cancel_url", &finish),
        ("pc_mobile_type", "0"),
        ("open_id", open_id),
        ("sales_flg", only("4", place.sent("sales_flg"))),
        ("item_cd", only("2", place.sent("item_cd"))),
        ("service_code", only("7", place.sent("service_code"))),
        ("other_url", only("5", other)),
    ];
    let values = place.telegram(tx, "100", &fields)?;
    lead_on(&values)
}

/// 150
fn wallet(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Reply> {
    let back = finish_url(place);
    let amount = place.link.details.amount.to_string();
    let fields = [
        ("emoney_type", "1"),
        ("amount", amount.as_str()),
        ("return_url", &back),
        ("cancel_url", &back),
        ("pc_mobile_type", "0"),
    ];
    let values = place.telegram(tx, "150", &fields)?;
    lead_on(&values)
}

/// An address to go to, or a document that goes there by itself.
fn lead_on(values: &[(&'static str, String)]) -> Outcome<Reply> {
    let values = values.to_vec();
    match (
        value(&values, "redirect_url"),
        value(&values, "redirect_html"),
    ) {
        ("", "") => Err(Refusal::new("E001").into()),
        ("", html) => {
            // What it carries is ASCII; the header says how to read the words around it.
            let body = html.as_bytes().to_vec();
            Ok(Reply::document("text/html; charset=UTF-8", body))
        }
        (address, _) => Ok(Reply::redirect(address)),
    }
}

/// The finish page: what became of the payment is what the data base says.
pub(super) fn finish(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Reply> {
    if place.paid(tx)? {
        let content = fill(
            "<p>お支払いの手続きが完了しました。</p>{facts}{home}",
            &[
                ("facts", place.facts()),
                ("home", place.way_home_with_open_id()),
            ],
        );
        return Ok(place.page("お支払い完了", content));
    }
    let content = fill(
        "<p>お支払いは完了していません。</p>{facts}{menu}{home}{out}",
        &[
            ("facts", place.facts()),
            ("menu", place.way_to_menu()),
            ("home", place.way_home()),
            ("out", place.way_out()),
        ],
    );
    Ok(place.page("お支払いの手続き", content))
}
