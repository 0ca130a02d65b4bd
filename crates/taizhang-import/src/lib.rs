//! Reads what others wrote (spreadsheets, CSV, journals, voucher XML) into commands of a ledger, in
//! four steps that both faces share: **read** bytes into a [`table::Table`], **map** its columns to
//! [`field::Field`]s, **preview** every row as new, known, doubtful or refused, and **post** what
//! is new. The first three are here and change nothing; posting is `taizhang-ledger`'s.
//!
//! Nothing is guessed that could silently change an amount or a date: what has two readings is
//! refused with its place.

mod accounts;
mod aside;
mod balances;
mod carried;
mod code;
mod currency;
mod currency_unit;
pub mod dat95;
pub mod day_order;
pub mod draft;
mod english_unit;
pub mod fault;
pub mod field;
pub mod given_back;
mod group_lines;
pub mod hidden;
pub mod hledger;
mod in_capitals;
pub mod ink;
pub mod key;
pub mod kind;
mod little_endian;
pub mod mapping;
mod marked_void;
mod may_sum;
pub mod months;
pub mod named_year;
mod no_payment;
mod of_which;
pub mod origin;
pub mod other_unit;
mod outline;
mod paid_days;
mod parent_lines;
mod parents;
mod part;
pub mod payroll;
mod periods;
pub mod profile;
pub mod question;
pub mod read;
mod repeated_sums;
pub mod returned;
mod running_sums;
pub mod same_words;
mod settled;
pub mod sheets;
pub mod shown;
mod sides;
pub mod spelling;
pub mod sums;
pub mod table;
pub mod take_back;
mod telling;
mod tree;
mod unapproved;
pub mod unknown;
pub mod unused;
mod value;
pub mod vocabulary;
mod void;
mod withheld;
mod xlsx_names;
