//! `docs/sandbox-coverage.md`: telegram × response code × change of status, from the tables of `data`, from
//! what these tests' own ledger shows, and from the tests named in `transitions.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::common::pages::Page;
use crate::common::{Sandbox, value};
use crate::{Bench, Row, rows};

/// Set to `write` to make the document anew.
const SWITCH: &str = "PAYGENT_COVERAGE";
const COMMAND: &str =
    "PAYGENT_COVERAGE=write cargo test -p paygent-sandbox --test checks every_row";

/// Compares the document with what happened on a bench where every case was run.
pub(crate) fn compare(bench: &Bench) {
    let fresh = document(bench);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sandbox-coverage.md");
    if std::env::var(SWITCH).is_ok_and(|word| word == "write") {
        std::fs::write(&path, &fresh).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == fresh,
        "docs/sandbox-coverage.md is stale, make it anew: {COMMAND}"
    );
}

fn document(bench: &Bench) -> String {
    cards_that_are_stored(bench);
    let mut out = String::from(
        "# What the tests of the local Paygent cover\n\n\
         Made by a test from the tables in `crates/sandbox/data`; do not edit.\n",
    );
    let _ = writeln!(out, "Make it anew: `{COMMAND}`\n");
    checks(&mut out);
    codes(&mut out, bench);
    transitions(&mut out);
    out
}

/// Answers of 025 and 116 whose rows name several codes.
fn cards_that_are_stored(bench: &Bench) {
    let new = |tail: &str| {
        format!("customer_id=cover&card_number=490000000000{tail}&card_valid_term=1230")
    };
    let stored = |contract: &str, tail: &str| {
        let answer = bench.answer(contract, "025", &new(tail));
        format!(
            "customer_id=cover&customer_card_id={}",
            value(&answer, "customer_card_id")
        )
    };
    for (tail, code) in [
        ("8212", "2001 1G12"),
        ("8101", "2002 1C01"),
        ("9000", "2008 2999"),
    ] {
        let fields = format!("{}&card_valid_term=1231", stored("", tail));
        bench.expect("116", &fields, code);
    }
    let code_of = |contract: &str| {
        let owner = bench.merchant_id(contract);
        let fields = format!("card_cvc=123&cvc_only_flg=1&merchant_id={owner}");
        let answer = bench.sandbox.token_answer(&fields);
        answer["tokenizedCardObject"]["token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let card = bench.sandbox.card_token("4900000000000000", "");
    let store = |contract: &str, token: &str, code: &str| {
        let fields = format!("customer_id=cover&card_token={token}");
        bench.expect_of(contract, "025", &fields, code);
    };
    store("", &card, "ok");
    store("", &card, "2022");
    store("", &code_of(""), "2026");
    store("old tokens", &bench.token_of("old tokens"), "2020");
    let own = stored("", "0000");
    let update = |contract: &str, own: &str, token: &str, code: &str| {
        bench.expect_of(contract, "116", &format!("{own}&card_token={token}"), code);
    };
    let security = code_of("");
    update("", &own, &security, "ok");
    update("", &own, &security, "2022");
    update(
        "",
        &own,
        &bench.sandbox.card_token("4900000000000000", ""),
        "2026",
    );
    update(
        "old tokens",
        &stored("old tokens", "0000"),
        &code_of("old tokens"),
        "2020",
    );
}

/// Every row of `telegram_checks.csv`.
fn checks(out: &mut String) {
    out.push_str(
        "## Telegram, check, answer, status\n\n\
         | telegram | no. | when | answer | status after | covered by |\n|---|--:|---|---|---|---|\n",
    );
    let mut cases: BTreeMap<(String, u32), Row> = BTreeMap::new();
    for (kind, order, row) in rows::all() {
        cases.insert((kind.to_owned(), order), row);
    }
    for row in table("telegram_checks.csv") {
        let covered = match cases.get(&(row[0].clone(), row[1].parse().unwrap())) {
            Some(Row::Case(_)) => "checks.rs::every_row_is_covered_or_excused".to_owned(),
            Some(Row::NotReachable(why)) => format!("not reachable: {why}"),
            None => proved(&row[0], FILES.iter().find(|(kind, _)| *kind == row[0])),
        };
        line(
            out,
            &[&row[0], &row[1], &row[2], &row[3], &row[4], &covered],
        );
    }
}

/// Telegrams whose rows are proved by tests of their own.
const FILES: &[(&str, &str)] = &[
    ("200", "files.rs::refuses_what_is_no_file"),
    (
        "201",
        "files.rs::registers_updates_and_deletes_cards_a_minute_later",
    ),
];

fn proved(what: &str, proof: Option<&(&str, &str)>) -> String {
    let (_, proof) = proof.unwrap_or_else(|| panic!("no test covers {what}"));
    is_a_test(proof);
    (*proof).to_owned()
}

/// Telegrams by codes: what the bench's ledger shows. `elsewhere.csv` has the codes that no telegram of the
/// matrix gives, or that one gives only with what other tests start.
fn codes(out: &mut String, bench: &Bench) {
    let elsewhere = records(include_str!("elsewhere.csv"));
    let seen: BTreeSet<(String, String)> = bench
        .sandbox
        .ledger("telegram")
        .iter()
        .map(|line| {
            let word = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
            (word("kind"), word("response_code"))
        })
        .collect();
    let kinds: Vec<String> = table("kinds.csv")
        .into_iter()
        .filter(|row| row[1] == "yes" && !matches!(row[0].as_str(), "200" | "201"))
        .map(|row| row[0].clone())
        .collect();
    let expected = documented();
    let _ = write!(
        out,
        "\n## Telegram × response code\n\n\
         - ✓ answered so to this telegram while the cases of checks.rs ran (from their ledger)\n\
         - e: a step that several telegrams share answers so where they have what it looks at (the entry, \
         the search of a payment, 028 and 029, 152 and 153); shown with another of them, or by the test \
         named at the end\n\
         - –: not reachable: no document gives this code to this telegram\n\n\
         200 and 201 are in the first table.\n\n| code | {} | elsewhere |\n|---|{}---|\n",
        kinds.join(" | "),
        ":-:|".repeat(kinds.len())
    );
    for row in table("response_details.csv") {
        let code = &row[0];
        let mut cells = vec![code.clone()];
        let mut reached = false;
        for kind in &kinds {
            let own = seen.contains(&(kind.clone(), code.clone()));
            let gives = |name: &str| expected.get(name).is_some_and(|codes| codes.contains(code));
            let common = gives("ENTRY") || gives(&format!("shared {kind}"));
            let wanted = gives(kind);
            reached |= own;
            assert!(
                own || common || !wanted,
                "{kind} {code} is documented and not provoked"
            );
            cells.push(
                if own {
                    "✓"
                } else if common {
                    "e"
                } else {
                    "–"
                }
                .to_owned(),
            );
        }
        let elsewhere = elsewhere.iter().find(|row| row[0] == *code);
        assert_ne!(
            reached,
            elsewhere.is_some(),
            "{code}: covered here or elsewhere, and not both"
        );
        let proof = elsewhere.map_or_else(
            || "in this table".to_owned(),
            |row| {
                if !row[1].starts_with("not reachable: ") {
                    is_a_test(&row[1]);
                }
                row[1].clone()
            },
        );
        cells.push(proof);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        line(out, &cells);
    }
}

/// The codes that `telegram_checks.csv` gives to each kind.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let known: BTreeSet<String> = table("response_details.csv")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table("telegram_checks.csv") {
        let words = row[3].split(|letter: char| !letter.is_ascii_alphanumeric());
        let words = words.map(str::to_owned);
        let codes: BTreeSet<String> = words.filter(|word| known.contains(word)).collect();
        // A row of several telegrams is one step that they share.
        let names: Vec<&str> = row[0].split(' ').filter(|name| *name != "LOOKUP").collect();
        for name in &names {
            let shared = if names.len() > 1 { "shared " } else { "" };
            let kind = format!("{shared}{name}");
            found.entry(kind).or_default().extend(codes.iter().cloned());
        }
    }
    found
}

/// Every row of `state_transitions.*.csv`.
fn transitions(out: &mut String) {
    out.push_str(
        "\n## Changes of status\n\n| method | from | event | to | covered by |\n|---|---|---|---|---|\n",
    );
    let named = records(include_str!("transitions.csv"));
    let mut left = named.iter();
    for name in ["B", "C"] {
        for row in table(&format!("state_transitions.{name}.csv")) {
            let proof = left
                .next()
                .unwrap_or_else(|| panic!("transitions.csv lacks {row:?}"));
            assert_eq!(proof[0], name);
            assert_eq!(
                proof[1..5],
                row[..4],
                "transitions.csv follows the tables row by row"
            );
            if proof[5]
                .strip_prefix("not reachable: ")
                .is_none_or(str::is_empty)
            {
                is_a_test(&proof[5]);
            }
            line(out, &[&row[0], &row[1], &row[2], &row[3], &proof[5]]);
        }
    }
    assert_eq!(
        left.next(),
        None,
        "transitions.csv names a row that is gone"
    );
}

/// `file.rs::name` must be a test of ours that is run.
fn is_a_test(proof: &str) {
    let (file, name) = proof
        .split_once("::")
        .unwrap_or_else(|| panic!("{proof} names no test"));
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places: [PathBuf; 2] = [here.join("tests").join(file), here.join("src").join(file)];
    let text = places
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok());
    let text = text.unwrap_or_else(|| panic!("{proof}: no such file"));
    assert!(
        text.contains(&format!("#[test]\nfn {name}()")),
        "{proof} is no test"
    );
}

fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name);
    records(&std::fs::read_to_string(path).unwrap())
}

/// The rows of a table but the names of its columns.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let rows = rows.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn line(out: &mut String, cells: &[&str]) {
    out.push('|');
    for cell in cells {
        assert!(!cell.is_empty(), "an empty cell: {cells:?}");
        let _ = write!(out, " {} |", cell.replace('|', "\\|"));
    }
    out.push('\n');
}

fn moved(sandbox: &Sandbox, id: &str, wish: &Value) {
    let path = format!("/tool/payments/{id}/status");
    let (status, body) = sandbox.tool("POST", &path, &wish.to_string());
    assert_eq!(status, "200", "{body}");
    assert_eq!(sandbox.status(id), wish["to"].as_str().unwrap());
}

/// Edges of the test tool that no other test walks.
#[test]
fn the_tool_moves_what_waits() {
    let sandbox = Sandbox::start();
    let id = |kind: &str, fields: &str| value(&sandbox.send(kind, fields), "payment_id");
    let atm = "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=A";
    moved(&sandbox, &id("010", atm), &json!({"to": "12"}));
    let store =
        "payment_amount=100&customer_family_name=%8e%8e&customer_name=%8e%8e&customer_tel=03";
    let paid = id("030", &format!("{store}&cvs_type=01"));
    moved(&sandbox, &paid, &json!({"to": "40"}));
    let account = id("070", "claim_amount=500");
    moved(&sandbox, &account, &json!({"to": "12"}));
    moved(&sandbox, &account, &json!({"to": "16"}));
    let fields = "trading_id=moved&amount=100&claim_kana=%bc%b9%dd&claim_kanji=%8e%8e%8c%b1";
    let address = value(&sandbox.send("060", fields), "asp_url");
    let choice = sandbox.page("GET", &address, &[]);
    let chosen = |page: &Page| {
        let carried: String = ["tid", "mid", "hv"]
            .map(|name| format!("{name}={}&", page.input(name)))
            .concat();
        let page = sandbox.submit("/banking/asp/bank", &format!("{carried}bankCode=0001"));
        page.input("payment_id")
    };
    moved(&sandbox, &chosen(&choice), &json!({"to": "15"}));
    moved(
        &sandbox,
        &chosen(&choice),
        &json!({"to": "40", "bank_code": "0001"}),
    );
}
