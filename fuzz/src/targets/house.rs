//! A local Paygent for the targets that ask one. It is made anew now and then: what it remembers of
//! earlier inputs must neither slow it down nor keep a later one from its way.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use paygent_sandbox::fuzzing::{House, Page};
use serde_json::Value;
use tempfile::TempDir;

/// Requests that one house answers.
const LIFE: usize = 5000;
/// From this year on cards are too old for most inputs.
const YEAR: &str = "2030";

/// A house and what it has been through.
pub struct Lived {
    house: House,
    contract: Value,
    login: String,
    age: usize,
    is_late: bool,
    is_changed: bool,
    _folder: TempDir,
}

thread_local! {
    static HOUSE: RefCell<Option<Lived>> = const { RefCell::new(None) };
    static REACHED: RefCell<Reached> = RefCell::default();
    /// Certificates and contract, made once: that takes longer than a thousand inputs.
    static KIT: TempDir = make_kit();
}

/// Does something with the house of the moment.
pub fn with<T>(work: impl FnOnce(&mut Lived) -> T) -> T {
    HOUSE.with_borrow_mut(|slot| {
        if let Some(mut old) = slot.take_if(|lived| lived.is_late || lived.age >= LIFE) {
            old.remember();
        }
        let lived = slot.get_or_insert_with(build);
        let done = work(lived);
        lived.restore();
        done
    })
}

/// What all houses together were seen to do.
#[derive(Default)]
struct Reached {
    /// Telegram kind and response code.
    answers: BTreeSet<String>,
    /// Payment type, status before and after.
    moves: BTreeSet<String>,
    /// Pages that are there, with the status they answered.
    pages: BTreeSet<(String, u16)>,
}

/// What the targets that ask a house have reached, or nothing when none did.
pub fn reached() -> String {
    HOUSE.with_borrow_mut(|slot| {
        if let Some(house) = slot {
            house.remember();
        }
    });
    REACHED.with_borrow(|reached| {
        let (answers, moves) = (reached.answers.len(), reached.moves.len());
        let pages: BTreeSet<&String> = reached.pages.iter().map(|(path, _)| path).collect();
        match answers + pages.len() {
            0 => String::new(),
            _ => format!(
                "; {answers} answers by telegram and code, {moves} changes of status, {} pages",
                pages.len()
            ),
        }
    })
}

impl Lived {
    /// The answer to a telegram.
    pub fn telegram(&mut self, body: &[u8]) -> Vec<u8> {
        self.age += 1;
        self.house.telegram(body)
    }

    /// The answer of a page.
    pub fn page(&mut self, method: &str, path: &str, query: &str, body: &[u8]) -> Page {
        self.age += 1;
        let page = self.house.page(method, path, query, body);
        if !matches!(page.status, 404 | 405) {
            REACHED.with_borrow_mut(|reached| {
                reached
                    .pages
                    .insert((format!("{method} {path}"), page.status))
            });
        }
        page
    }

    /// Status and text of an answer of the tool.
    pub fn tool(&mut self, method: &str, path: &str, query: &str, body: &[u8]) -> (u16, String) {
        self.age += 1;
        self.house.tool(method, path, query, body)
    }

    /// The fields that every telegram begins with.
    pub fn login(&self) -> &str {
        &self.login
    }

    /// A word of the contract.
    pub fn contract(&self, key: &str) -> String {
        self.contract[key].as_str().unwrap_or_default().to_owned()
    }

    /// A number that this house has not given yet.
    pub fn number(&mut self) -> u64 {
        self.age += 1;
        self.age as u64
    }

    /// The clock was moved.
    pub fn look_at_the_clock(&mut self) {
        let (_, text) = self.tool("GET", "/tool/clock", "", b"");
        let now = text.split_once("\"now\":\"").map_or("", |(_, now)| now);
        self.is_late = now >= YEAR;
    }

    /// A contract was changed, which would decide what all later inputs do.
    pub fn contract_changed(&mut self) {
        self.is_changed = true;
    }

    /// Keeps what the ledger counted.
    fn remember(&mut self) {
        let (_, text) = self.tool("GET", "/tool/coverage", "", b"");
        let seen: Value = serde_json::from_str(&text).expect("JSON");
        let words = |entry: &Value, keys: &[&str]| {
            let words = keys.iter().map(|key| entry[key].to_string());
            words.collect::<Vec<_>>().join(" ")
        };
        REACHED.with_borrow_mut(|reached| {
            let known = |entry: &&Value| entry["kind"].as_str().is_some_and(super::story::is_kind);
            let telegrams = seen["telegrams"].as_array();
            for entry in telegrams.into_iter().flatten().filter(known) {
                let answer = words(entry, &["kind", "response_code"]);
                reached.answers.insert(answer);
            }
            for entry in seen["statuses"].as_array().into_iter().flatten() {
                let change = words(entry, &["payment_type", "from", "to"]);
                reached.moves.insert(change);
            }
        });
    }

    fn restore(&mut self) {
        if !self.is_changed {
            return;
        }
        let path = format!("/tool/accounts/{}", self.contract("merchant_id"));
        let body = self.contract.to_string();
        let (status, text) = self.tool("PUT", &path, "", body.as_bytes());
        assert_eq!(status, 200, "{text}");
        self.is_changed = false;
    }
}

fn build() -> Lived {
    let folder = temporary();
    KIT.with(|kit| copy(&kit.path().join("kit"), &folder.path().join("kit")));
    let house = House::open(folder.path()).expect("a sandbox");
    let accounts = fs::read(folder.path().join("kit/account.json")).expect("account.json");
    let accounts: Value = serde_json::from_slice(&accounts).expect("JSON");
    let id = &accounts["merchants"][0]["merchant_id"];
    let path = format!("/tool/accounts/{}", id.as_str().unwrap_or_default());
    // With every key, absent ones too.
    let (_, contract) = house.tool("GET", &path, "", b"");
    Lived {
        login: house.login(),
        contract: serde_json::from_str(&contract).expect("a contract"),
        house,
        age: 0,
        is_late: false,
        is_changed: false,
        _folder: folder,
    }
}

fn make_kit() -> TempDir {
    let folder = temporary();
    House::open(folder.path()).expect("a sandbox");
    folder
}

/// In memory where the system has such a place: nothing of it shall last.
fn temporary() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    folder.expect("a temporary folder")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the kit") {
        let path = entry.expect("the kit").path();
        if let Some(name) = path.file_name().filter(|_| path.is_file()) {
            fs::copy(&path, to.join(name)).expect("a copy");
        }
    }
}

/// `METHOD PATH?QUERY`, a line end, and the body.
pub struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub body: &'a [u8],
}

/// Reads a request, if the first line is one that the listeners' HTTP would take.
pub fn request(input: &[u8]) -> Option<Request<'_>> {
    let end = input.iter().position(|byte| *byte == b'\n');
    let (line, body) = input.split_at(end.unwrap_or(input.len()));
    let line = std::str::from_utf8(line).ok()?;
    if line.bytes().any(|byte| byte.is_ascii_control()) {
        return None;
    }
    let (method, target) = line.split_once(' ')?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(Request {
        method,
        path,
        query,
        body: body.get(1..).unwrap_or_default(),
    })
}
