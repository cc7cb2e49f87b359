//! 200, 201 and the file notification (sandbox-environment §21, difference-notification §7).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/rehearsal.rs"]
mod rehearsal;
#[path = "common/shop.rs"]
mod shop;

use std::path::{Path, PathBuf};

use common::link::{escaped, sha256_hex};
use common::{Sandbox, utf8, value};
use rehearsal::{BAD, Rehearsal, Shop};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// A file with header and trailer.
fn file(kind: &str, records: &[&str]) -> String {
    let mut lines = vec![format!("1,{kind},990000001,,,,,,")];
    lines.extend(records.iter().map(|record| format!("3,{record}")));
    lines.push(format!("4,{}", records.len()));
    lines.join("\r\n")
}

fn upload(sandbox: &Sandbox, kind: &str, content: &str) -> Vec<u8> {
    // 試験 in Windows-31J.
    let data = escaped(content).replace("%E8%A9%A6%E9%A8%93", "%8E%8E%8C%B1");
    sandbox.send("200", &format!("file_type={kind}&data={data}"))
}

fn accepted(sandbox: &Sandbox, kind: &str, content: &str) -> String {
    let answer = upload(sandbox, kind, content);
    let id = value(&answer, "file_receipt_id");
    assert_eq!(id.len(), 9, "{}", utf8(&answer));
    assert_eq!(
        answer,
        format!("\r\nresult=0\r\nfile_receipt_id={id}").into_bytes()
    );
    id
}

fn fetched(sandbox: &Sandbox, id: &str) -> String {
    utf8(&sandbox.send("201", &format!("file_receipt_id={id}")))
}

/// customer_id, card_number, card_valid_term, card_conf_number, card_brand, cardholder_name,
/// add_info1-4, site_id, valid_check_flg, card_token, security_code_use
const CARD: &str = "c1,4900000000001234,1230,,,TARO,,,,,,,,";

#[test]
fn registers_updates_and_deletes_cards_a_minute_later() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new("", &[("file_notice_url", json!(shop.url()))]);
    let sandbox = &rehearsal.sandbox;
    let bad = "c2,12,1230,,,,,,,,,,,";
    let id = accepted(sandbox, "026", &file("026", &[CARD, bad]));
    let pending = fetched(sandbox, &id);
    assert_eq!(
        pending,
        "1,,,,,,1,9103,\"ファイルを処理中です。\"\r\n4,,,,,,\r\n"
    );
    rehearsal.pass("59s");
    assert_eq!(fetched(sandbox, &id), pending);
    assert!(shop.taken().is_empty());
    rehearsal.pass("1s");

    let result = fetched(sandbox, &id);
    let lines: Vec<&str> = result.split("\r\n").collect();
    assert_eq!(lines.len(), 5, "{result}");
    assert_eq!(lines[0], "1,026,990000001,,,,0,,");
    let stored = lines[1].strip_prefix(&format!("3,{CARD},0,,,1,1,"));
    let stored = stored.expect(lines[1]);
    assert!(stored.contains(",************1234,1230,TARO,"), "{stored}");
    let refused = format!("3,{bad},1,P009,\"\"\"card_number\"\" の");
    assert!(lines[2].starts_with(&refused), "{}", lines[2]);
    assert_eq!(lines[2].split(',').count(), lines[1].split(',').count());
    assert_eq!((lines[3], lines[4]), ("4,2", ""));

    // The shop is told that it is done, not how it ended.
    let taken = shop.wait_for(1);
    assert_eq!(taken[0].line, "POST /notice HTTP/1.1");
    let names: Vec<&str> = taken[0]
        .body
        .split('&')
        .map(|field| field.split_once('=').unwrap().0)
        .collect();
    assert_eq!(
        names,
        [
            "file_receipt_id",
            "event_id",
            "receipt_date",
            "occur_date",
            "hc"
        ]
    );
    assert_eq!(taken[0].field("file_receipt_id"), id);
    assert_eq!(taken[0].field("event_id"), "file.process.done");
    let key = sandbox.merchant["notice_hash_key"].as_str().unwrap();
    let hashed = [
        id.as_str(),
        "file.process.done",
        taken[0].field("receipt_date"),
        taken[0].field("occur_date"),
        key,
    ];
    assert_eq!(taken[0].field("hc"), sha256_hex(&hashed.concat()));

    // An empty column changes nothing.
    let update = accepted(sandbox, "116", &file("116", &["c1,1,,,,試験,,,,,"]));
    let gone = accepted(sandbox, "027", &file("027", &["c9,,"]));
    rehearsal.pass("1m");
    assert!(
        fetched(sandbox, &update).contains("3,c1,1,,,,試験,,,,,,0,,,"),
        "{}",
        fetched(sandbox, &update)
    );
    let cards = utf8(&sandbox.send("027", "customer_id=c1"));
    assert!(cards.contains("\"TARO\",\"試験\""), "{cards}");
    assert!(
        fetched(sandbox, &gone).contains("3,c9,,,1,P022,"),
        "{}",
        fetched(sandbox, &gone)
    );
    let gone = accepted(sandbox, "027", &file("027", &["c1,1,"]));
    rehearsal.pass("1m");
    assert!(fetched(sandbox, &gone).contains("3,c1,1,,0,,,0\r\n"));
    assert_eq!(sandbox.code("027", "customer_id=c1"), "P026");

    // Neither numbers nor names are in the ledger.
    let (_, ledger) = sandbox.tool("GET", "/tool/ledger?after=0", "");
    assert!(!ledger.contains("4900000000001234") && !ledger.contains("TARO"));
}

#[test]
fn asks_card_companies_about_stored_cards() {
    let contract = [("file_types", json!(["024"])), ("sites", json!(["0001"]))];
    let rehearsal = Rehearsal::new("", &contract);
    let sandbox = &rehearsal.sandbox;
    let store = |customer: &str, number: &str, more: &str| {
        let fields =
            format!("customer_id={customer}&card_number={number}&card_valid_term=1230&{more}");
        value(&sandbox.send("025", &fields), "customer_card_id")
    };
    let checked = "valid_check_flg=1";
    let cards = [
        ("c0", "4900000000000000", checked, "0,0,0"),
        ("c1", "4900000000010000", checked, "0,0,1"),
        ("c2", "4900000000021234", checked, "0,1,1"),
        ("c3", "4900000000030000", checked, "1,,"),
        ("c4", "4900000000040000", checked, "2,,"),
        ("c5", "4542050000000000", checked, "4,,"),
        ("c6", "30000000000000", checked, "5,,"),
        ("c7", "4900000000010000", "", "9,,"),
        (
            "c8",
            "4900000000010000",
            "valid_check_flg=1&site_id=0001",
            "9,,",
        ),
    ];
    let mut records = Vec::new();
    let mut expected = Vec::new();
    for (customer, number, more, wanted) in cards {
        let id = store(customer, number, more);
        assert!(!id.is_empty(), "{number}");
        records.push(format!(",{customer},{id}"));
        expected.push(format!("3,,{customer},{id},{wanted}"));
    }
    records.extend([",nobody,1".to_owned(), ",c1,x".to_owned()]);
    expected.extend(["3,,nobody,1,9,,".to_owned(), "3,,c1,x,9,,".to_owned()]);
    let site = records[8].replacen(',', "0001,", 1);
    expected.push(format!("3,{site},0,0,1"));
    records.push(site);
    let before = utf8(&sandbox.send("027", "customer_id=c2"));
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let id = accepted(sandbox, "024", &file("024", &records));
    rehearsal.pass("1m");
    let result = fetched(sandbox, &id);
    let lines: Vec<&str> = result.trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "1,024,990000001,,,,0,,");
    assert_eq!(lines[1..lines.len() - 1], expected);
    assert_eq!(lines[lines.len() - 1], format!("4,{}", records.len()));

    // What 027 tells afterwards: number, term, result, what was updated.
    let shown = |customer: &str| utf8(&sandbox.send("027", &format!("customer_id={customer}")));
    assert!(before.contains("************1234\",\"1230\"") && before.contains("\"0\",,\"20"));
    for (customer, masked, term, result) in [
        ("c0", "************0000", "1230", "\"0\",\"0\",,\"20"),
        ("c1", "************0000", "1231", "\"0\",\"0\",\"V\",\"20"),
        ("c2", "************1200", "1231", "\"0\",\"0\",\"A\",\"20"),
        ("c3", "************0000", "1230", "\"0\",\"1\",,\"20"),
        ("c5", "************0000", "1230", "\"0\",\"4\",,\"20"),
    ] {
        let card = shown(customer);
        assert!(card.contains(&format!("\"{masked}\",\"{term}\"")), "{card}");
        assert!(card.contains(result), "{card}");
    }
    // Without the contract's word nobody is asked.
    let other = Sandbox::start();
    let answer = upload(&other, "024", &file("024", &[",c1,1"]));
    assert_eq!(value(&answer, "response_code"), "9104");
}

/// Files under a folder that have these bytes in them.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, bytes));
        } else {
            let content = std::fs::read(&path).unwrap();
            if content.windows(bytes.len()).any(|part| part == bytes) {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn keeps_no_card_number_in_clear() {
    let mut rehearsal = Rehearsal::new("", &[]);
    let record = "c1,4900000000001234,1230,987,,TARO,,,,,,,,";
    let id = accepted(&rehearsal.sandbox, "026", &file("026", &[record]));
    let nowhere = |rehearsal: &Rehearsal| {
        let sandbox = &rehearsal.sandbox;
        for secret in ["4900000000001234", ",987,"] {
            let found = holding(&sandbox.dir, secret.as_bytes());
            assert_eq!(found, Vec::<PathBuf>::new(), "{secret}");
            for page in ["/", "/ledger", "/tool/ledger?after=0", "/tool/payments"] {
                let shown = sandbox.tool("GET", page, "").1;
                assert!(!shown.contains(secret), "{page}: {secret}");
            }
        }
    };
    nowhere(&rehearsal);
    // Waiting files outlive a restart, and so do results.
    rehearsal.restart(&[]);
    nowhere(&rehearsal);
    rehearsal.pass("1m");
    let result = fetched(&rehearsal.sandbox, &id);
    assert!(result.contains(&format!("3,{record},0,,,")), "{result}");
    nowhere(&rehearsal);
    rehearsal.restart(&[]);
    assert_eq!(fetched(&rehearsal.sandbox, &id), result);
    nowhere(&rehearsal);

    // Without the key nobody can read them any more; a file that waits ends all the same.
    let waiting = accepted(&rehearsal.sandbox, "026", &file("026", &[record]));
    std::fs::remove_file(rehearsal.sandbox.dir.join("sandbox.key")).unwrap();
    rehearsal.restart(&[]);
    rehearsal.pass("1m");
    for lost in [id, waiting] {
        let answer = fetched(&rehearsal.sandbox, &lost);
        assert!(answer.starts_with("1,,,,,,1,9102,"), "{answer}");
    }
}

#[test]
fn refuses_what_is_no_file() {
    let sandbox = Sandbox::with_contract(&[("file_types", json!(["026", "020"]))]);
    let code = |kind: &str, content: &str| {
        let answer = upload(&sandbox, kind, content);
        format!(
            "{} {}",
            value(&answer, "response_code"),
            value(&answer, "response_detail")
        )
    };
    let good = file("026", &[CARD]);
    assert!(code("999", &good).starts_with("P010 \"file_type\""));
    assert_eq!(
        code("116", &good),
        "9104 \"116\" は許可されていないファイル種別です。"
    );
    // Contracted, but nothing that this sandbox can do.
    assert!(code("020", &good).starts_with("9104 "));
    assert_eq!(
        code("026", &file("027", &[CARD])),
        "9101 \"1:ヘッダレコードが不正です。\""
    );
    assert_eq!(
        code("026", &file("026", &["c1,1"])),
        "9101 \"2:項目数が不正です。\""
    );
    assert_eq!(
        code("026", &good.replace("4,1", "4,2")),
        "9101 \"3:トレーラレコードが不正です。\""
    );
    let broken = sandbox.send("200", "file_type=026&data=1%82");
    assert_eq!(
        value(&broken, "response_detail"),
        "\"1:使用できない文字が含まれています。\""
    );
    assert_eq!(sandbox.code("200", "file_type=026&data="), "P006 data");
    assert_eq!(sandbox.code("200", "file_type=026"), "P005 data");
    let unknown = fetched(&sandbox, "999999999");
    assert!(unknown.starts_with("1,,,,,,1,9102,\"") && unknown.ends_with("\"\r\n4,,,,,,\r\n"));
    let letters = fetched(&sandbox, "x");
    assert!(
        letters.starts_with("1,,,,,,1,P008,\"\"\"file_receipt_id\"\" の"),
        "{letters}"
    );
}

#[test]
fn finds_the_same_content_of_the_last_24_hours() {
    let rehearsal = Rehearsal::new("", &[]);
    let sandbox = &rehearsal.sandbox;
    let content = file("026", &[CARD]);
    let once = |more: &str| {
        let fields = format!("file_type=026&data={}{more}", escaped(&content));
        sandbox.code("200", &fields)
    };
    assert_eq!(once("&duplicate_check=1"), "ok");
    assert_eq!(once("&duplicate_check=1"), "9106");
    assert_eq!(once("&duplicate_check=0"), "ok");
    rehearsal.pass("24h");
    assert_eq!(once("&duplicate_check=1"), "ok");
}

#[test]
fn tells_again_with_patience_and_after_a_restart() {
    let shop = Shop::open();
    let mut rehearsal = Rehearsal::new("", &[("file_notice_url", json!(shop.url()))]);
    shop.answer_next(&[BAD; 6]);
    let first = accepted(&rehearsal.sandbox, "027", &file("027", &["c1,,"]));
    let second = accepted(&rehearsal.sandbox, "027", &file("027", &["c2,,"]));
    rehearsal.pass("1m");
    shop.wait_for(1);
    rehearsal.pass("59s");
    assert_eq!(shop.taken().len(), 1);
    // Five failures a minute apart, then a quarter of an hour, and the second waits for the first.
    rehearsal.pass("3m1s");
    assert_eq!(shop.taken().len(), 5);
    rehearsal.pass("14m59s");
    assert_eq!(shop.taken().len(), 5);
    rehearsal.restart(&[]);
    rehearsal.pass("1s");
    assert_eq!(shop.taken().len(), 6);
    rehearsal.pass("1m");
    let taken = shop.taken();
    assert_eq!(taken.len(), 8);
    assert!(
        taken[..7]
            .iter()
            .all(|one| one.field("file_receipt_id") == first)
    );
    assert_eq!(taken[7].field("file_receipt_id"), second);
}
