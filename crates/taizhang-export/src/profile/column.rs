//! One column of a profile: where its cells come from and how they are written.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::sheet::{Cell, NO_RATE};
use crate::{AmountUnit, round_half_up};

/// A column of a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) name: String,
    #[serde(default)]
    pub(super) meaning: String,
    /// A column of the sheet; `@year`, `@unit.code`, `@unit.name`, `@department`, `@division`;
    /// words that are the same in every row, behind `=`; or `@none` where the ledger knows nothing.
    pub(super) from: String,
    /// With `@none`, why the ledger does not know it, or who fills it in.
    #[serde(default)]
    pub(super) reason: String,
    /// Most bytes in the file's encoding.
    pub(super) width: Option<usize>,
    /// Decimals of amounts and numbers.
    decimals: Option<u32>,
    /// 元 or 万元, where it holds amounts.
    #[serde(default)]
    unit: Unit,
    /// List of codes that words are written as.
    pub(super) codes: Option<String>,
    /// How a code is written.
    #[serde(default)]
    form: CodeForm,
    /// With `form = "code-name"`, the column of the sheet with the name.
    pub(super) name_from: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unit {
    #[default]
    Yuan,
    Wan,
}

/// How a code is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CodeForm {
    /// Its digits.
    #[default]
    Plain,
    /// The first three digits (类).
    Class,
    /// The first five digits (款).
    Section,
    /// Digits, a hyphen and the name, like `2060702-科普活动`.
    CodeName,
    /// Its digits behind an apostrophe, by which spreadsheets keep it as text.
    Apostrophe,
    /// Its digits in the formula `="0123"`, by which spreadsheets keep it as text.
    Formula,
}

/// What stands around a code in a file without types, so that a spreadsheet reads it as text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    #[default]
    None,
    /// An apostrophe before it.
    Apostrophe,
    /// `="` before and `"` behind it.
    Formula,
}

/// Where a column's cells come from that the ledger knows nothing of.
pub(super) const NONE: &str = "@none";
/// Everything that a column's cells can come from besides the sheet and fixed words.
pub(super) const PLACES: [&str; 6] =
    ["@year", "@unit.code", "@unit.name", "@department", "@division", NONE];

/// Ends of the names of sheet columns whose words mean something else when they are cut.
const WHOLE_OR_NOTHING: [&str; 8] = ["编号", "编码", "标识", "号", "值", "键", "单位", "等级"];

impl Column {
    /// Tells whether its cells come from a column of the sheet.
    pub(super) fn is_of_sheet(&self) -> bool {
        !self.from.starts_with('=') && !PLACES.contains(&self.from.as_str())
    }

    /// Tells whether its cells are words of which a part still says something: no codes, no numbers
    /// of documents and vouchers, no values.
    pub(super) fn is_prose(&self) -> bool {
        let is_written_as_code =
            self.codes.is_some() || self.name_from.is_some() || self.form != CodeForm::Plain;
        let is_named_like = |end: &&str| self.from.ends_with(*end);
        let is_name_of_unit = matches!(self.from.as_str(), "@unit.name" | "@department");
        !is_written_as_code
            && (is_name_of_unit
                || self.is_of_sheet() && !WHOLE_OR_NOTHING.iter().any(is_named_like))
    }

    /// Tells whether it holds 财政区划代码.
    pub(super) fn is_division(&self) -> bool {
        self.from == "@division"
    }

    /// Tells whether the ledger knows nothing of it.
    pub(super) fn is_unknown(&self) -> bool {
        self.from == NONE
    }

    /// Returns a cell as this column holds it: amounts in its unit and decimals, numbers rounded.
    pub(super) fn shaped(&self, cell: &Cell) -> Cell {
        let unit = match self.unit {
            Unit::Yuan => AmountUnit::Yuan,
            Unit::Wan => AmountUnit::Wan,
        };
        match cell {
            Cell::Amount(amount) => self.number(unit.of_yuan(amount.yuan()), unit.places()),
            Cell::Number { value, places } => self.number(*value, *places),
            // A field for a number holds no sign that there is none.
            Cell::Mark(NO_RATE) => Cell::Blank,
            other => other.clone(),
        }
    }

    fn number(&self, value: Decimal, places: u32) -> Cell {
        let places = self.decimals.unwrap_or(places);
        Cell::Number { value: round_half_up(value, places), places }
    }

    /// Writes a code, whose name is `name`.
    pub(super) fn coded(&self, code: String, name: &str) -> String {
        let first = |digits: usize| code.chars().take(digits).collect();
        match self.form {
            _ if code.is_empty() => code,
            CodeForm::Plain | CodeForm::Apostrophe | CodeForm::Formula => code,
            CodeForm::Class => first(3),
            CodeForm::Section => first(5),
            CodeForm::CodeName => format!("{code}-{name}"),
        }
    }

    /// Tells whether `text` is `code` as this column writes it.
    pub(super) fn writes(&self, code: &str, text: &str) -> bool {
        match self.form {
            CodeForm::CodeName => text.strip_prefix(code).is_some_and(|rest| rest.starts_with('-')),
            _ => self.coded(code.to_owned(), "") == text,
        }
    }

    /// Returns what keeps a spreadsheet from taking the code for a number.
    pub(super) const fn guard(&self) -> Guard {
        match self.form {
            CodeForm::Apostrophe => Guard::Apostrophe,
            CodeForm::Formula => Guard::Formula,
            _ => Guard::None,
        }
    }

    /// Returns the name over a column of a sheet: meaning, field name, and the unit if it is 万元.
    pub(super) fn heading(&self) -> String {
        let unit = if matches!(self.unit, Unit::Wan) { "（万元）" } else { "" };
        if self.meaning.is_empty() {
            format!("{}{unit}", self.name)
        } else {
            format!("{}{unit}\n{}", self.meaning, self.name)
        }
    }

    /// Returns yuan in the unit of this column.
    pub(super) fn in_unit(&self, yuan: Decimal) -> Decimal {
        match self.unit {
            Unit::Yuan => yuan,
            Unit::Wan => AmountUnit::Wan.of_yuan(yuan),
        }
    }
}

/// Prints a cell for comparing, sorting and measuring; amounts are in yuan.
pub(super) fn printed(cell: &Cell) -> String {
    cell.print(AmountUnit::Yuan)
}
