//! Paper and margins of a Word file's last section.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use taizhang_export::FileFault;

use super::parts::damaged;
use crate::page::Sheet;

/// Edges of paper that can be set: 100 to 420 mm, in twips.
const PAPER: (i64, i64) = (5_670, 23_812);
/// Margins that can be set: up to 100 mm.
const MARGIN: (i64, i64) = (0, 5_670);
/// Narrowest and lowest text box: 90 mm, where the tables of the forms still have room.
const TEXT: i64 = 5_102;

/// Where the size and the margins of the last section stand.
const SIZE: [&str; 4] = ["w:document", "w:body", "w:sectPr", "w:pgSz"];
const MARGINS: [&str; 4] = ["w:document", "w:body", "w:sectPr", "w:pgMar"];

/// Reads the page setup; what the file does not say is as GB/T 9704-2012 has it.
pub(super) fn read(part: &str, document: &str) -> Result<Sheet, FileFault> {
    let values = values(part, document)?;
    let standard = Sheet::GB_T_9704;
    let length = |name: &str, (low, high): (i64, i64), default: u32| match values.get(name) {
        None => Ok(default),
        Some(text) => {
            let value =
                text.parse::<i64>().map_err(|_| damaged(part, &format!("{name}={text}")))?;
            let fits = u32::try_from(value).ok().filter(|_| (low..=high).contains(&value));
            fits.ok_or_else(|| FileFault::Range { name: name.to_owned(), value, low, high })
        }
    };
    let width = length("w:pgSz/@w:w", PAPER, standard.width)?;
    let height = length("w:pgSz/@w:h", PAPER, standard.height)?;
    let margin = |name: &str, default: u32| length(&format!("w:pgMar/@w:{name}"), MARGIN, default);
    let gutter = margin("gutter", 0)?;
    let (top, bottom) = (margin("top", standard.top)?, margin("bottom", standard.bottom)?);
    let left = margin("left", standard.inner)?.saturating_add(gutter);
    let right = margin("right", standard.outer)?;
    let footer = margin("footer", standard.footer)?;
    let sheet = if width <= height {
        Sheet { width, height, top, bottom, inner: left, outer: right, footer }
    } else {
        // The sheet lies on its side, its binding edge at the top.
        Sheet {
            width: height,
            height: width,
            top: right,
            bottom: left,
            inner: top,
            outer: bottom,
            footer,
        }
    };
    fits(&sheet)?;
    Ok(sheet)
}

/// Makes sure that the margins leave room for text.
fn fits(sheet: &Sheet) -> Result<(), FileFault> {
    let sides = [
        ("版心宽度", sheet.width, sheet.inner, sheet.outer),
        ("版心高度", sheet.height, sheet.top, sheet.bottom),
    ];
    for (name, edge, before, after) in sides {
        let value = i64::from(edge) - i64::from(before) - i64::from(after);
        if value < TEXT {
            let (name, high) = (name.to_owned(), i64::from(edge));
            return Err(FileFault::Range { name, value, low: TEXT, high });
        }
    }
    Ok(())
}

/// Collects the attributes of the last section's size and margins, like `w:pgMar/@w:left`.
fn values(part: &str, document: &str) -> Result<BTreeMap<String, String>, FileFault> {
    let mut reader = Reader::from_str(document);
    let mut open: Vec<String> = Vec::new();
    let mut values = BTreeMap::new();
    loop {
        let (tag, stays) = match reader.read_event().map_err(|error| damaged(part, &error))? {
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof if open.is_empty() => return Ok(values),
            Event::Eof => return Err(damaged(part, &"it ends inside an element")),
            _ => continue,
        };
        open.push(tag.name().as_ref().to_owned());
        if open.len() == 1 && open != SIZE[..1] {
            return Err(FileFault::Format { format: "docx" });
        }
        if open == SIZE || open == MARGINS {
            for attribute in tag.attributes() {
                let attribute = attribute.map_err(|error| damaged(part, &error))?;
                let name = format!("{}/@{}", tag.name().as_ref(), attribute.key.as_ref());
                values.insert(name, attribute.value.into_owned());
            }
        }
        if !stays {
            open.pop();
        }
    }
}
