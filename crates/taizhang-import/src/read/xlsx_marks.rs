//! The marks of xlsx sheets.

use std::collections::BTreeSet;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::marks::{
    Marks, Package, Shown, attribute, is_off, is_set, number, of_built_in, of_format,
};
use super::struck_texts;
use crate::ink::{Ink, is_red};
use crate::xlsx_names::{place, relationships_of, resolved};

/// A workbook's parts, found by its own relationships.
pub(super) struct XlsxMarks<'b> {
    package: Package<'b>,
    /// Parts of the sheets, in the order in which the workbook lists them.
    sheets: Vec<Option<String>>,
    /// What each style of a cell shows.
    styles: Vec<Style>,
    /// Shared texts of which a part is struck out.
    struck_texts: BTreeSet<u32>,
    /// Whether all formulas are to be computed anew, so that stored noughts mean nothing.
    computes_anew: bool,
}

impl<'b> XlsxMarks<'b> {
    /// Finds the sheets and reads the styles.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let mut package = Package::open(bytes)?;
        let root = relationships(&mut package, &relationships_of(""));
        let book = root.into_iter().flatten();
        let book = book.filter(|relation| relation.kind.ends_with("/officeDocument"));
        let book = book.map(|relation| resolved("", &relation.target)).next();
        let book = book.unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let relations = relationships(&mut package, &relationships_of(&book))?;
        let (mut sheets, mut computes_anew) = (Vec::new(), false);
        package.each(&book, |event| {
            if let Event::Start(element) | Event::Empty(element) = event {
                match element.local_name().as_ref() {
                    "sheet" => {
                        let id = relation_id(element)?;
                        let found = relations.iter().find(|relation| relation.id == id);
                        sheets.push(found.map(|relation| resolved(&book, &relation.target)));
                    }
                    "calcPr" => computes_anew = is_set(element, "fullCalcOnLoad"),
                    _ => {}
                }
            }
            Some(false)
        })?;
        let styles = relations.iter().find(|relation| relation.kind.ends_with("/styles"));
        let styles = styles
            .and_then(|relation| read_styles(&mut package, &resolved(&book, &relation.target)));
        let styles = styles.unwrap_or_default();
        let texts = relations.iter().find(|relation| relation.kind.ends_with("/sharedStrings"));
        let texts = texts.map(|relation| resolved(&book, &relation.target));
        let struck_texts = texts.map(|part| struck_texts::read(&mut package, &part));
        let struck_texts = struck_texts.unwrap_or_default();
        Some(Self { package, sheets, styles, struck_texts, computes_anew })
    }

    /// Looks through a sheet by its place in the workbook's list.
    pub(super) fn of_sheet(&mut self, index: usize) -> Option<Marks> {
        let name = self.sheets.get(index)?.clone()?;
        let mut scan = Scan {
            styles: &self.styles,
            has_styles: self.styles.iter().any(|style| *style != Style::default()),
            struck_texts: &self.struck_texts,
            computes_anew: self.computes_anew,
            marks: Marks::default(),
            row: 0,
            column: 0,
            cell: None,
            in_value: false,
        };
        self.package.each(&name, |event| Some(scan.take(event)))?;
        Some(scan.marks)
    }
}

/// A relationship of a package.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relationships(package: &mut Package<'_>, part: &str) -> Option<Vec<Relation>> {
    let mut found = Vec::new();
    package.each(part, |event| {
        if let Event::Start(element) | Event::Empty(element) = event
            && element.local_name().as_ref() == "Relationship"
        {
            let value = |name| attribute(element, name).map(|text| text.replace("&amp;", "&"));
            if let (Some(id), Some(kind), Some(target)) =
                (value("Id"), value("Type"), value("Target"))
            {
                found.push(Relation { id, kind, target });
            }
        }
        Some(false)
    })?;
    Some(found)
}

/// The id by which a sheet is related; its prefix differs between programs.
fn relation_id(element: &BytesStart<'_>) -> Option<String> {
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let mut ids = attributes.filter(|attribute| attribute.key.local_name().as_ref() == "id");
    ids.next().map(|attribute| attribute.value.into_owned())
}

/// What a style says of the cells that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Style {
    shown: Option<Shown>,
    ink: Option<Ink>,
}

/// What counts of a font.
#[derive(Clone, Copy, Default)]
struct Font {
    is_struck: bool,
    is_red: bool,
}

/// Places of red in the list of colours of the old formats.
const REDS: [u32; 2] = [2, 10];

impl Font {
    /// Takes what an element within the font says.
    fn take(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "strike" => self.is_struck = !is_off(element),
            "color" => {
                let is_red = attribute(element, "rgb").is_some_and(|rgb| is_red(&rgb));
                let listed = number::<u32>(element, "indexed");
                self.is_red = is_red || listed.is_some_and(|at| REDS.contains(&at));
            }
            _ => {}
        }
    }
}

fn read_styles(package: &mut Package<'_>, part: &str) -> Option<Vec<Style>> {
    let mut formats: Vec<(u32, Option<Shown>)> = Vec::new();
    let mut fonts: Vec<Font> = Vec::new();
    let (mut styles, mut in_cells, mut in_fonts) = (Vec::new(), false, false);
    package.each(part, |event| {
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = number(element, "numFmtId");
                    let code = element.try_get_attribute("formatCode").ok().flatten();
                    let code = code.and_then(|code| {
                        code.normalized_value(XmlVersion::Explicit1_0)
                            .ok()
                            .map(|text| of_format(&text))
                    });
                    formats.extend(id.zip(code));
                }
                "fonts" => in_fonts = true,
                "font" if in_fonts => fonts.push(Font::default()),
                "strike" | "color" if in_fonts => {
                    if let Some(font) = fonts.last_mut() {
                        font.take(element);
                    }
                }
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id: u32 = number(element, "numFmtId").unwrap_or_default();
                    let own = formats.iter().find(|(known, _)| *known == id);
                    let built_in = of_built_in(id);
                    let shown = own.map_or(built_in, |(_, shown)| shown.clone());
                    let font = number::<usize>(element, "fontId").and_then(|at| fonts.get(at));
                    let ink = font.and_then(|font| Ink::of(font.is_struck, font.is_red));
                    styles.push(Style { shown, ink });
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => return Some(true),
                _ => {}
            },
            _ => {}
        }
        Some(false)
    })?;
    Some(styles)
}

/// The cell that is open.
struct Open {
    row: u32,
    column: u32,
    shown: Option<Shown>,
    is_text: bool,
    /// Whether its value is the place of a shared text.
    is_shared: bool,
    has_formula: bool,
    value: Stored,
}

/// What is stored as a cell's value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stored {
    Nothing,
    Nought,
    Something,
}

/// Goes through the elements of a sheet.
struct Scan<'s> {
    styles: &'s [Style],
    has_styles: bool,
    struck_texts: &'s BTreeSet<u32>,
    computes_anew: bool,
    marks: Marks,
    /// The next row and column, where elements do not name theirs.
    row: u32,
    column: u32,
    cell: Option<Open>,
    in_value: bool,
}

impl Scan<'_> {
    /// Takes an event; tells whether the cells are at their end.
    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(element) => self.start(element, false),
            Event::Empty(element) => self.start(element, true),
            Event::Text(text) if self.in_value => {
                if let Some(cell) = &mut self.cell {
                    let text: &str = text;
                    let shared = text.trim().parse().ok().filter(|_| cell.is_shared);
                    if shared.is_some_and(|at| self.struck_texts.contains(&at)) {
                        self.marks.ink(cell.row, cell.column, Ink::StruckOut);
                    }
                    cell.value = match text.trim() {
                        "" => cell.value,
                        "0" => Stored::Nought,
                        _ => Stored::Something,
                    };
                }
            }
            Event::GeneralRef(_) if self.in_value => {
                if let Some(cell) = &mut self.cell {
                    cell.value = Stored::Something;
                }
            }
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => self.in_value = false,
                "c" => self.end_cell(),
                "row" => {
                    self.row = self.row.saturating_add(1);
                    self.column = 0;
                }
                "sheetData" => return true,
                _ => {}
            },
            _ => {}
        }
        false
    }

    fn start(&mut self, element: &BytesStart<'_>, is_empty: bool) {
        match element.local_name().as_ref() {
            "c" => {
                self.start_cell(element);
                if is_empty {
                    self.end_cell();
                }
            }
            "v" | "t" => self.in_value = !is_empty,
            "strike" if !is_off(element) => {
                if let Some(cell) = &self.cell {
                    self.marks.ink(cell.row, cell.column, Ink::StruckOut);
                }
            }
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.has_formula = true;
                }
            }
            "row" => {
                self.row =
                    number::<u32>(element, "r").map_or(self.row, |row| row.saturating_sub(1));
                self.column = 0;
                if is_set(element, "hidden") {
                    self.marks.rows.insert(self.row.saturating_add(1));
                }
                if is_empty {
                    self.row = self.row.saturating_add(1);
                }
            }
            "col" if is_set(element, "hidden") => {
                let (first, last) = (number(element, "min"), number(element, "max"));
                if let (Some(first), Some(last)) = (first, last) {
                    // A sheet has 16384 columns; programs hide all that are empty.
                    let last: usize = last;
                    self.marks
                        .columns
                        .extend((first..=last.min(16_384)).map(|at: usize| at.saturating_sub(1)));
                }
            }
            _ => {}
        }
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        let stated = attribute(element, "r").and_then(|text| place(&text));
        let stated = stated.and_then(|(row, column)| Some((row.checked_sub(1)?, column)));
        let (row, column) = stated.unwrap_or((self.row, self.column));
        self.column = column.saturating_add(1);
        let style = || self.styles.get(number::<usize>(element, "s").unwrap_or_default());
        let style = if self.has_styles { style() } else { None };
        let shown = style.and_then(|style| style.shown.clone());
        if let Some(ink) = style.and_then(|style| style.ink) {
            self.marks.ink(row, column, ink);
        }
        let kind = attribute(element, "t");
        let is_text = kind.as_deref() == Some("str");
        let is_shared = kind.as_deref() == Some("s") && !self.struck_texts.is_empty();
        let value = Stored::Nothing;
        self.cell =
            Some(Open { row, column, shown, is_text, is_shared, has_formula: false, value });
    }

    fn end_cell(&mut self) {
        self.in_value = false;
        let Some(cell) = self.cell.take() else { return };
        // A text that came out empty is a result; nothing at all is none.
        let is_unstored = match cell.value {
            Stored::Nothing => !cell.is_text,
            Stored::Nought => self.computes_anew && !cell.is_text,
            Stored::Something => false,
        };
        let unstored = (cell.has_formula && is_unstored).then_some(Shown::Unstored);
        if let Some(shown) = unstored.or(cell.shown) {
            self.marks.shown.insert((cell.row, cell.column), shown);
        }
    }
}
