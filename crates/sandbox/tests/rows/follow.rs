//! Rows of 021, 022, 023.

use crate::Row::{self, Case};
use crate::common::{card, value};

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "021",
            1,
            Case(|bench| bench.follow("021", "0000", "40", "2004", "40")),
        ),
        (
            "021",
            2,
            Case(|bench| bench.follow("021", "0000", "33", "ok", "33")),
        ),
        (
            "021",
            3,
            Case(|bench| {
                for (tail, code) in [
                    ("2115", "2002 1C15"),
                    ("2512", "2002 1K12"),
                    ("2612", "2002 1P12"),
                    ("2300", "2002 2999"),
                ] {
                    bench.follow("021", tail, "20", code, "31");
                }
                bench.follow("021", "2200", "20", "ok", "32");
            }),
        ),
        (
            "021",
            4,
            Case(|bench| bench.follow("021", "3000", "20", "2008 2999", "31")),
        ),
        (
            "021",
            5,
            Case(|bench| bench.follow("021", "0000", "31", "ok", "32")),
        ),
        (
            "022",
            1,
            Case(|bench| bench.follow("022", "0000", "33", "2007", "33")),
        ),
        (
            "022",
            2,
            Case(|bench| bench.follow("022", "0000", "32", "2004", "32")),
        ),
        (
            "022",
            3,
            Case(|bench| bench.follow("022", "0000", "41", "ok", "41")),
        ),
        (
            "022",
            4,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1").replace("class=10", "class=23");
                let id = value(&bench.answer("bonus always", "020", &fields), "payment_id");
                // The same payment under a contract whose bonus period is over.
                let index = |name: &str| {
                    100 + super::super::contracts()
                        .iter()
                        .position(|(n, _)| *n == name)
                        .unwrap()
                };
                let over = index("bonus never");
                bench.sql(&format!(
                    "UPDATE payments SET merchant_id = '{over}' WHERE id = {id}"
                ));
                bench.expect_of("bonus never", "022", &format!("payment_id={id}"), "2018");
            }),
        ),
        (
            "022",
            5,
            Case(|bench| bench.follow("022", "0000", "30", "ok", "40")),
        ),
        (
            "023",
            1,
            Case(|bench| bench.follow("023", "0000", "41", "2007", "41")),
        ),
        (
            "023",
            2,
            Case(|bench| bench.follow("023", "0000", "20", "2004", "20")),
        ),
        (
            "023",
            3,
            Case(|bench| bench.follow("023", "0000", "60", "ok", "60")),
        ),
        (
            "023",
            4,
            Case(|bench| bench.follow("023", "2115", "40", "2002 1C15", "42")),
        ),
        (
            "023",
            5,
            Case(|bench| bench.follow("023", "3000", "42", "2008 2999", "42")),
        ),
        (
            "023",
            6,
            Case(|bench| bench.follow("023", "0000", "42", "ok", "60")),
        ),
    ]
}
