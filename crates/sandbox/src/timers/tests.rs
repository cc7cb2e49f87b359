//! Every row of `state_transitions.*.csv` that time drives, by name: a payment in the row's status, the
//! clock moved, the status it ends in, and the second in which it changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::FAMILIES;
use super::course::{self, Immovable, Move};
use crate::account::{AccountFile, ExpiryFrom, Merchant, Timing};
use crate::card::Card;
use crate::clock::{ClockMode, Kept, Moment, moment};
use crate::desk::Desk;
use crate::kit;
use crate::payment::{PaidBy, Payment, is_reported};
use crate::routes::Kind;
use crate::store::Store;
use crate::telegrams::enter;

/// A Thursday evening; the Monday after is a working day, the one after that a holiday.
const START: &str = "2026-10-01T20:00:00+09:00";

/// The words of the tables by which time is meant.
const TIME: [&str; 20] = [
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
struct Case {
    table: char,
    /// Payment type, status before and event, as in the table.
    row: (&'static str, &'static str, &'static str),
    payment_type: &'static str,
    status: &'static str,
    /// Values of the payment; `-` is the payment's own time, `+3d` a day three days later.
    values: &'static [(&'static str, &'static str)],
    contract: fn(&mut Merchant),
    /// The status afterwards and when it was entered.
    to: &'static str,
    at: &'static str,
}

const fn usual(_: &mut Merchant) {}

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
const CASES: &[Case] = &[
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
enum Why {
    /// A page or the tool decides it; no alarm may, so no rule leads from there to the status.
    NotByTime(&'static str),
    /// Nobody has built this telegram kind: as soon as somebody does, the row needs a case.
    Unbuilt(&'static str),
}
use Why::{NotByTime, Unbuilt};

const SA_NAME: &str = "carrier: ソフトバンクまとめて支払い(A)・ワイモバイルまとめて支払い";
const AUM_NAME: &str = "carrier: まとめてau支払い";
const AU_NAME: &str = "carrier: auかんたん決済";

/// Rows without a case, with the payment type, the statuses and the reason.
#[rustfmt::skip]
const NOT_HERE: &[(char, (&str, &str, &str), &str, &str, Why)] = &[
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
    ('C', ("Paidy", "20", "expiry cancel timed out"), "22", "31", NotByTime("no fault rule is named for it")),
    ('B', ("account transfer", "10", "time: day after 受付期限日 (claim file sent)"), "16", "35", Unbuilt("260")),
    ('B', ("account transfer", "35", "transfer result 0 imported"), "16", "40", Unbuilt("260")),
    ('B', ("account transfer", "35", "transfer result other than 0 imported"), "16", "37", Unbuilt("260")),
];

/// Table, then payment type, status before and event.
type Row<'a> = (char, (&'a str, &'a str, &'a str));

#[test]
fn every_row_with_time_is_a_case_or_says_why_not() {
    let tables = [
        ('B', include_str!("../../data/state_transitions.B.csv")),
        ('C', include_str!("../../data/state_transitions.C.csv")),
    ];
    let mut timed = BTreeSet::new();
    for (table, text) in tables {
        for row in csv::Reader::from_reader(text.as_bytes()).records() {
            let row = row.unwrap();
            let word = |at: usize| row.get(at).unwrap().to_owned();
            if TIME.iter().any(|time| word(2).contains(time)) {
                timed.insert((table, word(0), word(1), word(2)));
            }
        }
    }
    let cases: BTreeSet<Row<'_>> = CASES.iter().map(|case| (case.table, case.row)).collect();
    let others: BTreeSet<Row<'_>> = NOT_HERE.iter().map(|entry| (entry.0, entry.1)).collect();
    assert_eq!(cases.intersection(&others).count(), 0);
    let named: BTreeSet<_> = cases
        .union(&others)
        .map(|(table, row)| (*table, row.0.to_owned(), row.1.to_owned(), row.2.to_owned()))
        .collect();
    assert_eq!(timed, named);

    for (table, row, payment_type, to, why) in NOT_HERE {
        match why {
            Unbuilt(kind) => {
                let built = Kind::find(kind.as_bytes()).is_some_and(|kind| kind.simulated);
                assert!(!built, "{kind} is built: make {table} {row:?} a case");
            }
            NotByTime(reason) => {
                let mut payment = payment(payment_type, row.1, &[]);
                // Times that every rule could count from.
                for name in [
                    "authorized_date",
                    "payment_date",
                    "cancel_date",
                    "payment_limit_date",
                ] {
                    payment.set(name, start().stamp());
                }
                let merchant = Merchant::default();
                let ruled = FAMILIES.iter().copied().flatten().find(|rule| {
                    rule.payment_type == payment.payment_type
                        && rule.from.contains(&row.1)
                        && rule.to == *to
                        && (rule.due)(&payment, &merchant).is_some()
                });
                let event = ruled.map(|rule| rule.event);
                assert_eq!(
                    event, None,
                    "not only {reason}: make {table} {row:?} a case"
                );
            }
        }
    }
    let events: Vec<_> = FAMILIES
        .iter()
        .copied()
        .flatten()
        .map(|rule| rule.event)
        .collect();
    let unique: BTreeSet<_> = events.iter().collect();
    assert_eq!(unique.len(), events.len(), "{events:?}");
}

#[test]
fn every_case_happens_at_its_second() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    for case in CASES {
        let name = format!("{} {:?} {:?}", case.table, case.row, case.values);
        let desk = house.open(case.contract);
        let id = house.add(&desk, case);
        let status = || house.find(&desk, id).status;
        if case.at.is_empty() {
            house.pass(&desk, Move::By(400 * 86_400));
            assert_eq!(status(), case.to, "{name}");
            continue;
        }
        let at = Moment::from_stamp(case.at).unwrap();
        house.pass(&desk, Move::To(Moment(at.0 - 1)));
        assert_eq!(status(), case.status, "{name} happened too soon");
        house.pass(&desk, Move::To(at));
        assert_eq!(status(), case.to, "{name}");
        if is_reported(case.payment_type, case.to, &[]) {
            let newest = desk
                .store
                .read(|tx| Ok(tx.notices_before("990000001", i64::MAX, 1)?));
            let newest = newest.unwrap().remove(0);
            assert_eq!(newest.value("change_date"), case.at, "{name}");
            assert_eq!(newest.value("payment_status"), case.to, "{name}");
        }
    }
}

/// One jump over everything: batches in the order of their times, each with the clock at its own.
#[test]
fn a_jump_does_everything_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    let desk = house.open(|contract| contract.va_grace_days = 4);
    let cases = |wanted: &[(&str, &str)]| -> Vec<i64> {
        let case = |(payment_type, status): &(&str, &str)| {
            let found = CASES
                .iter()
                .find(|case| case.payment_type == *payment_type && case.status == *status);
            house.add(&desk, found.unwrap())
        };
        wanted.iter().map(case).collect()
    };
    // The card's authorisation is added first but expires last; two ATM limits pass in one second.
    let ids = cases(&[
        ("02", "20"),
        ("07", "10"),
        ("01", "10"),
        ("01", "10"),
        ("06", "40"),
    ]);
    house.pass(&desk, Move::By(90 * 86_400));
    let all = desk
        .store
        .read(|tx| Ok(tx.notices_before("990000001", i64::MAX, 100)?));
    // The last thing happened four weeks ago: every record has been purged on the way.
    assert_eq!(all.unwrap().len(), 0);
    let statuses: Vec<_> = ids.iter().map(|id| house.find(&desk, *id).status).collect();
    assert_eq!(statuses, ["33", "16", "12", "12", "44"]);
    desk.ledger.flush();
    let happened: Vec<(String, String, String)> = desk
        .ledger
        .lines(0)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|line| line["event"] == "time")
        .map(|line| {
            let word = |key: &str| line[key].as_str().unwrap().to_owned();
            (word("payment_id"), word("to"), word("at"))
        })
        .collect();
    let expected = [
        (ids[4], "44", "2026-10-03T03:30:00+09:00"),
        (ids[2], "12", "2026-10-05T01:00:00+09:00"),
        (ids[3], "12", "2026-10-05T01:00:00+09:00"),
        (ids[1], "12", "2026-10-07T06:00:00+09:00"),
        (ids[1], "16", "2026-10-14T06:00:00+09:00"),
        (ids[0], "33", "2026-12-01T02:00:00+09:00"),
    ]
    .map(|(id, to, at)| (id.to_string(), to.to_owned(), at.to_owned()));
    assert_eq!(happened, expected);
}

#[test]
fn the_clock_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    let desk = house.open(usual);
    let moved = |to| house.turn(&desk, to);
    assert_eq!(moved(Move::To(Moment(start().0 - 1))), Err(Immovable::Past));
    assert_eq!(moved(Move::To(start())), Ok(start()));
    assert_eq!(moved(Move::By(i64::MAX)), Err(Immovable::TooFar));
    assert_eq!(desk.clock.now(), start());
    assert_eq!(moved(Move::By(5)), Ok(Moment(start().0 + 5)));
    drop(desk);
    // The next start goes on there.
    let folder = kit::prepare(folder.path()).unwrap();
    let desk = Desk::with_clock(&folder, String::new(), ClockMode::Manual).unwrap();
    assert_eq!(desk.clock.now(), Moment(start().0 + 5));
}

/// A payment that leaves its status keeps no alarm; a contract that changes is asked again.
#[test]
fn alarms_follow_status_and_contract() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    let desk = house.open(usual);
    let waiting = |desk: &Desk| desk.store.read(|tx| Ok(tx.next_alarm()?)).unwrap();
    let sold = CASES.iter().find(|case| case.row.1 == "40").unwrap();
    let id = house.add(&desk, sold);
    let mut payment = house.find(&desk, id);
    let accounts = desk.accounts();
    let merchant = &accounts.find(b"990000001").unwrap().merchant;
    let left = desk.store.write(|tx| {
        tx.purge_notices(Moment(i64::MAX))?;
        enter(tx, merchant, start(), &mut payment, "60")?;
        tx.save_payment(&payment)?;
        Ok(())
    });
    left.unwrap();
    // Only the records wait to be purged.
    assert_eq!(waiting(&desk), Some(start().plus_days(7)));

    let case = CASES.iter().find(|case| case.row.1 == "20").unwrap();
    let mut authorised = payment_of(case);
    authorised.id = 90_000_077;
    authorised.card = Some(card("VISA 0000"));
    let saved = desk.store.write(|tx| {
        enter(tx, merchant, start(), &mut authorised, "20")?;
        tx.save_payment(&authorised)?;
        Ok(())
    });
    saved.unwrap();
    drop(desk);
    let desk = house.reopen(|contract| contract.pif = true);
    // The old alarm finds that PIF applies and that its day is long over.
    house.pass(&desk, Move::By(90 * 86_400));
    assert_eq!(house.find(&desk, 90_000_077).status, "32");
}

/// A folder that sandboxes are opened over, one after the other.
struct House {
    folder: kit::Folder,
    runtime: tokio::runtime::Runtime,
}

impl House {
    fn new(path: &std::path::Path) -> Self {
        Self {
            folder: kit::prepare(path).unwrap(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap(),
        }
    }

    /// A fresh sandbox at the start, with a contract.
    fn open(&self, contract: fn(&mut Merchant)) -> Arc<Desk> {
        for end in ["", "-wal", "-shm"] {
            let mut file = self.folder.data_base().into_os_string();
            file.push(end);
            let _ = std::fs::remove_file(file);
        }
        let _ = std::fs::remove_file(self.folder.ledger());
        let store = Store::open(&self.folder.data_base()).unwrap();
        let kept = Kept {
            mode: ClockMode::Manual,
            value: start().0,
        };
        store.keep_clock(kept).unwrap();
        self.reopen(contract)
    }

    fn reopen(&self, contract: fn(&mut Merchant)) -> Arc<Desk> {
        let path = self.folder.kit().join("account.json");
        let bytes = std::fs::read(&path).unwrap();
        let mut file: AccountFile = serde_json::from_slice(&bytes).unwrap();
        let usual = Merchant::default();
        let merchant = &mut file.merchants[0];
        merchant.pif = usual.pif;
        merchant.timing = usual.timing;
        merchant.sales_expiry_from = usual.sales_expiry_from;
        merchant.va_grace_days = usual.va_grace_days;
        merchant.cvs_confirm_auto = usual.cvs_confirm_auto;
        contract(merchant);
        std::fs::write(&path, serde_json::to_string(&file).unwrap()).unwrap();
        let desk = Desk::with_clock(&self.folder, String::new(), ClockMode::Manual);
        Arc::new(desk.unwrap())
    }

    fn turn(&self, desk: &Arc<Desk>, to: Move) -> Result<Moment, Immovable> {
        self.runtime.block_on(course::advance(desk, to)).unwrap()
    }

    fn pass(&self, desk: &Arc<Desk>, to: Move) {
        self.turn(desk, to).unwrap();
    }

    fn add(&self, desk: &Desk, case: &Case) -> i64 {
        let mut payment = payment_of(case);
        let accounts = desk.accounts();
        let merchant = &accounts.find(b"990000001").unwrap().merchant;
        let added = desk.store.write(|tx| {
            payment.id = tx.next_payment_id()?;
            enter(tx, merchant, start(), &mut payment, case.status)?;
            tx.save_payment(&payment)?;
            Ok(payment.id)
        });
        added.unwrap()
    }

    fn find(&self, desk: &Desk, id: i64) -> Payment {
        let found = desk.store.read(|tx| Ok(tx.any_payment(id)?));
        found.unwrap().unwrap()
    }
}

fn start() -> Moment {
    moment(START).unwrap()
}

fn payment_of(case: &Case) -> Payment {
    payment(case.payment_type, case.status, case.values)
}

/// `06:5` is a carrier's payment with its `career_type`.
fn payment(payment_type: &str, status: &str, values: &[(&str, &str)]) -> Payment {
    let (payment_type, career) = payment_type.split_once(':').unwrap_or((payment_type, ""));
    let mut payment = Payment::new(90_000_001, "990000001", payment_type, start());
    status.clone_into(&mut payment.status);
    payment.amount = 1000;
    payment.set("career_type", career);
    for (name, value) in values {
        let days = value
            .strip_prefix('+')
            .and_then(|rest| rest.strip_suffix('d'));
        match (*name, *value, days) {
            ("card", about, _) => payment.card = Some(card(about)),
            (_, "-", _) => payment.set(name, start().stamp()),
            (_, "-1s", _) => payment.set(name, Moment(start().0 - 1).stamp()),
            (_, _, Some(days)) => {
                payment.set(name, start().plus_days(days.parse().unwrap()).day_stamp());
            }
            (_, other, None) => payment.set(name, other),
        }
    }
    payment
}

/// Brand and last four digits.
fn card(about: &str) -> PaidBy {
    let (brand, tail) = about.split_once(' ').unwrap();
    PaidBy {
        card: Card {
            brand: brand.to_owned(),
            tail: tail.to_owned(),
            ..Card::default()
        },
        attempts: 1,
    }
}
