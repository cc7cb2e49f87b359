//! One rule: what it matches and whose turn it is.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Subject;
use super::effect::Effect;
use super::reading;

/// A rule that cannot be taken; the key that is wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Wrong(pub(crate) &'static str);

/// A rule with its counts.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    id: u64,
    when: When,
    given: Value,
    effect: Effect,
    /// Requests that matched.
    seen: u64,
    /// Requests it struck.
    hits: u64,
    dice: Dice,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct When {
    merchant_id: Option<String>,
    kind: Option<String>,
    trading_id: Option<String>,
    payment_type: Option<String>,
    after: u64,
    times: Option<u64>,
    probability: Option<f64>,
    seed: Option<u64>,
}

const KEYS: [&str; 9] = [
    "merchant_id",
    "kind",
    "trading_id",
    "payment_type",
    "after",
    "times",
    "probability",
    "seed",
    "do",
];

impl Rule {
    /// Reads a rule as posted.
    pub(super) fn read(wish: &Value) -> Result<Self, Wrong> {
        let Value::Object(given) = wish else {
            return Err(Wrong("JSON"));
        };
        if !given.keys().all(|key| KEYS.contains(&key.as_str())) {
            return Err(Wrong("JSON"));
        }
        for (key, is_text) in [
            ("merchant_id", true),
            ("kind", true),
            ("trading_id", true),
            ("payment_type", true),
            ("after", false),
            ("times", false),
            ("seed", false),
        ] {
            let fits = match given.get(key) {
                None => true,
                Some(Value::String(_)) => is_text,
                Some(Value::Number(number)) => !is_text && number.is_u64(),
                Some(_) => false,
            };
            if !fits {
                return Err(Wrong(key));
            }
        }
        let when: When = serde_json::from_value(wish.clone()).map_err(|_| Wrong("probability"))?;
        if when
            .probability
            .is_some_and(|share| !(0.0..=1.0).contains(&share))
        {
            return Err(Wrong("probability"));
        }
        Ok(Self {
            id: 0,
            effect: reading::effect(given.get("do").unwrap_or(&Value::Null))?,
            given: wish.clone(),
            when,
            seen: 0,
            hits: 0,
            dice: Dice(0),
        })
    }

    /// Gives the rule its id; without a seed the id is the seed, so that a run can be repeated.
    pub(super) fn begin(&mut self, id: u64) {
        self.id = id;
        self.dice = Dice(self.when.seed.unwrap_or(id));
    }

    pub(super) fn id(&self) -> u64 {
        self.id
    }

    pub(super) fn effect(&self) -> &Effect {
        &self.effect
    }

    /// The rule as posted, with id and counts.
    pub(super) fn shown(&self) -> Value {
        let mut shown = json!({ "id": self.id });
        if let (Value::Object(shown), Value::Object(given)) = (&mut shown, &self.given) {
            shown.extend(given.clone());
            shown.insert("seen".to_owned(), self.seen.into());
            shown.insert("hits".to_owned(), self.hits.into());
        }
        shown
    }

    /// Whether a request is one that this rule is about.
    pub(super) fn matches(&self, subject: Subject<'_>) -> bool {
        let same = |wanted: &Option<String>, is: &str| match wanted {
            None => true,
            Some(wanted) => wanted == is,
        };
        let when = &self.when;
        let named = match &when.trading_id {
            None => true,
            Some(pattern) => is_like(pattern, subject.trading_id),
        };
        named
            && same(&when.merchant_id, subject.merchant_id)
            && same(&when.kind, subject.kind)
            && same(&when.payment_type, subject.payment_type)
    }

    /// Counts a match; whether it is one that is struck.
    pub(super) fn strikes(&mut self) -> bool {
        let times = self.when.times.unwrap_or(1);
        if times != 0 && self.hits >= times {
            return false;
        }
        self.seen += 1;
        if self.seen <= self.when.after {
            return false;
        }
        if let Some(share) = self.when.probability
            && self.dice.roll() >= share
        {
            return false;
        }
        self.hits += 1;
        true
    }
}

/// Numbers that look random and are the same for the same seed (splitmix64).
#[derive(Clone, Debug)]
struct Dice(u64);

impl Dice {
    /// From 0 up to, not including, 1.
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // 32 bits fit a double without loss.
        f64::from(u32::try_from(mixed >> 32).unwrap_or(0)) / 4_294_967_296.0
    }
}

/// `*` stands for any letters, `?` for one.
pub(crate) fn is_like(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut from) = (0, 0);
    // The last star, and where the text after it began.
    let mut star: Option<(usize, usize)> = None;
    while from < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, from));
                at += 1;
            }
            Some(letter) if *letter == '?' || Some(letter) == text.get(from) => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((place, begun)) = star else {
                    return false;
                };
                star = Some((place, begun + 1));
                (at, from) = (place + 1, begun + 1);
            }
        }
    }
    pattern
        .get(at..)
        .is_some_and(|rest| rest.iter().all(|letter| *letter == '*'))
}
