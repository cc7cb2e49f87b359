//! Several merchants at once: every telegram is answered for its own merchant, telegrams of one payment
//! one after the other, and the ledger tells the same story as the clients.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use common::Sandbox;
use paygent_core::client::Client;
use paygent_core::telegram::Telegram;
use paygent_core::transport::TlsBackend;
use serde_json::Value;

const SHOPS: usize = 4;
/// Threads of each shop.
const TILLS: usize = 4;
/// Payments that each thread takes through its life.
const SALES: usize = 10;

/// A sandbox with several merchants, each with a certificate of its own.
fn start() -> Sandbox {
    let mut sandbox = Sandbox::start(&[]);
    for number in 1..SHOPS {
        sandbox.open_shop(&format!("99000000{}", number + 1));
    }
    sandbox
}

/// The answer as names and values.
fn send(client: &Client, telegram: &Telegram) -> BTreeMap<String, String> {
    let sent = client.send(telegram);
    let answer = sent.result.unwrap_or_else(|error| panic!("{error}"));
    let body = String::from_utf8_lossy(answer.body()).into_owned();
    body.split("\r\n")
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn authorisation(sandbox: &Sandbox, shop: usize, trading_id: &str) -> Telegram {
    sandbox
        .telegram_of(shop, "020")
        .field("trading_id", trading_id)
        .field("payment_amount", "1000")
        .field("payment_class", "10")
        .field("3dsecure_ryaku", "1")
        .field("card_number", "4900000000000000")
        .field("card_valid_term", "1230")
}

fn about(sandbox: &Sandbox, shop: usize, kind: &str, payment_id: &str) -> Telegram {
    sandbox
        .telegram_of(shop, kind)
        .field("payment_id", payment_id)
}

/// One thread's payments: authorised, captured, asked for. Their ids.
fn sell(sandbox: &Sandbox, shop: usize, till: usize) -> Vec<String> {
    let client = sandbox.client_of(shop, TlsBackend::Rustls);
    let ids = (0..SALES).map(|sale| {
        // The same trading ids at every merchant: they must not mix.
        let trading_id = format!("T{till}x{sale}");
        let paid = send(&client, &authorisation(sandbox, shop, &trading_id));
        assert_eq!(paid["result"], "0", "{paid:?}");
        assert_eq!(paid["trading_id"], trading_id);
        let id = paid["payment_id"].clone();
        let captured = send(&client, &about(sandbox, shop, "022", &id));
        assert_eq!(
            (&*captured["result"], &*captured["payment_id"]),
            ("0", &*id)
        );
        let asked = sandbox
            .telegram_of(shop, "094")
            .field("trading_id", &*trading_id);
        let asked = send(&client, &asked);
        assert_eq!(
            (&*asked["payment_id"], &*asked["payment_status"]),
            (&*id, "40")
        );
        id
    });
    ids.collect()
}

#[test]
fn shops_do_not_disturb_each_other() {
    let sandbox = start();
    let began = Instant::now();
    let sold: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let tills: Vec<_> = (0..SHOPS * TILLS)
            .map(|number| {
                let (sandbox, shop, till) = (&sandbox, number % SHOPS, number / SHOPS);
                scope.spawn(move || (shop, sell(sandbox, shop, till)))
            })
            .collect();
        tills.into_iter().map(|till| till.join().unwrap()).collect()
    });
    let telegrams = SHOPS * TILLS * SALES * 3;
    let rate = telegrams as f64 / began.elapsed().as_secs_f64();
    println!("{telegrams} telegrams of {SHOPS} merchants, {rate:.0}/s");

    // No payment id twice, over all merchants.
    let ids: BTreeSet<&String> = sold.iter().flat_map(|(_, ids)| ids).collect();
    assert_eq!(ids.len(), SHOPS * TILLS * SALES);
    // The ledger: as many telegrams, of the same merchants and payments, each payment's in order.
    let ledger = sandbox.ledger();
    let lines: Vec<Value> = ledger
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line["event"] == "telegram")
        .collect();
    assert_eq!(lines.len(), telegrams);
    let mut lives: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in &lines {
        assert_eq!(line["result"], "0", "{line}");
        lives
            .entry(line["payment_id"].as_str().unwrap())
            .or_default()
            .push((
                line["merchant_id"].as_str().unwrap(),
                line["kind"].as_str().unwrap(),
            ));
    }
    for (shop, ids) in &sold {
        let merchant = sandbox.account["merchants"][shop]["merchant_id"]
            .as_str()
            .unwrap();
        for id in ids {
            let life = ["020", "022", "094"].map(|kind| (merchant, kind));
            assert_eq!(lives[id.as_str()], life, "{id}");
        }
    }
    // Nobody sees another's payment.
    let (owner, ids) = &sold[0];
    let stranger = (owner + 1) % SHOPS;
    let client = sandbox.client_of(stranger, TlsBackend::Rustls);
    let asked = send(&client, &about(&sandbox, stranger, "094", &ids[0]));
    assert_eq!(asked["response_code"], "13001");
}

/// Tills that capture and tills that cancel the same payment at once: one of the two happens, and the
/// others are told so.
#[test]
fn one_payment_goes_one_way() {
    let sandbox = Sandbox::start(&[]);
    let client = sandbox.client(TlsBackend::Rustls);
    for round in 0..8 {
        let paid = send(&client, &authorisation(&sandbox, 0, &format!("R{round}")));
        let id = &paid["payment_id"];
        let answers: Vec<(&str, String)> = std::thread::scope(|scope| {
            let tries: Vec<_> = (0..8)
                .map(|number| {
                    let (sandbox, kind) = (&sandbox, ["021", "022"][number % 2]);
                    scope.spawn(move || {
                        let client = sandbox.client(TlsBackend::Rustls);
                        let answer = send(&client, &about(sandbox, 0, kind, id));
                        let code = answer.get("response_code").cloned();
                        (kind, code.unwrap_or_default())
                    })
                })
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let asked = send(&client, &about(&sandbox, 0, "094", id));
        // Repeating what was done is a success (021: 32, 022: 40), the opposite is refused (2004).
        let (done, status) = match answers.iter().find(|(_, code)| code.is_empty()) {
            Some(("021", _)) => ("021", "32"),
            _ => ("022", "40"),
        };
        assert_eq!(asked["payment_status"], status, "{answers:?}");
        for (kind, code) in &answers {
            let expected = if *kind == done { "" } else { "2004" };
            assert_eq!(code, expected, "{answers:?}");
        }
    }
}
