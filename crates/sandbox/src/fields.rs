//! The check of a telegram's fields in the order of column `no` (telegrams-overview §16, 4): one table
//! per kind from `data/request_fields.*.csv`.

mod conditions;
mod link;
mod table;
mod types;

use crate::form::Form;
use crate::refusal::Refusal;
pub(crate) use link::{LinkRequest, check_link, is_link_kana, link_names};
use table::{Need, Rule};

/// The names of a kind's own fields in order: what a file's record has (sandbox-environment §21).
pub(crate) fn names_after_header(kind: &str) -> impl Iterator<Item = &'static str> {
    let own = |rule: &&Rule| !matches!(rule.name.as_str(), "trading_id" | "payment_id");
    let rules = table::rules(kind).plain.iter();
    rules.filter(own).map(|rule| rule.name.as_str())
}

/// Checks every field of the kind; the first failing check refuses.
pub(crate) fn check(kind: &'static str, form: &Form) -> Result<(), Refusal> {
    let rules = table::rules(kind);
    for rule in &rules.plain {
        check_presence(kind, rule, &rule.name, form)?;
        let value = form.get(&rule.name);
        if !value.is_empty() {
            check_value(kind, rule, &rule.name, value, form)?;
        }
    }
    for rule in &rules.numbered {
        for (name, value) in form.iter().filter(|(name, _)| rule.matches(name)) {
            if !value.is_empty() {
                check_value(kind, rule, name, value, form)?;
            }
        }
    }
    Ok(())
}

fn check_presence(kind: &str, rule: &Rule, name: &str, form: &Form) -> Result<(), Refusal> {
    match rule.need {
        Need::Always => match form.find(name) {
            None => Err(Refusal::field("P005", name)),
            Some([]) => Err(Refusal::field("P006", name)),
            Some(_) => Ok(()),
        },
        Need::Sometimes if !form.has(name) && conditions::holds(kind, name, form) => {
            Err(Refusal::field("P006", name))
        }
        Need::Sometimes | Need::Never => Ok(()),
    }
}

fn check_value(
    kind: &str,
    rule: &Rule,
    name: &str,
    value: &[u8],
    form: &Form,
) -> Result<(), Refusal> {
    if !types::has_type(rule.form, kind, name, value) {
        return Err(Refusal::field("P008", name));
    }
    let length = types::size(kind, value);
    let longest = conditions::longest(kind, name, form).or(rule.longest);
    if longest.is_some_and(|longest| length > longest) || length < rule.shortest {
        return Err(Refusal::field("P009", name));
    }
    let allowed = rule.allowed.is_empty() || rule.allowed.iter().any(|one| one.as_bytes() == value);
    if !allowed || !types::is_possible(rule.form, name, value) {
        return Err(Refusal::field("P010", name));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
