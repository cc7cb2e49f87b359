//! `/deposit`: a transfer to a virtual account (仮想口座データを生成する).

use serde_json::{Map, Value};

use super::frame::{self, Place};
use super::{back, said, text};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::{Reply, transfers};

/// What a transfer consists of: name, label, hint.
const FIELDS: [(&str, &str, &str); 7] = [
    (
        "merchant_id",
        "マーチャントID",
        "空欄は口座番号から探します",
    ),
    ("account", "仮想口座番号", "7桁。例：0033-001-2000001 も可"),
    ("amount", "決済金額", "円"),
    ("date", "振込日", "YYYYMMDD（空欄は現在時刻）"),
    ("name", "振込依頼人名", "半角カナ"),
    ("bank_name", "振込元金融機関名", "半角カナ"),
    ("branch_name", "振込元金融機関支店名", "半角カナ"),
];

/// The form.
pub(super) fn page(query: &Form) -> Reply {
    let fields = FIELDS
        .iter()
        .map(|(name, label, hint)| frame::field(label, hint, name, "text", ""));
    let fields = fill(
        "<div class=\"fields\">{fields}</div>",
        &[("fields", Html::join(fields))],
    );
    let content = [
        frame::outcome(query),
        frame::hint(
            "仮想口座への振込を発生させます。請求と一致しない振込は、対象の請求がない入金として新しい決済になります。",
        ),
        frame::form("/deposit", fields, "実行"),
    ];
    frame::page(
        Place::Search,
        "仮想口座データを生成する",
        Html::join(content),
    )
}

/// `POST /deposit`
pub(super) fn made(desk: &Desk, form: &Form) -> Reply {
    let wish: Map<String, Value> = FIELDS
        .iter()
        .map(|(name, _, _)| ((*name).to_owned(), text(form, name)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, Value::from(value)))
        .collect();
    let wish = Value::Object(wish).to_string();
    back("/deposit", &said(transfers::deposit(desk, wish.as_bytes())))
}
