//! After 確定: 3-D Secure when it is needed, the contract's filter, then the authorisation.

use std::collections::BTreeMap;

use super::{Chosen, FAMILY, TITLE};
use crate::answer::Values;
use crate::form::Form;
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight};
use crate::pages::link::place::{Place, value};
use crate::pages::{Html, Reply, Visit};
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::Tx;
use crate::telegrams::{self, LinkChallenge};
use crate::three_ds::{Judgement, State, Verdict};

/// 確定
pub(in crate::pages::link) fn done(visit: &Visit<'_>) -> Outcome<Reply> {
    with_chosen(visit, |place, tx, go, mut chosen| {
        let merchant = place.merchant();
        let brand = &chosen.card.brand;
        let needed =
            place.sent("threedsecure_ryaku") != "1" && merchant.card_brands.contains(brand);
        if !needed {
            return authorise(place, tx, go, chosen, None);
        }
        let has_3ds = !merchant.no_3ds_brands.contains(brand);
        let page_url = visit.desk.page_url();
        let query = place.query();
        let risk = risk_items(&place.link.details.values);
        let wish = LinkChallenge {
            merchant_id: &merchant.merchant_id,
            site_id: place.sent("site_id"),
            merchant_name: place.sent("merchant_name"),
            amount: place.link.details.amount.to_string(),
            holder_name: &chosen.holder_name,
            card: chosen.card.clone(),
            back: format!("{page_url}/linktype/card/authenticated?{query}&go={go}"),
            risk: &risk,
        };
        let (id, document) = telegrams::begin_link_3ds(tx, place.now, page_url, wish)?;
        chosen.auth_id = id;
        tx.save_page_session(go, &chosen)?;
        if has_3ds {
            return Ok(Reply::document(
                "text/html; charset=UTF-8",
                document.into_bytes(),
            ));
        }
        // A brand without 3-D Secure is an attempt at the merchant's risk (§8, 1).
        if let Some(mut one) = tx.authentication(&chosen.auth_id)? {
            one.details.state = State::Done(Judgement::AttemptAtRisk.into());
            tx.save_authentication(&one)?;
        }
        judge(place, tx, go, chosen)
    })
}

/// Back from 3-D Secure. What counts is what Paygent knows, not what the address says.
pub(in crate::pages::link) fn authenticated(visit: &Visit<'_>) -> Outcome<Reply> {
    with_chosen(visit, judge)
}

fn with_chosen(
    visit: &Visit<'_>,
    run: impl FnOnce(&mut Place<'_>, Tx<'_>, &str, Chosen) -> Outcome<Reply>,
) -> Outcome<Reply> {
    Place::open(visit, |place, tx| {
        let go = visit.text("go");
        let found = tx.page_session::<Chosen>(FAMILY, &go)?;
        let found = found.filter(|found| {
            found.state.trading_id == place.link.trading_id
                && !found.state.over
                && place.now <= found.until
        });
        match found {
            Some(found) => run(place, tx, &go, found.state),
            None => Ok(super::input(place, Html::default())),
        }
    })
}

fn judge(place: &mut Place<'_>, tx: Tx<'_>, go: &str, chosen: Chosen) -> Outcome<Reply> {
    let found = tx.authentication(&chosen.auth_id)?;
    let verdict = match found.map(|one| one.details.state) {
        Some(State::Done(verdict)) => verdict,
        _ => Verdict::from(Judgement::Failed),
    };
    if verdict.judgement == Judgement::Failed {
        return failed(place, tx, go, chosen, &Refusal::new("31007"));
    }
    let attempt = verdict.judgement.attempt();
    if telegrams::wants_attempt(place.merchant(), attempt) {
        let auth_id = chosen.auth_id.clone();
        return authorise(place, tx, go, chosen, Some(&auth_id));
    }
    let form = place.telegram_form("020", &pairs(&chosen));
    let refusal = telegrams::refuse_attempt(
        &place.inside().call("020", &form),
        tx,
        &chosen.card,
        attempt,
    )?;
    failed(place, tx, go, chosen, &refusal)
}

/// The 020, and what it led to.
fn authorise(
    place: &mut Place<'_>,
    tx: Tx<'_>,
    go: &str,
    mut chosen: Chosen,
    auth_id: Option<&str>,
) -> Outcome<Reply> {
    let payment_id = retried(place, tx)?;
    let mut fields = pairs(&chosen);
    fields.push(("payment_id", &payment_id));
    match auth_id {
        Some(id) => fields.extend([("3dsecure_use_type", "2"), ("3ds_auth_id", id)]),
        None => fields.push(("3dsecure_ryaku", "1")),
    }
    match place.telegram(tx, "020", &fields) {
        Ok(values) => {
            store(place, tx, &chosen)?;
            chosen.over = true;
            tx.save_page_session(go, &chosen)?;
            Ok(succeeded(place, &values))
        }
        Err(Stop::Refused(refusal)) => failed(place, tx, go, chosen, &refusal),
        Err(broken) => Err(broken),
    }
}

/// The payment in 10 that a retry goes on with.
fn retried(place: &Place<'_>, tx: Tx<'_>) -> Outcome<String> {
    let merchant_id = &place.merchant().merchant_id;
    let made = tx.payments_of(
        merchant_id,
        &place.link.trading_id,
        Some(kind::CARD),
        u32::MAX,
    )?;
    let open = made.iter().rev().find(|payment| payment.status == "10");
    Ok(open
        .map(|payment| payment.id.to_string())
        .unwrap_or_default())
}

/// A card that cannot be stored is charged all the same.
fn store(place: &Place<'_>, tx: Tx<'_>, chosen: &Chosen) -> Outcome<()> {
    let Some(token) = &chosen.store else {
        return Ok(());
    };
    let fields = [
        ("customer_id", place.sent("customer_id")),
        ("card_token", token.as_str()),
        ("trading_id", ""),
    ];
    match place.telegram(tx, "025", &fields) {
        Ok(_) | Err(Stop::Refused(_)) => Ok(()),
        Err(broken) => Err(broken),
    }
}

fn succeeded(place: &Place<'_>, values: &Values) -> Reply {
    let home = place.sent("return_url");
    if place.sent("finish_disable") == "1" && !home.is_empty() {
        return Reply::redirect(home);
    }
    let content = fill(
        "<p>クレジットカードでのお支払いが完了しました。</p>{paid}{facts}{home}",
        &[
            (
                "paid",
                layout::facts(&[
                    ("カード番号", value(values, "masked_card_number")),
                    ("決済ID", value(values, "payment_id")),
                ]),
            ),
            ("facts", place.facts()),
            ("home", place.way_home()),
        ],
    );
    place.page("お支払い完了", content)
}

/// Counts the failure; 2003 may be tried again, 2001 when the shop wants it.
fn failed(
    place: &mut Place<'_>,
    tx: Tx<'_>,
    go: &str,
    mut chosen: Chosen,
    refusal: &Refusal,
) -> Outcome<Reply> {
    chosen.over = true;
    tx.save_page_session(go, &chosen)?;
    place.link.details.card_failures += 1;
    tx.save_link(&place.merchant().merchant_id, &place.link)?;
    let again =
        refusal.code == "2003" || (place.sent("re_payment_type") == "1" && place.link.details.one);
    let again = if again {
        place.form(
            "/linktype/method",
            &[],
            layout::button(Weight::Main, "method", "02", "やり直す"),
        )
    } else {
        Html::default()
    };
    let text = match refusal.code {
        "31007" => refusal.detail(),
        _ => "クレジットカードでのお支払いを完了できませんでした。".to_owned(),
    };
    let content = fill(
        "<p class=\"trouble\" role=\"alert\">{text}（{code}）</p>{again}{menu}{out}",
        &[
            ("text", text.into()),
            ("code", refusal.code.into()),
            ("again", again),
            ("menu", place.way_to_menu()),
            ("out", place.way_out()),
        ],
    );
    Ok(place.page(TITLE, content))
}

/// The `3ds_` items under the names that 450 gives them.
pub(in crate::pages::link) fn risk_items(values: &BTreeMap<String, String>) -> Form {
    let items = values.iter().filter_map(|(name, value)| {
        let name = name.strip_prefix("3ds_")?;
        Some((name.to_owned(), value.clone().into_bytes()))
    });
    Form::of(items.collect())
}

fn pairs(chosen: &Chosen) -> Vec<(&str, &str)> {
    chosen
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
