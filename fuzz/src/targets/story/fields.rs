//! Fills in what a telegram needs, so that a mutation reaches the checks behind the first one: the
//! required fields of its kind in the tables of request fields, with values of the right type.

use std::collections::HashMap;
use std::sync::LazyLock;

struct Field {
    name: String,
    required: bool,
    form: String,
    allowed: Option<&'static str>,
}

/// Values that mean something, and conditional fields that an ordinary telegram has.
const USUAL: &[(&str, &str, &str)] = &[
    ("*", "payment_amount", "1000"),
    ("*", "amount", "1000"),
    ("*", "claim_amount", "1000"),
    ("*", "customer_tel", "0312345678"),
    ("*", "merchant_name", "Shop"),
    ("*", "customer_card_id", "$customer_card_id"),
    ("*", "file_receipt_id", "$file_receipt_id"),
    ("*", "paidy_payment_id", "$id"),
    ("020", "3dsecure_ryaku", "1"),
    ("020", "card_number", "4900000000000000"),
    ("020", "card_valid_term", "1230"),
    ("025", "card_number", "4900000000000000"),
    ("025", "card_valid_term", "1230"),
    ("030", "cvs_company_id", "00C002"),
    ("100", "pc_mobile_type", "0"),
    ("100", "other_url", "http://shop.example/other"),
    ("104", "career_type", "4"),
    ("104", "pc_mobile_type", "4"),
    ("104", "redirect_url", "http://shop.example/id"),
    ("104", "cancel_url", "http://shop.example/no"),
    ("104", "auth_url", "http://shop.example/"),
    ("450", "card_set_method", "direct"),
    ("450", "authentication_type", "01"),
    ("450", "card_number", "4900000000000000"),
    ("450", "card_valid_term", "1230"),
    ("450", "cardholder_name", "BAVCA"),
];

/// Kinds that make a new payment.
const APPLICATIONS: [&str; 8] = ["010", "020", "030", "060", "070", "100", "150", "450"];

static TABLE: LazyLock<HashMap<String, Vec<Field>>> = LazyLock::new(|| {
    let allowed: HashMap<(&str, &str), &'static str> =
        include_str!("../../../../crates/sandbox/data/allowed_values.csv")
            .lines()
            .filter_map(|line| {
                let mut columns = line.split(',');
                let key = (columns.next()?, columns.next()?);
                Some((key, columns.next()?.split('|').next()?))
            })
            .collect();
    let mut table: HashMap<String, Vec<Field>> = HashMap::new();
    for source in [
        include_str!("../../../../crates/sandbox/data/request_fields.A.csv"),
        include_str!("../../../../crates/sandbox/data/request_fields.B.csv"),
        include_str!("../../../../crates/sandbox/data/request_fields.C.csv"),
    ] {
        let mut rows = csv::Reader::from_reader(source.as_bytes());
        for row in rows.records().map(|row| row.expect("a row")) {
            let column = |index: usize| row.get(index).unwrap_or_default();
            table.entry(column(0).to_owned()).or_default().push(Field {
                name: column(2).to_owned(),
                required: column(4) == "yes",
                form: column(5).to_owned(),
                allowed: allowed.get(&(column(0), column(2))).copied(),
            });
        }
    }
    table
});

/// What a telegram of this kind lacks: `&name=value` for each.
pub fn missing(kind: &str, has: impl Fn(&str) -> bool, number: u64) -> String {
    let mut out = String::new();
    let mut add = |name: &str, value: &str| {
        if !has(name) {
            out.push_str(&format!("&{name}={value}"));
        }
    };
    if APPLICATIONS.contains(&kind) {
        add("trading_id", &format!("F{number}"));
    } else if !has("trading_id") && !matches!(kind, "025" | "026" | "027" | "104" | "109" | "116") {
        add("payment_id", "$payment_id");
    }
    let usual = |name: &str| {
        let mut known = USUAL.iter().rev();
        known.find(|(of, known, _)| (*of == kind || *of == "*") && *known == name)
    };
    let own = USUAL.iter().filter(|(of, _, _)| *of == kind);
    for (_, name, value) in own {
        // A card is named in one way only, and proved in one.
        let others: &[&str] = match *name {
            "card_number" | "card_valid_term" => &["card_token", "stock_card_mode"],
            "3dsecure_ryaku" => &["3dsecure_use_type"],
            _ => &[],
        };
        let other = others.iter().any(|name| has(name));
        if !other {
            add(name, value);
        }
    }
    for field in TABLE.get(kind).map(Vec::as_slice).unwrap_or_default() {
        let common = matches!(
            field.name.as_str(),
            "merchant_id"
                | "connect_id"
                | "connect_password"
                | "telegram_kind"
                | "telegram_version"
        );
        let own = usual(&field.name).is_some_and(|(of, _, _)| *of == kind);
        if field.required && !common && !own {
            let value = usual(&field.name).map_or_else(|| of_type(field), |(_, _, value)| value);
            add(&field.name, value);
        }
    }
    out
}

/// Whether a telegram kind is in the tables.
pub fn is_kind(kind: &str) -> bool {
    TABLE.contains_key(kind)
}

/// A text without quoted words that are not names of fields.
pub fn known_words(text: &str) -> String {
    let is_known = |word: &&str| {
        let mut fields = TABLE.values().flatten();
        fields.any(|field| field.name == *word)
    };
    let words = text.split('"').enumerate();
    words
        .filter_map(|(index, word)| {
            (index % 2 == 0)
                .then_some(word)
                .or(Some(word).filter(is_known))
        })
        .collect()
}

fn of_type(field: &Field) -> &'static str {
    let is_url = field.form == "url" || field.name.ends_with("url");
    field.allowed.unwrap_or(match field.form.as_str() {
        _ if is_url => "http://shop.example/back",
        "digits" => "1",
        "date" => "20300101",
        "datetime" => "20300101000000",
        "fullwidth" => "%8E%8E%8C%B1",
        "halfkana" => "%C3%BD%C4",
        _ => "a1",
    })
}
