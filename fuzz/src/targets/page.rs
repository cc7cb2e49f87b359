//! A request of any bytes to the buyers' pages, token service and link type included, gets a page or a
//! refusal, never an inner error, and no markup that came with the request.

use paygent_sandbox::fuzzing::Page;

use super::{Target, fingerprint, house, magnitude, story};

pub const TARGET: Target = Target {
    name: "page",
    dictionary: &[
        b"GET /",
        b"POST /",
        b"?",
        b"\n",
        b"&",
        b"=",
        b"%",
        b"%00",
        b"%ff",
        b"%3C",
        b"<hr id=fuzz>",
        b"\"",
        b"'",
        b"merchant_id=990000001",
        b"&session=",
        b"&token=",
        b"&t=",
        b"&id=1",
        b"&callback=",
        b"&trading_id=",
        b"&amount=100",
        b"&card_number=4900000000000000",
        b"&hc=",
        b"/token/",
        b"/threeds/",
        b"/carrier/",
        b"/paidy/",
        b"/bank/",
        b"/link/",
        b"/u/j/",
        b"/v/u/request",
        b"%3Chr id=fuzz%3E",
        b"\nLINK request&payment_type=02",
        b"\nLINK request&payment_type=03",
        b"\nLINK cardreg",
        b"\nFORM 0.0",
        b"\nFORM 0.1",
        b"\nFORM 0.2",
        b"\nFORM 1.0",
        b"\nFORM 2.0",
        b"\nOPEN",
        b"\nSEND 450",
        b"\nSEND 100&career_type=5&open_id=$open_id",
        b"\nTIME 1",
        b"\nTIME 100",
        b"&method=02",
        b"&card_number=4900000000008212",
        b"&challengeDataEntry=14012",
        b"&decision=abort",
        b"&bankCode=D009",
        b"&do=buy",
    ],
    run,
};

fn run(input: &[u8]) -> Vec<u64> {
    story::run(input).unwrap_or_else(|| vec![alone(input)])
}

/// One request of just these bytes.
fn alone(input: &[u8]) -> u64 {
    let Some(asked) = house::request(input) else {
        return 0;
    };
    let page = house::with(|house| house.page(asked.method, asked.path, asked.query, asked.body));
    check(&page);
    fingerprint((
        asked.method == "POST",
        if page.status == 404 { "" } else { asked.path },
        page.status,
        magnitude(page.body.len() / 256),
    ))
}

/// What every page promises.
pub fn check(page: &Page) {
    assert!((200..500).contains(&page.status), "{}", page.status);
    let injected: &[u8] = b"<hr id=fuzz>";
    // Lines for the shop's server repeat what was sent, and say that they are no markup.
    assert!(
        !page.content_type.starts_with("text/html")
            || !page
                .body
                .windows(injected.len())
                .any(|bytes| bytes == injected),
        "markup got through"
    );
}
