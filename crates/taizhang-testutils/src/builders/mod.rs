//! Builders of values, events and ledgers of one small unit's year 2022.

#![expect(clippy::missing_panics_doc, reason = "a test that states an invalid value must fail")]

mod events;
mod story;
mod values;

pub use events::{
    cut, grant, original, paid, payment, reduced, returned, reversed, supplemented, virement,
};
pub use story::Story;
pub use values::{
    activity, assets, counted, day, decimal, document, indicator, line, operating, operator,
    personnel, project, survey, unit, year, yuan,
};
