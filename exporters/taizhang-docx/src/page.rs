//! Page geometry of GB/T 9704-2012, in twentieths of a point (twips).
//!
//! The text box is 156 × 225 mm. It holds 22 lines only if the pitch is at most 12756 / 22, and 28
//! characters of 16 pt only if each is drawn 0.25 pt closer; 580 twips or −0.2 pt already lose one.

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, FieldCharType, Footer, FooterReference, InstrPAGE,
    InstrText, PageMargin, PageNumType, PageOrientationType, PageSize, Paragraph, Run,
    SectionProperty, SectionType,
};
use taizhang_export::report::Orientation;

/// Line pitch of the body.
pub(crate) const LINE: u32 = 579;
/// Advance of one body character: 16 pt less 0.25 pt.
pub(crate) const CHARACTER: u32 = 315;
/// Line pitch of the title.
pub(crate) const TITLE_LINE: u32 = 700;
/// Advance of one title character: 22 pt.
pub(crate) const TITLE_CHARACTER: u32 = 440;

/// Short and long edge of A4.
const A4: (u32, u32) = (11906, 16838);
/// Short and long edge of the text box.
const TEXT: (u32, u32) = (8845, 12756);

/// Relationship of the footer for odd pages.
pub(crate) const ODD_FOOTER: &str = "rIdFooter1";
/// Relationship of the footer for even pages.
pub(crate) const EVEN_FOOTER: &str = "rIdFooter2";

/// Returns the width of the text box.
pub(crate) const fn text_width(orientation: Orientation) -> u32 {
    match orientation {
        Orientation::Portrait => TEXT.0,
        Orientation::Landscape => TEXT.1,
    }
}

/// Returns the height of the text box.
pub(crate) const fn text_height(orientation: Orientation) -> u32 {
    match orientation {
        Orientation::Portrait => TEXT.1,
        Orientation::Landscape => TEXT.0,
    }
}

/// Makes a section of pages numbered at the foot.
pub(crate) fn numbered(orientation: Orientation) -> SectionProperty {
    let mut section = plain(orientation);
    section.footer_reference = Some(FooterReference::new("default", ODD_FOOTER));
    section.even_footer_reference = Some(FooterReference::new("even", EVEN_FOOTER));
    section
}

/// Starts the numbers at 1 on a right-hand page, as after a table of contents.
pub(crate) fn restarted(mut section: SectionProperty) -> SectionProperty {
    section.section_type = Some(SectionType::OddPage);
    section.page_num_type = Some(PageNumType::new().start(1));
    section
}

/// Makes a section without page numbers.
pub(crate) fn plain(orientation: Orientation) -> SectionProperty {
    let (size, margin) = match orientation {
        Orientation::Portrait => (PageSize::new().size(A4.0, A4.1), portrait_margin()),
        Orientation::Landscape => (
            PageSize::new().size(A4.1, A4.0).orient(PageOrientationType::Landscape),
            landscape_margin(),
        ),
    };
    let pitch = usize::try_from(LINE).unwrap_or_default();
    SectionProperty::new()
        .page_size(size)
        .page_margin(margin)
        .doc_grid(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch))
}

const fn portrait_margin() -> PageMargin {
    PageMargin {
        top: 2098,
        bottom: 1984,
        left: 1587,
        right: 1474,
        header: 851,
        footer: 1417,
        gutter: 0,
    }
}

/// The upright page turned left: the binding edge (28 mm) comes to the top.
///
/// Head and foot (37 and 35 mm) become the sides; both get 36 mm, because mirrored margins would
/// otherwise shift every second table.
const fn landscape_margin() -> PageMargin {
    PageMargin {
        top: 1587,
        bottom: 1474,
        left: 2041,
        right: 2041,
        header: 851,
        footer: 850,
        gutter: 0,
    }
}

/// Makes the foot of odd pages: the number at the right, one character from the edge.
pub(crate) fn odd_footer() -> Footer {
    Footer::new().add_paragraph(page_number("FooterOdd").align(AlignmentType::Right))
}

/// Makes the foot of even pages: the number at the left, one character from the edge.
pub(crate) fn even_footer() -> Footer {
    Footer::new().add_paragraph(page_number("FooterEven").align(AlignmentType::Left))
}

fn page_number(style: &str) -> Paragraph {
    let dash = |text: &str| Run::new().add_text(text);
    field(InstrText::PAGE(InstrPAGE::new()), "1")
        .into_iter()
        .fold(Paragraph::new().style(style).add_run(dash("— ")), Paragraph::add_run)
        .add_run(dash(" —"))
}

/// Makes the runs of a field that shows `shown` until it is computed.
///
/// Each mark has a run of its own, as Word writes them; LibreOffice does not read them otherwise.
pub(crate) fn field(instruction: InstrText, shown: &str) -> Vec<Run> {
    vec![
        Run::new().add_field_char(FieldCharType::Begin, false),
        Run::new().add_instr_text(instruction),
        Run::new().add_field_char(FieldCharType::Separate, false),
        Run::new().add_text(shown),
        Run::new().add_field_char(FieldCharType::End, false),
    ]
}
