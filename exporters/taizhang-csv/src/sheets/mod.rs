//! The files: which columns they have, in which order, and where each cell comes from.

mod activities;
mod budget;
mod expenditures;
mod figures;
mod monitoring;
mod self_evaluation;

use taizhang_export::{Ratio, fixed};

use crate::cell::Cell;

pub(crate) use activities::Activities;
pub(crate) use budget::Budget;
pub(crate) use expenditures::Expenditures;
pub(crate) use figures::Figures;
pub(crate) use monitoring::{MonitoredFunds, MonitoredIndicators};
pub(crate) use self_evaluation::{Funds, Indicators};

/// Decimals of rates in per cent: those of the provincial form.
const RATE_PLACES: u32 = 2;

/// Makes a cell of a rate in per cent, or of `—` where there is nothing to divide by.
fn rate(ratio: &Ratio) -> Cell {
    ratio
        .percent(RATE_PLACES)
        .map_or(Cell::Mark("—"), |percent| Cell::Number(fixed(percent, RATE_PLACES)))
}

/// Makes a cell of words, or nothing.
fn words(text: Option<&String>) -> Cell {
    text.map_or(Cell::Blank, Cell::text)
}
