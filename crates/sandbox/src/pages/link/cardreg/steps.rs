//! List, input, confirmation, and the telegram behind the last button.

use paygent_core::hash;

use super::seat::{Seat, trouble};
use super::typed::{Operation, Step, read};
use super::{MOST_FAILURES, STEP};
use crate::clock::Moment;
use crate::notices::form_data;
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight};
use crate::pages::link::card::inputs::{code_field, holder_field, number_and_term, term_of};
use crate::pages::link::place::value;
use crate::pages::{Html, Reply, Visit};
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::{Letter, Tx};
use crate::telegrams::{self, LinkChallenge};
use crate::three_ds::{Judgement, State, Verdict};

/// How long a confirmed step waits, in seconds.
const LIFE: i64 = 3600;

pub(super) fn top_page(seat: &Seat<'_>, tx: Tx<'_>, notice: Html) -> Outcome<Reply> {
    let wanted = &seat.wanted;
    if !wanted.has_list() {
        let operation = Operation::of(wanted.sent("operation_type"));
        return input_page(seat, tx, operation, wanted.sent("customer_card_id"), notice);
    }
    let rows = tx.stored_cards(wanted.holder())?.into_iter().map(|card| {
        let id = card.id.to_string();
        let button = |flag: &str, operation: Operation, label: &str| {
            if wanted.sent(flag) != "1" {
                return Html::default();
            }
            let hidden = [("op", operation.code()), ("card", id.as_str())];
            let button = layout::button(Weight::Other, "go", "", label);
            seat.form("/linktype/cardreg/input", &hidden, button)
        };
        let expired = if card.card.is_expired(seat.now) {
            Html::fixed("<strong class=\"trouble\">有効期限切れ</strong>")
        } else {
            Html::default()
        };
        fill(
            "<tr><td>{number}</td><td>{term}{expired}</td><td>{change}{delete}</td></tr>",
            &[
                ("number", card.card.masked.as_str().into()),
                ("term", term_of(&card.card).into()),
                ("expired", expired),
                ("change", button("use_update", Operation::Change, "変更")),
                ("delete", button("use_delete", Operation::Delete, "削除")),
            ],
        )
    });
    let new = seat.form(
        "/linktype/cardreg/input",
        &[("op", "01")],
        layout::button(Weight::Main, "go", "", "新しいカードを登録"),
    );
    Ok(seat.page(fill(
        "{notice}<table><tbody>{rows}</tbody></table>{new}",
        &[("notice", notice), ("rows", Html::join(rows)), ("new", new)],
    )))
}

/// From the list to an operation.
pub(in crate::pages::link) fn input(visit: &Visit<'_>) -> Outcome<Reply> {
    Seat::open(visit, |seat, tx| {
        let (operation, card) = chosen(seat);
        input_page(seat, tx, operation, &card, Html::default())
    })
}

/// The operation of the form if the shop lets the buyer choose, else the shop's.
fn chosen(seat: &Seat<'_>) -> (Operation, String) {
    let wanted = &seat.wanted;
    if !wanted.has_list() {
        return (
            Operation::of(wanted.sent("operation_type")),
            wanted.sent("customer_card_id").to_owned(),
        );
    }
    let operation = match Operation::of(&seat.typed("op")) {
        Operation::Change if wanted.sent("use_update") == "1" => Operation::Change,
        Operation::Delete if wanted.sent("use_delete") == "1" => Operation::Delete,
        _ => Operation::Register,
    };
    (operation, seat.typed("card"))
}

fn input_page(
    seat: &Seat<'_>,
    tx: Tx<'_>,
    operation: Operation,
    card_id: &str,
    notice: Html,
) -> Outcome<Reply> {
    let wanted = &seat.wanted;
    if wanted.failures >= MOST_FAILURES {
        return Ok(seat.page(trouble(
            "ただいま、カード情報の入力はご利用いただけません。",
        )));
    }
    let appendix = wanted.sent("appendix");
    let holder = match wanted.sent("use_cardholder_name") {
        "1" => holder_field(appendix),
        _ => Html::default(),
    };
    let code = code_field(wanted.sent("use_card_conf_number"));
    let fields = if operation == Operation::Register {
        Html::join([number_and_term(seat.now, appendix), holder, code])
    } else {
        let id = card_id.parse().unwrap_or(0);
        let Some(stored) = tx.stored_card(wanted.holder(), id)? else {
            return Ok(seat.refused(&Refusal::new("6010")));
        };
        let shown = layout::facts(&[
            ("カード番号", &stored.card.masked),
            ("有効期限", &term_of(&stored.card)),
        ]);
        match operation {
            Operation::Change => {
                Html::join([shown, number_and_term(seat.now, appendix), holder, code])
            }
            _ => shown,
        }
    };
    let button = layout::button(Weight::Main, "go", "", "確認する");
    let form = seat.form(
        "/linktype/cardreg/confirm",
        &[("op", operation.code()), ("card", card_id)],
        Html::join([fields, button]),
    );
    Ok(seat.page(Html::join([notice, form])))
}

/// The page before the last button.
pub(in crate::pages::link) fn confirm(visit: &Visit<'_>) -> Outcome<Reply> {
    Seat::open(visit, |seat, tx| {
        let (operation, card_id) = chosen(seat);
        if seat.wanted.failures >= MOST_FAILURES {
            return input_page(seat, tx, operation, &card_id, Html::default());
        }
        let step = match read(seat, tx, operation, &card_id)? {
            Ok(step) => step,
            Err(text) => return input_page(seat, tx, operation, &card_id, trouble(&text)),
        };
        let go = tx.open_page_session(STEP, Moment(seat.now.0 + LIFE), &step)?;
        let (number, term) = match &step.card {
            Some(card) => (card.masked.clone(), term_of(card)),
            None => Default::default(),
        };
        let lines = [
            ("カード番号", number.as_str()),
            ("有効期限", &term),
            ("カード名義人", &step.holder_name),
        ];
        let shown: Vec<_> = lines
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let button = layout::button(Weight::Main, "press", "", operation.label());
        let form = seat.form("/linktype/cardreg/done", &[("go", &go)], button);
        Ok(seat.page(Html::join([layout::facts(&shown), form])))
    })
}

/// The last button: 3-D Secure before a registration when it is needed, else the telegram.
pub(in crate::pages::link) fn done(visit: &Visit<'_>) -> Outcome<Reply> {
    with_step(visit, |seat, tx, go, mut step| {
        let merchant = seat.merchant();
        let needed =
            step.operation == Operation::Register && seat.wanted.sent("threedsecure_ryaku") != "1";
        let card = step.card.clone();
        let card = card.filter(|card| merchant.card_brands.contains(&card.brand));
        let (true, Some(card)) = (needed, card) else {
            return operate(seat, tx, go, step);
        };
        if merchant.no_3ds_brands.contains(&card.brand) {
            // An attempt at the merchant's risk (§8, 1).
            if telegrams::wants_attempt(merchant, "1") {
                return operate(seat, tx, go, step);
            }
            return failed(seat, tx, go, step, &Refusal::new("2015"));
        }
        let page_url = visit.desk.page_url();
        let risk = super::super::card::judge::risk_items(&seat.wanted.values);
        let wish = LinkChallenge {
            merchant_id: &merchant.merchant_id,
            site_id: seat.wanted.sent("site_id"),
            merchant_name: seat.wanted.sent("merchant_name"),
            amount: "0".to_owned(),
            holder_name: &step.holder_name,
            card,
            back: format!(
                "{page_url}/linktype/cardreg/authenticated?t={}&go={go}",
                seat.token
            ),
            risk: &risk,
        };
        let (id, document) = telegrams::begin_link_3ds(tx, seat.now, page_url, wish)?;
        step.auth_id = id;
        tx.save_page_session(go, &step)?;
        Ok(Reply::document(
            "text/html; charset=UTF-8",
            document.into_bytes(),
        ))
    })
}

/// Back from 3-D Secure: the same judgement as before an authorisation (§8, 3).
pub(in crate::pages::link) fn authenticated(visit: &Visit<'_>) -> Outcome<Reply> {
    with_step(visit, |seat, tx, go, step| {
        let found = tx.authentication(&step.auth_id)?;
        let verdict = match found.map(|one| one.details.state) {
            Some(State::Done(verdict)) => verdict,
            _ => Verdict::from(Judgement::Failed),
        };
        if verdict.judgement == Judgement::Failed {
            return failed(seat, tx, go, step, &Refusal::new("31007"));
        }
        if !telegrams::wants_attempt(seat.merchant(), verdict.judgement.attempt()) {
            return failed(seat, tx, go, step, &Refusal::new("2015"));
        }
        operate(seat, tx, go, step)
    })
}

fn with_step(
    visit: &Visit<'_>,
    run: impl FnOnce(&mut Seat<'_>, Tx<'_>, &str, Step) -> Outcome<Reply>,
) -> Outcome<Reply> {
    Seat::open(visit, |seat, tx| {
        let go = visit.text("go");
        let found = tx.page_session::<Step>(STEP, &go)?.filter(|found| {
            found.state.owner == seat.token && !found.state.over && seat.now <= found.until
        });
        match found {
            Some(found) => run(seat, tx, &go, found.state),
            None => top_page(seat, tx, Html::default()),
        }
    })
}

fn operate(seat: &mut Seat<'_>, tx: Tx<'_>, go: &str, mut step: Step) -> Outcome<Reply> {
    let fields: Vec<(&str, &str)> = step
        .fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let sent = seat
        .inside()
        .telegram(tx, step.operation.telegram(), &fields);
    let values = match sent {
        Ok(values) => values,
        Err(Stop::Refused(refusal)) if refusal.code == "P022" => {
            return failed(seat, tx, go, step, &Refusal::new("6010"));
        }
        Err(Stop::Refused(refusal)) => return failed(seat, tx, go, step, &refusal),
        Err(broken) => return Err(broken),
    };
    let card_id = match value(&values, "customer_card_id") {
        "" => fields
            .iter()
            .find(|(name, _)| *name == "customer_card_id")
            .map_or("", |(_, id)| *id),
        id => id,
    };
    let card_id = card_id.to_owned();
    tell(seat, tx, step.operation, &card_id)?;
    step.over = true;
    tx.save_page_session(go, &step)?;
    seat.wanted.operated = true;
    tx.save_page_session(&seat.token, &seat.wanted)?;
    if seat.wanted.has_list() {
        return top_page(
            seat,
            tx,
            Html::fixed("<p class=\"hint\">お手続きが完了しました。</p>"),
        );
    }
    let home = seat.wanted.sent("return_url");
    Ok(Reply::redirect(seat.with_ids(home, Some(&card_id))))
}

fn failed(
    seat: &mut Seat<'_>,
    tx: Tx<'_>,
    go: &str,
    mut step: Step,
    refusal: &Refusal,
) -> Outcome<Reply> {
    step.over = true;
    tx.save_page_session(go, &step)?;
    seat.wanted.failures += 1;
    tx.save_page_session(&seat.token, &seat.wanted)?;
    let text = match refusal.code {
        "2001" | "2002" | "2003" | "2008" => "カード情報をご確認ください。".to_owned(),
        _ => refusal.detail(),
    };
    let card = step
        .fields
        .iter()
        .find(|(name, _)| name == "customer_card_id");
    let card = card.map_or("", |(_, id)| id.as_str());
    let again = seat.form(
        "/linktype/cardreg/input",
        &[("op", step.operation.code()), ("card", card)],
        layout::button(Weight::Main, "press", "", "やり直す"),
    );
    let shown = trouble(&format!("{text}（{}）", refusal.code));
    Ok(seat.page(Html::join([shown, again])))
}

/// The result notice (§11), when the shop said where to.
fn tell(seat: &Seat<'_>, tx: Tx<'_>, operation: Operation, card_id: &str) -> Outcome<()> {
    let wanted = &seat.wanted;
    let url = wanted.sent("inform_url");
    if url.is_empty() {
        return Ok(());
    }
    let mut values = vec![
        ("site_id", wanted.sent("site_id").to_owned()),
        ("customer_id", wanted.sent("customer_id").to_owned()),
        ("customer_card_id", card_id.to_owned()),
        ("operation_type", operation.code().to_owned()),
        ("update_date", seat.now.stamp()),
    ];
    let key = seat.merchant().link_hash_key.clone().unwrap_or_default();
    let mut parts: Vec<&[u8]> = values.iter().map(|(_, value)| value.as_bytes()).collect();
    parts.push(key.as_bytes());
    let hc = hash::concat_sha256_hex(&parts);
    if !key.is_empty() {
        values.push(("hc", hc));
    }
    tx.add_letter(&Letter {
        id: 0,
        merchant_id: wanted.merchant_id.clone(),
        queue: "cardreg".to_owned(),
        about: format!("stored card {card_id}"),
        url: url.to_owned(),
        body: form_data(&values),
        made: seat.now,
        due: seat.now,
        failures: 0,
    })?;
    Ok(())
}
