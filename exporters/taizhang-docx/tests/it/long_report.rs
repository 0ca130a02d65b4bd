//! A report of any length, for the tests and for benchmarks.

use serde::Serialize;
use taizhang_export::report::{Align, Block, Cell, Column, Heading, Inline, Orientation, Table};

/// Makes `count` sections.
pub(crate) fn sections(count: usize) -> impl Iterator<Item = Section> {
    (1..=count).map(Section::numbered)
}

/// A section of about one page.
#[derive(Serialize)]
pub(crate) struct Section {
    heading: String,
    paragraphs: Vec<String>,
    /// Every second section has a table: a header and twelve rows of eight columns.
    table: Option<Vec<Vec<String>>>,
}

const SENTENCE: &str =
    "全年预算执行情况按月核对，支付与凭证逐笔相符，结余资金按规定结转下年继续使用。";

impl Section {
    fn numbered(number: usize) -> Self {
        let sentences = if number.is_multiple_of(2) { 2 } else { 4 };
        let paragraph = |index| format!("第{number}节第{index}段。{}", SENTENCE.repeat(sentences));
        let cell = |row: usize, column: usize| match (row, column) {
            (0, 0) => "项目".to_owned(),
            (0, _) => format!("第{column}季度"),
            (_, 0) => format!("项目{row}"),
            _ => format!("{}.{:02}", number * row, column * 7),
        };
        let row = |row| (0..8).map(|column| cell(row, column)).collect();
        Self {
            heading: format!("第{number}项工作"),
            paragraphs: (1..=3).map(paragraph).collect(),
            table: number.is_multiple_of(2).then(|| (0..=12).map(row).collect()),
        }
    }

    /// Makes the blocks of a report.
    pub(crate) fn blocks(self) -> Vec<Block> {
        let heading = Heading { level: 1, numeral: String::new(), text: self.heading };
        let mut blocks = vec![Block::Heading(heading)];
        let paragraph = |words| Block::Paragraph(vec![Inline::Text(words)]);
        blocks.extend(self.paragraphs.into_iter().map(paragraph));
        blocks.extend(self.table.map(|rows| {
            let mut rows = rows.into_iter().map(|row| row.into_iter().map(Cell::text).collect());
            let column = |index| Column {
                width: 1,
                align: if index == 0 { Align::Left } else { Align::Right },
            };
            Block::Table(Table {
                caption: "分季度执行表".to_owned(),
                unit: Some("单位：万元".to_owned()),
                columns: (0..8).map(column).collect(),
                header: rows.next().into_iter().collect(),
                rows: rows.collect(),
                notes: Vec::new(),
                orientation: Orientation::Portrait,
            })
        }));
        blocks
    }
}
