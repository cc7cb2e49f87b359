//! Fatal TLS alerts by a fault rule (sandbox-environment §19).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, card};
use serde_json::Value;

#[test]
fn server_process() {
    common::serve_if_asked();
}

const NEW: &str = "payment_amount=1000&trading_id=t1";

#[test]
fn sends_tls_alerts() {
    let sandbox = Sandbox::start();
    let request = sandbox.request("/n/card/request", "020", &card("0000", NEW));
    let suites: [(&[&str], &str); 4] = [
        (&["-tls1_3"], "internal error"),
        (
            &["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"],
            "certificate required",
        ),
        (&["-tls1_2"], "certificate unknown"),
        (
            &["-tls1_2", "-cipher", "ECDHE-RSA-CHACHA20-POLY1305"],
            "access denied",
        ),
    ];
    let rules = [
        r#"{"do":{"tls_alert":true}}"#,
        r#"{"do":{"tls_alert":"certificate_required"}}"#,
        r#"{"do":{"tls_alert":"certificate_unknown"}}"#,
        r#"{"do":{"tls_alert":49}}"#,
    ];
    for (rule, (suite, alert)) in rules.into_iter().zip(suites) {
        sandbox.strike_by(rule);
        let seen = sandbox.raw(&request, suite);
        assert_eq!(seen.bytes.len(), 0);
        assert!(seen.said.contains(alert), "{alert}: {}", seen.said);
        assert!(!seen.said.contains("bad record mac"), "{}", seen.said);
    }
    assert_eq!(sandbox.made(), 0);
    sandbox.strike_by(r#"{"do":{"tls_alert":true,"processed":true}}"#);
    assert_eq!(sandbox.raw(&request, &[]).bytes.len(), 0);
    assert_eq!(sandbox.made(), 1);
}

#[test]
fn sends_tls_alerts_in_every_mode_that_can() {
    for mode in [
        "tls12",
        "tls13",
        "wrong-host",
        "expired-server",
        "self-signed-server",
    ] {
        let sandbox = Sandbox::with_tls(mode);
        let request = sandbox.request("/n/card/request", "020", &card("0000", NEW));
        sandbox.strike_by(r#"{"do":{"tls_alert":"access_denied"}}"#);
        let seen = sandbox.raw(&request, &[]);
        assert_eq!(seen.bytes.len(), 0, "{mode}");
        assert!(
            seen.said.contains("alert access denied"),
            "{mode}: {}",
            seen.said
        );
    }
    let sandbox = Sandbox::with_tls("never-ask");
    let request = sandbox.request("/n/card/request", "020", &card("0000", NEW));
    sandbox.strike_by(r#"{"do":{"tls_alert":"certificate_required"}}"#);
    let said = sandbox.raw(&request, &[]).said;
    assert!(said.contains("certificate required"), "{said}");

    for mode in ["static-rsa", "reject-client", "reject-client-tls12"] {
        let sandbox = Sandbox::with_tls(mode);
        let rules = r#"[{"do":{"empty":true}},{"do":{"tls_alert":true}}]"#;
        let (status, answer) = sandbox.tool("POST", "/tool/faults", rules);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(
            (status.as_str(), &answer["field"]),
            ("400", &"tls_alert".into())
        );
        let text = answer["error"].as_str().unwrap();
        assert_eq!(text, "このTLSモードではTLSアラートを送れません。");
        assert_eq!(
            sandbox.tool("GET", "/tool/faults", "").1,
            "[]",
            "{mode}: none is kept"
        );
    }
}
