//! The virtual clock: Japan time without daylight saving (status-machine §13).

mod calendar;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use calendar::{add_business_days, is_date};

const JAPAN: i64 = 9 * 3600;
const DAY: i64 = 86_400;

/// Where the sandbox's time comes from. Only an offset against the machine's clock is kept.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// The present moment of the sandbox.
    pub(crate) fn now(&self) -> Moment {
        let real = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                i64::try_from(since.as_secs()).unwrap_or(i64::MAX / 2)
            });
        Moment(real.saturating_add(self.offset.load(Ordering::Relaxed)))
    }
}

/// A second of Japan time, counted from 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    /// `YYYYMMDDhhmmss` in Japan time.
    pub(crate) fn stamp(self) -> String {
        let (year, month, day) = self.date();
        let second = self.second_of_day();
        format!(
            "{year:04}{month:02}{day:02}{:02}{:02}{:02}",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }

    /// `YYYYMMDD` in Japan time.
    pub(crate) fn day_stamp(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}{month:02}{day:02}")
    }

    /// RFC 3339 with Japan's offset.
    pub(crate) fn rfc3339(self) -> String {
        let (year, month, day) = self.date();
        let second = self.second_of_day();
        format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+09:00",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }

    /// Year, month (1-12) and day (1-31) in Japan.
    pub(crate) fn date(self) -> (i64, i64, i64) {
        calendar::civil(self.day_number())
    }

    /// Days since 1970-01-01 in Japan.
    pub(crate) fn day_number(self) -> i64 {
        (self.0 + JAPAN).div_euclid(DAY)
    }

    /// The same time of day, some days later.
    pub(crate) fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * DAY)
    }

    /// `second` seconds after midnight of the Japanese day with this number.
    pub(crate) fn at(day_number: i64, second: i64) -> Self {
        Self(day_number * DAY - JAPAN + second)
    }

    fn second_of_day(self) -> i64 {
        (self.0 + JAPAN).rem_euclid(DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::Moment;

    #[test]
    fn writes_japan_time() {
        let moment = Moment(1_790_852_400);
        assert_eq!(moment.stamp(), "20261001200000");
        assert_eq!(moment.rfc3339(), "2026-10-01T20:00:00+09:00");
        assert_eq!(Moment(1_790_866_800).day_stamp(), "20261002");
        assert_eq!(Moment::at(moment.day_number(), 72_000), moment);
    }
}
