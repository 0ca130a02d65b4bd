//! Journals of hledger: payments are the postings to expenditure accounts.
//!
//! **Which postings.** An account is one of expenditure if its `account` directive carries the tag
//! `type: X`, if the table of accounts names it, or if its first part is `expenses`, `支出` or
//! `费用`. Accounts below it are too. The other postings pay for it; they only have to balance.
//!
//! **Which line.** The tags `指标` and `经济科目` of the posting, of its transaction, of the
//! `account` directive of its account or of one above, in this order; then the [`AccountTable`]. So
//! a journal that says `account 支出:办公费  ; 指标: 2022-002, 经济科目: 30201` needs no table. The
//! tags `支付方式`, `三公类别`, `政府采购` and `活动` work alike. The voucher number is the
//! transaction's code; payee and memo are the two sides of `|`, or both the description.
//!
//! **What is refused**, with its line: `include` and `alias` (the first would open a file that the
//! user did not name, the second would change accounts unseen), another currency, cost (`@`),
//! balance assignment, dates of single postings, a transaction that does not balance, an assertion
//! that does not hold, and a number that has two readings, like `1,234` without a `decimal-mark`.
//! `~` and `=` rules add nothing unless hledger is asked to, so they are passed over and told, as are
//! virtual postings, which move no money. What is pending (`!`) may not be paid yet: a person is asked.

mod accounts;
mod amount;
mod balance;
mod fault;
mod lines;
mod payments;
mod transaction;

pub use accounts::{AccountEntry, AccountTable, AccountTableError};
pub use balance::{Posting, PostingKind, Transaction};
pub use fault::{HledgerError, HledgerFault, LineFault};

use lines::Lines;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::table::Table;

/// Larger than a century of a unit's payments.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A journal that balances.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The transactions, in the order of the file.
    pub transactions: Vec<Transaction>,
    /// Tags of `account` directives.
    pub accounts: BTreeMap<String, BTreeMap<String, String>>,
    /// Lines at which rules begin that make postings of others (`=`) or of periods (`~`).
    pub rules: Vec<u32>,
}

impl Journal {
    /// Reads a journal; `file` is its name as shown in messages.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, HledgerError> {
        let fail = |line, fault| HledgerError {
            file: file.to_owned(),
            faults: vec![LineFault { line, fault }],
        };
        if bytes.len() > MOST_BYTES {
            return Err(fail(1, HledgerFault::TooLarge { bytes: bytes.len() }));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            fail(line_of(before), HledgerFault::NotUtf8)
        })?;
        let mut faults = Vec::new();
        let Lines { drafts, accounts, rules } =
            lines::read(text.trim_start_matches('\u{feff}'), &mut faults);
        let mut transactions = Vec::new();
        for draft in drafts {
            match draft.balance() {
                Ok(transaction) => transactions.push(transaction),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            faults = balance::check_assertions(&transactions);
        }
        if faults.is_empty() {
            return Ok(Self { transactions, accounts, rules });
        }
        faults.sort_by_key(|fault| fault.line);
        Err(HledgerError { file: file.to_owned(), faults })
    }

    /// Returns what each account comes to, accounts at zero included.
    pub fn totals(&self) -> BTreeMap<&str, Decimal> {
        let mut totals: BTreeMap<&str, Decimal> = BTreeMap::new();
        for posting in self.transactions.iter().flat_map(|transaction| &transaction.postings) {
            let total = totals.entry(&posting.account).or_default();
            *total = total.saturating_add(posting.amount);
        }
        totals
    }

    /// Makes the table of payments: one row for each posting to an expenditure account.
    pub fn payments(&self, file: &str, table: &AccountTable) -> Table {
        payments::table(self, file, table)
    }

    /// Lists the lines of virtual postings to expenditure accounts, which are no payments.
    pub fn virtual_lines(&self, table: &AccountTable) -> Vec<u32> {
        payments::virtual_lines(self, table)
    }
}

/// Number of the line that follows the bytes.
fn line_of(before: &[u8]) -> u32 {
    let lines = before.split(|byte| *byte == b'\n').count();
    u32::try_from(lines).unwrap_or(u32::MAX)
}
