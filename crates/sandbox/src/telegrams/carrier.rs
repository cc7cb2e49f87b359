//! Mobile carriers: 100-105 and 109 (carrier §2, §12; rows 100-109 of the checks).

mod amend;
mod apply;
mod follow;
mod identify;

use super::Call;
use crate::carrier::Carrier;
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

pub(super) use amend::amend;
pub(super) use apply::apply;
pub(super) use follow::{cancel, sell};
pub(super) use identify::{authenticate, log_out, release};

/// What carriers refuse with when the papers name no code.
const OWN_CODE: &str = "local";

/// A carrier's own code in the detail of a refusal.
fn carrier_code(code: &'static str, detail: &str) -> Refusal {
    Refusal::field(code, detail)
}

/// The carrier a telegram names: one of `known`, and in the contract (rows 100/1, 104/1).
fn named_carrier(call: &Call<'_>, known: &[Carrier]) -> Outcome<Carrier> {
    let carrier = Carrier::find(&call.form.text("career_type"))
        .filter(|carrier| known.contains(carrier))
        .ok_or_else(|| Refusal::field("P010", "career_type"))?;
    if !call.merchant.has_carrier(carrier.career_type()) {
        return Err(Refusal::new("P007").into());
    }
    Ok(carrier)
}

/// The payment of 101, 102, 103 and its carrier (rows LOOKUP 101 102 103).
fn find(call: &Call<'_>, tx: Tx<'_>) -> Outcome<(Payment, Carrier)> {
    let codes = super::lookup::Codes {
        nothing: "7002",
        several: "7001",
    };
    let payment = super::lookup::payment(call, tx, kind::CARRIER, codes)?;
    let carrier = Carrier::of(&payment).ok_or_else(|| Refusal::new("7002"))?;
    Ok((payment, carrier))
}
