//! Plain tables whose columns line up although Chinese characters are two cells wide.

use unicode_width::UnicodeWidthStr;

/// What sets columns apart.
const GAP: &str = "  ";

/// The least cells that a column of words is broken into.
const LEAST_ROOM: usize = 16;

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
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Lays the table out, one line a row. For a terminal of so many cells a last column of words is
    /// broken, and where the others alone are too wide each row becomes a list. Only rows that hold
    /// `pattern` are laid out.
    pub(crate) fn lines_within(&self, cells: Option<usize>, pattern: Option<&str>) -> Vec<String> {
        let widths = self.widths();
        let gaps = GAP.len().saturating_mul(widths.len().saturating_sub(1));
        let total = widths.iter().sum::<usize>().saturating_add(gaps);
        let holds = |line: &str| pattern.is_none_or(|pattern| line.contains(pattern));
        let rows = || self.rows.iter().filter(|row| holds(&self.line(row, &widths)));
        let Some(cells) = cells.filter(|cells| *cells < total) else {
            let header = std::iter::once(self.line(&self.header(), &widths));
            return header.chain(rows().map(|row| self.line(row, &widths))).collect();
        };
        let last = widths.last().copied().unwrap_or_default();
        let room = cells.saturating_sub(total.saturating_sub(last));
        let is_words = self.columns.last().is_some_and(|(_, align)| *align == Align::Left);
        if !is_words || room < LEAST_ROOM {
            return rows().flat_map(|row| self.listed(row, cells)).collect();
        }
        let mut lines = vec![self.line(&self.header(), &widths)];
        for row in rows() {
            let mut row = row.clone();
            let words = row.pop().unwrap_or_default();
            for (at, part) in broken(&words, room).into_iter().enumerate() {
                let blank = || vec![String::new(); row.len()];
                let mut shown = if at == 0 { row.clone() } else { blank() };
                shown.push(part);
                lines.push(self.line(&shown, &widths));
            }
        }
        lines
    }

    /// One row as a list of its columns, with a blank line behind.
    fn listed(&self, row: &[String], cells: usize) -> Vec<String> {
        let names = self.columns.iter().map(|(name, _)| name.width());
        let indent = names.max().unwrap_or_default().saturating_add(GAP.len());
        let room = cells.saturating_sub(indent).max(LEAST_ROOM);
        let mut lines = Vec::new();
        for ((name, _), cell) in self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
            for (at, part) in broken(cell, room).into_iter().enumerate() {
                let name = if at == 0 { name.as_str() } else { "" };
                let padding = " ".repeat(indent.saturating_sub(name.width()));
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
    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.columns.len()];
        for row in self.all() {
            for (width, cell) in widths.iter_mut().zip(&row) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let cells = row.iter().zip(&self.columns).zip(widths).map(|((cell, (_, align)), width)| {
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            match align {
                Align::Left => format!("{cell}{padding}"),
                Align::Right => format!("{padding}{cell}"),
            }
        });
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    }
}

/// Breaks text into lines of at most `room` cells: between any two characters, since Chinese has no
/// spaces, but not within a number or a Latin word unless it is too long for a line.
pub(crate) fn broken(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0_usize;
    for piece in pieces(text) {
        let whole = piece.width() <= room;
        let parts: Vec<String> =
            if whole { vec![piece] } else { piece.chars().map(String::from).collect() };
        for part in parts {
            if used.saturating_add(part.width()) > room && used > 0 {
                lines.push(String::new());
                used = 0;
            }
            if used > 0 || part != " " || lines.len() == 1 {
                used = used.saturating_add(part.width());
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

    /// The cell at which each column of a line begins, by the text that stands there.
    fn start(line: &str, text: &str) -> usize {
        line.find(text).map(|at| line[..at].width()).expect("the line holds the text")
    }

    #[test]
    fn columns_begin_and_end_at_the_same_cell_in_every_line() {
        let lines = table().lines_within(None, None);
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
        let whole: String = table().lines_within(None, None).concat().split_whitespace().collect();
        for cells in [200, 100, 80, 60, 52, 40, 30] {
            let lines = table().lines_within(Some(cells), None);
            let widest = lines.iter().map(|line| line.width()).max();
            assert!(widest <= Some(cells), "{cells}: {lines:#?}");
            let shown: String = lines.concat().split_whitespace().collect();
            for part in ["甘M12345", "ZF-2022-0093", "1,234.50", "三下乡"] {
                assert!(whole.contains(part) && shown.contains(part), "{cells}: {part}");
            }
        }
        assert_eq!(table().lines_within(Some(60), Some("ZF-")).len(), 2);
    }

    #[test]
    fn numbers_and_words_stay_whole_where_they_can() {
        assert_eq!(broken("金额1,234.50元", 8), ["金额", "1,234.50", "元"]);
        assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(broken("", 10), [""]);
    }
}
