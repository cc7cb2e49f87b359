use super::{Asked, FAMILIES, answer, pages};
use crate::desk::Desk;
use crate::kit;

fn desk() -> (tempfile::TempDir, Desk) {
    let dir = tempfile::tempdir().unwrap();
    let folder = kit::prepare(dir.path()).unwrap();
    let desk = Desk::open(&folder, "http://127.0.0.1:1".to_owned()).unwrap();
    (dir, desk)
}

#[test]
fn unknown_pages_are_empty() {
    let (_dir, desk) = desk();
    for path in ["/", "/nothing", "/threeds/start/", "//", "/%00"] {
        let reply = answer(
            &desk,
            Asked {
                method: "GET",
                path,
                query: "",
                body: b"",
            },
        );
        assert_eq!(reply.code(), 404, "{path}");
        assert_eq!(reply.into_parts().2, b"", "{path}");
    }
}

#[test]
fn no_path_is_registered_twice() {
    let mut known = std::collections::HashSet::new();
    for page in FAMILIES.iter().flat_map(|(_, pages)| pages.iter()) {
        assert!(
            known.insert((page.method.name(), page.path)),
            "{}",
            page.path
        );
        assert!(page.path.starts_with('/'));
    }
}

/// Every page takes nonsense without a panic and answers a person, not a crash.
#[test]
fn no_page_minds_nonsense() {
    let (_dir, desk) = desk();
    let nonsense: [&[u8]; 6] = [
        b"",
        b"auth=&key=&token=&merchant_id=\xff\xfe",
        b"%%%&&&===%81&a[]=1&auth=%00%ff",
        b"\x00\x01\xff",
        b"auth=00000000-0000-4000-8000-000000000000&key=x&tkn=1&tid=1&mid=1&hv=1",
        &[b'a'; 5000],
    ];
    let mut served = 0;
    for page in pages(super::Served::OnPages) {
        for input in nonsense {
            let text = String::from_utf8_lossy(input);
            let reply = answer(
                &desk,
                Asked {
                    method: page.method.name(),
                    path: page.path,
                    query: &text,
                    body: input,
                },
            );
            assert!(reply.code() < 500, "{} {}", page.method.name(), page.path);
            served += 1;
        }
    }
    assert_eq!(
        served,
        pages(super::Served::OnPages).count() * nonsense.len()
    );
}

#[test]
fn sessions_are_found_by_their_family_until_closed() {
    let (dir, first) = desk();
    let now = first.clock.now();
    let token = first
        .store
        .write(|tx| Ok(tx.open_page_session("threeds", now.plus_days(1), &("x", 3))?))
        .unwrap();
    drop(first);
    let folder = kit::prepare(dir.path()).unwrap();
    let second = Desk::open(&folder, String::new()).unwrap();
    let find = |family: &str, token: &str| {
        second
            .store
            .read(|tx| Ok(tx.page_session::<(String, i32)>(family, token)?))
            .unwrap()
            .map(|session| (session.until, session.state))
    };
    assert_eq!(
        find("threeds", &token),
        Some((now.plus_days(1), ("x".to_owned(), 3)))
    );
    assert_eq!(find("carrier", &token), None);
    assert_eq!(find("threeds", "x"), None);
    second
        .store
        .write(|tx| {
            tx.save_page_session(&token, &("y", 4))?;
            Ok(())
        })
        .unwrap();
    assert_eq!(find("threeds", &token).unwrap().1, ("y".to_owned(), 4));
    second
        .store
        .write(|tx| Ok(tx.close_page_session(&token)?))
        .unwrap();
    assert_eq!(find("threeds", &token), None);
}
