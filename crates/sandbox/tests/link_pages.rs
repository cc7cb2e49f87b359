//! The link type's pages, walked like a browser would (link-type §15.2, §15.3).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::pages::Page;
use common::shopper::action;
use common::{Sandbox, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

const HOME: (&str, &str) = ("return_url", "https://shop.example/back?o=1");
const STOP: (&str, &str) = ("stop_return_url", "https://shop.example/stop");
const NAMES: [(&str, &str); 3] = [
    ("customer_family_name", "試験"),
    ("customer_name", "太郎"),
    ("customer_tel", "09012345678"),
];

/// The payment of a finish page.
fn paid_id(page: &Page) -> String {
    let rest = page.body.split_once("決済ID</dt><dd>");
    let rest = rest.unwrap_or_else(|| panic!("{}", page.body)).1;
    rest.split_once('<').unwrap().0.to_owned()
}

fn statuses(sandbox: &Sandbox) -> Vec<String> {
    std::iter::from_fn(|| {
        let notice = sandbox.send("091", "");
        let status = value(&notice, "payment_status");
        (!status.is_empty()).then_some(status)
    })
    .collect()
}

#[test]
fn a_number_of_a_convenience_store_and_another_method_after_it() {
    let sandbox = Sandbox::start();
    let menu = sandbox.linked(&[
        ("trading_id", "s1"),
        ("id", "5400"),
        ("payment_term_day", "7"),
        ("payment_detail", "本と文具"),
        HOME,
        STOP,
    ]);
    assert!(menu.body.contains("店舗画面に戻る") && menu.body.contains("本と文具"));
    let input = sandbox.send_form(&menu, "/linktype/method", &[("method", "03")]);
    input.is_readable();
    assert!(input.body.contains("支払方法を変更する") && input.body.contains("支払を中断する"));

    // Wrong input is said on the page, and nothing is recorded.
    let mut typed = NAMES.to_vec();
    typed.push(("cvs_company_id", "00C002"));
    typed[0].1 = "half";
    let again = sandbox.send_form(&input, "/linktype/number", &typed);
    assert!(again.body.contains("お名前（姓）："), "{}", again.body);
    typed[0].1 = "試験";
    let confirmation = sandbox.send_form(&input, "/linktype/number", &typed);
    confirmation.is_readable();
    assert!(confirmation.body.contains("ローソン") && confirmation.body.contains("太郎"));
    assert_eq!(sandbox.code("094", "trading_id=s1"), "13001");

    let done = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    done.is_readable();
    for shown in [
        "お客様番号",
        "400008",
        "ミニストップ",
        "購入したサイトに戻る",
        "ほかのお支払い方法",
    ] {
        assert!(done.body.contains(shown), "{shown}: {}", done.body);
    }
    let first = paid_id(&done);
    let address = done
        .body
        .split("href=\"")
        .find(|part| part.contains("/cvs/slip?"));
    let address = address
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    let slip = sandbox.page("GET", &address, &[]);
    slip.is_readable();
    assert!(
        slip.body
            .contains("ローソン、ミニストップ、デイリーヤマザキ")
            && slip.body.contains("5,400円")
    );
    let foreign = sandbox.page("GET", &format!("{address}0"), &[]);
    assert!(foreign.body.contains("払込票が見つかりません。"));
    let inquiry = sandbox.send("094", &format!("payment_id={first}"));
    assert_eq!(value(&inquiry, "payment_type"), "03");
    assert_eq!(value(&inquiry, "payment_status"), "10");
    assert_eq!(value(&inquiry, "payment_amount"), "5400");
    assert_eq!(value(&inquiry, "customer_name"), "太郎");
    assert!(done.body.contains(&value(&inquiry, "receipt_number")));

    // A second number is a second payment of the same trading id.
    let input = sandbox.send_form(&done, "/linktype/method", &[("method", "01")]);
    let confirmation = sandbox.send_form(&input, "/linktype/number", &NAMES[..2]);
    let done = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    assert!(done.body.contains("収納機関番号"), "{}", done.body);
    let second = paid_id(&done);
    assert_ne!(first, second);
    assert_eq!(
        value(
            &sandbox.send("094", &format!("payment_id={second}")),
            "trading_id"
        ),
        "s1"
    );
    let (code, _) = sandbox.tool(
        "POST",
        &format!("/tool/payments/{first}/status"),
        &json!({"to": "40"}).to_string(),
    );
    assert_eq!(code, "200");

    // Paid: every page says so, and the request too.
    let over = sandbox.send_form(&input, "/linktype/number", &NAMES[..2]);
    assert!(over.body.contains("（6001）") && over.body.contains("https://shop.example/back?o=1"));
    assert_eq!(
        sandbox
            .link(&[("trading_id", "s1"), ("id", "5400")])
            .verdict(),
        "6001"
    );
    assert_eq!(statuses(&sandbox), ["10", "40"]);
}

#[test]
fn fixed_items_and_vendor_errors() {
    let sandbox = Sandbox::start();
    let page = sandbox.linked(&[
        ("trading_id", "s2"),
        ("id", "100"),
        ("payment_type", "03"),
        (
            "fix_params",
            "customer_family_name,customer_name,customer_tel",
        ),
        NAMES[0],
        NAMES[1],
        ("customer_tel", "99999999999"),
    ]);
    assert!(!page.body.contains("name=\"customer_name\"") && page.body.contains("：太郎"));
    assert!(!page.body.contains("支払方法を変更する"));
    let confirmation = sandbox.send_form(
        &page,
        "/linktype/number",
        &[("cvs_company_id", "00C014"), ("customer_name", "次郎")],
    );
    assert!(confirmation.body.contains("太郎") && !confirmation.body.contains("次郎"));
    let refused = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    assert!(refused.body.contains("（3002）"), "{}", refused.body);
    assert_eq!(sandbox.code("094", "trading_id=s2"), "13001");
}

#[test]
fn an_account_to_transfer_to() {
    let sandbox = Sandbox::with_contract(&[(
        "va_accounts",
        json!([
            {"bank_code":"0033","branch_code":"001","account_kind":"1","account_number":"2000001"},
            {"bank_code":"0033","branch_code":"001","account_kind":"1","account_number":"2000002"},
        ]),
    )]);
    let transfer = |id: &str, more: &[(&str, &str)]| {
        let mut pairs = vec![("trading_id", id), ("id", "7000"), ("payment_type", "07")];
        pairs.extend(more);
        let page = sandbox.linked(&pairs);
        let confirmation = sandbox.send_form(&page, "/linktype/number", &[]);
        sandbox.send_form(&confirmation, "/linktype/number/done", &[])
    };
    let done = transfer("v1", &[("billing_name", "試験商事")]);
    assert!(done.body.contains("2000001") && done.body.contains("ﾍﾟｲｼﾞｪﾝﾄｼｭｳﾉｳｸﾞﾁ"));
    let inquiry = sandbox.send("094", &format!("payment_id={}", paid_id(&done)));
    assert_eq!(value(&inquiry, "payment_type"), "07");
    assert_eq!(value(&inquiry, "claim_amount"), "7000");
    let account = [
        ("virtual_account_bank_code", "0033"),
        ("virtual_account_branch_code", "001"),
        ("virtual_account_number", "2000002"),
    ];
    let mut fixed = account.to_vec();
    fixed.push(("numbering_type", "1"));
    assert!(transfer("v2", &fixed).body.contains("2000002"));
    assert!(transfer("v3", &account).body.contains("（8002）"));
    let taken = [
        account[0],
        account[1],
        ("virtual_account_number", "2000001"),
    ];
    assert!(transfer("v4", &taken).body.contains("（8003）"));
}

#[test]
fn a_card_without_3d_secure() {
    let sandbox = Sandbox::start();
    let request = |id: &'static str| {
        vec![
            ("trading_id", id),
            ("id", "2500"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
            HOME,
            STOP,
        ]
    };
    let page = sandbox.linked(&request("k1"));
    assert!(!page.body.contains("security_code"), "{}", page.body);
    let confirmation = sandbox.card_typed(&page, "4900-0000-0000-0000", &[]);
    confirmation.is_readable();
    assert!(
        confirmation.body.contains("************0000"),
        "{}",
        confirmation.body
    );
    assert!(!confirmation.body.contains("4900"), "{}", confirmation.body);
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    done.is_readable();
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    assert!(done.body.contains("https://shop.example/back?o=1"));
    let payment = paid_id(&done);
    let inquiry = sandbox.send("094", &format!("payment_id={payment}"));
    assert_eq!(value(&inquiry, "payment_status"), "20");
    assert_eq!(value(&inquiry, "payment_class"), "10");
    assert_eq!(sandbox.code("022", &format!("payment_id={payment}")), "ok");
    // A second click pays nothing more.
    let again = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(again.body.contains("（6001）"));
    assert_eq!(statuses(&sandbox), ["10", "20", "40"]);

    // Capture at once, instalments, no finish page.
    let mut more = request("k2");
    more.extend([
        ("sales_flg", "1"),
        ("payment_class", "1"),
        ("finish_disable", "1"),
    ]);
    let page = sandbox.linked(&more);
    let confirmation = sandbox.card_typed(&page, "4900000000000000", &[("pay", "61-3")]);
    assert!(confirmation.body.contains("分割3回"));
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert_eq!(
        (done.status.as_str(), done.header("location")),
        ("302", HOME.1)
    );
    let inquiry = sandbox.send("094", "trading_id=k2");
    assert_eq!(value(&inquiry, "payment_status"), "40");
    assert_eq!(value(&inquiry, "payment_class"), "61");
    assert_eq!(value(&inquiry, "split_count"), "3");

    // What the buyer cannot have typed.
    let page = sandbox.linked(&request("k3"));
    for (number, more) in [
        ("12", vec![]),
        ("4900000000000000", vec![("expire_month", "13")]),
        ("4900000000000000", vec![("holder_name", "")]),
        ("4900000000000000", vec![("pay", "61-3")]),
    ] {
        let again = sandbox.card_typed(&page, number, &more);
        assert!(again.body.contains("class=\"trouble\""), "{}", again.body);
    }
    assert_eq!(sandbox.code("094", "trading_id=k3"), "13001");
}

#[test]
fn declined_cards_retries_and_the_lock() {
    let sandbox = Sandbox::start();
    let request = [
        ("trading_id", "d1"),
        ("id", "100"),
        ("payment_type", "02,03"),
        ("threedsecure_ryaku", "1"),
        ("use_card_conf_number", "1"),
    ];
    let menu = sandbox.linked(&request);
    let page = sandbox.send_form(&menu, "/linktype/method", &[("method", "02")]);
    let missing = sandbox.card_typed(&page, "4900000000000000", &[]);
    assert!(
        missing.body.contains("カード確認番号は"),
        "{}",
        missing.body
    );
    let attempt = |number: &str| {
        let confirmation = sandbox.card_typed(&page, number, &[("security_code", "123")]);
        sandbox.send_form(&confirmation, "/linktype/card/done", &[])
    };
    // 2003 keeps the payment for three more tries.
    for _ in 0..3 {
        let failed = attempt("4900000000008283");
        assert!(failed.body.contains("（2003）") && failed.body.contains("やり直す"));
    }
    let refused = attempt("4900000000008283");
    assert!(refused.body.contains("（2003）"), "{}", refused.body);
    let out = attempt("4900000000008283");
    assert!(
        out.body.contains("（2001）") && !out.body.contains("やり直す"),
        "{}",
        out.body
    );
    assert_eq!(
        value(&sandbox.send("094", "trading_id=d1"), "payment_status"),
        "11"
    );

    // Five failures: no card any more, other methods yes.
    let locked = sandbox.send_form(&menu, "/linktype/method", &[("method", "02")]);
    assert!(
        locked
            .body
            .contains("クレジットカードはご利用いただけません。")
    );
    let locked = attempt_locked(&sandbox, &page);
    assert!(
        locked
            .body
            .contains("クレジットカードはご利用いただけません。")
    );
    let top = sandbox.page("GET", sandbox.link(&request).get("url"), &[]);
    assert!(!top.body.contains("value=\"02\"") && top.body.contains("value=\"03\""));

    let retry = |id: &str, more: &[(&str, &str)], number: &str| {
        let mut pairs = vec![
            ("trading_id", id),
            ("id", "100"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
        ];
        pairs.extend(more);
        let page = sandbox.linked(&pairs);
        let confirmation = sandbox.card_typed(&page, number, &[]);
        sandbox
            .send_form(&confirmation, "/linktype/card/done", &[])
            .body
    };
    let body = retry("d2", &[], "4900000000008212");
    assert!(
        body.contains("（2001）") && !body.contains("やり直す"),
        "{body}"
    );
    let body = retry("d3", &[("re_payment_type", "1")], "4900000000008212");
    assert!(
        body.contains("（2001）") && body.contains("やり直す"),
        "{body}"
    );
    assert!(retry("d4", &[], "4900000000008101").contains("（2002）"));
    assert!(retry("d5", &[], "4900000000009000").contains("（2008）"));
    assert!(retry("d6", &[], "9999000000000000").contains("（2016）"));
}

/// A good card on a page that was opened before the lock.
fn attempt_locked(sandbox: &Sandbox, page: &Page) -> Page {
    sandbox.card_typed(page, "4900000000000000", &[("security_code", "123")])
}

#[test]
fn a_card_with_3d_secure() {
    let sandbox = Sandbox::start();
    let pay = |id: &str, amount: &str, number: &str, holder: &str| {
        let page = sandbox.linked(&[("trading_id", id), ("id", amount), ("payment_type", "02")]);
        let confirmation = sandbox.card_typed(&page, number, &[("holder_name", holder)]);
        let document = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
        assert_eq!(sandbox.code("094", &format!("trading_id={id}")), "13001");
        sandbox.handed_over(&document)
    };
    // Authenticated without a question.
    let done = pay("e1", "314010", "4900000000000000", "TARO YAMADA");
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    let inquiry = sandbox.send("094", "trading_id=e1");
    assert_eq!(value(&inquiry, "payment_status"), "20");
    assert_eq!(value(&inquiry, "3dsecure_message_version"), "2.2.0");
    // Attempt 0 passes the usual contract, attempt 1 does not.
    pay("e2", "100", "4900000000000000", "BAVAA");
    assert_eq!(
        value(&sandbox.send("094", "trading_id=e2"), "attempt_kbn"),
        "0"
    );
    let refused = pay("e3", "100", "4900000000000000", "BAVUA");
    assert!(refused.body.contains("（2015）"), "{}", refused.body);
    let inquiry = sandbox.send("094", "trading_id=e3");
    assert_eq!(value(&inquiry, "payment_status"), "11");
    assert_eq!(value(&inquiry, "attempt_kbn"), "1");
    // Failed: its text, and no payment.
    let failed = pay("e4", "314040", "4900000000000000", "TARO YAMADA");
    assert!(failed.body.contains("（31007）"), "{}", failed.body);
    assert_eq!(sandbox.code("094", "trading_id=e4"), "13001");

    // A challenge.
    let page = pay("e5", "200000", "4900000000000000", "TARO YAMADA");
    assert!(page.body.contains("challengeDataEntry"), "{}", page.body);
    let body = format!(
        "auth={}&key={}&challengeDataEntry=14012",
        page.input("auth"),
        page.input("key")
    );
    let back = sandbox.submit("/threeds/challenge", &body);
    let done = sandbox.page("GET", back.header("location"), &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    // The address alone pays nothing a second time.
    let again = sandbox.page("GET", back.header("location"), &[]);
    assert!(again.body.contains("（6001）"));
}

#[test]
fn attempts_follow_the_contract() {
    let sandbox = Sandbox::with_contract(&[
        ("attempt_control", json!("all")),
        ("no_3ds_brands", json!(["DINERS"])),
    ]);
    let page = sandbox.linked(&[("trading_id", "a1"), ("id", "100"), ("payment_type", "02")]);
    let confirmation = sandbox.card_typed(&page, "36000000000000", &[]);
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    assert_eq!(
        value(&sandbox.send("094", "trading_id=a1"), "attempt_kbn"),
        "1"
    );
}

#[test]
fn stores_cards_and_pays_with_them() {
    let sandbox = Sandbox::start();
    let request = |id: &'static str, mode: &'static str| {
        [
            ("trading_id", id),
            ("id", "300"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
            ("stock_card_mode", mode),
            ("customer_id", "member_1"),
        ]
    };
    let pay = |id, mode, typed: &[(&str, &str)]| {
        let page = sandbox.linked(&request(id, mode));
        let confirmation = sandbox.card_typed(&page, "4900000000001234", typed);
        sandbox.send_form(&confirmation, "/linktype/card/done", &[])
    };
    pay("c1", "1", &[]);
    assert_eq!(sandbox.code("027", "customer_id=member_1"), "P026");
    pay("c2", "1", &[("store_card", "1")]);
    let cards = String::from_utf8(sandbox.send("027", "customer_id=member_1")).unwrap();
    assert!(
        cards.contains("************1234") && cards.contains("TARO YAMADA"),
        "{cards}"
    );
    pay("c3", "2", &[]);
    let cards = String::from_utf8(sandbox.send("027", "customer_id=member_1")).unwrap();
    assert!(cards.ends_with("\"4\",\"2\"\r\n"), "{cards}");

    let page = sandbox.linked(&request("c4", "1"));
    assert!(page.body.contains("登録済みのカード"), "{}", page.body);
    let confirmation =
        sandbox.send_form(&page, "/linktype/card", &[("stored", "1"), ("pay", "10")]);
    assert!(
        confirmation.body.contains("************1234"),
        "{}",
        confirmation.body
    );
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    let nobodys = sandbox.linked(&request("c5", "1"));
    let again = sandbox.send_form(
        &nobodys,
        "/linktype/card",
        &[("stored", "99"), ("pay", "10")],
    );
    assert!(again.body.contains("カードを選択してください。"));
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

/// Where an answer leads: an address, or a form that goes there by itself.
fn led(sandbox: &Sandbox, page: &Page) -> Page {
    if page.status == "302" {
        return sandbox.page("GET", page.header("location"), &[]);
    }
    let fields: Vec<String> = ["prm", "sTerkn", "sSpcd", "sCptok", "tkn"]
        .into_iter()
        .filter(|name| !page.input(name).is_empty())
        .map(|name| format!("{name}={}", page.input(name)))
        .collect();
    sandbox.submit(&action(&page.body), &fields.join("&"))
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
        let mut page = led(&sandbox, &away);
        if matches!(carrier, "4" | "5" | "7") {
            let back = sandbox.press(page.is_readable(), "agree", "");
            let away = sandbox.page("GET", back.header("location"), &[]);
            page = led(&sandbox, &away);
        }
        let end = sandbox.press(page.is_readable(), "buy", "payer=");
        let finish = led(&sandbox, &end);
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
    led(&sandbox, &away).is_readable();
    assert_eq!(sandbox.code("094", "trading_id=r1"), "13001");
    let sandbox = Sandbox::with_contract(&[("methods", json!(["link", "carrier:2"]))]);
    let page = sandbox.linked(&[("trading_id", "r2"), ("id", "700"), ("payment_type", "06")]);
    assert!(!page.body.contains("d払い"));
    let refused = sandbox.send_form(&page, "/linktype/provider", &[("career_type", "6")]);
    assert!(refused.body.contains("（P007）"), "{}", refused.body);
}

#[test]
fn pages_of_strangers_and_of_yesterday() {
    let sandbox = Sandbox::start();
    let lines = sandbox.link(&[
        ("trading_id", "y1"),
        ("id", "1"),
        ("payment_term_day", "0"),
        STOP,
    ]);
    let url = lines.get("url").to_owned();
    for wrong in [
        url.replace("tid=y1", "tid=y2"),
        url.replace("mid=99", "mid=98"),
    ] {
        let page = sandbox.page("GET", &wrong, &[]);
        assert!(
            page.body.contains("お支払いの情報が見つかりません。"),
            "{}",
            page.body
        );
    }
    let (code, answer) = sandbox.tool("POST", "/tool/clock", "{\"advance\":\"2d\"}");
    assert_eq!(code, "200", "{answer}");
    let page = sandbox.page("GET", &url, &[]);
    assert!(
        page.body.contains("（6002）") && page.body.contains(STOP.1),
        "{}",
        page.body
    );
    assert_eq!(
        sandbox.link(&[("trading_id", "y1"), ("id", "1")]).verdict(),
        "6002"
    );
}
