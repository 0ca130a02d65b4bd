//! The pass that turns what docx-rs writes into what ECMA-376 allows.
//!
//! ADR 0005 lists the faults it repairs. It also adds what docx-rs cannot say: header rows that
//! repeat, and words for pictures.

use crate::error::DocxError;
use crate::markup::{Element, Node, read};
use crate::schema_order;

/// What has to be added to a part, in document order.
pub(crate) struct Additions {
    /// Header rows of each table.
    pub(crate) header_rows: Vec<usize>,
    /// Words for each picture.
    pub(crate) alternatives: Vec<String>,
}

/// Puts a part right and returns its new XML.
pub(crate) fn conform(part: &str, xml: &[u8], additions: &Additions) -> Result<Vec<u8>, DocxError> {
    let mut root = read(part, xml)?;
    let mut pass = Pass { additions, tables: 0, pictures: 0 };
    pass.visit(&mut root);
    let mut out = String::with_capacity(xml.len());
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    root.write(&mut out);
    Ok(out.into_bytes())
}

struct Pass<'a> {
    additions: &'a Additions,
    tables: usize,
    pictures: usize,
}

impl Pass<'_> {
    fn visit(&mut self, element: &mut Element) {
        match element.name.as_str() {
            "w:gridCol" => element.attributes.retain(|(name, _)| name != "w:type"),
            "w:p" => element.attributes.retain(|(name, _)| name != "w14:paraId"),
            "w:tbl" => self.mark_header_rows(element),
            "wp:inline" => self.describe(element),
            "w:fldChar" => {
                element.attributes.retain(|(name, value)| name != "w:dirty" || value != "false");
            }
            _ => {}
        }
        for child in element.elements_mut() {
            self.visit(child);
        }
        element.children.retain(|child| !is_empty_property(child));
        if let Some(order) = schema_order::of(&element.name) {
            element.children.sort_by_key(|child| place(child, order));
        }
    }

    fn mark_header_rows(&mut self, table: &mut Element) {
        let count = self.additions.header_rows.get(self.tables).copied().unwrap_or(0);
        self.tables += 1;
        let rows = table.elements_mut().filter(|element| element.name == "w:tr");
        for row in rows.take(count) {
            row.with_child("w:trPr", |properties| {
                properties.children.push(Node::Element(Element::empty("w:tblHeader")));
            });
        }
    }

    fn describe(&mut self, inline: &mut Element) {
        let alternative = self.additions.alternatives.get(self.pictures).map_or("", String::as_str);
        self.pictures += 1;
        let (id, name) = (self.pictures.to_string(), format!("图{}", self.pictures));
        inline.with_child("wp:docPr", |properties| {
            properties.set("id", &id);
            properties.set("name", &name);
            properties.set("descr", alternative);
        });
    }
}

/// Tells whether a node is a property list that says nothing.
fn is_empty_property(node: &Node) -> bool {
    match node {
        Node::Element(element) => {
            matches!(element.name.as_str(), "w:rPr" | "w:pPr" | "w:trPr" | "w:tblBorders")
                && element.children.is_empty()
        }
        Node::Text(_) => false,
    }
}

fn place(node: &Node, order: &[&str]) -> usize {
    match node {
        Node::Element(element) => {
            order.iter().position(|name| *name == element.name).unwrap_or(order.len())
        }
        Node::Text(_) => 0,
    }
}
