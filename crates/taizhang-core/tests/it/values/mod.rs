//! Values: what is read, what is refused, and how it is printed.

mod amount_text;
mod codes;
mod date_text;
mod document;
mod event_rows;
mod fiscal_year;
mod ids;
mod money;
mod quantity;
mod ratio;
