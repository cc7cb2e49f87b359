//! What the buyer wants done to a card, as the telegram that does it.

use serde::{Deserialize, Serialize};

use super::seat::Seat;
use crate::card::Card;
use crate::pages::link::card::inputs::{
    Asked, WRONG_CODE, is_code, keep, new_card, new_holder, new_term,
};
use crate::refusal::Outcome;
use crate::store::{Holds, Tx};

/// A confirmed operation; no number, no code.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Step {
    /// Of whose session.
    pub(super) owner: String,
    pub(super) operation: Operation,
    /// Fields of the telegram.
    pub(super) fields: Vec<(String, String)>,
    pub(super) card: Option<Card>,
    pub(super) holder_name: String,
    pub(super) auth_id: String,
    pub(super) over: bool,
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(super) enum Operation {
    Register,
    Change,
    Delete,
}

impl Operation {
    pub(super) fn of(code: &str) -> Self {
        match code {
            "02" => Self::Change,
            "03" => Self::Delete,
            _ => Self::Register,
        }
    }

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Register => "01",
            Self::Change => "02",
            Self::Delete => "03",
        }
    }

    pub(super) const fn telegram(self) -> &'static str {
        match self {
            Self::Register => "025",
            Self::Change => "116",
            Self::Delete => "026",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Register => "登録する",
            Self::Change => "変更する",
            Self::Delete => "削除する",
        }
    }
}

/// What was typed, or what is wrong with it in the buyer's words.
pub(super) fn read(
    seat: &Seat<'_>,
    tx: Tx<'_>,
    operation: Operation,
    card_id: &str,
) -> Outcome<Result<Step, String>> {
    let wanted = &seat.wanted;
    let merchant_id = &wanted.merchant_id;
    let typed = |name: &str| seat.typed(name);
    let flag = |name: &str| wanted.sent(name) == "1";
    let mut fields = vec![
        ("customer_id", wanted.sent("customer_id").to_owned()),
        ("site_id", wanted.sent("site_id").to_owned()),
    ];
    let mut holder_name = String::new();
    let card = if operation == Operation::Register {
        let mut asked = Vec::new();
        if flag("use_cardholder_name") {
            asked.push(Asked::Holder);
        }
        if flag("use_card_conf_number") {
            asked.push(Asked::Code);
            fields.push(("security_code_use", "1".to_owned()));
        }
        let secret = &seat.visit.desk.store.secret;
        let new = match new_card(&typed, &asked, merchant_id, secret) {
            Ok(new) => new,
            Err(text) => return Ok(Err(text)),
        };
        fields.push(("card_token", new.token(tx, merchant_id, seat.now)?));
        let check = if flag("valid_check_flg") { "1" } else { "" };
        fields.push(("valid_check_flg", check.to_owned()));
        holder_name = new.holder_name;
        Some(new.card)
    } else {
        fields.push(("customer_card_id", card_id.to_owned()));
        let id = card_id.parse().unwrap_or(0);
        let stored = tx.stored_card(wanted.holder(), id)?;
        stored.map(|stored| stored.card)
    };
    let mut card = card;
    if operation == Operation::Change {
        let term = match new_term(&typed) {
            Ok(term) => term,
            Err(text) => return Ok(Err(text)),
        };
        if let Some(card) = &mut card {
            card.term.clone_from(&term);
        }
        fields.push(("card_valid_term", term));
        if flag("use_cardholder_name") {
            holder_name = match new_holder(&typed) {
                Ok(name) => name,
                Err(text) => return Ok(Err(text)),
            };
            fields.push(("cardholder_name", holder_name.clone()));
        }
        if flag("use_card_conf_number") {
            if !is_code(&typed("security_code")) {
                return Ok(Err(WRONG_CODE.to_owned()));
            }
            fields.push(("card_token", keep(tx, merchant_id, seat.now, Holds::Code)?));
            fields.push(("security_code_use", "1".to_owned()));
        }
    }
    Ok(Ok(Step {
        owner: seat.token.clone(),
        operation,
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        card,
        holder_name,
        auth_id: String::new(),
        over: false,
    }))
}
