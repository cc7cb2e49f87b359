//! The carriers' walks as a shop and a buyer see them (carrier §3, §4, §12): answers to the byte,
//! redirects, statuses, and what the difference records tell.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::shopper::{identification, parameter};
use common::{Sandbox, utf8, value, verdict};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn au_redirects_to_an_address_and_back() {
    let sandbox = Sandbox::start();
    let order = sandbox.order(&sandbox.login(), "4", "trading_id=AU_1&outline=%96%7b");
    let answer = sandbox.send("100", &order);
    let id = value(&answer, "payment_id");
    let made = value(&answer, "trade_generation_date");
    let url = value(&answer, "redirect_url");
    assert_eq!(
        utf8(&answer),
        format!(
            "\r\nresult=0\r\npayment_id={id}\r\ntrading_id=AU_1\r\ntrade_generation_date={made}\r\n\
             redirect_url={url}\r\nredirect_html="
        )
    );
    assert_eq!(made.len(), 14);
    let token = url
        .strip_prefix(&format!("{}/carrier/au?tkn=", sandbox.page_url))
        .expect(&url);
    assert_eq!(token.len(), 32);

    let page = sandbox.enter(&answer);
    assert!(page.is_readable().body.contains("1,000円") && page.body.contains("本"));
    // Without simultaneous sale nobody pays by WebMoney.
    assert!(page.body.contains("クレジットカード") && !page.body.contains("WebMoney"));
    let refused = sandbox.press(&page, "buy", "payer=03");
    assert_eq!(
        (refused.status.as_str(), sandbox.status(&id).as_str()),
        ("200", "10")
    );

    let back = sandbox.press(&page, "buy", "payer=02");
    let number = value(
        &sandbox.send("094", &format!("payment_id={id}")),
        "career_payment_id",
    );
    let authorised = value(
        &sandbox.send("094", &format!("payment_id={id}")),
        "authorized_date",
    );
    assert!(number.len() == 15 && number.bytes().all(|byte| byte.is_ascii_digit()));
    let expected = format!(
        "http://shop.example/ok?o=1&payment_id={id}&trading_id=AU_1&career_payment_id={number}\
         &accept_date={authorised}&payment_class=02"
    );
    assert_eq!(
        (back.status.as_str(), back.header("location")),
        ("302", expected.as_str())
    );
    // A page opened again after the decision repeats the redirect, whatever is pressed.
    assert_eq!(sandbox.enter(&answer).header("location"), expected);
    assert_eq!(
        sandbox.press(&page, "stop", "").header("location"),
        expected
    );
    assert_eq!(sandbox.statuses(), ["20"]);

    let sold = sandbox.send("101", &format!("payment_id={id}"));
    assert_eq!(
        utf8(&sold),
        format!("\r\nresult=0\r\npayment_id={id}\r\ntrading_id=\r\ncareer_payment_id={number}")
    );
    let cancelled = sandbox.send("102", &format!("payment_id={id}&trading_id=AU_1"));
    assert_eq!(value(&cancelled, "trading_id"), "AU_1");
    assert_eq!(sandbox.statuses(), ["40", "60"]);
}

#[test]
fn au_sells_at_once_when_asked_to() {
    let sandbox = Sandbox::start();
    let (id, back) = sandbox.bought("4", "", "sales_flg=1");
    assert!(
        back.header("location").ends_with("&payment_class="),
        "{:?}",
        back.head
    );
    assert_eq!(sandbox.status(&id), "40");
    assert_eq!(sandbox.code("101", &format!("payment_id={id}")), "7003");
    assert_eq!(
        sandbox.code("103", &format!("amount=1&payment_id={id}")),
        "7003"
    );
    assert_eq!(sandbox.code("102", &format!("payment_id={id}")), "ok");

    // WebMoney arrives an hour later.
    let (id, back) = sandbox.bought("4", "03", "sales_flg=1");
    assert!(back.header("location").ends_with("&payment_class=03"));
    assert_eq!(sandbox.status(&id), "10");
    sandbox.advance("61m");
    assert_eq!(sandbox.status(&id), "40");
    assert_eq!(sandbox.statuses(), ["40", "60", "40"]);
}

#[test]
fn docomo_shows_forms_and_its_number() {
    let sandbox = Sandbox::start();
    let answer = sandbox.send("104", &identification("5", ""));
    let text = utf8(&answer);
    let form = text
        .strip_prefix("\r\nresult=0\r\nredirect_url=\r\nredirect_html=\r\n")
        .expect(&text);
    let token = common::pages::input(form, "prm");
    assert_eq!(
        form,
        format!(
            "<form name=\"form\" method=\"POST\" action=\"{}/carrier/d\" accept-charset=\"Shift_JIS\">\r\n\
             <input type=\"hidden\" name=\"prm\" value=\"{token}\">\r\n\
             <input type=\"submit\" value=\"ログイン画面へ進む\">\r\n</form>",
            sandbox.page_url
        )
    );
    let login = sandbox.enter(&answer);
    let back = sandbox.press(login.is_readable(), "cancel", "");
    assert_eq!(back.header("location"), "http://shop.example/noid");

    let (id, page) = sandbox.applied("5", "trading_id=D_1");
    let number = sandbox.press(page.is_readable(), "buy", "");
    assert_eq!(sandbox.status(&id), "20");
    let own = value(
        &sandbox.send("094", &format!("payment_id={id}")),
        "career_payment_id",
    );
    assert!(number.is_readable().body.contains(&own) && own.len() == 16);
    let lapsed = sandbox.press(&number, "lapse", "");
    assert!(lapsed.body.contains("セッションの有効期限切れ"));
    // The buyer may close the page: the purchase is valid, the shop hears nothing.
    let closed = sandbox.press(&number, "close", "");
    assert_eq!(
        (closed.status.as_str(), sandbox.status(&id).as_str()),
        ("200", "20")
    );
    let back = sandbox.press(&number, "next", "");
    assert_eq!(sandbox.status(&id), "21");
    let to = back.header("location");
    assert!(
        to.starts_with("http://shop.example/ok?o=1&payment_id="),
        "{to}"
    );
    assert_eq!(parameter(to, "career_payment_id"), own);
    assert_eq!(parameter(to, "trading_id"), "D_1");
    assert!(!to.contains("payment_class"), "{to}");
    assert_eq!(sandbox.statuses(), ["20", "21"]);

    // 103 makes a new payment under the same trading id and number; the old one is cancelled first.
    let answer = sandbox.send("103", &format!("amount=600&payment_id={id}"));
    let new = value(&answer, "payment_id");
    assert_eq!(value(&answer, "career_payment_id"), own);
    assert_eq!(
        sandbox.records(),
        [(id, "60".to_owned()), (new.clone(), "40".to_owned())]
    );
    assert_eq!(sandbox.code("094", "trading_id=D_1"), "13002");
    assert_eq!(sandbox.code("102", &format!("payment_id={new}")), "7003");
}

#[test]
fn docomo_can_be_stopped_in_two_ways() {
    let sandbox = Sandbox::start();
    for (choice, to) in [("stop", "no"), ("back", "other")] {
        let (id, page) = sandbox.applied("5", "trading_id=D_2");
        let back = sandbox.press(&page, choice, "");
        let expected = format!("http://shop.example/{to}?payment_id={id}&trading_id=D_2");
        assert_eq!(back.header("location"), expected);
        assert_eq!(sandbox.status(&id), "15");
    }
    // docomo's own end of the session changes nothing at Paygent.
    let (id, page) = sandbox.applied("5", "");
    let lapsed = sandbox.press(&page, "lapse", "");
    assert!(
        lapsed
            .is_readable()
            .body
            .contains("セッションの有効期限切れ")
    );
    assert_eq!(sandbox.status(&id), "10");
    // Five idle minutes on the page, then forty-five until Paygent gives up.
    sandbox.advance("6m");
    let late = sandbox.press(&page, "buy", "");
    assert!(late.body.contains("セッションの有効期限切れ"));
    sandbox.advance("40m");
    assert_eq!(sandbox.status(&id), "15");
}

#[test]
fn softbank_b_authorises_in_two_steps() {
    let sandbox = Sandbox::start();
    let order = sandbox.order(&sandbox.login(), "6", "");
    let answer = sandbox.send("100", &order);
    let text = utf8(&answer);
    assert!(
        text.contains("redirect_url=\r\nredirect_html=\r\n<form name=\"form\""),
        "{text}"
    );
    assert!(
        text.contains(&format!("{}/carrier/sb\"", sandbox.page_url)),
        "{text}"
    );
    let id = value(&answer, "payment_id");
    let back = sandbox.press(&sandbox.enter(&answer), "buy", "payer=bank");
    assert!(parameter(back.header("location"), "career_payment_id").starts_with("SB"));
    assert_eq!(sandbox.statuses(), ["20", "21"]);
    // Who pays the phone bill how is not told.
    assert!(!utf8(&sandbox.send("094", &format!("payment_id={id}"))).contains("bank"));
    assert_eq!(
        sandbox.code("103", &format!("amount=1&payment_id={id}")),
        "ok"
    );
    assert_eq!(sandbox.code("102", &format!("payment_id={id}")), "ok");
    assert_eq!(sandbox.statuses(), ["40", "60"]);
}

#[test]
fn softbank_a_and_digital_goods_are_sold_at_once() {
    let sandbox = Sandbox::with_contract(&[("career_aum_digital", json!(true))]);
    for career_type in ["7", "2"] {
        let (id, back) = sandbox.bought(career_type, "", "");
        assert_eq!(sandbox.status(&id), "40");
        let answer = sandbox.send("094", &format!("payment_id={id}"));
        let to = back.header("location");
        assert_eq!(parameter(to, "accept_date"), value(&answer, "payment_date"));
        for kind in ["101", "102", "103"] {
            let fields = format!("amount=1&payment_id={id}");
            assert_eq!(sandbox.code(kind, &fields), "7003", "{kind} {career_type}");
        }
    }
}

#[test]
fn buyers_who_stop_or_come_late_leave_15() {
    let sandbox = Sandbox::start();
    for (career_type, minutes) in [("2", 31), ("4", 31), ("6", 51), ("7", 31)] {
        let (id, page) = sandbox.applied(career_type, "trading_id=stopped");
        let back = sandbox.press(page.is_readable(), "stop", "");
        let expected = format!("http://shop.example/no?payment_id={id}&trading_id=stopped");
        assert_eq!(back.header("location"), expected);
        assert_eq!(sandbox.status(&id), "15", "{career_type}");

        let (id, page) = sandbox.applied(career_type, "");
        let lapsed = sandbox.press(&page, "lapse", "");
        assert!(
            lapsed
                .is_readable()
                .body
                .contains("セッションの有効期限切れ")
        );
        assert_eq!(sandbox.status(&id), "15", "{career_type}");

        // Whoever closes the browser leaves 10; only the next step of a late buyer ends it.
        let order = sandbox.order(&sandbox.login(), career_type, "");
        let answer = sandbox.send("100", &order);
        let id = value(&answer, "payment_id");
        sandbox.advance(&format!("{minutes}m"));
        assert_eq!(sandbox.status(&id), "10", "{career_type}");
        let late = sandbox.enter(&answer);
        assert!(late.is_readable().body.contains("セッションの有効期限切れ"));
        assert_eq!(sandbox.status(&id), "15", "{career_type}");
    }
}

#[test]
fn outlines_are_as_long_as_the_carrier_allows() {
    let sandbox = Sandbox::start();
    for (career_type, longest) in [("4", 48), ("5", 40), ("6", 40), ("7", 96)] {
        let order = sandbox.order(&sandbox.login(), career_type, "");
        let with = |bytes: usize| format!("{order}&outline={}", "%82%a0".repeat(bytes / 2));
        let code = sandbox.code("100", &with(longest + 2));
        assert_eq!(code, "P009 outline", "{career_type}");
        let answer = sandbox.send("100", &with(longest));
        assert_eq!(verdict(&answer), "ok", "{career_type}");
        let answer = sandbox.send(
            "094",
            &format!("payment_id={}", value(&answer, "payment_id")),
        );
        assert_eq!(value(&answer, "outline").chars().count(), longest / 2);
    }
    assert_eq!(
        sandbox.code("100", &sandbox.order(&sandbox.login(), "6", "outline=abc")),
        "P008 outline"
    );
}

#[test]
fn pages_take_nothing_they_did_not_give() {
    let sandbox = Sandbox::start();
    for token in ["", "x", "%00%ff", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        for path in ["/carrier/decide", "/carrier/d", "/emoney/decide"] {
            let page = sandbox.submit(path, &format!("tkn={token}&do=buy"));
            assert!(page.is_readable().body.contains("画面を表示できません"));
        }
    }
    let (id, page) = sandbox.applied("2", "");
    sandbox.press(&page, "destroy", "").is_readable();
    sandbox.press(&page, "back", "").is_readable();
    assert_eq!(sandbox.status(&id), "10");
}

#[test]
fn other_answers_to_the_byte() {
    let sandbox = Sandbox::start();
    let open_id = sandbox.open_id(&sandbox.login(), "4");
    let released = sandbox.send("105", &format!("open_id={open_id}&trading_id=x"));
    assert_eq!(utf8(&released), "\r\nresult=0");

    let fields = "serviceurl=http%3A%2F%2Fshop.example%2F&linkname=%96%df%82%e9&message=%82%b3";
    let answer = sandbox.send("109", fields);
    let text = utf8(&answer);
    let form = text
        .strip_prefix("\r\nresult=0\r\nredirect_html=\r\n")
        .expect(&text);
    assert_eq!(
        form,
        format!(
            "<form name=\"form\" method=\"POST\" action=\"{}/carrier/logout\" accept-charset=\"Shift_JIS\">\r\n\
             <input type=\"hidden\" name=\"tkn\" value=\"{}\">\r\n\
             <input type=\"submit\" value=\"ログアウトする\">\r\n</form>",
            sandbox.page_url,
            common::pages::input(form, "tkn")
        )
    );
    let page = sandbox.enter(&answer);
    assert!(page.is_readable().body.contains("さ") && page.body.contains("戻る"));

    let (id, _) = sandbox.bought("2", "", "");
    let amended = sandbox.send("103", &format!("payment_id={id}&amount=1"));
    let number = value(&amended, "career_payment_id");
    assert_eq!(
        utf8(&amended),
        format!(
            "\r\nresult=0\r\npayment_id={id}\r\ntrading_id=\r\nbase_payment_id={id}\r\n\
             career_payment_id={number}"
        )
    );
    let refused = sandbox.send("103", &format!("payment_id={id}&amount=1"));
    assert_eq!(
        utf8(&refused),
        "\r\nresult=1\r\nresponse_code=7003\r\nresponse_detail=現在の決済ステータスでは処理できません。"
    );
}

/// Only 101 and 103 find out that au took its authorisation back; 102 may meet a user's error.
#[test]
fn au_takes_authorisations_back() {
    let sandbox = Sandbox::start();
    for kind in ["101", "102", "103"] {
        let trading_id = format!("back_{kind}");
        let (id, _) = sandbox.bought("4", "", &format!("trading_id={trading_id}"));
        sandbox.strike(&json!({"trading_id": trading_id, "do": {"au_auth_cancelled": true}}));
        let code = sandbox.code(kind, &format!("amount=1&payment_id={id}"));
        let (expected, status) = if kind == "102" {
            ("ok", "32")
        } else {
            ("7406", "32")
        };
        assert_eq!(
            (code.as_str(), sandbox.status(&id).as_str()),
            (expected, status)
        );
        let (id, _) = sandbox.bought("4", "", &format!("trading_id=user_{kind}"));
        sandbox
            .strike(&json!({"trading_id": format!("user_{kind}"), "do": {"au_user_error": true}}));
        let code = sandbox.code(kind, &format!("amount=1&payment_id={id}"));
        assert_eq!(
            (code.as_str(), sandbox.status(&id).as_str()),
            ("7405", "20")
        );
    }
}
