//! Every row of `telegram_checks.csv` for the kinds of this sandbox: provoked, or not reachable and why.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;
mod coverage;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use common::{Sandbox, path_of, value, verdict};
use rows::authenticate;
use rusqlite::Connection;
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// One row's test.
pub(crate) enum Row {
    /// Provokes the row and asserts its code.
    Case(fn(&Bench)),
    /// Why a client cannot provoke it here.
    #[allow(dead_code, reason = "at present every row can be provoked")]
    NotReachable(&'static str),
}

/// A sandbox with one merchant per contract, all with the same certificate.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
}

/// Contracts that differ from the default, by name. The name's place makes the merchant id.
fn contracts() -> Vec<(&'static str, Value)> {
    vec![
        ("maintenance", json!({"maintenance": true})),
        ("other address", json!({"registered_ips": ["192.0.2.1"]})),
        ("this address", json!({"registered_ips": ["127.0.0.1"]})),
        (
            "hash",
            json!({"telegram_hash_check": true, "telegram_hash_key": "k"}),
        ),
        ("other certificate", json!({"certificate": ""})),
        ("unavailable", json!({"available": false})),
        ("no card", json!({"methods": ["atm"]})),
        ("limit", json!({"limits": {"card": 5000}})),
        ("site", json!({"sites": ["S001"]})),
        ("no storage", json!({"card_storage": false})),
        ("no emv", json!({"emv_3ds": false})),
        ("no direct", json!({"direct_card": false})),
        ("blocker", json!({"blocker": [{"count": 2, "minutes": 10}]})),
        ("3ds1", json!({"three_ds_1": true})),
        (
            "3ds1 all",
            json!({"three_ds_1": true, "attempt_control": "all"}),
        ),
        ("visa only", json!({"card_brands": ["VISA"]})),
        (
            "bonus never",
            json!({"card_payment_classes": ["10", "23"], "bonus_months": []}),
        ),
        (
            "bonus always",
            json!({
                "card_payment_classes": ["10", "23"], "bonus_months": [1,2,3,4,5,6,7,8,9,10,11,12]
            }),
        ),
        ("no reduction", json!({"reduced_sales": false})),
        ("no validity", json!({"validity_check": false})),
        ("tickets", json!({"tickets": true})),
        ("by paygent", json!({"bank_trading_id_by": "paygent"})),
        ("two accounts", json!({"va_accounts": 2})),
        ("no 091", json!({"diff_inquiry": false})),
        ("no au", json!({"methods": ["carrier:2,5,6,7"]})),
        (
            "softbank",
            json!({"sa_service_code": "SC01", "sa_auth_url": "http://shop.example/"}),
        ),
        ("not eligible", json!({"sa_user_not_eligible": true})),
        ("old tokens", json!({"token_minutes": -1})),
        (
            "3ds1 acs",
            json!({"three_ds_1": true, "three_ds_1_acs": true}),
        ),
        ("one try", json!({"blocker": [{"count": 1, "minutes": 10}]})),
    ]
}

impl Bench {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap().keep();
        paygent_sandbox::make_kit(&folder).unwrap();
        let path = folder.join("kit/account.json");
        let mut file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let first = file["merchants"][0].clone();
        for (index, (_, changes)) in contracts().into_iter().enumerate() {
            let mut merchant = first.clone();
            merchant["merchant_id"] = json!((100 + index).to_string());
            // The key tells Paidy's window whose shop it is.
            merchant["paidy_public_key"] = json!(format!("pk_test_{index}"));
            for (key, value) in changes.as_object().unwrap() {
                merchant[key] = value.clone();
            }
            file["merchants"].as_array_mut().unwrap().push(merchant);
        }
        std::fs::write(&path, file.to_string()).unwrap();
        Self {
            sandbox: Sandbox::in_folder(&folder),
        }
    }

    /// The header of a merchant by its contract's name.
    pub(crate) fn login(&self, contract: &str) -> String {
        if contract.is_empty() {
            return self.sandbox.login();
        }
        let index = contracts()
            .iter()
            .position(|(name, _)| *name == contract)
            .unwrap();
        let own = self.sandbox.merchant["merchant_id"].as_str().unwrap();
        self.sandbox
            .login()
            .replacen(own, &(100 + index).to_string(), 1)
    }

    pub(crate) fn answer(&self, contract: &str, kind: &str, fields: &str) -> Vec<u8> {
        let body = format!("{}telegram_kind={kind}&{fields}", self.login(contract));
        self.sandbox.curl(path_of(kind), &body, &[]).stdout
    }

    /// Sends with the default contract and asserts the verdict.
    pub(crate) fn expect(&self, kind: &str, fields: &str, expected: &str) {
        self.expect_of("", kind, fields, expected);
    }

    pub(crate) fn expect_of(&self, contract: &str, kind: &str, fields: &str, expected: &str) {
        let answer = self.answer(contract, kind, fields);
        let said = match kind {
            "450" => common::pages::verdict_utf8(answer),
            _ => verdict(&answer),
        };
        assert_eq!(said, expected, "{kind} {fields} by {contract:?}");
    }

    pub(crate) fn authorised(&self, tail: &str, more: &str) -> String {
        self.sandbox.authorised(tail, more)
    }

    /// Puts a payment into a status that only time or trouble at Paygent would bring.
    pub(crate) fn force(&self, payment_id: &str, status: &str) {
        let file = self.sandbox.dir.join("sandbox.sqlite3");
        let connection = Connection::open(file).unwrap();
        connection
            .busy_timeout(std::time::Duration::from_secs(5))
            .unwrap();
        let changed = connection.execute(
            "UPDATE payments SET status = ?1 WHERE id = ?2",
            (status, payment_id),
        );
        assert_eq!(changed.unwrap(), 1);
    }

    /// Changes the data base directly.
    pub(crate) fn sql(&self, statement: &str) {
        let file = self.sandbox.dir.join("sandbox.sqlite3");
        let connection = Connection::open(file).unwrap();
        connection
            .busy_timeout(std::time::Duration::from_secs(5))
            .unwrap();
        connection.execute_batch(statement).unwrap();
    }

    /// Does something while every change of the data has to wait.
    pub(crate) fn while_locked<T>(&self, work: impl FnOnce() -> T) -> T {
        let file = self.sandbox.dir.join("sandbox.sqlite3");
        let connection = Connection::open(file).unwrap();
        connection
            .busy_timeout(std::time::Duration::from_secs(5))
            .unwrap();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let done = work();
        connection.execute_batch("ROLLBACK").unwrap();
        done
    }

    /// A payment in a status; a follow-up telegram; the status after it.
    pub(crate) fn follow(&self, kind: &str, tail: &str, before: &str, expected: &str, after: &str) {
        let id = self.authorised(tail, "");
        self.force(&id, before);
        self.expect(kind, &format!("payment_id={id}"), expected);
        assert_eq!(
            self.sandbox.status(&id),
            after,
            "{kind} in {before} with {tail}"
        );
    }

    /// The merchant id of a contract.
    pub(crate) fn merchant_id(&self, contract: &str) -> String {
        let login = self.login(contract);
        let id = login.split(['=', '&']).nth(1).unwrap();
        id.to_owned()
    }

    /// A card token of a contract's merchant.
    pub(crate) fn token_of(&self, contract: &str) -> String {
        let own = format!("merchant_id={}", self.merchant_id(contract));
        self.sandbox.card_token("4900000000000000", &own)
    }

    /// An authentication of a VISA card that ended without a question; its id.
    pub(crate) fn authentication(&self, amount: &str) -> String {
        let fields = format!("{}payment_amount={amount}", authenticate::DIRECT);
        let answer = String::from_utf8(self.sandbox.send("450", &fields)).unwrap();
        let (id, key) = (
            common::pages::input(&answer, "auth"),
            common::pages::input(&answer, "key"),
        );
        let page = self
            .sandbox
            .submit("/threeds/start", &format!("auth={id}&key={key}"));
        assert_eq!(page.status, "302", "{}", page.body);
        id
    }

    pub(crate) fn value_of(&self, kind: &str, fields: &str, name: &str) -> String {
        value(&self.sandbox.send(kind, fields), name)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.sandbox.dir);
    }
}

/// The rows of the table for the kinds this sandbox has.
fn table() -> BTreeSet<(String, u32)> {
    let text = include_str!("../data/telegram_checks.csv");
    let simulated = [
        "ENTRY",
        "LOOKUP 021 022 023 028 029",
        "020",
        "021",
        "022",
        "023",
        "028 029",
        "025",
        "116",
        "450",
        "026",
        "027",
        "010",
        "030",
        "060",
        "070",
        "091",
        "094",
        "LOOKUP 101 102 103",
        "100",
        "101",
        "102",
        "103",
        "104",
        "105",
        "109",
        "150",
        "152 153",
        "LOOKUP 340 341 342",
        "340",
        "341",
        "342",
        "343",
    ];
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap())
        .filter(|row| simulated.contains(&&row[0]))
        .map(|row| (row[0].to_owned(), row[1].parse().unwrap()))
        .collect()
}

#[test]
fn every_row_is_covered_or_excused() {
    let mut rows: BTreeMap<(String, u32), Row> = BTreeMap::new();
    for (kind, order, row) in rows::all() {
        let before = rows.insert((kind.to_owned(), order), row);
        assert!(before.is_none(), "{kind}/{order} twice");
    }
    let known: BTreeSet<_> = rows.keys().cloned().collect();
    assert_eq!(known, table(), "left: our cases, right: the table");
    let bench = Bench::open();
    let mut excused = 0;
    for ((kind, order), row) in rows {
        match row {
            Row::Case(case) => {
                println!("{kind}/{order}: provoked");
                case(&bench);
            }
            Row::NotReachable(why) => {
                assert!(!why.is_empty());
                println!("{kind}/{order}: not reachable: {why}");
                excused += 1;
            }
        }
    }
    println!("{excused} rows cannot be provoked here");
    coverage::compare(&bench);
}

/// The matrix of status-machine §2.2, cell by cell.
#[test]
fn follows_the_card_matrix() {
    let bench = Bench::open();
    let statuses = [
        "10", "11", "20", "30", "31", "32", "33", "40", "41", "42", "50", "60", "15", "17", "22",
    ];
    for before in statuses {
        let (cancel, after_cancel) = match before {
            "20" | "31" => ("ok", "32"),
            "32" | "33" => ("ok", before),
            _ => ("2004", before),
        };
        bench.follow("021", "0000", before, cancel, after_cancel);
        let (capture, after_capture) = match before {
            "20" | "30" => ("ok", "40"),
            "40" | "41" => ("ok", before),
            "33" => ("2007", before),
            _ => ("2004", before),
        };
        bench.follow("022", "0000", before, capture, after_capture);
        let (refund, after_refund) = match before {
            "40" | "42" | "50" => ("ok", "60"),
            "60" => ("ok", before),
            "41" => ("2007", before),
            _ => ("2004", before),
        };
        bench.follow("023", "0000", before, refund, after_refund);
        let id = bench.authorised("0000", "");
        bench.force(&id, before);
        let again = common::card("0000", &format!("payment_amount=1000&payment_id={id}"));
        bench.expect(
            "020",
            &again,
            if before == "10" { "ok" } else { "2001 P902" },
        );
    }
}
