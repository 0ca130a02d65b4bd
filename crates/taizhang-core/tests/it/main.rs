//! Tests of values, rules, events and figures.

mod events;
mod figures;
mod properties;
mod rules;
mod values;
