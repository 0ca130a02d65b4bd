//! Widths of a table's columns: the shares that the table asks for, but none so narrow that a number
//! or a date breaks.

use taizhang_export::grid::{GridRow, Slot};
use taizhang_export::half_ems_of;
use taizhang_export::report::{Align, Table};

use crate::table::{SIDES, words};

/// Widths of a digit, in twips, that a column makes room for, and of the gap between digits and Chinese
/// characters: that of the widest font that may stand in for Times New Roman (0.636 em of 10.5 pt) with
/// the 2.1 pt that LibreOffice leaves there, and, where the paper has no room for it, that of Times New
/// Roman itself without any. With them the characters of a line of the column that names the rows: it
/// is squeezed to one only where even narrow digits leave it no room.
const LEAST: [(u32, u32, u32); 4] = [(134, 42, NAME), (105, 0, NAME), (134, 42, 1), (105, 0, 1)];
/// Characters that a line of the names of rows should hold: 人员经费.
const NAME: u32 = 4;
/// Advance of a Chinese character of table text.
const CHARACTER: u32 = 210;

/// Splits `room` between the columns of `table` so that the widths sum to it exactly; `rows` are its
/// rows on the grid.
pub(crate) fn widths(table: &Table, rows: &[&[GridRow<'_>]], room: u32) -> Vec<u32> {
    let shares: Vec<u64> =
        table.columns.iter().map(|column| u64::from(column.width.max(1))).collect();
    let longest = longest_words(shares.len(), rows);
    let name = name_length(table, rows);
    let least = LEAST.iter().find_map(|(digit, gap, line)| {
        let mut least: Vec<u64> = longest.iter().map(|words| words.width(*digit, *gap)).collect();
        if let Some(first) = least.first_mut() {
            let line = Longest { digits: 0, characters: name.min(*line), gaps: 0 };
            *first = line.width(*digit, *gap).max(*first);
        }
        (least.iter().sum::<u64>() <= u64::from(room)).then_some(least)
    });
    let least = least.unwrap_or_else(|| vec![0; shares.len()]);
    split(&parts(&shares, &least, u64::from(room)), u64::from(room))
}

/// The longest words of a column that must not break: at least a character.
#[derive(Clone, Copy)]
struct Longest {
    digits: u32,
    characters: u32,
    /// Places where digits and Chinese characters meet.
    gaps: u32,
}

impl Longest {
    fn width(self, digit: u32, gap: u32) -> u64 {
        u64::from(self.digits * digit + self.characters * CHARACTER + self.gaps * gap + SIDES)
    }

    fn wider(self, other: Self) -> Self {
        let (digit, gap, _) = LEAST[0];
        if other.width(digit, gap) > self.width(digit, gap) { other } else { self }
    }
}

/// Finds, for each column, the longest number or date in the cells that it has to itself.
fn longest_words(columns: usize, rows: &[&[GridRow<'_>]]) -> Vec<Longest> {
    let mut longest = vec![Longest { digits: 0, characters: 1, gaps: 0 }; columns];
    for (column, slot) in rows.iter().copied().flatten().flatten() {
        if let (Slot::Cell(cell), Some(known)) = (slot, longest.get_mut(*column))
            && cell.columns == 1
        {
            *known = numbers(&words(&cell.content)).fold(*known, Longest::wider);
        }
    }
    longest
}

/// Returns the most Chinese characters of a cell in the first column, if that holds words.
fn name_length(table: &Table, rows: &[&[GridRow<'_>]]) -> u32 {
    if table.columns.first().is_none_or(|column| column.align != Align::Left) {
        return 0;
    }
    let cells = rows.iter().copied().flatten().flatten().filter_map(|(column, slot)| match slot {
        Slot::Cell(cell) if *column == 0 && cell.columns == 1 => Some(words(&cell.content)),
        _ => None,
    });
    let lengths = cells.map(|words| words.chars().filter(|c| half_ems_of(*c) == 2).count());
    u32::try_from(lengths.max().unwrap_or_default()).unwrap_or(u32::MAX)
}

/// Returns the numbers and dates in `words`; a date stays whole, from its year to its day, and so does
/// a span of days.
fn numbers(words: &str) -> impl Iterator<Item = Longest> {
    const PARTS: &str = ".,%-−—年月日";
    let parts = words
        .split(|character: char| !character.is_ascii_digit() && !PARTS.contains(character))
        .map(|part| part.trim_matches('—'));
    parts.filter(|part| part.contains(|character: char| character.is_ascii_digit())).map(|part| {
        let is_wide = |character: char| half_ems_of(character) == 2;
        let wide = part.chars().filter(|character| is_wide(*character)).count();
        let pairs = part.chars().zip(part.chars().skip(1));
        let gaps = pairs.filter(|(one, next)| is_wide(*one) != is_wide(*next)).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let digits = count(part.chars().count() - wide);
        Longest { digits, characters: count(wide), gaps: count(gaps) }
    })
}

/// Returns the parts that the columns take of `room`: a column to which its share would give less than
/// its least takes that, and the others share what is left.
fn parts(shares: &[u64], least: &[u64], room: u64) -> Vec<u64> {
    let mut narrow = vec![false; shares.len()];
    loop {
        let sum = |of: &[u64], narrow_ones: bool| -> u64 {
            let chosen = of.iter().zip(&narrow).filter(|(_, narrow)| **narrow == narrow_ones);
            chosen.map(|(number, _)| *number).sum()
        };
        let (left, whole) = (room - sum(least, true), sum(shares, false).max(1));
        let columns = || shares.iter().zip(least).enumerate();
        let next = columns()
            .find(|(column, (share, least))| !narrow[*column] && *share * left < *least * whole);
        let Some((column, _)) = next else {
            let part = |(column, (share, least)): (usize, (&u64, &u64))| {
                if narrow[column] { least * whole } else { share * left }
            };
            return columns().map(part).collect();
        };
        narrow[column] = true;
    }
}

/// Splits `room` in proportion to `parts`, to the twip.
fn split(parts: &[u64], room: u64) -> Vec<u32> {
    let total: u64 = parts.iter().sum::<u64>().max(1);
    let mut before = 0;
    let widths = parts.iter().map(|part| {
        let start = room * before / total;
        before += part;
        u32::try_from(room * before / total - start).unwrap_or(u32::MAX)
    });
    widths.collect()
}

#[cfg(test)]
mod tests {
    use taizhang_export::grid::lay_out;
    use taizhang_export::report::{Align, Cell, Column, Orientation};

    use super::*;

    /// Widths of two columns of equal shares, the first of which holds `words`.
    fn widths_with(words: &str, room: u32) -> Vec<u32> {
        let column = Column { width: 1, align: Align::Left };
        let table = Table {
            caption: String::new(),
            unit: None,
            columns: vec![column; 2],
            header: Vec::new(),
            rows: vec![vec![Cell::text(words), Cell::text("说明")]],
            notes: Vec::new(),
            orientation: Orientation::Portrait,
        };
        let rows = lay_out(&table.rows, 2).expect("two cells are two columns");
        widths(&table, &[&rows], room)
    }

    #[test]
    fn a_date_widens_its_column_and_words_do_not() {
        // Eight digits of at most 134, three characters of 210, five gaps of 42 and the sides of 140 twips.
        let date = 8 * 134 + 3 * 210 + 5 * 42 + 140;
        assert_eq!(widths_with("2022年12月31日", 2 * date), [date, date]);
        assert_eq!(widths_with("2022年12月31日", 2 * date - 2), [date, date - 2]);
        assert_eq!(widths_with("截至2022年12月31日止", 3000), [date, 3000 - date]);
        assert_eq!(widths_with("科学技术普及活动专项经费", 3000), [1500, 1500]);
        assert_eq!(widths_with("", 3001), [1500, 1501]);
    }

    #[test]
    fn a_span_of_days_stays_whole() {
        // Three digits, four characters and five gaps; then a year before it.
        let span = 3 * 134 + 4 * 210 + 5 * 42 + 140;
        assert_eq!(widths_with("6月8日—9日", 2 * span)[0], span);
        assert_eq!(widths_with("6月8日—9日", 2 * span - 2), [span, span - 2]);
        let year = 7 * 134 + 5 * 210 + 7 * 42 + 140;
        assert_eq!(widths_with("2022年6月8日—9日", 2 * year - 2), [year, year - 2]);
        // A dash before or after words belongs to no span.
        assert_eq!(widths_with("—6月8日—止", 3000)[0], 1500);
    }

    #[test]
    fn names_of_rows_keep_four_characters_where_amounts_leave_room() {
        // Six amounts of seventeen digits beside names, as in 预算收支执行总表.
        let widths_of = |name: &str, room| {
            let column = |width, align| Column { width, align };
            let mut columns = vec![column(5, Align::Left)];
            columns.resize(7, column(4, Align::Right));
            let mut row = vec![Cell::text(name)];
            row.resize(7, Cell::text("12,345,678,901.23"));
            let table = Table {
                caption: String::new(),
                unit: None,
                columns,
                header: Vec::new(),
                rows: vec![row],
                notes: Vec::new(),
                orientation: Orientation::Portrait,
            };
            let rows = lay_out(&table.rows, 7).expect("seven cells are seven columns");
            widths(&table, &[&rows], room)
        };
        let (amount, name) = (17 * 105 + SIDES, 4 * 210 + SIDES);
        let room = 6 * amount + name;
        assert_eq!(widths_of("　人员经费", room)[0], name);
        assert_eq!(widths_of("　人员经费", room - 1)[0], name - 1);
        // Wide digits would leave the names two characters, which is enough for some.
        let wide = 6 * (17 * 134 + SIDES) + 2 * 210 + SIDES;
        assert!(widths_of("　人员经费", wide)[0] >= name);
        assert_eq!(widths_of("合计", wide)[0], 2 * 210 + SIDES);
    }

    #[test]
    fn where_paper_is_short_digits_are_taken_to_be_narrow_and_then_shares_decide() {
        let (narrow, character) = (8 * 105 + 3 * 210 + 140, 210 + 140);
        let room = narrow + character;
        assert_eq!(widths_with("2022年12月31日", room), [narrow, character]);
        assert_eq!(widths_with("2022年12月31日", room - 1), [979, 980]);
    }
}
