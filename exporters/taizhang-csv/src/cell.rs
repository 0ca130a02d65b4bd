//! What a cell holds, and its protection against being run as a formula.

use taizhang_export::Money;

use crate::format::AmountUnit;

/// Mark that makes a spreadsheet read a cell as text.
const APOSTROPHE: char = '\'';

/// Characters that start a formula, or that a spreadsheet skips before it looks for one.
///
/// The full-width forms count because input methods produce them and some spreadsheets fold them.
const FORMULA_STARTS: [char; 12] =
    ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// Content of one cell.
pub(crate) enum Cell {
    /// Words that somebody typed.
    Text(String),
    /// A word out of this program, written as it is.
    Mark(&'static str),
    /// A plain number.
    Number(String),
    /// Money.
    Amount(Money),
    /// Nothing.
    Blank,
}

impl Cell {
    /// Makes a cell of typed words.
    pub(crate) fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Makes a cell of a number that prints itself.
    pub(crate) fn number(number: &impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    /// Prints the cell.
    pub(crate) fn print(self, unit: AmountUnit) -> String {
        match self {
            Self::Text(words) => guard_formula(&words),
            Self::Mark(word) => word.to_owned(),
            Self::Number(number) => number,
            Self::Amount(amount) => unit.print(amount),
            Self::Blank => String::new(),
        }
    }
}

/// Puts an apostrophe before text that a spreadsheet could run as a formula.
///
/// Text that looks guarded already is guarded once more, so that [`unguard_formula`] gives back
/// every text.
///
/// ```
/// assert_eq!(taizhang_csv::guard_formula("=1+1"), "'=1+1");
/// assert_eq!(taizhang_csv::guard_formula("科普日"), "科普日");
/// ```
pub fn guard_formula(text: &str) -> String {
    if starts_formula(text) { format!("{APOSTROPHE}{text}") } else { text.to_owned() }
}

/// Gives back the text that [`guard_formula`] was given.
pub fn unguard_formula(cell: &str) -> &str {
    cell.strip_prefix(APOSTROPHE).filter(|text| starts_formula(text)).unwrap_or(cell)
}

fn starts_formula(text: &str) -> bool {
    text.trim_start_matches(APOSTROPHE).starts_with(FORMULA_STARTS)
}
