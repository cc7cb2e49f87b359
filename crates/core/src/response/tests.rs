//! Grammar and oddities; whole answers are tested in `crates/core/tests/response_vectors.rs`.

use bytes::Bytes;

use super::*;

/// Rows as names and values.
type Table = Vec<Vec<(String, String)>>;

fn parse(body: &str, format: Format) -> Parsed {
    Response::parse(Bytes::from(body.to_owned()), format, Depth::Full)
}

fn table(response: &Response) -> Table {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let row = |record: Record| {
        record
            .iter()
            .map(|(name, value)| (text(name), text(&value)))
            .collect()
    };
    response.rows().map(row).collect()
}

fn rows(body: &str) -> Table {
    let parsed = parse(body, Format::Reference);
    assert!(parsed.error.is_none(), "{:?}", parsed.error);
    table(&parsed.response)
}

fn values(body: &str) -> Vec<Vec<String>> {
    let values = |row: Vec<(String, String)>| row.into_iter().map(|(_, value)| value).collect();
    rows(body).into_iter().map(values).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn code(parsed: &Parsed) -> Option<&'static str> {
    parsed.error.as_ref().map(|error| error.code().as_str())
}

#[test]
fn o_09_an_empty_body_is_e02005() {
    for format in [Format::KeyValue, Format::Reference] {
        let parsed = parse("", format);
        assert_eq!(code(&parsed), Some("E02005"));
        assert_eq!(parsed.response.result(), b"");
        assert_eq!(parsed.response.row_count(), 0);
        assert!(parsed.error.unwrap().to_string().contains("is empty"));
    }
}

#[test]
fn a_blank_result_is_e02005() {
    for result in ["", " ", "\t\u{b}\0\n\r"] {
        let parsed = parse(
            &format!("result={result}\r\npayment_id=1\r\n"),
            Format::KeyValue,
        );
        assert_eq!(code(&parsed), Some("E02005"), "{result:?}");
        assert_eq!(table(&parsed.response), [pairs(&[("payment_id", "1")])]);
    }
    assert_eq!(code(&parse("result=\u{3000}\r\n", Format::KeyValue)), None);
}

#[test]
fn o_23_record_types_are_compared_exactly() {
    let body = "1,0,,\r\n2,a\r\n03,x\r\n3.0,y\r\n 3,z\r\n\"3\",kept\r\n01,1\r\n";
    assert_eq!(rows(body), [pairs(&[("a", "kept")])]);
    let parsed = parse(body, Format::Reference);
    assert_eq!(parsed.response.result(), b"0");
}

#[test]
fn o_26_text_on_the_html_key_line_is_kept() {
    let parsed = parse(
        "result=0\r\na_html=<p>\r\nb_html=1\r\nresult=9\r\n",
        Format::KeyValue,
    );
    assert_eq!(
        table(&parsed.response),
        [pairs(&[("a_html", "<p>\r\nb_html=1\r\nresult=9\r\n")])]
    );
    assert_eq!(parsed.response.result(), b"0");
}

#[test]
fn o_26_a_block_line_that_looks_like_an_html_key_stays_in_the_block() {
    let body = "result=0\r\na_html=\r\n<a>\r\nb_html=x\r\n</a>";
    let parsed = parse(body, Format::KeyValue);
    assert_eq!(
        table(&parsed.response),
        [pairs(&[("a_html", "<a>\r\nb_html=x\r\n</a>")])]
    );
}

#[test]
fn o_26_fields_after_the_block_stay_lost() {
    let parsed = parse("a_html=\r\n<a>\r\nresult=0\r\n", Format::KeyValue);
    assert_eq!(code(&parsed), Some("E02005"));
    assert_eq!(
        table(&parsed.response),
        [pairs(&[("a_html", "<a>\r\nresult=0\r\n")])]
    );
}

#[test]
fn an_html_key_without_equals_sign_or_without_block_is_a_field_too() {
    for (body, html) in [
        ("result=0\r\na_html\r\n<a>", "<a>"),
        ("result=0\r\na_html", ""),
        ("result=0\r\na_html=", ""),
        ("result=0\r\na_html=\r\n", ""),
        ("result=0\r\na_html=<a>", "<a>"),
    ] {
        assert_eq!(
            table(&parse(body, Format::KeyValue).response),
            [pairs(&[("a_html", html)])]
        );
    }
}

#[test]
fn o_27_quotes_in_later_unquoted_fields_stay() {
    let body = "1,0\r\n2,c1,c2,c3\r\n3,\"q\",b\"c, \"d\"\r\n3,b\"c,\"q\",d\"e\r\n";
    assert_eq!(
        values(body),
        [["q", "b\"c", " \"d\""], ["b\"c", "q", "d\"e"]]
    );
}

#[test]
fn o_28_crlf_inside_a_quoted_field_continues_the_row() {
    let body = "1,0\r\n2,a,b\r\n3,\"x\r\ny\r\n3,\"\"z\"\"\",\"\r\n\"\r\n3,1,2\r\n4,2\r\n";
    assert_eq!(values(body), [["x\r\ny\r\n3,\"z\"", "\r\n"], ["1", "2"]]);
}

#[test]
fn o_28_an_envelope_that_never_closes_ends_with_its_line() {
    let body = "1,0\r\n2,a\r\n3,\"open, \"\"x\r\n3,next\r\n3,\"\"\r\n3,\"\"\"\"\r\n";
    // The quotes after the open one come in pairs only, so it never closes.
    assert_eq!(values(body), [["open, \"x"], ["next"], [""], ["\""]]);
}

#[test]
fn o_28_many_open_envelopes_cost_no_more_than_one() {
    // Were every one of them looked for to the end of the body, this would take hours.
    for (line, count) in [
        ("3,\"x\r\n", 150_000),
        ("3,\"x\"\"\r\n", 150_000),
        ("3,\"\"x\r\n", 300_000),
    ] {
        let body = format!("1,0\r\n2,a\r\n{}", line.repeat(300_000));
        assert_eq!(rows(&body).len(), count, "{line:?}");
    }
}

#[test]
fn o_29_a_wrong_trailer_is_noted_and_changes_nothing() {
    for (trailer, noted) in [
        ("4,1", false),
        ("4,\"1\"", false),
        ("4,2", true),
        ("4,x", true),
    ] {
        let parsed = parse(
            &format!("1,0\r\n2,a\r\n3,v\r\n{trailer}\r\n"),
            Format::Reference,
        );
        assert_eq!(code(&parsed), None);
        assert_eq!(parsed.response.row_count(), 1);
        assert_eq!(!parsed.notes.is_empty(), noted, "{trailer}");
    }
}

#[test]
fn o_29_rows_before_a_column_mismatch_stay_readable() {
    let parsed = parse(
        "1,0\r\n2,a,b\r\n3,1,2\r\n3,3\r\n3,5,6\r\n1,9\r\n",
        Format::Reference,
    );
    assert_eq!(code(&parsed), Some("E01901"));
    assert_eq!(table(&parsed.response), [pairs(&[("a", "1"), ("b", "2")])]);
    assert_eq!(parsed.response.result(), b"0");
    let message = parsed.error.unwrap().to_string();
    assert!(
        message.contains("row 2") && message.contains("has 1 columns where 2"),
        "{message}"
    );
}

#[test]
fn o_30_the_detail_of_201_keeps_its_quotes_and_is_cut_at_a_comma() {
    let body = Bytes::from_static(b"4,\r\n1,,,,,,1,9103,\"a,b\"\r\n1,,,,,,0,,\r\n");
    let parsed = Response::parse(body, Format::FilePayment, Depth::ResultOnly);
    assert!(parsed.error.is_none());
    let response = parsed.response;
    assert_eq!(
        (response.result(), response.code()),
        (&b"1"[..], &b"9103"[..])
    );
    assert_eq!(response.detail(), b"\"a");
    assert_eq!(response.rows().count(), 0);
}

#[test]
fn an_answer_of_201_in_key_value_form_is_e02005_and_a_full_parse_e01005() {
    let body = Bytes::from_static(b"result=1\r\nresponse_code=P006\r\n");
    let parsed = Response::parse(body.clone(), Format::FilePayment, Depth::ResultOnly);
    assert_eq!(code(&parsed), Some("E02005"));
    let parsed = Response::parse(body, Format::FilePayment, Depth::Full);
    assert_eq!(code(&parsed), Some("E01005"));
}

fn csv_file(body: &'static str, format: Format) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.csv");
    let response = Response::parse(Bytes::from(body), format, Depth::ResultOnly).response;
    write_result_csv(&path, &response, format).unwrap();
    std::fs::read_to_string(path).ok()
}

#[test]
fn o_31_the_result_csv_of_a_reference_kind_has_an_extra_blank_line() {
    let file = csv_file("1,0\r\n\r\n3,x\ny\r\n", Format::Reference);
    assert_eq!(file.as_deref(), Some("1,0\r\n\r\n3,x\ny\r\n\r\n"));
    let file = csv_file("1,0\r\n4,0", Format::Reference);
    assert_eq!(file.as_deref(), Some("1,0\r\n4,0\r\n"));
}

#[test]
fn o_31_the_result_csv_of_201_skips_blank_lines_and_is_written_for_refusals() {
    let file = csv_file(
        "1,,,,,,1,9103,\"x\"\r\n\r\n \t\r\n4,,\r\n",
        Format::FilePayment,
    );
    assert_eq!(file.as_deref(), Some("1,,,,,,1,9103,\"x\"\r\n4,,\r\n"));
}

#[test]
fn o_31_of_the_refusals_of_reference_kinds_only_9003_is_written() {
    assert_eq!(csv_file("1,1,P026,x\r\n", Format::Reference), None);
    assert!(csv_file("1,1,9003,x\r\n", Format::Reference).is_some());
    assert!(csv_file("1,7,P026,x\r\n", Format::Reference).is_some());
}

#[test]
fn o_31_with_a_result_csv_no_row_can_be_fetched() {
    let body = Bytes::from_static(b"1,0\r\n2,a\r\n3,x\r\n4,1\r\n");
    let response = Response::parse(body, Format::Reference, Depth::ResultOnly).response;
    assert_eq!((response.row_count(), response.rows().count()), (0, 0));
}

#[test]
fn a_result_csv_overwrites_and_a_path_that_cannot_be_written_is_e01004() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.csv");
    std::fs::write(&path, "something longer than the answer is").unwrap();
    let response = parse("1,0\r\n", Format::Reference).response;
    write_result_csv(&path, &response, Format::Reference).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"1,0\r\n\r\n");
    let error = write_result_csv(folder.path(), &response, Format::Reference).unwrap_err();
    assert_eq!(error.code(), Code::CsvOutput);
    assert!(
        error
            .to_string()
            .contains(&*folder.path().to_string_lossy())
    );
}

#[test]
fn tokens_follow_the_grammar() {
    for (line, expected) in [
        ("3,a,b", ["a", "b"]),
        ("3,,", ["", ""]),
        ("3,\"a\"b\"c,d", ["ab\"c", "d"]),
        ("3, \"a\",\"b\" ", [" \"a\"", "b "]),
        ("3,\"a,\"\"b\"\"\",\"\"", ["a,\"b\"", ""]),
        ("3,a\rb\nc,\"\r\n\"", ["a\rb\nc", "\r\n"]),
        ("3,\"\"\"\",\"\"\"\"\"\"", ["\"", "\"\""]),
    ] {
        assert_eq!(
            values(&format!("1,0\r\n2,x,y\r\n{line}\r\n")),
            [expected],
            "{line:?}"
        );
    }
}

#[test]
fn names_are_replaced_and_doubled_names_keep_the_first_place_and_the_last_value() {
    let body = "1,0\r\n2,a,b,a\r\n3,1,2,3\r\n2,c\r\n3,4\r\n";
    assert_eq!(
        rows(body),
        [pairs(&[("a", "3"), ("b", "2")]), pairs(&[("c", "4")])]
    );
}

#[test]
fn a_record_is_found_by_name_and_its_debug_output_shows_names_only() {
    let response = parse(
        "result=0\r\nx=secret\r\nx=later\r\n=e\r\n",
        Format::KeyValue,
    )
    .response;
    let record = response.rows().next().unwrap();
    assert_eq!(record.get(b"x").as_deref(), Some(&b"later"[..]));
    assert_eq!(record.get(b"").as_deref(), Some(&b"e"[..]));
    assert!(record.get(b"y").is_none());
    let shown = format!("{record:?}{response:?}");
    assert!(
        shown.contains("\"x\"") && !shown.contains("later"),
        "{shown}"
    );
}

#[test]
fn plain_values_are_not_copied() {
    let body = Bytes::from_static(b"1,0\r\n2,a,b\r\n3,\"plain\",\"dou\"\"bled\"\r\n");
    let range = body.as_ptr_range();
    let response = Response::parse(body, Format::Reference, Depth::Full).response;
    let record = response.rows().next().unwrap();
    assert!(range.contains(&record.get(b"a").unwrap().as_ptr()));
    assert!(matches!(
        record.get(b"b").unwrap(),
        std::borrow::Cow::Owned(_)
    ));
    assert!(range.contains(&response.body().as_ptr()));
}

#[test]
fn a_doubled_name_keeps_its_place_among_few_and_many_names() {
    // Names that differ in their first byte only, and more of them than are compared one by one.
    for count in [3_usize, 63, 64, 65, 200] {
        let name = |index: usize| {
            format!(
                "{}_same_last_bytes",
                char::from_u32(0x100 + index as u32).unwrap()
            )
        };
        let mut body = "result=0\r\n".to_owned();
        for index in 0..count {
            body += &format!("{}=first {index}\r\n", name(index));
        }
        for index in [0, count / 2, count - 1] {
            body += &format!("{}=second {index}\r\n", name(index));
        }
        let expected: Vec<_> = (0..count)
            .map(|index| {
                let doubled = [0, count / 2, count - 1].contains(&index);
                let value = if doubled { "second" } else { "first" };
                (name(index), format!("{value} {index}"))
            })
            .collect();
        assert_eq!(
            table(&parse(&body, Format::KeyValue).response),
            [expected],
            "{count}"
        );
    }
}

#[test]
fn a_byte_is_found_wherever_it_stands() {
    // Neighbours of the wanted byte in value, and bytes with the high bit.
    for filling in [0x0C, 0x0E, 0x8D, 0x00, 0xFF, 0x01] {
        for length in 0..40 {
            let text = vec![filling; length];
            assert_eq!(find_byte(&text, b'\r'), None);
            for place in 0..length {
                let mut text = text.clone();
                text[place] = b'\r';
                assert_eq!(find_byte(&text, b'\r'), Some(place), "{filling} {length}");
                text[length - 1] = b'\r';
                assert_eq!(find_byte(&text, b'\r'), Some(place), "the first of two");
            }
        }
    }
}
