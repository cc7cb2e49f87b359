//! Step 1, *complete*: what the settings know and the caller did not put (connection-module §6.1).

use std::borrow::Cow;

use super::{CONNECT_ID, CONNECT_PASSWORD, Field, Fields, LIMIT_COUNT, Telegram};
use crate::config::{Config, Settings, keys};

/// The caller's fields, then `connect_id`, `connect_password` and, for reference kinds,
/// `limit_count`, each only if it was not put: an empty value stays empty.
#[must_use]
pub fn complete<'a>(telegram: &'a Telegram, config: &Config, settings: Settings<'a>) -> Fields<'a> {
    let mut fields: Fields<'a> = telegram
        .iter()
        .map(|(key, value)| Field::text(key, value))
        .collect();
    let mut fill = |key: &'static str, value: &'a [u8]| {
        if telegram.get(key).is_none() {
            fields.push(Field::text(key.as_bytes(), Cow::Borrowed(value)));
        }
    };
    fill(CONNECT_ID, settings.default_id());
    fill(CONNECT_PASSWORD, settings.text(keys::DEFAULT_PASSWORD));
    if config.is_reference_kind(telegram.kind()) {
        fill(LIMIT_COUNT, settings.text(keys::SELECT_MAX_CNT));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, sample};

    fn completed(telegram: &Telegram) -> Vec<(String, String)> {
        let (config, overrides) = (sample::config(""), Overrides::default());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        complete(telegram, &config, config.settings(&overrides))
            .iter()
            .map(|field| (text(field.key), text(&field.value)))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()))
            .collect()
    }

    #[test]
    fn id_and_password_follow_the_callers_fields() {
        let telegram = Telegram::new("020").field("trading_id", "T1");
        let expected = [
            ("telegram_kind", "020"),
            ("trading_id", "T1"),
            ("connect_id", "EXAMPLEID01"),
            ("connect_password", "ExamplePass01"),
        ];
        assert_eq!(completed(&telegram), pairs(&expected));
    }

    #[test]
    fn what_the_caller_put_stays_even_when_empty() {
        let telegram = Telegram::empty()
            .field("connect_password", "")
            .field("connect_id", "mine");
        assert_eq!(
            completed(&telegram),
            pairs(&[("connect_password", ""), ("connect_id", "mine")])
        );
    }

    #[test]
    fn reference_kinds_get_a_limit() {
        let last = |telegram: &Telegram| completed(telegram).pop().unwrap();
        let limit = ("limit_count".to_owned(), "2000".to_owned());
        assert_eq!(last(&Telegram::new("027")), limit);
        assert_ne!(last(&Telegram::new("091")), limit);
        let own = Telegram::new("027").field("limit_count", "5");
        assert_eq!(
            completed(&own)
                .iter()
                .filter(|(key, _)| key == "limit_count")
                .count(),
            1
        );
    }

    #[test]
    fn o_17_the_telegram_itself_does_not_change() {
        let telegram = Telegram::new("027");
        completed(&telegram);
        assert_eq!(telegram.iter().count(), 1);
    }
}
