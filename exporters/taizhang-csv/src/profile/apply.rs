//! From sheets and a profile to files.

use taizhang_export::sheet::{self, Cell, Sheet};
use taizhang_export::{
    AmountUnit, Artifact, CellFault, CellFaultKind, ExportContext, ExportError, fixed,
};

use super::fault::unknown;
use super::{Column, HeaderRow, LineEnd, Profile, Quoting, Table, Unit};
use crate::cell::{guard_formula, print};
use crate::format::Charset;
use crate::table::{Layout, write};

/// Makes the files of a return; refuses all values that do not fit at once.
pub(crate) fn files(
    context: &ExportContext,
    profile: &Profile,
    charset: Option<Charset>,
) -> Result<Vec<Artifact>, ExportError> {
    let charset = charset.unwrap_or(profile.encoding);
    let sheets = sheet::of_year(context, Vec::new());
    let mut faults = Vec::new();
    let mut made = Vec::new();
    for table in &profile.table {
        let sheet = sheets
            .iter()
            .find(|sheet| sheet.title == table.sheet)
            .ok_or_else(|| unknown(&profile.id, "数据表", &table.sheet))?;
        let file = format!("{}（{}）.csv", table.name, table.title);
        let writer = Writer { context, profile, table, sheet, charset, file: &file };
        let records = writer.records(&mut faults)?;
        let layout = Layout {
            crlf: matches!(profile.line_end, LineEnd::Crlf),
            quotes_all: matches!(profile.quoting, Quoting::Always),
            charset,
        };
        made.push((file, records, layout));
    }
    if !faults.is_empty() {
        return Err(ExportError::Cells(faults));
    }
    made.iter().map(|(file, records, layout)| write(file, records, *layout)).collect()
}

struct Writer<'a> {
    context: &'a ExportContext,
    profile: &'a Profile,
    table: &'a Table,
    sheet: &'a Sheet,
    charset: Charset,
    file: &'a str,
}

impl Writer<'_> {
    fn records(&self, faults: &mut Vec<CellFault>) -> Result<Vec<Vec<String>>, ExportError> {
        let mut rows = Vec::new();
        for row in &self.sheet.rows {
            if self.takes(row)? {
                let cells = self.table.columns.iter().map(|column| self.cell(column, row));
                rows.push(cells.collect::<Result<Vec<_>, _>>()?);
            }
        }
        self.sort(&mut rows)?;
        let header = self.profile.header.iter().map(|row| {
            let words = |column: &Column| match row {
                HeaderRow::Name => column.name.clone(),
                HeaderRow::Meaning => column.meaning.clone(),
            };
            self.table.columns.iter().map(words).collect()
        });
        let mut records: Vec<Vec<String>> = header.collect();
        for row in rows {
            let at = records.len().saturating_add(1);
            let cells = self.table.columns.iter().zip(row);
            records.push(cells.map(|(column, text)| self.fit(column, text, at, faults)).collect());
        }
        Ok(records)
    }

    fn takes(&self, row: &[Cell]) -> Result<bool, ExportError> {
        let Some(condition) = &self.table.condition else { return Ok(true) };
        let found = print(self.find(&condition.column, row)?, AmountUnit::Yuan);
        Ok(condition.is.as_ref().is_none_or(|wanted| *wanted == found)
            && condition.not.as_ref().is_none_or(|refused| *refused != found && !found.is_empty()))
    }

    fn find<'r>(&self, name: &str, row: &'r [Cell]) -> Result<&'r Cell, ExportError> {
        let at = self.sheet.columns.iter().position(|column| column.name == name);
        at.and_then(|at| row.get(at)).ok_or_else(|| unknown(&self.profile.id, "列", name))
    }

    /// Prints a cell as the column wants it.
    fn cell(&self, column: &Column, row: &[Cell]) -> Result<String, ExportError> {
        let unit = match column.unit {
            Unit::Yuan => AmountUnit::Yuan,
            Unit::Wan => AmountUnit::Wan,
        };
        let cell = match column.from.as_str() {
            "@year" => return Ok(self.context.year.to_string()),
            "@unit.code" => return Ok(self.context.unit.code.to_string()),
            "@unit.name" => return Ok(guard_formula(&self.context.unit.name)),
            name => self.find(name, row)?,
        };
        Ok(match (cell, column.decimals) {
            (Cell::Amount(amount), Some(decimals)) => match unit {
                AmountUnit::Yuan => fixed(amount.yuan(), decimals),
                AmountUnit::Wan => amount.to_wan().rounded(decimals),
            },
            (Cell::Number { value, .. }, Some(decimals)) => fixed(*value, decimals),
            (cell, _) => print(cell, unit),
        })
    }

    fn sort(&self, rows: &mut [Vec<String>]) -> Result<(), ExportError> {
        let mut places = Vec::new();
        for name in &self.table.sort {
            let at = self.table.columns.iter().position(|column| column.name == *name);
            places.push(at.ok_or_else(|| unknown(&self.profile.id, "列", name))?);
        }
        if !places.is_empty() {
            rows.sort_by(|a, b| {
                let key = |row: &Vec<String>| -> Vec<String> {
                    places.iter().filter_map(|at| row.get(*at).cloned()).collect()
                };
                key(a).cmp(&key(b))
            });
        }
        Ok(())
    }

    /// Turns words into codes and notes what the column cannot hold.
    fn fit(
        &self,
        column: &Column,
        text: String,
        row: usize,
        faults: &mut Vec<CellFault>,
    ) -> String {
        let mut note = |value: &str, kind| {
            faults.push(CellFault {
                file: self.file.to_owned(),
                row,
                column: column.name.clone(),
                value: value.to_owned(),
                kind,
            });
        };
        let text = match &column.codes {
            Some(list) if !text.is_empty() => {
                let code = self.profile.codes.get(list).and_then(|codes| codes.get(&text));
                if code.is_none() {
                    note(&text, CellFaultKind::NoCode);
                }
                code.cloned().unwrap_or(text)
            }
            _ => text,
        };
        let length = self.charset.length(&text);
        if let Some(width) = column.width.filter(|width| length > *width) {
            note(&text, CellFaultKind::TooLong { length, width });
        }
        text
    }
}
