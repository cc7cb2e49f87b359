//! Payments that wait for a bank transfer.

use super::Tx;
use super::payments::{COLUMNS, read};
use crate::account::VirtualAccount;
use crate::payment::{Payment, kind};

impl Tx<'_> {
    /// A merchant's payments that wait for money on this account, oldest first.
    pub(crate) fn open_transfers(
        self,
        merchant_id: &str,
        account: &VirtualAccount,
    ) -> rusqlite::Result<Vec<Payment>> {
        self.connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM payments
                 WHERE merchant_id = ?1 AND payment_type = ?2 AND status IN ('10', '12')
                 AND json_extract(details, '$.virtual_account_number') = ?3
                 AND json_extract(details, '$.virtual_account_branch_code') = ?4
                 AND json_extract(details, '$.virtual_account_bank_code') = ?5
                 ORDER BY id"
            ))?
            .query_map(
                (
                    merchant_id,
                    kind::VIRTUAL_ACCOUNT,
                    &account.account_number,
                    &account.branch_code,
                    &account.bank_code,
                ),
                read,
            )?
            .collect()
    }
}
