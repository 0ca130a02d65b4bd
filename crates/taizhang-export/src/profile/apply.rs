//! From sheets and a profile to tables.

use super::column::{Column, Guard, NONE, printed};
use super::fault::faults;
use super::{CUT, DIVISION, HeaderRow, LONG, Profile, REFUSE, Table, file_name, order};
use crate::sheet::{self, Cell, Holds, Sheet, Total, Whole};
use crate::{CellFault, CellFaultKind, ExportContext, ExportError, ExportRequest, Money};

/// A table of a return: words and numbers in the order and form of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileTable {
    /// What it is, like 支付凭证.
    pub title: String,
    /// Name of a file that holds it.
    pub file: String,
    /// Header rows from top to bottom, as the profile wants them in a file.
    pub header: Vec<Vec<String>>,
    /// For each column, what a file without types puts around its codes.
    pub guards: Vec<Guard>,
    /// Words that were cut because the request asks for it, with what they were.
    pub cuts: Vec<CellFault>,
    /// Columns and rows under the table's name, like `PAY_VOUCHER`; amounts have become numbers in
    /// the column's unit, as have totals.
    pub sheet: Sheet,
}

/// Makes the tables of a return.
///
/// # Errors
/// Everything that the profile names and that is not there, or else all values that do not fit.
pub fn apply(
    profile: &Profile,
    request: &ExportRequest<'_>,
) -> Result<Vec<ProfileTable>, ExportError> {
    let mut sheets = sheet::of_year(request.context, Vec::new());
    sheets.extend(sheet::of_profiles(request.context));
    let unusable = faults(profile, &sheets);
    if !unusable.is_empty() {
        return Err(ExportError::Profile { id: profile.id.clone(), faults: unusable });
    }
    let mut unfit = Vec::new();
    let mut tables = Vec::new();
    for table in &profile.table {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.title == table.sheet) else { continue };
        let maker = Maker { request, profile, table, sheet };
        tables.push(maker.make(&mut unfit));
    }
    if unfit.is_empty() { Ok(tables) } else { Err(ExportError::Cells(unfit)) }
}

/// Lists the words that a return has only in part, as its request asks; see [`apply`].
///
/// # Errors
/// Those of [`apply`].
pub fn cuts(request: &ExportRequest<'_>) -> Result<Vec<CellFault>, ExportError> {
    if request.profile.is_none() || request.options.get(LONG, REFUSE) != CUT {
        return Ok(Vec::new());
    }
    let Some(profile) = Profile::chosen(request)? else { return Ok(Vec::new()) };
    Ok(apply(&profile, request)?.into_iter().flat_map(|table| table.cuts).collect())
}

struct Maker<'a> {
    request: &'a ExportRequest<'a>,
    profile: &'a Profile,
    table: &'a Table,
    sheet: &'a Sheet,
}

impl Maker<'_> {
    fn make(&self, unfit: &mut Vec<CellFault>) -> ProfileTable {
        let columns = &self.table.columns;
        let header = self.profile.header.iter().map(|row| {
            let words = |column: &Column| match row {
                HeaderRow::Name => column.name.clone(),
                HeaderRow::Meaning => column.meaning.clone(),
            };
            columns.iter().map(words).collect()
        });
        let header: Vec<Vec<String>> = header.collect();
        let taken = self.sheet.rows.iter().enumerate().filter(|(_, row)| self.takes(row));
        let cells = |row: &[Cell]| columns.iter().map(|column| self.cell(column, row)).collect();
        let mut numbered: Vec<(usize, Vec<Cell>)> =
            taken.map(|(at, row)| (at, cells(row))).collect();
        order::sort(self.table, &mut numbered);
        let (places, mut rows): (Vec<usize>, Vec<Vec<Cell>>) = numbered.into_iter().unzip();
        let cuts_words = self.request.options.get(LONG, REFUSE) == CUT;
        let mut cuts = Vec::new();
        for (row, at) in rows.iter_mut().zip(header.len().saturating_add(1)..) {
            for (column, cell) in columns.iter().zip(row) {
                let Some((value, kind)) = self.fault(column, cell) else { continue };
                let shorter = self.shortened(column, cell, kind).filter(|_| cuts_words);
                let file = format!("{}（{}）", self.table.name, self.table.title);
                let fault = CellFault { file, row: at, column: column.name.clone(), value, kind };
                match shorter {
                    Some(shorter) => {
                        *cell = shorter;
                        cuts.push(fault);
                    }
                    None => unfit.push(fault),
                }
            }
        }
        let sheet = Sheet {
            title: self.table.name.clone(),
            is_official: true,
            columns: columns.iter().map(|column| self.described(column, &places)).collect(),
            rows,
            wholes: self.wholes(&places),
        };
        let (title, guards) =
            (self.table.title.clone(), columns.iter().map(Column::guard).collect());
        let file = file_name::of(self.profile, self.table, self.request.context);
        ProfileTable { title, file, header, guards, cuts, sheet }
    }

    /// Finds the rows that make up the whole among those taken, whose places in the sheet are
    /// `places`.
    fn wholes(&self, places: &[usize]) -> Vec<Whole> {
        let here = |whole: &Whole| {
            let taken = places.iter().enumerate().filter(|(_, at)| whole.rows.contains(at));
            Whole { name: whole.name.clone(), rows: taken.map(|(row, _)| row).collect() }
        };
        self.sheet.wholes.iter().map(here).collect()
    }

    /// Describes a column. Its total is that of the sheet's column; where rows that count were
    /// left out, the sum of the ledger's amounts in the rows taken.
    fn described(&self, column: &Column, places: &[usize]) -> sheet::Column {
        let source = self.sheet.columns.iter().enumerate().find(|(_, c)| c.name == column.from);
        let holds = match (source, &column.codes) {
            _ if column.is_unknown() => Holds::Nothing,
            (None, _) | (_, Some(_)) => Holds::Words,
            (Some((_, source)), None) => source.holds,
        };
        let total = source.and_then(|(place, source)| {
            let total = source.total.clone()?;
            let cell = |row: &usize| self.sheet.rows.get(*row).and_then(|row| row.get(place));
            let all = 0..self.sheet.rows.len();
            let counted = |cell: &&Cell| match cell {
                Cell::Blank => false,
                Cell::Amount(amount) => *amount != Money::ZERO,
                _ => true,
            };
            let taken: Vec<&Cell> = places.iter().filter_map(cell).filter(counted).collect();
            let is_whole = all.filter_map(|row| cell(&row)).filter(counted).count() == taken.len();
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

    fn takes(&self, row: &[Cell]) -> bool {
        let Some(condition) = &self.table.condition else { return true };
        let found = printed(self.find(&condition.column, row));
        condition.is.as_ref().is_none_or(|wanted| *wanted == found)
            && condition.not.as_ref().is_none_or(|refused| *refused != found && !found.is_empty())
    }

    /// Finds a cell of the sheet by its column, which is there: [`faults`] has looked for it.
    fn find<'r>(&self, name: &str, row: &'r [Cell]) -> &'r Cell {
        let at = self.sheet.columns.iter().position(|column| column.name == name);
        at.and_then(|at| row.get(at)).unwrap_or(&Cell::Blank)
    }

    /// Makes a cell as the column wants it. Words without a code stay as they are; [`Self::fault`]
    /// finds them.
    fn cell(&self, column: &Column, row: &[Cell]) -> Cell {
        let context = self.request.context;
        let from = column.from.as_str();
        let cell = match from {
            NONE => Cell::Blank,
            "@year" => Cell::Text(context.year.to_string()),
            "@unit.code" => Cell::Text(context.unit.code.to_string()),
            "@unit.name" => Cell::Text(context.unit.name.clone()),
            "@department" => Cell::Text(context.unit.department.clone()),
            "@division" => Cell::Text(self.request.options.get(DIVISION, "").to_owned()),
            _ => match from.strip_prefix('=') {
                Some(words) => Cell::Text(words.to_owned()),
                None => column.shaped(self.find(from, row)),
            },
        };
        let text = match cell {
            Cell::Text(words) => words,
            Cell::Mark(word) if column.codes.is_some() => word.to_owned(),
            other => return other,
        };
        let codes = column.codes.as_ref().map(|list| self.profile.codes.get(list));
        let text = codes.flatten().and_then(|codes| codes.get(&text)).cloned().unwrap_or(text);
        let name = column.name_from.as_ref().map(|name| printed(self.find(name, row)));
        Cell::Text(column.coded(text, &name.unwrap_or_default()))
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

    /// Returns the beginning of words that fits their column; nothing where a part would say
    /// something else, as with codes, numbers and days.
    fn shortened(&self, column: &Column, cell: &Cell, kind: CellFaultKind) -> Option<Cell> {
        let (Cell::Text(words), CellFaultKind::TooLong { width, .. }) = (cell, kind) else {
            return None;
        };
        if !column.is_prose() {
            return None;
        }
        let mut left = width;
        let mut buffer = [0; 4];
        let fits = |character: &char| {
            let length = self.profile.encoding.length(character.encode_utf8(&mut buffer));
            let rest = left.checked_sub(length);
            left = rest.unwrap_or_default();
            rest.is_some()
        };
        Some(Cell::Text(words.chars().take_while(fits).collect()))
    }
}
