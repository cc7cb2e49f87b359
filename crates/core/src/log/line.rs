//! One line: time, class name, text (connection-module §9).

use chrono::{DateTime, FixedOffset, Local, TimeZone, Utc};

use super::LogOptions;

/// The vendor's layout of the time.
const TIME: &str = "%Y/%m/%d %H:%M:%S";

/// A time zone.
#[derive(Clone, Copy, Debug, Default)]
pub enum Zone {
    /// The system's.
    #[default]
    Local,
    /// Seconds east of UTC, e.g. what PHP's `date('Z')` says.
    Offset(i32),
    /// Whatever this says when a line is written: asking takes time, and most telegrams write none.
    /// Must not answer `Asked`.
    Asked(fn() -> Self),
}

/// Two questions are never the same: functions cannot be compared.
impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Local, Self::Local) => true,
            (Self::Offset(ours), Self::Offset(theirs)) => ours == theirs,
            _ => false,
        }
    }
}

impl Zone {
    fn show(self, time: DateTime<Utc>) -> String {
        match self {
            Self::Local | Self::Asked(_) => text(&Local, time),
            Self::Offset(seconds) => match FixedOffset::east_opt(seconds) {
                Some(zone) => text(&zone, time),
                None => text(&Utc, time),
            },
        }
    }
}

fn text<Z: TimeZone>(zone: &Z, time: DateTime<Utc>) -> String
where
    Z::Offset: std::fmt::Display,
{
    time.with_timezone(zone).format(TIME).to_string()
}

/// The line with its line feed.
pub(super) fn format(options: &LogOptions, text: &[u8]) -> Vec<u8> {
    let zone = match options.zone {
        Zone::Asked(ask) => ask(),
        known => known,
    };
    let head = format!("{} {} ", zone.show(Utc::now()), options.class);
    [head.as_bytes(), text, b"\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_that_of_the_zone() {
        let time = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        assert_eq!(Zone::Offset(0).show(time), "2023/11/14 22:13:20");
        assert_eq!(Zone::Offset(9 * 3600).show(time), "2023/11/15 07:13:20");
        assert_eq!(
            Zone::Offset(-5 * 3600 - 1800).show(time),
            "2023/11/14 16:43:20"
        );
        assert_eq!(
            Zone::Offset(i32::MAX).show(time),
            "2023/11/14 22:13:20",
            "no such offset"
        );
    }

    #[test]
    fn an_asked_zone_is_asked_for_each_line() {
        let options = |zone| LogOptions {
            zone,
            ..LogOptions::default()
        };
        let minutes = |line: Vec<u8>| String::from_utf8(line).unwrap()[..16].to_owned();
        // A line may begin in one minute and its twin in the next: one of two tries agrees.
        let agree = || {
            let asked = format(&options(Zone::Asked(|| Zone::Offset(5 * 3600))), b"x");
            let told = format(&options(Zone::Offset(5 * 3600)), b"x");
            minutes(asked) == minutes(told)
        };
        assert!(agree() || agree());
    }
}
