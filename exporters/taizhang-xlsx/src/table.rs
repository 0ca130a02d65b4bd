//! A return as a worksheet: title, unit, header, rows, and sums that prove themselves.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::cell_range;
use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, IgnoreError, Workbook};
use taizhang_export::sheet::{Cell, Column, Holds, Sheet, Whole};
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
/// How narrow a column of words may become so that the sheet fits on one page across.
const WRAPPED: u32 = 24;
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
    let rooms = rooms(sheet, unit);
    for ((column, room), described) in (0..).zip(&rooms).zip(&sheet.columns) {
        pen.sheet.set_column_width(column, *room)?;
        if described.holds == Holds::Nothing {
            pen.sheet.set_column_hidden(column)?;
        }
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
    page::fit(pen.sheet, shown(sheet, &rooms), 2)?;
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

/// Writes for each set of rows that makes up the whole the sums of the columns, what the ledger says
/// they are, and the differences.
fn sums(pen: &mut Pen<'_>, sheet: &Sheet, unit: AmountUnit, last: u32) -> Result<(), BookError> {
    if sheet.columns.iter().all(|column| column.total.is_none()) {
        return Ok(());
    }
    let mut row = last + 1;
    for whole in sheet.wholes.iter().filter(|whole| !whole.rows.is_empty()) {
        proof(pen, sheet, whole, unit, row)?;
        row += 3;
    }
    Ok(())
}

/// Writes three rows from `sum` on: a sum by formula, the ledger's total, the difference.
fn proof(
    pen: &mut Pen<'_>,
    sheet: &Sheet,
    whole: &Whole,
    unit: AmountUnit,
    sum: u32,
) -> Result<(), BookError> {
    let (ledger, difference) = (sum + 1, sum + 2);
    let name = format!("{}（公式）", whole.name);
    for (at, name) in [(sum, name.as_str()), (ledger, "台账数"), (difference, "差额")] {
        for (column, _) in (0..).zip(&sheet.columns) {
            let words = if column == 0 { name } else { "" };
            pen.text((at, column), words, &style::sum_text())?;
        }
    }
    for (column, described) in (0..).zip(&sheet.columns) {
        let Some((total, places, format)) = summed(sheet, whole, usize::from(column), unit) else {
            continue;
        };
        let format = style::sum(&format);
        let ranges = ranges(&whole.rows, column);
        pen.formula((sum, column), &format!("=ROUND(SUM({ranges}),{places})"), total, &format)?;
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

/// Names the cells of `rows`, counted from 0 below the header, in one column.
fn ranges(rows: &[usize], column: u16) -> String {
    let runs = rows.chunk_by(|before, after| *after == *before + 1);
    let named = runs.filter_map(|run| {
        let at = |row: &usize| u32::try_from(*row).ok()?.checked_add(HEADER + 1);
        Some(cell_range(at(run.first()?)?, column, at(run.last()?)?, column))
    });
    named.collect::<Vec<_>>().join(",")
}

/// Shows differences that are not zero.
fn alarm(pen: &mut Pen<'_>, from: Place, to: Place) -> Result<(), BookError> {
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::NotEqualTo(0))
        .set_format(style::alarm());
    pen.sheet.add_conditional_format(from.0, from.1, to.0, to.1, &rule)?;
    Ok(())
}

/// Returns the exact sum of some rows of a column with its decimals and format, if it is summed.
fn summed(
    sheet: &Sheet,
    whole: &Whole,
    at: usize,
    unit: AmountUnit,
) -> Option<(Decimal, u32, String)> {
    let column = sheet.columns.get(at)?;
    let cells = whole.rows.iter().filter_map(|row| sheet.rows.get(*row)?.get(at));
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

/// Returns the widths of the columns in characters. A sheet that is a little too wide for a page
/// gets narrower columns, in which words are wrapped, rather than a second page beside the first.
fn rooms(sheet: &Sheet, unit: AmountUnit) -> Vec<u32> {
    let wanted: Vec<u32> = (0..sheet.columns.len()).map(|at| wanted(sheet, at, unit)).collect();
    let within = |widest: u32| -> Vec<u32> {
        let numbers = sheet.columns.iter().map(|column| column.holds != Holds::Words);
        let rooms = wanted.iter().zip(numbers).map(|(room, is_number)| {
            let widest = if is_number { WIDEST } else { widest };
            (*room).clamp(NARROWEST, widest) + MARGIN
        });
        rooms.collect()
    };
    let fitting =
        (WRAPPED..=WIDEST).rev().map(within).find(|rooms| shown(sheet, rooms) <= page::ACROSS);
    fitting.unwrap_or_else(|| within(WIDEST))
}

/// Returns the width of the columns that are shown.
fn shown(sheet: &Sheet, rooms: &[u32]) -> u32 {
    let columns = rooms.iter().zip(&sheet.columns);
    let shown = columns.filter(|(_, column)| column.holds != Holds::Nothing);
    shown.map(|(room, _)| room).sum()
}

/// Returns the width at which nothing of a column is wrapped.
fn wanted(sheet: &Sheet, at: usize, unit: AmountUnit) -> u32 {
    let cells = sheet.rows.iter().filter_map(|row| row.get(at));
    let widest = cells.map(|cell| half_ems(&printed(cell, unit))).max().unwrap_or_default();
    let sums = sheet.wholes.iter().filter_map(|whole| {
        let (sum, places, _) = summed(sheet, whole, at, unit)?;
        Some(half_ems(&with_thousands(&fixed(sum, places))))
    });
    let names = sheet.wholes.iter().filter(|_| at == 0 && !sheet.rows.is_empty());
    let names = names.map(|whole| half_ems(&whole.name) + half_ems("（公式）"));
    let heading = sheet.columns.get(at).map_or(0, |column| half_ems_of_lines(&column.name));
    sums.chain(names).chain([widest, heading]).max().unwrap_or_default()
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
