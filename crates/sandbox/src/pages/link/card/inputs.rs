//! The card page's fields: what is asked, and what was typed.

use super::{Chosen, stored};
use crate::card::Card;
use crate::clock::Moment;
use crate::kit;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::pages::link::place::Place;
use crate::refusal::{Outcome, Refusal};
use crate::store::{Holds, Token, Tx};

/// As long as a token may be in a telegram.
const TOKEN: usize = 30;
/// Years to choose from, this one included (sandbox-environment §2).
const YEARS: i64 = 21;

/// Everything the buyer types.
pub(super) fn all(place: &Place<'_>) -> Html {
    let kept = place.visit.desk.store.read(|tx| stored(place, tx));
    let kept = kept.unwrap_or_default();
    let choices = if kept.is_empty() {
        Html::default()
    } else {
        let own = kept.iter().map(|card| {
            fill(
                "<label><input type=\"radio\" name=\"stored\" value=\"{id}\"> {masked}（{term}）</label>",
                &[
                    ("id", card.id.to_string().into()),
                    ("masked", card.card.masked.as_str().into()),
                    ("term", term_of(&card.card).into()),
                ],
            )
        });
        fill(
            "<h2>登録済みのカード</h2>{own}<label><input type=\"radio\" name=\"stored\" value=\"\" checked> 新しいカードを使う</label>",
            &[("own", Html::join(own))],
        )
    };
    let storing = match place.sent("stock_card_mode") {
        "1" => Html::fixed(
            "<label><input type=\"checkbox\" name=\"store_card\" value=\"1\"> カード情報を登録する</label>",
        ),
        "2" => Html::fixed("<p class=\"hint\">ご入力のカード情報を登録します。</p>"),
        _ => Html::default(),
    };
    Html::join([
        choices,
        number_and_term(place.now, place.sent("appendix")),
        holder_field(place.sent("appendix")),
        code_field(place.sent("use_card_conf_number")),
        classes(place),
        storing,
        Html::fixed("<button class=\"main\">確認する</button>"),
    ])
}

/// Number and term; `appendix` is the parameter that asks for English notes.
pub(in crate::pages::link) fn number_and_term(now: Moment, appendix: &str) -> Html {
    let options = |values: Vec<String>| {
        Html::join(values.into_iter().map(|value| {
            fill(
                "<option value=\"{value}\">{value}</option>",
                &[("value", value.into())],
            )
        }))
    };
    let (year, _, _) = now.date();
    let months = (1..=12).map(|month| format!("{month:02}")).collect();
    let years = (year..year + YEARS).map(|year| format!("{:02}", year % 100));
    fill(
        "<label>カード番号{number}<input name=\"card_number\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"19\"></label>\
         <label>有効期限（月）{month}<select name=\"expire_month\">{months}</select></label>\
         <label>有効期限（年）{year}<select name=\"expire_year\">{years}</select></label>",
        &[
            ("number", note(appendix, "Card number")),
            ("month", note(appendix, "Expiry month")),
            ("year", note(appendix, "Expiry year")),
            ("months", options(months)),
            ("years", options(years.collect())),
        ],
    )
}

/// The holder's name.
pub(in crate::pages::link) fn holder_field(appendix: &str) -> Html {
    fill(
        "<label>カード名義人{note}<small>半角英字</small><input name=\"holder_name\" autocomplete=\"off\" maxlength=\"45\"></label>",
        &[("note", note(appendix, "Card holder"))],
    )
}

fn note(appendix: &str, english: &str) -> Html {
    match appendix {
        "1" => fill("<small>{english}</small>", &[("english", english.into())]),
        _ => Html::default(),
    }
}

/// The confirmation number, when the flag asks for it.
pub(in crate::pages::link) fn code_field(flag: &str) -> Html {
    match flag {
        "1" => Html::fixed(
            "<label>カード確認番号<small>3桁または4桁</small><input type=\"password\" name=\"security_code\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"4\"></label>",
        ),
        _ => Html::default(),
    }
}

fn classes(place: &Place<'_>) -> Html {
    let options = offered(place).into_iter().map(|(value, label)| {
        fill(
            "<option value=\"{value}\">{label}</option>",
            &[("value", value.into()), ("label", label.into())],
        )
    });
    fill(
        "<label>お支払い回数<select name=\"pay\">{options}</select></label>",
        &[("options", Html::join(options))],
    )
}

/// The contract's classes, narrowed by `payment_class` (§4.1, No. 31): value and label.
fn offered(place: &Place<'_>) -> Vec<(String, String)> {
    let wish = place.sent("payment_class");
    let merchant = place.merchant();
    let mut out = vec![("10".to_owned(), "1回払い".to_owned())];
    if !matches!(wish, "1" | "2") {
        return out;
    }
    for class in &merchant.card_payment_classes {
        match class.as_str() {
            "61" => out.extend(
                merchant
                    .card_split_counts
                    .iter()
                    .map(|count| (format!("61-{count}"), format!("分割{count}回"))),
            ),
            "80" => out.push(("80".to_owned(), "リボルビング払い".to_owned())),
            "23" if wish == "1" => out.push(("23".to_owned(), "ボーナス一括払い".to_owned())),
            _ => {}
        }
    }
    out
}

/// What was typed of a new card.
pub(in crate::pages::link) struct NewCard {
    pub(in crate::pages::link) card: Card,
    pub(in crate::pages::link) holder_name: String,
    has_code: bool,
}

/// What was typed, or what is wrong with it in the buyer's words.
pub(super) fn read(place: &Place<'_>, tx: Tx<'_>) -> Outcome<Result<Chosen, String>> {
    let pay = place.typed("pay");
    let (class, split) = pay.split_once('-').unwrap_or((&pay, ""));
    if !offered(place).iter().any(|(value, _)| *value == pay) {
        return Ok(Err("お支払い回数を選択してください。".to_owned()));
    }
    let sales = if place.sent("sales_flg") == "1" {
        "1"
    } else {
        ""
    };
    let amount = place.link.details.amount.to_string();
    let mut fields = vec![
        ("payment_amount", amount),
        ("payment_class", class.to_owned()),
        ("split_count", split.to_owned()),
        ("sales_mode", sales.to_owned()),
    ];
    let wants_code = place.sent("use_card_conf_number") == "1";
    let stored_id = place.typed("stored");
    let mut store = None;
    let (card, holder_name) = if stored_id.is_empty() {
        let typed = |name: &str| place.typed(name);
        let secret = &place.visit.desk.store.secret;
        let mut asked = vec![Asked::Holder];
        if wants_code {
            asked.push(Asked::Code);
        }
        let new = match new_card(&typed, &asked, &place.merchant().merchant_id, secret) {
            Ok(new) => new,
            Err(text) => return Ok(Err(text)),
        };
        let storing = match place.sent("stock_card_mode") {
            "2" => true,
            "1" => place.typed("store_card") == "1",
            _ => false,
        };
        if storing {
            store = Some(new.token(tx, &place.merchant().merchant_id, place.now)?);
        }
        fields.push((
            "card_token",
            new.token(tx, &place.merchant().merchant_id, place.now)?,
        ));
        (new.card, new.holder_name)
    } else {
        let found = stored(place, tx)?
            .into_iter()
            .find(|card| card.id.to_string() == stored_id);
        let Some(found) = found else {
            return Ok(Err("カードを選択してください。".to_owned()));
        };
        fields.extend([
            ("stock_card_mode", "1".to_owned()),
            ("customer_id", place.sent("customer_id").to_owned()),
            ("customer_card_id", stored_id),
        ]);
        if wants_code {
            if !is_code(&place.typed("security_code")) {
                return Ok(Err(WRONG_CODE.to_owned()));
            }
            let token = keep(tx, &place.merchant().merchant_id, place.now, Holds::Code)?;
            fields.push(("card_token", token));
            fields.push(("security_code_token", "1".to_owned()));
        }
        let name = found.values.get("cardholder_name").cloned();
        (found.card, name.unwrap_or_default())
    };
    if wants_code {
        fields.push(("security_code_use", "1".to_owned()));
    }
    Ok(Ok(Chosen {
        trading_id: place.link.trading_id.clone(),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        store,
        card,
        holder_name,
        auth_id: String::new(),
        over: false,
    }))
}

pub(in crate::pages::link) const WRONG_CODE: &str =
    "カード確認番号は3桁または4桁の数字で入力してください。";

/// What a page asks for besides number and term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(in crate::pages::link) enum Asked {
    Code,
    Holder,
}

/// The typed fields of a new card, or what is wrong with them.
pub(in crate::pages::link) fn new_card(
    typed: &dyn Fn(&str) -> String,
    asked: &[Asked],
    merchant_id: &str,
    secret: &[u8],
) -> Result<NewCard, String> {
    let number: String = typed("card_number")
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-'))
        .collect();
    if !(14..=16).contains(&number.len()) || !is_digits(&number) {
        return Err("カード番号は14桁から16桁の数字で入力してください。".to_owned());
    }
    let term = new_term(typed)?;
    let holder_name = if asked.contains(&Asked::Holder) {
        new_holder(typed)?
    } else {
        String::new()
    };
    let has_code = asked.contains(&Asked::Code);
    if has_code && !is_code(&typed("security_code")) {
        return Err(WRONG_CODE.to_owned());
    }
    Ok(NewCard {
        card: Card::read(&number, &term, merchant_id, secret),
        holder_name,
        has_code,
    })
}

/// MMYY
pub(in crate::pages::link) fn new_term(typed: &dyn Fn(&str) -> String) -> Result<String, String> {
    let (month, year) = (typed("expire_month"), typed("expire_year"));
    let month_exists = month.len() == 2 && matches!(month.parse(), Ok(1..=12));
    if !month_exists || year.len() != 2 || !is_digits(&year) {
        return Err("有効期限を選択してください。".to_owned());
    }
    Ok(format!("{month}{year}"))
}

pub(in crate::pages::link) fn new_holder(typed: &dyn Fn(&str) -> String) -> Result<String, String> {
    let name = typed("holder_name");
    let printable = name.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    if name.is_empty() || name.len() > 45 || !printable {
        return Err("カード名義人は半角英字で入力してください。".to_owned());
    }
    Ok(name)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

impl NewCard {
    /// Keeps it as a one-time token, as a shop's page would.
    pub(in crate::pages::link) fn token(
        &self,
        tx: Tx<'_>,
        merchant_id: &str,
        now: Moment,
    ) -> Outcome<String> {
        let holds = Holds::Card {
            card: Box::new(self.card.clone()),
            name: self.holder_name.clone(),
            has_code: self.has_code,
        };
        keep(tx, merchant_id, now, holds)
    }
}

/// Keeps a one-time token.
pub(in crate::pages::link) fn keep(
    tx: Tx<'_>,
    merchant_id: &str,
    now: Moment,
    holds: Holds,
) -> Outcome<String> {
    let token = kit::random_word(TOKEN).map_err(|_| Refusal::new("E001"))?;
    tx.add_token(&Token {
        token: token.clone(),
        merchant_id: merchant_id.to_owned(),
        until: Moment(now.0 + super::LIFE),
        used: false,
        holds,
    })?;
    Ok(token)
}

pub(in crate::pages::link) fn is_code(text: &str) -> bool {
    (3..=4).contains(&text.len()) && is_digits(text)
}

/// `1230` as `12/30`.
pub(in crate::pages::link) fn term_of(card: &Card) -> String {
    let (month, year) = card.term.split_at_checked(2).unwrap_or_default();
    format!("{month}/{year}")
}

/// What the confirmation says about the class.
pub(super) fn class_label(chosen: &Chosen) -> String {
    let field = |name: &str| {
        chosen
            .fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value.as_str())
    };
    match field("payment_class") {
        "61" => format!("分割{}回", field("split_count")),
        "80" => "リボルビング払い".to_owned(),
        "23" => "ボーナス一括払い".to_owned(),
        _ => "1回払い".to_owned(),
    }
}
