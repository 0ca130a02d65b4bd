//! The marks of xlsx sheets.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::marks::{Marks, Package, Shown, attribute, is_set, number, of_format};
use crate::xlsx_names::{place, relationships_of, resolved};

/// Number formats that are built in and show per cent.
const PERCENT_FORMATS: [u32; 2] = [9, 10];

/// A workbook's parts, found by its own relationships.
pub(super) struct XlsxMarks<'b> {
    package: Package<'b>,
    /// Parts of the sheets, in the order in which the workbook lists them.
    sheets: Vec<Option<String>>,
    /// What each style of a cell shows.
    styles: Vec<Option<Shown>>,
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
        Some(Self { package, sheets, styles, computes_anew })
    }

    /// Looks through a sheet by its place in the workbook's list.
    pub(super) fn of_sheet(&mut self, index: usize) -> Option<Marks> {
        let name = self.sheets.get(index)?.clone()?;
        let mut scan = Scan {
            styles: &self.styles,
            has_styles: self.styles.iter().any(Option::is_some),
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

fn read_styles(package: &mut Package<'_>, part: &str) -> Option<Vec<Option<Shown>>> {
    let mut formats: Vec<(u32, Option<Shown>)> = Vec::new();
    let (mut styles, mut in_cells) = (Vec::new(), false);
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
                "cellXfs" => in_cells = true,
                "xf" if in_cells => {
                    let id: u32 = number(element, "numFmtId").unwrap_or_default();
                    let own = formats.iter().find(|(known, _)| *known == id);
                    let built_in = PERCENT_FORMATS.contains(&id).then_some(Shown::Percent);
                    styles.push(own.map_or(built_in, |(_, shown)| shown.clone()));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => return Some(true),
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
    styles: &'s [Option<Shown>],
    has_styles: bool,
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
        let shown = if self.has_styles { style().cloned().flatten() } else { None };
        let is_text = matches!(attribute(element, "t").as_deref(), Some("str"));
        let value = Stored::Nothing;
        self.cell = Some(Open { row, column, shown, is_text, has_formula: false, value });
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
