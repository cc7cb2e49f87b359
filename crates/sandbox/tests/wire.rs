//! What comes over the wire: exact bytes; what stays in files; starting and stopping.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, card, run_curl, utf8, value};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn answers_020_in_the_recorded_bytes() {
    let sandbox = Sandbox::start();
    let answer = sandbox.send(
        "020",
        &card("0000", "payment_amount=100&trading_id=order_1"),
    );
    let fingerprint = value(&answer, "fingerprint");
    assert_eq!(fingerprint.len(), 64);
    let mut expected = b"\r\nresult=0\r\npayment_id=90000001\r\ntrading_id=order_1\r\nissur_class=0\r\n\
        acq_id=50001\r\nacq_name=NICOS\r\nissur_name=\xcb\xde\xbb\xde\r\nfc_auth_umu=\r\ndaiko_code=\r\n\
        card_shu_code=\r\nk_card_name=\r\nissur_id=\r\nattempt_kbn=\r\nfingerprint="
        .to_vec();
    expected.extend_from_slice(fingerprint.as_bytes());
    expected.extend_from_slice(
        b"\r\nmasked_card_number=************0000\r\ncard_valid_term=1230\r\nout_acs_html=",
    );
    assert_eq!(utf8(&answer), utf8(&expected));
    assert_eq!(answer, expected);
}

#[test]
fn answers_022_and_refusals_in_exact_bytes() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "trading_id=t");
    let names = "issur_class=\r\nacq_id=\r\nacq_name=\r\nissur_name=\r\nfc_auth_umu=\r\ndaiko_code=\r\n\
        card_shu_code=\r\nk_card_name=\r\nissur_id=\r\nattempt_kbn=\r\nfingerprint=\r\n\
        masked_card_number=\r\ncard_valid_term=\r\nout_acs_html=";
    let answer = sandbox.send("022", &format!("payment_id={id}"));
    let expected = format!("\r\nresult=0\r\npayment_id={id}\r\ntrading_id=\r\n{names}");
    assert_eq!(String::from_utf8(answer).unwrap(), expected);

    let answer = sandbox.send("022", "payment_id=1");
    let expected = format!(
        "\r\nresult=1\r\nresponse_code=2006\r\nresponse_detail=該当する決済がありません。\r\n\
         payment_id=\r\ntrading_id=\r\n{names}"
    );
    assert_eq!(utf8(&answer), expected);

    let answer = sandbox.send("094", "payment_id=1");
    let expected =
        "\r\nresult=1\r\nresponse_code=13001\r\nresponse_detail=該当する決済がありません。";
    assert_eq!(utf8(&answer), expected);
}

#[test]
fn answers_094_and_091_in_exact_bytes() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "trading_id=t");
    let answer = sandbox.send("094", &format!("payment_id={id}"));
    let names: Vec<String> = utf8(&answer)
        .split("\r\n")
        .map(|line| line.split('=').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        names[..6],
        [
            "",
            "result",
            "payment_id",
            "trading_id",
            "payment_type",
            "site_id"
        ]
    );
    assert_eq!(
        names.len(),
        36,
        "34 fields, result, and the empty first line"
    );
    assert_eq!(names[35], "3dsecure_message_version");

    let first = sandbox.send("091", "payment_notice_id=");
    let date = value(&first, "change_date");
    let expected = format!(
        "\r\nresult=0\r\nsuccess_code=0\r\nsuccess_detail=\r\npayment_notice_id=1\r\nchange_date={date}\r\n\
         payment_id={id}\r\ntrading_id=t\r\npayment_type=02\r\npayment_status=10\r\npayment_amount=1000\r\n\
         payment_init_date={date}\r\npayment_limit_date=\r\nearly_notice_date={date}\r\ncancel_date=\r\n\
         user_payment_date=\r\npayment_date=\r\nbank_code=\r\ncvs_company_id=\r\nrelated_payment_id=\r\n\
         payment_class=10\r\nsplit_count=\r\ncareer_type=\r\ncareer_payment_id=\r\nsite_id=\r\n\
         clear_detail=\r\nclaim_amount="
    );
    assert_eq!(utf8(&first), expected);
    assert_eq!(value(&sandbox.send("091", ""), "payment_status"), "20");
    let none = sandbox.send("091", "");
    assert_eq!(none, b"\r\nresult=0\r\nsuccess_code=1\r\nsuccess_detail=1");
    assert_eq!(
        value(
            &sandbox.send("091", "payment_notice_id=1"),
            "payment_status"
        ),
        "10"
    );
}

#[test]
fn answers_027_in_records() {
    let sandbox = Sandbox::start();
    let missing = sandbox.send("027", "customer_id=c1");
    assert_eq!(
        utf8(&missing),
        "\"1\",\"1\",\"P026\",\"照会できるお預りカードがありません。\"\r\n\"4\",\"0\"\r\n"
    );
    let stored = sandbox.send(
        "025",
        "customer_id=c1&card_number=4900000000000000&card_valid_term=1230&cardholder_name=TARO&add_info1=%8e%8e%22x",
    );
    assert_eq!(value(&stored, "num_of_cards"), "1");
    let id = value(&stored, "customer_card_id");
    let answer = sandbox.send("027", "customer_id=c1");
    let text = utf8(&answer);
    let used = text
        .split("\r\n")
        .nth(2)
        .unwrap()
        .split(',')
        .nth(5)
        .unwrap()
        .to_owned();
    assert_eq!(used.len(), 16, "fourteen digits in quotes: {used}");
    assert_eq!(
        text,
        format!(
            "\"1\",\"0\",,\r\n\"2\",\"customer_id\",\"customer_card_id\",\"card_number\",\"card_valid_term\",\
             \"card_last_use_date\",\"card_brand\",\"cardholder_name\",\"add_info1\",\"add_info2\",\
             \"add_info3\",\"add_info4\",\"card_expire_flag\"\r\n\
             \"3\",\"c1\",\"{id}\",\"************0000\",\"1230\",{used},\"VISA\",\"TARO\",\"試\"\"x\",,,,\"0\"\r\n\
             \"4\",\"1\"\r\n"
        )
    );
    let door = sandbox
        .curl("/n/card/request", "telegram_kind=027", &[])
        .stdout;
    assert_eq!(
        utf8(&door),
        "\"1\",\"1\",\"P001\",\"接続認証に必要な項目がありません。\"\r\n"
    );
}

#[test]
fn survives_a_restart_and_stops_by_signals() {
    let folder = tempfile::tempdir().unwrap();
    paygent_sandbox::make_kit(folder.path()).unwrap();
    let mut sandbox = Sandbox::in_folder(folder.path());
    let id = sandbox.authorised("0000", "trading_id=before");
    let conf = std::fs::read_to_string(folder.path().join("kit/modenv_properties.conf"));
    assert!(
        conf.is_err(),
        "comments are in Windows-31J, so the file is no UTF-8"
    );
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    let mut again = Sandbox::in_folder(folder.path());
    assert_eq!(again.status(&id), "20");
    assert_ne!(again.authorised("0000", ""), id);
    let conf = utf8(&std::fs::read(folder.path().join("kit/modenv_properties.conf")).unwrap());
    let url = format!(
        "paygentB2Bmodule.url.02={}/n/card/request\n",
        again.telegram_url
    );
    assert!(conf.contains(&url), "{conf}");
    assert!(conf.contains("# CA証明書\n"));
    assert!(conf.contains("paygentB2Bmodule.telegram_kind.ref=027,090\n"));
    // Both lives together: two authorisations, each 10 and 20, and one inquiry.
    assert_eq!(again.ledger("telegram").len(), 3);
    assert_eq!(again.ledger("status").len(), 4);
    assert_eq!(again.stop("-INT"), Some(0));
}

#[test]
fn refuses_an_account_file_with_unknown_keys() {
    let folder = tempfile::tempdir().unwrap();
    let kit = paygent_sandbox::make_kit(folder.path()).unwrap();
    let path = kit.join("account.json");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("\"sites\"", "\"site\"", 1)).unwrap();
    let options = paygent_sandbox::Options {
        dir: folder.path().to_owned(),
        listen: "127.0.0.1:0".to_owned(),
        page_listen: "127.0.0.1:0".to_owned(),
        tool_listen: "127.0.0.1:0".to_owned(),
        tls: paygent_sandbox::TlsMode::default(),
        clock: paygent_sandbox::ClockMode::default(),
    };
    let cause = paygent_sandbox::serve(&options).unwrap_err().to_string();
    assert!(
        cause.contains("account.json") && cause.contains("`site`"),
        "{cause}"
    );
}

#[test]
fn keeps_secrets_out_of_its_files() {
    let sandbox = Sandbox::start();
    sandbox.send("020", "payment_amount=1&payment_class=10&3dsecure_ryaku=1&card_number=4900000012340000&card_valid_term=1230&card_conf_number=987");
    sandbox.send(
        "025",
        "customer_id=c&card_number=4900000012340000&card_valid_term=1230",
    );
    let password = sandbox.merchant["connect_password"]
        .as_str()
        .unwrap()
        .to_owned();
    let (_, ledger) = sandbox.tool("GET", "/tool/ledger", "");
    assert!(ledger.contains("************0000"));
    let mut seen = vec![ledger.into_bytes()];
    for file in ["ledger.jsonl", "sandbox.sqlite3", "sandbox.sqlite3-wal"] {
        seen.push(std::fs::read(sandbox.dir.join(file)).unwrap());
    }
    for bytes in seen {
        for secret in ["4900000012340000", password.as_str()] {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes())
            );
        }
    }
}

#[test]
fn answers_404_where_there_is_nothing() {
    let sandbox = Sandbox::start();
    let page = run_curl(&[
        "-sS",
        "-w",
        "%{http_code}",
        &format!("{}/js/Nothing.js", sandbox.page_url),
    ]);
    assert_eq!(page.stdout, b"404");
    assert_eq!(
        sandbox.tool("GET", "/elsewhere", ""),
        ("404".to_owned(), String::new())
    );
    assert_eq!(sandbox.tool("DELETE", "/tool/clock", "").0, "405");
    let (status, clock) = sandbox.tool("GET", "/tool/clock", "");
    assert_eq!(status, "200");
    let clock: serde_json::Value = serde_json::from_str(&clock).unwrap();
    assert!(clock["now"].as_str().unwrap().ends_with("+09:00") && clock["mode"] == "real");
}
