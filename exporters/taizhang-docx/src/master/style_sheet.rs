//! Our style sheet in the letters of a user's file.

use super::STYLES;
use super::letters::{Letters, Look};
use super::markup::{Element, Node, read};
use crate::page::{LINE, Sheet, TitleLetters};
use crate::schema_order;
use taizhang_export::report::Orientation;

/// Body size of GB/T 9704-2012 in half points.
const BODY: u32 = 32;
/// Styles whose first line is indented by two characters.
const INDENTED: [&str; 6] = ["BodyText", "Quote", "Heading1", "Heading2", "Heading3", "Heading4"];

/// Returns our style sheet with `letters`, for text as wide as that of `sheet`.
pub(super) fn with(letters: &Letters, sheet: &Sheet) -> String {
    let mut root = read(STYLES).expect("our own style sheet is well formed");
    let normal = letters.of("Normal").cloned().unwrap_or_default();
    let body = normal.size.unwrap_or(BODY);
    let width = sheet.text_width(Orientation::Portrait);
    let is_grid = body == BODY && width == Sheet::GB_T_9704.text_width(Orientation::Portrait);
    for element in root.elements_mut() {
        match element.name.as_str() {
            "w:docDefaults" => set_defaults(element, &normal, is_grid),
            "w:style" => set_style(element, letters, body, width),
            _ => {}
        }
    }
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned();
    root.write(&mut text);
    text
}

/// Returns how titles are set in `letters`.
pub(super) fn title(letters: &Letters) -> TitleLetters {
    let standard = TitleLetters::GB_T_9704;
    let size = letters.of("Title").and_then(|look| look.size);
    size.map_or(standard, |size| TitleLetters {
        character: size.saturating_mul(10),
        line: standard.line.max(needed_line(size)),
    })
}

/// Sets what all styles inherit; off the grid of 28 characters nothing is drawn closer.
fn set_defaults(defaults: &mut Element, normal: &Look, is_grid: bool) {
    defaults.with_child("w:rPrDefault", |list| {
        list.with_child("w:rPr", |properties| {
            set_look(properties, normal);
            if !is_grid {
                properties.remove("w:spacing");
            }
        });
    });
    if let Some(size) = normal.size {
        defaults.with_child("w:pPrDefault", |list| {
            list.with_child("w:pPr", |properties| open_lines(properties, size, LINE));
        });
    }
}

fn set_style(style: &mut Element, letters: &Letters, body: u32, width: u32) {
    let id = style.attribute("w:styleId").unwrap_or_default();
    let name = style.at(&["w:name"]).and_then(|name| name.attribute("w:val"));
    let is_paragraph = style.attribute("w:type").as_deref() == Some("paragraph");
    let look = name.filter(|_| is_paragraph && id != "Normal").and_then(|name| letters.of(&name));
    // Titles of annexes are titles, on lines of their own height.
    let look = look.or_else(|| letters.of("Title").filter(|_| id == "AnnexTitle"));
    if let Some(look) = look {
        style.with_last_child("w:rPr", |properties| set_look(properties, look));
        if let Some(size) = look.size {
            let own = style.at(&["w:pPr", "w:spacing"]);
            let line = own.and_then(|own| own.attribute("w:line"));
            let pitch = line.and_then(|line| line.parse().ok()).unwrap_or(LINE);
            // A line of a picture is as high as the picture.
            let grows = own.and_then(|own| own.attribute("w:lineRule")).as_deref() == Some("auto");
            if !grows {
                style.with_child_before("w:rPr", "w:pPr", |properties| {
                    open_lines(properties, size, pitch);
                });
            }
        }
    }
    if INDENTED.contains(&id.as_str()) {
        let size = look.and_then(|look| look.size).unwrap_or(body);
        style.with_child_before("w:rPr", "w:pPr", |properties| indent(properties, size));
    }
    set_tabs(style, width);
}

/// Puts the page numbers of the table of contents at the right edge.
fn set_tabs(style: &mut Element, width: u32) {
    let lists = style.elements_mut().filter(|element| element.name == "w:pPr");
    for list in lists.flat_map(Element::elements_mut).filter(|element| element.name == "w:tabs") {
        for tab in list.elements_mut() {
            tab.set("w:pos", &width.saturating_sub(1).to_string());
        }
    }
}

fn set_look(properties: &mut Element, look: &Look) {
    if !look.fonts.is_empty() {
        properties.with_child("w:rFonts", |fonts| {
            for (slot, font) in &look.fonts {
                fonts.set(&format!("w:{slot}"), font);
            }
        });
    }
    if let Some(size) = look.size {
        for name in ["w:sz", "w:szCs"] {
            properties.with_child(name, |element| element.set("w:val", &size.to_string()));
        }
    }
    for (value, names) in [(look.bold, ["w:b", "w:bCs"]), (look.italic, ["w:i", "w:iCs"])] {
        let Some(value) = value else { continue };
        for name in names {
            properties.with_child(name, |element| {
                element.set("w:val", if value { "1" } else { "0" });
            });
        }
    }
    sort(properties);
}

/// Gives lines a pitch of `pitch` at least, and more where letters of a size need it.
fn open_lines(properties: &mut Element, size: u32, pitch: u32) {
    let needed = needed_line(size);
    if needed > pitch {
        properties.with_child("w:spacing", |spacing| {
            spacing.set("w:line", &needed.to_string());
            spacing.set("w:lineRule", "exact");
        });
        sort(properties);
    }
}

/// Returns the pitch that letters of a size in half points need: a fifth more, in twips.
const fn needed_line(size: u32) -> u32 {
    size.saturating_mul(12)
}

/// Indents the first line by two characters of a size.
fn indent(properties: &mut Element, size: u32) {
    properties.with_child("w:ind", |indent| {
        indent.set("w:firstLine", &size.saturating_mul(20).to_string());
        indent.set("w:firstLineChars", "200");
    });
    sort(properties);
}

fn sort(properties: &mut Element) {
    let Some(order) = schema_order::of(&properties.name) else { return };
    properties.children.sort_by_key(|child| match child {
        Node::Element(element) => order.iter().position(|name| *name == element.name),
        Node::Text(_) => None,
    });
}
