//! The token service: `PaygentToken.js` and the server behind it (card-token §1.1).

use paygent_core::hash;
use serde_json::{Value, json};

use super::{Page, Reply, Visit};
use crate::account::Merchant;
use crate::card::Card;
use crate::clock::Moment;
use crate::kit;
use crate::refusal::{Outcome, Stop};
use crate::store::{Holds, Token};
use crate::text;

/// Where tokens are asked for.
pub(crate) const REQUEST: &str = "/n/token/request";

pub(super) const PAGES: &[Page] = &[
    Page::get("/js/PaygentToken.js", script),
    Page::post(REQUEST, request),
    Page::options(REQUEST, preflight),
];

/// The most bytes of a holder's name, in Windows-31J.
const LONGEST_NAME: usize = 64;

fn script(_visit: &Visit<'_>) -> Outcome<Reply> {
    Ok(Reply::script(include_str!("token/PaygentToken.js")))
}

fn preflight(_visit: &Visit<'_>) -> Outcome<Reply> {
    Ok(Reply::nothing(204)
        .with("access-control-allow-origin", "*")
        .with("access-control-allow-methods", "POST, OPTIONS")
        .with("access-control-allow-headers", "content-type")
        .with("access-control-max-age", "600"))
}

fn request(visit: &Visit<'_>) -> Outcome<Reply> {
    let body = match checked(visit) {
        Ok(typed) => make(visit, &typed)?,
        Err(result) => json!({ "result": result }),
    };
    Ok(answer(&body))
}

/// What a shop's page may read, wherever it was served from.
pub(super) fn answer(body: &Value) -> Reply {
    Reply::json(body).with("access-control-allow-origin", "*")
}

/// What was typed, all checks passed.
struct Typed {
    merchant: Merchant,
    what: What,
    now: Moment,
}

enum What {
    Card {
        number: String,
        term: String,
        name: String,
        has_code: bool,
    },
    Code,
}

/// The checks in their order; the first that fails gives the result.
fn checked(visit: &Visit<'_>) -> Result<Typed, &'static str> {
    let accounts = visit.desk.accounts();
    let merchant_id = visit.text("merchant_id");
    let key = visit.text("token_generate_key");
    let account = accounts.find(merchant_id.as_bytes());
    if account.is_some_and(|account| account.merchant.maintenance) {
        return Err("8000");
    }
    if merchant_id.is_empty() && !key.is_empty() {
        return Err("1100");
    }
    if key.is_empty() {
        return Err("1200");
    }
    let account = account
        .filter(|account| {
            let right = account.merchant.token_generate_key.as_deref();
            right.is_some_and(|right| hash::verify_hex(right, key.as_bytes()))
        })
        .ok_or("1201")?;
    let now = visit.desk.clock.now();
    let code = visit.text("card_cvc");
    let what = if visit.text("cvc_only_flg") == "1" {
        match code.as_str() {
            "" => return Err("1601"),
            code if !is_code(code) => return Err("1600"),
            _ => What::Code,
        }
    } else {
        card(visit, &code, now)?
    };
    Ok(Typed {
        merchant: account.merchant.clone(),
        what,
        now,
    })
}

fn card(visit: &Visit<'_>, code: &str, now: Moment) -> Result<What, &'static str> {
    let number = visit.text("card_number");
    let year = visit.text("card_expire_year");
    let month = visit.text("card_expire_month");
    let name = visit.text("card_name");
    let missing_or_wrong = |value: &str, sizes, missing, wrong| match value {
        "" => Err(missing),
        value if !is_digits(value, sizes) => Err(wrong),
        _ => Ok(()),
    };
    missing_or_wrong(&number, 14..=16, "1300", "1301")?;
    missing_or_wrong(&year, 2..=2, "1400", "1401")?;
    missing_or_wrong(&month, 2..=2, "1500", "1501")?;
    if !is_in_time(&year, &month, now) {
        return Err("1502");
    }
    if !code.is_empty() && !is_code(code) {
        return Err("1600");
    }
    if !is_name(&name) {
        return Err("1700");
    }
    Ok(What::Card {
        number,
        term: format!("{month}{year}"),
        name,
        has_code: !code.is_empty(),
    })
}

fn is_digits(value: &str, sizes: std::ops::RangeInclusive<usize>) -> bool {
    sizes.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_code(code: &str) -> bool {
    is_digits(code, 3..=4)
}

/// A month of the calendar, from the current one to less than 20 years ahead, in Japan.
fn is_in_time(year: &str, month: &str, now: Moment) -> bool {
    let (Ok(year), Ok(month)) = (year.parse::<i64>(), month.parse::<i64>()) else {
        return false;
    };
    let (this_year, this_month, _) = now.date();
    let ahead = (2000 + year - this_year) * 12 + month - this_month;
    (1..=12).contains(&month) && (0..240).contains(&ahead)
}

/// Half-width letters, digits, signs, kana and blanks.
fn is_name(name: &str) -> bool {
    let mut bytes = Vec::new();
    text::encode_into(name, &mut bytes);
    bytes.len() <= LONGEST_NAME
        && name
            .chars()
            .all(|letter| matches!(letter, ' '..='~' | '\u{ff61}'..='\u{ff9f}'))
}

/// Keeps a token and writes the object that the script's callback gets.
fn make(visit: &Visit<'_>, typed: &Typed) -> Outcome<Value> {
    let merchant = &typed.merchant;
    let until = Moment(typed.now.0 + merchant.token_minutes * 60);
    let Ok(token) = new_token() else {
        return Ok(json!({ "result": "9000" }));
    };
    let holds = match &typed.what {
        What::Card {
            number,
            term,
            name,
            has_code,
        } => Holds::Card {
            card: Box::new(Card::read(
                number,
                term,
                &merchant.merchant_id,
                &visit.desk.store.secret,
            )),
            name: name.clone(),
            has_code: *has_code,
        },
        What::Code => Holds::Code,
    };
    let kept = Token {
        token,
        merchant_id: merchant.merchant_id.clone(),
        until,
        used: false,
        holds,
    };
    let written = visit.desk.store.write(|tx| Ok(tx.add_token(&kept)?));
    if let Err(Stop::Broken(cause)) = written {
        log::error!("data base: {cause}");
        return Ok(json!({ "result": "9000" }));
    }
    Ok(callback_object(merchant, &kept))
}

fn callback_object(merchant: &Merchant, kept: &Token) -> Value {
    let until = kept.until.stamp();
    let Holds::Card { card, .. } = &kept.holds else {
        return json!({
            "result": "0000",
            "tokenizedCardObject": { "token": kept.token, "valid_until": until },
        });
    };
    let mut answer = json!({
        "result": "0000",
        "tokenizedCardObject": {
            "token": kept.token,
            "masked_card_number": card.masked,
            "valid_until": until,
            "fingerprint": card.fingerprint,
        },
    });
    if let (Some(key), Some(fields)) = (&merchant.token_hash_key, answer.as_object_mut()) {
        let hc = hash::concat_sha256_hex(&[
            kept.token.as_bytes(),
            card.masked.as_bytes(),
            until.as_bytes(),
            card.fingerprint.as_bytes(),
            key.as_bytes(),
        ]);
        fields.insert("hc".to_owned(), Value::from(hc));
    }
    answer
}

/// `tok_` and 24 small letters and digits.
fn new_token() -> Result<String, crate::error::Error> {
    // Capitals count as small letters: what is left is still beyond guessing.
    Ok(format!(
        "tok_{}",
        kit::random_word(24)?.to_ascii_lowercase()
    ))
}

#[cfg(test)]
mod tests {
    use super::{is_in_time, is_name, new_token};
    use crate::clock::Moment;

    #[test]
    fn checks_the_month_in_japan() {
        let october_2026 = Moment(1_790_852_400);
        let good = |year, month| is_in_time(year, month, october_2026);
        assert!(good("26", "10") && good("46", "09"));
        assert!(!good("26", "09") && !good("46", "10") && !good("27", "13") && !good("27", "00"));
    }

    #[test]
    fn takes_half_width_names() {
        assert!(is_name("TARO YAMADA") && is_name("ﾀﾛｳ ｰ!~") && is_name(""));
        assert!(!is_name("太郎") && !is_name("タロウ") && !is_name("a\n"));
        assert!(is_name(&"ｱ".repeat(64)) && !is_name(&"ｱ".repeat(65)));
    }

    #[test]
    fn tokens_have_their_shape() {
        let token = new_token().unwrap();
        let rest = token.strip_prefix("tok_").unwrap();
        assert_eq!(rest.len(), 24);
        assert!(
            rest.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        );
    }
}
