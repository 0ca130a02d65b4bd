//! Excel 2003 XML (`SpreadsheetML`), which many systems export under the name xls.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;

use super::cells::{LAST_COLUMN, LAST_ROW, LONGEST_TEXT, Rows, Size};
use super::marks::{Marks, Shown, attribute, number, of_format};
use super::{Grid, Merge, ReadError, ReadOptions, encoding, month_formats};
use crate::hidden::{Hidden, HiddenChoice};
use crate::ink::{Ink, is_red};
use crate::table::{Cell, Reading};

/// Elements may not nest deeper.
const DEEPEST: usize = 64;

/// Reads all sheets.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Grid>, ReadError> {
    let (text, encoding) = encoding::decode(file, bytes, options.encoding)?;
    let broken = || ReadError::Workbook { file: file.to_owned() };
    let mut builder = Builder::default();
    let mut xml = Reader::from_str(&text);
    loop {
        let event = xml.read_event().map_err(|_| broken())?;
        if matches!(event, Event::Eof) {
            break;
        }
        builder.take(&event).ok_or_else(broken)?;
        if let Some(cells) = builder.size.too_many() {
            return Err(ReadError::TooManyCells { file: file.to_owned(), cells });
        }
    }
    if !builder.open.is_empty() {
        return Err(broken());
    }
    let reading = Reading { format: "xml", encoding: Some(encoding.name()), ..Reading::default() };
    let known = builder.sheets.iter().map(|sheet| sheet.name.clone());
    options.check_sheets(file, known.collect())?;
    let is_named = |sheet: &Sheet| options.sheets.contains(&sheet.name);
    let skips = |sheet: &Sheet| options.hidden == HiddenChoice::Skip && sheet.is_hidden;
    let is_read = |sheet: &Sheet| match options.sheets.as_slice() {
        [] => !skips(sheet),
        _ => is_named(sheet),
    };
    let left = builder.sheets.iter().filter(|sheet| !is_read(sheet) && sheet.is_hidden);
    let left: Vec<String> = left.map(|sheet| sheet.name.clone()).collect();
    let grid = |mut sheet: Sheet| Grid {
        file: file.to_owned(),
        shown: sheet.marks.take_numbers(),
        hidden: Hidden {
            choice: options.hidden,
            sheet: sheet.is_hidden && !is_named(&sheet),
            rows: sheet.marks.rows,
            columns: sheet.marks.columns,
        },
        sheet: Some(sheet.name),
        rows: sheet.rows.done(),
        inks: sheet.marks.inks,
        merges: sheet.marks.merges,
        reading: Reading { hidden_sheets: left.clone(), ..reading.clone() },
    };
    Ok(builder.sheets.into_iter().filter(is_read).map(grid).collect())
}

/// One worksheet.
#[derive(Default)]
struct Sheet {
    name: String,
    is_hidden: bool,
    rows: Rows,
    marks: Marks,
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    kind: String,
    text: String,
    has_formula: bool,
    has_data: bool,
    shown: Option<Shown>,
    /// How many more columns a merge covers.
    across: u32,
}

/// What a style says of the cells that have it.
#[derive(Default)]
struct Style {
    id: String,
    shown: Option<Shown>,
    ink: Option<Ink>,
}

#[derive(Default)]
struct Builder {
    open: Vec<String>,
    sheets: Vec<Sheet>,
    styles: Vec<Style>,
    /// The next row and column, from 0.
    row: u32,
    column: u32,
    cell: Option<Open>,
    size: Size,
    visible: bool,
}

impl Builder {
    /// Takes an event; none if the document is not what it says.
    fn take(&mut self, event: &Event<'_>) -> Option<()> {
        match event {
            Event::Start(element) => self.start(element),
            Event::Empty(element) => {
                self.start(element)?;
                self.end(element.local_name().as_ref())
            }
            Event::End(element) => self.end(element.local_name().as_ref()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let character = entity.resolve_char_ref().ok()?;
                match (character, resolve_predefined_entity(&entity.xml10_content())) {
                    (Some(character), _) => self.text(character.encode_utf8(&mut [0; 4])),
                    (None, Some(text)) => self.text(text),
                    (None, None) => None,
                }
            }
            // A document type could define texts that grow without end.
            Event::DocType(_) => None,
            _ => Some(()),
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Option<()> {
        if self.open.len() >= DEEPEST {
            return None;
        }
        let name = element.local_name().as_ref().to_owned();
        match name.as_str() {
            "Style" => {
                let id = value(element, "ss:ID").unwrap_or_default();
                self.styles.push(Style { id, ..Style::default() });
            }
            // Within a cell a font is of a part of its text, in elements of HTML.
            "Font" if self.cell.is_none() => {
                let is_struck = attribute(element, "ss:StrikeThrough").as_deref() == Some("1");
                let is_red = value(element, "ss:Color").is_some_and(|colour| is_red(&colour));
                if let Some(last) = self.styles.last_mut() {
                    last.ink = Ink::of(is_struck, is_red);
                }
            }
            "S" | "Del" | "Strike" if self.cell.is_some() => {
                let (row, column) = (self.row, self.column);
                self.sheets.last_mut()?.marks.ink(row, column, Ink::StruckOut);
            }
            "NumberFormat" => {
                let format = value(element, "ss:Format").unwrap_or_default();
                let shown =
                    if format == "Percent" { Some(Shown::Percent) } else { of_format(&format) };
                if let Some(last) = self.styles.last_mut() {
                    last.shown = shown;
                }
            }
            "Worksheet" => {
                let name = value(element, "ss:Name").unwrap_or_default();
                let rows = Rows::after(self.size);
                self.sheets.push(Sheet { name, rows, ..Sheet::default() });
                (self.row, self.column) = (0, 0);
            }
            "Column" => self.hide_columns(element),
            "Row" => {
                self.row = index(element).unwrap_or(self.row);
                self.column = 0;
                if is_hidden(element) {
                    let row = self.row.saturating_add(1);
                    self.sheets.last_mut()?.marks.rows.insert(row);
                }
            }
            "Cell" => self.start_cell(element)?,
            "Data" => {
                if let Some(cell) = &mut self.cell {
                    cell.kind = value(element, "ss:Type").unwrap_or_default();
                    cell.has_data = true;
                }
            }
            "Visible" => self.visible = true,
            _ => {}
        }
        (self.row <= LAST_ROW && self.column <= LAST_COLUMN).then(|| self.open.push(name))
    }

    fn hide_columns(&mut self, element: &BytesStart<'_>) {
        let first = index(element).unwrap_or(self.column);
        let span = number::<u32>(element, "ss:Span").unwrap_or(0).min(LAST_COLUMN);
        let last = first.saturating_add(span);
        self.column = last.saturating_add(1);
        if is_hidden(element)
            && let Some(sheet) = self.sheets.last_mut()
        {
            let columns = (first..=last.min(LAST_COLUMN)).filter_map(|at| usize::try_from(at).ok());
            sheet.marks.columns.extend(columns.collect::<BTreeSet<usize>>());
        }
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> Option<()> {
        self.column = index(element).unwrap_or(self.column);
        let style = value(element, "ss:StyleID");
        let style = style.and_then(|id| self.styles.iter().find(|known| known.id == id));
        let (shown, ink) = style.map_or((None, None), |style| (style.shown.clone(), style.ink));
        if let Some(ink) = ink {
            let (row, column) = (self.row, self.column);
            self.sheets.last_mut()?.marks.ink(row, column, ink);
        }
        let down: u32 = number(element, "ss:MergeDown").unwrap_or(0);
        if down > 0 {
            let first = self.row.saturating_add(1);
            let position = usize::try_from(self.column).ok()?;
            let merge = Merge { first, last: first.saturating_add(down.min(LAST_ROW)), position };
            self.sheets.last_mut()?.marks.merges.push(merge);
        }
        if let Some(shown @ Shown::Number(_)) = &shown {
            let place = (self.row, self.column);
            self.sheets.last_mut()?.marks.shown.insert(place, shown.clone());
        }
        self.cell = Some(Open {
            has_formula: attribute(element, "ss:Formula").is_some(),
            shown,
            across: number::<u32>(element, "ss:MergeAcross").unwrap_or(0).min(LAST_COLUMN),
            ..Open::default()
        });
        Some(())
    }

    fn end(&mut self, name: &str) -> Option<()> {
        if self.open.pop()? != name {
            return None;
        }
        match name {
            "Row" => self.row = self.row.saturating_add(1),
            "Table" => self.column = 0,
            "Visible" => self.visible = false,
            "Cell" => {
                let cell = self.cell.take()?;
                let (row, column) = (self.row, self.column);
                self.column = column.saturating_add(1).saturating_add(cell.across);
                let value = value_of(cell)?;
                let rows = &mut self.sheets.last_mut()?.rows;
                rows.put(row, column, value);
                self.size = rows.size();
            }
            _ => {}
        }
        Some(())
    }

    fn text(&mut self, text: &str) -> Option<()> {
        if self.visible && text.trim() != "SheetVisible" {
            self.sheets.last_mut()?.is_hidden = true;
        }
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.has_data) {
            cell.text.push_str(text);
            return (cell.text.len() <= LONGEST_TEXT).then_some(());
        }
        Some(())
    }
}

/// Turns what was stored into a cell; none if it is no value of its type.
fn value_of(cell: Open) -> Option<Cell> {
    let text = cell.text.as_str();
    if !cell.has_data || (cell.kind == "Number" && text.trim().is_empty()) {
        return Some(if cell.has_formula { Cell::Unstored } else { Cell::Empty });
    }
    Some(match cell.kind.as_str() {
        "Number" => {
            // Programs may write 1.5E5; the digits are what counts.
            let number = Decimal::from_str_exact(text.trim());
            let number = number.or_else(|_| Decimal::from_scientific(text.trim())).ok()?;
            match cell.shown {
                Some(Shown::Currency(sign)) => Cell::Text(format!("{sign}{number}")),
                Some(Shown::Percent) => {
                    let number = number.checked_mul(Decimal::ONE_HUNDRED)?;
                    Cell::Percent(number.normalize().to_string())
                }
                _ => Cell::Number(number.to_string()),
            }
        }
        "DateTime" => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(day) if cell.shown == Some(Shown::Month) => month_formats::shown(day),
            Some(day) => Cell::Date(day),
            None => Cell::text(text),
        },
        "Boolean" => Cell::Text(if text.trim() == "1" { "是" } else { "否" }.to_owned()),
        "Error" => Cell::Fault(text.to_owned()),
        _ => Cell::text(text),
    })
}

/// Reads an index from 1 as a place from 0.
fn index(element: &BytesStart<'_>) -> Option<u32> {
    number::<u32>(element, "ss:Index")?.checked_sub(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "ss:Hidden").as_deref(), Some("1"))
}

/// Returns an attribute with its entities resolved.
fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    found.normalized_value(XmlVersion::Explicit1_0).ok().map(std::borrow::Cow::into_owned)
}
