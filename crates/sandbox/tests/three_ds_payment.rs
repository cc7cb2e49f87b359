//! What a 020 makes of an EMV authentication (card-3ds2 §6, §11.5; telegram_checks 020/5-25).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::emv::{DIRECT, PAY, begin, outcome};
use common::{Sandbox, value, verdict};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn rows_of_020_that_need_an_authentication() {
    let sandbox = Sandbox::with_contract(&[
        ("sites", json!(["S001"])),
        ("notice_fields", json!(["attempt_kbn"])),
    ]);
    let pay = |fields: &str| sandbox.code("020", &format!("{PAY}{fields}"));
    let authenticated = |fields: &str| {
        let begun = begin(&sandbox, &format!("{DIRECT}{fields}"));
        let page = sandbox.submit("/threeds/start", &begun.hidden);
        assert_eq!(page.status, "302");
        begun.id
    };
    // 5, 6, 7
    let plain =
        "payment_class=10&card_number=4900000000000000&card_valid_term=1230&payment_amount=1000";
    assert_eq!(
        sandbox.code("020", &format!("{plain}&3dsecure_ryaku=1&3ds_auth_id=x")),
        "31008"
    );
    assert_eq!(pay("payment_amount=1000"), "31009");
    assert_eq!(
        pay("payment_amount=1000&3ds_auth_id=x&3dsecure_ryaku=1"),
        "P010 3dsecure_ryaku"
    );
    // 23: unknown, not finished, failed, of another site, of another merchant
    assert_eq!(pay("payment_amount=1000&3ds_auth_id=unknown"), "31011");
    let open = begin(&sandbox, &format!("{DIRECT}payment_amount=1")).id;
    assert_eq!(
        pay(&format!("payment_amount=1&3ds_auth_id={open}")),
        "31011"
    );
    let failed = authenticated("payment_amount=314040");
    assert_eq!(
        pay(&format!("payment_amount=314040&3ds_auth_id={failed}")),
        "31011"
    );
    let sited = authenticated("payment_amount=314020&site_id=S001");
    let fields = format!("payment_amount=314020&3ds_auth_id={sited}");
    assert_eq!(pay(&fields), "31011");
    let answer = sandbox.send("020", &format!("{PAY}{fields}&site_id=S001"));
    assert_eq!(
        (verdict(&answer), value(&answer, "attempt_kbn")),
        ("ok".into(), "0".into())
    );
    let other = Sandbox::start();
    assert_eq!(other.code("020", &format!("{PAY}{fields}")), "31011");
    // 24: only a success uses it up, a retry may have it again
    let id = authenticated("payment_amount=314050");
    let declined = format!(
        "payment_class=10&card_number=4900000000008283&card_valid_term=1230&3dsecure_use_type=2\
         &payment_amount=314050&3ds_auth_id={id}"
    );
    let answer = sandbox.send("020", &declined);
    assert_eq!(verdict(&answer), "2003 1G83");
    let payment = value(&answer, "payment_id");
    // 25: another card is said aloud and taken
    let warnings = sandbox.ledger("warning");
    let about = |word: &str| {
        warnings
            .iter()
            .filter(|line| line["text"].as_str().unwrap().contains(word))
            .count()
    };
    assert_eq!((about("another card"), about("another amount")), (1, 0));
    let fields = format!("payment_amount=314050&3ds_auth_id={id}");
    let answer = sandbox.send("020", &format!("{PAY}{fields}&payment_id={payment}"));
    assert_eq!(
        (verdict(&answer), value(&answer, "attempt_kbn")),
        ("ok".into(), "1".into())
    );
    assert_eq!(pay(&fields), "31010");
    // The contract's filter is for 3-D Secure 1.0 only: attempt 1 is authorised above.
    let id = authenticated("payment_amount=314010");
    assert_eq!(pay(&format!("payment_amount=5&3ds_auth_id={id}")), "ok");
    let warnings = sandbox.ledger("warning");
    assert!(
        warnings
            .iter()
            .any(|line| line["text"].as_str().unwrap().contains("another amount"))
    );
    // The notice carries the attempt.
    let mut told = Vec::new();
    loop {
        let notice = sandbox.send("091", "");
        if value(&notice, "success_code") == "1" {
            break;
        }
        told.push((
            value(&notice, "payment_status"),
            value(&notice, "attempt_kbn"),
        ));
    }
    for attempt in ["", "1"] {
        let told_of = ("20".to_owned(), attempt.to_owned());
        assert!(told.contains(&told_of), "{told:?}");
    }
    // 8
    let without = Sandbox::with_contract(&[("emv_3ds", json!(false))]);
    let fields = format!("{PAY}payment_amount=1&3ds_auth_id=x");
    assert_eq!(without.code("020", &fields), "P063");
}

#[test]
fn one_token_authenticates_and_pays() {
    let sandbox = Sandbox::start();
    let token = sandbox.card_token("5250000000000000", "card_name=BAMCA&card_cvc=123");
    let begun = begin(
        &sandbox,
        &format!("card_set_method=token&card_token={token}&payment_amount=1000"),
    );
    // The token's name makes the bank ask.
    sandbox
        .submit("/threeds/start", &begun.hidden)
        .is_readable();
    let typed = format!("{}&challengeDataEntry=15012", begun.hidden);
    assert_eq!(
        outcome(&sandbox.submit("/threeds/challenge", &typed)),
        "0 '' - '' ''"
    );
    let pay = format!(
        "payment_amount=1000&payment_class=10&3dsecure_use_type=2&card_token={token}&3ds_auth_id={}",
        begun.id
    );
    assert_eq!(sandbox.code("020", &pay), "ok");

    // A stored card's name does as well.
    let token = sandbox.card_token("3580000000000000", "card_name=BAJUA");
    let answer = sandbox.send("025", &format!("customer_id=c2&card_token={token}"));
    let id = value(&answer, "customer_card_id");
    let begun = begin(
        &sandbox,
        &format!("card_set_method=customer&customer_id=c2&customer_card_id={id}&payment_amount=0"),
    );
    assert_eq!(
        outcome(&sandbox.submit("/threeds/start", &begun.hidden)),
        "0 1 - '' ''"
    );
}
