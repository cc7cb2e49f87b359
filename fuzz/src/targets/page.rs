//! A request of any bytes to the buyers' pages, token service and link type included, gets a page or a
//! refusal, never an inner error, and no markup that came with the request.

use super::{Target, fingerprint, house, magnitude};

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
    ],
    run,
};

fn run(input: &[u8]) -> u64 {
    let Some(asked) = house::request(input) else {
        return 0;
    };
    let (status, body) =
        house::with(|house| house.page(asked.method, asked.path, asked.query, asked.body));
    assert!((200..500).contains(&status), "{status}");
    let injected: &[u8] = b"<hr id=fuzz>";
    assert!(
        !body.windows(injected.len()).any(|bytes| bytes == injected),
        "markup got through"
    );
    fingerprint((
        asked.method == "POST",
        if status == 404 { "" } else { asked.path },
        status,
        magnitude(body.len() / 256),
    ))
}
