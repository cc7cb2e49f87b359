//! Telegrams that must fail: with this number, this outcome, and no secret in the words.

use paygent_core::transport::{Outcome, Reason, TransportError, TransportSettings, post};

use super::pki::Kit;
use super::server::{Act, Ask, Server, Setup};
use super::{BOTH, request, settings};

fn failure(settings: &TransportSettings, url: &str) -> TransportError {
    let error = post(settings, request(url)).expect_err("must fail");
    let text = format!("{error} {error:?} {settings:?}");
    for secret in [
        "hunter2",
        "changeit",
        "telegram_kind",
        "merchant_id",
        "PRIVATE KEY",
    ] {
        assert!(!text.contains(secret), "{secret} leaks: {text}");
    }
    assert!(!error.message.contains('\n'));
    error
}

pub fn expect(settings: &TransportSettings, url: &str, reason: Reason, outcome: Outcome) {
    let error = failure(settings, url);
    assert_eq!(
        (error.reason, error.outcome),
        (reason, outcome),
        "{:?}: {error}",
        settings.backend
    );
}

/// One telegram to a server that does `act`: both backends must agree, and it arrives once.
pub fn expect_of(act: Act, reason: Reason, outcome: Outcome) {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![act.clone()]);
        let mut settings = settings(&kit, backend);
        if let Act::Silence(silence) = act {
            settings.total_timeout = silence / 2;
        }
        expect(&settings, &server.url(), reason, outcome);
        assert_eq!((server.telegrams(), server.begun()), (1, 1), "{backend:?}");
    }
}

pub fn nothing_arrived(server: &Server) {
    assert_eq!((server.telegrams(), server.begun()), (0, 0));
}
