//! The tables of request fields: kinds, types, lengths, allowed values.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// When a field must be there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Need {
    /// `yes`
    Always,
    /// `cond`
    Sometimes,
    /// `no`
    Never,
}

/// The type column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Type {
    Digits,
    Alnum,
    Ascii,
    Url,
    FullWidth,
    HalfKana,
    Mixed,
    Date,
    DateTime,
    /// Digits, perhaps with a decimal point.
    Decimal,
}

/// One field of one kind.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) need: Need,
    pub(super) form: Type,
    pub(super) shortest: usize,
    pub(super) longest: Option<usize>,
    pub(super) allowed: Vec<&'static str>,
}

/// The fields of one kind. Numbered ones (`t{01..22}template`) are patterns.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) plain: Vec<Rule>,
    pub(super) numbered: Vec<Rule>,
}

impl Rule {
    /// Codes that all have one length are refused by their length before their value.
    fn with_fixed_size(mut self) -> Self {
        let mut sizes = self.allowed.iter().map(|value| value.len());
        if let Some(first) = sizes.next()
            && sizes.all(|size| size == first)
        {
            self.shortest = self.shortest.max(first);
        }
        self
    }

    /// Whether a parameter name fits a pattern such as `t{01..22}_field{01..20}`.
    pub(super) fn matches(&self, name: &str) -> bool {
        let mut pattern = self.name.as_str();
        let mut rest = name;
        while let Some((fixed, after)) = pattern.split_once('{') {
            let Some((range, tail)) = after.split_once('}') else {
                return false;
            };
            let Some((first, last)) = range.split_once("..") else {
                return false;
            };
            let Some(number) = rest
                .strip_prefix(fixed)
                .and_then(|rest| rest.get(..last.len()))
            else {
                return false;
            };
            let inside = number.bytes().all(|byte| byte.is_ascii_digit())
                && (first..=last).contains(&number);
            if !inside {
                return false;
            }
            rest = rest.get(fixed.len() + last.len()..).unwrap_or_default();
            pattern = tail;
        }
        rest == pattern
    }
}

static TABLES: LazyLock<HashMap<String, Rules>> = LazyLock::new(read_tables);
static NO_RULES: Rules = Rules {
    plain: Vec::new(),
    numbered: Vec::new(),
};

/// Fields that must have their full size (telegrams-overview §16) and the shortest card fields.
const SHORTEST: [(&str, usize); 13] = [
    ("login_date", 12),
    ("card_valid_term", 4),
    ("customer_zip_code", 7),
    ("virtual_account_bank_code", 4),
    ("virtual_account_branch_code", 3),
    ("virtual_account_number", 7),
    ("payment_class", 2),
    ("cvs_type", 2),
    ("payment_type", 2),
    ("asp_payment_term", 7),
    ("cvs_company_id", 6),
    ("card_number", 14),
    ("card_conf_number", 3),
];

/// Parameters of 109 that have a default or go without (request_fields.C, `condition_notes`).
const AFTER_LOGOUT: [&str; 4] = ["rbody", "linkname", "message", "dispflg"];

/// The fields of a kind.
pub(super) fn rules(kind: &str) -> &'static Rules {
    TABLES.get(kind).unwrap_or(&NO_RULES)
}

fn read_tables() -> HashMap<String, Rules> {
    let allowed = read_allowed();
    let mut tables: HashMap<String, Rules> = HashMap::new();
    let sources = [
        include_str!("../../data/request_fields.A.csv"),
        include_str!("../../data/request_fields.B.csv"),
        include_str!("../../data/request_fields.C.csv"),
    ];
    for source in sources {
        let known: HashSet<String> = tables.keys().cloned().collect();
        for row in csv::Reader::from_reader(source.as_bytes())
            .records()
            .filter_map(Result::ok)
        {
            let column = |index: usize| row.get(index).unwrap_or_default();
            // Later tables repeat inquiries with the fields of their methods only.
            if known.contains(column(0)) {
                continue;
            }
            let rule = Rule {
                name: column(2).to_owned(),
                need: match column(4) {
                    // "Printed as required": what the buyer does not need may be left out.
                    "yes" if column(0) == "109" && AFTER_LOGOUT.contains(&column(2)) => Need::Never,
                    "yes" => Need::Always,
                    "cond" => Need::Sometimes,
                    _ => Need::Never,
                },
                form: type_of(column(2), column(5)),
                shortest: shortest(column(2), column(5), column(6)),
                longest: longest(column(6)),
                allowed: allowed
                    .get(&(column(0), column(2)))
                    .cloned()
                    .unwrap_or_default(),
            }
            .with_fixed_size();
            let rules = tables.entry(column(0).to_owned()).or_default();
            if rule.name.contains('{') {
                rules.numbered.push(rule);
            } else {
                rules.plain.push(rule);
            }
        }
    }
    tables
}

fn read_allowed() -> HashMap<(&'static str, &'static str), Vec<&'static str>> {
    include_str!("../../data/allowed_values.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split(',');
            let key = (columns.next()?, columns.next()?);
            Some((key, columns.next()?.split('|').collect()))
        })
        .collect()
}

fn type_of(name: &str, column: &str) -> Type {
    match (name, column) {
        // ascii whatever the table says (telegrams-overview §16).
        ("card_brand" | "telegram_version", _) => Type::Ascii,
        (_, "digits") | ("login_date", _) => Type::Digits,
        ("payment_amount", "other") => Type::Decimal,
        (_, "alnum") => Type::Alnum,
        (_, "ascii") => Type::Ascii,
        (_, "url") => Type::Url,
        (_, "fullwidth") => Type::FullWidth,
        (_, "halfkana") => Type::HalfKana,
        (_, "date") => Type::Date,
        (_, "datetime") => Type::DateTime,
        _ => Type::Mixed,
    }
}

fn shortest(name: &str, form: &str, size: &str) -> usize {
    match form {
        "date" => 8,
        "datetime" => 14,
        // `2-45`
        _ if size.contains('-') => size
            .split('-')
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or(0),
        _ => SHORTEST
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(0, |(_, size)| *size),
    }
}

/// `25`, `14-16` (the end counts), `3000 (text) / 1273 (QR code)` (the first), `unbounded` (none).
fn longest(column: &str) -> Option<usize> {
    let head = column.split([' ', '/']).next().unwrap_or_default();
    head.rsplit('-')
        .next()
        .and_then(|number| number.parse().ok())
}
