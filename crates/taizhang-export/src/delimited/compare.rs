//! A file that somebody wrote or edited, against what the ledger gives: cell by cell.

use std::collections::BTreeSet;

use super::{Records, read};
use crate::Artifact;

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

/// One difference. Rows are counted from 1, the header among them where the file has one.
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
    /// The file, which names no columns, has one more at this place, counted from 1.
    ExtraPlace(usize),
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
    /// It has no header, and its cells are those of no return.
    UnrecognisedRows,
}

/// Compares a file with that one of `exported` whose header it has.
///
/// # Errors
/// The file cannot be read, or has the header of none of them.
pub fn compare(exported: &[Artifact], file: &[u8]) -> Result<Comparison, CompareError> {
    let file = read(file)?;
    let header = file.first().ok_or(CompareError::Csv)?;
    let mut best: Option<(usize, &Artifact, Records)> = None;
    for artifact in exported {
        let ledger = read(&artifact.bytes)?;
        // A return without a header and without rows has nothing to be recognised by.
        let Some(names) = ledger.first() else { continue };
        let shared = names.iter().filter(|name| header.contains(name)).count();
        let is_alike = shared.saturating_mul(2) > names.len().max(header.len());
        if is_alike && best.as_ref().is_none_or(|(most, ..)| shared > *most) {
            best = Some((shared, artifact, ledger));
        }
    }
    let (_, artifact, ledger) = best.ok_or(CompareError::Unrecognised)?;
    let names = ledger.first().map_or(&[][..], Vec::as_slice);
    let sides = Sides {
        columns: by_name(names, header),
        ledger: ledger.get(1..).unwrap_or_default(),
        file: file.get(1..).unwrap_or_default(),
        first_row: 2,
    };
    let mut differences = other_columns(names, header);
    differences.extend(sides.rows());
    let rows = sides.file.len();
    Ok(Comparison { against: artifact.name.to_string(), rows, differences })
}

/// Compares a file without header rows with that one of `exported` that is called `name`, or else
/// with the one most of whose cells it has. `names` are the columns of each, in the same order.
///
/// # Errors
/// The file cannot be read, or is neither called like one of them nor has its cells.
pub fn compare_by_position(
    exported: &[Artifact],
    names: &[Vec<String>],
    name: &str,
    file: &[u8],
) -> Result<Comparison, CompareError> {
    let file = read(file)?;
    let returns: Vec<(&Artifact, &[String], Records)> = exported
        .iter()
        .zip(names)
        .map(|(artifact, names)| Ok((artifact, names.as_slice(), read(&artifact.bytes)?)))
        .collect::<Result<_, _>>()?;
    let called = returns.iter().find(|(artifact, ..)| artifact.name == name);
    let alike = || {
        let alike = returns.iter().map(|one| (shared_cells(&one.2, &file), one));
        let cells: usize = file.iter().map(Vec::len).sum();
        let (shared, best) = alike.max_by_key(|(shared, _)| *shared)?;
        (shared.saturating_mul(2) > cells).then_some(best)
    };
    let found = called.or_else(alike).ok_or(CompareError::UnrecognisedRows)?;
    let (artifact, names, ledger) = found;
    let width = file.iter().map(Vec::len).max().unwrap_or_default();
    let columns = names.iter().enumerate().take(width);
    let sides = Sides {
        columns: columns.map(|(at, name)| (name.as_str(), at, at)).collect(),
        ledger,
        file: &file,
        first_row: 1,
    };
    let mut differences: Vec<Difference> = match width {
        0 => Vec::new(),
        width => names.iter().skip(width).cloned().map(Difference::MissingColumn).collect(),
    };
    let extra = (names.len()..width).map(|at| Difference::ExtraPlace(at + 1));
    differences.extend(extra);
    differences.extend(sides.rows());
    Ok(Comparison { against: artifact.name.to_string(), rows: file.len(), differences })
}

/// Counts the cells of `file` that stand in the same column of some row of `ledger`.
fn shared_cells(ledger: &Records, file: &Records) -> usize {
    let mut columns: Vec<BTreeSet<&str>> = Vec::new();
    for (at, cell) in ledger.iter().flat_map(|row| row.iter().enumerate()) {
        if columns.len() <= at {
            columns.resize_with(at + 1, Default::default);
        }
        columns[at].insert(cell);
    }
    let cells = file.iter().flat_map(|row| row.iter().zip(&columns));
    cells.filter(|(cell, column)| column.contains(cell.as_str())).count()
}

/// Returns the columns that both have: name, place in the ledger's return, place in the file.
fn by_name<'a>(names: &'a [String], header: &[String]) -> Vec<(&'a str, usize, usize)> {
    let place = |name: &String| header.iter().position(|other| other == name);
    let columns = names.iter().enumerate();
    columns.filter_map(|(at, name)| Some((name.as_str(), at, place(name)?))).collect()
}

fn other_columns(names: &[String], header: &[String]) -> Vec<Difference> {
    let missing = names.iter().filter(|name| !header.contains(name));
    let extra = header.iter().filter(|name| !names.contains(name));
    let missing = missing.cloned().map(Difference::MissingColumn);
    missing.chain(extra.cloned().map(Difference::ExtraColumn)).collect()
}

/// Two sets of rows and the columns in which they are compared.
struct Sides<'a> {
    /// Name, place in the ledger's rows, place in the file's rows.
    columns: Vec<(&'a str, usize, usize)>,
    ledger: &'a [Vec<String>],
    file: &'a [Vec<String>],
    /// Number of the first row.
    first_row: usize,
}

impl Sides<'_> {
    /// Pairs rows that are equal, then rows that share most cells; the others are missing or extra.
    fn rows(&self) -> Vec<Difference> {
        let mut open: Vec<usize> = (0..self.file.len()).collect();
        let mut unpaired: Vec<usize> = Vec::new();
        for at in 0..self.ledger.len() {
            match open.iter().position(|row| self.alike(at, *row) == self.columns.len()) {
                Some(place) => drop(open.remove(place)),
                None => unpaired.push(at),
            }
        }
        let mut found: Vec<(usize, Difference)> = Vec::new();
        for at in unpaired {
            let near = open
                .iter()
                .enumerate()
                .map(|(place, row)| (self.alike(at, *row), std::cmp::Reverse(place), *row));
            match near.max() {
                Some((alike, place, row)) if alike.saturating_mul(2) > self.columns.len() => {
                    open.remove(place.0);
                    found.extend(self.cells(at, row).map(|difference| (row, difference)));
                }
                _ => {
                    let (row, cells) = (self.number(at), self.ledger[at].clone());
                    found.push((at, Difference::Missing { row, cells }));
                }
            }
        }
        found.extend(open.into_iter().map(|row| {
            let cells = self.file[row].clone();
            (row, Difference::Extra { row: self.number(row), cells })
        }));
        found.sort_by_key(|(row, _)| *row);
        found.into_iter().map(|(_, difference)| difference).collect()
    }

    /// Counts the cells in which a row of the ledger and one of the file agree.
    fn alike(&self, ours: usize, theirs: usize) -> usize {
        self.pairs(ours, theirs).filter(|(_, ours, theirs)| ours == theirs).count()
    }

    fn cells(&self, ours: usize, theirs: usize) -> impl Iterator<Item = Difference> {
        let differing = self.pairs(ours, theirs).filter(|(_, ours, theirs)| ours != theirs);
        differing.map(move |(column, ledger, file)| Difference::Cell {
            row: self.number(theirs),
            column: column.to_owned(),
            file: file.to_owned(),
            ledger: ledger.to_owned(),
        })
    }

    fn pairs(&self, ours: usize, theirs: usize) -> impl Iterator<Item = (&str, &str, &str)> {
        self.columns.iter().map(move |(name, a, b)| {
            let ledger = self.ledger[ours].get(*a).map_or("", String::as_str);
            let file = self.file[theirs].get(*b).map_or("", String::as_str);
            (*name, ledger, file)
        })
    }

    const fn number(&self, at: usize) -> usize {
        at.saturating_add(self.first_row)
    }
}
