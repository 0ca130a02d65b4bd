//! Page numbers.

use crate::package::{export, part};
use crate::sample;

/// Each foot: its part, the style that puts it at an edge, and how far from the upper edge of the
/// sheet it is fixed if it is turned.
const FEET: [(&str, &str, Option<u32>); 4] = [
    ("word/footer1.xml", "FooterOdd", None),
    ("word/footer2.xml", "FooterEven", None),
    ("word/footer3.xml", "FooterOdd", Some(1587)),
    ("word/footer4.xml", "FooterEven", Some(1474)),
];

#[test]
fn odd_and_even_pages_are_numbered_at_their_outer_edge() {
    let artifact = export(sample::report(), &[]).unwrap();
    let styles = part(&artifact, "word/styles.xml");
    for (style, side) in [("FooterOdd", "right"), ("FooterEven", "left")] {
        let (_, definition) = styles.split_once(&format!("w:styleId=\"{style}\"")).unwrap();
        let (definition, _) = definition.split_once("</w:style>").unwrap();
        assert!(definition.contains(&format!("<w:jc w:val=\"{side}\"/>")), "{style}");
        assert!(definition.contains(&format!("<w:ind w:{side}=\"280\"")), "{style}");
    }
    assert!(part(&artifact, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    for (name, style, _) in FEET {
        let foot = part(&artifact, name);
        let number = format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>\
             <w:r><w:t xml:space=\"preserve\">— </w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText>PAGE</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>\
             <w:r><w:t xml:space=\"preserve\">1</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
             <w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>"
        );
        assert_eq!(foot.matches(&number).count(), 1, "{name}");
    }
}

#[test]
fn a_turned_page_is_numbered_where_the_upright_ones_are() {
    let artifact = export(sample::report(), &[]).unwrap();
    for (name, _, fixed) in FEET {
        let foot = part(&artifact, name);
        assert_eq!(foot.contains("<w:textDirection w:val=\"tbRl\"/>"), fixed.is_some(), "{name}");
        let Some(y) = fixed else { continue };
        let place = format!(
            "w:vertAnchor=\"page\" w:horzAnchor=\"page\" w:tblpX=\"1400\" w:tblpY=\"{y}\"/>"
        );
        assert!(foot.contains(&place), "{name}: {foot}");
        // As long as an upright page's text is wide.
        assert!(foot.contains("<w:trHeight w:val=\"8845\" w:hRule=\"exact\"/>"), "{name}");
    }
    let document = part(&artifact, "word/document.xml");
    let sections = document.split("<w:sectPr").skip(1).map(|section| {
        let section = section.split("</w:sectPr>").next().unwrap_or_default();
        (section.contains("landscape"), section)
    });
    let mut wide = 0;
    for (turned, section) in sections.filter(|(_, section)| section.contains("footerReference")) {
        let (odd, even) = if turned { (3, 4) } else { (1, 2) };
        for (kind, number) in [("default", odd), ("even", even)] {
            let reference =
                format!("<w:footerReference w:type=\"{kind}\" r:id=\"rIdFooter{number}\"/>");
            assert!(section.contains(&reference), "{section}");
        }
        wide += usize::from(turned);
    }
    assert_eq!(wide, 1);
}
