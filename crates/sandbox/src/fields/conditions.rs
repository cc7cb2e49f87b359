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
        ("100", "service_code") => form.is("career_type", "7"),
        ("104", "redirect_url" | "career_type") | ("105", "open_id") => true,
        // Without one, au and ソフトバンク come back to redirect_url (carrier §12.1).
        ("104", "cancel_url") => form.is("career_type", "5"),
        _ => false,
    }
}

/// The longest value where that depends on another field, in bytes (request_fields.C, `outline`).
pub(super) fn longest(kind: &str, name: &str, form: &Form) -> Option<usize> {
    match (kind, name, form.get("career_type")) {
        ("100", "outline", b"5" | b"6") => Some(40),
        ("100", "outline", b"7") => Some(96),
        _ => None,
    }
}
