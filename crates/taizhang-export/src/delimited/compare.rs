//! A file that somebody wrote or edited, against what the ledger gives: cell by cell, and by what
//! the cells say.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::meaning::meaning;
use super::{Records, read};
use crate::Artifact;
use crate::sheet::Holds;

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
    /// Neither UTF-8 nor UTF-16 nor GB18030.
    Encoding,
    /// Its quotes do not close, or it has no rows.
    Csv,
    /// Its header is that of no return.
    Unrecognised,
    /// It has no header, and its cells are those of no return.
    UnrecognisedRows,
}

/// Compares a file, which is called `name`, with that one of `exported` whose header it has; where
/// several have it, with that of its name, or else with the one from which it differs least. `holds`
/// says of each what its columns hold; of what it does not say, everything that can be a number is one.
///
/// # Errors
/// The file cannot be read, or has the header of none of them.
pub fn compare(
    exported: &[Artifact],
    holds: &[Vec<Holds>],
    name: &str,
    file: &[u8],
) -> Result<Comparison, CompareError> {
    let file = read(file)?;
    let header = file.first().ok_or(CompareError::Csv)?;
    let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
    let mut best: Option<((bool, usize), Comparison)> = None;
    for (at, artifact) in exported.iter().enumerate() {
        let ledger = read(&artifact.bytes)?;
        // A return without a header and without rows has nothing to be recognised by.
        let Some(names) = ledger.first() else { continue };
        let shared = names.iter().filter(|name| header.contains(name)).count();
        if shared.saturating_mul(2) <= names.len().max(header.len()) {
            continue;
        }
        let columns = Columns::by_name(names, holds.get(at), &header);
        let (ours, theirs) = (ledger.get(1..), file.get(1..));
        let (ours, theirs) = (ours.unwrap_or_default(), theirs.unwrap_or_default());
        let sides = Sides { columns: &columns.shared, ledger: ours, file: theirs, first_row: 2 };
        let mut differences = columns.others;
        differences.extend(sides.rows());
        let against = artifact.name.to_string();
        let rank = (against != name, differences.len());
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, Comparison { against, rows: theirs.len(), differences }));
        }
    }
    best.map(|(_, comparison)| comparison).ok_or(CompareError::Unrecognised)
}

/// Compares a file without header rows with that one of `exported` that is called `name`, or else
/// with the one most of whose cells it has. `names` are the columns of each, in the same order, and
/// `holds` says what they hold.
///
/// # Errors
/// The file cannot be read, or is neither called like one of them nor has its cells.
pub fn compare_by_position(
    exported: &[Artifact],
    names: &[Vec<String>],
    holds: &[Vec<Holds>],
    name: &str,
    file: &[u8],
) -> Result<Comparison, CompareError> {
    let file = read(file)?;
    let returns: Vec<(usize, &Artifact, Records)> = exported
        .iter()
        .enumerate()
        .take(names.len())
        .map(|(at, artifact)| Ok((at, artifact, read(&artifact.bytes)?)))
        .collect::<Result<_, _>>()?;
    let called = returns.iter().find(|(_, artifact, _)| artifact.name == name);
    let alike = || {
        let alike = returns.iter().map(|one| (shared_cells(&one.2, &file), one));
        let cells: usize = file.iter().map(Vec::len).sum();
        let (shared, best) = alike.max_by_key(|(shared, _)| *shared)?;
        (shared.saturating_mul(2) > cells).then_some(best)
    };
    let found = called.or_else(alike).ok_or(CompareError::UnrecognisedRows)?;
    let (at, artifact, ledger) = found;
    let (names, holds) = (names[*at].as_slice(), holds.get(*at));
    let width = file.iter().map(Vec::len).max().unwrap_or_default();
    let columns = names.iter().enumerate().take(width);
    let columns: Vec<Column<'_>> = columns
        .map(|(at, name)| Column { name, ours: at, theirs: at, holds: held(holds, at) })
        .collect();
    let sides = Sides { columns: &columns, ledger, file: &file, first_row: 1 };
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

/// A column that both have.
#[derive(Clone, Copy)]
struct Column<'a> {
    name: &'a str,
    /// Place in the ledger's rows.
    ours: usize,
    /// Place in the file's rows.
    theirs: usize,
    holds: Holds,
}

/// Returns what the column at a place holds, as far as it is said.
fn held(holds: Option<&Vec<Holds>>, at: usize) -> Holds {
    holds.and_then(|holds| holds.get(at)).copied().unwrap_or(Holds::Any)
}

/// The columns of two headers.
struct Columns<'a> {
    shared: Vec<Column<'a>>,
    /// Those that one of them has more.
    others: Vec<Difference>,
}

impl<'a> Columns<'a> {
    /// Pairs columns by name; of several that are called alike the first with the first, and so on.
    fn by_name(names: &'a [String], holds: Option<&Vec<Holds>>, header: &[String]) -> Self {
        let mut open: Vec<usize> = (0..header.len()).collect();
        let (mut shared, mut others) = (Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            match open.iter().position(|place| header[*place] == *name) {
                Some(found) => shared.push(Column {
                    name,
                    ours: at,
                    theirs: open.remove(found),
                    holds: held(holds, at),
                }),
                None => others.push(Difference::MissingColumn(name.clone())),
            }
        }
        others.extend(open.into_iter().map(|at| Difference::ExtraColumn(header[at].clone())));
        Self { shared, others }
    }
}

/// Two sets of rows and the columns in which they are compared.
struct Sides<'a> {
    columns: &'a [Column<'a>],
    ledger: &'a [Vec<String>],
    file: &'a [Vec<String>],
    /// Number of the first row.
    first_row: usize,
}

impl Sides<'_> {
    /// Pairs rows that say the same, then rows that share most cells; the others are missing or
    /// extra.
    fn rows(&self) -> Vec<Difference> {
        let ours = self.meanings(self.ledger, |column| column.ours);
        let theirs = self.meanings(self.file, |column| column.theirs);
        let mut same: BTreeMap<&[String], VecDeque<usize>> = BTreeMap::new();
        for (row, cells) in theirs.iter().enumerate() {
            same.entry(cells).or_default().push_back(row);
        }
        let mut unpaired: Vec<usize> = Vec::new();
        for (at, cells) in ours.iter().enumerate() {
            if same.get_mut(cells.as_slice()).and_then(VecDeque::pop_front).is_none() {
                unpaired.push(at);
            }
        }
        let mut open: Vec<usize> = same.into_values().flatten().collect();
        open.sort_unstable();
        let mut found: Vec<(usize, Difference)> = Vec::new();
        for at in unpaired {
            let near = open.iter().enumerate().map(|(place, row)| {
                (alike(&ours[at], &theirs[*row]), std::cmp::Reverse(place), *row)
            });
            match near.max() {
                Some((alike, place, row)) if alike.saturating_mul(2) > self.columns.len() => {
                    open.remove(place.0);
                    let differing = (0..self.columns.len())
                        .filter(|column| ours[at][*column] != theirs[row][*column]);
                    found.extend(differing.map(|column| (row, self.cell(column, at, row))));
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

    /// Tells what one cell says on either side.
    fn cell(&self, column: usize, ours: usize, theirs: usize) -> Difference {
        let Column { name, ours: a, theirs: b, .. } = self.columns[column];
        let said = |rows: &[Vec<String>], row: usize, at: usize| {
            rows[row].get(at).cloned().unwrap_or_default()
        };
        Difference::Cell {
            row: self.number(theirs),
            column: name.to_owned(),
            file: said(self.file, theirs, b),
            ledger: said(self.ledger, ours, a),
        }
    }

    const fn number(&self, at: usize) -> usize {
        at.saturating_add(self.first_row)
    }

    /// Returns what the cells of one side say, row by row; a cell that is not there says nothing.
    fn meanings(&self, rows: &[Vec<String>], place: fn(&Column<'_>) -> usize) -> Vec<Vec<String>> {
        let said = |row: &Vec<String>, column: &Column<'_>| {
            row.get(place(column)).map_or_else(String::new, |cell| meaning(cell, column.holds))
        };
        rows.iter().map(|row| self.columns.iter().map(|c| said(row, c)).collect()).collect()
    }
}

/// Counts the cells in which two rows agree.
fn alike(one: &[String], other: &[String]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one == other).count()
}
