//! Difference notifications as a shop sees them (difference-notification §3, §10), with a real server
//! that takes them and a clock that is moved.
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

use std::io::Write as _;

use common::{Sandbox, utf8, value};
use rehearsal::{BAD, GOOD, Rehearsal, Shop, nobody, told};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn tells_every_change_in_order_with_a_hash_that_fits() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new(&shop.url(), &[]);
    let sandbox = &rehearsal.sandbox;
    let id = sandbox.authorised("0000", "trading_id=T1");
    let follow = format!("payment_id={id}");
    for kind in ["022", "023"] {
        assert_eq!(sandbox.code(kind, &follow), "ok");
    }
    // Card payments are told from 10 on.
    let all = [(1, "10"), (2, "20"), (3, "40"), (4, "60")];
    shop.wait_for(all.len());
    rehearsal.pass("1s");
    assert_eq!(shop.told(), told(&all));

    let taken = shop.taken();
    let sold = &taken[2];
    assert_eq!(sold.line, "POST /notice HTTP/1.1");
    let host = format!("Host: {}", shop.address);
    for header in [
        host.as_str(),
        "Content-Type: application/x-www-form-urlencoded",
        "User-Agent: Paygent-sandbox",
        "Connection: close",
    ] {
        assert!(sold.headers.iter().any(|one| one == header), "{header}");
    }
    let names: Vec<&str> = sold
        .body
        .split('&')
        .map(|field| field.split_once('=').unwrap().0)
        .collect();
    assert_eq!(names, FIELDS);
    assert_eq!(sold.field("payment_id"), id);
    assert_eq!(sold.field("trading_id"), "T1");
    assert_eq!(sold.field("payment_amount"), "1000");
    let key = sandbox.merchant["notice_hash_key"].as_str().unwrap();
    for one in &taken {
        let hashed = [
            "payment_notice_id",
            "payment_id",
            "trading_id",
            "payment_type",
        ];
        let mut text: String = hashed.map(|name| one.field(name)).concat();
        text.push_str(one.field("payment_amount"));
        text.push_str(key);
        let hash = Sha256::digest(text.as_bytes());
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(one.field("hc"), hex);
    }

    // 091 gives out the same records, pushed or not.
    for one in &taken {
        let answer = sandbox.send("091", "");
        assert_eq!(value(&answer, "success_code"), "0");
        let text = utf8(&answer);
        for field in one
            .body
            .split('&')
            .filter(|field| !field.starts_with("hc="))
        {
            assert!(text.contains(&format!("\r\n{field}")), "{field} of {text}");
        }
    }
    assert_eq!(value(&sandbox.send("091", ""), "success_code"), "1");
    for record in rehearsal.records() {
        assert_eq!(record["push"], "delivered");
        assert_eq!(record["inquired"], true);
        assert_eq!(record["tries"].as_array().unwrap().len(), 1);
        assert_eq!(record["tries"][0]["http_status"], 200);
    }
}

const FIELDS: [&str; 24] = [
    "payment_notice_id",
    "change_date",
    "payment_id",
    "trading_id",
    "payment_type",
    "payment_status",
    "payment_amount",
    "payment_init_date",
    "payment_limit_date",
    "early_notice_date",
    "cancel_date",
    "user_payment_date",
    "payment_date",
    "bank_code",
    "cvs_company_id",
    "related_payment_id",
    "payment_class",
    "split_count",
    "career_type",
    "career_payment_id",
    "site_id",
    "clear_detail",
    "claim_amount",
    "hc",
];

#[test]
fn tries_again_after_a_minute_and_rests_after_five_failures() {
    let shop = Shop::open();
    shop.answer_next(&[BAD; 7]);
    let mut rehearsal = Rehearsal::new(&shop.url(), &[("notice_statuses", json!(["-02:10"]))]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1s");
    rehearsal.sandbox.authorised("0000", "");
    // The second record waits for the first one.
    let first = |count: usize| assert_eq!(shop.told(), told(&vec![(1, "20"); count]));
    first(1);
    rehearsal.pass("58s");
    first(1);
    rehearsal.pass("1s");
    first(2);
    rehearsal.pass("1m");
    first(3);
    // A restart loses neither the count nor the time.
    rehearsal.restart(&[]);
    rehearsal.pass("59s");
    first(3);
    rehearsal.pass("1s");
    first(4);
    rehearsal.pass("1m");
    first(5);
    rehearsal.pass("14m59s");
    first(5);
    rehearsal.pass("1s");
    first(6);
    rehearsal.pass("1m");
    first(7);
    rehearsal.pass("59s");
    first(7);
    rehearsal.pass("1s");
    let mut all = vec![(1, "20"); 8];
    all.push((2, "20"));
    assert_eq!(shop.told(), told(&all));
    let outcomes = rehearsal.outcomes(0);
    assert_eq!(outcomes[..7], ["HTTP status"; 7]);
    assert_eq!(outcomes[7..], ["delivered"]);
    assert_eq!(rehearsal.outcomes(1), ["delivered"]);
}

/// Successes between failures make the count begin again, over all records.
#[test]
fn counts_failures_in_a_row_over_records() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new(&shop.url(), &[("notice_statuses", json!(["-02:10"]))]);
    shop.answer_next(&[BAD, BAD, BAD, BAD, GOOD, BAD, BAD, BAD, BAD, BAD]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1s");
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("4m");
    // Four failures, the success, and at once the next record's first.
    assert_eq!(shop.told().len(), 6);
    rehearsal.pass("4m");
    assert_eq!(shop.told().len(), 10);
    rehearsal.pass("14m");
    assert_eq!(shop.told().len(), 10);
    rehearsal.pass("1m");
    assert_eq!(shop.told().last(), Some(&(2, "20".to_owned())));
    assert_eq!(rehearsal.outcomes(1).len(), 6);
}

#[test]
fn gives_a_record_up_when_it_is_purged() {
    let mut rehearsal = Rehearsal::new(&nobody(), &[("notice_statuses", json!(["-02:10"]))]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("6d23h59m59s");
    let outcomes = rehearsal.outcomes(0);
    assert!(outcomes.len() > 2000, "{}", outcomes.len());
    assert!(outcomes.iter().all(|outcome| outcome == "no connection"));
    rehearsal.pass("1s");
    assert_eq!(rehearsal.records().len(), 0);
    // A new address takes only what is recorded afterwards; the hole shows in 091.
    rehearsal.sandbox.authorised("0000", "");
    let shop = Shop::open();
    rehearsal.restart(&[("notice_url", json!(shop.url()))]);
    rehearsal.pass("1h");
    assert_eq!(shop.told(), []);
    assert_eq!(rehearsal.records()[0]["push"], "not pushed");
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1h");
    assert_eq!(shop.told(), told(&[(3, "20")]));
    let answer = rehearsal.sandbox.send("091", "");
    assert_eq!(value(&answer, "success_code"), "2");
    assert_eq!(value(&answer, "payment_notice_id"), "2");
    assert_eq!(
        value(&rehearsal.sandbox.send("091", ""), "success_code"),
        "0"
    );
}

#[test]
fn without_an_address_records_stay_for_091() {
    let rehearsal = Rehearsal::new("", &[]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1h");
    let records = rehearsal.records();
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|record| record["push"] == "not pushed"));
    let (status, body) = rehearsal.sandbox.tool("POST", "/tool/notices/1/resend", "");
    assert_eq!(status, "400");
    assert!(body.contains("差分通知先URL"), "{body}");
}

#[test]
fn sends_again_outside_the_queue() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new(&shop.url(), &[("notice_statuses", json!(["-02:10"]))]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1s");
    let resend = |id: u32| {
        let path = format!("/tool/notices/{id}/resend");
        rehearsal.sandbox.tool("POST", &path, "")
    };
    shop.answer_next(&[BAD; 6]);
    for _ in 0..6 {
        let (status, body) = resend(1);
        assert_eq!(status, "200");
        assert!(body.contains("HTTP status"), "{body}");
    }
    assert_eq!(resend(9).0, "404");
    // Six failed resends do not make the queue rest.
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1s");
    assert_eq!(shop.told().last(), Some(&(2, "20".to_owned())));
    let taken = shop.taken();
    assert_eq!(taken[0].body, taken[6].body);
    assert_eq!(rehearsal.records()[0]["push"], "delivered");
    let causes = rehearsal.records()[0]["tries"].clone();
    assert_eq!(causes[0]["cause"], "queue");
    assert_eq!(causes[6]["cause"], "resend");
}

#[test]
fn takes_only_the_documented_reply() {
    let reply = |body: &str| {
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}")
    };
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 8\r\n\r\nresult=0";
    let chunked =
        "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nresult=0\r\n0\r\n\r\n";
    let answers = [
        (reply("result=0\r\n"), "delivered", "delivered"),
        (chunked.to_owned(), "delivered", "delivered"),
        (
            "HTTP/1.0 200 OK\r\n\r\nresult=0".to_owned(),
            "delivered",
            "delivered",
        ),
        (reply("result = 0"), "no result=0", "delivered"),
        (reply("result=1"), "no result=0", "no result=0"),
        (reply("\u{feff}result=0"), "no result=0", "no result=0"),
        (redirect.to_owned(), "HTTP status", "HTTP status"),
        (String::new(), "broken answer", "broken answer"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nresult=0".to_owned(),
            "broken answer",
            "broken answer",
        ),
    ];
    for (contract, column) in [("strict", 1), ("lenient", 2)] {
        let shop = Shop::open();
        let rehearsal = Rehearsal::new(
            &shop.url(),
            &[
                ("notice_reply", json!(contract)),
                ("notice_statuses", json!(["-02:10"])),
            ],
        );
        for (answer, strict, lenient) in &answers {
            let expected = if column == 1 { strict } else { lenient };
            shop.answer_next(&[answer]);
            rehearsal.sandbox.authorised("0000", "");
            rehearsal.pass("1s");
            let last = rehearsal.records().len() - 1;
            assert_eq!(rehearsal.outcomes(last), [*expected], "{contract} {answer}");
            rehearsal.pass("20m");
        }
    }
}

/// Whoever is told may send telegrams before it answers, also while the clock is being moved.
#[test]
fn a_shop_may_ask_back_while_it_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let rehearsal = Rehearsal::new(&url, &[("notice_statuses", json!(["-02:10"]))]);
    let sandbox = &rehearsal.sandbox;
    let seen = std::thread::scope(|scope| {
        let shop = scope.spawn(|| {
            let tell = |stream: std::io::Result<std::net::TcpStream>| {
                let mut stream = stream.unwrap();
                let taken = shop::take(&mut stream, None);
                let id = taken.field("payment_id");
                let (_, status) = taken.about();
                if status == "20" {
                    assert_eq!(sandbox.code("022", &format!("payment_id={id}")), "ok");
                }
                let now = sandbox.status(id);
                stream.write_all(GOOD.as_bytes()).unwrap();
                (status.to_owned(), now)
            };
            listener.incoming().take(3).map(tell).collect::<Vec<_>>()
        });
        sandbox.authorised("0000", "");
        rehearsal.pass("61d");
        shop.join().unwrap()
    });
    let pair = |told: &str, now: &str| (told.to_owned(), now.to_owned());
    assert_eq!(seen, [pair("20", "40"), pair("40", "40"), pair("41", "41")]);
}

/// With the machine's clock the first try does not wait for anybody to move anything.
#[test]
fn the_real_clock_tells_at_once() {
    let shop = Shop::open();
    let sandbox = Sandbox::with_contract(&[("notice_url", json!(shop.url()))]);
    let id = sandbox.authorised("0000", "");
    shop.wait_for(2);
    assert_eq!(shop.told(), told(&[(1, "10"), (2, "20")]));
    // It can be moved on too.
    let (status, body) = sandbox.tool("POST", "/tool/clock", r#"{"advance":"61d"}"#);
    assert_eq!(status, "200", "{body}");
    assert_eq!(sandbox.status(&id), "33");
    assert_eq!(shop.told().last(), Some(&(3, "33".to_owned())));
}
