//! A shop of the link type and its buyer's browser.

use sha2::{Digest, Sha256};

use super::pages::{Page, input};
use super::shopper::action;
use super::{Sandbox, iconv_bytes, run_curl};

pub(crate) const HOME: (&str, &str) = ("return_url", "https://shop.example/back?o=1");
pub(crate) const STOP: (&str, &str) = ("stop_return_url", "https://shop.example/stop");
/// What a buyer types at a convenience store; the first two at an ATM.
pub(crate) const NAMES: [(&str, &str); 3] = [
    ("customer_family_name", "試験"),
    ("customer_name", "太郎"),
    ("customer_tel", "09012345678"),
];

/// Hash order of a payment request (link-type §5).
const ORDER: &str = "trading_id payment_type fix_params id seq_merchant_id payment_term_day \
                     payment_term_min payment_class use_card_conf_number customer_id threedsecure_ryaku";

pub(crate) fn sha256_hex(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Percent-encodes UTF-8.
pub(crate) fn escaped(text: &str) -> String {
    escaped_in("UTF-8", text)
}

/// Percent-encodes text in a character set.
fn escaped_in(charset: &str, text: &str) -> String {
    iconv_bytes("UTF-8", charset, text.as_bytes())
        .into_iter()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

pub(crate) fn joined(pairs: &[(&str, &str)]) -> String {
    joined_in("UTF-8", pairs)
}

fn joined_in(charset: &str, pairs: &[(&str, &str)]) -> String {
    let parts: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped_in(charset, value)))
        .collect();
    parts.join("&")
}

/// An answer in URL mode, its lines in order.
#[derive(Debug)]
pub(crate) struct Lines(pub(crate) Vec<(String, String)>);

impl Lines {
    pub(crate) fn read(body: &str) -> Self {
        assert!(body.ends_with("\r\n"), "{body:?}");
        let lines = body.trim_end_matches("\r\n").split("\r\n");
        Self(
            lines
                .map(|line| {
                    let (name, value) = line.split_once('=').expect(line);
                    (name.to_owned(), value.to_owned())
                })
                .collect(),
        )
    }

    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// `ok`, or the code and the parameter it names.
    pub(crate) fn verdict(&self) -> String {
        if self.get("result") == "0" {
            return "ok".to_owned();
        }
        let code = self.get("response_code");
        match self.get("response_detail").split('"').collect::<Vec<_>>()[..] {
            ["", subject, _] => format!("{code} {subject}"),
            _ => code.to_owned(),
        }
    }
}

impl Sandbox {
    /// The parameters of a payment request with merchant, mode and hash.
    pub(crate) fn link_body(&self, pairs: &[(&str, &str)]) -> String {
        let word = |key: &str| self.merchant[key].as_str().unwrap_or_default().to_owned();
        let merchant_id = word("merchant_id");
        let mut all = vec![("seq_merchant_id", merchant_id.as_str()), ("isbtob", "1")];
        all.extend(pairs);
        let value = |name: &str| all.iter().rev().find(|(known, _)| *known == name);
        let concatenated: String = ORDER
            .split(' ')
            .filter_map(value)
            .map(|(_, value)| *value)
            .collect();
        let hc = sha256_hex(&format!("{concatenated}{}", word("link_hash_key")));
        if !pairs.iter().any(|(name, _)| *name == "hc") {
            all.push(("hc", &hc));
        }
        joined(&all)
    }

    /// Applies in URL mode over the UTF-8 path of the telegram listener, without a certificate.
    pub(crate) fn link(&self, pairs: &[(&str, &str)]) -> Lines {
        let url = format!("{}/v/u/request", self.telegram_url);
        let ca = self.kit("curl-ca-bundle.crt");
        let body = self.link_body(pairs);
        let answer = run_curl(&["-sS", "--cacert", &ca, "--data", &body, &url]);
        Lines::read(&String::from_utf8(answer.stdout).unwrap())
    }

    /// The parameters of card storing with merchant, mode and hash.
    pub(crate) fn storing_body(&self, pairs: &[(&str, &str)]) -> String {
        let word = |key: &str| self.merchant[key].as_str().unwrap_or_default().to_owned();
        let merchant_id = word("merchant_id");
        let mut all = vec![("seq_merchant_id", merchant_id.as_str()), ("isbtob", "1")];
        all.extend(pairs);
        let value = |name: &str| {
            let found = all.iter().rev().find(|(known, _)| *known == name);
            found.map_or("", |(_, value)| *value)
        };
        let hc = sha256_hex(&format!(
            "{}{}{}{}",
            value("seq_merchant_id"),
            value("use_card_conf_number"),
            value("customer_id"),
            word("link_hash_key")
        ));
        if !pairs.iter().any(|(name, _)| *name == "hc") {
            all.push(("hc", &hc));
        }
        joined(&all)
    }

    /// Asks for card storing in URL mode.
    pub(crate) fn asked_to_store(&self, pairs: &[(&str, &str)]) -> Lines {
        let url = format!("{}/v/u/cardreg", self.telegram_url);
        let ca = self.kit("curl-ca-bundle.crt");
        let body = self.storing_body(pairs);
        let answer = run_curl(&["-sS", "--cacert", &ca, "--data", &body, &url]);
        Lines::read(&String::from_utf8(answer.stdout).unwrap())
    }

    /// Applies and opens the page.
    pub(crate) fn linked(&self, pairs: &[(&str, &str)]) -> Page {
        let lines = self.link(pairs);
        assert_eq!(lines.verdict(), "ok", "{lines:?}");
        let page = self.page("GET", lines.get("url"), &[]);
        page.is_readable();
        page
    }

    /// Presses a button of a page: the first form to `action` with its hidden values, and more, in the
    /// page's character set.
    pub(crate) fn send_form(&self, page: &Page, action: &str, more: &[(&str, &str)]) -> Page {
        let form = form_to(&page.body, action);
        let mut pairs: Vec<(String, String)> = form
            .split("<input type=\"hidden\"")
            .skip(1)
            .map(|tag| {
                let attribute = |name: &str| {
                    let rest = tag.split_once(&format!("{name}=\"")).unwrap().1;
                    rest.split_once('"').unwrap().0.to_owned()
                };
                (attribute("name"), attribute("value"))
            })
            .collect();
        for (name, value) in more {
            pairs.push(((*name).to_owned(), (*value).to_owned()));
        }
        let borrowed: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        self.submit(action, &joined_in(page.charset(), &borrowed))
    }

    /// Fills in the card page and confirms.
    pub(crate) fn card_typed(&self, page: &Page, number: &str, more: &[(&str, &str)]) -> Page {
        let mut fields = vec![
            ("card_number", number),
            ("expire_month", "12"),
            ("expire_year", "30"),
            ("holder_name", "TARO YAMADA"),
            ("pay", "10"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend(more);
        self.send_form(page, "/linktype/card", &fields)
    }

    /// Where an answer leads: an address, or a form that goes there by itself.
    pub(crate) fn led(&self, page: &Page) -> Page {
        if page.status == "302" {
            return self.page("GET", page.header("location"), &[]);
        }
        let fields: Vec<String> = ["prm", "sTerkn", "sSpcd", "sCptok", "tkn"]
            .into_iter()
            .filter(|name| !page.input(name).is_empty())
            .map(|name| format!("{name}={}", page.input(name)))
            .collect();
        self.submit(&action(&page.body), &fields.join("&"))
    }

    /// Follows the hand-over to 3-D Secure and comes back without being asked.
    pub(crate) fn handed_over(&self, document: &Page) -> Page {
        let body = format!(
            "auth={}&key={}",
            input(&document.body, "auth"),
            input(&document.body, "key")
        );
        let back = self.submit("/threeds/start", &body);
        if back.status == "302" {
            return self.page("GET", back.header("location"), &[]);
        }
        back
    }
}

/// The payment of a finish page.
pub(crate) fn paid_id(page: &Page) -> String {
    let rest = page.body.split_once("決済ID</dt><dd>");
    let rest = rest.unwrap_or_else(|| panic!("{}", page.body)).1;
    rest.split_once('<').unwrap().0.to_owned()
}

/// The form with this action.
pub(crate) fn form_to<'a>(html: &'a str, action: &str) -> &'a str {
    let start = format!("action=\"{action}\"");
    let form = html.split("<form").find(|form| form.contains(&start));
    let form = form.unwrap_or_else(|| panic!("no form to {action}: {html}"));
    form.split("</form>").next().unwrap()
}
