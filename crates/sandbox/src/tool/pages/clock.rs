//! `/clock`: the sandbox's time, and moving it.

use std::sync::Arc;

use serde_json::json;

use super::frame::{self, Place};
use super::{back, labels, said, text};
use crate::clock::ClockMode;
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::{Reply, time};

/// Spans that are one press away.
const SPANS: [(&str, &str); 7] = [
    ("10m", "10分進める"),
    ("1h", "1時間進める"),
    ("12h", "12時間進める"),
    ("1d", "1日進める"),
    ("7d", "7日進める"),
    ("30d", "30日進める"),
    ("60d", "60日進める"),
];

/// What time it is, and the buttons.
pub(super) fn page(desk: &Desk, query: &Form) -> Reply {
    let mode = match desk.clock.mode() {
        ClockMode::Real => "実時間で進みます（--clock real）",
        ClockMode::Manual => "止まっています。進めたときだけ進みます（--clock manual）",
    };
    let now = fill(
        "<p class=\"now\">{now}</p><p class=\"note\">日本時間。{mode}</p>",
        &[
            ("now", labels::time(&desk.clock.now().rfc3339())),
            ("mode", mode.into()),
        ],
    );
    let presses = SPANS
        .iter()
        .map(|(span, label)| frame::press("/clock", &[("advance", span)], label));
    let by = frame::form(
        "/clock",
        frame::field(
            "進める長さ",
            "例：36h、1d6h、90s（s 秒・m 分・h 時間・d 日）",
            "advance",
            "text",
            "",
        ),
        "進める",
    );
    let to = frame::form(
        "/clock",
        frame::field(
            "日時を指定（日本時間）",
            "過去には戻せません",
            "set",
            "datetime-local",
            "",
        ),
        "この日時まで進める",
    );
    let content = [
        frame::outcome(query),
        now,
        frame::hint(
            "時計を進めると、支払期限切れ・オーソリ期限切れ・通知の再送など、それまでに起きることがすべて行われてから画面が戻ります。",
        ),
        frame::section("すぐに進める", Html::join(presses)),
        fill(
            "<div class=\"moves\">{by}{to}</div>",
            &[("by", by), ("to", to)],
        ),
    ];
    frame::page(Place::Clock, "時計", Html::join(content))
}

/// `POST /clock`
pub(super) async fn moved(desk: &Arc<Desk>, form: &Form) -> Reply {
    let (advance, set) = (text(form, "advance"), text(form, "set"));
    let wish = if set.is_empty() {
        json!({ "advance": advance })
    } else {
        // Browsers leave seconds out when they are zero.
        let seconds = if set.len() == 16 { ":00" } else { "" };
        json!({ "set": format!("{set}{seconds}+09:00") })
    };
    let outcome = said(time::moved(desk, wish.to_string().as_bytes()).await);
    back("/clock", &outcome)
}
