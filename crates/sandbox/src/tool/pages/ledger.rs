//! `/ledger`: what was received, answered, changed and sent, newest first.

use serde_json::Value;

use super::frame::{self, Place};
use super::timeline;
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::Reply;

/// Lines of a page.
const PAGE: usize = 100;

/// The newest lines, or those before a number.
pub(super) fn page(desk: &Desk, query: &Form) -> Reply {
    let last = desk.ledger.last();
    let before = super::text(query, "before").parse().unwrap_or(last + 1);
    let after = before.saturating_sub(PAGE as u64 + 1);
    let lines = desk.ledger.lines(after);
    let mut lines: Vec<Value> = lines
        .lines()
        .take(usize::try_from(before - 1 - after).unwrap_or(PAGE))
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    lines.reverse();
    let rows = lines.iter().map(|line| {
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
        let payment = text("payment_id");
        let type_of = || {
            let id = payment.parse().ok()?;
            let found = desk.store.read(|tx| Ok(tx.any_payment(id)?)).ok()??;
            Some(found.payment_type)
        };
        let [at, what, more] = timeline::cells(line, &type_of().unwrap_or_default());
        let link = if payment.is_empty() {
            Html::default()
        } else {
            frame::link(&format!("/payments/{payment}"), payment)
        };
        frame::row([at, what, more, link])
    });
    let table = frame::table(&["日時", "できごと", "内容", "決済ID"], rows);
    let more = if after > 0 {
        frame::link(&format!("/ledger?before={}", after + 1), "前の記録を表示 →")
    } else {
        Html::default()
    };
    let note = fill(
        "<p class=\"note\">カード番号・パスワード・個人情報は伏せてあります。全体は {link}（JSON）で読めます。</p>",
        &[("link", frame::link("/tool/ledger?after=0", "/tool/ledger"))],
    );
    frame::page(Place::Ledger, "記録", Html::join([note, table, more]))
}
