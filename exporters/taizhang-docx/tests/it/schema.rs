//! The order of children that Word insists on, and what docx-rs writes wrongly.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::package::{export, part, parts};
use crate::sample;

/// Pairs that docx-rs writes the other way round, by parent: the first must not follow the second.
const ORDER: &[(&str, &[&str])] = &[
    (
        "w:pPr",
        &["w:pStyle", "w:keepNext", "w:pageBreakBefore", "w:ind", "w:jc", "w:rPr", "w:sectPr"],
    ),
    ("w:rPr", &["w:rFonts", "w:b", "w:bCs", "w:sz", "w:szCs"]),
    ("w:tblPr", &["w:tblStyle", "w:tblW", "w:jc", "w:tblBorders", "w:tblLayout"]),
    ("w:trPr", &["w:cantSplit", "w:tblHeader"]),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:vAlign"]),
    (
        "w:sectPr",
        &["w:footerReference", "w:type", "w:pgSz", "w:pgMar", "w:pgNumType", "w:cols", "w:docGrid"],
    ),
];

#[test]
fn children_stand_in_schema_order() {
    let artifact = export(sample::report(), &[]).unwrap();
    for (name, bytes) in parts(&artifact) {
        if !name.starts_with("word/media/") {
            check_order(&name, std::str::from_utf8(&bytes).unwrap());
        }
    }
}

#[track_caller]
fn check_order(part: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, usize)> = Vec::new();
    loop {
        let (name, stays) = match reader.read_event().expect("the part is well formed") {
            Event::Start(tag) => (tag.name().as_ref().to_owned(), true),
            Event::Empty(tag) => (tag.name().as_ref().to_owned(), false),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        if let Some((parent, last)) = open.last_mut() {
            let order = ORDER.iter().find(|(known, _)| known == parent).map(|(_, order)| *order);
            let place = order.and_then(|order| order.iter().position(|known| *known == name));
            if let Some(place) = place {
                assert!(place >= *last, "{part}: {name} comes too late in {parent}");
                *last = place;
            }
        }
        if stays {
            open.push((name, 0));
        }
    }
    assert!(open.is_empty(), "{part} ends inside {open:?}");
}

#[test]
fn nothing_is_left_that_changes_from_run_to_run_or_breaks_the_schema() {
    let document = part(&export(sample::report(), &[]).unwrap(), "word/document.xml");
    for fault in ["w14:paraId", "w:dirty=\"false\"", "<w:rPr/>", "<w:gridCol w:type", "<w:pPr/>"] {
        assert!(!document.contains(fault), "{fault}");
    }
}

#[test]
fn rows_do_not_split_and_headers_repeat() {
    let document = part(&export(sample::report(), &[]).unwrap(), "word/document.xml");
    assert_eq!(document.matches("<w:tr>").count(), document.matches("<w:cantSplit").count());
    // Two header rows in table 1, one each in table 2 and the two annexes.
    assert_eq!(document.matches("<w:tblHeader/>").count(), 5);
}
