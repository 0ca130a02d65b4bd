//! What a workbook says of its cells besides their values, which calamine does not tell: what is hidden,
//! what is shown as per cent, as foreign money or without its day, which formulas were never computed, what
//! is merged.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rust_decimal::Decimal;
use taizhang_core::money::round_half_up;
use zip::ZipArchive;

use super::{Merge, month_formats};
use crate::ink::Ink;
use crate::part::LONGEST;
use crate::shown::{self, ShownNumber};
use crate::table::Cell;

/// How a cell is shown, where that is not what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As per cent: 0.12 as 12%.
    Percent,
    /// With the sign of a foreign currency.
    Currency(String),
    /// A day as its month.
    Month,
    /// A formula whose result was never computed.
    Unstored,
    /// With a unit of money, divided by a power of ten, or with another sign.
    Number(ShownNumber),
}

/// The marks of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Numbers of hidden rows.
    pub(super) rows: BTreeSet<u32>,
    /// Positions of hidden columns.
    pub(super) columns: BTreeSet<usize>,
    /// Merges that span rows, where calamine does not tell them.
    pub(super) merges: Vec<Merge>,
    /// Cells that show something else than they hold, by row and column from 0.
    pub(super) shown: BTreeMap<(u32, u32), Shown>,
    /// Cells whose fonts say something, by number of row and position.
    pub(super) inks: BTreeMap<(u32, usize), Ink>,
}

impl Marks {
    /// Keeps what the font of a cell says, by row and column from 0.
    pub(super) fn ink(&mut self, row: u32, column: u32, ink: Ink) {
        if let Ok(position) = usize::try_from(column) {
            self.inks.insert((row.saturating_add(1), position), ink);
        }
    }

    /// Takes out how numbers are shown otherwise, by number of row and position.
    pub(super) fn take_numbers(&mut self) -> BTreeMap<(u32, usize), ShownNumber> {
        let shown = std::mem::take(&mut self.shown).into_iter();
        let numbers = shown.filter_map(|((row, column), shown)| match shown {
            Shown::Number(number) => {
                Some(((row.saturating_add(1), usize::try_from(column).ok()?), number))
            }
            Shown::Percent | Shown::Currency(_) | Shown::Month | Shown::Unstored => None,
        });
        numbers.collect()
    }

    /// Returns what a cell says, as it is shown.
    pub(super) fn apply(&self, row: u32, column: u32, value: Cell) -> Cell {
        if self.shown.is_empty() {
            return value;
        }
        match (self.shown.get(&(row, column)), value) {
            (Some(Shown::Unstored), _) => Cell::Unstored,
            (Some(Shown::Percent), Cell::Number(digits)) => percent(digits),
            (Some(Shown::Currency(sign)), Cell::Number(digits)) => {
                Cell::Text(format!("{sign}{digits}"))
            }
            (Some(Shown::Month), Cell::Date(day)) => month_formats::shown(day),
            (_, value) => value,
        }
    }
}

/// Turns 0.12 into 12 per cent.
fn percent(digits: String) -> Cell {
    let number = digits.parse::<Decimal>().ok();
    let hundredfold = number.and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED));
    hundredfold.map_or(Cell::Number(digits), |hundredfold| {
        Cell::Percent(round_half_up(hundredfold, 10).normalize().to_string())
    })
}

/// Tells what a number format makes of a number; of several sections the first counts.
pub(super) fn of_format(code: &str) -> Option<Shown> {
    let section = code.split(';').next().unwrap_or_default();
    let mut characters = section.chars();
    let (mut bare, mut currency) = (String::new(), None);
    while let Some(character) = characters.next() {
        match character {
            '"' => {
                let quoted: String = characters.by_ref().take_while(|c| *c != '"').collect();
                currency = currency.or_else(|| foreign_sign(&quoted));
            }
            '\\' => bare.extend(characters.next()),
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                // `[$US$-409]` names a currency, `[$-804]` a language only.
                let sign = inside.strip_prefix('$').and_then(|rest| rest.split('-').next());
                currency = currency.or_else(|| sign.and_then(foreign_sign));
            }
            other => bare.push(other),
        }
    }
    let currency = currency.or_else(|| foreign_sign(&bare));
    match currency {
        Some(sign) => Some(Shown::Currency(sign)),
        None if bare.contains('%') => Some(Shown::Percent),
        None if month_formats::is_of_month(&bare) => Some(Shown::Month),
        None => shown::of_format(code).map(Shown::Number),
    }
}

/// Number formats that are built in and show per cent.
const PERCENT_FORMATS: [u32; 2] = [9, 10];

/// Tells what a number format that is built in makes of a number.
pub(super) fn of_built_in(id: u32) -> Option<Shown> {
    match id {
        id if PERCENT_FORMATS.contains(&id) => Some(Shown::Percent),
        id if month_formats::is_built_in(id) => Some(Shown::Month),
        _ => None,
    }
}

/// Returns the sign of a foreign currency in a text.
fn foreign_sign(text: &str) -> Option<String> {
    crate::currency::foreign(text).map(str::to_owned)
}

/// Opens the parts of a package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    is_strict: bool,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        Some(Self { archive, is_strict: false })
    }

    /// Opens the parts of a package in which an element that is not closed breaks a part.
    pub(super) fn strict(bytes: &'b [u8]) -> Option<Self> {
        Some(Self { is_strict: true, ..Self::open(bytes)? })
    }

    /// Gives each event of a part to `take` until that says that it has seen enough. None if the part
    /// is missing or broken.
    pub(super) fn each(
        &mut self,
        name: &str,
        mut take: impl FnMut(&Event<'_>) -> Option<bool>,
    ) -> Option<()> {
        let is_it = |known: &Cow<'_, str>| known.eq_ignore_ascii_case(name);
        let exact = self.archive.file_names().flatten().find(is_it)?.into_owned();
        let part = self.archive.by_name(&exact).ok()?;
        let mut xml = reader(BufReader::with_capacity(64 * 1024, part.take(LONGEST)));
        xml.config_mut().check_end_names = self.is_strict;
        let mut buffer = Vec::new();
        let mut open = 0_usize;
        loop {
            buffer.clear();
            let event = xml.read_event_into(&mut buffer).ok()?;
            match event {
                Event::Start(_) => open = open.saturating_add(1),
                Event::End(_) => open = open.saturating_sub(1),
                Event::Eof => return (open == 0 || !self.is_strict).then_some(()),
                _ => {}
            }
            if take(&event)? {
                return Some(());
            }
        }
    }
}

impl Package<'_> {
    /// Tells whether some bytes stand in a part.
    pub(super) fn holds(&mut self, name: &str, needle: &[u8]) -> bool {
        let is_it = |known: &Cow<'_, str>| known.eq_ignore_ascii_case(name);
        let exact = self.archive.file_names().flatten().find(is_it).map(Cow::into_owned);
        let part = exact.and_then(|exact| self.archive.by_name(&exact).ok());
        let Some(part) = part else { return false };
        let mut input = BufReader::with_capacity(64 * 1024, part.take(LONGEST));
        let mut kept: Vec<u8> = Vec::new();
        loop {
            let Ok(read) = input.fill_buf() else { return false };
            if read.is_empty() {
                return false;
            }
            let length = read.len();
            kept.extend_from_slice(read);
            input.consume(length);
            if kept.windows(needle.len()).any(|window| window == needle) {
                return true;
            }
            kept.drain(..kept.len().saturating_sub(needle.len()));
        }
    }
}

fn reader<R: BufRead>(input: R) -> Reader<R> {
    let mut xml = Reader::from_reader(input);
    xml.config_mut().check_end_names = false;
    xml
}

/// Returns an attribute by its whole name, as it stands.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    element.try_get_attribute(name).ok().flatten().map(|attribute| attribute.value)
}

/// Reads an attribute that is a number.
pub(super) fn number<T: std::str::FromStr>(element: &BytesStart<'_>, name: &str) -> Option<T> {
    attribute(element, name)?.parse().ok()
}

/// Tells whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true" | "on"))
}

/// Tells whether an element that is a switch is set to no; without a value it means yes.
pub(super) fn is_off(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}
