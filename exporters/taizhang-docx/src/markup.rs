//! A part's XML as a tree that can be put right and written back.
//!
//! Text and attribute values stay escaped as they were read, so nothing but the structure changes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::error::DocxError;

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Name with its prefix.
    pub(crate) name: String,
    /// Attributes in order, values escaped.
    pub(crate) attributes: Vec<(String, String)>,
    /// Content in order.
    pub(crate) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Escaped text.
    Text(String),
}

impl Element {
    /// Makes an element without content.
    pub(crate) fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children: Vec::new() }
    }

    /// Returns the child elements.
    pub(crate) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Applies `change` to the first child called `name`, which is added in front if there is none.
    pub(crate) fn with_child(&mut self, name: &str, change: impl FnOnce(&mut Self)) {
        if let Some(child) = self.elements_mut().find(|child| child.name == name) {
            return change(child);
        }
        let mut child = Self::empty(name);
        change(&mut child);
        self.children.insert(0, Node::Element(child));
    }

    /// Sets an attribute to a value that is not escaped yet.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        let value = quick_xml::escape::escape(value).into_owned();
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Writes the element and what it holds to `out`.
    pub(crate) fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
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
pub(crate) fn read(part: &str, xml: &[u8]) -> Result<Element, DocxError> {
    let failed = |source| DocxError::Xml { part: part.to_owned(), source };
    let text = std::str::from_utf8(xml)
        .map_err(|source| failed(quick_xml::Error::Encoding(source.into())))?;
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let done = match reader.read_event().map_err(failed)? {
            Event::Start(start) => {
                open.push(element(&start).map_err(failed)?);
                None
            }
            Event::Empty(start) => close(&mut open, element(&start).map_err(failed)?),
            Event::End(_) => match open.pop() {
                Some(element) => close(&mut open, element),
                None => None,
            },
            Event::Text(text) => {
                add_text(&mut open, &text);
                None
            }
            Event::GeneralRef(name) => {
                add_text(&mut open, &format!("&{};", &*name));
                None
            }
            Event::Eof => return Err(DocxError::Truncated { part: part.to_owned() }),
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
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else {
            parent.children.push(Node::Text(text.to_owned()));
        }
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, quick_xml::Error> {
    let mut element = Element::empty(start.name().as_ref());
    for attribute in start.attributes() {
        let attribute = attribute?;
        element.attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    }
    Ok(element)
}
