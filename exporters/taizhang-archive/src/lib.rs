//! The year as one archive package (年度档案): what an auditor or the archive takes over.
//!
//! # What is in it
//! Below one folder `UNIT YEAR年度档案`, or in one `.zip` of the same name (option `form`):
//!
//! | folder or file | content |
//! |---|---|
//! | `index.html` | the table of contents, readable without any program but a browser |
//! | `报告/` | the Word report, and its PDF where LibreOffice made one |
//! | `报表/` | the CSV returns |
//! | `凭证/` | voucher metadata after DA/T 95-2022: one folder for each voucher (figure F.1) with `元数据.xml` and `电子原始凭证/`, and `全部凭证.xml` with all of them |
//! | `佐证/` | evidence that belongs to no voucher |
//! | `流水/` | the journal, byte for byte |
//! | `manifest.json` | every file with size, SM3 and SHA-256; the ledger's head hash; what is missing |
//! | `SHA256SUMS`, `SM3SUMS` | for `sha256sum -c` and `openssl`/`gmssl`; they cover the manifest too |
//!
//! Reports, returns, journal and evidence are inputs: this exporter lays them out and changes none.
//! The zip holds no time, owner or other trace of the machine.
//!
//! # DA/T 95-2022
//! The elements, their order and whether they are required are those of table C.1. A required
//! element that the ledger does not know is there and empty (`AUDITOR`, `POSTER`, `CR_AMT`, …); an
//! optional one that it does not know is absent. What the rules below fill in is unverified, for
//! the standard gives no value lists:
//! - `DR_YS_AMT`/`CR_YS_AMT` and the entries are the budget side alone, see `account.rs`; the
//!   ledger keeps no financial accounting, so `DR_AMT` and `CR_AMT` are empty.
//! - `DR_CR` is 借 or 贷; `RED_FLAG`, `IS_ADJUST_PERIOD` and `IS_CARRY_OVER` are written as the
//!   option `booleans` says. A movement recorded after the year's last day is of the adjustment
//!   period. 退回 is a negative voucher without red flag, 红字 one with `RED_FLAG` and `RED_VOU_NO`.
//! - `PAY_TYPE_CODE` is 11, 12 or 2 (direct, authorised, transfer), `FUND_TYPE_CODE` the code of
//!   the national value set.
//! - `REMARK` of the debit entry holds what C.1 has no element for: kind, the voucher taken back,
//!   三公经费, government procurement and, last, the budget line. `taizhang import` reads it.
//!
//! The voucher's picture (OFD) of figure F.1 is not made: no library writes OFD.

mod account;
mod exporter;
mod index;
mod layout;
mod voucher;
mod voucher_xml;

pub use exporter::ArchiveExporter;
