//! Badly formed fields: Paygent does not refuse them, the authentication ends as attempt 1
//! (card-3ds2 §2, the annex's notes 2-4).

use crate::form::Form;

/// Fields that must not consist of blanks alone.
const NOT_BLANK: [&str; 11] = [
    "cardholder_name",
    "bill_address_city",
    "bill_address_line1",
    "bill_address_line2",
    "bill_address_line3",
    "bill_address_post_code",
    "ship_address_city",
    "ship_address_line1",
    "ship_address_line2",
    "ship_address_line3",
    "ship_address_post_code",
];

const MAILS: [&str; 2] = ["email_address", "delivery_email_address"];

const PLACES: [(&str, &str); 2] = [
    ("bill_address_country", "bill_address_state"),
    ("ship_address_country", "ship_address_state"),
];

/// ISO 3166-1, numeric.
const COUNTRIES: &str = include_str!("countries.txt");

const JAPAN: &str = "392";

/// The server's error code for the first badly formed field, or nothing.
pub(crate) fn mistake(form: &Form) -> Option<&'static str> {
    let value = |name: &str| String::from_utf8_lossy(form.get(name)).into_owned();
    let blank = |name: &&str| form.has(name) && value(name).trim().is_empty();
    let bad_mail = |name: &&str| form.has(name) && !is_mail(&value(name));
    if NOT_BLANK.iter().any(blank) || MAILS.iter().any(bad_mail) {
        return Some("203");
    }
    let bad_place = |(country, state): &(&str, &str)| {
        let (country, state) = (value(country), value(state));
        !country.is_empty() && !is_country(&country)
            || !state.is_empty() && !is_state(&country, &state)
    };
    PLACES.iter().any(bad_place).then_some("304")
}

fn is_country(code: &str) -> bool {
    COUNTRIES.split_whitespace().any(|known| known == code)
}

/// Japan's states are known by number; of other countries only the form is.
fn is_state(country: &str, state: &str) -> bool {
    if country == JAPAN {
        return state.len() == 2
            && state
                .parse::<u8>()
                .is_ok_and(|number| (1..=47).contains(&number));
    }
    // A state without its country names nothing.
    !country.is_empty() && state.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// An address of RFC 5322 in its dotted form.
fn is_mail(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else {
        return false;
    };
    let atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    let quoted = local.len() > 2
        && local.starts_with('"')
        && local.ends_with('"')
        && local
            .get(1..local.len() - 1)
            .is_some_and(|inner| inner.bytes().all(|byte| (0x20..0x7f).contains(&byte)));
    (quoted || local.split('.').all(atom)) && domain.split('.').all(atom)
}

#[cfg(test)]
mod tests {
    use super::{COUNTRIES, is_mail, mistake};
    use crate::form::Form;

    #[test]
    fn finds_what_the_annex_lists() {
        let found = |body: &str| mistake(&Form::parse(body.as_bytes()));
        assert_eq!(COUNTRIES.split_whitespace().count(), 249);
        assert_eq!(found(""), None);
        assert_eq!(
            found("bill_address_country=392&bill_address_state=13&email_address=a.b@c.example"),
            None
        );
        assert_eq!(found("cardholder_name=++"), Some("203"));
        assert_eq!(found("ship_address_city=%E3%80%80"), Some("203"));
        assert_eq!(found("delivery_email_address=a..b@c.example"), Some("203"));
        assert_eq!(found("bill_address_country=999"), Some("304"));
        assert_eq!(
            found("bill_address_country=392&bill_address_state=48"),
            Some("304")
        );
        assert_eq!(
            found("ship_address_country=840&ship_address_state=CA"),
            None
        );
        assert_eq!(found("ship_address_state=13"), Some("304"));
    }

    #[test]
    fn reads_mail_addresses() {
        for good in ["a@b", "a.b+c@d.example", "\"a..b\"@c.example"] {
            assert!(is_mail(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b",
            "a@",
            "a.@b.example",
            ".a@b.example",
            "a..b@c",
            "a b@c",
            "a@b..c",
        ] {
            assert!(!is_mail(bad), "{bad}");
        }
    }
}
