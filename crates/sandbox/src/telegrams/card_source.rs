//! Where the card of a 020 comes from: token, stored card, earlier payment, or the number itself.

use super::Call;
use crate::card::Card;
use crate::clock::Moment;
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holder, StoredCard, Tx};

/// The card to be charged, and the stored card it was, if any.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) card: Card,
    pub(super) stored: Option<StoredCard>,
    /// Whether a security code came along.
    pub(super) has_code: bool,
}

/// How long an earlier payment can be referred to: 14 months.
const REFERENCE_DAYS: i64 = 425;

/// Rows 020/11-22.
pub(super) fn find(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Source> {
    let form = call.form;
    let stored_mode = form.is("stock_card_mode", "1");
    check_combination(call)?;
    if form.has("card_token") {
        return token(call);
    }
    let has_code = form.has("card_conf_number");
    if stored_mode {
        let stored = stored(call, tx)?;
        return Ok(Source {
            card: stored.card.clone(),
            stored: Some(stored),
            has_code,
        });
    }
    if form.has("ref_trading_id") {
        return Ok(Source {
            card: earlier(call, tx)?,
            stored: None,
            has_code,
        });
    }
    if form.has("card_number") {
        return Ok(Source {
            card: read(call),
            stored: None,
            has_code,
        });
    }
    Err(Refusal::field("P006", "card_token").into())
}

/// The card written into the telegram.
pub(super) fn read(call: &Call<'_>) -> Card {
    let form = call.form;
    Card::read(
        &form.text("card_number"),
        &form.text("card_valid_term"),
        &call.merchant.merchant_id,
        call.secret,
    )
}

/// Rows 11-14: what must not come together.
fn check_combination(call: &Call<'_>) -> Outcome<()> {
    let form = call.form;
    let stored_mode = form.is("stock_card_mode", "1");
    let code_token = form.is("security_code_token", "1");
    let any = |names: &[&str]| names.iter().any(|name| form.has(name));
    if form.has("card_token")
        && !code_token
        && (stored_mode
            || any(&[
                "card_number",
                "card_valid_term",
                "card_conf_number",
                "ref_trading_id",
            ]))
    {
        return Err(Refusal::new("2024").into());
    }
    if code_token {
        if any(&["card_number", "card_valid_term", "ref_trading_id"]) {
            return Err(Refusal::new("2025").into());
        }
        for name in [
            "card_token",
            "stock_card_mode",
            "customer_id",
            "customer_card_id",
        ] {
            if !form.has(name) || (name == "stock_card_mode" && !stored_mode) {
                return Err(Refusal::field("P006", name).into());
            }
        }
    }
    if form.has("card_number") && !call.merchant.direct_card {
        return Err(Refusal::new("2023").into());
    }
    Ok(())
}

/// Rows 16-19. Tokens are made by the token script, which this sandbox does not serve yet: every token
/// is unknown.
fn token(_call: &Call<'_>) -> Outcome<Source> {
    Err(Refusal::new("2021").into())
}

/// Row 20.
fn stored(call: &Call<'_>, tx: Tx<'_>) -> Outcome<StoredCard> {
    let form = call.form;
    let holder = Holder {
        merchant_id: &call.merchant.merchant_id,
        site_id: &form.text("site_id"),
        customer_id: &form.text("customer_id"),
    };
    let found = tx.stored_card(holder, form.number("customer_card_id"))?;
    found.ok_or_else(|| Refusal::new("P025").into())
}

/// Row 21: the newest card payment of that trading id that got further than 10 and 11.
fn earlier(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Card> {
    let oldest = Moment(call.now.0 - REFERENCE_DAYS * 86_400);
    let trading_id = call.form.text("ref_trading_id");
    let found = tx.payments_of(
        &call.merchant.merchant_id,
        &trading_id,
        Some(kind::CARD),
        u32::MAX,
    )?;
    found
        .into_iter()
        .rev()
        .filter(|payment| payment.made >= oldest && !matches!(payment.status.as_str(), "10" | "11"))
        .find_map(|payment| payment.card)
        .map(|paid| paid.card)
        .ok_or_else(|| Refusal::new("2009").into())
}
