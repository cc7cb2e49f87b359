//! `/`: the search (決済検索画面).

use super::frame::{self, Place};
use super::{labels, text};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::pages::layout::yen;
use crate::payment::Payment;
use crate::tool::{Reply, payments};

/// The form and the payments that it finds; without a wish the newest ones.
pub(super) fn page(desk: &Desk, query: &Form) -> Reply {
    let mut content = vec![frame::outcome(query), form(desk, query)];
    match payments::wanted(query) {
        Err(field) => content.push(frame::trouble(&format!("入力値が不正です。({field})"))),
        Ok((mut wanted, limit)) => {
            // People type parts of a trading id.
            wanted.trading_id = wanted.trading_id.map(|part| {
                if part.contains(['*', '?']) {
                    part
                } else {
                    format!("*{part}*")
                }
            });
            match payments::find(desk, &wanted, limit) {
                Ok((found, next)) => content.push(results(query, &found, next)),
                Err(_) => content.push(frame::trouble("データベースのエラーです。")),
            }
        }
    }
    frame::page(Place::Search, "決済検索", Html::join(content))
}

fn form(desk: &Desk, query: &Form) -> Html {
    let value = |name: &str| text(query, name);
    let any = || (String::new(), "すべて".to_owned());
    let accounts = desk.accounts();
    let mut merchants = vec![any()];
    merchants.extend(accounts.ids().iter().map(|id| (id.clone(), id.clone())));
    let mut types = vec![any()];
    types.extend(
        labels::TYPES
            .iter()
            .map(|(code, name)| ((*code).to_owned(), (*name).to_owned())),
    );
    let fields = [
        frame::field("決済ID", "", "payment_id", "text", &value("payment_id")),
        frame::field(
            "取引ID",
            "一部だけでも検索できます",
            "trading_id",
            "text",
            &value("trading_id"),
        ),
        frame::choice(
            "決済手段",
            "",
            "payment_type",
            &types,
            &value("payment_type"),
        ),
        frame::field(
            "決済ステイタス",
            "例：40",
            "status",
            "text",
            &value("status"),
        ),
        frame::choice(
            "マーチャントID",
            "",
            "merchant_id",
            &merchants,
            &value("merchant_id"),
        ),
        frame::field("申込日（から）", "", "from", "date", &value("from")),
        frame::field("申込日（まで）", "", "to", "date", &value("to")),
    ];
    fill(
        "<form method=\"get\" action=\"/\"><div class=\"fields\">{fields}</div>\
         <button class=\"main\">検索</button></form>\
         <p><a href=\"/deposit\">仮想口座データを生成する</a></p>",
        &[("fields", Html::join(fields))],
    )
}

fn results(query: &Form, payments: &[Payment], next: Option<i64>) -> Html {
    if payments.is_empty() {
        return frame::trouble("該当する決済がありません。");
    }
    let rows = payments.iter().map(|payment| {
        let id = payment.id.to_string();
        frame::row([
            frame::link(&format!("/payments/{id}"), &id),
            labels::time(&payment.made.rfc3339()),
            labels::payment_type(&payment.payment_type).into(),
            payment.trading_id.as_str().into(),
            fill(
                "<div class=\"amount\">{yen}</div>",
                &[("yen", yen(payment.amount).into())],
            ),
            labels::badge(&payment.payment_type, &payment.status),
            payment.merchant_id.as_str().into(),
        ])
    });
    let head = [
        "決済ID",
        "申込日時",
        "決済手段",
        "取引ID",
        "決済金額",
        "決済ステイタス",
        "マーチャントID",
    ];
    let table = frame::table(&head, rows);
    let more = next.map(|next| {
        let kept = query
            .iter()
            .filter(|(name, value)| {
                !value.is_empty() && !matches!(*name, "after" | "done" | "error")
            })
            .map(|(name, _)| format!("{name}={}&", super::encoded(&text(query, name))));
        let address = format!("/?{}after={next}", kept.collect::<String>());
        frame::link(&address, "次の決済を表示 →")
    });
    frame::section("検索結果", Html::join([table, more.unwrap_or_default()]))
}
