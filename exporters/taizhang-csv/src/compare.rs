//! A file that somebody wrote or edited, against what the ledger gives: cell by cell.

use csv::ReaderBuilder;
use encoding_rs::{GB18030, UTF_8};
use taizhang_export::Artifact;

/// What a comparison found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The file of the export that it is compared with.
    pub against: String,
    /// Rows that were compared, without the header.
    pub rows: usize,
    /// What differs, from top to bottom.
    pub differences: Vec<Difference>,
}

/// One difference. Rows are counted from 1 with the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A cell says something else.
    Cell {
        /// Row of the file.
        row: usize,
        /// Column name.
        column: String,
        /// What the file says.
        file: String,
        /// What the ledger says.
        ledger: String,
    },
    /// The ledger has a row that the file lacks.
    Missing {
        /// Row of the export.
        row: usize,
        /// Its cells.
        cells: Vec<String>,
    },
    /// The file has a row that the ledger lacks.
    Extra {
        /// Row of the file.
        row: usize,
        /// Its cells.
        cells: Vec<String>,
    },
    /// The file lacks a column.
    MissingColumn(String),
    /// The file has a column that the export lacks.
    ExtraColumn(String),
}

/// A file that cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareError {
    /// Neither UTF-8 nor GB18030.
    Encoding,
    /// Its quotes do not close, or it has no rows.
    Csv,
    /// Its header is that of no return.
    Unrecognised,
}

type Records = Vec<Vec<String>>;

/// Compares a file with that one of `exported` whose header it has.
pub fn compare(exported: &[Artifact], file: &[u8]) -> Result<Comparison, CompareError> {
    let file = read(file)?;
    let header = file.first().ok_or(CompareError::Csv)?;
    let mut best: Option<(usize, &Artifact, Records)> = None;
    for artifact in exported {
        let ledger = read(&artifact.bytes)?;
        let names = ledger.first().ok_or(CompareError::Csv)?;
        let shared = names.iter().filter(|name| header.contains(name)).count();
        let is_alike = shared.saturating_mul(2) > names.len().max(header.len());
        if is_alike && best.as_ref().is_none_or(|(most, ..)| shared > *most) {
            best = Some((shared, artifact, ledger));
        }
    }
    let (_, artifact, ledger) = best.ok_or(CompareError::Unrecognised)?;
    let mut differences = columns(&ledger, header);
    differences.extend(rows(&ledger, &file, header));
    let rows = file.len().saturating_sub(1);
    Ok(Comparison { against: artifact.name.to_string(), rows, differences })
}

/// Reads a file in the encoding that it turns out to have.
fn read(bytes: &[u8]) -> Result<Records, CompareError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = [UTF_8, GB18030]
        .into_iter()
        .find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .ok_or(CompareError::Encoding)?;
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records();
    let rows: Result<Records, _> =
        records.map(|record| Ok(record?.iter().map(str::to_owned).collect())).collect();
    rows.map_err(|_: csv::Error| CompareError::Csv)
}

fn columns(ledger: &Records, header: &[String]) -> Vec<Difference> {
    let names = ledger.first().map_or(&[][..], Vec::as_slice);
    let missing = names.iter().filter(|name| !header.contains(name));
    let extra = header.iter().filter(|name| !names.contains(name));
    let missing = missing.cloned().map(Difference::MissingColumn);
    missing.chain(extra.cloned().map(Difference::ExtraColumn)).collect()
}

/// Pairs rows that are equal, then rows that share most cells; the others are missing or extra.
fn rows(ledger: &Records, file: &Records, header: &[String]) -> Vec<Difference> {
    let names = ledger.first().map_or(&[][..], Vec::as_slice);
    let shared: Vec<(&String, usize, usize)> = names
        .iter()
        .enumerate()
        .filter_map(|(at, name)| Some((name, at, header.iter().position(|h| h == name)?)))
        .collect();
    let cell = |row: &'_ [String], at: usize| row.get(at).cloned().unwrap_or_default();
    let alike = |ours: &[String], theirs: &[String]| {
        shared.iter().filter(|(_, a, b)| cell(ours, *a) == cell(theirs, *b)).count()
    };
    let mut open: Vec<usize> = (1..file.len()).collect();
    let mut unpaired: Vec<usize> = Vec::new();
    for (at, ours) in ledger.iter().enumerate().skip(1) {
        let same = open.iter().position(|row| alike(ours, &file[*row]) == shared.len());
        match same {
            Some(place) => {
                open.remove(place);
            }
            None => unpaired.push(at),
        }
    }
    let mut found: Vec<(usize, Difference)> = Vec::new();
    for at in unpaired {
        let ours = &ledger[at];
        let nearest = open
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|(place, row)| (alike(ours, &file[*row]), std::cmp::Reverse(*place)));
        match nearest {
            Some((place, row)) if alike(ours, &file[row]).saturating_mul(2) > shared.len() => {
                open.remove(place);
                found.extend(shared.iter().filter_map(|(name, a, b)| {
                    let (ledger, said) = (cell(ours, *a), cell(&file[row], *b));
                    let column = (*name).clone();
                    let row_number = row.saturating_add(1);
                    let difference =
                        Difference::Cell { row: row_number, column, file: said.clone(), ledger };
                    (cell(ours, *a) != said).then_some((row, difference))
                }));
            }
            _ => {
                let row = at.saturating_add(1);
                found.push((at, Difference::Missing { row, cells: ours.clone() }));
            }
        }
    }
    found.extend(open.into_iter().map(|row| {
        let cells = file[row].clone();
        (row, Difference::Extra { row: row.saturating_add(1), cells })
    }));
    found.sort_by_key(|(row, _)| *row);
    found.into_iter().map(|(_, difference)| difference).collect()
}
