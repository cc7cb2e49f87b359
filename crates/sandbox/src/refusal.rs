//! A refused telegram: the gateway's code and its Japanese text (`data/response_details.csv`).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::answer::Values;

static DETAILS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../data/response_details.csv").as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned())))
        .collect()
});

/// The text of a response code, without what fills its hole; empty for codes nobody knows.
pub(crate) fn text_of(code: &str) -> &'static str {
    DETAILS.get(code).map_or("", String::as_str)
}

/// Why a telegram is answered with `result=1`.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The response code.
    pub(crate) code: &'static str,
    /// What fills the hole in the text: a parameter name or the card company's code.
    pub(crate) subject: String,
    /// Fields that come with this refusal all the same (020 with 2003, 029 half done, 060 with 5010).
    pub(crate) values: Values,
}

impl Refusal {
    /// A refusal whose text is fixed.
    pub(crate) fn new(code: &'static str) -> Self {
        Self {
            code,
            subject: String::new(),
            values: Vec::new(),
        }
    }

    /// A refusal that names a parameter (P005, P006, P008, P009, P010).
    pub(crate) fn field(code: &'static str, name: &str) -> Self {
        Self {
            code,
            subject: name.to_owned(),
            values: Vec::new(),
        }
    }

    /// A refusal by the card company with its own code (2001, 2002, 2003, 2008).
    pub(crate) fn vendor(code: &'static str, vendor: &str) -> Self {
        Self::field(code, vendor)
    }

    /// The same refusal with fields.
    pub(crate) fn with(mut self, values: Values) -> Self {
        self.values = values;
        self
    }

    /// The `response_detail`.
    pub(crate) fn detail(&self) -> String {
        let text = DETAILS.get(self.code).map_or("", String::as_str);
        text.replace("{field}", &self.subject)
            .replace("{vendor}", &self.subject)
            .replace("{file_type}", &self.subject)
            .replace("{record}:{content}", &self.subject)
            .replace("{carrier}", &self.subject)
    }
}

/// What ends a telegram early: a refusal (whose writes stay) or a failure of ours (nothing stays).
#[derive(Debug)]
pub(crate) enum Stop {
    /// Answered with `result=1`.
    Refused(Refusal),
    /// The data base failed: E001.
    Broken(rusqlite::Error),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Broken(cause)
    }
}

/// Shorthand of the handlers.
pub(crate) type Outcome<T> = Result<T, Stop>;

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn fills_the_texts() {
        assert_eq!(
            Refusal::field("P008", "trading_id").detail(),
            "\"trading_id\" の文字の種類が正しくありません。"
        );
        assert_eq!(Refusal::vendor("2001", "1G12").detail(), "\"1G12\"");
        assert_eq!(
            Refusal::new("2004").detail(),
            "現在の決済ステータスでは処理できません。"
        );
    }
}
