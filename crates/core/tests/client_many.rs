//! Many telegrams at once through the client.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use client_support::{OK, Shop, card};
use paygent_core::telegram::Telegram;
use transport_support::server::Act;

fn telegrams(count: usize) -> Vec<Telegram> {
    (0..count)
        .map(|number| card().field("trading_id", format!("T{number}")))
        .collect()
}

#[test]
fn every_telegram_gets_its_own_result() {
    let shop = Shop::answering(OK);
    let mut telegrams = telegrams(6);
    telegrams[2] = Telegram::new("999");
    let mut results = BTreeMap::new();
    shop.vendor().send_all(telegrams, 3, &mut |index, sent| {
        let code = sent
            .result
            .map_err(|error| error.code().as_str().to_owned());
        assert!(
            results
                .insert(index, code.map(|answer| answer.result().to_vec()))
                .is_none()
        );
        ControlFlow::Continue(())
    });
    let expected = (0..6).map(|index| match index {
        2 => (index, Err("E02003".to_owned())),
        _ => (index, Ok(b"0".to_vec())),
    });
    assert_eq!(results, expected.collect());
    assert_eq!(shop.server.telegrams(), 5);
}

#[test]
fn a_break_on_a_telegram_that_cannot_be_sent_sends_nothing() {
    let shop = Shop::answering(OK);
    let mut telegrams = telegrams(3);
    telegrams.push(Telegram::empty());
    let mut calls = 0;
    shop.vendor().send_all(telegrams, 2, &mut |index, _| {
        assert_eq!(index, 3);
        calls += 1;
        ControlFlow::Break(())
    });
    assert_eq!(calls, 1);
    shop.assert_nothing_arrived();
}

#[test]
fn a_break_hands_over_what_is_under_way_and_starts_no_more() {
    let shop = Shop::answering(OK);
    let mut calls = 0;
    shop.vendor().send_all(telegrams(20), 2, &mut |_, sent| {
        sent.result.unwrap();
        calls += 1;
        ControlFlow::Break(())
    });
    assert_eq!(shop.server.telegrams(), calls);
    assert!(calls < 20);
}

#[test]
fn request_and_answer_stand_together_in_the_log() {
    let shop = Shop::new(vec![Act::Answer(OK)], &["debug_flg=1"]);
    shop.vendor()
        .send_all(telegrams(4), 4, &mut |_, _| ControlFlow::Continue(()));
    let log = shop.log();
    let kinds: Vec<_> = log
        .lines()
        .filter_map(|line| line.split_once("HttpsRequestSender "))
        .map(|(_, text)| &text[..8])
        .collect();
    assert_eq!(kinds, ["request:", "response"].repeat(4));
}
