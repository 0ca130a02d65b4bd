//! Tests of the web page.

mod page;
mod text;
