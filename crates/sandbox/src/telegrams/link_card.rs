//! What the link type does around a 020 of its own: 3-D Secure before it, the contract's filter after
//! that (link-type §8, §15.2).

use super::Call;
use super::card_authorise::{decline, set_card};
use super::enter;
use super::three_ds_begin::{hand_over, random_id};
use crate::account::{AttemptControl, Merchant};
use crate::card::Card;
use crate::form::Form;
use crate::kit;
use crate::payment::{PaidBy, Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::three_ds::{self, Authentication, Details, State};

/// An authentication that a hosted page needs.
pub(crate) struct LinkChallenge<'a> {
    pub(crate) merchant_id: &'a str,
    pub(crate) site_id: &'a str,
    pub(crate) merchant_name: &'a str,
    pub(crate) amount: String,
    pub(crate) holder_name: &'a str,
    pub(crate) card: Card,
    /// Where the buyer comes back to.
    pub(crate) back: String,
    /// The `3ds_` items of the request, under the names of 450.
    pub(crate) risk: &'a Form,
}

/// Begins one; its id and the document that takes the browser there. Paygent calls nobody when it
/// times out: there is no shop's `term_url`.
pub(crate) fn begin_link_3ds(
    tx: Tx<'_>,
    now: crate::clock::Moment,
    page_url: &str,
    wish: LinkChallenge<'_>,
) -> Outcome<(String, String)> {
    let (Some(id), Some(key)) = (random_id(), kit::random_word(32).ok()) else {
        return Err(Refusal::new("E001").into());
    };
    let document = hand_over(page_url, &id, &key);
    let authentication = Authentication {
        id: id.clone(),
        merchant_id: wish.merchant_id.to_owned(),
        site_id: wish.site_id.to_owned(),
        made: now,
        used: false,
        details: Details {
            key,
            term_url: wish.back,
            merchant_name: wish.merchant_name.to_owned(),
            amount: wish.amount,
            currency: "JPY".to_owned(),
            holder_name: wish.holder_name.to_owned(),
            card: wish.card,
            mistake: three_ds::mistake(wish.risk).unwrap_or_default().to_owned(),
            tries: 0,
            state: State::Open,
        },
    };
    tx.save_authentication(&authentication)?;
    Ok((id, document))
}

/// Whether the contract lets an attempt be authorised (§8, 2).
pub(crate) fn wants_attempt(merchant: &Merchant, attempt: &str) -> bool {
    matches!(
        (attempt, merchant.attempt_control),
        ("", _) | (_, AttemptControl::All) | ("0", AttemptControl::NormalOnly)
    )
}

/// 2015: the payment that the contract does not let through, in 11.
pub(crate) fn refuse_attempt(
    call: &Call<'_>,
    tx: Tx<'_>,
    card: &Card,
    attempt: &str,
) -> Outcome<Refusal> {
    let mut payment: Payment = call.new_payment(tx, kind::CARD)?;
    payment.amount = call.form.number("payment_amount");
    call.keep(&mut payment, &["payment_class", "split_count"]);
    set_card(&mut payment, card);
    payment.card = Some(PaidBy {
        card: card.clone(),
        attempts: 1,
    });
    payment.set("3dsecure_message_version", "2.2.0");
    payment.set("attempt_kbn", attempt);
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    decline(call, tx, &mut payment, "015")?;
    tx.save_payment(&payment)?;
    Ok(Refusal::new("2015"))
}
