//! A story: what shops, buyers and the test tool do one after the other, a line each. Unlike bytes alone
//! it gets behind the first check: telegrams are completed, forms are sent with their hidden values,
//! and `$name` stands for the last value that anything called `name` had.
//!
//! ```text
//! SEND 020&payment_amount=1000       a telegram; what it lacks is filled in
//! LINK cardreg&customer_id=c         a request of the link type (`request` or `cardreg`), hashed
//! TOKEN card_number=4900000000000000 the token service
//! FORM 1.2&method=02                 form 1 of the page (from 0) with its button 2 and other values
//! OPEN /linktype/top?t=$t            a page; without an address the one that was told last
//! POST /paidy/checkout?api_key=$k    a posted form
//! TIME 36                            hours pass
//! MOVE 40                            the test tool moves the last payment
//! TOOL PUT /tool/accounts/1?{…}      anything else at the test tool; behind the question mark the body
//! ```

mod browser;
mod fields;

use std::collections::HashMap;
use std::hash::Hash;

use paygent_core::hash;
use paygent_sandbox::fuzzing::{self, HERE};

pub use self::fields::{is_kind, known_words};

use self::browser::{Form, escaped, unescaped};
use super::house::Lived;
use super::{fingerprint, house, magnitude, page, telegram, tool};

/// Lines of a story that are heard.
const LONGEST: usize = 16;
/// Redirects followed in a row, and forms that send themselves.
const FOLLOWED: usize = 5;
/// Hours that one line lets pass.
const HOURS: u64 = 24 * 100;
/// Where a shop's addresses lead: nobody listens there, and nobody else is ever asked.
const NOBODY: &str = "http://127.0.0.1:9";
/// Under which name the last address of a page is known.
const ADDRESS: &str = "address";
/// Words of the contract that a story may name.
const CONTRACT: [&str; 3] = ["merchant_id", "paidy_public_key", "token_generate_key"];
/// What a story's first line is.
pub const MARK: &[u8] = b"STORY\n";

/// What the lines did, or nothing when it is no story.
pub fn run(input: &[u8]) -> Option<Vec<u64>> {
    let lines = input.strip_prefix(MARK)?;
    Some(house::with(|house| {
        let words = CONTRACT.map(|name| (name.to_owned(), house.contract(name)));
        let known = words.into_iter().collect();
        let mut teller = Teller {
            house,
            known,
            forms: Vec::new(),
            before: 0,
            done: Vec::new(),
        };
        for line in lines.split(|byte| *byte == b'\n').take(LONGEST) {
            teller.tell(&characters(line));
        }
        teller.done
    }))
}

struct Teller<'a> {
    house: &'a mut Lived,
    known: HashMap<String, String>,
    forms: Vec<Form>,
    /// The last step that went well.
    before: u64,
    done: Vec<u64>,
}

impl Teller<'_> {
    fn tell(&mut self, line: &str) {
        let line = self.with_values(line);
        let (word, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match word {
            "SEND" => self.send(rest),
            "LINK" => self.link(rest),
            "TOKEN" => self.token(rest),
            "FORM" => self.form(rest),
            "OPEN" if rest.is_empty() => self.go_on(),
            "OPEN" => self.open("GET", rest, ""),
            "POST" => {
                let (path, body) = rest.split_once('?').unwrap_or((rest, ""));
                self.open("POST", path, body);
            }
            "TIME" => {
                let hours = rest.parse().map_or(1, |hours: u64| hours.min(HOURS));
                let wish = format!("{{\"advance\":\"{hours}h\"}}");
                self.tool("POST", "/tool/clock", &wish);
            }
            "MOVE" => {
                let path = self.with_values("/tool/payments/$payment_id/status");
                self.tool("POST", &path, &format!("{{\"to\":\"{rest}\"}}"));
            }
            "TOOL" => {
                let (method, rest) = rest.split_once(' ').unwrap_or(("GET", rest));
                let (path, body) = rest.split_once('?').unwrap_or((rest, ""));
                self.tool(method, path, body);
            }
            _ => {}
        }
    }

    fn send(&mut self, rest: &str) {
        let (kind, form) = rest.split_once('&').unwrap_or((rest, ""));
        let fields = given(form);
        let has = |name: &str| fields.iter().any(|(known, _)| known == name);
        let filled = fields::missing(kind, has, self.house.number());
        let filled = self.with_values(&filled);
        let login = if has("merchant_id") {
            ""
        } else {
            self.house.login()
        };
        let body = format!("{login}telegram_kind={kind}&{form}{filled}");
        let answer = self.house.telegram(&bytes(&without_others(&body)));
        // The last one counts.
        let named = given(&body).into_iter().rev();
        let mut named = named.filter(|(name, _)| name == "telegram_kind");
        let kind = named.next().map_or(String::new(), |(_, kind)| kind);
        let text = telegram::check(&bytes(&kind), &answer);
        let line = |name: &str| {
            let found = text.split("\r\n").find_map(|line| line.strip_prefix(name));
            found.unwrap_or_default().to_owned()
        };
        let went = Went::of(line("result=") == "0");
        let code = line("response_code=");
        // Kinds that nobody knows are all alike.
        let known = fields::is_kind(&kind).then_some(kind);
        let code = (known, line("result="), code);
        self.note(went, code, fields::known_words(&line("response_detail=")));
        for (name, value) in text.split("\r\n").filter_map(|line| line.split_once('=')) {
            self.learn(name, value);
        }
        if text.contains("<form") {
            self.show(&characters(&answer));
        }
    }

    fn link(&mut self, rest: &str) {
        let (what, form) = rest.split_once('&').unwrap_or((rest, ""));
        let mut fields = given(form);
        let mut add = |name: &str, value: String| {
            if !fields.iter().any(|(known, _)| known == name) {
                fields.push((name.to_owned(), value));
            }
        };
        add("seq_merchant_id", self.house.contract("merchant_id"));
        add("isbtob", "1".to_owned());
        add("return_url", format!("{NOBODY}/back"));
        if what == "cardreg" {
            add("customer_id", "c1".to_owned());
        } else {
            add("trading_id", format!("L{}", self.house.number()));
            add("id", "2000".to_owned());
        }
        let found = |name: &str| {
            let found = fields.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| bytes(value))
        };
        let values: HashMap<&str, Vec<u8>> = fields
            .iter()
            .filter_map(|(name, _)| Some((name.as_str(), found(name)?)))
            .collect();
        let key = self.house.contract("link_hash_key");
        let build = if what == "cardreg" {
            hash::card_storing_request_hc
        } else {
            hash::link_request_hc
        };
        let hc = build(&|name| values.get(name).cloned(), key.as_bytes());
        let mut body: Vec<String> = fields
            .iter()
            .map(|(name, value)| pair(name, value))
            .collect();
        if !values.contains_key("hc") {
            body.push(pair("hc", &hc));
        }
        let path = if what == "cardreg" {
            "/v/u/cardreg"
        } else {
            "/v/u/request"
        };
        self.open("POST", path, &body.join("&"));
        self.go_on();
    }

    /// To the address that was told last, once.
    fn go_on(&mut self) {
        if let Some(address) = self.known.remove(ADDRESS) {
            self.open("GET", &address, "");
        }
    }

    fn token(&mut self, form: &str) {
        let body = format!(
            "merchant_id={}&token_generate_key={}&card_expire_year=30&card_expire_month=12&{form}",
            self.house.contract("merchant_id"),
            self.house.contract("token_generate_key"),
        );
        self.open("POST", "/n/token/request", &body);
    }

    fn form(&mut self, rest: &str) {
        let (which, typed) = rest.split_once('&').unwrap_or((rest, ""));
        let (form, button) = which.split_once('.').unwrap_or((which, "0"));
        let number = |text: &str| text.parse::<usize>().unwrap_or(0);
        let Some(form) = self.forms.get(number(form)) else {
            return;
        };
        let typed = given(typed);
        let pressed = form.buttons.get(number(button)).into_iter();
        let kept = form.values.iter().chain(pressed);
        let body: Vec<String> = kept
            .filter(|(name, _)| !typed.iter().any(|(known, _)| known == name))
            .chain(&typed)
            .map(|(name, value)| pair(name, value))
            .collect();
        let (method, action) = (form.method, form.action.clone());
        self.open(method, &action, &body.join("&"));
    }

    fn open(&mut self, method: &'static str, address: &str, body: &str) {
        let mut asked = (method, address.to_owned(), body.to_owned());
        for _ in 0..FOLLOWED {
            let (method, address, body) = &asked;
            let path = address.strip_prefix(HERE).unwrap_or(address);
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let body = bytes(&without_others(body));
            let answer = self.house.page(method, path, query, &body);
            page::check(&answer);
            let known = (answer.status != 404).then_some(path);
            let text = characters(&answer.body);
            let went = Went::of(answer.location.is_some() || text.contains("<form"));
            self.note(went, (known, answer.status), said(&text));
            let Some(location) = answer.location else {
                self.show(&text);
                break;
            };
            let (_, query) = location.split_once('?').unwrap_or_default();
            for (name, value) in given(query) {
                self.learn(&name, &value);
            }
            if !location.starts_with(HERE) {
                break;
            }
            asked = ("GET", location, String::new());
        }
    }

    /// A page, JSON or lines that the buyer's side got.
    fn show(&mut self, page: &str) {
        self.forms = browser::forms(page);
        for (name, value) in page.split("\r\n").filter_map(|line| line.split_once('=')) {
            self.learn(name, value);
        }
        let paid = page.split_once("ID</dt><dd>");
        if let Some((id, _)) = paid.and_then(|(_, rest)| rest.split_once('<')) {
            self.learn("payment_id", id);
        }
        for name in ["token", "id"] {
            let found = page.split_once(&format!("\"{name}\":\""));
            if let Some((value, _)) = found.and_then(|(_, rest)| rest.split_once('"')) {
                self.learn(name, value);
            }
        }
    }

    fn tool(&mut self, method: &str, path: &str, body: &str) {
        if let Some(what) = tool::ask(self.house, method, path, "", &bytes(body)) {
            self.note(Went::Badly, what, ());
        }
    }

    fn learn(&mut self, name: &str, value: &str) {
        if value.starts_with(HERE) {
            self.known.insert(ADDRESS.to_owned(), value.to_owned());
        }
        if !value.is_empty() && value.len() < 512 && name.len() < 64 {
            self.known.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Each step counts with its details, and without them together with the last one that went well.
    fn note(&mut self, went: Went, what: impl Hash, details: impl Hash) {
        let step = fingerprint(what);
        self.done.push(fingerprint((self.before, step)));
        self.done.push(fingerprint((step, details)));
        if went == Went::Well {
            self.before = step;
        }
    }

    fn with_values(&self, line: &str) -> String {
        let mut parts = line.split('$');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let (name, rest) = part.split_at(end.unwrap_or(part.len()));
            match self.known.get(name) {
                Some(value) => out.push_str(value),
                // What is not there is asked for all the same.
                None => out.push('1'),
            }
            out.push_str(rest);
        }
        out
    }
}

/// Whether a step led anywhere.
#[derive(Clone, Copy, PartialEq)]
enum Went {
    Well,
    Badly,
}

impl Went {
    fn of(is_well: bool) -> Self {
        if is_well { Self::Well } else { Self::Badly }
    }
}

/// What a page says to its reader in Japanese: figures and names may be anybody's.
fn said(page: &str) -> (String, String, u32) {
    let between = |start: &str, end: &str| {
        let found = page
            .split_once(start)
            .and_then(|(_, rest)| rest.split_once(end));
        let text = found.map_or("", |(text, _)| text);
        text.chars().filter(|c| !c.is_ascii()).collect::<String>()
    };
    let size = magnitude(page.len() / 1024);
    (
        between("<h1>", "</h1>"),
        between("role=\"alert\">", "<"),
        size,
    )
}

/// Names and values, decoded.
fn given(form: &str) -> Vec<(String, String)> {
    fuzzing::form(&bytes(form))
        .iter()
        .map(|(name, value)| (name.clone(), characters(value)))
        .collect()
}

fn pair(name: &str, value: &str) -> String {
    format!("{}={}", escaped(name), escaped(value))
}

/// A form whose addresses lead nowhere.
fn without_others(form: &str) -> String {
    let parts = form.split('&').map(|part| {
        let Some((name, value)) = part.split_once('=') else {
            return part.to_owned();
        };
        let value = unescaped(value);
        let rest = value
            .strip_prefix("http")
            .map(|rest| rest.strip_prefix('s').unwrap_or(rest));
        match rest.and_then(|rest| rest.strip_prefix("://")) {
            Some(address) => {
                let path = address
                    .find('/')
                    .and_then(|at| address.get(at..))
                    .unwrap_or_default();
                format!("{name}={}", escaped(&format!("{NOBODY}{path}")))
            }
            None => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("&")
}

/// A character for each byte.
fn characters(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn bytes(characters: &str) -> Vec<u8> {
    characters
        .chars()
        .filter_map(|c| u8::try_from(c).ok())
        .collect()
}
