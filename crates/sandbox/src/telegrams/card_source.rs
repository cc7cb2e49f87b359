//! Where the card of a 020 comes from: token, stored card, earlier payment, or the number itself.

use super::Call;
use super::card_token::{self, Wanted};
use crate::card::Card;
use crate::clock::Moment;
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holder, Holds, StoredCard, Tx};

/// The card to be charged, and the stored card it was, if any.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) card: Card,
    pub(super) stored: Option<StoredCard>,
    /// Whether a security code came along.
    pub(super) has_code: bool,
    /// The one-time token that this telegram uses up when it succeeds.
    pub(super) token: Option<String>,
    /// The holder's name in the token or with the stored card, empty when there is none.
    pub(super) holder_name: String,
}

impl Source {
    fn new(card: Card, has_code: bool) -> Self {
        Self {
            card,
            stored: None,
            has_code,
            token: None,
            holder_name: String::new(),
        }
    }

    fn stored(stored: StoredCard, has_code: bool) -> Self {
        let name = stored.values.get("cardholder_name").cloned();
        let source = Self::new(stored.card.clone(), has_code);
        Self {
            holder_name: name.unwrap_or_default(),
            stored: Some(stored),
            ..source
        }
    }
}

/// How long an earlier payment can be referred to: 14 months.
const REFERENCE_DAYS: i64 = 425;

/// Rows 020/11-22.
pub(super) fn find(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Source> {
    let form = call.form;
    let stored_mode = form.is("stock_card_mode", "1");
    check_combination(call)?;
    if form.has("card_token") {
        let wanted = if form.is("security_code_token", "1") {
            Wanted::Code
        } else {
            Wanted::Card
        };
        return by_token(call, tx, wanted);
    }
    let has_code = form.has("card_conf_number");
    if stored_mode {
        return Ok(Source::stored(stored(call, tx)?, has_code));
    }
    if form.has("ref_trading_id") {
        return Ok(Source::new(earlier(call, tx)?, has_code));
    }
    if form.has("card_number") {
        return Ok(direct(call));
    }
    Err(Refusal::field("P006", "card_token").into())
}

/// The card written into the telegram.
pub(super) fn direct(call: &Call<'_>) -> Source {
    let form = call.form;
    let card = Card::read(
        &form.text("card_number"),
        &form.text("card_valid_term"),
        &call.merchant.merchant_id,
        call.secret,
    );
    Source::new(card, form.has("card_conf_number"))
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

/// Rows 16-20: a card token is the card, a security-code token comes with a stored one.
pub(super) fn by_token(call: &Call<'_>, tx: Tx<'_>, wanted: Wanted) -> Outcome<Source> {
    let token = card_token::find(call, tx, wanted, &card_token::PAYING)?;
    let mut source = match token.holds {
        Holds::Card {
            card,
            name,
            has_code,
        } => Source {
            holder_name: name,
            ..Source::new(*card, has_code)
        },
        Holds::Code => Source::stored(stored(call, tx)?, true),
    };
    source.token = Some(token.token);
    Ok(source)
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
