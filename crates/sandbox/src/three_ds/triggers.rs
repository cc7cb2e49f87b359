//! The stub's triggers as data: holder names, amounts, passwords (card-3ds2 §9).

use super::{Decision, Judgement, Verdict};
use crate::card::Card;

use Judgement::{Attempt, AttemptAtRisk, Authenticated, Failed};

/// A holder's name or an amount that decides without asking.
struct Trigger {
    brand: &'static str,
    amount: &'static str,
    name: &'static str,
    judgement: Judgement,
}

const fn trigger(
    brand: &'static str,
    amount: &'static str,
    name: &'static str,
    judgement: Judgement,
) -> Trigger {
    Trigger {
        brand,
        amount,
        name,
        judgement,
    }
}

const TRIGGERS: [Trigger; 24] = [
    trigger("JCB", "313510", "BAJYA", Authenticated),
    trigger("JCB", "313520", "BAJAA", Attempt),
    trigger("JCB", "313550", "BAJUA", AttemptAtRisk),
    trigger("JCB", "313560", "BAJRA", Failed),
    trigger("DINERS", "313610", "BADYA", Authenticated),
    trigger("DINERS", "313620", "BADAA", Attempt),
    trigger("DINERS", "313640", "BADNA", Failed),
    trigger("DINERS", "313650", "BADUA", AttemptAtRisk),
    trigger("DINERS", "313660", "BADRA", Failed),
    trigger("AMEX", "313710", "BAAYA", Authenticated),
    trigger("AMEX", "313740", "BAANA", Failed),
    trigger("AMEX", "313750", "BAAAA", Attempt),
    trigger("AMEX", "313751", "BAAUA", AttemptAtRisk),
    trigger("AMEX", "313760", "BAARA", Failed),
    trigger("VISA", "314010", "BAVYA", Authenticated),
    trigger("VISA", "314020", "BAVAA", Attempt),
    trigger("VISA", "314040", "BAVNA", Failed),
    trigger("VISA", "314050", "BAVUA", AttemptAtRisk),
    trigger("VISA", "314060", "BAVRA", Failed),
    trigger("MASTER", "315010", "BAMYA", Authenticated),
    trigger("MASTER", "315020", "BAMAA", Attempt),
    trigger("MASTER", "315040", "BAMNA", Failed),
    trigger("MASTER", "315050", "BAMUA", AttemptAtRisk),
    trigger("MASTER", "315060", "BAMRA", Failed),
];

/// Failures of a server on the way, any brand: amount, name, requestor's code, server's code.
const ERRORS: [(&str, &str, &str, &str); 3] = [
    ("221001", "BBERRABAB", "", "405"),
    ("130000", "BCERRTIMEOUT", "R1002", ""),
    ("140000", "BDERRINVALIDINPUT", "R1102", ""),
];

/// Amounts that make the buyer's bank ask, any brand.
const ASKING_AMOUNTS: [&str; 4] = ["0", "1", "200000", "400000"];

/// Per brand: the name that makes the bank ask; passwords of success, failure and attempt.
const CHALLENGES: [(&str, &str, [&str; 3]); 5] = [
    ("JCB", "BAJCA", ["13512", "13542", "13552"]),
    ("DINERS", "BADCA", ["13612", "13642", "13652"]),
    ("AMEX", "BAACA", ["13712", "13742", "13752"]),
    ("VISA", "BAVCA", ["14012", "14042", "14052"]),
    ("MASTER", "BAMCA", ["15012", "15042", "15052"]),
];

/// Passwords of server failures, any brand: requestor's code, server's code.
const ERROR_PASSWORDS: [(&str, &str, &str); 3] = [
    ("51001", "", "405"),
    ("30000", "R1002", ""),
    ("40000", "R1102", ""),
];

/// What the stub does: the holder's name if it is anybody's trigger, else the amount (§11.2).
pub(crate) fn decide(card: &Card, holder_name: &str, amount: &str) -> Decision {
    let name = holder_name.trim().to_ascii_uppercase();
    let brand = card.brand.as_str();
    if let Some((owner, decision)) = by_name(&name) {
        return match owner {
            Some(owner) if owner != brand => Decision::Unlisted,
            _ => decision,
        };
    }
    by_amount(brand, &plain_number(amount)).unwrap_or(Decision::Unlisted)
}

/// Whose trigger a name is (nothing: every brand's), and what it does.
fn by_name(name: &str) -> Option<(Option<&'static str>, Decision)> {
    if let Some(found) = TRIGGERS.iter().find(|trigger| trigger.name == name) {
        let verdict = Verdict::from(found.judgement);
        return Some((Some(found.brand), Decision::Frictionless(verdict)));
    }
    if let Some((_, _, requestor, server)) = ERRORS.iter().find(|(_, known, _, _)| *known == name) {
        return Some((None, Decision::Frictionless(error(requestor, server))));
    }
    let asked = CHALLENGES.iter().find(|(_, known, _)| *known == name);
    asked.map(|(brand, _, _)| (Some(*brand), Decision::Challenge))
}

fn by_amount(brand: &str, amount: &str) -> Option<Decision> {
    let own = TRIGGERS
        .iter()
        .find(|trigger| trigger.amount == amount && trigger.brand == brand);
    if let Some(found) = own {
        return Some(Decision::Frictionless(found.judgement.into()));
    }
    if let Some((_, _, requestor, server)) = ERRORS.iter().find(|(known, _, _, _)| *known == amount)
    {
        return Some(Decision::Frictionless(error(requestor, server)));
    }
    ASKING_AMOUNTS
        .contains(&amount)
        .then_some(Decision::Challenge)
}

/// The passwords that work with a card, and what each does, for a person to read.
pub(crate) fn passwords(card: &Card) -> Vec<(&'static str, &'static str)> {
    let own = CHALLENGES
        .iter()
        .find(|(brand, _, _)| *brand == card.brand)
        .map(|(_, _, passwords)| *passwords);
    let effects = ["認証成功", "認証失敗（31007）", "Attempt（注意）"];
    own.into_iter()
        .flatten()
        .zip(effects)
        .chain(ERROR_PASSWORDS.iter().map(|(password, requestor, _)| {
            let effect = if requestor.is_empty() {
                "Attempt（注意）、3Dセキュアサーバーエラー"
            } else {
                "Attempt（注意）、3Dセキュアリクエスターエラー"
            };
            (*password, effect)
        }))
        .collect()
}

/// What a password on the challenge page does.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Typed {
    /// A listed one.
    Decides(Verdict),
    /// Nothing the papers list.
    Unlisted,
}

/// Looks a typed password up.
pub(crate) fn typed(card: &Card, password: &str) -> Typed {
    let password = password.trim();
    let of_brand = CHALLENGES
        .iter()
        .find(|(brand, _, _)| *brand == card.brand)
        .and_then(|(_, _, passwords)| passwords.iter().position(|known| *known == password));
    let judgement = match of_brand {
        Some(0) => Authenticated,
        Some(1) => Failed,
        Some(_) => AttemptAtRisk,
        None => {
            let found = ERROR_PASSWORDS
                .iter()
                .find(|(known, _, _)| *known == password);
            return match found {
                Some((_, requestor, server)) => Typed::Decides(error(requestor, server)),
                None => Typed::Unlisted,
            };
        }
    };
    Typed::Decides(judgement.into())
}

fn error(requestor: &str, server: &str) -> Verdict {
    Verdict {
        judgement: AttemptAtRisk,
        requestor_error: requestor.to_owned(),
        server_error: server.to_owned(),
    }
}

/// `1.00`, `01` and `1` are the same number.
fn plain_number(amount: &str) -> String {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    match (whole, fraction) {
        ("", "") => "0".to_owned(),
        (whole, "") => whole.to_owned(),
        (whole, fraction) => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{CHALLENGES, ERRORS, TRIGGERS, Typed, decide, plain_number, typed};
    use crate::card::Card;
    use crate::three_ds::{Decision, Judgement};

    fn card(brand: &str) -> Card {
        let number = match brand {
            "JCB" => "3580000000000000",
            "DINERS" => "36000000000000",
            "AMEX" => "376500000000000",
            "VISA" => "4900000000000000",
            _ => "5250000000000000",
        };
        Card::read(number, "1230", "1", b"s")
    }

    #[test]
    fn every_trigger_decides_for_its_brand_only() {
        for trigger in &TRIGGERS {
            let expected = Decision::Frictionless(trigger.judgement.into());
            let own = card(trigger.brand);
            let name = format!(" {} ", trigger.name.to_ascii_lowercase());
            assert_eq!(decide(&own, &name, "5"), expected);
            assert_eq!(decide(&own, "TARO", trigger.amount), expected);
            let other = card(if trigger.brand == "VISA" {
                "JCB"
            } else {
                "VISA"
            });
            assert_eq!(decide(&other, "", trigger.amount), Decision::Unlisted);
            assert_eq!(decide(&other, trigger.name, "1"), Decision::Unlisted);
        }
        for (amount, name, requestor, server) in ERRORS {
            for decision in [
                decide(&card("VISA"), name, "1"),
                decide(&card("JCB"), "", amount),
            ] {
                let Decision::Frictionless(verdict) = decision else {
                    panic!("{name} must decide");
                };
                assert_eq!(verdict.judgement, Judgement::AttemptAtRisk);
                assert_eq!(verdict.requestor_error, requestor);
                assert_eq!(verdict.server_error, server);
            }
        }
    }

    #[test]
    fn the_name_wins_over_the_amount() {
        let visa = card("VISA");
        let failed = Decision::Frictionless(Judgement::Failed.into());
        assert_eq!(decide(&visa, "BAVNA", "314010"), failed);
        assert_eq!(decide(&visa, "BAVCA", "314010"), Decision::Challenge);
        assert_eq!(decide(&visa, "NOBODY", "1.00"), Decision::Challenge);
        assert_eq!(decide(&visa, "", "1000"), Decision::Unlisted);
    }

    #[test]
    fn passwords_belong_to_brands() {
        for (brand, name, passwords) in CHALLENGES {
            assert_eq!(decide(&card(brand), name, "5"), Decision::Challenge);
            let judgements = [
                Judgement::Authenticated,
                Judgement::Failed,
                Judgement::AttemptAtRisk,
            ];
            for (password, judgement) in passwords.iter().zip(judgements) {
                let expected = Typed::Decides(judgement.into());
                assert_eq!(typed(&card(brand), password), expected);
                let other = card(if brand == "VISA" { "JCB" } else { "VISA" });
                assert_eq!(typed(&other, password), Typed::Unlisted);
            }
            assert!(matches!(typed(&card(brand), "51001"), Typed::Decides(_)));
            assert_eq!(typed(&card(brand), ""), Typed::Unlisted);
        }
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (written, plain) in [
            ("1.00", "1"),
            ("0", "0"),
            ("0.0", "0"),
            ("200000", "200000"),
            ("010.50", "10.5"),
            (".5", ".5"),
        ] {
            assert_eq!(plain_number(written), plain);
        }
    }
}
