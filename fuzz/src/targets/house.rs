//! A local Paygent for the targets that ask one. It is made anew now and then: what it remembers of
//! earlier inputs must neither slow it down nor keep a later one from its way.

use std::cell::RefCell;

use paygent_sandbox::fuzzing::House;
use tempfile::TempDir;

/// Requests that one house answers.
const LIFE: usize = 5000;

struct Lived {
    house: House,
    age: usize,
    _folder: TempDir,
}

thread_local! {
    static HOUSE: RefCell<Option<Lived>> = const { RefCell::new(None) };
}

/// Does something with the house of the moment.
pub fn with<T>(work: impl FnOnce(&House) -> T) -> T {
    HOUSE.with_borrow_mut(|slot| {
        if slot.as_ref().is_some_and(|lived| lived.age >= LIFE) {
            *slot = None;
        }
        let lived = slot.get_or_insert_with(build);
        lived.age += 1;
        work(&lived.house)
    })
}

fn build() -> Lived {
    // In memory where the system has such a place: nothing of it shall last.
    let memory = std::path::Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    let folder = folder.expect("a temporary folder");
    Lived {
        house: House::open(folder.path()).expect("a sandbox"),
        age: 0,
        _folder: folder,
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
