//! Page geometry of GB/T 9704-2012, in twentieths of a point (twips).
//!
//! The text box is 156 × 225 mm. It holds 22 lines only if the pitch is at most 12756 / 22, and 28
//! characters of 16 pt only if each is drawn 0.25 pt closer; 580 twips or −0.2 pt already lose one.

use docx_rs::{
    DocGrid, DocGridType, FieldCharType, FooterReference, InstrText, PageMargin, PageNumType,
    PageOrientationType, PageSize, Run, SectionProperty, SectionType,
};
use taizhang_export::report::Orientation;

use crate::foot::Foot;

/// Line pitch of the body.
pub(crate) const LINE: u32 = 579;
/// Advance of one body character: 16 pt less 0.25 pt.
pub(crate) const CHARACTER: u32 = 315;

/// How a title is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TitleLetters {
    /// Advance of one character.
    pub(crate) character: u32,
    /// Line pitch.
    pub(crate) line: u32,
}

impl TitleLetters {
    /// 22 pt (GB/T 9704-2012 on 标题) on lines of 35 pt.
    pub(crate) const GB_T_9704: Self = Self { character: 440, line: 700 };
}

/// Least distance of a turned page's foot from the edge of the paper.
const TURNED_FOOT: u32 = 850;

/// An upright sheet with its margins; a turned one has them turned with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    /// Short edge of the paper.
    pub(crate) width: u32,
    /// Long edge of the paper.
    pub(crate) height: u32,
    /// Head margin (天头).
    pub(crate) top: u32,
    /// Foot margin.
    pub(crate) bottom: u32,
    /// Margin at the binding edge (订口), which is the left of odd pages.
    pub(crate) inner: u32,
    /// Margin at the free edge (切口).
    pub(crate) outer: u32,
    /// Distance of the page number's foot from the lower edge.
    pub(crate) footer: u32,
}

impl Sheet {
    /// A4 with a text box of 156 × 225 mm (GB/T 9704-2012 on 版面).
    pub(crate) const GB_T_9704: Self = Self {
        width: 11906,
        height: 16838,
        top: 2098,
        bottom: 1984,
        inner: 1587,
        outer: 1474,
        footer: 1417,
    };

    /// Returns the width of the text box.
    pub(crate) const fn text_width(&self, orientation: Orientation) -> u32 {
        match orientation {
            Orientation::Portrait => self.width - self.inner - self.outer,
            Orientation::Landscape => self.height - self.top - self.bottom,
        }
    }

    /// Returns the height of the text box.
    pub(crate) const fn text_height(&self, orientation: Orientation) -> u32 {
        match orientation {
            Orientation::Portrait => self.text_width(Orientation::Landscape),
            Orientation::Landscape => self.text_width(Orientation::Portrait),
        }
    }

    /// Makes a section of numbered pages.
    pub(crate) fn numbered(&self, orientation: Orientation) -> SectionProperty {
        let reference = |kind: &str, foot: Foot| Some(FooterReference::new(kind, foot.id()));
        let (odd, even) = Foot::of(orientation);
        let mut section = self.plain(orientation);
        section.footer_reference = reference("default", odd);
        section.even_footer_reference = reference("even", even);
        section
    }

    /// Makes a section without page numbers.
    pub(crate) fn plain(&self, orientation: Orientation) -> SectionProperty {
        let size = match orientation {
            Orientation::Portrait => PageSize::new().size(self.width, self.height),
            Orientation::Landscape => {
                PageSize::new().size(self.height, self.width).orient(PageOrientationType::Landscape)
            }
        };
        let pitch = usize::try_from(LINE).unwrap_or_default();
        SectionProperty::new()
            .page_size(size)
            .page_margin(self.margin(orientation))
            .doc_grid(DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch))
    }

    /// Returns the margins. On a turned page the binding edge is at the top; head and foot become
    /// the sides and share their sum, because mirrored margins would otherwise shift every second
    /// table.
    fn margin(&self, orientation: Orientation) -> PageMargin {
        let side = u32::midpoint(self.top, self.bottom);
        let (top, bottom, left, right, footer) = match orientation {
            Orientation::Portrait => (self.top, self.bottom, self.inner, self.outer, self.footer),
            Orientation::Landscape => {
                (self.inner, self.outer, side, self.top + self.bottom - side, TURNED_FOOT)
            }
        };
        let twips = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
        PageMargin {
            top: twips(top),
            bottom: twips(bottom),
            left: twips(left),
            right: twips(right),
            header: 851,
            footer: twips(footer),
            gutter: 0,
        }
    }
}

/// Starts the numbers at 1 on a right-hand page, as after a table of contents.
pub(crate) fn restarted(mut section: SectionProperty) -> SectionProperty {
    section.section_type = Some(SectionType::OddPage);
    section.page_num_type = Some(PageNumType::new().start(1));
    section
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
