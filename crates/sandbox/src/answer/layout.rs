//! Names and order of the answers' fields, from `data/response_fields.*.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Values;
use crate::paidy;
use crate::payment::kind;
use crate::routes::Kind;

/// Names that are written by hand, not as fields.
const COMMON: [&str; 3] = ["result", "response_code", "response_detail"];

/// Kinds whose refusals carry every name (telegrams-overview §6.4, 4).
const FULL_REFUSALS: [&str; 6] = ["020", "021", "022", "023", "028", "029"];

struct Row {
    kind: &'static str,
    block: &'static str,
    number: u32,
    name: &'static str,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let tables = [
        include_str!("../../data/response_fields.A.csv"),
        include_str!("../../data/response_fields.B.csv"),
        include_str!("../../data/response_fields.C.csv"),
    ];
    tables.into_iter().flat_map(rows).collect()
});

/// Layouts by kind; those of 094 by kind and payment type, as `094/02`.
static LAYOUTS: LazyLock<HashMap<String, Layout>> = LazyLock::new(|| {
    let mut layouts: HashMap<String, Layout> = HashMap::new();
    for row in ROWS.iter() {
        if row.block.starts_with("redirect") {
            continue;
        }
        let key = match (row.kind, row.block) {
            ("091" | "diff_notice" | "file_notice" | "027", _) => continue,
            ("094", "common" | "error") => continue,
            ("094", "success (Paidy)") => "094/22".to_owned(),
            ("094", block) => format!("094/{}", block.get(..2).unwrap_or_default()),
            (kind, _) => kind.to_owned(),
        };
        // Some kinds answer with nothing but a result (105): they have a layout too.
        let layout = layouts.entry(key).or_default();
        if !COMMON.contains(&row.name) {
            layout.names.push(row.name);
        }
    }
    for layout in layouts.values_mut() {
        // A field of HTML swallows all that follows it, so it comes last.
        layout.names.sort_by_key(|name| name.ends_with("_html"));
    }
    layouts
});

/// The names of fields 6-76 of 091 with their numbers.
static NOTICE: LazyLock<Vec<(u32, &'static str)>> = LazyLock::new(|| {
    ROWS.iter()
        .filter(|row| row.kind == "091" && row.block.starts_with("notice"))
        .map(|row| (row.number, row.name))
        .collect()
});

/// The names of one kind's normal answer after `result`, in order.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    names: Vec<&'static str>,
}

impl Layout {
    /// The layout of a kind, or of `094/<payment type>`.
    pub(crate) fn of(key: &str) -> Option<&'static Self> {
        LAYOUTS.get(key)
    }

    /// All names in order.
    pub(crate) fn names(&self) -> &[&'static str] {
        &self.names
    }

    /// The names a refusal of this kind carries.
    pub(crate) fn of_refusal(kind: Kind, values: &Values) -> Vec<&'static str> {
        let Some(layout) = Self::of(kind.id) else {
            return Vec::new();
        };
        let full = FULL_REFUSALS.contains(&kind.id);
        layout
            .names
            .iter()
            .copied()
            .filter(|name| full || values.iter().any(|(key, _)| key == name))
            .collect()
    }
}

/// The fields of a difference record that a contract returns: 6-21 always, 22-76 as asked for
/// (difference-notification §10.2).
pub(crate) fn notice_names(asked: &[String]) -> impl Iterator<Item = &'static str> {
    NOTICE
        .iter()
        .filter(move |(number, name)| *number <= 21 || asked.iter().any(|other| other == name))
        .map(|(_, name)| *name)
}

/// Names and values of a difference record as a contract returns it: Paidy's has its own names, and all
/// of them (paidy §8).
pub(crate) fn notice_fields(
    asked: &[String],
    value: impl Fn(&str) -> String,
) -> Vec<(String, String)> {
    if value("payment_type") == kind::PAIDY {
        return paidy::lines(paidy_notice_names(), value);
    }
    notice_names(asked)
        .map(|name| (name.to_owned(), value(name)))
        .collect()
}

/// The names of a Paidy payment's record, in order.
pub(crate) fn paidy_notice_names() -> impl Iterator<Item = &'static str> {
    ROWS.iter()
        .filter(|row| row.kind == "091" && row.block.starts_with("success") && row.number > 5)
        .map(|row| row.name)
}

fn rows(table: &'static str) -> Vec<Row> {
    csv::Reader::from_reader(table.as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| {
            Some(Row {
                kind: leak(row.get(0)?),
                block: leak(row.get(1)?),
                number: row.get(2)?.parse().unwrap_or(0),
                name: leak(row.get(3)?),
            })
        })
        .collect()
}

/// The tables are read once per process; their words live as long as it.
fn leak(word: &str) -> &'static str {
    Box::leak(word.to_owned().into_boxed_str())
}
