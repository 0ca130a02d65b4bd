//! What fonts say of cells: struck out, as clerks do with payments that are void, or red, as accounts
//! write what is below zero.

use crate::draft::{RowRef, Source};
use crate::fault::{Fault, Reason};
use crate::table::{Row, Table};
use crate::value::RowReader;

/// How the text of a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// A line goes through it, or through a part of it.
    StruckOut,
    /// It is red whatever it holds.
    Red,
}

impl Ink {
    /// Returns what counts of a font.
    pub(crate) fn of(is_struck: bool, is_red: bool) -> Option<Self> {
        if is_struck { Some(Self::StruckOut) } else { is_red.then_some(Self::Red) }
    }
}

/// Tells whether a colour in hexadecimal digits, with or without a value of opacity before it, is red.
pub(crate) fn is_red(colour: &str) -> bool {
    let digits = colour.trim_start_matches('#');
    let digits = digits.get(digits.len().saturating_sub(6)..).unwrap_or_default();
    let part = |at: usize| u8::from_str_radix(digits.get(at..at.saturating_add(2))?, 16).ok();
    let parts = part(0).zip(part(2)).zip(part(4));
    parts.is_some_and(|((red, green), blue)| red >= 0xc0 && green <= 0x40 && blue <= 0x40)
}

impl RowReader<'_> {
    /// Returns the first column that is read of the present row whose cell is struck out, the amount first.
    pub(crate) fn struck_out(&self) -> Option<usize> {
        self.first_read(|row, position| {
            self.table().inks.get(&(row, position)) == Some(&Ink::StruckOut)
        })
    }
}

impl Table {
    /// Finds a cell of a row that is struck out, where nobody can be asked about the row alone.
    pub(crate) fn struck_out(
        &self,
        row: &Row,
        mut positions: impl Iterator<Item = usize>,
    ) -> Option<Fault> {
        let is_struck = |at: &usize| {
            !row.cell(*at).is_empty() && self.inks.get(&(row.number, *at)) == Some(&Ink::StruckOut)
        };
        let position = positions.find(is_struck)?;
        let place = self.place(row.number, self.columns.get(position));
        let value = row.cell(position).to_string();
        Some(Fault { place, value, reason: Reason::StruckOut })
    }
}

impl Source {
    /// Tells whether the amount of a row is red, in a list that does not write payments below zero.
    pub fn has_red_amount(&self, row: RowRef) -> bool {
        if self.mapping.negative_pays {
            return false;
        }
        let part = row.part.and_then(|part| self.mapping.parts.get(part));
        let field = self.mapping.kind.money_fields().first();
        let column = || field.and_then(|field| self.mapping.columns.get(field)).copied();
        let position = part.map(|part| part.position).or_else(column);
        let ink = position.and_then(|position| self.table.inks.get(&(row.row, position)));
        ink == Some(&Ink::Red)
    }
}

#[cfg(test)]
mod tests {
    use super::is_red;

    #[test]
    fn red_is_told_from_other_colours() {
        for red in ["FFFF0000", "#ff0000", "C00000", "00FF0000"] {
            assert!(is_red(red), "{red}");
        }
        for other in ["FF000000", "FFFFFF", "FFC000", "FF00FF", "", "red", "字体颜色"] {
            assert!(!is_red(other), "{other}");
        }
    }
}
