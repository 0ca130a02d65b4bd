//! The pass that turns what docx-rs writes into what ECMA-376 allows.
//!
//! ADR 0005 lists the faults it repairs. It also adds what docx-rs cannot say: header rows that
//! repeat, and words for pictures. It reads each element once and copies it; only the children of a
//! property element are held until they can be put in order. Text and attribute values stay escaped
//! as they were read, so nothing but the structure changes.

use docx_rs::BuildXML;
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use crate::error::DocxError;
use crate::schema_order;

/// What has to be added to an element.
#[derive(Clone, Copy, Default)]
pub(crate) struct Additions<'a> {
    /// Rows of a table that are repeated on each page.
    pub(crate) header_rows: usize,
    /// Number of a picture and words for those who cannot see it.
    pub(crate) picture: Option<(usize, &'a str)>,
}

/// Puts an element right and adds it to `out`.
pub(crate) fn conform(
    element: &impl BuildXML,
    additions: Additions<'_>,
    out: &mut String,
) -> Result<(), DocxError> {
    let failed = |source| DocxError::Xml { part: "word/document.xml".to_owned(), source };
    let xml = element.build();
    let text = std::str::from_utf8(&xml)
        .map_err(|source| failed(quick_xml::Error::Encoding(source.into())))?;
    let mut reader = Reader::from_str(text);
    let mut pass = Pass { out, open: Vec::new(), additions, rows: 0 };
    loop {
        match reader.read_event().map_err(failed)? {
            Event::Start(tag) => pass.open(&tag).map_err(failed)?,
            Event::Empty(tag) => {
                pass.open(&tag).map_err(failed)?;
                pass.close(tag.name().as_ref());
            }
            Event::End(tag) => pass.close(tag.name().as_ref()),
            Event::Text(text) => pass.out.push_str(&text),
            Event::GeneralRef(name) => pass.out.extend(["&", &name, ";"]),
            Event::Eof => return Ok(()),
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

struct Pass<'a> {
    out: &'a mut String,
    open: Vec<Open>,
    additions: Additions<'a>,
    rows: usize,
}

/// An element that has begun.
struct Open {
    /// Where it begins.
    start: usize,
    /// Where its content begins.
    content: usize,
    /// The prescribed order of its children, if it has one.
    order: Option<&'static [&'static str]>,
    /// Place in that order and beginning of each child so far.
    children: Vec<(usize, usize)>,
}

impl Open {
    fn place(&self, name: &str) -> Option<usize> {
        let order = self.order?;
        Some(order.iter().position(|known| *known == name).unwrap_or(order.len()))
    }
}

impl Pass<'_> {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), quick_xml::Error> {
        let name = tag.name();
        let name = name.as_ref();
        let start = self.out.len();
        if let Some(parent) = self.open.last_mut()
            && let Some(place) = parent.place(name)
        {
            parent.children.push((place, start));
        }
        self.out.push('<');
        match name {
            "w:gridCol" => self.tag_without(tag, |name, _| name == "w:type")?,
            "w:p" => self.tag_without(tag, |name, _| name == "w14:paraId")?,
            "w:fldChar" => {
                self.tag_without(tag, |name, value| name == "w:dirty" && value == "false")?;
            }
            "wp:docPr" => self.picture_properties(),
            "w:tr" => {
                self.rows += 1;
                self.out.push_str(name);
            }
            _ => self.out.push_str(tag.trim_ascii_end()),
        }
        self.out.push('>');
        let (content, order) = (self.out.len(), schema_order::of(name));
        self.open.push(Open { start, content, order, children: Vec::new() });
        Ok(())
    }

    fn tag_without(
        &mut self,
        tag: &BytesStart<'_>,
        drop: impl Fn(&str, &str) -> bool,
    ) -> Result<(), quick_xml::Error> {
        self.out.push_str(tag.name().as_ref());
        for attribute in tag.attributes() {
            let attribute = attribute?;
            let (name, value) = (attribute.key.as_ref(), attribute.value.as_ref());
            if !drop(name, value) {
                self.out.extend([" ", name, "=\"", value, "\""]);
            }
        }
        Ok(())
    }

    fn picture_properties(&mut self) {
        let (number, alternative) = self.additions.picture.unwrap_or((1, ""));
        let number = number.to_string();
        self.out.extend(["wp:docPr id=\"", &number, "\" name=\"图", &number, "\" descr=\""]);
        self.out.push_str(&escape(alternative));
        self.out.push('"');
    }

    fn close(&mut self, name: &str) {
        let Some(mut element) = self.open.pop() else { return };
        if name == "w:trPr"
            && self.rows <= self.additions.header_rows
            && let Some(place) = element.place("w:tblHeader")
        {
            element.children.push((place, self.out.len()));
            self.out.push_str("<w:tblHeader/>");
        }
        if self.out.len() == element.content {
            self.close_empty(name, element.start);
            return;
        }
        if !element.children.is_sorted_by_key(|(place, _)| *place) {
            self.sort(&element);
        }
        self.out.extend(["</", name, ">"]);
    }

    /// Closes an element without content; a property list that says nothing is taken back.
    fn close_empty(&mut self, name: &str, start: usize) {
        if matches!(name, "w:rPr" | "w:pPr" | "w:trPr" | "w:tblBorders") {
            self.out.truncate(start);
            if let Some(parent) = self.open.last_mut() {
                parent.children.pop_if(|(_, child)| *child == start);
            }
            return;
        }
        self.out.pop();
        self.out.push_str("/>");
    }

    fn sort(&mut self, element: &Open) {
        let content = self.out.split_off(element.content);
        let ends = element.children.iter().skip(1).map(|(_, start)| start - element.content);
        let ends = ends.chain([content.len()]);
        let mut parts: Vec<(usize, &str)> = element
            .children
            .iter()
            .zip(ends)
            .map(|((place, start), end)| (*place, &content[start - element.content..end]))
            .collect();
        parts.sort_by_key(|(place, _)| *place);
        self.out.extend(parts.into_iter().map(|(_, part)| part));
    }
}
