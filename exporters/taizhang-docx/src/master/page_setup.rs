//! Paper and margins of a Word file: those of its first upright section, or of its last where all lie
//! on their side.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use taizhang_export::{FileFault, Length};

use super::parts::damaged;
use crate::page::Sheet;

/// Edges of paper that can be set: 100 to 420 mm, in twips.
const PAPER: (i64, i64) = (5_670, 23_812);
/// Margins that can be set: up to 100 mm.
const MARGIN: (i64, i64) = (0, 5_670);
/// Narrowest and lowest text box: 90 mm, where the tables of the forms still have room.
const TEXT: i64 = 5_102;

/// Where the setup of the last section stands, and that of a section before it.
const LAST: [&str; 3] = ["w:document", "w:body", "w:sectPr"];
const BEFORE: [&str; 5] = ["w:document", "w:body", "w:p", "w:pPr", "w:sectPr"];

/// What one section says, like `w:pgMar/@w:left`.
type Values = BTreeMap<String, String>;

/// Reads the page setup; what the file does not say is as GB/T 9704-2012 has it.
pub(super) fn read(part: &str, document: &str) -> Result<Sheet, FileFault> {
    let sections = sections(part, document)?;
    let last = sections.last().cloned().unwrap_or_default();
    let values = sections.into_iter().find(|values| !lies(values)).unwrap_or(last);
    let standard = Sheet::GB_T_9704;
    let length = |name: &str, (low, high): (i64, i64), default: u32| match values.get(name) {
        None => Ok(default),
        Some(text) => {
            let value =
                text.parse::<i64>().map_err(|_| damaged(part, &format!("{name}={text}")))?;
            let fits = u32::try_from(value).ok().filter(|_| (low..=high).contains(&value));
            fits.ok_or_else(|| range(name, value, low, high))
        }
    };
    let width = length("w:pgSz/@w:w", PAPER, standard.width)?;
    let height = length("w:pgSz/@w:h", PAPER, standard.height)?;
    let margin = |name: &str, default: u32| length(&format!("w:pgMar/@w:{name}"), MARGIN, default);
    let gutter = margin("gutter", 0)?;
    let (top, bottom) = (margin("top", standard.top)?, margin("bottom", standard.bottom)?);
    let left = margin("left", standard.inner)?;
    let right = margin("right", standard.outer)?;
    let footer = margin("footer", standard.footer)?;
    let sheet = if width <= height {
        let inner = left.saturating_add(gutter);
        Sheet { width, height, top, bottom, inner, outer: right, footer }
    } else {
        // The sheet lies on its side, its binding edge, which the gutter belongs to, at the top.
        Sheet {
            width: height,
            height: width,
            top: right,
            bottom: left,
            inner: top.saturating_add(gutter),
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
            return Err(range(name, value, TEXT, i64::from(edge)));
        }
    }
    Ok(())
}

fn range(name: &str, value: i64, low: i64, high: i64) -> FileFault {
    FileFault::Range { name: name.to_owned(), value, low, high, length: Length::Twips }
}

/// Tells whether a section's pages are wider than high.
fn lies(values: &Values) -> bool {
    let edge = |name: &str| values.get(name).and_then(|text| text.parse::<i64>().ok());
    edge("w:pgSz/@w:w").zip(edge("w:pgSz/@w:h")).is_some_and(|(width, height)| width > height)
}

/// Collects the size and the margins of each section that states a size, and of the last.
fn sections(part: &str, document: &str) -> Result<Vec<Values>, FileFault> {
    let mut reader = Reader::from_str(document);
    let mut open: Vec<String> = Vec::new();
    let (mut sections, mut values): (Vec<Values>, Values) = (Vec::new(), Values::new());
    loop {
        let (tag, stays) = match reader.read_event().map_err(|error| damaged(part, &error))? {
            Event::Start(tag) => (tag, true),
            Event::Empty(tag) => (tag, false),
            Event::End(_) => {
                if open == LAST || open == BEFORE {
                    let section = std::mem::take(&mut values);
                    let counts = open == LAST || section.contains_key("w:pgSz/@w:w");
                    sections.extend(Some(section).filter(|_| counts));
                }
                open.pop();
                continue;
            }
            Event::Eof if open.is_empty() => return Ok(sections),
            Event::Eof => return Err(damaged(part, &"it ends inside an element")),
            _ => continue,
        };
        open.push(tag.name().as_ref().to_owned());
        if open.len() == 1 && open != LAST[..1] {
            return Err(FileFault::Format { format: "docx" });
        }
        if let Some((name @ ("w:pgSz" | "w:pgMar"), section)) =
            open.split_last().map(|(name, above)| (name.as_str(), above))
            && (section == LAST || section == BEFORE)
        {
            for attribute in tag.attributes() {
                let attribute = attribute.map_err(|error| damaged(part, &error))?;
                let name = format!("{name}/@{}", attribute.key.as_ref());
                values.insert(name, attribute.value.into_owned());
            }
        }
        if !stays {
            open.pop();
        }
    }
}
