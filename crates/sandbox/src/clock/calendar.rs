//! Days, dates and Japanese business days. Holidays are data (2020-2030).

use std::collections::BTreeSet;
use std::sync::LazyLock;

static HOLIDAYS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/holidays.csv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(',').map(|(date, _)| date))
        .collect()
});

/// The date of a day counted from 1970-01-01 (proleptic Gregorian).
pub(crate) fn civil(day_number: i64) -> (i64, i64, i64) {
    let shifted = day_number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// The number of a date's day, counted from 1970-01-01: the reverse of [`civil`].
pub(crate) fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Whether eight digits are a date that exists.
pub(crate) fn is_date(text: &str) -> bool {
    let part =
        |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i64>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0, 4), part(4, 6), part(6, 8)) else {
        return false;
    };
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    text.len() == 8 && year >= 1 && (1..=days).contains(&day)
}

/// The n-th business day after the day with this number.
pub(crate) fn add_business_days(day_number: i64, days: u32) -> i64 {
    let mut day = day_number;
    let mut left = days;
    while left > 0 {
        day += 1;
        if is_business_day(day) {
            left -= 1;
        }
    }
    day
}

/// Not Saturday, Sunday, a holiday, 31 December to 3 January (status-machine §13).
fn is_business_day(day_number: i64) -> bool {
    let (year, month, day) = civil(day_number);
    // 1970-01-01 was a Thursday.
    let weekday = (day_number + 4).rem_euclid(7);
    let turn_of_year = (month == 12 && day == 31) || (month == 1 && day <= 3);
    let date = format!("{year:04}{month:02}{day:02}");
    weekday != 0 && weekday != 6 && !turn_of_year && !HOLIDAYS.contains(date.as_str())
}

#[cfg(test)]
mod tests {
    use super::{HOLIDAYS, add_business_days, civil, is_business_day, is_date, number};

    /// 2026-09-18, a Friday.
    const FRIDAY: i64 = 20_714;

    #[test]
    fn counts_over_substitute_and_between_holidays() {
        assert_eq!(civil(FRIDAY), (2026, 9, 18));
        // Mon 21 敬老の日, Tue 22 between holiday, Wed 23 秋分の日.
        assert_eq!(civil(add_business_days(FRIDAY, 1)), (2026, 9, 24));
        assert_eq!(civil(add_business_days(FRIDAY, 3)), (2026, 9, 28));
        for date in ["20200224", "20210809", "20260506", "20260922"] {
            assert!(HOLIDAYS.contains(date), "{date}");
        }
    }

    #[test]
    fn counts_days_both_ways() {
        for day in (-1_000_000..4_000_000).step_by(37) {
            let (year, month, of_month) = civil(day);
            assert_eq!(number(year, month, of_month), day);
        }
    }

    #[test]
    fn closes_at_the_turn_of_the_year() {
        let last = (0..)
            .map(|n| FRIDAY + n)
            .find(|day| civil(*day) == (2026, 12, 30));
        let last = last.unwrap();
        assert!(is_business_day(last));
        assert_eq!(civil(add_business_days(last, 1)), (2027, 1, 4));
    }

    #[test]
    fn knows_dates_that_do_not_exist() {
        assert!(is_date("20240229"));
        for wrong in [
            "20230229", "20231301", "20230431", "2023041", "2023041a", "00000101",
        ] {
            assert!(!is_date(wrong), "{wrong}");
        }
    }
}
