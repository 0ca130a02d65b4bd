//! The feet of the pages: the page number between dashes, at the outer edge.
//!
//! A turned page has its number where the upright pages have it on the paper (GB/T 9704-2012 on 横排表格),
//! so beside the table and turned with the paper. Only the text of a table cell can be turned
//! without a drawing: the number stands in a table of one cell that is fixed to the page.

use taizhang_export::report::Orientation;

use crate::page::Sheet;

/// Width of the turned line.
const LINE: u32 = 364;
/// Distance from the foot of the turned line to that of an upright one.
const SHIFT: u32 = 17;

/// A foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foot {
    /// Of an odd upright page: at the right.
    Odd,
    /// Of an even upright page: at the left.
    Even,
    /// Of an odd turned page: at the left, below.
    TurnedOdd,
    /// Of an even turned page: at the left, above.
    TurnedEven,
}

impl Foot {
    /// All feet.
    pub(crate) const ALL: [Self; 4] = [Self::Odd, Self::Even, Self::TurnedOdd, Self::TurnedEven];

    /// Returns the feet of odd and of even pages that lie so.
    pub(crate) const fn of(orientation: Orientation) -> (Self, Self) {
        match orientation {
            Orientation::Portrait => (Self::Odd, Self::Even),
            Orientation::Landscape => (Self::TurnedOdd, Self::TurnedEven),
        }
    }

    /// Returns its relationship.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Odd => "rIdFooter1",
            Self::Even => "rIdFooter2",
            Self::TurnedOdd => "rIdFooter3",
            Self::TurnedEven => "rIdFooter4",
        }
    }

    /// Returns the name of its part within `word/`.
    pub(crate) const fn part(self) -> &'static str {
        match self {
            Self::Odd => "footer1.xml",
            Self::Even => "footer2.xml",
            Self::TurnedOdd => "footer3.xml",
            Self::TurnedEven => "footer4.xml",
        }
    }

    /// Returns its XML for pages of `sheet`.
    pub(crate) fn xml(self, sheet: &Sheet) -> String {
        let content = match self {
            Self::Odd => number("FooterOdd"),
            Self::Even => number("FooterEven"),
            Self::TurnedOdd => turned(sheet, sheet.inner, &number("FooterOdd")),
            Self::TurnedEven => turned(sheet, sheet.outer, &number("FooterEven")),
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
             {content}</w:ftr>"
        )
    }
}

/// Each mark of the field has a run of its own, as Word writes them.
fn number(style: &str) -> String {
    let words = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    [
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"),
        words("— "),
        mark("begin"),
        "<w:r><w:instrText>PAGE</w:instrText></w:r>".to_owned(),
        mark("separate"),
        words("1"),
        mark("end"),
        words(" —"),
        "</w:p>".to_owned(),
    ]
    .concat()
}

/// Fixes `content` to a turned page, `above` from its upper edge, reading downwards.
fn turned(sheet: &Sheet, above: u32, content: &str) -> String {
    let x = sheet.footer.saturating_sub(SHIFT);
    let height = sheet.text_width(Orientation::Portrait);
    let none = |side: &str| format!("<w:{side} w:w=\"0\" w:type=\"dxa\"/>");
    let margins = ["top", "left", "bottom", "right"].map(none).concat();
    [
        "<w:tbl><w:tblPr><w:tblpPr w:leftFromText=\"0\" w:rightFromText=\"0\"".to_owned(),
        " w:vertAnchor=\"page\" w:horzAnchor=\"page\"".to_owned(),
        format!(" w:tblpX=\"{x}\" w:tblpY=\"{above}\"/>"),
        format!("<w:tblW w:w=\"{LINE}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"),
        format!("<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"),
        format!("<w:tblGrid><w:gridCol w:w=\"{LINE}\"/></w:tblGrid><w:tr><w:trPr>"),
        format!("<w:trHeight w:val=\"{height}\" w:hRule=\"exact\"/></w:trPr><w:tc><w:tcPr>"),
        format!("<w:tcW w:w=\"{LINE}\" w:type=\"dxa\"/><w:textDirection w:val=\"tbRl\"/>"),
        format!("</w:tcPr>{content}</w:tc></w:tr></w:tbl>"),
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr></w:p>".to_owned(),
    ]
    .concat()
}
