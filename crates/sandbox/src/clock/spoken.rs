//! What `POST /tool/clock` is told (sandbox-environment §20).

use super::{Moment, calendar, is_date};

/// 9999-12-31T23:59:59 in Japan: beyond it a date no longer fits its eight digits.
const LAST: i64 = 253_402_268_399;

/// Seconds of `36h`, `1d6h`, `90s`: numbers with the units s m h d, joined. Nothing when it is no span
/// or no time at all.
pub(crate) fn span(text: &str) -> Option<i64> {
    let mut seconds: i64 = 0;
    let mut number: Option<i64> = None;
    for letter in text.chars() {
        if let Some(digit) = letter.to_digit(10) {
            let sofar = number.unwrap_or(0);
            number = Some(sofar.checked_mul(10)?.checked_add(i64::from(digit))?);
            continue;
        }
        let unit = match letter {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => super::DAY,
            _ => return None,
        };
        seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
    }
    (number.is_none() && seconds > 0).then_some(seconds)
}

/// The moment of an RFC 3339 time with offset, in whole seconds.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let number = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<i64>().ok()).flatten()
    };
    let sign = |at: usize, wanted: &str| text.get(at..=at) == Some(wanted);
    let shaped = sign(4, "-") && sign(7, "-") && sign(10, "T") && sign(13, ":") && sign(16, ":");
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let exists = is_date(&format!("{year:04}{month:02}{day:02}"));
    if !shaped || !exists || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let offset = match text.get(19..)? {
        "Z" => 0,
        zone if zone.len() == 6 && sign(22, ":") => {
            let (hours, minutes) = (number(20, 22)?, number(23, 25)?);
            let ahead = hours * 3600 + minutes * 60;
            match zone.get(..1)? {
                "+" if hours < 24 && minutes < 60 => ahead,
                "-" if hours < 24 && minutes < 60 => -ahead,
                _ => return None,
            }
        }
        _ => return None,
    };
    let midnight = calendar::number(year, month, day) * super::DAY;
    Some(Moment(
        midnight + hour * 3600 + minute * 60 + second - offset,
    ))
    .filter(|moment| is_in_range(*moment))
}

/// Whether all that is written of a moment has its documented length.
pub(crate) fn is_in_range(moment: Moment) -> bool {
    (0..=LAST).contains(&moment.0)
}

#[cfg(test)]
mod tests {
    use super::{moment, span};

    #[test]
    fn reads_spans() {
        assert_eq!(span("36h"), Some(129_600));
        assert_eq!(span("1d6h"), Some(108_000));
        assert_eq!(span("2d3h4m5s"), Some(183_845));
        for wrong in [
            "",
            "0s",
            "5",
            "h",
            "1x",
            "1d6",
            "-1h",
            "99999999999999999999d",
            "１h",
        ] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reads_moments() {
        let japan = moment("2026-10-01T20:00:00+09:00").unwrap();
        assert_eq!(japan.stamp(), "20261001200000");
        assert_eq!(moment("2026-10-01T11:00:00Z"), Some(japan));
        assert_eq!(moment("2026-10-01T06:30:00-04:30"), Some(japan));
        assert_eq!(
            moment("9999-12-31T23:59:59+09:00").map(|last| last.stamp()),
            Some("99991231235959".to_owned())
        );
        for wrong in [
            "",
            "9999-12-31T23:59:59Z",
            "1969-12-31T23:59:59Z",
            "2026-10-01",
            "2026-10-01T20:00:00",
            "2026-02-30T20:00:00Z",
            "2026-10-01T24:00:00Z",
            "2026-10-01 20:00:00Z",
            "2026-10-01T20:00:00+9:00",
            "2026-10-01T20:00:00+09:00x",
            "２０26-10-01T20:00:00Z",
        ] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
