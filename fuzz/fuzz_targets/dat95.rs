//! Voucher XML from anywhere: read or refused, never a panic, never a payment of nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use taizhang_import::dat95::Vouchers;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(vouchers) = Vouchers::read("a.xml", bytes)
        && let Ok(payments) = vouchers.payments("a.xml")
    {
        assert!(payments.table.rows.iter().all(|row| !row.cells[6].is_empty()));
    }
});
