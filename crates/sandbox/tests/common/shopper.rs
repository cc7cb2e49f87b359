//! A buyer who walks the carriers', WebMoney's and Paidy's pages by HTTP, and the shop that sends it there.

use serde_json::{Value, json};

use super::pages::{Page, input};
use super::{Sandbox, utf8, value};

/// A body that follows the header: `telegram_kind=…`.
pub(crate) type Login<'a> = &'a str;

pub(crate) const RETURN: &str = "http://shop.example/ok?o=1";

/// Fields of 100 without OpenID and device.
pub(crate) fn application(career_type: &str, more: &str) -> String {
    format!(
        "career_type={career_type}&amount=1000&return_url=http%3A%2F%2Fshop.example%2Fok%3Fo%3D1\
         &cancel_url=http%3A%2F%2Fshop.example%2Fno&other_url=http%3A%2F%2Fshop.example%2Fother&{more}"
    )
}

/// Fields of 104.
pub(crate) fn identification(career_type: &str, more: &str) -> String {
    format!(
        "career_type={career_type}&pc_mobile_type=4&redirect_url=http%3A%2F%2Fshop.example%2Fid%3Fs%3D1\
         &cancel_url=http%3A%2F%2Fshop.example%2Fnoid&auth_url=http%3A%2F%2Fshop.example%2F&{more}"
    )
}

/// Percent-encodes what these tests send.
pub(crate) fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The value of an attribute of the first form of some HTML.
pub(crate) fn action(html: &str) -> String {
    let form = html.split("<form").nth(1).expect(html);
    let rest = form.split_once("action=\"").expect(html).1;
    rest.split_once('"').expect(html).0.to_owned()
}

/// A parameter of an address, still percent-encoded.
pub(crate) fn parameter(address: &str, name: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{name}=")))
        .unwrap_or_default()
        .to_owned()
}

impl Sandbox {
    /// A telegram with another merchant's header; the answer's bytes.
    pub(crate) fn send_as(&self, login: Login<'_>, kind: &str, fields: &str) -> Vec<u8> {
        let body = format!("{login}telegram_kind={kind}&{fields}");
        self.curl(super::path_of(kind), &body, &[]).stdout
    }

    /// Goes where an answer of 100, 104, 109 or 150 leads: follows its address or submits its form.
    pub(crate) fn enter(&self, answer: &[u8]) -> Page {
        let url = value(answer, "redirect_url");
        if !url.is_empty() {
            return self.page("GET", &url, &[]);
        }
        let text = utf8(answer);
        let html = text
            .split_once("redirect_html=\r\n")
            .unwrap_or_else(|| panic!("nowhere to go: {text}"))
            .1;
        let fields: Vec<String> = ["prm", "sTerkn", "sSpcd", "sCptok", "tkn"]
            .into_iter()
            .filter(|name| !input(html, name).is_empty())
            .map(|name| format!("{name}={}", input(html, name)))
            .collect();
        self.submit(&action(html), &fields.join("&"))
    }

    /// Presses a button of a page with one form.
    pub(crate) fn press(&self, page: &Page, choice: &str, more: &str) -> Page {
        let body = format!("tkn={}&do={choice}&{more}", page.input("tkn"));
        self.submit(&action(&page.body), &body)
    }

    /// A fresh OpenID of a carrier's user.
    pub(crate) fn open_id(&self, login: Login<'_>, career_type: &str) -> String {
        let answer = self.send_as(login, "104", &identification(career_type, ""));
        let page = self.enter(&answer);
        let back = self.press(page.is_readable(), "agree", "");
        let open_id = parameter(back.header("location"), "open_id");
        assert_eq!(open_id.len(), 64, "{:?}", back.head);
        open_id
    }

    /// The fields of 100 that a carrier needs, a fresh OpenID included.
    pub(crate) fn order(&self, login: Login<'_>, career_type: &str, more: &str) -> String {
        let needs = match career_type {
            "2" => String::new(),
            "6" => "pc_mobile_type=0&".to_owned(),
            _ => format!(
                "pc_mobile_type=4&open_id={}&",
                self.open_id(login, career_type)
            ),
        };
        let service = if career_type == "7" {
            "service_code=SC01&"
        } else {
            ""
        };
        application(career_type, &format!("{needs}{service}{more}"))
    }

    /// An application and its page: the payment id and the page.
    pub(crate) fn applied(&self, career_type: &str, more: &str) -> (String, Page) {
        let order = self.order(&self.login(), career_type, more);
        let answer = self.send("100", &order);
        assert_eq!(value(&answer, "result"), "0", "{}", utf8(&answer));
        (value(&answer, "payment_id"), self.enter(&answer))
    }

    /// A purchase; the payment id and the answer to the press of 購入する.
    pub(crate) fn bought(&self, career_type: &str, payer: &str, more: &str) -> (String, Page) {
        let (id, page) = self.applied(career_type, more);
        let back = self.press(page.is_readable(), "buy", &format!("payer={payer}"));
        (id, back)
    }

    /// A WebMoney payment in 40; its id. `code` is what a cancel will be answered.
    pub(crate) fn webmoney(&self, code: &str, more: &str) -> String {
        let fields = format!(
            "emoney_type=1&amount=1000&return_url=http%3A%2F%2Fshop.example%2Fok\
             &cancel_url=http%3A%2F%2Fshop.example%2Fno&{more}"
        );
        let answer = self.send("150", &fields);
        let page = self.enter(&answer);
        let choice = format!("cancel_result={code}");
        let back = self.press(page.is_readable(), "complete", &choice);
        assert_eq!(back.status, "302", "{}", back.body);
        value(&answer, "payment_id")
    }

    /// Walks Paidy's window; what `closed` gets.
    pub(crate) fn paidy(&self, order_ref: &str, email: &str) -> Value {
        self.paidy_with_key(
            self.merchant["paidy_public_key"].as_str().unwrap(),
            order_ref,
            email,
        )
    }

    pub(crate) fn paidy_with_key(&self, key: &str, order_ref: &str, email: &str) -> Value {
        let payload = payload(order_ref).to_string();
        let window = format!("api_key={key}&payload={}", escape(&payload));
        let first = self.submit("/paidy/checkout", &window);
        let tkn = first.is_readable().input("tkn");
        let buyer = format!("tkn={tkn}&email={}&phone=080-0000-0001", escape(email));
        self.submit("/paidy/buyer", &buyer).is_readable();
        let last = self.submit("/paidy/code", &format!("tkn={tkn}&code=8888"));
        told(last.is_readable())
    }

    /// A Paidy payment in 20: its id at Paygent and at Paidy.
    pub(crate) fn paidy_payment(&self, order_ref: &str) -> (String, String) {
        let result = self.paidy(order_ref, "successful.payment@paidy.com");
        assert_eq!(result["status"], "authorized", "{result}");
        let answer = self.send("094", &format!("trading_id={order_ref}"));
        (
            value(&answer, "payment_id"),
            result["id"].as_str().unwrap().to_owned(),
        )
    }

    /// Adds a fault rule.
    pub(crate) fn strike(&self, rule: &Value) {
        let (status, body) = self.tool("POST", "/tool/faults", &rule.to_string());
        assert_eq!(status, "200", "{body}");
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, span: &str) {
        let wish = json!({ "advance": span }).to_string();
        let (status, body) = self.tool("POST", "/tool/clock", &wish);
        assert_eq!(status, "200", "{body}");
    }
}

/// What a page of Paidy's window tells the shop's page.
pub(crate) fn told(page: &Page) -> Value {
    let rest = page.body.split_once("data-result=\"").expect(&page.body).1;
    let text = rest.split_once('"').unwrap().0.replace("&quot;", "\"");
    serde_json::from_str(&text).expect(&text)
}

/// What a shop gives to `launch`.
pub(crate) fn payload(order_ref: &str) -> Value {
    json!({
        "amount": 3300, "currency": "JPY", "store_name": "試験ショップ", "description": "ご注文",
        "buyer": {"email": "a@example.jp", "name1": "山田 太郎", "name2": "ヤマダ タロウ", "phone": "08000000001"},
        "order": {
            "items": [
                {"id": "P1", "quantity": 2, "title": "本", "unit_price": 1500},
                {"quantity": 1, "title": "値引", "unit_price": -500},
            ],
            "order_ref": order_ref, "shipping": 500, "tax": 300,
        },
        "shipping_address": {"line1": "試験ビル 2F", "line2": "1-2-3", "city": "千代田区", "state": "東京都", "zip": "100-0001"},
    })
}
