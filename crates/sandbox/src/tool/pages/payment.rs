//! `/payments/{id}`: one payment (ステイタス変更画面), and its timeline.

use serde_json::json;

use super::frame::{self, Place};
use super::{back, labels, said, text, timeline};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::pages::layout::{facts, yen};
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::telegrams::{CVS_TYPE, USABLE};
use crate::tool::{Reply, move_payment, moves, notices, payments};

/// The payment, what can be done with it, and what happened to it.
pub(super) fn page(desk: &Desk, id: &str, query: &Form) -> Reply {
    let payment = match payments::payment(desk, id) {
        Ok(Some(payment)) => payment,
        Ok(None) => return frame::missing(Place::Search, "該当する決済がありません。"),
        Err(_) => return frame::missing(Place::Search, "データベースのエラーです。"),
    };
    let lines = payments::timeline(desk, &payment);
    let records = desk.store.read(|tx| {
        let records = tx.notices_of(&payment)?;
        let shown = records.iter();
        let shown = shown.map(|record| notices::one(tx, &payment.merchant_id, record));
        shown.collect::<Outcome<Vec<_>>>()
    });
    let records = match records {
        Ok(records) if !records.is_empty() => super::notices::table(&records, Some(&payment)),
        _ => frame::hint("差分通知はありません。"),
    };
    let content = [
        frame::outcome(query),
        about(&payment),
        frame::section("ステイタス変更", changes(&payment)),
        frame::section("差分通知", records),
        frame::section("経過", timeline::table(&payment, &lines)),
    ];
    frame::page(
        Place::Search,
        &format!("決済 {}", payment.id),
        Html::join(content),
    )
}

/// `POST /payments/{id}/status`
pub(super) fn moved(desk: &Desk, id: &str, form: &Form) -> Reply {
    let mut wish = serde_json::Map::new();
    for name in ["to", "bank_code", "payment_time", "cvs_company_id"] {
        let value = text(form, name);
        if !value.is_empty() {
            wish.insert(name.to_owned(), json!(value));
        }
    }
    let amount = text(form, "amount");
    if !amount.is_empty() {
        // What is no number stays a text, and is refused as one.
        let amount = amount
            .parse::<i64>()
            .map_or(json!(amount), |yen| json!(yen));
        wish.insert("amount".to_owned(), amount);
    }
    let wish = serde_json::Value::Object(wish).to_string();
    let outcome = said(move_payment(desk, id, wish.as_bytes()));
    back(&format!("/payments/{}", super::encoded(id)), &outcome)
}

fn about(payment: &Payment) -> Html {
    let made = payment
        .made
        .rfc3339()
        .replace('T', " ")
        .replace("+09:00", "");
    let status = format!(
        "{} {}",
        payment.status,
        labels::status(&payment.payment_type, &payment.status)
    );
    let amount = yen(payment.amount);
    let limit = payment.value("payment_limit_date");
    let mut known = vec![
        ("決済手段", labels::payment_type(&payment.payment_type)),
        ("取引ID", &payment.trading_id),
        ("決済金額", &amount),
        ("決済ステイタス", &status),
        ("申込日時", &made),
        ("支払期限日", &limit),
        ("マーチャントID", &payment.merchant_id),
        ("サイトID", &payment.site_id),
    ];
    known.retain(|(_, value)| !value.is_empty());
    facts(&known)
}

fn changes(payment: &Payment) -> Html {
    let allowed = moves::allowed(payment);
    if allowed.is_empty() {
        return frame::hint(
            "このステイタスからの変更はできません（カード決済・携帯キャリア決済などは電文で操作します）。",
        );
    }
    let forms = allowed.iter().map(|to| {
        let hidden = fill(
            "<h3>{badge} に変更</h3><input type=\"hidden\" name=\"to\" value=\"{to}\">",
            &[
                ("badge", labels::badge(&payment.payment_type, to)),
                ("to", (*to).into()),
            ],
        );
        frame::form(
            &format!("/payments/{}/status", payment.id),
            Html::join([hidden, inputs(payment, to)]),
            "実行",
        )
    });
    fill(
        "<div class=\"moves\">{forms}</div>",
        &[("forms", Html::join(forms))],
    )
}

/// What has to be typed in for a change (`test_tool_operations.D.csv`).
fn inputs(payment: &Payment, to: &str) -> Html {
    let time = || {
        frame::field(
            "入金日時",
            "YYYYMMDDhhmmss（空欄は現在時刻）",
            "payment_time",
            "text",
            "",
        )
    };
    let confirmed_later = matches!(&*payment.value(CVS_TYPE), "03" | "04");
    match (payment.payment_type.as_str(), to) {
        (kind::ATM | kind::BANK, "40") => Html::join([
            frame::field("金融機関コード", "半角英数4桁", "bank_code", "text", "0001"),
            time(),
        ]),
        (kind::STORE, "43") => time(),
        (kind::STORE, "40") if !confirmed_later => {
            let usable = payment.value(USABLE);
            let choices: Vec<(String, String)> = usable
                .split('-')
                .filter(|code| !code.is_empty())
                .map(|code| (code.to_owned(), store(code).to_owned()))
                .collect();
            let company = frame::choice("コンビニ企業", "", "cvs_company_id", &choices, "");
            Html::join([time(), company])
        }
        (kind::VIRTUAL_ACCOUNT, "40") => Html::join([
            frame::field(
                "決済金額",
                "円",
                "amount",
                "text",
                &payment.amount.to_string(),
            ),
            frame::field(
                "振込日",
                "YYYYMMDDhhmmss（空欄は現在時刻）",
                "payment_time",
                "text",
                "",
            ),
        ]),
        _ => frame::hint("入力項目はありません。"),
    }
}

/// Stores' names where they are known.
fn store(code: &str) -> &str {
    match code {
        "00C001" => "00C001 セブンイレブン",
        "00C002" => "00C002 ローソン",
        "00C004" => "00C004 ミニストップ",
        "00C005" => "00C005 ファミリーマート",
        "00C014" => "00C014 デイリーヤマザキ",
        "00C016" => "00C016 セイコーマート",
        "P0C002" => "P0C002 ローソン",
        "P0C016" => "P0C016 セイコーマート",
        other => other,
    }
}
