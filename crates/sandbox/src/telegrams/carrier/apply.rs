//! 100: the application; the buyer goes on at the carrier's page (carrier §3, §12.1).

use super::{OWN_CODE, carrier_code, named_carrier};
use crate::answer::Answer;
use crate::carrier::Carrier;
use crate::clock::Moment;
use crate::pages::carrier::{Returns, open_charge};
use crate::payment::kind;
use crate::refusal::{Outcome, Refusal};
use crate::store::{OpenId, Tx};
use crate::telegrams::{Call, enter};

/// d払い: how long an OpenID serves, in seconds [our choice].
const DOCOMO_OPEN_ID: i64 = 30 * 60;
/// ソフトバンク(A): the same, by the annex.
const SOFTBANK_OPEN_ID: i64 = 3600;

const ALL: [Carrier; 5] = [
    Carrier::AuBundle,
    Carrier::Au,
    Carrier::Docomo,
    Carrier::SoftbankB,
    Carrier::SoftbankA,
];

/// Answers 100.
pub(in crate::telegrams) fn apply(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let carrier = named_carrier(call, &ALL)?;
    check_device(call, carrier)?;
    if carrier == Carrier::Docomo && !form.has("other_url") {
        return Err(Refusal::field("P006", "other_url").into());
    }
    let open_id = open_id(call, tx, carrier)?;
    if carrier == Carrier::SoftbankA && call.merchant.sa_user_not_eligible {
        return Err(Refusal::new("7603").into());
    }
    // One OpenID of d払い serves one application.
    if let (Carrier::Docomo, Some(open_id)) = (carrier, open_id) {
        tx.end_open_id(&open_id.open_id)?;
    }
    let mut payment = call.new_payment(tx, kind::CARRIER)?;
    payment.amount = form.number("amount");
    call.keep(&mut payment, kept(carrier));
    enter(tx, call.merchant, call.now, &mut payment, "10")?;
    tx.save_payment(&payment)?;
    let returns = Returns {
        return_url: form.text("return_url").into_owned(),
        cancel_url: form.text("cancel_url").into_owned(),
        other_url: form.text("other_url").into_owned(),
    };
    let (way, address) = open_charge(tx, call.page_url, &payment, carrier, returns)?.field();
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", call.trading_id()),
        ("trade_generation_date", payment.made.stamp()),
        (way, address),
    ])
}

/// Row 2.
fn check_device(call: &Call<'_>, carrier: Carrier) -> Outcome<()> {
    let Some(allowed) = carrier.devices() else {
        return Ok(());
    };
    let device = call.form.text("pc_mobile_type");
    if device.is_empty() {
        return Err(Refusal::field("P006", "pc_mobile_type").into());
    }
    if !allowed.contains(&&*device) {
        return Err(Refusal::field("P010", "pc_mobile_type").into());
    }
    Ok(())
}

/// Rows 4-7.
fn open_id(call: &Call<'_>, tx: Tx<'_>, carrier: Carrier) -> Outcome<Option<OpenId>> {
    let form = call.form;
    let needed = match carrier {
        Carrier::Au | Carrier::SoftbankA => true,
        Carrier::Docomo => !form.is("pc_mobile_type", "1"),
        Carrier::AuBundle | Carrier::SoftbankB => return Ok(None),
    };
    if !form.has("open_id") {
        return if needed {
            Err(Refusal::field("P006", "open_id").into())
        } else {
            Ok(None)
        };
    }
    let found = tx.open_id(&call.merchant.merchant_id, carrier, &form.text("open_id"))?;
    let found = found.filter(|open_id| !open_id.over);
    let not_older =
        |open_id: &OpenId, life: i64| call.now <= Moment(open_id.made.0.saturating_add(life));
    let good = match carrier {
        Carrier::Docomo => found.filter(|open_id| not_older(open_id, DOCOMO_OPEN_ID)),
        Carrier::SoftbankA => found.filter(|open_id| not_older(open_id, SOFTBANK_OPEN_ID)),
        _ => found,
    };
    let Some(good) = good else {
        return Err(match carrier {
            Carrier::Docomo => carrier_code("7101", OWN_CODE),
            Carrier::SoftbankA => Refusal::new("7605"),
            _ => Refusal::new("7403"),
        }
        .into());
    };
    if carrier == Carrier::SoftbankA
        && let Some(code) = &call.merchant.sa_service_code
        && !form.is("service_code", code)
    {
        return Err(Refusal::new("7604").into());
    }
    Ok(Some(good))
}

/// The parameters that belong to the carrier (request_fields.C, `condition_notes`).
const fn kept(carrier: Carrier) -> &'static [&'static str] {
    match carrier {
        Carrier::AuBundle => &["career_type", "pc_mobile_type", "item_cd"],
        Carrier::Au => &["career_type", "pc_mobile_type", "outline", "sales_flg"],
        Carrier::Docomo | Carrier::SoftbankB => &["career_type", "pc_mobile_type", "outline"],
        Carrier::SoftbankA => &["career_type", "pc_mobile_type", "outline", "service_code"],
    }
}
