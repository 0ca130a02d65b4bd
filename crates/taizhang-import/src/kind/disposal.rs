//! Columns of assets that say that one is no longer there, or only a part of it: 处置日期 2022-05-01, 处置数量 3.
//! Lists of cards keep what was disposed of, with the value that it had.

use jiff::civil::Date;
use taizhang_core::FiscalYear;

use crate::draft::Source;
use crate::fault::Reason;
use crate::field::Field;
use crate::kind::Kind;
use crate::mapping::Mapping;
use crate::table::{Cell, Column, Table, is_space};
use crate::value::{RowReader, states_nothing};
use crate::vocabulary::{Vocabulary, compact, fold};

/// Headers of the day since when an asset is no longer there. What is planned has other names.
pub(super) const DAYS: &[&str] = &[
    "处置日期",
    "处置时间",
    "报废日期",
    "报废时间",
    "报损日期",
    "核销日期",
    "核销时间",
    "减少日期",
    "减少时间",
    "出售日期",
    "出售时间",
    "调出日期",
    "调出时间",
    "划出日期",
    "捐出日期",
    "下账日期",
    "下账时间",
    "销账日期",
    "销账时间",
    "注销日期",
    "注销时间",
    "清理日期",
    "清理时间",
    "处置完成日期",
    "实际处置日期",
    "实际报废日期",
];

/// Headers of the day since when an asset is there.
pub(super) const ACQUIRED: &[&str] =
    &["取得日期", "取得时间", "购置日期", "购置时间", "购入日期", "购买日期", "购进日期"];

/// What a header of disposal holds.
const WORDS: [&str; 12] = [
    "处置", "报废", "报损", "核销", "减少", "出售", "调出", "划出", "捐出", "下账", "销账", "注销",
];

/// What a header holds beside that of what is to come.
const PLANNED: [&str; 8] = ["预计", "计划", "拟", "待", "可", "应", "预算", "年限"];

/// How the header of what went ends.
const MEASURES: [&str; 9] =
    ["数量", "金额", "原值", "价值", "净值", "件数", "台数", "面积", "账面数"];

/// What stands for no day. Spreadsheets and programs make days of the first year out of nothing, too.
const NO_DAY: [&str; 9] = ["/", "\\", "无", "空", "未处置", "未报废", "否", "null", "none"];
const FIRST_YEAR: i16 = 1900;

/// Tells whether a folded header speaks of assets that are gone, or go.
pub(crate) fn is_of_disposal(header: &str) -> bool {
    WORDS.iter().any(|word| header.contains(word))
}

/// Tells whether a cell of a column of what went says that something did.
pub fn lessens(table: &Table, row: u32, position: usize) -> bool {
    let cell = table.row(row).map(|row| row.cell(position));
    cell.is_some_and(|cell| {
        let is_number = matches!(cell, Cell::Number(_))
            || matches!(cell, Cell::Text(text) if text.contains(|c: char| c.is_numeric()));
        is_number && !states_nothing(cell)
    })
}

/// The columns of one table that say what is gone.
pub(super) struct Disposal {
    /// The mapping with each column of days in its place.
    days: Vec<Mapping>,
    /// Positions of columns that count or measure what went.
    measures: Vec<usize>,
}

impl Disposal {
    /// Looks at the headers. Lists of classes may well say what went, since they state what is left.
    pub(super) fn of(source: &Source, is_of_cards: bool) -> Self {
        let Source { table, mapping, .. } = source;
        let is_free = |column: &&Column| mapping.is_unused(table, column);
        let filled = mapping.columns.get(&Field::DisposedOn).copied();
        let is_said = mapping.said.contains(&Field::DisposedOn);
        let vocabulary = Vocabulary::of(Kind::Assets);
        let further = table.columns.iter().filter(is_free).filter(|column| {
            let is_left_out = is_said || mapping.left_out.contains(&Field::DisposedOn);
            !is_left_out && vocabulary.field(&column.name) == Some(Field::DisposedOn)
        });
        let positions = filled.into_iter().chain(further.map(|column| column.position));
        let days = positions.map(|position| {
            let mut mapping = mapping.clone();
            mapping.columns.insert(Field::DisposedOn, position);
            mapping
        });
        let is_measure = |column: &&Column| {
            let header = fold(&column.name);
            is_of_cards
                && is_of_disposal(&header)
                && MEASURES.iter().any(|end| header.ends_with(end))
                && !PLANNED.iter().any(|word| header.contains(word))
        };
        let measures = table.columns.iter().filter(is_free).filter(is_measure);
        Self { days: days.collect(), measures: measures.map(|column| column.position).collect() }
    }

    /// Refuses the present row if its asset came after the day of the list. Of old assets nobody knows the day,
    /// and what cannot be read says nothing.
    pub(super) fn require_acquisition(reader: &mut RowReader<'_>, on: Option<Date>) {
        let (faults, remarks) = (reader.faults.len(), reader.remarks.len());
        let acquired = reader.optional_date(Field::AcquiredOn).flatten();
        reader.faults.truncate(faults);
        reader.remarks.truncate(remarks);
        if let Some((acquired, on)) = acquired.zip(on).filter(|(acquired, on)| acquired > on) {
            let written = acquired.to_string();
            reader.refuse::<()>(Field::AcquiredOn, &written, Reason::AcquiredAfter(on));
        }
    }

    /// Refuses the present row if its asset was gone on the day of the list.
    pub(super) fn require_presence(
        &self,
        reader: &mut RowReader<'_>,
        on: Option<Date>,
        year: FiscalYear,
    ) {
        let Some(row) = reader.row() else { return };
        for mapping in &self.days {
            let mut own = RowReader::new(reader.table(), mapping, year);
            own.turn_to(row);
            let is_no_day = mapping
                .columns
                .get(&Field::DisposedOn)
                .is_some_and(|position| says_no_day(reader.table().said(row, *position)));
            if is_no_day {
                continue;
            }
            let gone = own.optional_date(Field::DisposedOn).flatten();
            let gone = gone.filter(|day| day.year() > FIRST_YEAR);
            if let Some((gone, on)) = gone.zip(on).filter(|(gone, on)| gone <= on) {
                let written = gone.to_string();
                own.refuse::<()>(Field::DisposedOn, &written, Reason::DisposedBy(on));
            }
            reader.faults.append(&mut own.faults);
            reader.remarks.append(&mut own.remarks);
        }
    }

    /// Returns the first column by which the present row says that a part of its asset is gone.
    pub(super) fn lessens(&self, reader: &RowReader<'_>) -> Option<usize> {
        let row = reader.row()?.number;
        self.measures.iter().copied().find(|position| lessens(reader.table(), row, *position))
    }
}

/// Tells whether a cell of days says that there is none.
fn says_no_day(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return states_nothing(cell) };
    let text = compact(text.trim_matches(is_space)).to_lowercase();
    let is_first_year = text.starts_with("1900") || text.starts_with("1899");
    states_nothing(cell)
        || NO_DAY.contains(&text.as_str())
        || is_first_year
        || text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| "0-/.: 年月日t".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_no_day_is_told_from_days() {
        let is_none = |text: &str| says_no_day(&Cell::text(text));
        for none in [
            "—",
            "-",
            "/",
            "0",
            "无",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "1900-01-00",
            "1900/1/0",
            "1899-12-31",
            "1900年1月0日",
            "NULL",
            " ",
        ] {
            assert!(is_none(none), "{none}");
        }
        for day in ["2022-05-01", "20220501", "不详", "44621", "2000-00-00", "5.20"] {
            assert!(!is_none(day), "{day}");
        }
    }
}
