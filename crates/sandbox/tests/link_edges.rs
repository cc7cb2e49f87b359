//! What lies beside the link type's usual walks: paths that do not exist, a bank page whose time is over,
//! fault rules on its requests and pages (link-type §15, sandbox-environment §17, §19).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::link::{Lines, STOP};
use common::pages::Page;
use common::{Sandbox, run_curl, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn functions_that_are_not_built_are_not_there() {
    let sandbox = Sandbox::start();
    let ca = sandbox.kit("curl-ca-bundle.crt");
    for path in [
        "/m/request",
        "/m/u/request",
        "/m/e/request",
        "/v/acc-transfer-receipt",
        "/v/u/acc-transfer-receipt",
        "/v/request/",
        "/v/x/request",
        "/linktype",
        "/nothing",
        "/",
    ] {
        for host in [&sandbox.page_url, &sandbox.telegram_url] {
            for method in ["GET", "POST"] {
                let url = format!("{host}{path}");
                let more = ["--cacert", &ca, "--data", "isbtob=1"];
                let page = sandbox.page(
                    method,
                    &url,
                    if method == "GET" { &more[..2] } else { &more },
                );
                assert_eq!(
                    (page.status.as_str(), page.body.as_str()),
                    ("404", ""),
                    "{method} {url}"
                );
            }
        }
        if path != "/" {
            let answer = run_curl(&[
                "-sS",
                "-w",
                "%{http_code}",
                &format!("{}{path}", sandbox.tool_url),
            ]);
            assert_eq!(answer.stdout, b"404", "{path}");
        }
    }
    let page = sandbox.page("PUT", "/v/request", &[]);
    assert_eq!((page.status.as_str(), page.body.as_str()), ("405", ""));
    assert_eq!(page.header("allow"), "GET, POST");
}

#[test]
fn the_bank_page_ends_when_the_application_does() {
    let sandbox = Sandbox::start();
    for (id, term, span) in [
        ("x1", ("payment_term_min", "5"), "6m"),
        ("x2", ("payment_term_day", "0"), "1d"),
    ] {
        let request = [
            ("trading_id", id),
            ("id", "800"),
            ("payment_type", "05"),
            term,
            STOP,
        ];
        let page = sandbox.linked(&request);
        let away = sandbox.send_form(&page, "/linktype/provider", &[]);
        let choice = sandbox.led(&away);
        let bank = [("bankCode", "D036")];
        let transit = sandbox.send_form(&choice, "/banking/asp/bank", &bank);
        sandbox.advance(span);
        // No new choice: 5009 with the way back to the shop, and 6002 on our own pages.
        for late in [
            sandbox.led(&away),
            sandbox.send_form(&choice, "/banking/asp/bank", &bank),
        ] {
            late.is_readable();
            assert!(late.body.contains("（5009）"), "{}", late.body);
            assert!(late.body.contains(STOP.1), "{}", late.body);
        }
        let over = sandbox.send_form(&page, "/linktype/provider", &[]);
        assert!(over.body.contains("（6002）"), "{}", over.body);
        assert_eq!(sandbox.link(&request).verdict(), "6002");
        // Whoever was at the bank already can pay until the bank's own limit, and is told so.
        let shown = sandbox.send_form(&transit, "/banking/dummy", &[]);
        let pay = [("decision", "pay")];
        let finish = sandbox.led(&sandbox.send_form(&shown, "/banking/dummy/end", &pay));
        assert!(finish.body.contains("完了しました。"), "{}", finish.body);
        let inquiry = sandbox.send("094", &format!("trading_id={id}"));
        assert_eq!(value(&inquiry, "payment_status"), "40");
        assert!(sandbox.led(&away).body.contains("（5008）"));
    }
}

/// A payment request in URL mode.
fn asked(sandbox: &Sandbox, host: &str, path: &str, more: &[(&str, &str)]) -> Page {
    let mut pairs = vec![("trading_id", "f1"), ("id", "500"), ("payment_type", "03")];
    pairs.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    pairs.extend(more);
    let ca = sandbox.kit("curl-ca-bundle.crt");
    let body = sandbox.link_body(&pairs);
    let url = format!("{host}{path}");
    sandbox.page("POST", &url, &["--cacert", &ca, "--data", &body])
}

#[test]
fn rules_answer_requests_in_their_own_form() {
    let sandbox = Sandbox::start();
    let own = sandbox.merchant["merchant_id"].as_str().unwrap();
    let hosts = [&sandbox.page_url, &sandbox.telegram_url];
    for (index, host) in hosts.into_iter().enumerate() {
        sandbox.strike(&json!({
            "kind": "link", "merchant_id": own, "trading_id": "f?", "payment_type": "03",
            "do": {"answer": {"result": "1", "response_code": "E001"}},
        }));
        // Not struck: another trading id, another kind.
        let other = asked(&sandbox, host, "/v/u/request", &[("trading_id", "other")]);
        assert_eq!(Lines::read(&other.body).verdict(), "ok");
        let page = asked(&sandbox, host, "/v/e/request", &[]);
        assert_eq!(page.header("content-type"), "text/plain; charset=EUC-JP");
        let text = "result=1\r\nresponse_code=E001\r\nresponse_detail=";
        assert!(page.body.starts_with(text), "{}", page.body);
        assert!(page.body.contains("障害"), "{}", page.body);
        let rest = "\r\nurl=\r\ntrading_id=f1\r\npayment_type=03\r\nlimit_date=\r\ntrade_generation_date=\r\n";
        assert!(page.body.ends_with(rest), "{}", page.body);
        // Once, and nothing was kept of it.
        assert_eq!(sandbox.ledger("fault").len(), index + 1);
        assert_eq!(sandbox.ledger("fault")[index]["trading_id"], "f1");
    }
    let again = asked(
        &sandbox,
        &sandbox.page_url,
        "/v/u/request",
        &[("id", "501")],
    );
    assert_eq!(Lines::read(&again.body).verdict(), "ok");

    // A form's browser gets a page.
    sandbox.strike_by(
        r#"{"kind":"link","do":{"answer":{"result":"1","response_code":"6002","response_detail":"おわり"}}}"#,
    );
    let form = [("isbtob", "0"), STOP];
    let page = asked(&sandbox, &sandbox.page_url, "/v/request", &form);
    assert_eq!(
        page.header("content-type"),
        "text/html; charset=Windows-31J"
    );
    assert!(page.body.contains("おわり（6002）") && page.body.contains(STOP.1));

    // Card storing has five lines, the token server JSON.
    sandbox
        .strike_by(r#"{"kind":"cardreg","do":{"answer":{"result":"1","response_code":"P023"}}}"#);
    let page = sandbox.submit("/v/u/cardreg", &sandbox.storing_body(&STORING));
    let lines = Lines::read(&page.body);
    let names: Vec<&str> = lines.0.iter().map(|(name, _)| name.as_str()).collect();
    let five = [
        "result",
        "response_code",
        "response_detail",
        "url",
        "trade_generation_date",
    ];
    assert_eq!(
        (names.as_slice(), lines.verdict()),
        (&five[..], "P023".to_owned())
    );
    let lines = Lines::read(
        &sandbox
            .submit("/v/u/cardreg", &sandbox.storing_body(&STORING))
            .body,
    );
    assert_eq!(lines.verdict(), "ok");
    sandbox.strike_by(r#"{"kind":"token","do":{"answer":{"result":"7000"}}}"#);
    let answer = sandbox.token_answer("card_number=4900000000000000");
    assert_eq!(answer, json!({"result": "7000"}));
}

/// Fields of card storing.
const STORING: [(&str, &str); 2] = [
    ("customer_id", "c1"),
    ("return_url", "https://shop.example/back"),
];

#[test]
fn rules_break_requests_and_pages() {
    let sandbox = Sandbox::start();
    let url = format!("{}/v/u/request", sandbox.page_url);
    let exit = |id: &str| {
        let body = sandbox.link_body(&[("trading_id", id), ("id", "5"), ("payment_type", "03")]);
        let got = run_curl(&[
            "-sS",
            "-m",
            "1",
            "-w",
            "%{http_code}",
            "--data",
            &body,
            &url,
        ]);
        (
            got.status.code().unwrap(),
            String::from_utf8(got.stdout).unwrap(),
        )
    };
    let first = |id: &str, amount: &str| {
        let pairs = [("trading_id", id), ("id", amount), ("payment_type", "03")];
        sandbox.link(&pairs).verdict()
    };
    // Not processed: another amount is as good as the first one.
    for (id, rule, code, status) in [
        ("b1", json!({"hang": "before"}), 28, "000"),
        ("b2", json!({"http_status": 503}), 0, "503"),
        ("b3", json!({"tls_alert": true}), 52, "000"),
    ] {
        sandbox.strike(&json!({"kind": "link", "trading_id": id, "do": rule}));
        let (exit, got) = exit(id);
        assert_eq!((exit, got.as_str()), (code, status), "{rule}");
        assert_eq!(first(id, "6"), "ok", "{rule}");
    }
    // Processed: the first amount counts.
    for (id, rule, codes) in [
        ("b4", json!({"hang": "after"}), &[28][..]),
        ("b5", json!({"swallow": true}), &[52]),
        ("b6", json!({"reset_at": 0}), &[52, 56]),
        ("b7", json!({"truncate_at": 20}), &[18]),
        ("b8", json!({"close_after": true}), &[0]),
        ("b9", json!({"empty": true}), &[0]),
    ] {
        sandbox.strike(&json!({"kind": "link", "trading_id": id, "do": rule}));
        let (exit, got) = exit(id);
        assert!(codes.contains(&exit), "{rule}: {exit} {got}");
        assert_eq!(first(id, "6"), "P010 id", "{rule}");
    }
    let effects: Vec<_> = sandbox.ledger("fault");
    assert_eq!(effects.len(), 9);
    assert!(
        effects.iter().all(|line| line["kind"] == "link"),
        "{effects:?}"
    );

    // Card storing is struck by its own kind, its pages and all others as pages.
    sandbox.strike_by(r#"{"kind":"cardreg","do":{"http_status":500}}"#);
    let struck = sandbox.submit("/v/u/cardreg", &sandbox.storing_body(&STORING));
    assert_eq!((struck.status.as_str(), struck.body.as_str()), ("500", ""));
    sandbox.strike_by(r#"{"kind":"page","trading_id":"b1","do":{"http_status":502}}"#);
    let unharmed = sandbox.linked(&[("trading_id", "z1"), ("id", "1"), ("payment_type", "03")]);
    assert!(unharmed.body.contains("z1"));
    let lines = sandbox.link(&[("trading_id", "b1"), ("id", "6"), ("payment_type", "03")]);
    assert_eq!(sandbox.page("GET", lines.get("url"), &[]).status, "502");
    assert_eq!(sandbox.page("GET", lines.get("url"), &[]).status, "200");
}
