//! Voucher metadata after DA/T 95-2022 table C.1, as XML: payments are the debit entries of
//! budget expenditure (accounts of class 7).
//!
//! The exporter `archive` writes such files, and so may accounting systems. The document is one
//! `VOUCHER`, or any element that holds several. Elements that the table does not have are passed over.
//! Entries of financial accounting, and credits, are no payments: every payment stands in the books
//! twice, and once is enough.
//!
//! What the table has no element for, `archive` writes into `REMARK` as `name=value` joined by `；`:
//! the budget line and more. Without it the line is found by function, economic code and project,
//! as for any list of payments.
//!
//! **Red figures.** A negative entry takes a payment back, and so does an entry of a red voucher: 红字
//! if the voucher is red, else 退回. Which payment that is the voucher says by `RED_VOU_NO`, and
//! `archive` to the very entry by `原事件` in `REMARK`.
//!
//! **Hostile files.** A document type declaration, an entity of one's own, more than
//! `MOST_BYTES` or an element nested deeper than `DEEPEST` is refused before anything is built.

mod fault;
mod parse;
mod payments;

pub use fault::{VoucherError, VoucherFault, VoucherFaultAt};

use std::collections::BTreeMap;

use crate::table::Table;

/// Larger than the vouchers of a large unit's year.
const MOST_BYTES: usize = 256 * 1024 * 1024;
/// Deeper than table C.1, with room for a wrapping element or two.
const DEEPEST: usize = 8;
/// Longer than any element of the table.
const LONGEST_TEXT: usize = 64 * 1024;

/// The vouchers of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vouchers {
    /// In the order of the file.
    pub vouchers: Vec<Voucher>,
}

/// A voucher as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voucher {
    /// Its line, from 1.
    pub line: u32,
    /// Elements of level 2 by name; empty ones are missing.
    pub fields: BTreeMap<String, String>,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its line, from 1.
    pub line: u32,
    /// Elements of level 3 by name; empty ones are missing.
    pub fields: BTreeMap<String, String>,
}

/// The payments of a file and what takes payments back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payments {
    /// One row for each payment and for each entry that takes one back; rows are numbered by their
    /// line.
    pub table: Table,
    /// Numbers of the vouchers that move no budget expenditure.
    pub without_payment: Vec<String>,
}

impl Vouchers {
    /// Reads a file; `file` is its name as shown in messages.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, VoucherError> {
        let fail = |faults| VoucherError { file: file.to_owned(), faults };
        let text = parse::decode(bytes).map_err(|fault| fail(vec![fault]))?;
        let vouchers = parse::vouchers(&text).map_err(|fault| fail(vec![fault]))?;
        Ok(Self { vouchers })
    }

    /// Sorts out the payments; everything that is wrong is said at once.
    pub fn payments(&self, file: &str) -> Result<Payments, VoucherError> {
        payments::sort_out(self, file)
            .map_err(|faults| VoucherError { file: file.to_owned(), faults })
    }
}

impl Entry {
    /// Returns an element, empty where it is missing.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl Voucher {
    /// Returns an element, empty where it is missing.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}
