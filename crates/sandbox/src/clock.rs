//! The virtual clock: Japan time without daylight saving (status-machine §13).

mod calendar;
mod spoken;

use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use calendar::{add_business_days, is_date};
pub(crate) use spoken::{is_in_range, moment, span};

const JAPAN: i64 = 9 * 3600;
pub(crate) const DAY: i64 = 86_400;

/// What makes the sandbox's time go on.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ClockMode {
    /// The machine's clock, from wherever the sandbox's clock was moved to.
    #[default]
    Real,
    /// Only `POST /tool/clock`: between two moves the time stands still.
    Manual,
}

impl ClockMode {
    /// The word for it on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Manual => "manual",
        }
    }
}

/// The sandbox's time. It never goes backwards, over restarts neither.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    mode: ClockMode,
    state: Mutex<State>,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Seconds between the machine's clock and ours.
    offset: i64,
    /// Where the time stands still.
    held: Option<Moment>,
    /// The latest moment anybody was told.
    last: i64,
}

/// What a restart needs to go on: whether the time stood still, and the moment or the offset.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Kept {
    pub(crate) mode: ClockMode,
    pub(crate) value: i64,
}

impl Clock {
    /// The clock of this start, going on where the last one ended.
    pub(crate) fn start(mode: ClockMode, kept: Option<Kept>) -> Self {
        let real = machine();
        let (offset, moment) = match kept {
            None => (0, real),
            Some(Kept {
                mode: ClockMode::Real,
                value,
            }) => (value, real.saturating_add(value)),
            // After a clock that stood still the time must not fall behind it.
            Some(Kept { value, .. }) => (value.saturating_sub(real).max(0), value),
        };
        let held = (mode == ClockMode::Manual).then_some(Moment(moment));
        Self {
            mode,
            state: Mutex::new(State {
                offset,
                held,
                last: moment,
            }),
        }
    }

    /// What makes it go on.
    pub(crate) fn mode(&self) -> ClockMode {
        self.mode
    }

    /// The present moment of the sandbox.
    pub(crate) fn now(&self) -> Moment {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = state
            .held
            .map_or_else(|| machine().saturating_add(state.offset), |held| held.0);
        state.last = state.last.max(now);
        Moment(state.last)
    }

    /// Lets the time stand still at a moment, while what happens then is done.
    pub(crate) fn hold(&self, at: Moment) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.last = state.last.max(at.0);
        state.held = Some(Moment(state.last));
    }

    /// Ends a move: from the moment it was held at, a real clock goes on by itself.
    pub(crate) fn release(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let (ClockMode::Real, Some(held)) = (self.mode, state.held) {
            state.offset = held.0.saturating_sub(machine());
            state.held = None;
        }
    }

    /// What the next start must know.
    pub(crate) fn kept(&self) -> Kept {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.held {
            Some(held) => Kept {
                mode: ClockMode::Manual,
                value: held.0,
            },
            None => Kept {
                mode: ClockMode::Real,
                value: state.offset,
            },
        }
    }
}

fn machine() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_secs()).unwrap_or(i64::MAX / 2)
        })
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

    /// The moment that `stamp` or `day_stamp` (then its midnight) wrote.
    pub(crate) fn from_stamp(text: &str) -> Option<Self> {
        let day = text.get(..8).filter(|day| is_date(day))?;
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
        let (year, month) = (day.get(..4)?.parse().ok()?, day.get(4..6)?.parse().ok()?);
        let midnight = Self::at(
            calendar::number(year, month, day.get(6..)?.parse().ok()?),
            0,
        );
        match text.len() {
            8 => Some(midnight),
            14 => {
                let (hour, minute, second) = (number(8, 10)?, number(10, 12)?, number(12, 14)?);
                let fits = hour < 24 && minute < 60 && second < 60;
                fits.then(|| Self(midnight.0 + hour * 3600 + minute * 60 + second))
            }
            _ => None,
        }
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

    /// The number of the last day of the month that comes `months` after this moment's.
    pub(crate) fn month_end(self, months: i64) -> i64 {
        let (year, month, _) = self.date();
        let next = month + months; // months counted from 0, so this is the month after
        calendar::number(year + next.div_euclid(12), next.rem_euclid(12) + 1, 1) - 1
    }

    /// Seconds since midnight in Japan.
    pub(crate) fn second_of_day(self) -> i64 {
        (self.0 + JAPAN).rem_euclid(DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::{Clock, ClockMode, Kept, Moment, machine};

    #[test]
    fn writes_japan_time() {
        let moment = Moment(1_790_852_400);
        assert_eq!(moment.stamp(), "20261001200000");
        assert_eq!(moment.rfc3339(), "2026-10-01T20:00:00+09:00");
        assert_eq!(Moment(1_790_866_800).day_stamp(), "20261002");
        assert_eq!(Moment::at(moment.day_number(), 72_000), moment);
        assert_eq!(Moment::from_stamp("20261001200000"), Some(moment));
        assert_eq!(Moment::from_stamp("20261001").unwrap().second_of_day(), 0);
        assert_eq!(Moment::from_stamp("20261001240000"), None);
        assert_eq!(Moment::from_stamp("20260931"), None);
    }

    #[test]
    fn finds_the_end_of_a_month() {
        let end = |stamp: &str, months| {
            let day = Moment::from_stamp(stamp).unwrap().month_end(months);
            Moment::at(day, 0).day_stamp()
        };
        assert_eq!(end("20261215", 0), "20261231");
        assert_eq!(end("20261215", 2), "20270228");
        assert_eq!(end("20261231", 1), "20270131");
        assert_eq!(end("20271201", 2), "20280229");
    }

    #[test]
    fn stands_still_moves_on_and_never_goes_back() {
        let manual = Clock::start(ClockMode::Manual, None);
        let first = manual.now();
        manual.hold(Moment(first.0 + 1000));
        manual.release();
        assert_eq!(manual.now().0, first.0 + 1000);
        manual.hold(first);
        assert_eq!(manual.now().0, first.0 + 1000);

        // The next start goes on there, whichever clock it has.
        let kept = Some(manual.kept());
        assert_eq!(
            Clock::start(ClockMode::Manual, kept).now().0,
            first.0 + 1000
        );
        let real = Clock::start(ClockMode::Real, kept);
        assert!(real.now().0 >= first.0 + 1000);
        assert_eq!(real.kept().mode, ClockMode::Real);
        let behind = Some(Kept {
            mode: ClockMode::Manual,
            value: machine() - 5000,
        });
        assert!(Clock::start(ClockMode::Real, behind).now().0 >= machine() - 1);
    }
}
