//! The drawing of notes: a box for each, in the markup that only spreadsheets still use (VML).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::edit::{Edits, Form, tags};
use super::super::plan::At;

/// The namespaces of a shape; a drawing may call them by other prefixes.
const NAMESPACES: &str = "xmlns:v=\"urn:schemas-microsoft-com:vml\" \
     xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
     xmlns:x=\"urn:schemas-microsoft-com:office:excel\"";

/// A drawing without boxes, the so many-th of the package.
pub(super) fn empty_drawing(number: u32) -> String {
    format!(
        "<xml {NAMESPACES}><o:shapelayout v:ext=\"edit\">\
         <o:idmap v:ext=\"edit\" data=\"{number}\"/></o:shapelayout></xml>"
    )
}

/// Takes the boxes of removed notes off a drawing and puts those of added ones on it. The markup of
/// old drawings is not always XML: in one that is none the boxes of removed notes stay, unseen.
pub(super) fn drawn_on(xml: &str, added: &BTreeSet<At>, removed: &BTreeSet<At>) -> String {
    let kept = without_boxes(xml, removed).unwrap_or_else(|_| xml.to_owned());
    let Some(end) = kept.rfind("</xml>") else { return kept };
    let mut boxes = String::new();
    if !kept.contains("id=\"_x0000_t202\"") {
        let _ = write!(
            boxes,
            "<v:shapetype {NAMESPACES} id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
             path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
             <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>"
        );
    }
    let first = first_free(&kept);
    for (id, (row, column)) in (first..).zip(added) {
        let top = row.saturating_sub(1);
        let (left, right) = (column.saturating_add(1), column.saturating_add(5));
        let bottom = top.saturating_add(6);
        let _ = write!(
            boxes,
            "<v:shape {NAMESPACES} id=\"_x0000_s{id}\" type=\"#_x0000_t202\" style=\"position:absolute;\
             margin-left:59.25pt;margin-top:1.5pt;width:192pt;height:90pt;z-index:{id};\
             visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill \
             color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path \
             o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div \
             style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
             <x:MoveWithCells/><x:SizeWithCells/>\
             <x:Anchor>{left}, 15, {top}, 10, {right}, 15, {bottom}, 4</x:Anchor>\
             <x:AutoFill>False</x:AutoFill><x:Row>{top}</x:Row><x:Column>{column}</x:Column>\
             </x:ClientData></v:shape>"
        );
    }
    let (head, tail) = kept.split_at_checked(end).unwrap_or((&kept, ""));
    format!("{head}{boxes}{tail}")
}

/// Leaves out the boxes of removed notes, whatever the prefixes of the drawing are.
fn without_boxes(xml: &str, removed: &BTreeSet<At>) -> Result<String, quick_xml::Error> {
    let mut edits = Edits::of(xml);
    let (mut shape, mut opened) = (0, 0);
    let (mut row, mut column) = (None, None);
    for tag in tags(xml) {
        let tag = tag?;
        match (tag.local(), tag.form) {
            ("shape", Form::Open) => (shape, row, column) = (tag.range.start, None, None),
            ("Row" | "Column", Form::Open) => opened = tag.range.end,
            ("Row" | "Column", Form::Close) => {
                let text = xml.get(opened..tag.range.start).unwrap_or_default();
                let number = text.trim().parse::<u32>().ok();
                if tag.local() == "Row" {
                    row = number.map(|row| row.saturating_add(1));
                } else {
                    column = number;
                }
            }
            ("shape", Form::Close) if row.zip(column).is_some_and(|at| removed.contains(&at)) => {
                edits.replace(shape..tag.range.end, "");
            }
            _ => {}
        }
    }
    Ok(edits.done())
}

/// The first number behind those of the shapes there are.
fn first_free(xml: &str) -> u32 {
    let numbers = xml.split("_x0000_s").skip(1).filter_map(|rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    });
    let block = xml.split_once(" data=\"").and_then(|(_, rest)| {
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u32>().ok()
    });
    let block = block.unwrap_or(1).saturating_mul(1024);
    numbers.max().unwrap_or(block).max(block).saturating_add(1)
}
