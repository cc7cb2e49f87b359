//! File type 024, カード情報更新（洗替）: every record is a stored card that the card company is asked about
//! (sandbox-environment §2.3, §21; card-token §8). Only cards stored with a validity check take part.

use super::records::Record;
use crate::account::Merchant;
use crate::clock::Moment;
use crate::refusal::Outcome;
use crate::store::{Holder, Tx};

/// Columns of a data record: its type, `site_id`, `customer_id`, `customer_card_id` [worked example].
pub(super) const WIDTH: usize = 4;
/// ペイジェント照合エラー: no such card, or none that was checked.
const NOT_OURS: [&str; 3] = ["9", "", ""];

/// 有効性判定結果, カード番号更新サイン, 有効期限更新サイン.
pub(super) fn refresh(
    tx: Tx<'_>,
    merchant: &Merchant,
    record: &Record,
    now: Moment,
) -> Outcome<[&'static str; 3]> {
    let [_, site_id, customer_id, card_id] = record.as_slice() else {
        return Ok(NOT_OURS);
    };
    let holder = Holder {
        merchant_id: &merchant.merchant_id,
        site_id,
        customer_id,
    };
    let Ok(card_id) = card_id.parse() else {
        return Ok(NOT_OURS);
    };
    let found = tx.stored_card(holder, card_id)?;
    let Some(mut stored) = found.filter(|stored| stored.validated.is_some()) else {
        return Ok(NOT_OURS);
    };
    let said = stored.card.refresh.clone();
    stored.validated = Some(now);
    stored
        .values
        .insert("valid_check_result".to_owned(), said.result().to_owned());
    // Nothing updated is nothing between the commas of 027.
    match said.update() {
        "" => stored.values.remove("valid_update_cd"),
        update => stored
            .values
            .insert("valid_update_cd".to_owned(), update.to_owned()),
    };
    stored.card.take_refresh();
    tx.save_card(holder, &stored)?;
    let [number, term] = said.signs();
    Ok([said.result(), number, term])
}
