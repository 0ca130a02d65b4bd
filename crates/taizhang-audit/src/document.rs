//! A published report as it is read: paragraphs and tables, each with its place.

/// A report, whatever file it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Paragraphs and tables in the order of the file.
    pub blocks: Vec<Block>,
    /// Whether the program that wrote the file counts the headings, so that no numeral is in the
    /// text.
    pub numbered_by_program: bool,
}

/// A piece of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph with text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number among the paragraphs with text, from 1.
    pub number: usize,
    /// Its text; digits and per-cent signs are half-width.
    pub text: String,
    /// Whether the file marks it as a heading.
    pub is_heading: bool,
}

/// A table; every row has a cell for each column that it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its number in the file, from 1.
    pub number: usize,
    /// What stands above it: a sheet's name, or the last paragraph.
    pub title: String,
    /// Rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text; a cell covered by a merged one repeats that one's text.
    pub text: String,
    /// Whether a merged cell covers it.
    pub covered: bool,
}

impl Cell {
    /// Makes a cell that stands on its own.
    pub fn new(text: &str) -> Self {
        Self { text: half_width(text.trim()), covered: false }
    }

    /// Makes a cell that a merged one covers.
    pub fn covered(text: &str) -> Self {
        Self { covered: true, ..Self::new(text) }
    }
}

impl Document {
    /// Adds a paragraph unless it is blank.
    pub fn paragraph(&mut self, text: &str, is_heading: bool) {
        let text = without_gaps(&half_width(text.trim()));
        if !text.is_empty() {
            let number = self.paragraphs().count() + 1;
            self.blocks.push(Block::Paragraph(Paragraph { number, text, is_heading }));
        }
    }

    /// Adds a table unless it has no row.
    pub fn table(&mut self, title: Option<&str>, rows: Vec<Vec<Cell>>) {
        if rows.is_empty() {
            return;
        }
        let above = self.paragraphs().last().map(|paragraph| paragraph.text.as_str());
        let title = title.or(above).unwrap_or_default().to_owned();
        let number = self.tables().count() + 1;
        self.blocks.push(Block::Table(Table { number, title, rows }));
    }

    /// Returns the paragraphs.
    pub fn paragraphs(&self) -> impl DoubleEndedIterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }

    /// Returns the tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) => None,
        })
    }
}

/// Puts digits, the point, the per-cent sign and blanks into one form; brackets keep theirs, since
/// a document number is judged by them.
fn half_width(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\0'))
        .map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '．' => '.',
            '％' | '﹪' => '%',
            '\u{a0}' | '\u{3000}' | '\t' => ' ',
            c => c,
        })
        .collect()
}

/// Words that follow a number; a blank between the two is typing, not meaning.
const AFTER_NUMBERS: &str = "亿万千元年月日人名个项件份册套面所支家次场户辆台分篇期条天座处%";

/// Takes out the blanks that some people type around numbers, like `支出 99.99 万元`.
fn without_gaps(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let at = |at: Option<usize>| at.and_then(|at| characters.get(at)).copied();
    let is_word = |c: char| c > '\u{2e7f}' && !c.is_whitespace();
    let letter = |place: Option<usize>| at(place).is_some_and(is_word);
    let blank = |place: Option<usize>| at(place).is_none_or(|c| c == ' ');
    let is_lone = |place: usize| {
        letter(Some(place)) && blank(place.checked_sub(1)) && blank(place.checked_add(1))
    };
    // Justified text that was copied: “预 算 安 排”.
    let is_spread = |gap: usize| {
        let (before, after) = (gap.checked_sub(1), gap + 1);
        letter(before) && letter(Some(after)) && (is_lone(after) || before.is_some_and(is_lone))
    };
    let is_gap = |gap: usize| {
        let near = at(gap.checked_sub(1)).zip(at(gap.checked_add(1)));
        is_spread(gap)
            || near.is_some_and(|(before, after)| {
                (is_word(before) && after.is_ascii_digit())
                    || (before.is_ascii_digit() && AFTER_NUMBERS.contains(after))
            })
    };
    let kept = characters.iter().enumerate().filter(|(at, c)| **c != ' ' || !is_gap(*at));
    kept.map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_around_numbers_say_nothing() {
        assert_eq!(without_gaps("支出 99.99 万元，占 5 %"), "支出99.99万元，占5%");
        assert_eq!(without_gaps("总预 算 安 排 10.5 元 , 其中"), "总预算安排10.5元 , 其中");
        assert_eq!(without_gaps("县科协 农技协"), "县科协 农技协");
        assert_eq!(without_gaps("1. 职能 A 类 2 of 3"), "1. 职能 A 类2 of 3");
    }
}
