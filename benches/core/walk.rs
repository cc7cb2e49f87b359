//! The steps of core without network: request, answer, characters, hash.
#![allow(
    missing_docs,
    reason = "criterion's macros make undocumented functions"
)]

use std::hint::black_box;
use std::path::Path;

use bytes::Bytes;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use paygent_core::charset::{decode_sjis_win, encode_sjis_win};
use paygent_core::config::{Config, Overrides};
use paygent_core::hash::concat_sha256_hex;
use paygent_core::kana::to_half_width_text;
use paygent_core::response::{Depth, Format, Response};
use paygent_core::telegram::{
    Telegram, TextMode, WireEncoding, check, complete, encode, transliterate, url_encode,
};

const SETTINGS: &[u8] = b"<?php
paygentB2Bmodule.client_file_path=/srv/example/client.pem
paygentB2Bmodule.ca_file_path=/srv/example/ca.crt
paygentB2Bmodule.timeout_value=35
paygentB2Bmodule.log_output_path=
paygentB2Bmodule.select_max_cnt=2000
paygentB2Bmodule.default_id=EXAMPLEID01
paygentB2Bmodule.default_password=ExamplePass01
paygentB2Bmodule.telegram_kind.ref=027,090
paygentB2Bmodule.url.01=https://paygent.example/n/atm/request
";
const URL: &str = "https://paygent.example/n/atm/request";
const ROWS: usize = 2000;
const TEXT: &str = "山田 太郎①㈱髙橋商店～東京都千代田区ﾔﾏﾀﾞ ﾀﾛｳ EX_ORDER 20260401";

fn request(criterion: &mut Criterion) {
    let config = Config::parse(SETTINGS, Path::new("bench.conf")).expect("the settings are valid");
    let overrides = Overrides::default();
    let telegram = Telegram::new("010")
        .field("merchant_id", "100001")
        .field("telegram_version", "1.0")
        .field("trading_id", "EX_ORDER_0001")
        .field("payment_amount", "1080")
        .field("customer_family_name", "山田")
        .field("customer_name", "太郎")
        .field("customer_family_name_kana", "ヤマダ")
        .field("customer_name_kana", "タロウ")
        .field("payment_detail", "ご注文の品")
        .field("payment_detail_kana", "ゴチュウモン")
        .field("payment_limit_date", "30");
    criterion.bench_function("request: fields to body", |bencher| {
        bencher.iter(|| body_of(black_box(&telegram), &config, &overrides));
    });
    criterion.bench_function("settings file: parse", |bencher| {
        bencher.iter(|| Config::parse(black_box(SETTINGS), Path::new("bench.conf")));
    });
}

/// Steps 1 to 4 and the percent-encoding, as the client does them.
fn body_of(telegram: &Telegram, config: &Config, overrides: &Overrides) -> Vec<u8> {
    let settings = config.settings(overrides);
    let mut fields = complete::complete(telegram, config, settings);
    check::kind(telegram.kind()).expect("a kind");
    check::keys(&fields).expect("short keys");
    check::values(&fields, check::Measure::Windows31J).expect("short values");
    transliterate::transliterate(&mut fields, TextMode::Text);
    check::total(URL, &fields, check::Measure::Windows31J).expect("a short telegram");
    encode::encode(&mut fields, TextMode::Text, WireEncoding::Windows31J).expect("Windows-31J");
    url_encode::url_encode(fields.iter().map(|field| (field.key, field.value.as_ref())))
}

fn answer(criterion: &mut Criterion) {
    let payment = Bytes::from(encoded(
        &(1..35).fold("result=0\r\n".to_owned(), |body, number| {
            format!("{body}field_{number}=値{number}\r\n")
        }),
    ));
    criterion.bench_function("answer: 34 key=value lines", |bencher| {
        bencher.iter_batched(
            || payment.clone(),
            |body| Response::parse(body, Format::KeyValue, Depth::Full),
            BatchSize::SmallInput,
        );
    });

    let reference = Bytes::from(encoded(&reference_body()));
    let mut group = criterion.benchmark_group("answer: reference CSV, 2000 rows of 12 columns");
    group.throughput(Throughput::Bytes(reference.len() as u64));
    group.bench_function("parse", |bencher| {
        bencher.iter(|| Response::parse(reference.clone(), Format::Reference, Depth::Full));
    });
    let parsed = Response::parse(reference.clone(), Format::Reference, Depth::Full).response;
    assert_eq!(parsed.row_count(), ROWS);
    group.bench_function("read every value", |bencher| {
        bencher.iter(|| {
            let values = |record| -> usize { read_all(record) };
            parsed.rows().map(values).sum::<usize>()
        });
    });
    group.finish();
}

fn read_all(record: paygent_core::response::Record) -> usize {
    record.iter().map(|(_, value)| black_box(value).len()).sum()
}

fn reference_body() -> String {
    let names: Vec<String> = (1..=12).map(|number| format!("column_{number}")).collect();
    let mut body = format!(
        "\"1\",\"0\",\"\",\"\"\r\n\"2\",\"{}\"\r\n",
        names.join("\",\"")
    );
    for row in 1..=ROWS {
        body.push_str(&format!(
            "\"3\",\"{row:018}\",\"************1234\",\"1230\",\"山田 太郎\",\"ﾔﾏﾀﾞ ﾀﾛｳ\",\"①㈱髙橋商店\",\"EX_{row}\",\
             \"20260401120000\",\"0\",\"\",\"東京都～千代田区\",\"ご注文ありがとうございます note\"\r\n"
        ));
    }
    body + &format!("\"4\",\"{ROWS}\"\r\n")
}

fn characters(criterion: &mut Criterion) {
    let text = TEXT.repeat(1000);
    let bytes = encoded(&text);
    let mut group = criterion.benchmark_group("charset");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| decode_sjis_win(black_box(&bytes)).len())
    });
    group.bench_function("encode", |bencher| {
        bencher.iter(|| encode_sjis_win(black_box(&text)))
    });
    group.finish();
    criterion.bench_function("kana: 12 characters", |bencher| {
        bencher.iter(|| to_half_width_text(black_box("ヤマダ　タロウ ガギグゴ")));
    });
    criterion.bench_function("hash: five values", |bencher| {
        let parts: [&[u8]; 5] = [
            b"100001",
            b"020",
            b"EX_ORDER_0001",
            b"1080",
            b"0123456789abcdef",
        ];
        bencher.iter(|| concat_sha256_hex(black_box(&parts)));
    });
}

fn encoded(text: &str) -> Vec<u8> {
    encode_sjis_win(text).expect("the text is Windows-31J")
}

criterion_group!(walk, request, answer, characters);
criterion_main!(walk);
