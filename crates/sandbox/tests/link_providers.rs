//! The link type's ways to banks, carriers and WebMoney and back (link-type §7, §15.2).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::link::{HOME, Lines, NAMES, STOP};
use common::pages::Page;
use common::{Sandbox, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn banks_carriers_and_webmoney_lead_back_to_the_finish_page() {
    let sandbox = Sandbox::start();
    let open = |id: &str, code: &str| {
        sandbox.linked(&[
            ("trading_id", id),
            ("id", "800"),
            ("payment_type", code),
            HOME,
            STOP,
        ])
    };
    let page = open("p1", "05");
    let away = sandbox.send_form(&page, "/linktype/provider", &[]);
    let choice = sandbox.page("GET", away.header("location"), &[]);
    choice.is_readable();
    // The way there once more is the same.
    let second = sandbox.send_form(&page, "/linktype/provider", &[]);
    assert_eq!(second.header("location"), away.header("location"));
    let transit = sandbox.send_form(&choice, "/banking/asp/bank", &[("bankCode", "D036")]);
    let bank = sandbox.send_form(&transit, "/banking/dummy", &[]);
    let end = sandbox.send_form(&bank, "/banking/dummy/end", &[("decision", "pay")]);
    assert_eq!(end.status, "302");
    let finish = sandbox.page("GET", end.header("location"), &[]);
    finish.is_readable();
    assert!(finish.body.contains("完了しました。") && finish.body.contains(HOME.1));
    assert_eq!(
        value(&sandbox.send("094", "trading_id=p1"), "payment_status"),
        "40"
    );

    let page = open("p2", "06");
    for name in ["d払い", "auかんたん決済", "まとめてau支払い"] {
        assert!(page.body.contains(name), "{name}");
    }
    let page = open("p3", "11");
    let away = sandbox.send_form(&page, "/linktype/provider", &[]);
    assert_eq!(away.status, "302", "{}", away.body);
    let wallet = sandbox.page("GET", away.header("location"), &[]);
    wallet.is_readable();
    assert_eq!(
        value(&sandbox.send("094", "trading_id=p3"), "payment_status"),
        "10"
    );
    let end = sandbox.press(&wallet, "complete", "cancel_result=");
    let finish = sandbox.page("GET", end.header("location"), &[]);
    finish.is_readable();
    assert!(finish.body.contains("完了しました。"), "{}", finish.body);
    assert_eq!(
        value(&sandbox.send("094", "trading_id=p3"), "payment_status"),
        "40"
    );
}

#[test]
fn every_carrier_ends_on_the_finish_page() {
    let sandbox = Sandbox::start();
    for (carrier, status) in [
        ("2", "20"),
        ("4", "20"),
        ("5", "20"),
        ("6", "21"),
        ("7", "40"),
    ] {
        let id = format!("q{carrier}");
        let page = sandbox.linked(&[
            ("trading_id", &id),
            ("id", "700"),
            ("payment_type", "06"),
            ("service_code", "SC01"),
            ("auth_url", "http://shop.example/"),
            HOME,
        ]);
        let choice = [("career_type", carrier)];
        let away = sandbox.send_form(&page, "/linktype/provider", &choice);
        let mut page = sandbox.led(&away);
        if matches!(carrier, "4" | "5" | "7") {
            let back = sandbox.press(page.is_readable(), "agree", "");
            let away = sandbox.page("GET", back.header("location"), &[]);
            page = sandbox.led(&away);
        }
        let end = sandbox.press(page.is_readable(), "buy", "payer=");
        let finish = sandbox.led(&end);
        finish.is_readable();
        assert!(
            finish.body.contains("完了しました。"),
            "{carrier}: {}",
            finish.body
        );
        // au alone tells the shop who it was.
        let told = finish.body.contains("o=1&amp;open_id=");
        assert_eq!(told, carrier == "4", "{carrier}: {}", finish.body);
        let inquiry = sandbox.send("094", &format!("trading_id={id}"));
        assert_eq!(value(&inquiry, "payment_status"), status, "{carrier}");
        assert_eq!(value(&inquiry, "payment_amount"), "700");
    }

    // A carrier that the contract does not have, and an OpenID that is no longer good.
    let page = sandbox.linked(&[
        ("trading_id", "r1"),
        ("id", "700"),
        ("payment_type", "06"),
        ("open_id", "gone"),
    ]);
    let away = sandbox.send_form(&page, "/linktype/provider", &[("career_type", "4")]);
    sandbox.led(&away).is_readable();
    assert_eq!(sandbox.code("094", "trading_id=r1"), "13001");
    let sandbox = Sandbox::with_contract(&[("methods", json!(["link", "carrier:2"]))]);
    let page = sandbox.linked(&[("trading_id", "r2"), ("id", "700"), ("payment_type", "06")]);
    assert!(!page.body.contains("d払い"));
    let refused = sandbox.send_form(&page, "/linktype/provider", &[("career_type", "6")]);
    assert!(refused.body.contains("（P007）"), "{}", refused.body);
}

/// Every method of this sandbox, and the status its pages end in.
const METHODS: [(&str, &str); 7] = [
    ("01", "10"),
    ("02", "20"),
    ("03", "10"),
    ("05", "40"),
    ("06", "20"),
    ("07", "10"),
    ("11", "40"),
];

/// Goes through the pages of a method; the answer to the last button.
fn walked(sandbox: &Sandbox, page: &Page, code: &str) -> Page {
    match code {
        "02" => {
            let confirmation = sandbox.card_typed(page, "4900000000000000", &[]);
            sandbox.send_form(&confirmation, "/linktype/card/done", &[])
        }
        "01" | "03" | "07" => {
            let mut typed = NAMES[..2].to_vec();
            typed.extend([NAMES[2], ("cvs_company_id", "00C001")]);
            let confirmation = sandbox.send_form(page, "/linktype/number", &typed);
            sandbox.send_form(&confirmation, "/linktype/number/done", &[])
        }
        "05" => {
            let away = sandbox.send_form(page, "/linktype/provider", &[]);
            let choice = sandbox.led(&away);
            let bank = [("bankCode", "D036")];
            let transit = sandbox.send_form(&choice, "/banking/asp/bank", &bank);
            let bank = sandbox.send_form(&transit, "/banking/dummy", &[]);
            let pay = [("decision", "pay")];
            sandbox.led(&sandbox.send_form(&bank, "/banking/dummy/end", &pay))
        }
        "06" => {
            let choice = [("career_type", "2")];
            let away = sandbox.send_form(page, "/linktype/provider", &choice);
            let shown = sandbox.led(&away);
            sandbox.led(&sandbox.press(shown.is_readable(), "buy", "payer="))
        }
        _ => {
            let away = sandbox.send_form(page, "/linktype/provider", &[]);
            let shown = sandbox.led(&away);
            sandbox.led(&sandbox.press(shown.is_readable(), "complete", "cancel_result="))
        }
    }
}

#[test]
fn every_method_ends_well_whatever_the_term() {
    let sandbox = Sandbox::start();
    for (code, status) in METHODS {
        for (name, term) in [
            ("payment_term_day", "0"),
            ("payment_term_day", "60"),
            ("payment_term_min", "5"),
            ("payment_term_min", "2880"),
        ] {
            if name == "payment_term_min" && matches!(code, "01" | "03" | "07") {
                continue;
            }
            let id = format!("w{code}_{term}");
            let page = sandbox.linked(&[
                ("trading_id", &id),
                ("id", "600"),
                ("payment_type", code),
                ("threedsecure_ryaku", "1"),
                (name, term),
                HOME,
            ]);
            let end = walked(&sandbox, &page, code);
            end.is_readable();
            assert!(end.body.contains(HOME.1), "{code} {term}: {}", end.body);
            let inquiry = sandbox.send("094", &format!("trading_id={id}"));
            assert_eq!(value(&inquiry, "payment_status"), status, "{code} {term}");
            assert_eq!(value(&inquiry, "payment_type"), code);
        }
    }
}

#[test]
fn banks_whose_ids_paygent_makes_still_belong_to_the_application() {
    let sandbox = Sandbox::with_contract(&[("bank_trading_id_by", json!("paygent"))]);
    let request = [("trading_id", "n1"), ("id", "600"), ("payment_type", "05")];
    let finish = walked(&sandbox, &sandbox.linked(&request), "05");
    assert!(finish.body.contains("完了しました。"), "{}", finish.body);
    let inquiry = sandbox.send("094", "trading_id=n1");
    assert_eq!(value(&inquiry, "payment_status"), "40");
    assert_eq!(sandbox.link(&request).verdict(), "6001");
}

#[test]
fn carriers_take_what_the_shop_sent_for_them() {
    let sandbox = Sandbox::with_contract(&[("sa_service_code", json!("SC01"))]);
    let open = |id: &str, more: &[(&str, &str)]| {
        let mut pairs = vec![
            ("trading_id", id),
            ("id", "700"),
            ("payment_type", "06"),
            HOME,
        ];
        pairs.extend(more);
        sandbox.linked(&pairs)
    };
    let choose = |page: &Page, carrier: &str| {
        let choice = [("career_type", carrier)];
        sandbox.send_form(page, "/linktype/provider", &choice)
    };
    // An OpenID that is known: no login; captured at once when the shop wants that.
    let open_id = sandbox.open_id(&sandbox.login(), "4");
    let page = open("g1", &[("open_id", &open_id), ("sales_flg", "1")]);
    let shown = sandbox.led(&choose(&page, "4"));
    let finish = sandbox.led(&sandbox.press(shown.is_readable(), "buy", "payer="));
    assert!(finish.body.contains(&format!("open_id={open_id}")));
    let inquiry = sandbox.send("094", "trading_id=g1");
    assert_eq!(value(&inquiry, "payment_status"), "40");

    // Without service code and address a user of SoftBank (A) cannot go on; another method can.
    let page = open("g2", &[]);
    let refused = choose(&page, "7");
    assert!(refused.body.contains("（P006）"), "{}", refused.body);
    let page = open(
        "g3",
        &[("auth_url", "http://shop.example/"), ("service_code", "no")],
    );
    let login = sandbox.led(&choose(&page, "7"));
    let back = sandbox.press(login.is_readable(), "agree", "");
    let refused = sandbox.page("GET", back.header("location"), &[]);
    assert!(refused.body.contains("（7604）"), "{}", refused.body);
    assert_eq!(sandbox.code("094", "trading_id=g3"), "13001");

    // Whoever does not agree, stops, or goes back to the shop has not paid, and may try again.
    for (carrier, wish) in [
        ("4", "cancel"),
        ("5", "cancel"),
        ("2", "stop"),
        ("6", "stop"),
    ] {
        let id = format!("s{carrier}");
        let page = open(&id, &[STOP]);
        let shown = sandbox.led(&choose(&page, carrier));
        let finish = sandbox.led(&sandbox.press(shown.is_readable(), wish, ""));
        finish.is_readable();
        assert!(
            finish.body.contains("お支払いは完了していません。"),
            "{carrier}"
        );
        assert!(finish.body.contains(STOP.1) && finish.body.contains(HOME.1));
        let again = walked(&sandbox, &page, "06");
        assert!(
            again.body.contains("完了しました。"),
            "{carrier}: {}",
            again.body
        );
    }
    // d払い has a way to other payments: the shop's address when there is one.
    for (id, address) in [("o1", "https://shop.example/other"), ("o2", "")] {
        let page = open(id, &[("other_url", address)]);
        let login = sandbox.led(&choose(&page, "5"));
        let back = sandbox.press(login.is_readable(), "agree", "");
        let shown = sandbox.led(&sandbox.page("GET", back.header("location"), &[]));
        let end = sandbox.press(shown.is_readable(), "back", "");
        let to = end.header("location");
        if address.is_empty() {
            assert!(
                to.starts_with(&format!("{}/linktype/finish?", sandbox.page_url)),
                "{to}"
            );
        } else {
            assert!(
                to.starts_with("https://shop.example/other?payment_id="),
                "{to}"
            );
        }
        let inquiry = sandbox.send("094", &format!("trading_id={id}"));
        assert_eq!(value(&inquiry, "payment_status"), "15");
    }
}

#[test]
fn goods_of_au_bundle_are_digital_by_contract() {
    let sandbox = Sandbox::with_contract(&[("career_aum_digital", json!(true))]);
    let page = sandbox.linked(&[
        ("trading_id", "m1"),
        ("id", "700"),
        ("payment_type", "06"),
        ("item_cd", "A0001"),
    ]);
    walked(&sandbox, &page, "06");
    let inquiry = sandbox.send("094", "trading_id=m1");
    assert_eq!(value(&inquiry, "payment_status"), "40");
}

#[test]
fn walks_in_the_other_character_sets_too() {
    let sandbox = Sandbox::start();
    for (path, charset) in [("/v/request", "CP932"), ("/v/e/request", "EUC-JP")] {
        for (code, status) in METHODS {
            let id = format!("h{}{code}", charset.replace('-', ""));
            let body = sandbox.link_body(&[
                ("trading_id", &id),
                ("id", "9"),
                ("payment_type", code),
                ("threedsecure_ryaku", "1"),
            ]);
            let lines = Lines::read(&sandbox.submit(path, &body).body);
            let page = sandbox.page("GET", lines.get("url"), &[]);
            assert_eq!(page.charset(), charset);
            let end = walked(&sandbox, &page, code);
            assert_eq!(end.charset(), charset);
            let inquiry = sandbox.send("094", &format!("trading_id={id}"));
            assert_eq!(value(&inquiry, "payment_status"), status, "{}", end.body);
            if matches!(code, "01" | "03") {
                assert_eq!(value(&inquiry, "customer_name"), "太郎");
            }
        }
    }
}
