//! Paidy's own side of a purchase: what Checkout was given, read into the fields that Paygent keeps
//! (paidy §2, §8).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::account::{Merchant, Timing};
use crate::clock::Moment;
use crate::payment::Payment;
use crate::text;

/// A purchase as Paidy knows it.
#[derive(Clone, Debug)]
pub(crate) struct Purchase {
    /// `pay_` and 16 characters.
    pub(crate) id: String,
    pub(crate) merchant_id: String,
    pub(crate) made: Moment,
    pub(crate) details: Details,
}

/// What was bought, by whom.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Details {
    pub(crate) amount: i64,
    pub(crate) order_ref: String,
    /// Keyed by the names of 343, items with their number: `order_items_id[0]`.
    pub(crate) fields: BTreeMap<String, String>,
}

/// Fields of the payload that are copied as they are.
const COPIED: [(&str, &str); 14] = [
    ("currency", "/currency"),
    ("description", "/description"),
    ("store_name", "/store_name"),
    ("buyer_email", "/buyer/email"),
    ("buyer_name_kanji", "/buyer/name1"),
    ("buyer_name_kana", "/buyer/name2"),
    ("buyer_phone", "/buyer/phone"),
    ("shipping_address_zip", "/shipping_address/zip"),
    ("shipping_address_state", "/shipping_address/state"),
    ("shipping_address_city", "/shipping_address/city"),
    ("shipping_address_line2", "/shipping_address/line2"),
    ("shipping_address_line1", "/shipping_address/line1"),
    ("order_tax", "/order/tax"),
    ("order_shipping", "/order/shipping"),
];

/// The same of one item.
const OF_ITEM: [(&str, &str); 5] = [
    ("order_items_id", "id"),
    ("order_items_title", "title"),
    ("order_items_description", "description"),
    ("order_items_unit_price", "unit_price"),
    ("order_items_quantity", "quantity"),
];

/// Paygent keeps so many bytes of a text.
const LONGEST: usize = 200;
/// The longest `order_ref` that becomes a trading id.
const LONGEST_REF: usize = 25;
/// Days of a sale in which it can be given back; of an authorisation in production.
const LIFE: i64 = 90;

/// Reads and checks the payload of `launch`; what is wrong, in Japanese.
pub(crate) fn read(payload: &str) -> Result<Details, &'static str> {
    let payload: Value =
        serde_json::from_str(payload).map_err(|_| "launch に渡された値を読めません。")?;
    let object = |pointer: &str| payload.pointer(pointer).is_some_and(Value::is_object);
    let amount = payload
        .pointer("/amount")
        .and_then(yen)
        .filter(|amount| *amount > 0)
        .ok_or("amount は正の整数で指定してください。")?;
    if payload.pointer("/currency").and_then(Value::as_str) != Some("JPY") {
        return Err("currency は JPY を指定してください。");
    }
    if !object("/buyer") || !object("/shipping_address") {
        return Err("buyer と shipping_address を指定してください。");
    }
    let items = payload
        .pointer("/order/items")
        .and_then(Value::as_array)
        .filter(|items| !items.is_empty())
        .ok_or("order.items を指定してください。")?;
    if sum(&payload, items) != Some(amount) {
        return Err("amount が order の items・tax・shipping の合計と一致しません。");
    }
    let mut fields = BTreeMap::new();
    for (name, pointer) in COPIED {
        keep(&mut fields, name.to_owned(), payload.pointer(pointer));
    }
    for (index, item) in items.iter().enumerate() {
        for (name, key) in OF_ITEM {
            keep(&mut fields, format!("{name}[{index}]"), item.get(key));
        }
    }
    Ok(Details {
        amount,
        order_ref: payload
            .pointer("/order/order_ref")
            .map(written)
            .unwrap_or_default(),
        fields,
    })
}

fn sum(payload: &Value, items: &[Value]) -> Option<i64> {
    let optional = |pointer: &str| match payload.pointer(pointer) {
        None | Some(Value::Null) => Some(0),
        Some(value) => yen(value),
    };
    let mut sum = optional("/order/tax")?.checked_add(optional("/order/shipping")?)?;
    for item in items {
        let price = yen(item.get("unit_price")?)?;
        let quantity = yen(item.get("quantity")?)?;
        sum = sum.checked_add(price.checked_mul(quantity)?)?;
    }
    Some(sum)
}

/// A whole number, written as such or as `100.0`.
fn yen(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        // Whole, and small enough to be exact.
        (number.fract() == 0.0 && number.abs() < 1e12)
            .then(|| format!("{number:.0}").parse().ok())
            .flatten()
    })
}

fn keep(fields: &mut BTreeMap<String, String>, name: String, value: Option<&Value>) {
    let value = value.map(written).unwrap_or_default();
    if !value.is_empty() {
        fields.insert(name, value);
    }
}

/// Text and numbers as they are, in one line: answers have one line per field.
fn written(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) => yen(value).map_or_else(|| value.to_string(), |yen| yen.to_string()),
        _ => String::new(),
    };
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

impl Details {
    /// The payment's trading id: `order_ref` when it can be one.
    pub(crate) fn trading_id(&self) -> &str {
        let fits = self.order_ref.len() <= LONGEST_REF
            && self
                .order_ref
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if fits { &self.order_ref } else { "" }
    }

    /// Puts what Paygent keeps into a payment.
    pub(crate) fn write_into(&self, payment: &mut Payment) {
        for (name, value) in &self.fields {
            payment.set(name, cut(value));
        }
    }
}

/// The first 200 bytes of Windows-31J, no character cut in two.
fn cut(text: &str) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|letter| {
            let mut bytes = Vec::new();
            text::encode_into(letter.encode_utf8(&mut [0; 4]), &mut bytes);
            used += bytes.len();
            used <= LONGEST
        })
        .collect()
}

/// Names and values of an answer or a notice; names with `[n]` stand for as many items as there are.
pub(crate) fn lines(
    names: impl Iterator<Item = &'static str>,
    value: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    let mut items_written = false;
    for name in names {
        if !name.ends_with("[n]") {
            lines.push((name.to_owned(), value(name)));
        } else if !items_written {
            items_written = true;
            let items = (0..).take_while(|index| {
                // Every item has a price and a quantity.
                !value(&format!("order_items_quantity[{index}]")).is_empty()
            });
            for index in items {
                for (name, _) in OF_ITEM {
                    let name = format!("{name}[{index}]");
                    let value = value(&name);
                    lines.push((name, value));
                }
            }
        }
    }
    lines
}

/// When an authorisation is over (paidy §4, §8).
pub(crate) fn authorisation_end(merchant: &Merchant, payment: &Payment) -> Option<Moment> {
    let days = match merchant.timing {
        Timing::Production => LIFE,
        Timing::Test => 30,
    };
    let authorised = Moment::from_stamp(&payment.value("authorized_date"))?;
    Some(Moment::at(authorised.day_number() + days + 1, 0))
}

/// ISO 8601 in UTC with milliseconds, as Paidy writes it.
pub(crate) fn created_at(made: Moment) -> String {
    let japan = 9 * 3600;
    let stamp = Moment(made.0 - japan).stamp();
    let part = |from: usize, to: usize| stamp.get(from..to).unwrap_or_default();
    format!(
        "{}-{}-{}T{}:{}:{}.000Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{created_at, cut, lines, read};
    use crate::clock::Moment;

    fn payload() -> Value {
        json!({
            "amount": 1200, "currency": "JPY", "buyer": {"email": "a@example.jp", "name1": "山田 太郎"},
            "order": {"items": [{"quantity": 2, "unit_price": 500, "title": "本"},
                {"quantity": 1, "unit_price": -100, "title": "値引"}],
                "order_ref": "ORDER_1", "shipping": 200.0, "tax": 100},
            "shipping_address": {"zip": "100-0001", "line1": "a\r\nb"},
        })
    }

    #[test]
    fn reads_what_paygent_keeps() {
        let details = read(&payload().to_string()).unwrap();
        assert_eq!((details.amount, details.trading_id()), (1200, "ORDER_1"));
        let field = |name: &str| details.fields.get(name).map_or("", String::as_str);
        assert_eq!(field("buyer_name_kanji"), "山田 太郎");
        assert_eq!(field("order_items_unit_price[1]"), "-100");
        assert_eq!(field("order_shipping"), "200");
        assert_eq!(field("shipping_address_line1"), "a  b");
        let names = ["currency", "order_items_id[n]", "order_items_title[n]"];
        let lines = lines(names.into_iter(), |name| field(name).to_owned());
        let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names[..3],
            ["currency", "order_items_id[0]", "order_items_title[0]"]
        );
        assert_eq!(names.len(), 11);
    }

    #[test]
    fn refuses_what_does_not_add_up() {
        for (pointer, value) in [
            ("/amount", json!(1201)),
            ("/amount", json!(0)),
            ("/amount", json!("1200")),
            ("/currency", json!("USD")),
            ("/order/items", json!([])),
            ("/order/items/0/quantity", json!(1e300)),
            ("/buyer", json!("x")),
            ("/shipping_address", json!(null)),
        ] {
            let mut payload = payload();
            *payload.pointer_mut(pointer).unwrap() = value;
            assert!(read(&payload.to_string()).is_err(), "{pointer}");
        }
        assert!(read("{").is_err());
    }

    #[test]
    fn only_fitting_order_refs_become_trading_ids() {
        let id = |order_ref: Value| {
            let mut payload = payload();
            payload["order"]["order_ref"] = order_ref;
            read(&payload.to_string()).unwrap().trading_id().to_owned()
        };
        assert_eq!(id(json!("a-1")), "");
        assert_eq!(id(json!("a".repeat(26))), "");
        assert_eq!(id(json!("a".repeat(25))), "a".repeat(25));
        assert_eq!(id(json!(17)), "17");
    }

    #[test]
    fn cuts_between_characters_and_writes_utc() {
        assert_eq!(cut(&format!("a{}", "あ".repeat(120))).chars().count(), 100);
        assert_eq!(cut(&"x".repeat(300)).len(), 200);
        assert_eq!(
            created_at(Moment(1_790_852_400)),
            "2026-10-01T11:00:00.000Z"
        );
    }
}
