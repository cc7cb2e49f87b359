//! Which rule strikes when.

use serde_json::{Value, json};

use super::Unusable::Wrong;
use super::rule::is_like;
use super::{Faults, Subject, WireEffect};

fn subject(kind: &'static str) -> Subject<'static> {
    Subject {
        merchant_id: "990000001",
        kind,
        trading_id: "order-7",
        payment_type: "02",
    }
}

fn strikes(faults: &Faults, kind: &'static str, count: usize) -> Vec<bool> {
    (0..count)
        .map(|_| faults.on_wire(subject(kind)).is_some())
        .collect()
}

#[test]
fn all_that_is_given_must_match() {
    for (key, right, wrong) in [
        ("merchant_id", "990000001", "1"),
        ("kind", "020", "022"),
        ("trading_id", "order-*", "*-8"),
        ("payment_type", "02", "03"),
    ] {
        let faults = Faults::default();
        let mut rule = json!({ "do": { "swallow": true } });
        rule[key] = Value::from(wrong);
        faults.add(&rule).unwrap();
        assert!(faults.on_wire(subject("020")).is_none(), "{key}");
        rule[key] = Value::from(right);
        faults.add(&rule).unwrap();
        let hit = faults.on_wire(subject("020")).unwrap();
        assert_eq!((hit.rule, hit.name), (2, "swallow"));
        assert!(matches!(hit.effect, WireEffect::Swallow));
    }
}

#[test]
fn strikes_once_unless_told_otherwise() {
    let faults = Faults::default();
    faults.add(&json!({ "do": { "empty": true } })).unwrap();
    assert_eq!(strikes(&faults, "020", 2), [true, false]);
    faults.clear();
    faults
        .add(&json!({ "after": 2, "times": 2, "do": { "empty": true } }))
        .unwrap();
    assert_eq!(
        strikes(&faults, "020", 6),
        [false, false, true, true, false, false]
    );
    faults.clear();
    faults
        .add(&json!({ "times": 0, "do": { "empty": true } }))
        .unwrap();
    assert_eq!(strikes(&faults, "020", 3), [true, true, true]);
}

#[test]
fn the_first_rule_wins_and_an_exhausted_one_makes_room() {
    let faults = Faults::default();
    let added = faults
        .add(&json!([
            { "kind": "020", "do": { "reset_at": 1 } },
            { "times": 0, "do": { "delay_ms": 1 } },
            { "kind": "020", "do": { "twice": true } },
        ]))
        .unwrap();
    assert_eq!(added[1]["id"], 2);
    let names: Vec<&str> = (0..3)
        .filter_map(|_| faults.on_wire(subject("020")))
        .map(|hit| hit.name)
        .collect();
    assert_eq!(names, ["reset_at", "delay_ms", "delay_ms"]);
    // Effects of notices are left to the notices.
    assert!(faults.on_notice(subject("020")).is_some());
    assert_eq!(faults.shown()[1]["hits"], 2);
    assert!(faults.remove(2) && !faults.remove(2));
    assert!(faults.on_wire(subject("020")).is_none());
}

#[test]
fn the_same_seed_throws_the_same_dice() {
    let run = |seed: u64| {
        let faults = Faults::default();
        faults
            .add(
                &json!({ "times": 0, "probability": 0.3, "seed": seed, "do": { "swallow": true } }),
            )
            .unwrap();
        strikes(&faults, "020", 1000)
    };
    let struck = run(7).into_iter().filter(|struck| *struck).count();
    assert!((230..370).contains(&struck), "{struck} of 1000");
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
    let never = Faults::default();
    never
        .add(&json!({ "times": 0, "probability": 0, "do": { "swallow": true } }))
        .unwrap();
    assert!(!strikes(&never, "020", 100).contains(&true));
}

#[test]
fn the_engine_asks_by_name() {
    let faults = Faults::default();
    faults
        .add(&json!({ "do": { "paidy_timeout": true, "then": "success" } }))
        .unwrap();
    assert!(faults.on_wire(subject("341")).is_none());
    assert!(
        faults
            .in_engine("carrier_timeout", subject("341"))
            .is_none()
    );
    let hit = faults.in_engine("paidy_timeout", subject("341")).unwrap();
    assert_eq!(hit.effect["then"], "success");
}

#[test]
fn says_which_key_is_wrong() {
    let wrong = |rule: Value| Faults::default().add(&rule).unwrap_err();
    assert_eq!(wrong(json!("x")), Wrong("JSON"));
    assert_eq!(wrong(json!({ "kinds": "020", "do": {} })), Wrong("JSON"));
    assert_eq!(wrong(json!({ "kind": 20, "do": {} })), Wrong("kind"));
    assert_eq!(wrong(json!({ "times": -1, "do": {} })), Wrong("times"));
    assert_eq!(
        wrong(json!({ "probability": 2, "do": {} })),
        Wrong("probability")
    );
    for (effect, key) in [
        (json!({}), "do"),
        (json!({ "explode": true }), "do"),
        (json!({ "swallow": true, "empty": true }), "do"),
        (json!({ "swallow": false }), "swallow"),
        (json!({ "hang": "now" }), "hang"),
        (json!({ "delay_ms": -1 }), "delay_ms"),
        (json!({ "reset_at": "1" }), "reset_at"),
        (json!({ "body": "%" }), "body"),
        (json!({ "answer": { "response_code": "E002" } }), "answer"),
        (json!({ "http_status": 99 }), "http_status"),
        (json!({ "http_status": 307, "location": "a b" }), "location"),
        (json!({ "empty": true, "location": "/" }), "location"),
        (json!({ "empty": true, "processed": true }), "processed"),
        (json!({ "tls_alert": "no_such" }), "tls_alert"),
        (json!({ "drip": { "bytes": 0, "ms": 1 } }), "bytes"),
        (json!({ "status": "4" }), "status"),
        (json!({ "delay_s": "1" }), "delay_s"),
        (json!({ "paidy_timeout": true, "then": "perhaps" }), "then"),
        (json!({ "paidy_webhook": "later" }), "paidy_webhook"),
        (json!({ "paidy_webhook": { "delay_s": "1" } }), "delay_s"),
        (json!({ "carrier_timeout": 1 }), "carrier_timeout"),
    ] {
        assert_eq!(wrong(json!({ "do": effect })), Wrong(key), "{effect}");
    }
    let faults = Faults::default();
    let both = json!([{ "do": { "swallow": true } }, { "do": {} }]);
    assert!(faults.add(&both).is_err());
    assert!(faults.is_empty(), "all or none");
}

#[test]
fn knows_globs() {
    for (pattern, text, fits) in [
        ("", "", true),
        ("*", "", true),
        ("a*c", "abbc", true),
        ("a*c", "abcb", false),
        ("*b*b", "abab", true),
        ("?", "注", true),
        ("??", "a", false),
        ("order", "order-1", false),
    ] {
        assert_eq!(is_like(pattern, text), fits, "{pattern} {text}");
    }
}
