//! 025, 116, 026, 027: stored cards (card-storage supplement §2, telegrams-card part 2 and 9).

use std::collections::BTreeMap;

use super::card_authorise::{is_blocked, set_card};
use super::card_source::{self, Source};
use super::card_token::{self, PAYING, Wanted};
use super::{Call, enter};
use crate::answer::Answer;
use crate::card::Card;
use crate::card_stub::{self, Declined};
use crate::payment::{PaidBy, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holder, StoredCard, Tx};

/// Cards that one customer can have.
const MOST_CARDS: i64 = 10;
/// Rows that 027 returns.
const MOST_ROWS: usize = 10;

/// What a customer may write freely.
const FREE: [&str; 5] = [
    "cardholder_name",
    "add_info1",
    "add_info2",
    "add_info3",
    "add_info4",
];

/// The columns of 027 that are always there, in order.
const COLUMNS: [&str; 12] = [
    "customer_id",
    "customer_card_id",
    "card_number",
    "card_valid_term",
    "card_last_use_date",
    "card_brand",
    "cardholder_name",
    "add_info1",
    "add_info2",
    "add_info3",
    "add_info4",
    "card_expire_flag",
];
/// Columns that appear when a listed card was stored with a validity check.
const CHECKED: [&str; 4] = [
    "valid_check_result",
    "valid_update_cd",
    "valid_check_date",
    "issur_name",
];

/// Owned parts of a [`Holder`].
struct Key {
    site_id: String,
    customer_id: String,
}

impl Key {
    fn of(call: &Call<'_>) -> Self {
        Self {
            site_id: call.form.text("site_id").into_owned(),
            customer_id: call.form.text("customer_id").into_owned(),
        }
    }

    fn holder<'a>(&'a self, call: &'a Call<'_>) -> Holder<'a> {
        Holder {
            merchant_id: &call.merchant.merchant_id,
            site_id: &self.site_id,
            customer_id: &self.customer_id,
        }
    }
}

/// Answers 025.
pub(super) fn register(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let key = Key::of(call);
    let checked = form.is("valid_check_flg", "1");
    check_contract(call)?;
    if checked && !call.merchant.validity_check {
        return Err(Refusal::new("P027").into());
    }
    let source = source(call, tx)?;
    if form.is("security_code_use", "1") && !source.has_code {
        return Err(Refusal::field("P006", "card_conf_number").into());
    }
    if tx.count_cards(key.holder(call))? >= MOST_CARDS {
        return Err(Refusal::new("P023").into());
    }
    let card = source.card;
    if is_blocked(call, tx, &card)? {
        return Err(Refusal::new("2054").into());
    }
    if checked {
        check_validity(call, tx, &card)?;
    }
    let mut values = BTreeMap::new();
    let brand = match form.text("card_brand") {
        sent if !sent.is_empty() => sent.into_owned(),
        _ if card.brand.is_empty() => "HOUSE".to_owned(),
        _ => card.brand.clone(),
    };
    values.insert("card_brand".to_owned(), brand);
    for name in FREE {
        put(&mut values, name, &form.text(name));
    }
    if !source.holder_name.is_empty() {
        // The token's name stands in for the telegram's (card-token §5).
        put(&mut values, "cardholder_name", &source.holder_name);
    }
    let holder_name = values.get("cardholder_name").cloned().unwrap_or_default();
    let stored = StoredCard {
        id: tx.next_number("card", 1)?,
        used: call.now,
        validated: checked.then_some(call.now),
        values,
        card,
    };
    tx.save_card(key.holder(call), &stored)?;
    let mut answer = vec![
        (
            "num_of_cards",
            tx.count_cards(key.holder(call))?.to_string(),
        ),
        ("customer_card_id", stored.id.to_string()),
        ("fingerprint", stored.card.fingerprint.clone()),
        ("masked_card_number", stored.card.masked.clone()),
        ("card_valid_term", stored.card.term.clone()),
        ("cardholder_name", holder_name),
    ];
    if let Some(token) = &source.token {
        tx.use_token(token)?;
    }
    if checked {
        answer.extend([
            ("issur_id", stored.card.acq_id.clone()),
            ("issur_name", stored.card.issur_name.clone()),
            ("acq_id", stored.card.acq_id.clone()),
            ("acq_name", stored.card.acq_name.clone()),
        ]);
    }
    call.answer(answer)
}

/// Answers 116. Absent means unchanged, empty means cleared; the number cannot be changed.
pub(super) fn update(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let key = Key::of(call);
    check_contract(call)?;
    let found = tx.stored_card(key.holder(call), form.number("customer_card_id"))?;
    let mut stored = found.ok_or_else(|| Refusal::new("P022"))?;
    let token = if form.has("card_token") {
        Some(card_token::find(call, tx, Wanted::Code, &PAYING)?)
    } else if form.is("security_code_use", "1") {
        return Err(Refusal::field("P006", "card_token").into());
    } else {
        None
    };
    if form.find("card_valid_term") == Some(b"") {
        return Err(Refusal::field("P006", "card_valid_term").into());
    }
    if form.has("card_valid_term") && !form.is("card_valid_term", &stored.card.term) {
        stored.card.term = form.text("card_valid_term").into_owned();
        card_stub::authorise(&stored.card, call.now).map_err(refuse)?;
    }
    for name in FREE {
        if form.find(name).is_some() {
            put(&mut stored.values, name, &form.text(name));
        }
    }
    tx.save_card(key.holder(call), &stored)?;
    if let Some(token) = token {
        tx.use_token(&token.token)?;
    }
    call.answer(vec![
        (
            "num_of_cards",
            tx.count_cards(key.holder(call))?.to_string(),
        ),
        ("customer_card_id", stored.id.to_string()),
    ])
}

/// Answers 026. Without an id every card of the customer goes.
pub(super) fn delete(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let key = Key::of(call);
    check_contract(call)?;
    let id = call
        .form
        .has("customer_card_id")
        .then(|| call.form.number("customer_card_id"));
    if tx.delete_cards(key.holder(call), id)? == 0 {
        return Err(Refusal::new("P022").into());
    }
    call.answer(vec![(
        "num_of_cards",
        tx.count_cards(key.holder(call))?.to_string(),
    )])
}

/// Answers 027 with records.
pub(super) fn query(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let key = Key::of(call);
    check_contract(call)?;
    let mut found = tx.stored_cards(key.holder(call))?;
    if form.has("customer_card_id") {
        let id = form.number("customer_card_id");
        found.retain(|stored| stored.id == id);
    }
    if found.is_empty() {
        return Err(Refusal::new("P026").into());
    }
    found.truncate(MOST_ROWS);
    let mut columns = COLUMNS.to_vec();
    if found.iter().any(|stored| stored.validated.is_some()) {
        columns.extend(CHECKED);
    }
    if call.merchant.inquiry_fingerprint && form.is("return_fingerprint_flg", "1") {
        columns.push("fingerprint");
    }
    let rows = found
        .iter()
        .map(|stored| {
            columns
                .iter()
                .map(|name| column(call, &key, stored, name))
                .collect()
        })
        .collect();
    Ok(Answer::Records { columns, rows })
}

fn column(call: &Call<'_>, key: &Key, stored: &StoredCard, name: &str) -> Option<String> {
    match name {
        "customer_id" => Some(key.customer_id.clone()),
        "customer_card_id" => Some(stored.id.to_string()),
        "card_number" => Some(stored.card.masked.clone()),
        "card_valid_term" => Some(stored.card.term.clone()),
        "card_last_use_date" => Some(stored.used.stamp()),
        "card_expire_flag" => Some(
            if stored.card.is_expired(call.now) {
                "1"
            } else {
                "0"
            }
            .to_owned(),
        ),
        "valid_check_result" => stored.validated.map(|_| {
            let found = stored.values.get(name).map(String::as_str);
            found.unwrap_or("0").to_owned()
        }),
        "valid_check_date" => stored.validated.map(|moment| moment.stamp()),
        "issur_name" => stored.validated.map(|_| stored.card.issur_name.clone()),
        "fingerprint" => Some(stored.card.fingerprint.clone()),
        free => stored.values.get(free).cloned(),
    }
}

fn check_contract(call: &Call<'_>) -> Outcome<()> {
    if call.merchant.card_storage {
        Ok(())
    } else {
        Err(Refusal::new("P021").into())
    }
}

/// Rows 025/3-6.
fn source(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Source> {
    let form = call.form;
    let refusal = match (form.has("card_token"), form.has("card_number")) {
        (_, true) if !call.merchant.direct_card => Refusal::new("2023"),
        (true, true) => Refusal::new("2024"),
        (false, false) => Refusal::field("P006", "card_token"),
        (true, false) => return card_source::by_token(call, tx, Wanted::Card),
        (false, true) => return Ok(card_source::direct(call)),
    };
    Err(refusal.into())
}

/// Rows 025/10 and 12: an authorisation that leaves a payment in 22 or 17.
fn check_validity(call: &Call<'_>, tx: Tx<'_>, card: &Card) -> Outcome<()> {
    let mut payment = call.new_payment(tx, kind::CARD)?;
    set_card(&mut payment, card);
    payment.card = Some(PaidBy {
        card: card.clone(),
        attempts: 1,
    });
    let judged = card_stub::authorise(card, call.now);
    let status = if judged.is_ok() { "22" } else { "17" };
    match &judged {
        Ok(()) => {
            payment.set("authorized_date", call.now.stamp());
            payment.set("joho_code", "000");
        }
        Err(no) => payment.set("joho_code", no.vendor.get(1..).unwrap_or_default()),
    }
    enter(tx, call.merchant, call.now, &mut payment, status)?;
    tx.save_payment(&payment)?;
    Ok(judged.map_err(refuse)?)
}

fn refuse(no: Declined) -> Refusal {
    Refusal::vendor(no.code, &no.vendor)
}

fn put(values: &mut BTreeMap<String, String>, name: &str, value: &str) {
    if value.is_empty() {
        values.remove(name);
    } else {
        values.insert(name.to_owned(), value.to_owned());
    }
}
