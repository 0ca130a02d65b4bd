//! A journal from anywhere: read or refused, never a panic; what is read balances.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_import::hledger::{AccountTable, Journal, PostingKind};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(journal) = Journal::read("a.journal", bytes) {
        for transaction in &journal.transactions {
            let real = transaction.postings.iter().filter(|posting| posting.kind == PostingKind::Real);
            let mut sum = Some(Default::default());
            for posting in real {
                sum = sum.and_then(|sum: rust_decimal::Decimal| sum.checked_add(posting.amount));
            }
            assert!(sum.is_none_or(|sum| sum.is_zero()), "line {}", transaction.line);
        }
        journal.payments("a.journal", &AccountTable::default());
    }
});
