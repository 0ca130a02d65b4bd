//! A report of some two hundred pages.

use taizhang_export::report::Report;

use crate::long_report::{self, Section};
use crate::package::{export, outline, part};
use crate::sample;

#[test]
fn two_hundred_sections_and_a_hundred_tables_are_all_there() {
    let blocks = long_report::sections(200).flat_map(Section::blocks).collect();
    let report = Report { blocks, annexes: Vec::new(), ..sample::report() };
    let artifact = export(report, &[]).unwrap();
    let document = part(&artifact, "word/document.xml");
    let lines = outline(&document);
    for (start, count) in [
        ("TOC1: ", 200),
        ("Heading1: ", 200),
        ("BodyText: ", 600),
        ("TableUnit: 单位：万元", 100),
        ("TableHeading: ", 100 * 8),
        // The last table says where the numbers come from.
        ("TableText: ", 100 * 12 * 8 + 2 * (4 + 2)),
        ("[表]", 101),
        ("  [表头]", 100),
    ] {
        assert_eq!(lines.lines().filter(|line| line.starts_with(start)).count(), count, "{start}");
    }
    // Tables alike share their moulds; what is poured in is each one's own.
    for number in (2..=200).step_by(2) {
        for row in 1..=12 {
            let cell = format!("TableText: {}.{:02}", number * row, 7);
            assert!(lines.contains(&cell), "{cell}");
        }
    }
}
