//! Writes an answer's bytes (telegrams-overview §6.4): names, order and quoting from the tables.

mod given;
mod layout;

use crate::refusal::Refusal;
use crate::routes::Kind;
use crate::text;

pub(crate) use given::given;
pub(crate) use layout::{Layout, notice_fields, notice_names, paidy_notice_names};

/// Fields of an answer, in any order; the layout puts them right.
pub(crate) type Values = Vec<(&'static str, String)>;

/// What a telegram is answered with when nothing refused it.
#[derive(Debug)]
pub(crate) enum Answer {
    /// `result=0` and every name of the layout.
    Fields {
        /// Which names, in which order.
        layout: &'static Layout,
        /// The values that are not empty.
        values: Values,
    },
    /// `result=0` and the names that have a value, in UTF-8 (450).
    Utf8 {
        /// Which names, in which order.
        layout: &'static Layout,
        /// The values that are not empty.
        values: Values,
    },
    /// `result=7`: the buyer must be asked first (3-D Secure 1.0).
    Unfinished {
        /// Which names, in which order.
        layout: &'static Layout,
        /// The values that are not empty.
        values: Values,
    },
    /// `result=0` and exactly these lines (091, whose names depend on the contract).
    Lines(Vec<(String, String)>),
    /// CSV records (027): column names and rows, absent values as `None`.
    Records {
        /// The names of the data header record, without the type column.
        columns: Vec<&'static str>,
        /// One row per data record, as long as `columns`.
        rows: Vec<Vec<Option<String>>>,
    },
    /// A file's result, ready as it is (201).
    File(Vec<u8>),
}

/// How far a refused telegram came, which decides the form of its answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stage {
    /// Refused at the door or login: never more than three names.
    Door,
    /// Refused later.
    Inside,
}

/// The bytes of a normal answer.
pub(crate) fn normal(answer: &Answer) -> Vec<u8> {
    match answer {
        Answer::Fields { layout, values } => fields("0", layout, values),
        Answer::Unfinished { layout, values } => fields("7", layout, values),
        Answer::Utf8 { layout, values } => {
            let mut out = "\r\nresult=0".to_owned();
            for name in layout.names() {
                let value = value_of(values, name);
                if !value.is_empty() {
                    let html = if name.ends_with("_html") { "\r\n" } else { "" };
                    out.push_str(&format!("\r\n{name}={html}{value}"));
                }
            }
            out.into_bytes()
        }
        Answer::Lines(lines) => {
            let mut out = Vec::with_capacity(512);
            line(&mut out, "result", "0");
            for (name, value) in lines {
                line(&mut out, name, value);
            }
            out
        }
        Answer::Records { columns, rows } => {
            let mut out = Vec::with_capacity(512);
            record(&mut out, &[Some("1"), Some("0"), None, None]);
            if !rows.is_empty() {
                let mut header = vec![Some("2")];
                header.extend(columns.iter().copied().map(Some));
                record(&mut out, &header);
            }
            for row in rows {
                let mut data = vec![Some("3")];
                data.extend(row.iter().map(Option::as_deref));
                record(&mut out, &data);
            }
            record(&mut out, &[Some("4"), Some(&rows.len().to_string())]);
            out
        }
        Answer::File(body) => body.clone(),
    }
}

/// The bytes of a refusal, in the form of the kind when that is known.
pub(crate) fn refused(kind: Option<Kind>, stage: Stage, refusal: &Refusal) -> Vec<u8> {
    let detail = refusal.detail();
    let mut out = Vec::with_capacity(512);
    if kind.is_some_and(|kind| kind.id == "201") {
        // Seventh to ninth column; only the text is quoted (difference-notification §7).
        let detail = detail.replace('"', "\"\"");
        let code = refusal.code;
        text::encode_into(&format!("1,,,,,,1,{code},\"{detail}\"\r\n"), &mut out);
        out.extend_from_slice(b"4,,,,,,\r\n");
        return out;
    }
    if kind.is_some_and(Kind::answers_in_csv) {
        record(
            &mut out,
            &[Some("1"), Some("1"), Some(refusal.code), Some(&detail)],
        );
        if stage == Stage::Inside {
            record(&mut out, &[Some("4"), Some("0")]);
        }
        return out;
    }
    line(&mut out, "result", "1");
    line(&mut out, "response_code", refusal.code);
    if kind.is_some_and(Kind::is_utf8) {
        out.extend_from_slice(b"\r\nresponse_detail=");
        out.extend_from_slice(detail.as_bytes());
        return out;
    }
    line(&mut out, "response_detail", &detail);
    if stage == Stage::Inside
        && let Some(kind) = kind
    {
        for name in Layout::of_refusal(kind, &refusal.values) {
            line(&mut out, name, value_of(&refusal.values, name));
        }
    }
    out
}

fn fields(result: &str, layout: &Layout, values: &Values) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    line(&mut out, "result", result);
    for name in layout.names() {
        line(&mut out, name, value_of(values, name));
    }
    out
}

fn value_of<'a>(values: &'a Values, name: &str) -> &'a str {
    values
        .iter()
        .find(|(key, _)| *key == name)
        .map_or("", |(_, value)| value.as_str())
}

/// Every line begins with the CR LF that ends the one before: the body starts with an empty line and
/// nothing follows the last.
fn line(out: &mut Vec<u8>, name: &str, value: &str) {
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(name.as_bytes());
    out.push(b'=');
    if name.ends_with("_html") && !value.is_empty() {
        out.extend_from_slice(b"\r\n");
    }
    text::encode_into(value, out);
}

fn record(out: &mut Vec<u8>, fields: &[Option<&str>]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        if let Some(field) = field {
            out.push(b'"');
            text::encode_into(&field.replace('"', "\"\""), out);
            out.push(b'"');
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Answer, Layout, Stage, normal, refused};
    use crate::refusal::Refusal;
    use crate::routes::Kind;

    #[test]
    fn writes_the_recorded_form() {
        let layout = Layout::of("026").unwrap();
        let answer = Answer::Fields {
            layout,
            values: vec![("num_of_cards", "1".to_owned())],
        };
        assert_eq!(normal(&answer), b"\r\nresult=0\r\nnum_of_cards=1");
        let names: Vec<_> = Layout::of("020").unwrap().names().to_vec();
        assert_eq!(names.last(), Some(&"out_acs_html"));
        assert_eq!(names.first(), Some(&"payment_id"));
    }

    #[test]
    fn quotes_records() {
        let answer = Answer::Records {
            columns: vec!["customer_id", "add_info1"],
            rows: vec![vec![Some("a\"b".to_owned()), None]],
        };
        assert_eq!(
            normal(&answer),
            b"\"1\",\"0\",,\r\n\"2\",\"customer_id\",\"add_info1\"\r\n\"3\",\"a\"\"b\",\r\n\"4\",\"1\"\r\n"
        );
    }

    #[test]
    fn refuses_in_the_form_of_the_kind() {
        let kind = Kind::find(b"026");
        let bytes = refused(kind, Stage::Inside, &Refusal::field("P006", "customer_id"));
        assert!(bytes.starts_with(
            b"\r\nresult=1\r\nresponse_code=P006\r\nresponse_detail=\"customer_id\" "
        ));
        let bytes = refused(Kind::find(b"027"), Stage::Door, &Refusal::new("P002"));
        assert!(bytes.starts_with(b"\"1\",\"1\",\"P002\",\""));
        assert!(bytes.ends_with(b"\"\r\n") && !bytes.ends_with(b"\"4\",\"0\"\r\n"));
    }
}
