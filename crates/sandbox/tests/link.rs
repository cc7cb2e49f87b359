//! The link type's requests: paths, character sets, modes, checks in their order (link-type §15.1).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::link::{Lines, joined};
use common::{Sandbox, iconv, run_curl, utf8};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// A request that is right but for what is given.
fn verdict(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("trading_id", "t_1"),
        ("id", "1000"),
        ("payment_type", "03"),
    ];
    all.retain(|(name, _)| !pairs.iter().any(|(other, _)| other == name));
    all.extend(pairs);
    sandbox.link(&all).verdict()
}

#[test]
fn answers_eight_lines_in_order() {
    let sandbox = Sandbox::start();
    let lines = sandbox.link(&[
        ("trading_id", "order_1"),
        ("id", "3980"),
        ("payment_type", "07,03,26,02"),
        ("payment_term_day", "3"),
    ]);
    let names: Vec<&str> = lines.0.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "result",
            "response_code",
            "response_detail",
            "url",
            "trading_id",
            "payment_type",
            "limit_date",
            "trade_generation_date"
        ]
    );
    assert_eq!(lines.get("result"), "0");
    assert_eq!(lines.get("payment_type"), "02,03,07");
    assert_eq!(lines.get("trading_id"), "order_1");
    assert!(lines.get("limit_date").ends_with("235959"));
    assert_eq!(lines.get("trade_generation_date").len(), 14);
    let url = lines.get("url").to_owned();
    let front = format!(
        "{}/linktype/top?type=&tid=order_1&mid=990000001&hv=",
        sandbox.page_url
    );
    let hv = url.strip_prefix(&front).expect(&url);
    assert_eq!(hv.len(), 64);

    // The same once more: the same page. One method: named in the address.
    let again = sandbox.link(&[
        ("trading_id", "order_1"),
        ("id", "3980"),
        ("payment_type", "03"),
    ]);
    assert_eq!(again.get("url"), url);
    assert_eq!(again.get("payment_type"), "02,03,07");
    let one = sandbox.link(&[
        ("trading_id", "order_2"),
        ("id", "1"),
        ("payment_type", "03"),
    ]);
    assert!(
        one.get("url")
            .contains("/linktype/top?type=03&tid=order_2&")
    );
    let all = sandbox.link(&[("trading_id", "order_3"), ("id", "1")]);
    assert_eq!(all.get("payment_type"), "01,02,03,05,06,07,11");
    let minutes = sandbox.link(&[
        ("trading_id", "order_4"),
        ("id", "1"),
        ("payment_term_min", "5"),
    ]);
    assert_eq!(minutes.get("payment_type"), "02,05,06,07,11");
    let (made, limit) = (
        minutes.get("trade_generation_date"),
        minutes.get("limit_date"),
    );
    assert_eq!(made[12..], limit[12..]);

    let refused = sandbox.link(&[("trading_id", "order_1"), ("id", "3981")]);
    assert_eq!(refused.verdict(), "P010 id");
    let shown: Vec<&str> = refused.0.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(shown[3..], ["", "order_1", "", "", ""]);
}

#[test]
fn speaks_three_character_sets_by_get_and_post_on_both_listeners() {
    let sandbox = Sandbox::start();
    let ca = sandbox.kit("curl-ca-bundle.crt");
    // 試験 in the three character sets.
    let paths = [
        ("/v/request", "%8E%8E%8C%B1", "CP932", "Windows-31J"),
        ("/v/u/request", "%E8%A9%A6%E9%A8%93", "UTF-8", "UTF-8"),
        ("/v/e/request", "%BB%EE%B8%B3", "EUC-JP", "EUC-JP"),
    ];
    for (number, (path, name, known, charset)) in paths.into_iter().enumerate() {
        for (host, method) in [
            (&sandbox.telegram_url, "GET"),
            (&sandbox.telegram_url, "POST"),
            (&sandbox.page_url, "GET"),
            (&sandbox.page_url, "POST"),
        ] {
            let id = format!("c{number}");
            let body = format!(
                "{}&merchant_name={name}",
                sandbox.link_body(&[("trading_id", &id), ("id", "500")])
            );
            let url = match method {
                "GET" => format!("{host}{path}?{body}"),
                _ => format!("{host}{path}"),
            };
            let mut args = vec!["-sS", "-i", "--cacert", &ca, &url];
            if method == "POST" {
                args.extend(["--data", &body]);
            }
            let answer = run_curl(&args).stdout;
            let text = String::from_utf8(answer).unwrap();
            let (head, lines) = text.split_once("\r\n\r\n").unwrap();
            assert!(
                head.contains(&format!("content-type: text/plain; charset={charset}")),
                "{head}"
            );
            let lines = Lines::read(lines);
            assert_eq!(lines.verdict(), "ok", "{path} {method}: {lines:?}");

            // The page has the character set of the path, and the name arrived.
            let page = run_curl(&["-sS", "-i", lines.get("url")]).stdout;
            let page = iconv(known, "UTF-8", &page);
            assert!(
                page.contains(&format!("text/html; charset={charset}")),
                "{page}"
            );
            assert!(
                page.contains(&format!("<meta charset=\"{charset}\">")),
                "{page}"
            );
            assert!(page.contains("<dd>試験</dd>"), "{page}");
            assert!(page.contains("ローカル試験環境"), "{page}");
            assert!(page.contains("</html>\r\n"), "{page}");
        }
    }
    // Neither a certificate nor another method is asked for.
    let url = format!("{}/v/request", sandbox.telegram_url);
    let put = run_curl(&["-sS", "-i", "-X", "PUT", "--cacert", &ca, &url]).stdout;
    assert!(String::from_utf8(put).unwrap().starts_with("HTTP/1.1 405"));
}

#[test]
fn refuses_bytes_that_are_no_character_of_the_path_or_of_shift_jis() {
    let sandbox = Sandbox::start();
    for (path, merchant_name, wanted) in [
        ("/v/e/request", "%BB%EE%B8%B3", "ok"),
        // Half a character, a lonely second byte, three bytes of JIS X 0212.
        ("/v/e/request", "%BB%EE%B8", "6004"),
        ("/v/e/request", "%BB%EE%B8.", "6004"),
        ("/v/e/request", "%8F%B0%A1", "6004"),
        ("/v/e/request", "%8E%8E%8C%B1", "6004"),
        ("/v/request", "%8E%8E%8C", "6004"),
        ("/v/request", "%FD%FE", "6004"),
        // The same character of JIS X 0212 in UTF-8, and no UTF-8 at all.
        ("/v/u/request", "%E4%B8%82", "6004"),
        ("/v/u/request", "%BB%EE%B8%B3", "6004"),
    ] {
        let own = sandbox.link_body(&[("trading_id", "e1"), ("id", "500")]);
        let page = sandbox.submit(path, &format!("{own}&merchant_name={merchant_name}"));
        let lines = Lines::read(&page.body);
        assert_eq!(lines.verdict(), wanted, "{path} {merchant_name}");
        if wanted == "6004" {
            let detail = lines.get("response_detail");
            assert!(detail.contains("文字"), "{path}: {detail}");
        }
    }
}

#[test]
fn refuses_in_windows_31j_with_crlf_after_every_line() {
    let sandbox = Sandbox::start();
    let body = sandbox.link_body(&[("trading_id", "a-b"), ("id", "1"), ("payment_type", "02")]);
    let url = format!("{}/v/request", sandbox.page_url);
    let bytes = run_curl(&["-sS", "--data", &body, &url]).stdout;
    assert_eq!(
        utf8(&bytes),
        "result=1\r\nresponse_code=P008\r\n\
         response_detail=\"trading_id\" の文字の種類が正しくありません。\r\nurl=\r\n\
         trading_id=a-b\r\npayment_type=02\r\nlimit_date=\r\ntrade_generation_date=\r\n"
    );
}

#[test]
fn checks_fields_in_order() {
    let sandbox = Sandbox::start();
    let expect = |pairs: &[(&str, &str)], wanted: &str| {
        assert_eq!(verdict(&sandbox, pairs), wanted, "{pairs:?}");
    };
    expect(&[("seq_merchant_id", "12345")], "P004");
    expect(&[("seq_merchant_id", "")], "P006 seq_merchant_id");
    expect(&[("trading_id", "")], "P006 trading_id");
    expect(&[("trading_id", "a.b")], "P008 trading_id");
    expect(
        &[("trading_id", "12345678901234567890123456")],
        "P009 trading_id",
    );
    expect(&[("payment_type", "02 03")], "P008 payment_type");
    expect(&[("payment_type", "04")], "P010 payment_type");
    expect(&[("payment_type", "02,99")], "P010 payment_type");
    expect(&[("payment_type", "26")], "P007");
    expect(&[("payment_type", "15,17,26")], "P007");
    expect(&[("fix_params", "customer_age")], "P010 fix_params");
    expect(&[("fix_params", "customer_name")], "P006 customer_name");
    expect(&[("fix_params", "customer_tel")], "P006 customer_tel");
    expect(&[("id", "")], "P006 id");
    expect(&[("id", "1e3")], "P008 id");
    expect(&[("id", "1000000000")], "P009 id");
    expect(&[("id", "0")], "P014");
    expect(&[("payment_type", "02"), ("id", "10000000")], "P011");
    expect(&[("merchant_name", "abc")], "P008 merchant_name");
    expect(&[("payment_detail", "あいうえおかきくけこさしす")], "ok");
    expect(
        &[
            ("payment_type", "01"),
            ("payment_detail", "あいうえおかきくけこさしす"),
        ],
        "P009 payment_detail",
    );
    expect(&[("payment_term_day", "61")], "P012");
    expect(
        &[("payment_term_day", "3"), ("payment_term_min", "10")],
        "P010 payment_term_min",
    );
    expect(
        &[("payment_type", "02"), ("payment_term_min", "4")],
        "P010 payment_term_min",
    );
    expect(
        &[("payment_type", "02"), ("payment_term_min", "2881")],
        "P010 payment_term_min",
    );
    expect(
        &[("payment_type", "03"), ("payment_term_min", "10")],
        "P007",
    );
    expect(&[("return_url", "shop.example")], "P008 return_url");
    expect(&[("isbtob", "1"), ("site_id", "9999")], "P010 site_id");
    expect(&[("finish_disable", "1")], "P006 return_url");
    expect(&[("finish_disable", "2")], "P010 finish_disable");
    expect(&[("stock_card_mode", "1")], "P006 customer_id");
    expect(
        &[("stock_card_mode", "3"), ("customer_id", "c")],
        "P010 stock_card_mode",
    );
    expect(&[("customer_id", "a-1")], "P008 customer_id");
    expect(
        &[("3ds_ship_address_state", "1234")],
        "P009 3ds_ship_address_state",
    );
    expect(
        &[("virtual_account_bank_code", "0033")],
        "P006 virtual_account_branch_code",
    );
    expect(&[("merchant_name", "😀")], "6004");
    expect(&[("hc", "x")], "6005");
    expect(&[("hc", "")], "6005");
    expect(&[("customer_name_kana", "アbｰｱ")], "ok");
    expect(&[("unknown", "😀")], "ok");

    // An absent id is not an empty one.
    let merchant = sandbox.merchant["seq_merchant_id"].as_str();
    assert_eq!(merchant, None);
    let absent = |pairs: &[(&str, &str)]| {
        let url = format!("{}/v/u/request", sandbox.page_url);
        let answer = run_curl(&["-sS", "--data", &joined(pairs), &url]).stdout;
        Lines::read(&String::from_utf8(answer).unwrap()).verdict()
    };
    assert_eq!(absent(&[("isbtob", "1")]), "P005 seq_merchant_id");
    let known = [
        ("isbtob", "1"),
        ("seq_merchant_id", "990000001"),
        ("trading_id", "x"),
    ];
    assert_eq!(absent(&known), "P005 id");
}

#[test]
fn a_form_is_answered_with_the_page() {
    let sandbox = Sandbox::start();
    let pairs = [
        ("isbtob", "0"),
        ("trading_id", "f1"),
        ("id", "1234"),
        ("stop_return_url", "https://shop.example/stop"),
    ];
    let page = sandbox.submit("/v/u/request", &sandbox.link_body(&pairs));
    page.is_readable();
    for shown in [
        "1,234円",
        "コンビニエンスストア",
        "店舗画面に戻る",
        "お支払い一式",
    ] {
        assert!(page.body.contains(shown), "{shown}");
    }
    // Nothing was recorded by that.
    assert_eq!(sandbox.code("094", "trading_id=f1"), "13001");

    let mut wrong = pairs.to_vec();
    wrong[2].1 = "9";
    let refused = sandbox.submit("/v/u/request", &sandbox.link_body(&wrong));
    refused.is_readable();
    assert!(refused.body.contains("（P010）"), "{}", refused.body);
    assert!(refused.body.contains("https://shop.example/stop"));
    let nobody = sandbox.submit("/v/u/request", "");
    assert!(nobody.body.contains("（P005）"), "{}", nobody.body);
}
