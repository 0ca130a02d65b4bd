//! The report tree as the template sees it: places named, drawings drawn.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use taizhang_export::chart;
use taizhang_export::grid::{GridRow, Slot, lay_out};
use taizhang_export::report::{Align, Block, Cell, Chart, Heading, Inline, Orientation, Table};
use taizhang_export::{ExportContext, FigureKey, Grounds};

use crate::anchor;
use crate::page::PageError;

/// One piece of the report.
#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum BlockView<'a> {
    Heading { level: u8, anchor: String, numeral: &'a str, words: &'a str },
    Paragraph { content: Vec<InlineView<'a>> },
    Quotation { content: Vec<InlineView<'a>> },
    Table(TableView<'a>),
    Chart { svg: String, caption: &'a str },
}

/// A run of text.
#[derive(Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum InlineView<'a> {
    Text {
        words: Cow<'a, str>,
    },
    Strong {
        words: &'a str,
    },
    /// A number that has an entry: a figure, or one that rests on an event or on several things.
    Figure {
        words: Cow<'a, str>,
        place: String,
        entry: String,
        label: Cow<'a, str>,
    },
}

/// A table.
#[derive(Serialize)]
pub(crate) struct TableView<'a> {
    caption: &'a str,
    unit: Option<&'a str>,
    notes: &'a [String],
    landscape: bool,
    header: Vec<Vec<CellView<'a>>>,
    rows: Vec<Vec<CellView<'a>>>,
}

/// A cell.
#[derive(Serialize)]
pub(crate) struct CellView<'a> {
    content: Vec<InlineView<'a>>,
    columns: u32,
    rows: u32,
    align: &'static str,
    /// What a header cell heads; none for a cell of data.
    scope: Option<&'static str>,
}

/// A line of the table of contents.
#[derive(Serialize)]
pub(crate) struct Entry<'a> {
    pub(crate) anchor: String,
    pub(crate) level: u8,
    pub(crate) numeral: &'a str,
    pub(crate) words: &'a str,
}

/// Sets blocks one after another and remembers what was set where.
pub(crate) struct Setter<'a> {
    labels: BTreeMap<&'a FigureKey, &'a str>,
    /// Events that have an entry.
    events: BTreeSet<u64>,
    /// How often figures were printed.
    printed: usize,
    /// How many headings there were.
    headings: usize,
    /// Places that print each figure.
    pub(crate) uses: BTreeMap<&'a FigureKey, Vec<String>>,
    /// Numbers that rest on several things, with the places that print them.
    pub(crate) numbers: Vec<(Grounds, Vec<String>)>,
    /// Where each of them stands in that list.
    known: BTreeMap<Grounds, usize>,
    /// Headings in reading order.
    pub(crate) contents: Vec<Entry<'a>>,
}

impl<'a> Setter<'a> {
    /// Starts with the figures and events that can have an entry.
    pub(crate) fn new(context: &'a ExportContext) -> Self {
        let labels = context.figures.iter().map(|entry| &entry.figure);
        let events = context.trail.iter().flat_map(|trail| &trail.events);
        Self {
            labels: labels.map(|figure| (&figure.key, figure.label.as_str())).collect(),
            events: events.map(|event| event.sequence).collect(),
            printed: 0,
            headings: 0,
            uses: BTreeMap::new(),
            numbers: Vec::new(),
            known: BTreeMap::new(),
            contents: Vec::new(),
        }
    }

    /// Sets `blocks`, whose headings stand `below` levels under those of the report.
    pub(crate) fn blocks(
        &mut self,
        blocks: &'a [Block],
        below: u8,
    ) -> Result<Vec<BlockView<'a>>, PageError> {
        blocks
            .iter()
            .map(|block| match block {
                Block::Heading(heading) => Ok(self.heading(heading, below)),
                Block::Paragraph(content) => {
                    Ok(BlockView::Paragraph { content: self.inlines(content) })
                }
                Block::Quotation(content) => {
                    Ok(BlockView::Quotation { content: self.inlines(content) })
                }
                Block::Table(table) => Ok(BlockView::Table(self.table(table)?)),
                Block::Chart(chart) => drawn(chart),
            })
            .collect()
    }

    /// Names the next section and puts it into the table of contents.
    pub(crate) fn section(&mut self, level: u8, numeral: &'a str, words: &'a str) -> String {
        self.headings += 1;
        let anchor = anchor::of_section(self.headings);
        self.contents.push(Entry { anchor: anchor.clone(), level, numeral, words });
        anchor
    }

    fn heading(&mut self, heading: &'a Heading, below: u8) -> BlockView<'a> {
        let level = heading.level.saturating_add(below);
        let anchor = self.section(level, &heading.numeral, &heading.text);
        let (numeral, words) = (heading.numeral.as_str(), heading.text.as_str());
        // The title is the page's first heading, so the report's first level is the second here.
        BlockView::Heading { level: level.saturating_add(1).min(6), anchor, numeral, words }
    }

    fn inlines(&mut self, content: &'a [Inline]) -> Vec<InlineView<'a>> {
        content
            .iter()
            .map(|inline| match inline {
                Inline::Text(words) => InlineView::Text { words: words.into() },
                Inline::Strong(words) => InlineView::Strong { words },
                Inline::Figure { key, text } => self.figure(key, text),
            })
            .collect()
    }

    fn figure(&mut self, key: &'a FigureKey, words: &'a str) -> InlineView<'a> {
        let Some(label) = self.labels.get(key) else {
            return InlineView::Text { words: words.into() };
        };
        let (words, label) = (words.into(), (*label).into());
        let place = self.place();
        self.uses.entry(key).or_default().push(place.clone());
        InlineView::Figure { words, place, entry: anchor::of_figure(key), label }
    }

    fn place(&mut self) -> String {
        self.printed += 1;
        anchor::of_use(self.printed)
    }

    /// Sets a number that is no figure, as a link to what it rests on: a figure, an event, or an
    /// entry of its own that lists several of them.
    pub(crate) fn number(
        &mut self,
        words: impl Into<Cow<'a, str>>,
        grounds: &Grounds,
    ) -> InlineView<'a> {
        let words = words.into();
        let figures = grounds.figures.iter().filter_map(|key| self.labels.get_key_value(key));
        let figures: Vec<&'a FigureKey> = figures.map(|(key, _)| *key).collect();
        let events = grounds.events.iter().copied().filter(|event| self.events.contains(event));
        let events: Vec<u64> = events.collect();
        if words.is_empty() || (figures.is_empty() && events.is_empty()) {
            return InlineView::Text { words };
        }
        let place = self.place();
        for key in &figures {
            self.uses.entry(key).or_default();
        }
        let entry = match (&figures[..], &events[..]) {
            ([key], []) => {
                self.uses.entry(key).or_default().push(place.clone());
                anchor::of_figure(key)
            }
            ([], [event]) => anchor::of_event(*event),
            _ => {
                let name = grounds.name.clone();
                let figures = figures.into_iter().cloned().collect();
                self.entry(Grounds { name, figures, events }, &place)
            }
        };
        InlineView::Figure { words, place, entry, label: grounds.name.clone().into() }
    }

    /// Returns the place of the entry for a number that rests on several things.
    fn entry(&mut self, grounds: Grounds, place: &str) -> String {
        let next = self.numbers.len();
        let at = *self.known.entry(grounds.clone()).or_insert(next);
        if at == next {
            self.numbers.push((grounds, Vec::new()));
        }
        if let Some((_, places)) = self.numbers.get_mut(at) {
            places.push(place.to_owned());
        }
        anchor::of_number(at + 1)
    }

    fn table(&mut self, table: &'a Table) -> Result<TableView<'a>, PageError> {
        let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
        let failed = |row| PageError::Grid { caption: table.caption.clone(), row };
        let header = lay_out(&table.header, aligns.len()).map_err(failed)?;
        let body = lay_out(&table.rows, aligns.len()).map_err(failed)?;
        let header = header.into_iter().map(|row| {
            given(row).map(|(_, cell)| self.cell(cell, Align::Center, Some(heads(cell)))).collect()
        });
        let header = header.collect();
        let rows = body.into_iter().map(|row| {
            let set = given(row).map(|(column, cell)| {
                let align = aligns.get(column).copied().unwrap_or(Align::Left);
                self.cell(cell, align, names(cell, column, align))
            });
            set.collect()
        });
        Ok(TableView {
            caption: &table.caption,
            unit: table.unit.as_deref(),
            notes: &table.notes,
            landscape: table.orientation == Orientation::Landscape,
            rows: rows.collect(),
            header,
        })
    }

    fn cell(&mut self, cell: &'a Cell, align: Align, scope: Option<&'static str>) -> CellView<'a> {
        let align = match cell.align.unwrap_or(align) {
            Align::Left if is_day(&cell.content) => "l day",
            Align::Center if is_day(&cell.content) => "c day",
            Align::Left => "l",
            Align::Center => "c",
            Align::Right => "r",
        };
        let content = match &cell.content[..] {
            [Inline::Text(words)] => vec![self.number(words.as_str(), &cell.grounds)],
            content => self.inlines(content),
        };
        CellView { content, columns: cell.columns, rows: cell.rows, align, scope }
    }
}

fn drawn(chart: &Chart) -> Result<BlockView<'_>, PageError> {
    let drawing = chart::draw(chart)?;
    Ok(BlockView::Chart { svg: drawing.svg, caption: &chart.caption })
}

/// Tells whether a cell holds nothing but a day, which is not broken over lines.
fn is_day(content: &[Inline]) -> bool {
    let [Inline::Text(words)] = content else { return false };
    let marks = words.chars().filter(|c| !c.is_ascii_digit());
    marks.eq(['年', '月', '日'])
}

const fn heads(cell: &Cell) -> &'static str {
    if cell.columns > 1 { "colgroup" } else { "col" }
}

/// Tells what a body cell names: its row, or rows, if it is the first one and no number.
fn names(cell: &Cell, column: usize, align: Align) -> Option<&'static str> {
    let is_name = column == 0 && align != Align::Right && !cell.content.is_empty();
    is_name.then_some(if cell.rows > 1 { "rowgroup" } else { "row" })
}

/// Returns the cells that start in a row, with their columns.
fn given(row: GridRow<'_>) -> impl Iterator<Item = (usize, &Cell)> {
    row.into_iter().filter_map(|(column, slot)| match slot {
        Slot::Cell(cell) => Some((column, cell)),
        Slot::Below(_) => None,
    })
}
