//! What a fault rule says instead of us (sandbox-environment §19), in the form of the path that was
//! asked: the lines of §6 or §11 in order, or the error page of form mode.

use super::request::Request;
use super::{PageCharset, trouble};
use crate::fields::LinkRequest;
use crate::pages::{Reply, Visit};
use crate::refusal;

/// Lines of a payment request's answer.
const PAYMENT: [&str; 8] = [
    "result",
    "response_code",
    "response_detail",
    "url",
    "trading_id",
    "payment_type",
    "limit_date",
    "trade_generation_date",
];
/// Lines of card storing.
const CARD_STORING: [&str; 5] = [
    "result",
    "response_code",
    "response_detail",
    "url",
    "trade_generation_date",
];

/// The character set and the function of a request path (§1); nothing for all other paths.
pub(crate) fn function_of(path: &str) -> Option<(PageCharset, LinkRequest)> {
    let (charset, function) = match path.strip_prefix("/v/")?.split_once('/') {
        None => (PageCharset::Windows31J, path.strip_prefix("/v/")?),
        Some(("u", function)) => (PageCharset::Utf8, function),
        Some(("e", function)) => (PageCharset::EucJp, function),
        Some(_) => return None,
    };
    match function {
        "request" => Some((charset, LinkRequest::Payment)),
        "cardreg" => Some((charset, LinkRequest::CardStoring)),
        _ => None,
    }
}

/// The answer with these fields, when the path is one of a request.
pub(in crate::pages) fn canned(
    visit: &Visit<'_>,
    path: &str,
    given: &[(String, String)],
) -> Option<Reply> {
    let (charset, function) = function_of(path)?;
    let request = Request::read(visit, charset);
    let find = |name: &str| {
        let found = given.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone())
    };
    let code = find("response_code").unwrap_or_default();
    let value = |name: &str| {
        find(name).unwrap_or_else(|| match name {
            "response_detail" => refusal::text_of(&code).to_owned(),
            "trading_id" | "payment_type" => request.echo(name),
            _ => String::new(),
        })
    };
    if !request.wants_url() {
        let stop = request.echo("stop_return_url");
        let content = trouble(&value("response_detail"), &code, &stop);
        return Some(charset.page(content));
    }
    let names: &[&str] = match function {
        LinkRequest::Payment => &PAYMENT,
        LinkRequest::CardStoring => &CARD_STORING,
    };
    let values: Vec<String> = names.iter().map(|name| value(name)).collect();
    let own = names
        .iter()
        .zip(&values)
        .map(|(name, value)| (*name, value.as_str()));
    let more = given
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !names.contains(name));
    let lines: Vec<(&str, &str)> = own.chain(more).collect();
    Some(charset.lines(&lines))
}

#[cfg(test)]
mod tests {
    use super::{LinkRequest, PageCharset, function_of};

    #[test]
    fn knows_the_paths_of_requests_only() {
        use LinkRequest::{CardStoring, Payment};
        assert_eq!(
            function_of("/v/request"),
            Some((PageCharset::Windows31J, Payment))
        );
        assert_eq!(
            function_of("/v/e/request"),
            Some((PageCharset::EucJp, Payment))
        );
        assert_eq!(
            function_of("/v/u/cardreg"),
            Some((PageCharset::Utf8, CardStoring))
        );
        for other in ["/m/request", "/v/", "/v/x/request", "/v/u/u/request", "/"] {
            assert_eq!(function_of(other), None, "{other}");
        }
    }
}
