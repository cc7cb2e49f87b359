//! 104, 105, 109: who the buyer is, and no longer (carrier §3, §12.3).

use super::{OWN_CODE, carrier_code, named_carrier};
use crate::answer::Answer;
use crate::carrier::Carrier;
use crate::pages::address::encode_bytes;
use crate::pages::carrier::{Login, Logout, open_login, open_logout};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::telegrams::Call;

/// The longest values of 109, in bytes as they stand in a form.
const LONGEST: [(&str, usize); 2] = [("serviceurl", 1900), ("rbody", 8330)];

/// Answers 104.
pub(in crate::telegrams) fn authenticate(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    let known = [Carrier::Au, Carrier::Docomo, Carrier::SoftbankA];
    let carrier = named_carrier(call, &known)?;
    if carrier != Carrier::Docomo && !form.has("pc_mobile_type") {
        return Err(Refusal::field("P006", "pc_mobile_type").into());
    }
    if carrier == Carrier::SoftbankA {
        if !form.has("auth_url") {
            return Err(Refusal::field("P006", "auth_url").into());
        }
        let contracted = call.merchant.sa_auth_url.as_deref();
        if contracted.is_some_and(|contracted| !form.is("auth_url", contracted)) {
            return Err(carrier_code("7601", OWN_CODE).into());
        }
    }
    let login = Login {
        merchant_id: call.merchant.merchant_id.clone(),
        site_id: form.text("site_id").into_owned(),
        carrier,
        redirect_url: form.text("redirect_url").into_owned(),
        cancel_url: form.text("cancel_url").into_owned(),
        done: None,
    };
    let (way, address) = open_login(tx, call.page_url, call.now, &login)?.field();
    call.answer(vec![(way, address)])
}

/// Answers 105.
pub(in crate::telegrams) fn release(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let open_id = call.form.text("open_id");
    let found = tx.open_id(&call.merchant.merchant_id, Carrier::Au, &open_id)?;
    match found.filter(|open_id| !open_id.over) {
        Some(found) => tx.end_open_id(&found.open_id)?,
        None => return Err(Refusal::new("7404").into()),
    }
    call.answer(Vec::new())
}

/// Answers 109.
pub(in crate::telegrams) fn log_out(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    for (name, longest) in LONGEST {
        if encode_bytes(form.get(name)).len() > longest {
            return Err(Refusal::field("P009", name).into());
        }
    }
    let logout = Logout {
        service_url: form.text("serviceurl").into_owned(),
        body: form.text("rbody").into_owned(),
        link: form.text("linkname").into_owned(),
        message: form.text("message").into_owned(),
        silent: form.is("dispflg", "0"),
    };
    let (way, address) = open_logout(tx, call.page_url, call.now, &logout)?.field();
    call.answer(vec![(way, address)])
}
