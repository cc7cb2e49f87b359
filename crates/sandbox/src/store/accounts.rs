//! The pool of virtual accounts: which are fixed, which are locked by an open payment.

use rusqlite::OptionalExtension;

use super::Tx;
use crate::account::VirtualAccount;
use crate::clock::Moment;

/// What became of an account so far. An account never used has no row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AccountState {
    /// Kept for one customer (固定付番).
    pub(crate) fixed: bool,
    /// The open payment that waits for its deposit.
    pub(crate) payment_id: Option<i64>,
    /// When it was last handed out, 0 for never.
    pub(crate) used: i64,
}

impl Tx<'_> {
    /// The state of one account.
    pub(crate) fn account_state(
        self,
        merchant_id: &str,
        account: &VirtualAccount,
    ) -> rusqlite::Result<AccountState> {
        let state = self
            .connection
            .prepare_cached(
                "SELECT fixed, payment_id, used FROM virtual_accounts
                 WHERE merchant_id = ?1 AND bank_code = ?2 AND branch_code = ?3 AND account_number = ?4",
            )?
            .query_row(
                (merchant_id, &account.bank_code, &account.branch_code, &account.account_number),
                |row| Ok(AccountState { fixed: row.get(0)?, payment_id: row.get(1)?, used: row.get(2)? }),
            )
            .optional()?;
        Ok(state.unwrap_or_default())
    }

    /// Hands an account to a payment.
    pub(crate) fn lock_account(
        self,
        merchant_id: &str,
        account: &VirtualAccount,
        fixed: Fixed,
        payment_id: i64,
        now: Moment,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO virtual_accounts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                merchant_id,
                &account.bank_code,
                &account.branch_code,
                &account.account_number,
                fixed == Fixed::Yes,
                payment_id,
                now.0,
            ))?;
        Ok(())
    }

    /// Frees the account of a payment that is over.
    pub(crate) fn free_account(self, payment_id: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE virtual_accounts SET payment_id = NULL WHERE payment_id = ?1")?
            .execute([payment_id])?;
        Ok(())
    }
}

/// How an account is numbered (付番区分).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fixed {
    /// 固定付番
    Yes,
    /// 回転付番
    No,
}
