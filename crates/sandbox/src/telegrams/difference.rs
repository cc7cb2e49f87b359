//! 091: the next status change not yet told, or one again by its number (difference-notification §2, §10.1).

use super::Call;
use crate::answer::{Answer, notice_fields};
use crate::refusal::Outcome;
use crate::store::Tx;

/// Answers 091. Trading id and payment id are ignored.
pub(super) fn inquire(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let merchant_id = &call.merchant.merchant_id;
    let site_id = call.form.text("site_id");
    tx.purge_notices(call.now)?;
    let by_number = call.form.has("payment_notice_id");
    let found = if by_number {
        tx.notice(merchant_id, &site_id, call.form.number("payment_notice_id"))?
    } else {
        tx.next_notice(merchant_id, &site_id)?
    };
    let Some(notice) = found else {
        return Ok(lines("1", Vec::new()));
    };
    let code = if !by_number && tx.take_gap(merchant_id, &site_id)? {
        "2"
    } else {
        "0"
    };
    tx.mark_inquired(merchant_id, notice.id)?;
    let value = |name: &str| notice.value(name).into_owned();
    let fields = notice_fields(&call.merchant.notice_fields, value);
    Ok(lines(code, fields))
}

fn lines(code: &str, fields: Vec<(String, String)>) -> Answer {
    let detail = if code == "0" { "" } else { code };
    let mut all = vec![
        ("success_code".to_owned(), code.to_owned()),
        ("success_detail".to_owned(), detail.to_owned()),
    ];
    all.extend(fields);
    Answer::Lines(all)
}
