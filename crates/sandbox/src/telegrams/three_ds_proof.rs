//! How a 020 proves the buyer: not at all, by an EMV authentication, or by 3-D Secure 1.0
//! (rows 020/5-10, 23-25; card-3ds2 §6, §11.5).

use super::card_source::Source;
use super::{Call, three_ds_first};
use crate::account::{AttemptControl, Merchant};
use crate::card::Card;
use crate::ledger::Entry;
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::three_ds::{Authentication, Judgement, State};

/// The proof.
#[derive(Debug)]
pub(super) enum Proof {
    /// The merchant does without.
    Without,
    /// An authentication that ended well, and its `attempt_kbn`.
    Emv(Box<Authentication>, &'static str),
    /// 3-D Secure 1.0 within this telegram.
    First,
    /// 3-D Secure 1.0 whose buyer has answered, and its `attempt_kbn`.
    Answered(&'static str),
}

/// Rows 5-10.
pub(super) fn check_wish(call: &Call<'_>) -> Outcome<()> {
    let form = call.form;
    let use_type = form.text("3dsecure_use_type");
    if form.has("3ds_auth_id") && use_type != "2" {
        return Err(Refusal::new("31008").into());
    }
    if use_type == "2" {
        if !form.has("3ds_auth_id") {
            return Err(Refusal::new("31009").into());
        }
        if form.is("3dsecure_ryaku", "1") {
            return Err(Refusal::field("P010", "3dsecure_ryaku").into());
        }
        if !call.merchant.emv_3ds {
            return Err(Refusal::new("P063").into());
        }
    } else if !form.is("3dsecure_ryaku", "1") && !call.merchant.three_ds_1 {
        return Err(Refusal::field("P010", "3dsecure_ryaku").into());
    } else if !form.is("3dsecure_ryaku", "1") && call.merchant.three_ds_1_acs {
        // Who is to be asked must be told where to go afterwards (request_fields.A No.16-18).
        let missing = ["http_accept", "http_user_agent", "term_url"]
            .into_iter()
            .find(|name| !form.has(name));
        if let Some(name) = missing {
            return Err(Refusal::field("P006", name).into());
        }
    }
    Ok(())
}

/// Rows 23-25.
pub(super) fn find(call: &Call<'_>, tx: Tx<'_>, source: &Source) -> Outcome<Proof> {
    let form = call.form;
    if !form.is("3dsecure_use_type", "2") {
        return Ok(if form.is("3dsecure_ryaku", "1") {
            Proof::Without
        } else {
            Proof::First
        });
    }
    let found = tx.authentication(&form.text("3ds_auth_id"))?;
    let found = found.filter(|one| {
        one.merchant_id == call.merchant.merchant_id && form.is("site_id", &one.site_id)
    });
    let Some(found) = found else {
        return Err(Refusal::new("31011").into());
    };
    let attempt = match &found.details.state {
        State::Done(verdict) if verdict.judgement != Judgement::Failed => {
            verdict.judgement.attempt()
        }
        _ => return Err(Refusal::new("31011").into()),
    };
    if found.used {
        return Err(Refusal::new("31010").into());
    }
    warn_of_differences(call, source, &found);
    Ok(Proof::Emv(Box::new(found), attempt))
}

/// Row 25: no source says whether amount and card must be those of 450.
fn warn_of_differences(call: &Call<'_>, source: &Source, found: &Authentication) {
    let amount = call.form.text("payment_amount");
    let authenticated = found.details.amount.trim_start_matches('0');
    let other_amount = amount.trim_start_matches('0') != authenticated;
    let other_card = source.card.fingerprint != found.details.card.fingerprint;
    for (differs, what) in [(other_amount, "amount"), (other_card, "card")] {
        if differs {
            call.ledger.note(Entry::Warning {
                at: call.now,
                merchant_id: call.merchant.merchant_id.clone(),
                text: format!(
                    "020 has another {what} than the 450 of its 3ds_auth_id: accepted here, open at Paygent"
                ),
            });
        }
    }
}

impl Proof {
    /// `3dsecure_message_version` and `attempt_kbn`, empty when there are none (yet).
    pub(super) fn marks(&self, call: &Call<'_>, card: &Card) -> (&'static str, &'static str) {
        match self {
            Self::Without => ("", ""),
            Self::Emv(_, attempt) => ("2.2.0", attempt),
            Self::First if call.merchant.three_ds_1_acs => ("1.0", ""),
            Self::First => ("1.0", three_ds_first::attempt_of(call, card)),
            Self::Answered(attempt) => ("1.0", attempt),
        }
    }

    /// Row 31: the contract's filter, for 3-D Secure 1.0 only (supplement §3).
    pub(super) fn is_wanted(&self, merchant: &Merchant, attempt: &str) -> bool {
        if matches!(self, Self::Without | Self::Emv(..)) {
            return true;
        }
        matches!(
            (attempt, merchant.attempt_control),
            ("", _) | (_, AttemptControl::All) | ("0", AttemptControl::NormalOnly)
        )
    }

    /// After a 020 with result 0: one authentication proves one authorisation.
    pub(super) fn use_up(&self, tx: Tx<'_>) -> Outcome<()> {
        if let Self::Emv(found, _) = self {
            let mut used = found.as_ref().clone();
            used.used = true;
            tx.save_authentication(&used)?;
        }
        Ok(())
    }
}
