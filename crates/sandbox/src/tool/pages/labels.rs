//! Japanese names of codes.

use std::sync::LazyLock;

use crate::pages::Html;
use crate::pages::html::fill;

type Row = (&'static str, &'static str, &'static str);

static STATUSES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../../../data/payment_statuses.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.splitn(3, ',');
            Some((columns.next()?, columns.next()?, columns.next()?))
        })
        .collect()
});

/// Payment types and their names.
pub(super) const TYPES: [(&str, &str); 9] = [
    ("01", "ATM決済"),
    ("02", "カード決済"),
    ("03", "コンビニ決済（番号方式）"),
    ("04", "コンビニ決済（払込票方式）"),
    ("05", "銀行ネット決済"),
    ("06", "携帯キャリア決済"),
    ("07", "仮想口座決済"),
    ("11", "電子マネー決済"),
    ("22", "Paidy"),
];

const KINDS: [(&str, &str); 35] = [
    ("010", "ATM決済申込"),
    ("020", "カード決済オーソリ"),
    ("021", "カード決済オーソリキャンセル"),
    ("022", "カード決済売上"),
    ("023", "カード決済売上キャンセル"),
    ("025", "カード情報設定"),
    ("026", "カード情報削除"),
    ("027", "カード情報照会"),
    ("028", "カード決済補正オーソリ"),
    ("029", "カード決済補正売上"),
    ("030", "コンビニ決済（番号方式）申込"),
    ("040", "コンビニ決済（払込票方式）申込"),
    ("060", "銀行ネット決済ASP申込"),
    ("070", "仮想口座決済申込"),
    ("091", "決済情報差分照会"),
    ("094", "決済情報照会"),
    ("100", "携帯キャリア決済申込"),
    ("101", "携帯キャリア決済売上要求"),
    ("102", "携帯キャリア決済取消要求"),
    ("103", "携帯キャリア決済補正売上要求"),
    ("104", "携帯キャリア決済ユーザ認証要求"),
    ("105", "携帯キャリア決済OpenID解除要求"),
    ("109", "dアカウント・ログアウト要求"),
    ("116", "カード情報更新"),
    ("150", "電子マネー決済申込"),
    ("152", "電子マネー決済取消"),
    ("153", "電子マネー決済補正売上"),
    ("200", "ファイル決済要求"),
    ("201", "ファイル決済結果照会"),
    ("340", "Paidyオーソリキャンセル"),
    ("341", "Paidy売上"),
    ("342", "Paidy返金"),
    ("343", "Paidy決済情報検証"),
    ("450", "EMV 3Dセキュア認証"),
    ("notice", "差分通知"),
];

/// The name of a payment type.
pub(super) fn payment_type(code: &str) -> &str {
    named(&TYPES, code)
}

/// The name of a telegram kind.
pub(super) fn kind(code: &str) -> &str {
    named(&KINDS, code)
}

/// The name of a status, without its code.
pub(super) fn status(payment_type: &str, code: &str) -> &'static str {
    STATUSES
        .iter()
        .find(|(known, status, _)| (*known, *status) == (payment_type, code))
        .map_or("", |(_, _, label)| label)
}

/// A status as a coloured word with its code.
pub(super) fn badge(payment_type: &str, code: &str) -> Html {
    let class = match code {
        "40" | "44" | "22" => "good",
        "10" | "20" | "21" | "30" | "34" | "35" | "36" | "43" | "14" => "open",
        "11" | "13" | "15" | "17" | "37" => "bad",
        _ => "over",
    };
    fill(
        "<span class=\"status {class}\">{label} {code}</span>",
        &[
            ("class", class.into()),
            ("label", status(payment_type, code).into()),
            ("code", code.into()),
        ],
    )
}

/// What became of a try to deliver a notice.
pub(super) fn outcome(word: &str) -> String {
    match word {
        "delivered" => "届いた".to_owned(),
        "dropped" => "送らなかった（障害ルール）".to_owned(),
        other => format!("失敗：{other}"),
    }
}

/// `2026-10-01T20:00:00+09:00` as people write it.
pub(super) fn time(rfc3339: &str) -> Html {
    let day = rfc3339.get(..10).unwrap_or_default().replace('-', "/");
    let clock = rfc3339.get(11..19).unwrap_or_default();
    fill(
        "<span class=\"time\">{day} {clock}</span>",
        &[("day", day.into()), ("clock", clock.into())],
    )
}

fn named<'a>(names: &[(&str, &'static str)], code: &'a str) -> &'a str {
    names
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |(_, name)| name)
}
