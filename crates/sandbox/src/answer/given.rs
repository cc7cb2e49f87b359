//! An answer whose fields a fault rule holds, in the form of the telegram's kind.

use super::{line, record};
use crate::refusal;
use crate::routes::Kind;

/// The bytes of an answer with these fields; a known response code brings its text along.
pub(crate) fn given(kind: Option<Kind>, fields: &[(String, String)]) -> Vec<u8> {
    let value = |name: &str| {
        fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let code = value("response_code");
    let detail = match value("response_detail") {
        "" => refusal::text_of(code),
        detail => detail,
    };
    let mut out = Vec::new();
    if kind.is_some_and(Kind::answers_in_csv) {
        let known = |text| if code.is_empty() { None } else { Some(text) };
        record(
            &mut out,
            &[Some("1"), Some(value("result")), known(code), known(detail)],
        );
        return out;
    }
    let utf8 = kind.is_some_and(Kind::is_utf8);
    let mut put = |name: &str, value: &str| {
        if utf8 {
            out.extend_from_slice(format!("\r\n{name}={value}").as_bytes());
        } else {
            line(&mut out, name, value);
        }
    };
    put("result", value("result"));
    if !code.is_empty() {
        put("response_code", code);
        put("response_detail", detail);
    }
    for (name, value) in fields {
        if !matches!(
            name.as_str(),
            "result" | "response_code" | "response_detail"
        ) {
            put(name, value);
        }
    }
    out
}
