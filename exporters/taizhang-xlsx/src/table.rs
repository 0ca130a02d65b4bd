//! A return as a worksheet: title, unit, header, rows, and sums that prove themselves.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, IgnoreError, Workbook};
use taizhang_export::sheet::{Cell, Column, Holds, Sheet};
use taizhang_export::{AmountUnit, ExportContext, fixed, half_ems, with_thousands};

use crate::error::BookError;
use crate::height::height;
use crate::page;
use crate::pen::{Pen, Place};
use crate::style;

/// Row of the column names; title and unit stand above.
const HEADER: u32 = 2;
/// Narrowest and widest column, in half ems.
const NARROWEST: u32 = 8;
const WIDEST: u32 = 36;
/// Room beside the text of a cell, for its borders and the filter's button.
const MARGIN: u32 = 3;

/// Adds `sheet` to the workbook.
pub(crate) fn add(
    book: &mut Workbook,
    context: &ExportContext,
    sheet: &Sheet,
    unit: AmountUnit,
) -> Result<(), BookError> {
    let worksheet = book.add_worksheet();
    worksheet.set_name(page::name(&sheet.title))?;
    let mut pen = Pen { sheet: worksheet };
    let rows = u32::try_from(sheet.rows.len()).map_err(|_| BookError::Rows)?;
    let last = HEADER.checked_add(rows).ok_or(BookError::Rows)?;
    let width = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    head(&mut pen, context, sheet, unit, width)?;
    let rooms: Vec<u32> = (0..)
        .zip(&sheet.columns)
        .map(|(column, described)| room(sheet, column, described, unit))
        .collect();
    for (column, room) in (0..).zip(&rooms) {
        pen.sheet.set_column_width(column, *room)?;
    }
    for (at, row) in (HEADER + 1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(row) {
            set(&mut pen, (at, column), cell, unit)?;
        }
        let words: Vec<String> = row.iter().map(|cell| printed(cell, unit)).collect();
        let cells = words.iter().map(String::as_str).zip(rooms.iter().copied());
        pen.sheet.set_row_height(at, height(cells))?;
    }
    if rows > 0 {
        pen.sheet.autofilter(HEADER, 0, last, width)?;
        sums(&mut pen, sheet, unit, last)?;
    }
    pen.sheet.ignore_error_range(0, 0, last, width, IgnoreError::NumberStoredAsText)?;
    pen.sheet.set_freeze_panes(HEADER + 1, 0)?;
    page::fit(pen.sheet, rooms.iter().sum(), 2)?;
    page::set(pen.sheet, context, &sheet.title, Some((0, HEADER)))
}

/// Writes what stands above the rows.
fn head(
    pen: &mut Pen<'_>,
    context: &ExportContext,
    sheet: &Sheet,
    unit: AmountUnit,
    width: u16,
) -> Result<(), BookError> {
    let title = format!("{}年度{}", context.year.get(), sheet.title);
    pen.text((0, 0), &title, &style::left_title())?;
    pen.sheet.set_row_height(0, 28)?;
    let line = format!("编制单位：{}　　截至 {}", context.unit.name, context.as_of);
    pen.text((1, 0), &line, &style::line())?;
    pen.text((1, width), &format!("金额单位：{}", unit.name()), &style::right_line())?;
    for (column, described) in (0..).zip(&sheet.columns) {
        pen.text((HEADER, column), &described.name, &style::heading())?;
    }
    Ok(())
}

/// Writes one cell.
fn set(pen: &mut Pen<'_>, at: Place, cell: &Cell, unit: AmountUnit) -> Result<(), BookError> {
    match cell {
        Cell::Text(words) => pen.text(at, words, &style::text()),
        Cell::Mark(word) => pen.text(at, word, &style::centred()),
        Cell::Number { value, places } => {
            pen.number(at, *value, &style::number(&style::decimals(*places)))
        }
        Cell::Amount(amount) => {
            pen.number(at, unit.of_yuan(amount.yuan()), &style::number(style::money(unit)))
        }
        Cell::Percent(rate) => {
            pen.number(at, *rate / Decimal::ONE_HUNDRED, &style::number(style::PERCENT))
        }
        Cell::Date(date) => pen.date(at, *date, &style::day()),
        Cell::AmountUnit => pen.text(at, unit.name(), &style::centred()),
        Cell::Blank => pen.text(at, "", &style::text()),
    }
}

/// Writes the sums of the columns, what the ledger says they are, and the differences.
fn sums(pen: &mut Pen<'_>, sheet: &Sheet, unit: AmountUnit, last: u32) -> Result<(), BookError> {
    let (sum, ledger, difference) = (last + 1, last + 2, last + 3);
    if sheet.columns.iter().all(|column| column.total.is_none()) {
        return Ok(());
    }
    for (at, name) in [(sum, "合计（公式）"), (ledger, "台账数"), (difference, "差额")] {
        for (column, _) in (0..).zip(&sheet.columns) {
            let words = if column == 0 { name } else { "" };
            pen.text((at, column), words, &style::sum_text())?;
        }
    }
    for (column, described) in (0..).zip(&sheet.columns) {
        let Some((total, places, format)) = summed(sheet, usize::from(column), described, unit)
        else {
            continue;
        };
        let format = style::sum(&format);
        let range = cell_range(HEADER + 1, column, last, column);
        pen.formula((sum, column), &format!("=ROUND(SUM({range}),{places})"), total, &format)?;
        let Some(known) = &described.total else { continue };
        let known = in_unit(known.value, described, unit);
        pen.number((ledger, column), known, &format)?;
        let [sum, ledger] = [sum, ledger].map(|row| cell_range(row, column, row, column));
        let formula = format!("=ROUND({sum}-{ledger},{places})");
        pen.formula((difference, column), &formula, total - known, &format)?;
    }
    let width = u16::try_from(sheet.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    alarm(pen, (difference, 1), (difference, width.max(1)))
}

/// Shows differences that are not zero.
fn alarm(pen: &mut Pen<'_>, from: Place, to: Place) -> Result<(), BookError> {
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::NotEqualTo(0))
        .set_format(style::alarm());
    pen.sheet.add_conditional_format(from.0, from.1, to.0, to.1, &rule)?;
    Ok(())
}

/// Returns the exact sum of a column with its decimals and format, if the column is summed.
fn summed(
    sheet: &Sheet,
    at: usize,
    column: &Column,
    unit: AmountUnit,
) -> Option<(Decimal, u32, String)> {
    let cells = sheet.rows.iter().filter_map(|row| row.get(at));
    if column.holds == Holds::Amounts
        && !cells.clone().any(|cell| matches!(cell, Cell::Number { .. }))
    {
        let amounts = cells.filter_map(|cell| match cell {
            Cell::Amount(amount) => Some(unit.of_yuan(amount.yuan())),
            _ => None,
        });
        return Some((amounts.sum(), unit.places(), style::money(unit).to_owned()));
    }
    if column.holds != Holds::Amounts {
        column.total.as_ref()?;
    }
    let numbers = cells.filter_map(|cell| match cell {
        Cell::Number { value, places } => Some((*value, *places)),
        _ => None,
    });
    let (total, places) = numbers.fold((Decimal::ZERO, 0), |(total, most), (value, places)| {
        (total + value, most.max(places))
    });
    Some((total, places, style::decimals(places)))
}

/// Returns a total that is stated in yuan in the unit of the sheet; other totals stay.
fn in_unit(total: Decimal, column: &Column, unit: AmountUnit) -> Decimal {
    if column.holds == Holds::Amounts { unit.of_yuan(total) } else { total }
}

/// Returns the width of a column in characters.
fn room(sheet: &Sheet, at: usize, column: &Column, unit: AmountUnit) -> u32 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(at));
    let widest = cells.map(|cell| half_ems(&printed(cell, unit))).max().unwrap_or_default();
    let sum = summed(sheet, at, column, unit);
    let sum = sum.map_or(0, |(sum, places, _)| half_ems(&with_thousands(&fixed(sum, places))));
    let first = if at == 0 && sum > 0 { half_ems("合计（公式）") } else { 0 };
    let wide = widest.max(sum).max(first).max(half_ems_of_lines(&column.name));
    wide.clamp(NARROWEST, WIDEST) + MARGIN
}

/// Returns the width of the widest line.
fn half_ems_of_lines(words: &str) -> u32 {
    words.lines().map(half_ems).max().unwrap_or_default()
}

/// Returns a cell about as it is shown.
fn printed(cell: &Cell, unit: AmountUnit) -> String {
    let words = cell.print(unit);
    match cell {
        Cell::Amount(_) => with_thousands(&words),
        Cell::Percent(_) => format!("{words}%"),
        _ => words,
    }
}
