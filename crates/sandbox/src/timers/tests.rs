//! Every row of `state_transitions.*.csv` that time drives, by name: a payment in the row's status, the
//! clock moved, the status it ends in, and the second in which it changed.

mod cases;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::FAMILIES;
use super::course::{self, Immovable, Move};
use crate::account::{AccountFile, Merchant};
use crate::card::Card;
use crate::clock::{ClockMode, Kept, Moment, moment};
use crate::desk::Desk;
use crate::kit;
use crate::payment::{PaidBy, Payment, is_reported};
use crate::routes::Kind;
use crate::store::Store;
use crate::telegrams::enter;
use cases::Why::{NotByTime, Unbuilt};
use cases::{CASES, Case, NOT_HERE, Row, START, TIME, usual};

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
    let cases: BTreeSet<(char, Row)> = CASES.iter().map(|case| (case.table, case.row)).collect();
    let others: BTreeSet<(char, Row)> = NOT_HERE.iter().map(|entry| (entry.0, entry.1)).collect();
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
