//! The report as a tree: what every exporter prints and none computes.
//!
//! Numerals, figures and units are already text here. A figure keeps its key, so that an exporter
//! can link or list where each number came from.

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::figure::FigureKey;

use crate::Grounds;

/// A whole report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Title with the unit's full name and the year.
    pub title: String,
    /// Whom it is sent to (主送), without the colon.
    pub addressee: String,
    /// Sections, tables and charts in reading order.
    pub blocks: Vec<Block>,
    /// Annexes, numbered from 1 in this order.
    pub annexes: Vec<Annex>,
    /// Who signs, and when.
    pub signature: Signature,
    /// Where the numbers come from; printed on the last page.
    pub provenance: Provenance,
}

impl Report {
    /// Lists the body cells of all tables, annexes last.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        let annexes = self.annexes.iter().flat_map(|annex| &annex.blocks);
        let tables = self.blocks.iter().chain(annexes).filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        tables.flat_map(|table| table.rows.iter().flatten())
    }
}

/// One piece of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph of body text.
    Paragraph(Vec<Inline>),
    /// A paragraph that quotes others' words, set apart from the body.
    Quotation(Vec<Inline>),
    /// A table.
    Table(Table),
    /// A chart; the table behind it follows as its own block.
    Chart(Chart),
}

/// A heading with its literal numeral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub level: u8,
    /// The numeral as printed, like `（二）`.
    pub numeral: String,
    /// The words.
    pub text: String,
}

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words set in bold.
    Strong(String),
    /// A computed figure.
    Figure {
        /// Where it comes from.
        key: FigureKey,
        /// As printed, with its unit where the text needs one.
        text: String,
    },
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Title above the table.
    pub caption: String,
    /// Unit line above the right edge, like `单位：万元`.
    pub unit: Option<String>,
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Header rows, repeated on each page.
    pub header: Vec<Vec<Cell>>,
    /// Body rows.
    pub rows: Vec<Vec<Cell>>,
    /// Notes under the table.
    pub notes: Vec<String>,
    /// Wide tables lie on a landscape page.
    pub orientation: Orientation,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Share of the table's width; the shares need not sum to anything.
    pub width: u32,
    /// Alignment of body cells.
    pub align: Align,
}

/// Alignment of cell text.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Words.
    Left,
    /// Short words and marks.
    Center,
    /// Numbers.
    Right,
}

/// Page orientation of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// Upright page.
    Portrait,
    /// Page on its side.
    Landscape,
}

/// A table cell; a spanned cell is given once, at its top left, and left out elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// Content.
    pub content: Vec<Inline>,
    /// Columns covered, at least 1.
    pub columns: u32,
    /// Rows covered, at least 1.
    pub rows: u32,
    /// Alignment that differs from the column's.
    pub align: Option<Align>,
    /// What its numbers rest on, where they are no figures.
    #[serde(default, skip_serializing_if = "Grounds::is_empty")]
    pub grounds: Grounds,
}

impl Cell {
    /// Makes a cell of words that covers one column and one row.
    pub fn text(words: impl Into<String>) -> Self {
        Self::of(vec![Inline::Text(words.into())])
    }

    /// Makes a cell of one figure.
    pub fn figure(key: FigureKey, text: impl Into<String>) -> Self {
        Self::of(vec![Inline::Figure { key, text: text.into() }])
    }

    /// Makes a cell that covers one column and one row.
    pub fn of(content: Vec<Inline>) -> Self {
        Self { content, columns: 1, rows: 1, align: None, grounds: Grounds::default() }
    }

    /// Says what the numbers of the cell rest on.
    #[must_use]
    pub fn resting_on(mut self, grounds: Grounds) -> Self {
        self.grounds = grounds;
        self
    }

    /// Covers `columns` columns and `rows` rows.
    #[must_use]
    pub fn spanning(mut self, columns: u32, rows: u32) -> Self {
        self.columns = columns;
        self.rows = rows;
        self
    }

    /// Aligns this cell differently from its column.
    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = Some(align);
        self
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Title under the chart.
    pub caption: String,
    /// What the picture shows, for those who cannot see it.
    pub alt: String,
    /// Kind of picture.
    pub kind: ChartKind,
    /// Unit of the values, like `万元` or `%`.
    pub unit: String,
    /// Names along the axis.
    pub categories: Vec<String>,
    /// Values, one per category in each series.
    pub series: Vec<Series>,
}

/// Kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// First series as columns, the others as lines over them.
    ColumnsAndLines,
    /// Horizontal bars.
    Bars,
}

/// A row of values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Name in the legend.
    pub name: String,
    /// Values, exact.
    pub values: Vec<Decimal>,
}

/// An annex (附件) on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Annex {
    /// Title, without 附件 and its number.
    pub title: String,
    /// Content.
    pub blocks: Vec<Block>,
}

/// Signature block (落款).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// Full name of the unit.
    pub unit: String,
    /// Date of signature.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub date: Date,
}

/// What ties the report to the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Last business date that the figures include.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub as_of: Date,
    /// Number of events in the ledger.
    pub sequence: u64,
    /// Name of the hash algorithm, like `SM3`.
    pub algorithm: String,
    /// Hash of the ledger's last event, in hexadecimal.
    pub head_hash: String,
    /// Form pack that scored the year.
    pub pack: String,
    /// Remarks that must be printed, like that the pack is unverified.
    pub remarks: Vec<String>,
}
