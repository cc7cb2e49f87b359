//! A sandbox whose clock is moved by the test, and what it tells a shop.

use std::path::Path;

use serde_json::{Value, json};

use crate::common::{MANUAL, Sandbox, write_contract};
#[allow(unused_imports, reason = "every test file uses its own part")]
pub(crate) use crate::shop::{BAD, GOOD, Shop, Taken, nobody};

#[allow(dead_code, reason = "every test file uses its own part")]
/// A sandbox whose clock stands still and that tells a shop.
pub(crate) struct Rehearsal {
    pub(crate) sandbox: Sandbox,
    folder: tempfile::TempDir,
}

#[allow(dead_code, reason = "every test file uses its own part")]
impl Rehearsal {
    pub(crate) fn new(url: &str, more: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut changes = vec![("notice_url", json!(url))];
        changes.extend_from_slice(more);
        write_contract(folder.path(), &changes);
        Self {
            sandbox: Sandbox::with_manual_clock(folder.path()),
            folder,
        }
    }

    /// One that believes only the authorities of a file.
    pub(crate) fn trusting(authorities: &Path, contract: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_contract(folder.path(), contract);
        let file = authorities.to_str().unwrap();
        let variables = [(MANUAL, "1"), ("SSL_CERT_FILE", file)];
        Self {
            sandbox: Sandbox::launch(folder.path(), &variables),
            folder,
        }
    }

    /// Ends the process without a word and starts another one over the same folder.
    pub(crate) fn restart(&mut self, changes: &[(&str, Value)]) {
        self.sandbox.stop("-KILL");
        write_contract(self.folder.path(), changes);
        self.sandbox = Sandbox::with_manual_clock(self.folder.path());
    }

    /// Moves the clock; everything due has been done afterwards.
    pub(crate) fn pass(&self, span: &str) {
        let wish = json!({ "advance": span }).to_string();
        let (status, body) = self.sandbox.tool("POST", "/tool/clock", &wish);
        assert_eq!(status, "200", "{body}");
    }

    pub(crate) fn fault(&self, rule: &Value) {
        let (status, body) = self.sandbox.tool("POST", "/tool/faults", &rule.to_string());
        assert_eq!(status, "200", "{body}");
    }

    /// The records of the tool, oldest first.
    pub(crate) fn records(&self) -> Vec<Value> {
        let (status, body) = self.sandbox.tool("GET", "/tool/notices", "");
        assert_eq!(status, "200", "{body}");
        let body: Value = serde_json::from_str(&body).unwrap();
        let mut records = body["notices"].as_array().unwrap().clone();
        records.reverse();
        records
    }

    /// How often each record was tried, and with which outcomes.
    pub(crate) fn outcomes(&self, record: usize) -> Vec<String> {
        let tries = self.records()[record]["tries"].clone();
        let outcome = |tried: &Value| tried["outcome"].as_str().unwrap().to_owned();
        tries.as_array().unwrap().iter().map(outcome).collect()
    }
}

#[allow(dead_code, reason = "every test file uses its own part")]
pub(crate) fn told(list: &[(u64, &str)]) -> Vec<(u64, String)> {
    let pair = |(id, status): &(u64, &str)| (*id, (*status).to_owned());
    list.iter().map(pair).collect()
}
