//! Fault rules for difference notifications (sandbox-environment §19), seen from the shop.
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

use rehearsal::{BAD, Rehearsal, Shop, Taken, told};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn fault_rules_spoil_notices() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new(&shop.url(), &[("notice_statuses", json!(["-02:10"]))]);
    let buy = |trading_id: &str| {
        rehearsal
            .sandbox
            .authorised("0000", &format!("trading_id={trading_id}"));
        rehearsal.pass("1s");
    };
    let on = |trading_id: &str, effect: Value| {
        rehearsal.fault(&json!({ "kind": "notice", "trading_id": trading_id, "do": effect }));
    };

    on("twice", json!({ "twice": true }));
    buy("twice");
    assert_eq!(shop.told(), told(&[(1, "20"), (1, "20")]));
    assert_eq!(rehearsal.outcomes(0), ["delivered", "delivered"]);

    on("status", json!({ "status": "40" }));
    buy("status");
    assert_eq!(shop.told().last(), Some(&(2, "40".to_owned())));
    assert_eq!(
        hash_of(&shop.taken()[2], &rehearsal),
        shop.taken()[2].field("hc")
    );

    // A forged try is refused by a shop that checks; the next one is right.
    on("forge", json!({ "forge": true }));
    shop.answer_next(&[BAD]);
    buy("forge");
    let forged = shop.taken().pop().unwrap();
    assert_ne!(hash_of(&forged, &rehearsal), forged.field("hc"));
    assert_eq!(forged.field("hc").len(), 64);
    rehearsal.pass("1m");
    let right = shop.taken().pop().unwrap();
    assert_eq!(right.about(), (3, "20"));
    assert_eq!(hash_of(&right, &rehearsal), right.field("hc"));

    on("late", json!({ "delay_s": 90 }));
    buy("late");
    assert_eq!(shop.told().last(), Some(&(3, "20".to_owned())));
    rehearsal.pass("88s");
    assert_eq!(shop.told().last(), Some(&(3, "20".to_owned())));
    rehearsal.pass("1s");
    assert_eq!(shop.told().last(), Some(&(4, "20".to_owned())));

    on("drop", json!({ "drop": true }));
    buy("drop");
    assert_eq!(shop.told().last(), Some(&(4, "20".to_owned())));
    assert_eq!(rehearsal.records()[4]["push"], "dropped");

    // The later one overtakes; without a later one it goes a minute late.
    on("turned", json!({ "reverse": true }));
    buy("turned");
    assert_eq!(shop.told().last(), Some(&(4, "20".to_owned())));
    buy("after");
    let all = shop.told();
    assert_eq!(all[all.len() - 2..], told(&[(7, "20"), (6, "20")]));
    on("alone", json!({ "reverse": true }));
    buy("alone");
    rehearsal.pass("58s");
    assert_eq!(shop.told().len(), all.len());
    rehearsal.pass("1s");
    assert_eq!(shop.told().last(), Some(&(8, "20".to_owned())));

    let (_, ledger) = rehearsal.sandbox.tool("GET", "/tool/ledger", "");
    let hits = ledger
        .lines()
        .filter(|line| line.contains("\"event\":\"fault\""));
    assert_eq!(hits.count(), 7);
}

fn hash_of(taken: &Taken, rehearsal: &Rehearsal) -> String {
    let names = [
        "payment_notice_id",
        "payment_id",
        "trading_id",
        "payment_type",
        "payment_amount",
    ];
    let mut text = names.map(|name| taken.field(name)).concat();
    text.push_str(
        rehearsal.sandbox.merchant["notice_hash_key"]
            .as_str()
            .unwrap(),
    );
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
