//! The cases, one per row of the table.

mod adjust;
pub(crate) mod authenticate;
mod authorise;
mod carrier;
mod carrier_follow;
mod entry;
mod follow;
mod inquiries;
mod judgement;
mod others;
mod stored;
mod wallets;

use crate::Row;
use crate::common::card;

/// Kind, order and test of every row.
pub(crate) fn all() -> Vec<(&'static str, u32, Row)> {
    let families = [
        entry::rows,
        authorise::rows,
        authenticate::rows,
        judgement::rows,
        follow::rows,
        adjust::rows,
        stored::rows,
        others::rows,
        inquiries::rows,
        carrier::rows,
        carrier_follow::rows,
        wallets::rows,
    ];
    families.into_iter().flat_map(|rows| rows()).collect()
}

/// Fields of 020 without any card, no 3-D Secure.
pub(crate) fn plain(more: &str) -> String {
    format!("payment_amount=1&payment_class=10&3dsecure_ryaku=1&{more}")
}

/// Fields of 020 with a card and without `3dsecure_ryaku`.
pub(crate) fn no_3ds(more: &str) -> String {
    card("0000", &format!("payment_amount=1&{more}")).replace("3dsecure_ryaku=1&", "")
}
