//! Plain tables whose columns line up although Chinese characters are two cells wide.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use crate::visible::visible;

/// What sets columns apart.
const GAP: &str = "  ";

/// The least cells that a column of words is broken into.
const LEAST_ROOM: usize = 16;

/// The fewest cells in which rows are folded; below, each row is a list of its columns.
const LEAST_FOLDED: usize = 40;

/// How far the columns of a folded row that found no room stand in, below the others.
const FOLDED_INDENT: usize = 4;

/// How the reader takes in a table.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Layout {
    /// Cells in a line of the terminal; none where lines may be of any length.
    pub(crate) cells: Option<usize>,
    /// Whether each row is a list of its columns, for ears and for very narrow windows.
    pub(crate) is_listed: bool,
    /// Whether characters that Unicode calls ambiguous, like “—×÷≥, take two cells.
    pub(crate) ambiguous_is_wide: bool,
}

impl Layout {
    /// Returns the cells that a text takes.
    fn width(self, text: &str) -> usize {
        if self.ambiguous_is_wide { text.width_cjk() } else { text.width() }
    }

    /// Returns the layout for lines that begin so many cells in.
    pub(crate) fn indented(self, cells: usize) -> Self {
        Self { cells: self.cells.map(|all| all.saturating_sub(cells)), ..self }
    }
}

/// Alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table without lines; columns are set apart by two spaces.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[(&str, Align)]) -> Self {
        let columns = columns.iter().map(|(name, align)| ((*name).to_owned(), *align)).collect();
        Self { columns, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let shown = |cell: String| match visible(&cell) {
            Cow::Borrowed(_) => cell,
            Cow::Owned(shown) => shown,
        };
        self.rows.push(cells.into_iter().map(shown).collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Lays the table out, one line a row. For a terminal of so many cells a last column of words is
    /// broken; where the others alone are too wide, those that find no room go below the row, each
    /// with its name; and in a very narrow one each row becomes a list. Numbers and codes stay whole,
    /// and nothing is left out. Only rows that hold `pattern` are laid out.
    pub(crate) fn lines_within(&self, layout: Layout, pattern: Option<&str>) -> Vec<String> {
        let widths = self.widths(layout);
        let gaps = GAP.len().saturating_mul(widths.len().saturating_sub(1));
        let total = widths.iter().sum::<usize>().saturating_add(gaps);
        let line = |row: &[String]| self.line(row, &widths, layout);
        let holds = |line: &str| pattern.is_none_or(|pattern| line.contains(pattern));
        let rows = || self.rows.iter().filter(|row| holds(&line(row)));
        if layout.is_listed {
            return rows().flat_map(|row| self.listed(row, layout)).collect();
        }
        let Some(cells) = layout.cells.filter(|cells| *cells < total) else {
            let header = std::iter::once(line(&self.header()));
            return header.chain(rows().map(|row| line(row))).collect();
        };
        let last = widths.last().copied().unwrap_or_default();
        let room = cells.saturating_sub(total.saturating_sub(last));
        let is_words = self.columns.last().is_some_and(|(_, align)| *align == Align::Left);
        if !is_words || room < LEAST_ROOM {
            let above = fitting(&widths, cells);
            if cells < LEAST_FOLDED || above < 2 {
                return rows().flat_map(|row| self.listed(row, layout)).collect();
            }
            let widths = &widths[..above];
            let header = self.line(&self.header()[..above], widths, layout);
            let folded = |row: &Vec<String>| {
                let first = self.line(&row[..above], widths, layout);
                std::iter::once(first).chain(self.below(row, above, cells, layout))
            };
            return std::iter::once(header).chain(rows().flat_map(folded)).collect();
        }
        let mut lines = vec![line(&self.header())];
        for row in rows() {
            let mut row = row.clone();
            let words = row.pop().unwrap_or_default();
            for (at, part) in broken(&words, room, layout).into_iter().enumerate() {
                let blank = || vec![String::new(); row.len()];
                let mut shown = if at == 0 { row.clone() } else { blank() };
                shown.push(part);
                lines.push(line(&shown));
            }
        }
        lines
    }

    /// The columns of a row from `above` on, which found no room in its line: each with its name, as
    /// many in a line as have room.
    fn below(&self, row: &[String], above: usize, cells: usize, layout: Layout) -> Vec<String> {
        let indent = " ".repeat(FOLDED_INDENT);
        let room = cells.saturating_sub(FOLDED_INDENT);
        let mut lines: Vec<String> = Vec::new();
        let columns = self.columns.iter().zip(row).skip(above);
        for ((name, _), cell) in columns.filter(|(_, cell)| !cell.is_empty()) {
            let named = if name.is_empty() { cell.clone() } else { format!("{name}：{cell}") };
            if let Some(last) = lines.last_mut() {
                let joined = format!("{last}{GAP}{named}");
                if layout.width(&joined) <= room {
                    *last = joined;
                    continue;
                }
            }
            lines.extend(broken(&named, room, layout));
        }
        lines.into_iter().map(|line| format!("{indent}{line}")).collect()
    }

    /// One row as a list of its columns, with a blank line behind.
    fn listed(&self, row: &[String], layout: Layout) -> Vec<String> {
        let names = self.columns.iter().map(|(name, _)| layout.width(name));
        let indent = names.max().unwrap_or_default().saturating_add(GAP.len());
        let room = layout.cells.map(|cells| cells.saturating_sub(indent).max(LEAST_ROOM));
        let mut lines = Vec::new();
        for ((name, _), cell) in self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            let parts = room.map_or_else(|| vec![cell.clone()], |room| broken(cell, room, layout));
            for (at, part) in parts.into_iter().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                let padding = " ".repeat(indent.saturating_sub(layout.width(name)));
                lines.push(format!("{name}{padding}{part}"));
            }
        }
        lines.push(String::new());
        lines
    }

    fn header(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    fn all(&self) -> impl Iterator<Item = Vec<String>> + '_ {
        std::iter::once(self.header()).chain(self.rows.iter().cloned())
    }

    /// The cells that each column needs.
    fn widths(&self, layout: Layout) -> Vec<usize> {
        let mut widths = vec![0; self.columns.len()];
        for row in self.all() {
            for (width, cell) in widths.iter_mut().zip(&row) {
                *width = (*width).max(layout.width(cell));
            }
        }
        widths
    }

    fn line(&self, row: &[String], widths: &[usize], layout: Layout) -> String {
        let cells = row.iter().zip(&self.columns).zip(widths).map(|((cell, (_, align)), width)| {
            let padding = " ".repeat(width.saturating_sub(layout.width(cell)));
            match align {
                Align::Left => format!("{cell}{padding}"),
                Align::Right => format!("{padding}{cell}"),
            }
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

/// Returns how many columns from the left fit into a line of so many cells.
fn fitting(widths: &[usize], cells: usize) -> usize {
    let ends = widths.iter().scan(0_usize, |end, width| {
        let gap = if *end == 0 { 0 } else { GAP.len() };
        *end = end.saturating_add(gap).saturating_add(*width);
        Some(*end)
    });
    ends.take_while(|end| *end <= cells).count()
}

/// Breaks text into lines of at most `room` cells: between any two characters, since Chinese has no
/// spaces, but not within a number or a Latin word unless it is too long for a line.
fn broken(text: &str, room: usize, layout: Layout) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0_usize;
    for piece in pieces(text) {
        let whole = layout.width(&piece) <= room;
        let parts: Vec<String> =
            if whole { vec![piece] } else { piece.chars().map(String::from).collect() };
        for part in parts {
            let width = layout.width(&part);
            if used.saturating_add(width) > room && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            if used > 0 || part != " " || lines.len() == 1 {
                used = used.saturating_add(width);
                lines.last_mut().expect("there is a line").push_str(&part);
            }
        }
    }
    lines
}

/// Cuts text into runs of printable ASCII and single other characters.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for character in text.chars() {
        let joins = |piece: &String| piece.ends_with(|last: char| last.is_ascii_graphic());
        match pieces.last_mut() {
            Some(piece) if character.is_ascii_graphic() && joins(piece) => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(&[
            ("序号", Align::Right),
            ("凭证号", Align::Left),
            ("金额（元）", Align::Right),
            ("摘要", Align::Left),
        ]);
        let long = "科普大篷车赴偏远乡镇开展“三下乡”活动的燃油费和路桥费，车牌甘M12345".to_owned();
        table.row(["7".to_owned(), "记-0612".to_owned(), "1,234.50".to_owned(), long]);
        table.row([
            "213".to_owned(),
            "ZF-2022-0093".to_owned(),
            "-5.00".to_owned(),
            "笔".to_owned(),
        ]);
        table
    }

    fn within(cells: usize) -> Layout {
        Layout { cells: Some(cells), ..Layout::default() }
    }

    /// The cell at which each column of a line begins, by the text that stands there.
    fn start(line: &str, text: &str) -> usize {
        line.find(text).map(|at| line[..at].width()).expect("the line holds the text")
    }

    #[test]
    fn columns_begin_and_end_at_the_same_cell_in_every_line() {
        let lines = table().lines_within(Layout::default(), None);
        assert_eq!(start(&lines[0], "凭证号"), start(&lines[1], "记-0612"));
        assert_eq!(start(&lines[0], "凭证号"), start(&lines[2], "ZF-"));
        assert_eq!(start(&lines[0], "摘要"), start(&lines[1], "科普"));
        assert_eq!(start(&lines[0], "摘要"), start(&lines[2], "笔"));
        let end = |line: &str, text: &str| start(line, text) + text.width();
        assert_eq!(end(&lines[0], "金额（元）"), end(&lines[1], "1,234.50"));
        assert_eq!(end(&lines[0], "金额（元）"), end(&lines[2], "-5.00"));
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_nothing_is_lost() {
        let whole: String =
            table().lines_within(Layout::default(), None).concat().split_whitespace().collect();
        for cells in [200, 100, 80, 60, 52, 40, 30] {
            let lines = table().lines_within(within(cells), None);
            let widest = lines.iter().map(|line| line.width()).max();
            assert!(widest <= Some(cells), "{cells}: {lines:#?}");
            let shown: String = lines.concat().split_whitespace().collect();
            for part in ["甘M12345", "ZF-2022-0093", "1,234.50", "三下乡"] {
                assert!(whole.contains(part) && shown.contains(part), "{cells}: {part}");
            }
        }
        assert_eq!(table().lines_within(within(60), Some("ZF-")).len(), 2);
    }

    /// Given a table whose numbers alone are nearly as wide as the window, then each row keeps its line
    /// and what found no room stands below it with its name, whole numbers and codes included.
    #[test]
    fn what_finds_no_room_stands_below_its_row() {
        let lines = table().lines_within(within(44), None);
        let expected = [
            "序号  凭证号        金额（元）",
            "   7  记-0612         1,234.50",
            "    摘要：科普大篷车赴偏远乡镇开展“三下乡”活",
            "    动的燃油费和路桥费，车牌甘M12345",
            " 213  ZF-2022-0093       -5.00",
            "    摘要：笔",
        ];
        assert_eq!(lines, expected);
        let mut table = Table::new(&[("科目", Align::Left), ("一月", Align::Right)]);
        table.columns.extend(["二月", "三月"].map(|name| (name.to_owned(), Align::Right)));
        table.row(["301", "88,380,000.00", "60,480,000.00", "71,820,000.00"].map(str::to_owned));
        let lines = table.lines_within(within(40), None);
        let expected = [
            "科目           一月           二月",
            "301   88,380,000.00  60,480,000.00",
            "    三月：71,820,000.00",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn numbers_and_words_stay_whole_where_they_can() {
        let plain = Layout::default();
        assert_eq!(broken("金额1,234.50元", 8, plain), ["金额", "1,234.50", "元"]);
        assert_eq!(broken("abcdefgh", 3, plain), ["abc", "def", "gh"]);
        assert_eq!(broken("", 10, plain), [""]);
    }

    /// A dash is one cell here and two there; columns line up in either.
    #[test]
    fn ambiguous_characters_are_as_wide_as_the_terminal_has_them() {
        let mut table = Table::new(&[("年度", Align::Left), ("名称", Align::Left)]);
        table.row(["2021—".to_owned(), "甲".to_owned()]);
        table.row(["2018—2022".to_owned(), "乙".to_owned()]);
        let narrow = table.lines_within(Layout::default(), None);
        assert_eq!(narrow, ["年度       名称", "2021—      甲", "2018—2022  乙"]);
        let wide = Layout { ambiguous_is_wide: true, ..Layout::default() };
        let wide = table.lines_within(wide, None);
        assert_eq!(wide, ["年度        名称", "2021—      甲", "2018—2022  乙"]);
    }

    #[test]
    fn rows_are_listed_for_the_ear() {
        let listed = Layout { is_listed: true, ..Layout::default() };
        let lines = table().lines_within(listed, Some("ZF-"));
        let expected = [
            "序号        213",
            "凭证号      ZF-2022-0093",
            "金额（元）  -5.00",
            "摘要        笔",
            "",
        ];
        assert_eq!(lines, expected);
    }
}
