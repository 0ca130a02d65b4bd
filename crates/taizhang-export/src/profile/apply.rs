//! From sheets and a profile to tables.

use super::column::{Column, Guard, printed};
use super::{DIVISION, HeaderRow, Profile, Table, order, unknown};
use crate::sheet::{self, Cell, Holds, Sheet, Total};
use crate::{CellFault, CellFaultKind, ExportContext, ExportError, ExportRequest};

/// A table of a return: words and numbers in the order and form of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileTable {
    /// What it is, like 支付凭证.
    pub title: String,
    /// Header rows from top to bottom, as the profile wants them in a file.
    pub header: Vec<Vec<String>>,
    /// For each column, what a file without types puts around its codes.
    pub guards: Vec<Guard>,
    /// Columns and rows under the table's name, like `PAY_VOUCHER`; amounts have become numbers in
    /// the column's unit, as have totals.
    pub sheet: Sheet,
}

/// Makes the tables of a return; refuses all values that do not fit at once.
pub fn apply(
    profile: &Profile,
    request: &ExportRequest<'_>,
) -> Result<Vec<ProfileTable>, ExportError> {
    let mut sheets = sheet::of_year(request.context, Vec::new());
    sheets.extend(sheet::of_profiles(request.context));
    let mut faults = Vec::new();
    let mut tables = Vec::new();
    for table in &profile.table {
        let sheet = sheets
            .iter()
            .find(|sheet| sheet.title == table.sheet)
            .ok_or_else(|| unknown(&profile.id, "数据表", &table.sheet))?;
        let maker = Maker { request, profile, table, sheet };
        tables.push(maker.make(&mut faults)?);
    }
    if faults.is_empty() { Ok(tables) } else { Err(ExportError::Cells(faults)) }
}

struct Maker<'a> {
    request: &'a ExportRequest<'a>,
    profile: &'a Profile,
    table: &'a Table,
    sheet: &'a Sheet,
}

impl Maker<'_> {
    fn make(&self, faults: &mut Vec<CellFault>) -> Result<ProfileTable, ExportError> {
        let columns = &self.table.columns;
        let header = self.profile.header.iter().map(|row| {
            let words = |column: &Column| match row {
                HeaderRow::Name => column.name.clone(),
                HeaderRow::Meaning => column.meaning.clone(),
            };
            columns.iter().map(words).collect()
        });
        let header: Vec<Vec<String>> = header.collect();
        let (mut rows, mut taken) = (Vec::new(), Vec::new());
        for row in &self.sheet.rows {
            if self.takes(row)? {
                let cells = columns.iter().map(|column| self.cell(column, row));
                rows.push(cells.collect::<Result<Vec<_>, _>>()?);
                taken.push(row.as_slice());
            }
        }
        order::sort(self.profile, self.table, &mut rows)?;
        for (row, at) in rows.iter().zip(header.len().saturating_add(1)..) {
            faults.extend(columns.iter().zip(row).filter_map(|(column, cell)| {
                let (value, kind) = self.fault(column, cell)?;
                let file = format!("{}（{}）", self.table.name, self.table.title);
                Some(CellFault { file, row: at, column: column.name.clone(), value, kind })
            }));
        }
        let described = columns.iter().map(|column| self.described(column, &taken));
        let sheet = Sheet {
            title: self.table.name.clone(),
            is_official: true,
            columns: described.collect(),
            rows: rows.clone(),
        };
        let (title, guards) =
            (self.table.title.clone(), columns.iter().map(Column::guard).collect());
        Ok(ProfileTable { title, header, guards, sheet })
    }

    /// Describes a column. Its total is that of the sheet's column; where rows that count were
    /// left out, the sum of the ledger's amounts in the rows taken.
    fn described(&self, column: &Column, taken: &[&[Cell]]) -> sheet::Column {
        let source = self.sheet.columns.iter().enumerate().find(|(_, c)| c.name == column.from);
        let holds =
            source.map_or(Holds::Words, |(_, source)| match (&column.codes, source.holds) {
                (Some(_), _) => Holds::Words,
                (None, holds) => holds,
            });
        let total = source.and_then(|(place, source)| {
            let total = source.total.clone()?;
            let counted = |cell: &&Cell| **cell != Cell::Blank;
            let all = self.sheet.rows.iter().filter_map(|row| row.get(place)).filter(counted);
            let taken: Vec<&Cell> =
                taken.iter().filter_map(|row| row.get(place)).filter(counted).collect();
            let is_whole = all.count() == taken.len();
            if holds != Holds::Amounts {
                return is_whole.then_some(total);
            }
            let total = if is_whole {
                total
            } else {
                let amounts = taken.iter().filter_map(|cell| match cell {
                    Cell::Amount(amount) => Some(*amount),
                    _ => None,
                });
                let name = format!("{}（本表各行）", source.name);
                Total { name, value: ExportContext::total(amounts) }
            };
            Some(Total { value: column.in_unit(total.value), ..total })
        });
        sheet::Column { name: column.heading(), holds, total }
    }

    fn takes(&self, row: &[Cell]) -> Result<bool, ExportError> {
        let Some(condition) = &self.table.condition else { return Ok(true) };
        let found = printed(self.find(&condition.column, row)?);
        Ok(condition.is.as_ref().is_none_or(|wanted| *wanted == found)
            && condition.not.as_ref().is_none_or(|refused| *refused != found && !found.is_empty()))
    }

    fn find<'r>(&self, name: &str, row: &'r [Cell]) -> Result<&'r Cell, ExportError> {
        let at = self.sheet.columns.iter().position(|column| column.name == name);
        at.and_then(|at| row.get(at)).ok_or_else(|| unknown(&self.profile.id, "列", name))
    }

    /// Makes a cell as the column wants it. Words without a code stay as they are; [`Self::fault`]
    /// finds them.
    fn cell(&self, column: &Column, row: &[Cell]) -> Result<Cell, ExportError> {
        let context = self.request.context;
        let from = column.from.as_str();
        let cell = match from {
            "" => Cell::Blank,
            "@year" => Cell::Text(context.year.to_string()),
            "@unit.code" => Cell::Text(context.unit.code.to_string()),
            "@unit.name" => Cell::Text(context.unit.name.clone()),
            "@department" => Cell::Text(context.unit.department.clone()),
            "@division" => Cell::Text(self.request.options.get(DIVISION, "").to_owned()),
            _ => match from.strip_prefix('=') {
                Some(words) => Cell::Text(words.to_owned()),
                None => column.shaped(self.find(from, row)?),
            },
        };
        let text = match cell {
            Cell::Text(words) => words,
            Cell::Mark(word) if column.codes.is_some() => word.to_owned(),
            other => return Ok(other),
        };
        let codes = column.codes.as_ref().map(|list| self.profile.codes.get(list));
        let text = codes.flatten().and_then(|codes| codes.get(&text)).cloned().unwrap_or(text);
        let name = match &column.name_from {
            Some(name) => printed(self.find(name, row)?),
            None => String::new(),
        };
        Ok(Cell::Text(column.coded(text, &name)))
    }

    /// Tells what the column cannot hold.
    fn fault(&self, column: &Column, cell: &Cell) -> Option<(String, CellFaultKind)> {
        let text = printed(cell);
        if let Some(list) = column.codes.as_ref().filter(|_| !text.is_empty()) {
            let codes = self.profile.codes.get(list);
            let is_code =
                codes.is_some_and(|codes| codes.values().any(|code| column.writes(code, &text)));
            if !is_code {
                return Some((text, CellFaultKind::NoCode));
            }
        }
        let length = self.profile.encoding.length(&text);
        let width = column.width.filter(|width| length > *width)?;
        Some((text, CellFaultKind::TooLong { length, width }))
    }
}
