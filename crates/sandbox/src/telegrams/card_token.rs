//! Tokens in telegrams: 020, 025, 116, 450 (card-token §3, §5).

use super::Call;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holds, Token, Tx};

/// Which token a telegram needs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// クレジットカードトークン
    Card,
    /// セキュリティコードトークン
    Code,
}

/// The codes of a telegram for a token that is unknown, used, too old, of the wrong kind; checked in
/// this order (rows 020/16-19, 025/6, 116/3, 450/6).
pub(super) struct Codes {
    unknown: &'static str,
    used: &'static str,
    old: &'static str,
    wrong: &'static str,
}

/// Of 020, 025 and 116.
pub(super) const PAYING: Codes = Codes {
    unknown: "2021",
    used: "2022",
    old: "2020",
    wrong: "2026",
};

/// Of 450.
pub(super) const AUTHENTICATING: Codes = Codes {
    unknown: "31004",
    used: "31005",
    old: "31003",
    wrong: "31002",
};

/// The token of the telegram's `card_token`, fit for use.
pub(super) fn find(call: &Call<'_>, tx: Tx<'_>, wanted: Wanted, codes: &Codes) -> Outcome<Token> {
    let token = call.form.text("card_token");
    let found = tx.token(&call.merchant.merchant_id, &token)?;
    let found = found.ok_or_else(|| Refusal::new(codes.unknown))?;
    let fits = matches!(
        (&found.holds, wanted),
        (Holds::Card { .. }, Wanted::Card) | (Holds::Code, Wanted::Code)
    );
    let refused = if found.used {
        Some(codes.used)
    } else if call.now > found.until {
        Some(codes.old)
    } else if !fits {
        Some(codes.wrong)
    } else {
        None
    };
    match refused {
        Some(code) => Err(Refusal::new(code).into()),
        None => Ok(found),
    }
}
