//! Pictures of charts.

use taizhang_export::report::{Block, Chart, ChartKind, Report, Series};

use crate::package::{export, parts};
use crate::sample;

/// Exports a report of one chart of bars; returns the heights of its pictures on paper, in twips.
fn heights(bars: u32) -> Vec<u32> {
    let chart = Chart {
        caption: "图1".to_owned(),
        alt: "横条为各项指标的完成率。".to_owned(),
        kind: ChartKind::Bars,
        unit: "%".to_owned(),
        categories: (1..=bars).map(|number| format!("指标{number}")).collect(),
        series: vec![Series {
            name: "完成率".to_owned(),
            values: (1..=bars).map(|number| (number * 2).into()).collect(),
        }],
    };
    let report = Report { blocks: vec![Block::Chart(chart)], ..sample::report() };
    let parts = parts(&export(report, &[("contents", "never")]).expect("the chart can be drawn"));
    let pictures: Vec<_> =
        parts.iter().filter(|(name, _)| name.starts_with("word/media/")).collect();
    for (name, png) in &pictures {
        assert!(png.starts_with(b"\x89PNG"), "{name}");
    }
    let document = std::str::from_utf8(&parts["word/document.xml"]).expect("it is text");
    assert_eq!(document.matches("descr=\"横条为各项指标的完成率。\"").count(), pictures.len());
    let extents = document.split("<wp:extent ").skip(1);
    let emu = extents.map(|extent| {
        let (_, rest) = extent.split_once("cy=\"").expect("a picture has a height");
        let (emu, _) = rest.split_once('"').expect("an attribute ends");
        emu.parse::<u32>().expect("it is a number")
    });
    let heights: Vec<u32> = emu.map(|emu| emu / 635).collect();
    assert_eq!(heights.len(), pictures.len());
    heights
}

#[test]
fn bars_beyond_a_page_go_on_in_the_next_picture() {
    assert_eq!(heights(1).len(), 1);
    assert_eq!(heights(24).len(), 1);
    assert_eq!(heights(25).len(), 2);
    let many = heights(60);
    assert_eq!(many.len(), 3);
    assert!(many.iter().all(|height| *height < 12756 - 1000), "{many:?}");
}

#[test]
fn a_name_that_the_font_cannot_letter_stands_in_the_words_for_the_picture() {
    let chart = Chart {
        caption: "图1".to_owned(),
        alt: "横条为龘龘村的支出。".to_owned(),
        kind: ChartKind::Bars,
        unit: "万元".to_owned(),
        categories: vec!["龘龘村".to_owned()],
        series: vec![Series { name: "支出".to_owned(), values: vec![3.into()] }],
    };
    let report = Report { blocks: vec![Block::Chart(chart)], ..sample::report() };
    let parts = parts(&export(report, &[("contents", "never")]).expect("the chart can be drawn"));
    let document = std::str::from_utf8(&parts["word/document.xml"]).expect("it is text");
    assert!(document.contains("descr=\"横条为龘龘村的支出。\""));
    assert!(parts["word/media/rIdChart1.png"].starts_with(b"\x89PNG"));
}
