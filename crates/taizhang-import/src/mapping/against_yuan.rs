//! Signs that amounts are not in yuan, where an earlier file of the same header was.

use taizhang_core::amount_text::parse_number;
use taizhang_core::money::round_half_up;

use crate::table::{Aside, Cell, Column, Table, is_space};
use crate::value::NOISE;
use crate::vocabulary::compact;

/// What speaks against amounts being in yuan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgainstYuan {
    /// The row.
    pub row: u32,
    /// What stands there.
    pub text: String,
    /// Whether it is an amount, with more decimals than yuan have, and not words that name a larger unit.
    pub is_amount: bool,
}

/// Words of larger units, which titles and remarks may name in other ways than those that state a unit.
const LARGER: [&str; 5] = ["万元", "千元", "亿元", "thousand", "million"];

/// Finds what speaks against amounts of a column being in yuan: parts of a fen, or a larger unit that is
/// named around the table.
pub(super) fn against_yuan(table: &Table, column: &Column) -> Option<AgainstYuan> {
    let cells = table.rows.iter().map(|row| (row.number, row.cell(column.position)));
    let of_amount = |(row, cell): (u32, &Cell)| {
        is_finer_than_fen(cell).then(|| AgainstYuan {
            row,
            text: cell.to_string(),
            is_amount: true,
        })
    };
    let around =
        table.set_aside.iter().filter(|aside| matches!(aside.reason, Aside::Title | Aside::Note));
    let words =
        around.flat_map(|aside| aside.row.cells.iter().map(|cell| (aside.row.number, cell)));
    let of_words = |(row, cell): (u32, &Cell)| {
        let Cell::Text(text) = cell else { return None };
        let compact = compact(text).to_lowercase();
        let names_larger = LARGER.iter().any(|unit| compact.contains(unit));
        names_larger.then(|| AgainstYuan { row, text: text.clone(), is_amount: false })
    };
    cells.into_iter().find_map(of_amount).or_else(|| words.into_iter().find_map(of_words))
}

/// Tells whether a bare number has parts of a fen that no binary fraction makes.
fn is_finer_than_fen(cell: &Cell) -> bool {
    let (Cell::Number(text) | Cell::Text(text)) = cell else { return false };
    parse_number(text.trim_matches(is_space))
        .is_ok_and(|number| number.saturating_sub(round_half_up(number, 2)).abs() > NOISE)
}
