//! 450: begins an EMV 3-D Secure authentication, rows 450/1-12 (card-3ds2 §2, §11.1).

use super::Call;
use super::card_authorise::is_blocked;
use super::card_token::{self, AUTHENTICATING, Wanted};
use crate::answer::{Answer, Layout};
use crate::card::Card;
use crate::clock::Moment;
use crate::kit;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holder, Holds, Subject, Tx};
use crate::three_ds::{self, Authentication, Details, State};

/// Currencies without decimals; all others of the list have two.
const WHOLE: [&str; 3] = ["JPY", "KRW", "VND"];

/// The parameters of every way to name a card.
const WAYS: [(&str, &[&str]); 4] = [
    ("token", &["card_token"]),
    ("customer", &["customer_id", "customer_card_id"]),
    ("direct", &["card_number", "card_valid_term"]),
    ("google", &["google_payment_method_token"]),
];

/// Parameters that their way can do without.
const SPARED: [&str; 1] = ["customer_card_id"];

/// Answers 450.
pub(super) fn begin(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let form = call.form;
    if !call.merchant.emv_3ds {
        return Err(Refusal::new("P063").into());
    }
    let currency = match form.text("currency_code") {
        sent if sent.is_empty() => "JPY".into(),
        sent => sent,
    };
    check_amount(&form.text("payment_amount"), &currency)?;
    check_way(call)?;
    let (card, known_name) = card(call, tx)?;
    if card.brand.is_empty() || !call.merchant.card_brands.contains(&card.brand) {
        return Err(Refusal::new("31001").into());
    }
    if call.merchant.no_3ds_brands.contains(&card.brand) {
        return Err(Refusal::new("31012").into());
    }
    if is_blocked(call, tx, &card)? {
        return Err(Refusal::new("2054").into());
    }
    let sent_name = form.text("cardholder_name");
    let (Some(id), Some(key)) = (random_id(), kit::random_word(32).ok()) else {
        return Err(Refusal::new("E001").into());
    };
    let authentication = Authentication {
        id,
        merchant_id: call.merchant.merchant_id.clone(),
        site_id: form.text("site_id").into_owned(),
        made: call.now,
        used: false,
        details: Details {
            key,
            term_url: form.text("term_url").into_owned(),
            merchant_name: form.text("merchant_name").into_owned(),
            amount: form.text("payment_amount").into_owned(),
            currency: currency.into_owned(),
            holder_name: if sent_name.is_empty() {
                known_name
            } else {
                sent_name.into_owned()
            },
            card,
            mistake: three_ds::mistake(form).unwrap_or_default().to_owned(),
            tries: 0,
            state: State::Open,
        },
    };
    tx.save_authentication(&authentication)?;
    tx.set_alarm(
        Moment(call.now.0 + three_ds::LIFE),
        &Subject::Named(authentication.id.clone()),
        three_ds::TIME_OUT,
    )?;
    answer(call, &authentication)
}

/// Row 2: a number, with no more decimals than the currency has.
fn check_amount(amount: &str, currency: &str) -> Outcome<()> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let most = if WHOLE.contains(&currency) { 0 } else { 2 };
    let ends_in_point = amount.ends_with('.');
    if whole.is_empty() || fraction.contains('.') || ends_in_point || fraction.len() > most {
        return Err(Refusal::field("P010", "payment_amount").into());
    }
    Ok(())
}

/// Rows 3 and 4: what the way needs is there, and nothing of another way.
fn check_way(call: &Call<'_>) -> Outcome<()> {
    let form = call.form;
    for (way, parameters) in WAYS {
        let chosen = form.is("card_set_method", way);
        let wrong = parameters.iter().any(|name| {
            let missing = chosen && !form.has(name) && !SPARED.contains(name);
            missing || (!chosen && form.has(name))
        });
        if wrong {
            return Err(Refusal::new("31002").into());
        }
    }
    if form.is("card_set_method", "direct") && !call.merchant.direct_card {
        return Err(Refusal::new("2023").into());
    }
    Ok(())
}

/// Rows 5-8: the card, and the holder's name that is known with it.
fn card(call: &Call<'_>, tx: Tx<'_>) -> Outcome<(Card, String)> {
    let form = call.form;
    let read = |number: &str, term: &str| {
        Card::read(number, term, &call.merchant.merchant_id, call.secret)
    };
    match form.get("card_set_method") {
        b"token" => {
            let token = card_token::find(call, tx, Wanted::Card, &AUTHENTICATING)?;
            match token.holds {
                Holds::Card { card, name, .. } => Ok((*card, name)),
                Holds::Code => Err(Refusal::new("31002").into()),
            }
        }
        b"customer" => stored(call, tx),
        b"google" => {
            let token = form.text("google_payment_method_token");
            let (number, term) = pseudo_token(&token, &call.merchant.merchant_id)?;
            Ok((read(&number, &term), String::new()))
        }
        _ => Ok((
            read(&form.text("card_number"), &form.text("card_valid_term")),
            String::new(),
        )),
    }
}

/// Rows 7 and 8: without an id the customer's only card.
fn stored(call: &Call<'_>, tx: Tx<'_>) -> Outcome<(Card, String)> {
    if !call.merchant.card_storage {
        return Err(Refusal::new("P021").into());
    }
    let form = call.form;
    let holder = Holder {
        merchant_id: &call.merchant.merchant_id,
        site_id: &form.text("site_id"),
        customer_id: &form.text("customer_id"),
    };
    let mut found = if form.has("customer_card_id") {
        Vec::from_iter(tx.stored_card(holder, form.number("customer_card_id"))?)
    } else {
        tx.stored_cards(holder)?
    };
    match (found.pop(), found.is_empty()) {
        (Some(stored), true) => {
            let name = stored.values.get("cardholder_name").cloned();
            Ok((stored.card, name.unwrap_or_default()))
        }
        _ => Err(Refusal::new("31006").into()),
    }
}

/// The stand-in for a Google Pay token (sandbox-environment §12): a digit, the number filled to 16
/// with blanks, MM, YYYY, the merchant id. The number and MMYY.
fn pseudo_token(token: &str, merchant_id: &str) -> Outcome<(String, String)> {
    let unreadable = || Refusal::new("25001");
    let part = |from: usize, to: usize| token.get(from..to).ok_or_else(unreadable);
    let number = part(1, 17)?.trim_end_matches(' ');
    let (month, year) = (part(17, 19)?, part(19, 23)?);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = (14..=16).contains(&number.len())
        && [number, month, year].into_iter().all(digits)
        && matches!(month.parse(), Ok(1..=12))
        && token.get(23..) == Some(merchant_id);
    match part(0, 1)? {
        _ if !well_formed => Err(unreadable().into()),
        "0" => Ok((number.to_owned(), format!("{month}{}", part(21, 23)?))),
        "1" => Err(Refusal::new("25002").into()),
        _ => Err(unreadable().into()),
    }
}

fn answer(call: &Call<'_>, begun: &Authentication) -> Outcome<Answer> {
    let Some(layout) = Layout::of(call.kind) else {
        return Err(Refusal::new("P007").into());
    };
    let card = &begun.details.card;
    Ok(Answer::Utf8 {
        layout,
        values: vec![
            ("card_brand", card.brand.clone()),
            ("acq_id", card.acq_id.clone()),
            ("3ds_auth_id", begun.id.clone()),
            ("issur_class", card.issur_class().to_owned()),
            ("acq_name", card.acq_name.clone()),
            ("issur_name", card.issur_name.clone()),
            ("issur_id", card.acq_id.clone()),
            ("fingerprint", card.fingerprint.clone()),
            ("masked_card_number", card.masked.clone()),
            (
                "out_acs_html",
                hand_over(call.page_url, &begun.id, &begun.details.key),
            ),
        ],
    })
}

/// The document that takes the buyer's browser to Paygent. ASCII only: whatever character set a shop's
/// page has, it stays readable; no relative address, nothing that replaces the document around it.
pub(super) fn hand_over(page_url: &str, id: &str, key: &str) -> String {
    HAND_OVER
        .replace("{page_url}", page_url)
        .replace("{auth}", id)
        .replace("{key}", key)
        .trim_end()
        .replace('\n', "\r\n")
}

/// The words in `<noscript>`: ローカル試験環境, 認証へ進む.
const HAND_OVER: &str = r#"<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="UTF-8">
<title>3-D Secure</title>
</head>
<body>
<form id="paygent3ds" action="{page_url}/threeds/start" method="post">
<input type="hidden" name="auth" value="{auth}">
<input type="hidden" name="key" value="{key}">
<noscript>
<p>&#12525;&#12540;&#12459;&#12523;&#35430;&#39443;&#29872;&#22659;</p>
<button type="submit">&#35469;&#35388;&#12408;&#36914;&#12416;</button>
</noscript>
</form>
<script>document.getElementById("paygent3ds").submit();</script>
</body>
</html>
"#;

/// A UUID of version 4 in lower case.
pub(super) fn random_id() -> Option<String> {
    let mut bytes = [0_u8; 16];
    openssl::rand::rand_bytes(&mut bytes).ok()?;
    let number = u128::from_be_bytes(bytes);
    let number = number & !(0xf << 76) | 4 << 76;
    let number = number & !(0x3 << 62) | 2 << 62;
    let hex = format!("{number:032x}");
    let part = |from, to| hex.get(from..to).unwrap_or_default();
    Some(format!(
        "{}-{}-{}-{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    ))
}

#[cfg(test)]
mod tests {
    use super::{check_amount, hand_over, pseudo_token, random_id};
    use crate::refusal::Stop;

    #[test]
    fn ids_are_uuids() {
        for _ in 0..50 {
            let id = random_id().unwrap();
            let lengths: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(lengths, [8, 4, 4, 4, 12]);
            assert_eq!(id.get(14..15), Some("4"));
            assert!(
                matches!(id.get(19..20), Some("8" | "9" | "a" | "b")),
                "{id}"
            );
            assert_eq!(id, id.to_lowercase());
        }
    }

    #[test]
    fn amounts_have_the_decimals_of_the_currency() {
        for (amount, currency, good) in [
            ("1000", "JPY", true),
            ("1000.0", "JPY", false),
            ("10.50", "USD", true),
            ("10.505", "USD", false),
            ("10.", "USD", false),
            (".5", "USD", false),
            ("1.2.3", "USD", false),
        ] {
            assert_eq!(
                check_amount(amount, currency).is_ok(),
                good,
                "{amount} {currency}"
            );
        }
    }

    #[test]
    fn reads_pseudo_tokens() {
        let code = |token: &str| match pseudo_token(token, "990000001") {
            Ok((number, term)) => format!("{number} {term}"),
            Err(Stop::Refused(refusal)) => refusal.code.to_owned(),
            Err(Stop::Broken(_)) => "broken".to_owned(),
        };
        assert_eq!(
            code("04900000000000000122030990000001"),
            "4900000000000000 1230"
        );
        assert_eq!(
            code("036000000000000  122030990000001"),
            "36000000000000 1230"
        );
        assert_eq!(code("14900000000000000122030990000001"), "25002");
        assert_eq!(code("24900000000000000122030990000001"), "25001");
        assert_eq!(code("04900000000000000132030990000001"), "25001");
        assert_eq!(code("04900000000000000122030990000002"), "25001");
        assert_eq!(code("あいう"), "25001");
    }

    #[test]
    fn the_document_is_complete_ascii() {
        let html = hand_over("http://127.0.0.1:1", "id", "secret");
        assert!(html.is_ascii() && html.ends_with("</html>") && !html.contains('{'));
        assert!(
            html.split('\n')
                .rev()
                .skip(1)
                .all(|line| line.ends_with('\r'))
        );
        assert!(html.contains("action=\"http://127.0.0.1:1/threeds/start\""));
    }
}
