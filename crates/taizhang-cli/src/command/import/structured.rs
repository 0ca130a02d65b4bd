//! Files that a program wrote with a fixed structure: journals of hledger and voucher XML.

use std::ffi::OsStr;
use std::path::Path;

use taizhang_ledger::import::dat95::Vouchers;
use taizhang_ledger::import::hledger::{AccountTable, Journal};
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::table::Table;

use crate::error::Problem;
use crate::wording;

/// Formats with a fixed structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Structure {
    Hledger,
    Vouchers,
}

/// The rows of such a file, and what it holds besides.
pub(super) struct Structured {
    pub(super) table: Table,
    /// What it holds besides rows, in words.
    pub(super) left: Vec<String>,
}

impl Structure {
    /// Tells by the ending of its name whether a file has a structure that holds rows of `kind`.
    pub(super) fn of(kind: Kind, path: &Path) -> Option<Self> {
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
        match ending.as_str() {
            _ if kind != Kind::Payments => None,
            "journal" | "hledger" | "j" => Some(Self::Hledger),
            "xml" => Some(Self::Vouchers),
            _ => None,
        }
    }

    /// Reads a file; everything that is wrong with it is said at once.
    pub(super) fn read(
        self,
        name: &str,
        bytes: &[u8],
        accounts: &AccountTable,
    ) -> Result<Structured, Vec<Problem>> {
        match self {
            Self::Hledger => {
                let journal =
                    Journal::read(name, bytes).map_err(|error| wording::refused_journal(&error))?;
                let left = passed_over(name, &journal, accounts);
                Ok(Structured { table: journal.payments(name, accounts), left })
            }
            Self::Vouchers => {
                let vouchers = Vouchers::read(name, bytes)
                    .map_err(|error| wording::refused_vouchers(&error))?;
                let payments =
                    vouchers.payments(name).map_err(|error| wording::refused_vouchers(&error))?;
                let mut left = Vec::new();
                if !payments.without_payment.is_empty() {
                    let numbers = payments.without_payment.join("、");
                    left.push(format!("{name} 中没有支出的凭证未导入：{numbers}"));
                }
                Ok(Structured { table: payments.table, left })
            }
        }
    }
}

/// Words of what a journal holds that makes no payment.
fn passed_over(name: &str, journal: &Journal, accounts: &AccountTable) -> Vec<String> {
    let told = |what: &str, lines: &[u32]| {
        let words = || format!("{name} 中的{what}未导入：第 {}", wording::row_numbers(lines));
        (!lines.is_empty()).then(words)
    };
    let is_virtual = journal.virtual_lines(accounts);
    [told("虚拟分录（不是支付）", &is_virtual), told("自动分录、周期分录规则", &journal.rules)]
        .into_iter()
        .flatten()
        .collect()
}
