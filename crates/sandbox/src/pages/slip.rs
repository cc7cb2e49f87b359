//! `/cvs/slip`: the page behind `receipt_print_url` of 030 (convenience-and-bank §A8). Nothing is paid here.

use paygent_core::hash;

use super::bank::telegrams_time;
use super::layout::{self, yen};
use super::{Page, Reply, Visit};
use crate::payment::kind;
use crate::refusal::Outcome;
use crate::telegrams::{self, USABLE, store_name};

pub(super) const PAGES: &[Page] = &[Page::get("/cvs/slip", slip)];

const TITLE: &str = "払込票";

fn slip(visit: &Visit<'_>) -> Outcome<Reply> {
    let nobody = || layout::trouble(TITLE, "払込票が見つかりません。");
    let Ok(id) = visit.text("id").parse::<i64>() else {
        return Ok(nobody());
    };
    let key = telegrams::slip_key(id, &visit.desk.store.secret);
    if !hash::verify_hex(&key, visit.bytes("key")) {
        return Ok(nobody());
    }
    visit.desk.store.read(|tx| {
        let found = tx.any_payment(id)?;
        let Some(payment) = found.filter(|payment| payment.payment_type == kind::STORE) else {
            return Ok(nobody());
        };
        let usable = payment.value(USABLE);
        let stores: Vec<&str> = usable.split('-').map(store_name).collect();
        let stores = stores.join("、");
        let number = payment.value("receipt_number");
        let limit = telegrams_time(&payment.value("payment_limit_date"));
        let amount = yen(payment.amount);
        let facts = [
            ("ご利用いただける店舗", stores.as_str()),
            ("番号", &number),
            ("金額", &amount),
            ("お支払い期限", &limit),
        ];
        Ok(layout::page(TITLE, layout::facts(&facts)))
    })
}
