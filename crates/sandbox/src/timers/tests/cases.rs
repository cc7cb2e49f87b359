//! The rows of `state_transitions.*.csv` that time drives, and what must come of each.

use crate::account::{ExpiryFrom, Merchant, Timing};

/// A Thursday evening; the Monday after is a working day, the one after that a holiday.
pub(super) const START: &str = "2026-10-01T20:00:00+09:00";

/// The words of the tables by which time is meant.
pub(super) const TIME: [&str; 20] = [
    "time:",
    "time after",
    "days passed",
    "days after",
    "minutes",
    "20:00 passed",
    "batch",
    "confirmation",
    "completion notice",
    "confirmed report",
    "confirmed data",
    "end of the month",
    "Paygent polls",
    "timed out",
    "timeout",
    "transfer result",
    "session end",
    "late",
    "hours",
    "data fetched",
];

/// A row that time drives: what is made of it, and what must come of it.
pub(super) struct Case {
    pub(super) table: char,
    /// Payment type, status before and event, as in the table.
    pub(super) row: Row,
    pub(super) payment_type: &'static str,
    pub(super) status: &'static str,
    /// Values of the payment; `-` is the payment's own time, `+3d` a day three days later.
    pub(super) values: &'static [(&'static str, &'static str)],
    pub(super) contract: fn(&mut Merchant),
    /// The status afterwards and when it was entered.
    pub(super) to: &'static str,
    pub(super) at: &'static str,
}

pub(super) const fn usual(_: &mut Merchant) {}

const D: &[(&str, &str)] = &[
    ("career_type", "5"),
    ("authorized_date", "-"),
    ("payment_date", "-"),
    ("cancel_date", "-"),
];
const SB: &[(&str, &str)] = &[
    ("career_type", "6"),
    ("authorized_date", "-"),
    ("payment_date", "-"),
];
const AUM: &[(&str, &str)] = &[("career_type", "2"), ("authorized_date", "-")];
const AU: &[(&str, &str)] = &[
    ("career_type", "4"),
    ("authorized_date", "-"),
    ("payment_date", "-"),
];
const SOLD: &[(&str, &str)] = &[("authorized_date", "-"), ("payment_date", "-")];
const LIMIT: &[(&str, &str)] = &[("payment_limit_date", "+3d")];
const SB_NAME: &str = "carrier: ソフトバンクまとめて支払い(B)・ワイモバイルまとめて支払い";
const D_NAME: &str = "carrier: d払い";

macro_rules! case {
    ($table:literal, $row:expr, $kind:literal $status:literal $values:expr => $to:literal $at:literal) => {
        case!($table, $row, $kind $status $values, usual => $to $at)
    };
    ($table:literal, $row:expr, $kind:literal $status:literal $values:expr, $contract:expr => $to:literal $at:literal) => {
        Case {
            table: $table, row: $row, payment_type: $kind, status: $status, values: $values,
            contract: $contract, to: $to, at: $at,
        }
    };
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    case!('B', ("ATM", "10", "time: batch when payment limit date < today"), "01" "10" LIMIT => "12" "20261005010000"),
    case!('B', ("card", "10", "time: 30 days in 10"), "02" "10" &[] => "11" "20261101020000"),
    case!('C', ("card", "10", "30 days passed"), "02" "10" &[] => "11" "20261101020000"),
    case!('B', ("card", "20", "time: 60 days after the authorization"), "02" "20" SOLD => "33" "20261201020000"),
    case!('C', ("card", "20", "60 days after authorisation"), "02" "20" SOLD => "33" "20261201020000"),
    // Under the brands' rule it is cancelled sooner, or expires when the card company refuses.
    case!('B', ("card", "20", "time: 60 days after the authorization"), "02" "20" &[("authorized_date", "-"), ("card", "MASTER 0000")], |m| m.pif = true => "32" "20261027020000"),
    case!('B', ("card", "20", "time: 60 days after the authorization"), "02" "20" &[("authorized_date", "-"), ("card", "VISA 3000")], |m| m.pif = true => "33" "20261027020000"),
    case!('B', ("card", "20", "time: 60 days after the authorization"), "02" "20" &[("authorized_date", "-"), ("card", "JCB 0000")], |m| m.pif = true => "33" "20261201020000"),
    case!('B', ("card", "40", "time: 60 days after authorization or clearing (by contract)"), "02" "40" SOLD => "41" "20261201020000"),
    case!('C', ("card", "40", "60 days after authorisation or sale (contract)"), "02" "40" &[("authorized_date", "-"), ("payment_date", "+9d")], |m| m.sales_expiry_from = ExpiryFrom::Clearing => "41" "20261210020000"),
    case!('B', ("card", "10", "020 result: timeout at the card processor"), "02" "31" &[("cancel_date", "-")] => "32" "20261001201000"),
    case!('C', ("card", "(none)", "020 timeout at the card network"), "02" "31" &[("cancel_date", "-")] => "32" "20261001201000"),

    case!('B', ("convenience store (number)", "43", "confirmed report"), "03" "43" &[("early_notice_date", "-"), ("cvs_type", "03")] => "40" "20261004060000"),
    case!('C', ("convenience store (number)", "43", "confirmed data"), "03" "43" &[("early_notice_date", "-"), ("cvs_type", "04")] => "40" "20261003060000"),
    case!('C', ("convenience store (number)", "43", "confirmed data"), "03" "43" &[("early_notice_date", "-"), ("cvs_type", "04")], |m| m.cvs_confirm_auto = false => "43" ""),
    case!('B', ("convenience store (number)", "10", "time: payment limit date < today, or ticket issue end date < today"), "03" "10" &[("payment_limit_date", "+3d"), ("cvs_type", "03")] => "12" "20261005010000"),
    case!('B', ("convenience store (number)", "10", "time: payment limit date < today, or ticket issue end date < today"), "03" "10" &[("payment_limit_date", "+9d"), ("ticket_end_date", "+3d"), ("cvs_type", "04")] => "12" "20261005050000"),
    case!('C', ("convenience store (number)", "10", "limit date passed (or ticket end date), batch"), "03" "10" &[("payment_limit_date", "+3d"), ("cvs_type", "01")] => "12" "20261005020000"),
    case!('C', ("convenience store (number)", "10", "limit date passed (or ticket end date), batch"), "03" "10" &[("payment_limit_date", "+3d"), ("cvs_type", "02")] => "12" "20261005050000"),
    case!('B', ("convenience store (slip)", "43", "confirmed report"), "04" "43" &[("user_payment_date", "-"), ("early_notice_date", "+1d")] => "40" "20261006060000"),
    case!('B', ("convenience store (slip)", "10", "time: slip validity date over"), "04" "10" &[("payment_limit_date", "+3d"), ("bill_expiration_date", "+30d")] => "12" "20261101050000"),

    // The third business day after Thursday is Tuesday.
    case!('B', ("bank net (ASP)", "10", "time: application date-time < today - 2 business days"), "05" "10" &[] => "15" "20261006010000"),
    case!('C', ("bank net (ASP)", "10", "bank reports abort, or 2 business days passed (batch 01:00-02:00)"), "05" "10" &[] => "15" "20261006010000"),
    // The limit is Sunday, 4 October.
    case!('B', ("virtual account", "10", "time: payment limit date < today - 2 business days"), "07" "10" LIMIT => "12" "20261007060000"),
    // The grace ends on Thursday, 8 October; Monday the 12th is a holiday.
    case!('B', ("virtual account", "12", "time: payment limit date + grace days < today - 2 business days"), "07" "12" LIMIT, |m| m.va_grace_days = 4 => "16" "20261014060000"),

    case!('B', (D_NAME, "10", "30-45 minutes without result, 購入中止 button, back button"), "06" "10" D => "15" "20261001204500"),
    case!('C', (D_NAME, "10", "購入中止 button, 購入画面へ戻る button, or time after application"), "06" "10" D, |m| m.timing = Timing::Test => "10" ""),
    case!('B', (D_NAME, "20 or 21", "time: 20:00 on the last day of the second month after the authorization month"), "06" "20" D => "33" "20261231200000"),
    case!('C', (D_NAME, "20", "last day of the month after next 20:00 passed"), "06" "20" D => "33" "20261231200000"),
    case!('C', (D_NAME, "21", "last day of the month after next 20:00 passed"), "06" "21" D => "33" "20261231200000"),
    // Sold at 20:00:00, when the day is closed already.
    case!('B', (D_NAME, "40", "carrier confirmation"), "06" "40" D => "44" "20261003033000"),
    case!('C', (D_NAME, "40", "docomo completion notice"), "06" "40" &[("career_type", "5"), ("payment_date", "-1s"), ("authorized_date", "-")] => "44" "20261002033000"),
    case!('C', (D_NAME, "40", "docomo completion notice"), "06" "40" D, |m| m.timing = Timing::Test => "44" "20261003090000"),
    case!('B', (D_NAME, "60", "carrier confirmation"), "06" "60" D => "62" "20261003033000"),
    case!('C', (D_NAME, "60", "docomo completion notice"), "06" "60" D => "62" "20261003033000"),
    case!('B', (D_NAME, "44", "time: cancel period over"), "06" "44" D => "41" "20261231200000"),
    case!('C', (D_NAME, "44", "last day of the month after next 20:00 passed"), "06" "44" D => "41" "20261231200000"),
    case!('B', (SB_NAME, "20 or 21", "time: 60 days"), "06" "21" SB => "33" "20261201020000"),
    case!('C', (SB_NAME, "20", "60 days passed"), "06" "20" SB => "33" "20261201020000"),
    case!('C', (SB_NAME, "21", "60 days passed"), "06" "21" SB => "33" "20261201020000"),
    case!('B', (SB_NAME, "40", "time: 60 days after 20"), "06" "40" SB => "41" "20261201020000"),
    case!('C', (SB_NAME, "40", "60 days after authorisation"), "06" "40" SB => "41" "20261201020000"),
    case!('B', ("carrier: まとめてau支払い", "20", "time: 60 days"), "06" "20" AUM => "33" "20261201020000"),
    case!('C', ("carrier: まとめてau支払い", "20", "60 days passed"), "06" "20" AUM => "33" "20261201020000"),
    case!('B', ("carrier: auかんたん決済", "20", "time: 90 days after the authorization"), "06" "20" AU => "33" "20261231020000"),
    case!('C', ("carrier: auかんたん決済", "20", "90 days passed"), "06" "20" AU => "33" "20261231020000"),
    case!('B', ("carrier: auかんたん決済", "40", "time: end of the second month after the capture"), "06" "40" AU => "41" "20270101020000"),
    case!('C', ("carrier: auかんたん決済", "40", "end of the month after next"), "06" "40" AU => "41" "20270101020000"),

    case!('C', ("Paidy", "20", "90 days passed (30 in test)"), "22" "20" SOLD => "33" "20261231020000"),
    case!('C', ("Paidy", "20", "90 days passed (30 in test)"), "22" "20" SOLD, |m| m.timing = Timing::Test => "33" "20261101020000"),
    case!('C', ("Paidy", "40", "90 days after the sale"), "22" "40" SOLD => "41" "20261231020000"),
    case!('C', ("Paidy", "31", "Paygent polls Paidy: success"), "22" "31" &[("paidy_asked", "-"), ("paidy_then", "success")] => "32" "20261001203000"),
    case!('C', ("Paidy", "31", "Paygent polls Paidy: not accepted"), "22" "31" &[("paidy_asked", "-"), ("paidy_then", "failure")] => "20" "20261001203000"),
    case!('C', ("Paidy", "30", "Paygent polls Paidy: success"), "22" "30" &[("paidy_asked", "-"), ("paidy_then", "success")] => "40" "20261001203000"),
    case!('C', ("Paidy", "30", "Paygent polls Paidy: not accepted"), "22" "30" &[("paidy_asked", "-"), ("paidy_then", "failure")] => "20" "20261001203000"),
    case!('C', ("Paidy", "42", "Paygent polls Paidy: success"), "22" "42" &[("paidy_asked", "-"), ("paidy_then", "success")] => "60" "20261001203000"),
    case!('C', ("Paidy", "42", "Paygent polls Paidy: not accepted"), "22" "42" &[("paidy_asked", "-"), ("paidy_then", "failure")] => "40" "20261001203000"),
    case!('B', ("e-money (WebMoney)", "40", "time: 30 days after the transaction was fixed"), "11" "40" SOLD => "41" "20261101020000"),
];

/// Why a row with a word of time has no case.
#[derive(Clone, Copy)]
pub(super) enum Why {
    /// A page or the tool decides it; no alarm may, so no rule leads from there to the status.
    NotByTime(&'static str),
    /// Nobody has built this telegram kind: as soon as somebody does, the row needs a case.
    Unbuilt(&'static str),
}
use Why::{NotByTime, Unbuilt};

const SA_NAME: &str = "carrier: ソフトバンクまとめて支払い(A)・ワイモバイルまとめて支払い";
const AUM_NAME: &str = "carrier: まとめてau支払い";
const AU_NAME: &str = "carrier: auかんたん決済";

/// Table, row, payment type (and `career_type`), status afterwards, and the reason.
pub(super) type Elsewhere = (char, Row, &'static str, &'static str, Why);

/// Payment type, status before and event, as in the tables.
pub(super) type Row = (&'static str, &'static str, &'static str);

/// Rows without a case.
#[rustfmt::skip]
pub(super) const NOT_HERE: &[Elsewhere] = &[
    ('B', ("bank net (ASP)", "15", "bank reports payment completed late"), "05", "40", NotByTime("the bank's page reports it")),
    ('C', ("bank net (ASP)", "15", "late payment detected"), "05", "40", NotByTime("the bank's page reports it")),
    ('B', (SB_NAME, "10", "authentication failed, terms refused, access after session end"), "06:6", "15", NotByTime("the carrier's page")),
    ('C', (SB_NAME, "10", "authentication failed, terms refused, access after session end"), "06:6", "15", NotByTime("the carrier's page")),
    ('B', (SA_NAME, "10", "authentication failed, terms refused, access after session end"), "06:7", "15", NotByTime("the carrier's page")),
    ('C', (SA_NAME, "10", "authentication failed, terms refused, access after session end"), "06:7", "15", NotByTime("the carrier's page")),
    ('B', (AUM_NAME, "10", "charge authentication failed, or screen change after 30 minutes"), "06:2", "15", NotByTime("the carrier's page")),
    ('C', (AUM_NAME, "10", "charge authentication failed or access after 30 minutes"), "06:2", "15", NotByTime("the carrier's page")),
    ('B', (AU_NAME, "10", "terms refused, security password cancelled, authorization NG, screen change after 30 minutes"), "06:4", "15", NotByTime("the carrier's page")),
    ('C', (AU_NAME, "10", "terms refused, security password cancelled, authorisation NG, access after 30 minutes"), "06:4", "15", NotByTime("the carrier's page")),
    ('B', ("virtual account", "10", "deposit data fetched, amount matches or short within the tolerance"), "07", "40", NotByTime("a deposit by the tool")),
    ('B', ("virtual account", "12", "deposit data fetched, amount matches or short within the tolerance"), "07", "40", NotByTime("a deposit by the tool")),
    ('C', ("Paidy", "20", "expiry cancel timed out"), "22", "31", NotByTime("a fault rule: paidy_expiry.rs::ends_as_a_cancel_when_nobody_answers")),
    ('B', ("account transfer", "10", "time: day after 受付期限日 (claim file sent)"), "16", "35", Unbuilt("260")),
    ('B', ("account transfer", "35", "transfer result 0 imported"), "16", "40", Unbuilt("260")),
    ('B', ("account transfer", "35", "transfer result other than 0 imported"), "16", "37", Unbuilt("260")),
];
