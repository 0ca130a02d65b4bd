//! The tables of a profile as files.

use taizhang_export::delimited::Layout;
use taizhang_export::profile::{Guard, Profile, ProfileTable, apply};
use taizhang_export::sheet::Cell;
use taizhang_export::{AmountUnit, Artifact, ExportError, ExportRequest};

use crate::cell::print;
use crate::table::{Draft, write};

/// Makes the files of a return.
pub(crate) fn files(
    profile: &Profile,
    request: &ExportRequest<'_>,
) -> Result<Vec<Artifact>, ExportError> {
    let layout = Layout { line_end: profile.line_end(), quoting: profile.quoting() };
    let tables = apply(profile, request)?;
    let draft = |table: ProfileTable| Draft { name: table.file.clone(), records: records(table) };
    write(tables.into_iter().map(draft).collect(), layout, profile.charset())
}

fn records(table: ProfileTable) -> Vec<Vec<String>> {
    let ProfileTable { header, guards, sheet, .. } = table;
    let row = |row: Vec<Cell>| {
        let cells = row.into_iter().zip(&guards);
        cells.map(|(cell, guard)| guarded(&cell, *guard)).collect()
    };
    header.into_iter().chain(sheet.rows.into_iter().map(row)).collect()
}

/// Prints a cell. Amounts have become numbers in the unit of their column.
fn guarded(cell: &Cell, guard: Guard) -> String {
    match (cell, guard) {
        (Cell::Text(code), Guard::Apostrophe) if !code.is_empty() => format!("'{code}"),
        (Cell::Text(code), Guard::Formula) if !code.is_empty() => {
            format!("=\"{}\"", code.replace('"', "\"\""))
        }
        _ => print(cell, AmountUnit::Yuan),
    }
}
