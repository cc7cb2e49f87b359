//! EMV 3-D Secure: what the stub decides and what a shop is told (card-3ds2 §9, §11).
//!
//! [`decide`] is what a page asks: 450's pages do, and the link type inside its own pages.

mod ending;
mod formats;
mod triggers;

use paygent_core::hash;
use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::clock::Moment;
use crate::pages::address::{self, Charset};
use crate::refusal::Refusal;

pub(crate) use ending::{TIME_OUT, time_out};
pub(crate) use formats::mistake;
pub(crate) use triggers::{Typed, decide, passwords, typed};

/// How long the buyer may take, in seconds.
pub(crate) const LIFE: i64 = 30 * 60;

/// What comes of an authentication.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Verdict {
    pub(crate) judgement: Judgement,
    /// `3dsecure_requestor_error_code`, usually empty.
    pub(crate) requestor_error: String,
    /// `3dsecure_server_error_code`, usually empty.
    pub(crate) server_error: String,
}

/// How it ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum Judgement {
    /// 0 without attempt.
    Authenticated,
    /// 0 with attempt 0: nobody to ask, the card company bears the risk.
    Attempt,
    /// 0 with attempt 1: something went wrong, the merchant bears the risk.
    AttemptAtRisk,
    /// 1 with 31007.
    Failed,
}

/// What the stub makes of name and amount.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Decision {
    /// Nobody asks the buyer.
    Frictionless(Verdict),
    /// The buyer is asked for the password.
    Challenge,
    /// Nothing that the sandbox's papers list: authenticated, and worth a warning.
    Unlisted,
}

impl From<Judgement> for Verdict {
    fn from(judgement: Judgement) -> Self {
        Self {
            judgement,
            requestor_error: String::new(),
            server_error: String::new(),
        }
    }
}

impl Judgement {
    /// `attempt_kbn`: empty, 0 or 1.
    pub(crate) fn attempt(self) -> &'static str {
        match self {
            Self::Attempt => "0",
            Self::AttemptAtRisk => "1",
            Self::Authenticated | Self::Failed => "",
        }
    }
}

/// An authentication that 450 began.
#[derive(Clone, Debug)]
pub(crate) struct Authentication {
    /// `3ds_auth_id`
    pub(crate) id: String,
    pub(crate) merchant_id: String,
    pub(crate) site_id: String,
    /// When 450 was answered.
    pub(crate) made: Moment,
    /// Whether an authorisation succeeded with it.
    pub(crate) used: bool,
    pub(crate) details: Details,
}

/// What is kept of a 450.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Details {
    /// Random; only the shop's page has it.
    pub(crate) key: String,
    pub(crate) term_url: String,
    pub(crate) merchant_name: String,
    /// As sent, in the currency's main unit.
    pub(crate) amount: String,
    pub(crate) currency: String,
    /// The holder's name of the telegram, else of token or stored card.
    pub(crate) holder_name: String,
    pub(crate) card: Card,
    /// The server's error code of a badly formed field, empty when all were fine.
    pub(crate) mistake: String,
    /// Wrong passwords so far.
    pub(crate) tries: u32,
    pub(crate) state: State,
}

/// How far an authentication is.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum State {
    /// Nobody came to an end yet.
    Open,
    /// The issuer's answer was unexpected: no result will come.
    Abandoned,
    /// 30 minutes went by.
    TimedOut,
    /// There is a result; it never changes.
    Done(Verdict),
}

impl Authentication {
    /// Whether the buyer's page may still go on.
    pub(crate) fn is_open(&self, now: Moment) -> bool {
        self.details.state == State::Open && now.0 < self.made.0 + LIFE
    }

    /// The parameters of the redirect to `term_url`, in order (§3, §11.3); `hc` only with a key.
    pub(crate) fn result(
        &self,
        verdict: &Verdict,
        key: Option<&str>,
    ) -> Vec<(&'static str, String)> {
        let refusal = (verdict.judgement == Judgement::Failed).then(|| Refusal::new("31007"));
        self.parameters(verdict, refusal.as_ref(), Shown::Card, key)
    }

    /// The parameters of Paygent's own call after the time-out (§4).
    pub(crate) fn time_out(&self, key: Option<&str>) -> Vec<(&'static str, String)> {
        let refusal = Refusal::new("31013");
        self.parameters(
            &Verdict::from(Judgement::Failed),
            Some(&refusal),
            Shown::Hidden,
            key,
        )
    }

    fn parameters(
        &self,
        verdict: &Verdict,
        refusal: Option<&Refusal>,
        shown: Shown,
        key: Option<&str>,
    ) -> Vec<(&'static str, String)> {
        let card = &self.details.card;
        let result = if refusal.is_some() { "1" } else { "0" };
        let attempt = verdict.judgement.attempt();
        let (fingerprint, masked) = match shown {
            Shown::Card => (card.fingerprint.clone(), card.masked.clone()),
            Shown::Hidden => ("XXXX".to_owned(), "XXXX".to_owned()),
        };
        let mut out = vec![
            ("result", result.to_owned()),
            ("3ds_auth_id", self.id.clone()),
            ("card_brand", card.brand.clone()),
            ("issur_class", card.issur_class().to_owned()),
            ("acq_name", card.acq_name.clone()),
            ("acq_id", card.acq_id.clone()),
            ("issur_name", card.issur_name.clone()),
            ("issur_id", card.acq_id.clone()),
        ];
        if let Some(key) = key {
            let parts = [result, self.id.as_str(), attempt, key].map(str::as_bytes);
            out.push(("hc", hash::concat_sha256_hex(&parts)));
        }
        out.extend([
            ("fingerprint", fingerprint),
            ("masked_card_number", masked),
            (
                "3dsecure_requestor_error_code",
                verdict.requestor_error.clone(),
            ),
            ("3dsecure_server_error_code", verdict.server_error.clone()),
        ]);
        match refusal {
            None => out.push(("attempt_kbn", attempt.to_owned())),
            Some(refusal) => out.extend([
                ("response_code", refusal.code.to_owned()),
                ("response_detail", refusal.detail()),
            ]),
        }
        out
    }
}

/// The shop's address with the result: UTF-8 (telegrams-overview §15).
pub(crate) fn back(term_url: &str, parameters: &[(&'static str, String)]) -> String {
    let parameters: Vec<(&str, &str)> = parameters
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    address::with_query(term_url, &parameters, Charset::Utf8)
}

/// Whether a shop is told the card.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shown {
    Card,
    /// The literal `XXXX`.
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::{Authentication, Details, Judgement, State, Verdict};
    use crate::card::Card;
    use crate::clock::Moment;

    fn authentication() -> Authentication {
        Authentication {
            id: "00000000-0000-4000-8000-000000000001".to_owned(),
            merchant_id: "1".to_owned(),
            site_id: String::new(),
            made: Moment(1_790_852_400),
            used: false,
            details: Details {
                key: String::new(),
                term_url: String::new(),
                merchant_name: String::new(),
                amount: String::new(),
                currency: String::new(),
                holder_name: String::new(),
                card: Card::read("4900000000000000", "1230", "1", b"s"),
                mistake: String::new(),
                tries: 0,
                state: State::Open,
            },
        }
    }

    fn value(parameters: &[(&'static str, String)], name: &str) -> Option<String> {
        parameters
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.clone())
    }

    /// The check data of card-3ds2 §3.
    #[test]
    fn hashes_as_the_reference_did() {
        let result =
            |judgement| authentication().result(&Verdict::from(judgement), Some("demo-3ds-key"));
        assert_eq!(
            value(&result(Judgement::AttemptAtRisk), "hc").unwrap(),
            "de79e94e1f18045e8db81ad6118f95ad2149a496d8751e6d0ac4968298f426bd"
        );
        assert_eq!(
            value(&result(Judgement::Authenticated), "hc").unwrap(),
            "fb32d6c121be19dd09a2f04b7c98ea46f3ab8726b9728b9a6de6a48758572f72"
        );
    }

    #[test]
    fn names_what_the_branch_has() {
        let names = |parameters: &[(&'static str, String)]| -> Vec<&str> {
            parameters.iter().map(|(name, _)| *name).collect()
        };
        let good = authentication().result(&Verdict::from(Judgement::Attempt), None);
        assert_eq!(
            names(&good),
            [
                "result",
                "3ds_auth_id",
                "card_brand",
                "issur_class",
                "acq_name",
                "acq_id",
                "issur_name",
                "issur_id",
                "fingerprint",
                "masked_card_number",
                "3dsecure_requestor_error_code",
                "3dsecure_server_error_code",
                "attempt_kbn",
            ]
        );
        let bad = authentication().time_out(Some("k"));
        assert!(names(&bad).ends_with(&["response_code", "response_detail"]));
        assert_eq!(value(&bad, "masked_card_number").unwrap(), "XXXX");
        assert_eq!(value(&bad, "response_code").unwrap(), "31013");
        assert_eq!(value(&bad, "attempt_kbn"), None);
    }

    #[test]
    fn ends_after_thirty_minutes() {
        let one = authentication();
        assert!(one.is_open(Moment(one.made.0 + 1799)) && !one.is_open(Moment(one.made.0 + 1800)));
    }
}
