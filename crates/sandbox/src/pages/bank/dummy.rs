//! The bank's own site, as far as a test needs one: pay, give up, close, come back without a result.

use super::{Bank, Place, TITLE, list, nobody};
use crate::clock::Moment;
use crate::pages::html::fill;
use crate::pages::layout::{self, Weight, yen};
use crate::pages::{Html, Reply, Visit, address};
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::{self, bank_payment_limit};

/// What comes back to the shop.
const PAID: &str = "0";
const ABORTED: &str = "1";
const UNKNOWN: &str = "2";

/// The bank's page.
pub(super) fn enter(visit: &Visit<'_>) -> Outcome<Reply> {
    visit.desk.store.read(|tx| {
        let Some((place, payment, bank)) = find(visit, tx)? else {
            return Ok(nobody());
        };
        let payment_id = payment.id.to_string();
        let amount = yen(payment.amount);
        let mut hidden = place.hidden().to_vec();
        hidden.push(("payment_id", &payment_id));
        let ways = [
            (Weight::Main, "pay", "支払う"),
            (Weight::Other, "abort", "中断する"),
            (Weight::Tool, "close", "何もせず閉じる（試験環境の機能）"),
            (Weight::Tool, "unknown", "結果不明で戻る（試験環境の機能）"),
        ];
        let buttons = ways
            .into_iter()
            .map(|(weight, value, label)| layout::button(weight, "decision", value, label));
        let content = fill(
            "<p>{bank}の代わりの画面です。</p>{facts}{form}",
            &[
                ("bank", bank.name.into()),
                (
                    "facts",
                    layout::facts(&[
                        ("お支払い先", place.value("receipt_name")),
                        ("お支払い内容", place.value("claim_kanji")),
                        ("金額", &amount),
                        ("決済ID", &payment_id),
                    ]),
                ),
                (
                    "form",
                    layout::form("/banking/dummy/end", &hidden, Html::join(buttons)),
                ),
            ],
        );
        Ok(layout::page("試験用の金融機関", content))
    })
}

/// What the buyer did there.
pub(super) fn decide(visit: &Visit<'_>) -> Outcome<Reply> {
    let now = visit.desk.clock.now();
    let page_url = visit.desk.page_url();
    visit.desk.store.write(|tx| {
        let Some((place, mut payment, bank)) = find(visit, tx)? else {
            return Ok(nobody());
        };
        let result = match visit.text("decision").as_str() {
            // A second click changes nothing.
            _ if payment.status == "40" => PAID,
            "pay" if now > bank_payment_limit(place.application.page_limit) => {
                return Ok(layout::trouble(TITLE, "お支払いの期限が過ぎています。"));
            }
            "pay" => {
                pay(tx, &place, &mut payment, now)?;
                PAID
            }
            _ if payment.status == "15" => ABORTED,
            "abort" => {
                let merchant = &place.account.merchant;
                telegrams::enter(tx, merchant, now, &mut payment, "15")?;
                tx.save_payment(&payment)?;
                ABORTED
            }
            "unknown" => UNKNOWN,
            _ => {
                return Ok(layout::page(
                    TITLE,
                    Html::fixed("<p>金融機関の画面を閉じました。何も通知されません。</p>"),
                ));
            }
        };
        Ok(end(&place, &payment, bank, result, page_url))
    })
}

/// A late payment after 15 happens too (status-machine §6).
fn pay(tx: Tx<'_>, place: &Place, payment: &mut Payment, now: Moment) -> Outcome<()> {
    payment.set("payment_date", now.stamp());
    payment.set("user_payment_date", now.stamp());
    telegrams::enter(tx, &place.account.merchant, now, payment, "40")?;
    tx.save_payment(payment)?;
    Ok(())
}

fn end(place: &Place, payment: &Payment, bank: &Bank, result: &str, page_url: &str) -> Reply {
    // The link type's own pages are where they are now, whatever address they had before.
    let return_url = match place.value("link_finish") {
        "" => place.value("return_url").to_owned(),
        query => format!("{page_url}/linktype/finish?{query}"),
    };
    if bank.returns() && !return_url.is_empty() {
        let payment_id = payment.id.to_string();
        let parameters = [
            ("result", result),
            ("payment_id", &payment_id),
            ("trading_id", &payment.trading_id),
        ];
        let charset = address::Charset::Windows31J;
        return Reply::redirect(address::with_query(&return_url, &parameters, charset));
    }
    let text = match result {
        PAID => "お支払いが完了しました。",
        ABORTED => "お支払いは中断されました。",
        _ => "お支払いの結果を確認できませんでした。",
    };
    let content = fill(
        "<p>{text}</p><p>この画面を閉じてください。</p>{copyright}",
        &[("text", text.into()), ("copyright", place.copyright())],
    );
    layout::page(TITLE, content)
}

/// The payment of the form, if it belongs to the application of the form.
fn find(visit: &Visit<'_>, tx: Tx<'_>) -> Outcome<Option<(Place, Payment, &'static Bank)>> {
    let Some(place) = Place::find(visit, tx)? else {
        return Ok(None);
    };
    let Ok(id) = visit.text("payment_id").parse() else {
        return Ok(None);
    };
    let payment = tx.payment(place.merchant_id(), id)?.filter(|payment| {
        payment.payment_type == kind::BANK && payment.trading_id == place.application.trading_id
    });
    Ok(payment.and_then(|payment| {
        let bank = list::find(&payment.value("bank_code"))?;
        Some((place, payment, bank))
    }))
}
