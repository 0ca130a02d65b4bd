//! A part's XML as a tree that can be asked, changed and written back.
//!
//! Text stays escaped as it was read; attribute values are plain in the tree. White space between
//! elements is left out.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting that is read; Word's own style sheets and themes stay below 15.
const DEEPEST: usize = 64;

/// Why a part cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum MarkupError {
    /// It is not XML.
    #[error("{0}")]
    Xml(quick_xml::Error),
    /// A value that cannot be read.
    #[error("{0}")]
    Escape(quick_xml::escape::EscapeError),
    /// It ends too early.
    #[error("it ends inside an element")]
    Truncated,
    /// Elements are nested too deeply.
    #[error("its elements are nested more than {DEEPEST} deep")]
    Deep,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// Name with its prefix.
    pub(super) name: String,
    /// Attributes in order, values plain.
    pub(super) attributes: Vec<(String, String)>,
    /// Content in order.
    pub(super) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    /// An element.
    Element(Element),
    /// Escaped text.
    Text(String),
}

impl Element {
    /// Makes an element without content.
    pub(super) fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children: Vec::new() }
    }

    /// Returns the child elements.
    pub(super) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the child elements for reading.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Returns the first descendant along a path of names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter()
            .try_fold(self, |element, name| element.elements().find(|child| child.name == *name))
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    /// Removes the children called `name`.
    pub(super) fn remove(&mut self, name: &str) {
        self.children.retain(|child| match child {
            Node::Element(element) => element.name != name,
            Node::Text(_) => true,
        });
    }

    /// Applies `change` to the first child called `name`, which is added in front if there is none.
    pub(super) fn with_child(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        self.with_child_at(name, 0, change);
    }

    /// Applies `change` to the first child called `name`, which is added behind if there is none.
    pub(super) fn with_last_child(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        self.with_child_at(name, self.children.len(), change);
    }

    /// Applies `change` to the first child called `name`, which is added before the child called
    /// `next`, or behind, if there is none.
    pub(super) fn with_child_before(
        &mut self,
        next: &str,
        name: &str,
        change: impl FnOnce(&mut Self),
    ) {
        let is_next =
            |child: &Node| matches!(child, Node::Element(element) if element.name == next);
        let place = self.children.iter().position(is_next).unwrap_or(self.children.len());
        self.with_child_at(name, place, change);
    }

    fn with_child_at(&mut self, name: &str, place: usize, change: impl FnOnce(&mut Self)) {
        if let Some(child) = self.elements_mut().find(|child| child.name == name) {
            return change(child);
        }
        let mut child = Self::empty(name);
        change(&mut child);
        self.children.insert(place, Node::Element(child));
    }

    /// Sets an attribute.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let value = value.to_owned();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Writes the element and what it holds to `out`.
    pub(super) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(&quick_xml::escape::escape(value.as_str()));
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for child in &self.children {
            match child {
                Node::Element(element) => element.write(out),
                Node::Text(text) => out.push_str(text),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }
}

/// Reads the root element of a part.
pub(super) fn read(xml: &str) -> Result<Element, MarkupError> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let done = match reader.read_event().map_err(MarkupError::Xml)? {
            Event::Start(_) if open.len() >= DEEPEST => return Err(MarkupError::Deep),
            Event::Start(start) => {
                open.push(element(&start)?);
                None
            }
            Event::Empty(start) => close(&mut open, element(&start)?),
            Event::End(_) => match open.pop() {
                Some(element) => close(&mut open, element),
                None => None,
            },
            Event::Text(text) => {
                if !text.trim().is_empty() {
                    add_text(&mut open, &text);
                }
                None
            }
            Event::GeneralRef(name) => {
                add_text(&mut open, &format!("&{};", &*name));
                None
            }
            Event::Eof => return Err(MarkupError::Truncated),
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => None,
        };
        if let Some(root) = done {
            return Ok(root);
        }
    }
}

/// Puts a finished element into its parent, or gives it back if it is the root.
fn close(open: &mut [Element], element: Element) -> Option<Element> {
    match open.last_mut() {
        Some(parent) => {
            parent.children.push(Node::Element(element));
            None
        }
        None => Some(element),
    }
}

fn add_text(open: &mut [Element], text: &str) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(Node::Text(text.to_owned()));
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, MarkupError> {
    let mut element = Element::empty(start.name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| MarkupError::Xml(error.into()))?;
        let value = quick_xml::escape::unescape(&attribute.value).map_err(MarkupError::Escape)?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}
