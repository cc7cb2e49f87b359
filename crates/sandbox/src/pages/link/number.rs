//! Convenience store, ATM and virtual account: the buyer gets a number to pay with (link-type §7, §15.2).

mod labels;

use super::place::{Place, value};
use super::top_page;
use crate::answer::Values;
use crate::fields;
use crate::pages::bank::telegrams_time;
use crate::pages::html::fill;
use crate::pages::layout;
use crate::pages::{Html, Reply, Visit};
use crate::refusal::{Outcome, Refusal, Stop};
use crate::store::Tx;
use crate::telegrams;
use crate::telegrams::store_name;
use labels::{NOTICES, number_name, title};

/// Input fields: parameter, label, hint, most characters.
type Field = (&'static str, &'static str, &'static str, &'static str);

const NAMES: [Field; 4] = [
    ("customer_family_name", "お名前（姓）", "全角", "10"),
    ("customer_name", "お名前（名）", "全角", "10"),
    (
        "customer_family_name_kana",
        "フリガナ（セイ）",
        "半角カナ",
        "14",
    ),
    ("customer_name_kana", "フリガナ（メイ）", "半角カナ", "14"),
];
const PHONE: [Field; 1] = [("customer_tel", "電話番号", "ハイフンなし", "11")];

/// The first page.
pub(super) fn input(place: &Place<'_>, code: &str, notice: Html) -> Reply {
    let fields = match code {
        "01" => inputs(place, &NAMES),
        "03" => Html::join([stores(place), inputs(place, &NAMES), inputs(place, &PHONE)]),
        _ => Html::fixed("<p>「確認する」の後に、お振込先の口座をご案内します。</p>"),
    };
    let content = fill(
        "{facts}{notice}{form}{menu}{out}",
        &[
            ("facts", place.facts()),
            ("notice", notice),
            (
                "form",
                place.form(
                    "/linktype/number",
                    &[("method", code)],
                    Html::join([
                        fields,
                        Html::fixed("<button class=\"main\">確認する</button>"),
                    ]),
                ),
            ),
            ("menu", place.way_to_menu()),
            ("out", place.way_out()),
        ],
    );
    place.page(title(code), content)
}

/// The page before the last button.
pub(super) fn confirm(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, _| {
        let code = place.typed("method");
        if !place.link.details.methods.contains(&code) {
            return Ok(top_page(place));
        }
        let wish = Wish::of(place, &code);
        let form = place.telegram_form(wish.kind, &wish.pairs());
        if let Err(refusal) = fields::check(wish.kind, &form) {
            return Ok(input(place, &code, mistake(&refusal)));
        }
        let shown: Vec<(&str, &str)> = wish
            .typed
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (label(name), store_name(value)))
            .collect();
        let mut hidden = vec![("method", code.as_str())];
        hidden.extend(
            wish.typed
                .iter()
                .map(|(name, value)| (*name, value.as_str())),
        );
        let content = fill(
            "{facts}{typed}{form}{out}",
            &[
                ("facts", place.facts()),
                ("typed", layout::facts(&shown)),
                (
                    "form",
                    place.form(
                        "/linktype/number/done",
                        &hidden,
                        Html::fixed("<button class=\"main\">確定</button>"),
                    ),
                ),
                ("out", place.way_out()),
            ],
        );
        Ok(place.page("お支払い内容の確認", content))
    })
}

/// 確定: the telegram, and the number.
pub(super) fn done(visit: &Visit<'_>) -> Outcome<Reply> {
    Place::open(visit, |place, tx| {
        let code = place.typed("method");
        if !place.link.details.methods.contains(&code) {
            return Ok(top_page(place));
        }
        match apply(place, tx, &code) {
            Ok(reply) => Ok(reply),
            Err(Stop::Refused(refusal)) => {
                let ways = Html::join([place.way_to_menu(), place.way_out()]);
                Ok(place.refused(&refusal, ways))
            }
            Err(broken) => Err(broken),
        }
    })
}

fn apply(place: &Place<'_>, tx: Tx<'_>, code: &str) -> Outcome<Reply> {
    let wish = Wish::of(place, code);
    let values = place.telegram(tx, wish.kind, &wish.pairs())?;
    let (title, facts) = match code {
        "01" => ("ATM決済のお申し込み完了", atm(&values)),
        "03" => ("コンビニ決済のお申し込み完了", store(place, &wish, &values)),
        _ => ("お振込先のご案内", account(place, &values)),
    };
    let others = if place.link.details.one {
        Html::default()
    } else {
        Html::join([
            Html::fixed("<h2>ほかのお支払い方法</h2>"),
            place.method_buttons(),
        ])
    };
    let content = fill(
        "{facts}{own}{home}{others}",
        &[
            ("facts", facts),
            ("own", place.facts()),
            ("home", place.way_home()),
            ("others", others),
        ],
    );
    Ok(place.page(title, content))
}

/// What the buyer wants, as the telegram that does it.
struct Wish {
    kind: &'static str,
    /// Typed or fixed values, by parameter.
    typed: Vec<(&'static str, String)>,
    /// Everything else.
    rest: Vec<(&'static str, String)>,
}

impl Wish {
    fn of(place: &Place<'_>, code: &str) -> Self {
        let amount = place.link.details.amount.to_string();
        let days = place.days_left().to_string();
        let names = |fields: &[Field]| -> Vec<(&'static str, String)> {
            fields
                .iter()
                .map(|(name, ..)| (*name, place.chosen(name)))
                .collect()
        };
        let sent = |names: &[&'static str]| -> Vec<(&'static str, String)> {
            names
                .iter()
                .map(|name| (*name, place.sent(name).to_owned()))
                .collect()
        };
        match code {
            "01" => Self {
                kind: "010",
                typed: names(&NAMES),
                rest: vec![
                    ("payment_amount", amount),
                    ("payment_detail", place.detail().chars().take(12).collect()),
                    ("payment_detail_kana", place.detail_kana().to_owned()),
                    ("payment_limit_date", days),
                ],
            },
            "03" => {
                let mut typed = vec![("cvs_company_id", place.typed("cvs_company_id"))];
                typed.extend(names(&NAMES));
                typed.extend(names(&PHONE));
                let mut rest = vec![
                    ("payment_amount", amount),
                    ("payment_limit_date", days),
                    ("sales_type", "1".to_owned()),
                ];
                rest.extend(sent(&NOTICES));
                if place.sent("customer_notice_1").is_empty() {
                    rest.push(("customer_notice_1", place.detail().to_owned()));
                }
                Self {
                    kind: "030",
                    typed,
                    rest,
                }
            }
            _ => {
                let mut rest = vec![("claim_amount", amount), ("expire_days", days)];
                rest.extend(sent(&[
                    "billing_name",
                    "billing_name_kana",
                    "numbering_type",
                    "fix_numbering_reg",
                    "virtual_account_bank_code",
                    "virtual_account_branch_code",
                    "virtual_account_number",
                ]));
                Self {
                    kind: "070",
                    typed: Vec::new(),
                    rest,
                }
            }
        }
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.typed
            .iter()
            .chain(&self.rest)
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }

    fn typed(&self, name: &str) -> &str {
        self.typed
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }
}

fn atm(values: &Values) -> Html {
    let limit = telegrams_time(value(values, "payment_limit_date"));
    layout::facts(&[
        ("収納機関番号", value(values, "pay_center_number")),
        ("お客様番号", value(values, "customer_number")),
        ("確認番号", value(values, "conf_number")),
        ("お支払い期限", &limit),
        ("決済ID", value(values, "payment_id")),
    ])
}

fn store(place: &Place<'_>, wish: &Wish, values: &Values) -> Html {
    let company = wish.typed("cvs_company_id");
    let contract = place.merchant().cvs_type;
    let cvs_type = telegrams::store_choices(contract)
        .find(|(_, one)| *one == company)
        .map_or("", |(cvs_type, _)| cvs_type);
    let (name, second) = number_name(contract, cvs_type, company);
    let limit = telegrams_time(value(values, "payment_limit_date"));
    let usable: Vec<&str> = value(values, "usable_cvs_company_id")
        .split('-')
        .map(store_name)
        .collect();
    let usable = usable.join("、");
    let lines = [
        ("ご利用いただける店舗", usable.as_str()),
        (name, value(values, "receipt_number")),
        ("あわせて入力するもの", second),
        ("お支払い期限", &limit),
        ("決済ID", value(values, "payment_id")),
    ];
    let shown: Vec<_> = lines
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let slip = fill(
        "<p><a href=\"{address}\">払込票を表示する</a></p>",
        &[("address", Html::link(value(values, "receipt_print_url")))],
    );
    Html::join([layout::facts(&shown), slip])
}

/// The account name of a comprehensive contract is Paygent's own (§4.6).
fn account(place: &Place<'_>, values: &Values) -> Html {
    let limit = telegrams_time(value(values, "expire_date"));
    let bank = format!(
        "{}（{}）",
        value(values, "virtual_account_bank_name"),
        value(values, "virtual_account_bank_code")
    );
    let branch = format!(
        "{}（{}）",
        value(values, "virtual_account_branch_name"),
        value(values, "virtual_account_branch_code")
    );
    let name = match place.sent("virtual_account_name") {
        "" => "ﾍﾟｲｼﾞｪﾝﾄｼｭｳﾉｳｸﾞﾁ",
        sent => sent,
    };
    layout::facts(&[
        ("金融機関", &bank),
        ("支店", &branch),
        ("口座番号", value(values, "virtual_account_number")),
        ("口座名義", name),
        ("お振込期限", &limit),
        ("決済ID", value(values, "payment_id")),
    ])
}

fn stores(place: &Place<'_>) -> Html {
    let options = telegrams::store_choices(place.merchant().cvs_type).map(|(_, company)| {
        fill(
            "<option value=\"{code}\">{name}</option>",
            &[
                ("code", company.into()),
                ("name", store_name(company).into()),
            ],
        )
    });
    fill(
        "<label>コンビニエンスストア<select name=\"cvs_company_id\">{options}</select></label>",
        &[("options", Html::join(options))],
    )
}

fn inputs(place: &Place<'_>, fields: &[Field]) -> Html {
    Html::join(fields.iter().map(|(name, label, hint, most)| {
        let sent = place.sent(name);
        let holes = [
            ("name", Html::from(*name)),
            ("label", (*label).into()),
            ("hint", (*hint).into()),
            ("most", (*most).into()),
            ("value", sent.into()),
        ];
        if place.is_fixed(name) {
            fill("<p>{label}：{value}</p>", &holes)
        } else {
            fill(
                "<label>{label}<small>{hint}</small><input name=\"{name}\" value=\"{value}\" maxlength=\"{most}\"></label>",
                &holes,
            )
        }
    }))
}

fn label(name: &str) -> &'static str {
    NAMES
        .iter()
        .chain(&PHONE)
        .find(|(known, ..)| *known == name)
        .map_or("お支払い先", |(_, label, ..)| label)
}

/// Which input is wrong, in the buyer's words.
fn mistake(refusal: &Refusal) -> Html {
    fill(
        "<p class=\"trouble\" role=\"alert\">{label}：{text}（{code}）</p>",
        &[
            ("label", label(&refusal.subject).into()),
            ("text", refusal.detail().into()),
            ("code", refusal.code.into()),
        ],
    )
}
