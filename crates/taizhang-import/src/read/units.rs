//! Units of money that a sheet states around its table: in its name, in titles and corners, in a row below
//! the header, in remarks. All that are stated are found, so that two that differ are not taken for one.

use std::borrow::Cow;

use super::totals::words;
use crate::currency_unit::{StatedUnit, in_brackets, labelled, whole};
use crate::english_unit;
use crate::table::{Cell, NamedUnit, Row, StrangeUnit};
use crate::vocabulary::compact;

/// Characters of the longest label beside a unit.
const LONGEST_LABEL: usize = 8;

/// Characters of the longest title whose last bracket is read as a unit.
const LONGEST_TITLE: usize = 40;

/// What stands before the unit in a corner, and names columns of units.
pub(crate) const LABELS: [&str; 7] =
    ["单位", "金额单位", "计量单位", "货币单位", "unit", "units", "currencyunit"];

/// What a sheet states of units, each unit once.
#[derive(Default)]
pub(super) struct Units {
    pub(super) named: Vec<NamedUnit>,
    pub(super) strange: Option<StrangeUnit>,
}

/// Finds the units that the name of a sheet and rows around its table state.
pub(super) fn stated<'r>(sheet: Option<&str>, rows: impl Iterator<Item = &'r Row>) -> Units {
    let mut units = Units::default();
    if let Some(sheet) = sheet {
        let compact = compact(sheet);
        let found = labelled(&compact).into_iter().chain(in_brackets(&compact));
        for unit in found.chain(english_unit::labelled(sheet)) {
            units.add(unit, sheet, None);
        }
    }
    for row in rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let compact = compact(text);
            let mut found = labelled(&compact);
            found.extend(english_unit::labelled(text));
            found.extend(whole(&compact));
            if compact.chars().count() <= LONGEST_TITLE && compact.ends_with(')') {
                found.extend(in_brackets(&compact));
            }
            let mut shown = Cow::Borrowed(text.as_str());
            if found.is_empty()
                && let Some((unit, beside)) = beside(row, at, &compact)
            {
                found.push(unit);
                shown = Cow::Owned(format!("{text} {beside}"));
            }
            for unit in found {
                units.add(unit, &shown, Some(row.number));
            }
        }
    }
    units
}

/// Returns what the corners of a header say of the unit of the whole table, and no column.
pub(super) fn corners(header: &[Row]) -> Vec<Row> {
    let is_corner = |cell: &Cell| {
        let compact = compact(&words(cell));
        let label = compact.split_once(':').map(|(label, _)| label.trim_start_matches('('));
        label.is_some_and(|label| LABELS.contains(&label.to_lowercase().as_str()))
    };
    let corner = |cell: &Cell| if is_corner(cell) { cell.clone() } else { Cell::Empty };
    let of_row = |row: &Row| {
        let cells = row.cells.iter().map(corner).collect();
        Row { number: row.number, cells }
    };
    header.iter().filter(|row| !are_named(row)).map(of_row).collect()
}

impl Units {
    fn add(&mut self, stated: StatedUnit, text: &str, row: Option<u32>) {
        match stated {
            StatedUnit::Known(unit) if self.named.iter().all(|named| named.unit != unit) => {
                self.named.push(NamedUnit { unit, text: text.to_owned(), row });
            }
            StatedUnit::Known(_) => {}
            StatedUnit::Strange => {
                self.strange.get_or_insert_with(|| StrangeUnit { text: text.to_owned(), row });
            }
        }
    }
}

/// Reads the unit in the next cell that is filled, beside a label like `金额单位`.
fn beside(row: &Row, at: usize, label: &str) -> Option<(StatedUnit, String)> {
    let label = label.trim_end_matches(':').to_lowercase();
    let is_label = label.ends_with("单位") && label.chars().count() <= LONGEST_LABEL;
    if !is_label && !LABELS.contains(&label.as_str()) {
        return None;
    }
    let next = row.cells.iter().skip(at.saturating_add(1)).find(|cell| !cell.is_empty())?;
    let text = next.to_string();
    Some((whole(&compact(&text))?, text))
}

/// What a row of units says of columns that hold no money.
const OTHERS: [&str; 18] = [
    "年月日",
    "日期",
    "文字",
    "编码",
    "号",
    "人",
    "个",
    "名",
    "次",
    "人次",
    "项",
    "%",
    "台",
    "辆",
    "份",
    "场",
    "平方米",
    "元/人",
];

/// Tells whether a row says nothing but the unit of each column, as one below a header does.
pub(super) fn are_named(row: &Row) -> bool {
    let is_unit = |cell: &Cell| {
        let compact = compact(&words(cell));
        unit_of(cell).is_some() || OTHERS.contains(&compact.trim_matches(['(', ')']))
    };
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    filled.all(is_unit) && row.cells.iter().any(|cell| unit_of(cell).is_some())
}

/// Returns the unit that a cell of a row of units states.
fn unit_of(cell: &Cell) -> Option<StatedUnit> {
    let compact = compact(&words(cell));
    let labelled = || labelled(&compact).into_iter().chain(english_unit::labelled(&compact)).next();
    whole(&compact).or_else(labelled)
}

/// Returns what a cell of a row of units adds to the name of its column.
pub(super) fn suffix(cell: &Cell) -> Option<String> {
    let compact = compact(&words(cell));
    let unit = unit_of(cell)?;
    Some(match unit {
        StatedUnit::Known(unit) => format!("（{}）", unit.name()),
        StatedUnit::Strange => format!("（{}）", compact.trim_matches(['(', ')'])),
    })
}
