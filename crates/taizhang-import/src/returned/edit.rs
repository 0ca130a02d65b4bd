//! The text of a part, changed in places and otherwise kept byte for byte.

use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};

/// How a tag stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// It opens an element.
    Open,
    /// It is an element without content.
    Empty,
    /// It closes an element.
    Close,
}

/// A tag, where it stands and how many elements are open around it.
#[derive(Clone, Debug)]
pub(crate) struct Tag<'x> {
    /// How it stands.
    pub(crate) form: Form,
    /// The name with its prefix.
    pub(crate) name: &'x str,
    /// Its bytes in the part.
    pub(crate) range: Range<usize>,
    /// How many elements are open around its element.
    pub(super) depth: usize,
    content: &'x str,
}

impl<'x> Tag<'x> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'x str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// The prefix with its colon, if any.
    pub(super) fn prefix(&self) -> &'x str {
        self.name.rfind(':').and_then(|at| self.name.get(..=at)).unwrap_or_default()
    }

    /// The plain value of an attribute, by its name with prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let start = BytesStart::from_content(self.content, self.name.len());
        let found = start.try_get_attribute(name).ok().flatten()?;
        unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// The plain value of the first attribute of a name, whatever its prefix.
    pub(super) fn attribute_local(&self, local: &str) -> Option<String> {
        let start = BytesStart::from_content(self.content, self.name.len());
        let found =
            attributes(&start).find(|attribute| attribute.key.local_name().as_ref() == local)?;
        unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
    }

    /// The tag with the attribute set, or taken away.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> String {
        self.changed(&[(name, value)])
    }

    /// The tag with attributes set, or taken away.
    pub(super) fn changed(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut out = self.changed_open(changes);
        if self.form == Form::Empty {
            out.insert(out.len().saturating_sub(1), '/');
        }
        out
    }

    /// The tag with attributes set, or taken away, opening its element.
    pub(super) fn changed_open(&self, changes: &[(&str, Option<&str>)]) -> String {
        let start = BytesStart::from_content(self.content, self.name.len());
        let mut out = format!("<{}", self.name);
        for other in attributes(&start) {
            let name = other.key.as_ref();
            if changes.iter().any(|(changed, _)| *changed == name) {
                continue;
            }
            // A value may hold the other quote.
            let value = other.value.replace('"', "&quot;");
            let _ = write!(out, " {name}=\"{value}\"");
        }
        for (name, value) in changes {
            if let Some(value) = value {
                let _ = write!(out, " {name}=\"{}\"", escape(*value));
            }
        }
        out.push('>');
        out
    }
}

/// The attributes of a tag. They are not held against each other: of very many that takes very long.
fn attributes<'t>(start: &'t BytesStart<'_>) -> impl Iterator<Item = Attribute<'t>> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    attributes.filter_map(Result::ok)
}

/// The tags of a part, in order.
pub(crate) fn tags(xml: &str) -> impl Iterator<Item = Result<Tag<'_>, quick_xml::Error>> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0_usize;
    std::iter::from_fn(move || {
        loop {
            let from = position(&reader);
            let event = match reader.read_event() {
                Ok(event) => event,
                Err(error) => return Some(Err(error)),
            };
            let form = match event {
                Event::Start(_) => Form::Open,
                Event::Empty(_) => Form::Empty,
                Event::End(_) => Form::Close,
                Event::Eof => return None,
                _ => continue,
            };
            if form == Form::Close {
                depth = depth.saturating_sub(1);
            }
            let range = from..position(&reader);
            let tag = tag_of(xml, form, range, depth);
            if form == Form::Open {
                depth = depth.saturating_add(1);
            }
            return Some(Ok(tag));
        }
    })
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn tag_of(xml: &str, form: Form, range: Range<usize>, depth: usize) -> Tag<'_> {
    let raw = xml.get(range.clone()).unwrap_or_default();
    let content = raw.trim_start_matches("</").trim_start_matches('<');
    let content = content.strip_suffix("/>").or_else(|| content.strip_suffix('>'));
    let content = content.unwrap_or_default();
    let name = content.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
    Tag { form, name, range, depth, content }
}

/// A text that is copied with changes, from front to back.
pub(crate) struct Edits<'x> {
    text: &'x str,
    at: usize,
    out: String,
}

impl<'x> Edits<'x> {
    /// Starts a copy.
    pub(crate) fn of(text: &'x str) -> Self {
        Self::within(text, 0..text.len())
    }

    /// Starts a copy of a range; changes are told by their places in the whole text.
    pub(super) fn within(text: &'x str, range: Range<usize>) -> Self {
        let text = text.get(..range.end).unwrap_or_default();
        Self { text, at: range.start, out: String::with_capacity(range.len()) }
    }

    /// Puts something else in the place of a range that lies behind all changes so far.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) {
        self.out.push_str(self.text.get(self.at..range.start).unwrap_or_default());
        self.out.push_str(with);
        self.at = range.end.max(self.at);
    }

    /// Puts something in that stood nowhere.
    pub(super) fn insert(&mut self, at: usize, what: &str) {
        self.replace(at..at, what);
    }

    /// Puts something in as the last child of the element that a tag opens empty or closes.
    pub(super) fn insert_last(&mut self, tag: &Tag<'_>, what: &str) {
        if tag.form == Form::Empty {
            let open = tag.changed_open(&[]);
            self.replace(tag.range.clone(), &format!("{open}{what}</{}>", tag.name));
        } else {
            self.insert(tag.range.start, what);
        }
    }

    /// Copies the rest.
    pub(crate) fn done(mut self) -> String {
        self.out.push_str(self.text.get(self.at..).unwrap_or_default());
        self.out
    }
}

/// Puts a piece in as the last child of the root.
pub(super) fn append_to_root(xml: &str, piece: &str) -> Result<String, quick_xml::Error> {
    let mut edits = Edits::of(xml);
    for tag in tags(xml) {
        let tag = tag?;
        if tag.depth == 0 && tag.form != Form::Open {
            edits.insert_last(&tag, piece);
        }
    }
    Ok(edits.done())
}

/// Takes elements out, with all that they hold.
pub(super) fn without<'x>(
    xml: &'x str,
    is_it: impl Fn(&Tag<'x>) -> bool,
) -> Result<String, quick_xml::Error> {
    let mut edits = Edits::of(xml);
    let mut open: Option<Tag<'x>> = None;
    for tag in tags(xml) {
        let tag = tag?;
        match (&open, tag.form) {
            (None, Form::Empty) if is_it(&tag) => edits.replace(tag.range.clone(), ""),
            (None, Form::Open) if is_it(&tag) => open = Some(tag),
            (Some(start), Form::Close) if start.depth == tag.depth => {
                edits.replace(start.range.start..tag.range.end, "");
                open = None;
            }
            _ => {}
        }
    }
    Ok(edits.done())
}

/// Escapes text for an element, without the characters that XML cannot hold.
pub(super) fn content(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() || *c == '\n').collect();
    escape(plain.as_str()).into_owned()
}

/// The text of an element; one without content is spelled in one way, so that equal ones are known.
pub(super) fn one_spelling(text: String) -> String {
    let start = text.rfind("></").and_then(|end| text.get(..end));
    let start = start.filter(|start| start.rfind('<') == Some(0)).map(|start| format!("{start}/>"));
    start.unwrap_or(text)
}
