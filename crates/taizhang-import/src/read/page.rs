//! Tables of web pages, which many systems export under the name xls. Only the tables are looked at; a
//! page is never rendered, and nothing of it is run or fetched.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{EndTag, StartTag, Token, Tokenizer};

use super::cells::{LAST_COLUMN, LAST_ROW, LONGEST_TEXT, Rows, Size};
use super::{Grid, Merge, ReadError, ReadOptions, encoding};
use crate::hidden::Hidden;
use crate::ink::{Ink, is_red};
use crate::table::{Cell, Reading};

/// The most columns that a cell may span, as browsers have it.
const MOST_SPAN: u32 = 1_000;

/// Tables may not nest deeper.
const DEEPEST: usize = 16;

/// Elements whose text is none of the page's.
const UNSEEN: [&str; 3] = ["script", "style", "title"];

/// Elements that begin a line of their own.
const LINES: [&str; 6] = ["br", "p", "div", "li", "tr", "h1"];

/// Reads each table that has rows; where there are several they are numbered.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    let (text, encoding) = encoding::decode(file, bytes, options.encoding)?;
    let mut builder = Builder::default();
    for Ok(token) in Tokenizer::new(&*text) {
        let is_sound = match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => {
                builder.end(&tag);
                true
            }
            Token::String(text) => builder.text(&String::from_utf8_lossy(&text)),
            _ => true,
        };
        if !is_sound {
            return Err(ReadError::Workbook { file: file.to_owned() });
        }
        if let Some(cells) = builder.size().too_many() {
            return Err(ReadError::TooManyCells { file: file.to_owned(), cells });
        }
    }
    builder.end_all();
    let reading = Reading { format: "html", encoding: Some(encoding.name()), ..Reading::default() };
    let mut tables = builder.done;
    tables.sort_by_key(|table| table.order);
    let filled = tables.into_iter().filter(|table| !table.rows.is_empty());
    let mut grids: Vec<Grid> = filled
        .map(|table| Grid {
            file: file.to_owned(),
            sheet: None,
            rows: table.rows.done(),
            merges: table.merges,
            shown: BTreeMap::new(),
            inks: table.inks,
            reading: reading.clone(),
            hidden: Hidden { choice: options.hidden, rows: table.hidden, ..Hidden::default() },
        })
        .collect();
    if grids.len() > 1 {
        for (at, grid) in grids.iter_mut().enumerate() {
            grid.sheet = Some(format!("表{}", at.saturating_add(1)));
        }
    }
    chosen(file, grids, options)
}

/// Keeps the tables that were asked for.
fn chosen(file: &str, grids: Vec<Grid>, options: &ReadOptions) -> Result<Vec<Grid>, ReadError> {
    options.check_sheets(file, grids.iter().filter_map(|grid| grid.sheet.clone()).collect())?;
    let is_asked =
        |grid: &Grid| grid.sheet.as_ref().is_some_and(|sheet| options.sheets.contains(sheet));
    Ok(grids.into_iter().filter(|grid| options.sheets.is_empty() || is_asked(grid)).collect())
}

/// A table of the page.
#[derive(Default)]
struct Table {
    /// Its place among the tables of the page.
    order: usize,
    rows: Rows,
    merges: Vec<Merge>,
    hidden: BTreeSet<u32>,
    inks: BTreeMap<(u32, usize), Ink>,
    /// The row that is open, from 0, or the next one.
    row: u32,
    column: u32,
    in_row: bool,
    cell: Option<Open>,
    /// Columns that a cell above covers, and for how many more rows.
    covered: BTreeMap<u32, u32>,
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    text: String,
    /// The exact number, where Excel wrote it beside what it shows.
    number: Option<String>,
    across: u32,
}

#[derive(Default)]
struct Builder {
    /// The open tables, the outermost first.
    open: Vec<Table>,
    done: Vec<Table>,
    begun: usize,
    unseen: Option<String>,
    /// How large the tables are that are done.
    done_size: Size,
}

impl Builder {
    /// Takes the beginning of an element; tells whether the page can still be one of tables.
    fn start(&mut self, tag: &StartTag<()>) -> bool {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if self.unseen.is_some() {
            return true;
        }
        if UNSEEN.contains(&name.as_str()) {
            self.unseen = Some(name).filter(|_| !tag.self_closing);
            return true;
        }
        if name == "table" {
            let order = self.begun;
            self.begun = self.begun.saturating_add(1);
            self.open.push(Table { order, ..Table::default() });
            return self.open.len() <= DEEPEST;
        }
        let Some(table) = self.open.last_mut() else { return true };
        match name.as_str() {
            "tr" => {
                table.end_row();
                table.in_row = true;
                if is_hidden(tag) {
                    table.hidden.insert(table.row.saturating_add(1));
                }
            }
            "td" | "th" => {
                table.end_cell();
                table.start_cell(tag);
            }
            "s" | "strike" | "del" => table.ink(Ink::StruckOut),
            name if LINES.contains(&name) => {
                if let Some(cell) = table.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
                    cell.text.push('\n');
                }
            }
            _ => {}
        }
        if table.cell.is_some()
            && let Some(ink) = ink_of(tag)
        {
            table.ink(ink);
        }
        table.row <= LAST_ROW && table.column <= LAST_COLUMN
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some(unseen) = &self.unseen {
            if *unseen == name {
                self.unseen = None;
            }
            return;
        }
        match name.as_str() {
            "table" => self.end_table(),
            "tr" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_row();
                }
            }
            "td" | "th" => {
                if let Some(table) = self.open.last_mut() {
                    table.end_cell();
                }
            }
            _ => {}
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.open.pop() {
            table.end_row();
            self.done_size = self.done_size.and(table.rows.size());
            self.done.push(table);
        }
    }

    /// How large the page is up to here.
    fn size(&self) -> Size {
        let open = self.open.iter().map(|table| table.rows.size());
        open.fold(self.done_size, Size::and)
    }

    fn end_all(&mut self) {
        while !self.open.is_empty() {
            self.end_table();
        }
    }

    fn text(&mut self, text: &str) -> bool {
        if self.unseen.is_some() {
            return true;
        }
        let Some(cell) = self.open.last_mut().and_then(|table| table.cell.as_mut()) else {
            return true;
        };
        // Lines of the source are no lines of the page.
        let text = text.replace(['\r', '\n', '\t'], " ");
        cell.text.push_str(if cell.text.is_empty() { text.trim_start() } else { &text });
        cell.text.len() <= LONGEST_TEXT
    }
}

impl Table {
    /// Keeps what the font of the open cell says, or of a part of its text.
    fn ink(&mut self, ink: Ink) {
        if self.cell.is_some()
            && let Ok(position) = usize::try_from(self.column)
        {
            let place = (self.row.saturating_add(1), position);
            let known = self.inks.entry(place).or_insert(ink);
            if ink == Ink::StruckOut {
                *known = ink;
            }
        }
    }

    fn start_cell(&mut self, tag: &StartTag<()>) {
        self.in_row = true;
        while self.covered.contains_key(&self.column) {
            self.column = self.column.saturating_add(1);
        }
        let across = span(tag, b"colspan").min(MOST_SPAN);
        let down = span(tag, b"rowspan").min(LAST_ROW);
        if down > 1 {
            let first = self.row.saturating_add(1);
            let last = first.saturating_add(down.saturating_sub(1));
            for column in self.column..self.column.saturating_add(across) {
                self.covered.insert(column, down);
            }
            let position = usize::try_from(self.column).unwrap_or(usize::MAX);
            self.merges.push(Merge { first, last, position });
        }
        let number = attribute(tag, b"x:num").filter(|text| !text.trim().is_empty());
        self.cell = Some(Open { text: String::new(), number, across });
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let value = match cell.number {
            Some(number) => Cell::Number(number.trim().to_owned()),
            None => Cell::text(cell.text.trim_end()),
        };
        self.rows.put(self.row, self.column, value);
        self.column = self.column.saturating_add(cell.across.max(1));
    }

    fn end_row(&mut self) {
        self.end_cell();
        if !self.in_row {
            return;
        }
        self.in_row = false;
        self.row = self.row.saturating_add(1);
        self.column = 0;
        self.covered.retain(|_, left| {
            *left = left.saturating_sub(1);
            *left > 0
        });
    }
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let mut found = tag.attributes.iter().filter(|(known, _)| known.as_slice() == name);
    found.next().map(|(_, value)| String::from_utf8_lossy(value).into_owned())
}

fn span(tag: &StartTag<()>, name: &[u8]) -> u32 {
    attribute(tag, name).and_then(|text| text.trim().parse().ok()).unwrap_or(1).max(1)
}

/// Tells whether an element is not shown, by the attribute or by its own style.
fn is_hidden(tag: &StartTag<()>) -> bool {
    attribute(tag, b"hidden").is_some() || style_of(tag).contains("display:none")
}

/// Returns the element's own style, without spaces.
fn style_of(tag: &StartTag<()>) -> String {
    let style = attribute(tag, b"style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

/// Tells what the font of an element says, by the attribute or by its own style.
fn ink_of(tag: &StartTag<()>) -> Option<Ink> {
    let style = style_of(tag);
    let mut parts = style.split(';').filter_map(|part| part.split_once(':'));
    let is_colour = |colour: &str| colour == "red" || is_red(colour);
    let is_struck = style.contains("line-through");
    let is_red = parts.any(|(name, value)| name == "color" && is_colour(value))
        || attribute(tag, b"color").is_some_and(|colour| is_colour(&colour.to_lowercase()));
    Ink::of(is_struck, is_red)
}
