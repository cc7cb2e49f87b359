//! The fields of the link type's requests (link-type §3, §4, §11): bytes in Windows-31J, whatever
//! character set the path had.

use std::sync::LazyLock;

use super::table::Type;
use super::types;
use crate::form::Form;
use crate::refusal::Refusal;

/// Which request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum LinkRequest {
    /// `/v/request`
    Payment,
    /// `/v/cardreg`
    CardStoring,
}

struct LinkRule {
    request: LinkRequest,
    name: &'static str,
    required: bool,
    form: Type,
    longest: usize,
    in_characters: bool,
}

static RULES: LazyLock<Vec<LinkRule>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("../../data/link_request_fields.D.csv").as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter_map(|row| rule(&row))
        .collect()
});

/// Flags and choices: every value they can have.
const VALUES: [(&[&str], &[&str]); 4] = [
    (
        &[
            "isbtob",
            "finish_disable",
            "mail_send_flg_success",
            "mail_send_flg_failure",
            "use_card_conf_number",
            "threedsecure_ryaku",
            "sales_flg",
            "appendix",
            "re_payment_type",
            "numbering_type",
            "use_cardholder_name",
            "valid_check_flg",
            "use_card_list_view",
            "use_update",
            "use_delete",
        ],
        &["0", "1"],
    ),
    (&["payment_class"], &["0", "1", "2"]),
    (&["stock_card_mode"], &["0", "1", "2"]),
    (&["operation_type"], &["01", "02", "03"]),
];

/// Codes with a fixed size.
const SIZES: [(&str, usize); 4] = [
    ("virtual_account_bank_code", 4),
    ("virtual_account_branch_code", 3),
    ("virtual_account_number", 7),
    ("3ds_login_date", 12),
];

/// Methods that this sandbox does not have bring fields that nobody looks at.
const FAMILIES: [(&str, LinkRequest); 7] = [
    ("common", LinkRequest::Payment),
    ("card", LinkRequest::Payment),
    ("card3ds", LinkRequest::Payment),
    ("conv", LinkRequest::Payment),
    ("va", LinkRequest::Payment),
    ("carrier", LinkRequest::Payment),
    ("cardreg", LinkRequest::CardStoring),
];

fn rule(row: &csv::StringRecord) -> Option<LinkRule> {
    let column = |index: usize| row.get(index).unwrap_or_default();
    let (family, _) = column(0).rsplit_once('-')?;
    let request = FAMILIES
        .iter()
        .find(|(known, _)| *known == family.trim_end_matches("3ds") || *known == family)?
        .1;
    let name: &'static str = Box::leak(column(1).to_owned().into_boxed_str());
    Some(LinkRule {
        request,
        name,
        required: column(3) == "yes",
        form: type_of(name, column(4)),
        longest: column(5).parse().ok()?,
        in_characters: column(7).starts_with("CHARACTERS"),
    })
}

fn type_of(name: &str, column: &str) -> Type {
    match (name, column) {
        ("payment_type", _) => Type::Ascii,
        (_, "digits") => Type::Digits,
        (_, "alnum") => Type::Alnum,
        (_, "ascii" | "email" | "other") => Type::Ascii,
        (_, "url") => Type::Url,
        (_, "fullwidth") => Type::FullWidth,
        (_, "date") => Type::Date,
        (_, "datetime") => Type::DateTime,
        // Half-width kana are mended, not refused (§3).
        _ => Type::Mixed,
    }
}

/// The names of a request's fields, in the order of their numbers.
pub(crate) fn link_names(request: LinkRequest) -> impl Iterator<Item = &'static str> {
    RULES
        .iter()
        .filter(move |rule| rule.request == request)
        .map(|rule| rule.name)
}

/// Fields whose unusable characters become a period.
pub(crate) fn is_link_kana(name: &str) -> bool {
    name.ends_with("_kana") || name == "virtual_account_name"
}

/// Checks every field in order; the first failing check refuses. `detail_in_bytes`: ATM and bank net
/// count `payment_detail` in bytes.
pub(crate) fn check_link(request: LinkRequest, form: &Form) -> Result<(), Refusal> {
    for rule in RULES.iter().filter(|rule| rule.request == request) {
        let value = form.get(rule.name);
        if value.is_empty() {
            check_absent(rule, form)?;
            continue;
        }
        let digits_and_commas = |byte: &u8| byte.is_ascii_digit() || *byte == b',';
        let of_type = match rule.name {
            "payment_type" => value.iter().all(digits_and_commas),
            _ => types::has_type(rule.form, "", rule.name, value),
        };
        if !of_type {
            return Err(Refusal::field("P008", rule.name));
        }
        check_length(rule, form, value)?;
        let choices = VALUES.iter().find(|(names, _)| names.contains(&rule.name));
        let chosen =
            choices.is_none_or(|(_, values)| values.iter().any(|one| one.as_bytes() == value));
        if !chosen || !types::is_possible(rule.form, rule.name, value) {
            return Err(Refusal::field("P010", rule.name));
        }
    }
    Ok(())
}

fn check_absent(rule: &LinkRule, form: &Form) -> Result<(), Refusal> {
    let absent = form.find(rule.name).is_none();
    match (rule.required, rule.name) {
        // The only ones of which absent and empty differ (§15.1, 3).
        (true, "id" | "seq_merchant_id") if absent => Err(Refusal::field("P005", rule.name)),
        (true, _) => Err(Refusal::field("P006", rule.name)),
        (false, _) if is_needed(rule.name, form) => Err(Refusal::field("P006", rule.name)),
        (false, _) => Ok(()),
    }
}

/// Conditional fields that another field makes mandatory.
fn is_needed(name: &str, form: &Form) -> bool {
    let fixed = form.text("fix_params");
    match name {
        "return_url" => form.is("finish_disable", "1"),
        "customer_id" => form.is("stock_card_mode", "1") || form.is("stock_card_mode", "2"),
        "customer_card_id" => {
            !form.is("use_card_list_view", "1")
                && (form.is("operation_type", "02") || form.is("operation_type", "03"))
        }
        "virtual_account_bank_code" | "virtual_account_branch_code" | "virtual_account_number" => {
            SIZES.iter().take(3).any(|(other, _)| form.has(other))
        }
        _ => fixed.split(',').any(|one| one == name),
    }
}

fn check_length(rule: &LinkRule, form: &Form, value: &[u8]) -> Result<(), Refusal> {
    let in_bytes = ["01", "05"]
        .iter()
        .any(|code| form.text("payment_type").split(',').any(|one| one == *code));
    let in_characters = rule.in_characters || (rule.name == "payment_detail" && !in_bytes);
    let length = if in_characters {
        form.text(rule.name).chars().count()
    } else {
        value.len()
    };
    let shortest = match (
        rule.form,
        SIZES.iter().find(|(known, _)| *known == rule.name),
    ) {
        (_, Some((_, size))) => *size,
        (Type::Date, None) => 8,
        (Type::DateTime, None) => 14,
        _ => 0,
    };
    if length > rule.longest || length < shortest {
        return Err(Refusal::field("P009", rule.name));
    }
    Ok(())
}
