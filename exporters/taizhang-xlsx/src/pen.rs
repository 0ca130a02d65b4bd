//! Writing cells, each failure with its place.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet, XlsxError};

use crate::error::BookError;
use crate::number::{Double, exact};

/// A worksheet that is being written.
pub(crate) struct Pen<'s> {
    /// The worksheet, for everything but cells.
    pub(crate) sheet: &'s mut Worksheet,
}

/// Row and column from zero.
pub(crate) type Place = (u32, u16);

impl Pen<'_> {
    /// Writes words; they are never a formula.
    pub(crate) fn text(
        &mut self,
        at: Place,
        words: &str,
        format: &Format,
    ) -> Result<(), BookError> {
        let written = if words.is_empty() {
            self.sheet.write_blank(at.0, at.1, format).map(drop)
        } else {
            self.sheet.write_string_with_format(at.0, at.1, words, format).map(drop)
        };
        written.map_err(|source| self.failed(at, source))
    }

    /// Writes a number.
    pub(crate) fn number(
        &mut self,
        at: Place,
        value: Decimal,
        format: &Format,
    ) -> Result<(), BookError> {
        let number = self.exact(at, value)?;
        let written = self.sheet.write_number_with_format(at.0, at.1, number, format).map(drop);
        written.map_err(|source| self.failed(at, source))
    }

    /// Writes a day.
    pub(crate) fn date(&mut self, at: Place, date: Date, format: &Format) -> Result<(), BookError> {
        let day = day(date).map_err(|source| self.failed(at, source))?;
        let written = self.sheet.write_date_with_format(at.0, at.1, &day, format).map(drop);
        written.map_err(|source| self.failed(at, source))
    }

    /// Writes a formula with its result, for programs that show what is stored.
    pub(crate) fn formula(
        &mut self,
        at: Place,
        formula: &str,
        result: Decimal,
        format: &Format,
    ) -> Result<(), BookError> {
        self.exact(at, result)?;
        let formula = Formula::new(formula).set_result(result.normalize().to_string());
        let written = self.sheet.write_formula_with_format(at.0, at.1, formula, format).map(drop);
        written.map_err(|source| self.failed(at, source))
    }

    /// Writes words over several cells.
    pub(crate) fn merged(
        &mut self,
        from: Place,
        to: Place,
        words: &str,
        format: &Format,
    ) -> Result<(), BookError> {
        if from == to {
            return self.text(from, words, format);
        }
        let merged = self.sheet.merge_range(from.0, from.1, to.0, to.1, words, format).map(drop);
        merged.map_err(|source| self.failed(from, source))
    }

    fn exact(&self, at: Place, value: Decimal) -> Result<Double, BookError> {
        exact(value).ok_or_else(|| BookError::Digits {
            sheet: self.sheet.name(),
            cell: row_col_to_cell(at.0, at.1),
            value,
        })
    }

    fn failed(&self, at: Place, source: XlsxError) -> BookError {
        BookError::Cell { sheet: self.sheet.name(), cell: row_col_to_cell(at.0, at.1), source }
    }
}

/// Returns a day as workbooks count them; none lies before 1900.
pub(crate) fn day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}
