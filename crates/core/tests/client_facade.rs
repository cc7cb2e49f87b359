//! Records for the `log` crate. A process has one logger, so this is a program of its own.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use std::sync::Mutex;

use client_support::{OK, Shop, card, http};
use log::{Level, LevelFilter, Log, Metadata, Record};
use paygent_core::telegram::Telegram;
use transport_support::server::Act;

struct Records(Mutex<Vec<(Level, String)>>);

static RECORDS: Records = Records(Mutex::new(Vec::new()));

impl Log for Records {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == paygent_core::log::TARGET
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            self.0
                .lock()
                .unwrap()
                .push((record.level(), record.args().to_string()));
        }
    }

    fn flush(&self) {}
}

fn records(telegram: &Telegram, act: Act) -> Vec<(Level, String)> {
    RECORDS.0.lock().unwrap().clear();
    let _ = Shop::new(vec![act], &[]).vendor().send(telegram);
    RECORDS.0.lock().unwrap().clone()
}

#[test]
fn each_telegram_leaves_one_record_at_the_level_of_its_outcome() {
    log::set_logger(&RECORDS).unwrap();
    log::set_max_level(LevelFilter::Info);
    let telegram = card().field("card_number", "4980000000000001");

    let answered = records(&telegram, Act::Answer(OK));
    assert_eq!(
        answered,
        [(Level::Info, "020: answered: result 0 ".to_owned())]
    );

    let refused = records(&Telegram::new("999"), Act::Answer(OK));
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, Level::Warn);
    assert!(
        refused[0].1.starts_with("999: not sent: E02003: "),
        "{refused:?}"
    );

    let failed = records(&telegram, Act::Raw(http("500 Broken", b"")));
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].0, Level::Error);
    assert!(
        failed[0].1.starts_with("020: unknown: E02005: 22: "),
        "{failed:?}"
    );

    log::set_max_level(LevelFilter::Debug);
    let traffic = records(&telegram, Act::Answer(OK));
    let text = format!("{traffic:?}");
    assert!(
        text.contains("request: ") && text.contains("response: "),
        "{text}"
    );
    assert!(
        text.contains("card_number=XXXX") && !text.contains("4980000000000001"),
        "{text}"
    );
    assert!(
        text.contains("connect_password=XXXX") && !text.contains("defpw"),
        "{text}"
    );
}
