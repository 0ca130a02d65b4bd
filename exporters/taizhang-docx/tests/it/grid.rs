//! The page of GB/T 9704-2012: its margins, 22 lines and 28 characters.

use crate::package::{export, part};
use crate::sample;

/// Returns a number that stands after `before`.
#[track_caller]
fn number(text: &str, before: &str) -> i64 {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    let (number, _) = rest.split_once('"').expect("an attribute ends");
    number.parse().expect("it is a number")
}

/// Twips in a hundredth of a millimetre, times 10,000.
const TWIPS: i64 = 5669;

#[track_caller]
fn assert_millimetres(twips: i64, millimetres: i64) {
    let difference = (twips * 10_000 - millimetres * 100 * TWIPS).abs();
    assert!(difference <= 20_000, "{twips} twips are not {millimetres} mm");
}

#[test]
fn paper_and_margins_are_those_of_the_standard() {
    let document = part(&export(sample::report(), &[]).unwrap(), "word/document.xml");
    for section in document.split("<w:sectPr").skip(1) {
        let turned = section.contains("landscape");
        let (width, height) = if turned { (297, 210) } else { (210, 297) };
        assert_millimetres(number(section, "<w:pgSz w:w=\""), width);
        assert_millimetres(number(section, " w:h=\""), height);
        let sides = if turned { [28, 26, 36, 36] } else { [37, 35, 28, 26] };
        for (name, millimetres) in ["top", "bottom", "left", "right"].into_iter().zip(sides) {
            assert_millimetres(number(section, &format!(" w:{name}=\"")), millimetres);
        }
    }
}

#[test]
fn a_page_has_22_lines_and_a_line_28_characters() {
    let artifact = export(sample::report(), &[]).unwrap();
    let styles = part(&artifact, "word/styles.xml");
    let document = part(&artifact, "word/document.xml");
    let section = document.split("<w:sectPr").nth(1).expect("there is a section");
    let margin = |name: &str| number(section, &format!(" w:{name}=\""));
    let width = number(section, "<w:pgSz w:w=\"") - margin("left") - margin("right");
    let height = number(section, " w:h=\"") - margin("top") - margin("bottom");
    let (defaults, _) = styles.split_once("</w:docDefaults>").expect("there are defaults");
    let line = number(defaults, "w:line=\"");
    // Half points to twips, with the space between characters, which may fall away after the last.
    let squeeze = -number(defaults, "<w:spacing w:val=\"");
    let character = number(defaults, "<w:sz w:val=\"") * 10 - squeeze;
    assert!(defaults.contains("w:lineRule=\"exact\""));
    assert_eq!((height / line, width / character), (22, 28));
    assert!(28 * character + squeeze <= width, "the last character has room");
    // Body text keeps to it.
    let (_, body) = styles.split_once("w:styleId=\"BodyText\"").expect("there is body text");
    let (body, _) = body.split_once("</w:style>").expect("a style ends");
    assert!(body.contains("w:firstLineChars=\"200\""));
    assert!(!body.contains("<w:spacing") && !body.contains("<w:sz"), "{body}");
}
