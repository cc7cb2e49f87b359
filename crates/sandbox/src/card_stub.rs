//! The card company's stand-in: the last four digits X Y Z Z decide (sandbox-environment §2, §2.4).

use crate::card::Card;
use crate::clock::Moment;

/// A refusal by the card company.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Declined {
    /// 2001, 2002, 2003 or 2008.
    pub(crate) code: &'static str,
    /// The code in double quotes of `response_detail`.
    pub(crate) vendor: String,
}

/// Issuer errors that the buyer may correct.
const RETRYABLE: [&str; 10] = [
    "1G44", "1G45", "1G65", "1G74", "1G78", "1G83", "1P65", "1P74", "1P78", "1P83",
];
/// Issuer errors answered with 2002.
const SYSTEM: [&str; 2] = ["1P01", "1P30"];

/// The judgement of an authorisation: date, then triggers.
pub(crate) fn authorise(card: &Card, now: Moment) -> Result<(), Declined> {
    if card.is_out_of_date(now) {
        return Err(Declined {
            code: "2003",
            vendor: "1G83".to_owned(),
        });
    }
    let (x, y, zz) = trigger(card);
    match (x, y) {
        ('8', '1') => Err(system(format!("1C{zz}"))),
        ('8', '2') => Err(by_list(format!("1G{zz}"))),
        ('8', '5') => Err(system(format!("1K{zz}"))),
        ('8', '6') => Err(by_list(format!("1P{zz}"))),
        ('8', _) => Err(system("2999".to_owned())),
        ('9', _) => Err(timed_out()),
        _ => Ok(()),
    }
}

/// The judgement of a cancellation (021, 023), by the card of the authorisation.
pub(crate) fn cancel(card: &Card) -> Result<(), Declined> {
    let (x, y, zz) = trigger(card);
    match (x, y) {
        ('2', '2') => Ok(()),
        ('2', '1') => Err(system(format!("1C{zz}"))),
        ('2', '5') => Err(system(format!("1K{zz}"))),
        ('2', '6') => Err(system(format!("1P{zz}"))),
        ('2', _) => Err(system("2999".to_owned())),
        ('3', _) => Err(timed_out()),
        _ => Ok(()),
    }
}

fn system(vendor: String) -> Declined {
    Declined {
        code: "2002",
        vendor,
    }
}

fn timed_out() -> Declined {
    Declined {
        code: "2008",
        vendor: "2999".to_owned(),
    }
}

fn by_list(vendor: String) -> Declined {
    let code = if RETRYABLE.contains(&vendor.as_str()) {
        "2003"
    } else if SYSTEM.contains(&vendor.as_str()) {
        "2002"
    } else {
        "2001"
    };
    Declined { code, vendor }
}

fn trigger(card: &Card) -> (char, char, &str) {
    let mut letters = card.tail.chars();
    let first = letters.next().unwrap_or('0');
    let second = letters.next().unwrap_or('0');
    (first, second, card.tail.get(2..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{authorise, cancel};
    use crate::card::Card;
    use crate::clock::Moment;

    fn card(tail: &str) -> Card {
        Card::read(&format!("490000000000{tail}"), "1230", "1", b"s")
    }

    #[test]
    fn follows_the_documented_samples() {
        let now = Moment(1_790_852_400);
        let answer = |tail: &str| {
            authorise(&card(tail), now)
                .err()
                .map(|no| (no.code, no.vendor))
        };
        assert_eq!(answer("0000"), None);
        assert_eq!(answer("8101"), Some(("2002", "1C01".to_owned())));
        assert_eq!(answer("8212"), Some(("2001", "1G12".to_owned())));
        assert_eq!(answer("8283"), Some(("2003", "1G83".to_owned())));
        assert_eq!(answer("8601"), Some(("2002", "1P01".to_owned())));
        assert_eq!(answer("8665"), Some(("2003", "1P65".to_owned())));
        assert_eq!(answer("8512"), Some(("2002", "1K12".to_owned())));
        assert_eq!(answer("8300"), Some(("2002", "2999".to_owned())));
        assert_eq!(answer("9000"), Some(("2008", "2999".to_owned())));
        assert_eq!(answer("2115"), None);
        let later = |tail: &str| cancel(&card(tail)).err().map(|no| (no.code, no.vendor));
        assert_eq!(later("2115"), Some(("2002", "1C15".to_owned())));
        assert_eq!(later("2200"), None);
        assert_eq!(later("2300"), Some(("2002", "2999".to_owned())));
        assert_eq!(later("3000"), Some(("2008", "2999".to_owned())));
        assert_eq!(later("8212"), None);
    }
}
