//! Values, events, rules and figures of a Chinese public unit's budget ledger (台账).
//!
//! This crate is pure. It reads no file, clock or environment, makes no random id, holds no
//! floating-point number and iterates no unordered map; `clippy.toml` and the architecture test
//! enforce that. What it knows are the trade's values ([`Money`], [`FiscalYear`], [`code`]), what
//! can happen ([`event`]), what may happen ([`book`]) and what follows from it ([`figure`]).

pub mod amount_text;
pub mod book;
pub mod capitals;
pub mod code;
pub mod date_text;
mod document;
pub mod event;
pub mod figure;
mod fiscal_year;
pub mod ids;
pub mod money;
pub mod parallel;
mod quantity;
pub mod quotation;
mod ratio;
mod shared;
mod text_value;
mod unseen;

pub use document::{DocumentNumber, DocumentNumberError, DocumentNumberFault, SourceDocument};
pub use fiscal_year::{FiscalYear, FiscalYearError};
pub use money::{Money, Wan};
pub use quantity::{PrintRule, Quantity};
pub use ratio::{NO_BASE, Ratio};
pub use unseen::is_unseen;
