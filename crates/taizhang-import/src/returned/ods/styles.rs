//! The styles of cells that no user named, and those of them with the fill of a wrong cell.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::Error;
use quick_xml::escape::escape;

use super::super::WRONG;
use super::super::edit::{Edits, Form, Tag, one_spelling, tags};
use super::super::error::{MarkError, Missing, in_part};
use super::CONTENT;
use super::spaces::Spaces;

const BACKGROUND: &str = "fo:background-color";

const PARENT: &str = "style:parent-style-name";

/// What the names of added styles begin with; behind it stands the style that was filled.
const FILLED: &str = "taizhang-";
const CLEARED: &str = "taizhang";

/// The styles of a document's cells, and what is added to them.
pub(super) struct Styles<'x> {
    xml: &'x str,
    /// The prefixes that the document declares.
    pub(super) spaces: Spaces,
    known: BTreeMap<String, Known>,
    /// Names by the text without the name.
    names: BTreeMap<String, String>,
    filled: BTreeMap<String, String>,
    cleared: BTreeMap<String, Option<String>>,
    added: String,
    /// Names of what was added.
    taken: BTreeSet<String>,
    place: Place<'x>,
}

struct Known {
    range: Range<usize>,
    is_filled: bool,
}

/// Where styles are added.
enum Place<'x> {
    /// As the last children of the element that a tag closes, or opens empty.
    Within(Tag<'x>),
    /// In an element of their own.
    Before(usize),
}

impl<'x> Styles<'x> {
    /// Reads what stands before the sheets.
    pub(super) fn before_body(
        xml: &'x str,
        tags: &mut impl Iterator<Item = Result<Tag<'x>, Error>>,
    ) -> Result<Self, MarkError> {
        let (mut root, mut place, mut open) = (None, None, None);
        let mut ranges = Vec::new();
        for tag in tags {
            let tag = tag.map_err(in_part(CONTENT))?;
            match (tag.depth, tag.name, tag.form) {
                (1, "office:body", Form::Open) => {
                    let spaces = root.as_ref().map(Spaces::of);
                    let spaces = spaces.ok_or(MarkError::Missing(Missing::Root))?;
                    let place = place.unwrap_or(Place::Before(tag.range.start));
                    return Self::of(xml, spaces, place, ranges).map_err(in_part(CONTENT));
                }
                (1, "office:automatic-styles", Form::Close | Form::Empty) => {
                    place = Some(Place::Within(tag));
                }
                (2, "style:style", Form::Open) => open = Some(tag),
                (2, "style:style", Form::Empty) => ranges.push((tag.range.clone(), tag)),
                (2, "style:style", Form::Close) => {
                    if let Some(open) = open.take() {
                        ranges.push((open.range.start..tag.range.end, open));
                    }
                }
                (0, ..) => root = Some(tag),
                _ => {}
            }
        }
        Err(MarkError::Missing(Missing::Body))
    }

    fn of(
        xml: &'x str,
        spaces: Spaces,
        place: Place<'x>,
        ranges: Vec<(Range<usize>, Tag<'x>)>,
    ) -> Result<Self, Error> {
        let (mut known, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (range, tag) in ranges {
            if tag.attribute("style:family").is_none_or(|family| family != "table-cell") {
                continue;
            }
            let Some(name) = tag.attribute("style:name") else { continue };
            let text = xml.get(range.clone()).unwrap_or_default();
            let is_filled = is_filled(text)?;
            let bare = tag.with("style:name", None)
                + xml.get(tag.range.end..range.end).unwrap_or_default();
            names.entry(bare).or_insert_with(|| name.clone());
            known.insert(name, Known { range, is_filled });
        }
        let (filled, cleared, added, taken) = Default::default();
        Ok(Self { xml, spaces, known, names, filled, cleared, added, taken, place })
    }

    /// Tells whether an earlier return filled cells of any style.
    pub(super) fn are_filled(&self) -> bool {
        self.known.values().any(|known| known.is_filled)
    }

    /// Tells whether a style has the fill of a wrong cell.
    pub(super) fn is_filled(&self, style: &str) -> bool {
        self.known.get(style).is_some_and(|known| known.is_filled)
    }

    /// Returns the style like this one, or like that of a cell without style, with the fill of a wrong
    /// cell.
    pub(super) fn filled(&mut self, style: Option<&str>) -> Result<String, MarkError> {
        let style = style.unwrap_or_default();
        if self.is_filled(style) {
            return Ok(style.to_owned());
        }
        if let Some(known) = self.filled.get(style) {
            return Ok(known.clone());
        }
        let text = match self.text(style) {
            Some(text) => with_background(text, Some(&wrong())).map_err(in_part(CONTENT))?,
            None => below(style),
        };
        let name = self.named(text, &format!("{FILLED}{style}"));
        self.filled.insert(style.to_owned(), name.clone());
        Ok(name)
    }

    /// Returns the style like this one without the fill that an earlier return gave it; none where that
    /// is no style at all. A style that has no such fill stays.
    pub(super) fn cleared(&mut self, style: &str) -> Result<Option<String>, MarkError> {
        if !self.is_filled(style) {
            return Ok(Some(style.to_owned()));
        }
        if let Some(known) = self.cleared.get(style) {
            return Ok(known.clone());
        }
        let text = self.text(style).unwrap_or_default();
        let text = with_background(text, None).map_err(in_part(CONTENT))?;
        let clear = if let Some(origin) = self.origin(style, &text)? {
            Some(origin.to_owned())
        } else if !self.names.contains_key(&text) && states_nothing(&text) {
            tags(&text).next().and_then(Result::ok).and_then(|tag| tag.attribute(PARENT))
        } else {
            Some(self.named(text, CLEARED))
        };
        self.cleared.insert(style.to_owned(), clear.clone());
        Ok(clear)
    }

    /// The style that a filled one was made of, where spreadsheets kept its name and both still differ
    /// in nothing but the fill: so cells get the fill again that a user gave them.
    fn origin<'s>(&self, style: &'s str, clear: &str) -> Result<Option<&'s str>, MarkError> {
        let Some(origin) = style.strip_prefix(FILLED) else { return Ok(None) };
        let Some(text) = self.text(origin).filter(|_| !self.is_filled(origin)) else {
            return Ok(None);
        };
        let text = with_background(text, None).map_err(in_part(CONTENT))?;
        Ok((text == clear).then_some(origin))
    }

    fn text(&self, style: &str) -> Option<&'x str> {
        self.known.get(style).and_then(|known| self.xml.get(known.range.clone()))
    }

    /// Returns the name of the style with this text, which is added if there is none.
    fn named(&mut self, bare: String, wanted: &str) -> String {
        if let Some(known) = self.names.get(&bare) {
            return known.clone();
        }
        let mut names = (2..).map(|number: u32| format!("{wanted}-{number}"));
        let mut name = wanted.to_owned();
        while self.known.contains_key(&name) || self.taken.contains(&name) {
            name = names.next().unwrap_or_default();
        }
        self.taken.insert(name.clone());
        let rest = bare.strip_prefix("<style:style").unwrap_or_default();
        let mut needed = self.spaces.needed(&["style", "fo"]);
        if rest.contains(" xmlns:") {
            // It was declared where it was needed.
            needed.clear();
        }
        let _ = write!(self.added, "<style:style{needed} style:name=\"{name}\"");
        self.added.push_str(rest);
        self.names.insert(bare, name.clone());
        name
    }

    /// Where the text begins that stands behind the styles.
    pub(super) const fn end(&self) -> usize {
        match &self.place {
            Place::Within(tag) if matches!(tag.form, Form::Empty) => tag.range.end,
            Place::Within(tag) => tag.range.start,
            Place::Before(at) => *at,
        }
    }

    /// Returns the text before [`Self::end`] with what was added.
    pub(super) fn written(&self) -> String {
        let mut edits = Edits::within(self.xml, 0..self.end());
        match &self.place {
            _ if self.added.is_empty() => {}
            Place::Within(tag) => edits.insert_last(tag, &self.added),
            Place::Before(at) => {
                let all =
                    format!("<office:automatic-styles>{}</office:automatic-styles>", self.added);
                edits.insert(*at, &all);
            }
        }
        edits.done()
    }
}

fn wrong() -> String {
    format!("#{WRONG:06x}")
}

/// A style below a named one, or below none.
fn below(parent: &str) -> String {
    let parent =
        if parent.is_empty() { String::new() } else { format!(" {PARENT}=\"{}\"", escape(parent)) };
    format!(
        "<style:style style:family=\"table-cell\"{parent}><style:table-cell-properties \
         {BACKGROUND}=\"{}\"/></style:style>",
        wrong()
    )
}

/// Tells whether a style states the fill of a wrong cell.
fn is_filled(text: &str) -> Result<bool, Error> {
    for tag in tags(text) {
        let tag = tag?;
        if is_properties(&tag) {
            let background = tag.attribute(BACKGROUND);
            return Ok(background.is_some_and(|color| color.eq_ignore_ascii_case(&wrong())));
        }
    }
    Ok(false)
}

fn is_properties(tag: &Tag<'_>) -> bool {
    tag.depth == 1 && tag.name == "style:table-cell-properties" && tag.form != Form::Close
}

/// Returns the text of a style without its name, with another background or none.
fn with_background(text: &str, background: Option<&str>) -> Result<String, Error> {
    let mut edits = Edits::of(text);
    let mut open = None;
    let mut is_done = false;
    for tag in tags(text) {
        let tag = tag?;
        if tag.depth == 0 && tag.form != Form::Close {
            edits.replace(tag.range.clone(), &tag.with("style:name", None));
            open = Some(tag);
        } else if is_properties(&tag) && !is_done {
            let changed = tag.with(BACKGROUND, background);
            let is_bare = changed == format!("<{}/>", tag.name);
            edits.replace(tag.range.clone(), if is_bare { "" } else { &changed });
            is_done = true;
        }
    }
    let Some(open) = open else { return Ok(edits.done()) };
    let Some(background) = background.filter(|_| !is_done) else {
        return Ok(one_spelling(edits.done()));
    };
    let properties = format!("<style:table-cell-properties {BACKGROUND}=\"{background}\"/>");
    let head = open.changed_open(&[("style:name", None)]);
    if open.form == Form::Empty {
        return Ok(format!("{head}{properties}</{}>", open.name));
    }
    Ok(head + &properties + text.get(open.range.end..).unwrap_or_default())
}

/// Tells whether a style is as its parent is.
fn states_nothing(text: &str) -> bool {
    tags(text).next().and_then(Result::ok).is_some_and(|tag| {
        let others = [PARENT, "style:family", "xmlns:style", "xmlns:fo"].map(|name| (name, None));
        let bare = tag.changed(&others);
        tag.range.end == text.len() && bare == "<style:style/>"
    })
}
