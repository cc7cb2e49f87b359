//! Conditions of fields marked `cond` that the field table itself states. Those which
//! `telegram_checks.csv` lists in a row of their own are checked there, in its order.

use crate::form::Form;

/// Whether the condition under which the field is required holds.
pub(super) fn holds(kind: &str, name: &str, form: &Form) -> bool {
    let stored = form.is("stock_card_mode", "1");
    match (kind, name) {
        ("020", "split_count") => form.is("payment_class", "61"),
        ("020", "customer_id" | "customer_card_id") => stored,
        ("020", "card_valid_term") => {
            form.has("card_number") && !stored && !form.has("ref_trading_id")
        }
        ("025", "card_valid_term") => form.has("card_number"),
        _ => false,
    }
}
