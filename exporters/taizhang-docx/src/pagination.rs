//! Where on which page the next piece will probably fall.
//!
//! The grid of GB/T 9704 makes this a good estimate: it decides whether the report is long enough
//! for a table of contents and gives that table its page numbers until Word computes them.

use taizhang_export::report::Orientation;

use crate::page::Sheet;

/// A position in the text flow.
#[derive(Clone, Debug)]
pub(crate) struct Pen {
    sheet: Sheet,
    page: u32,
    used: u32,
    orientation: Orientation,
}

impl Pen {
    /// Starts at the top of page 1.
    pub(crate) const fn new(sheet: Sheet) -> Self {
        Self { sheet, page: 1, used: 0, orientation: Orientation::Portrait }
    }

    /// Returns the number of the page in hand.
    pub(crate) const fn page(&self) -> u32 {
        self.page
    }

    /// Returns how much of the page in hand is used.
    pub(crate) const fn used(&self) -> u32 {
        self.used
    }

    /// Starts a new page.
    pub(crate) fn turn(&mut self, orientation: Orientation) {
        self.page += 1;
        self.used = 0;
        self.orientation = orientation;
    }

    /// Sets `count` lines of text; a line that does not fit starts a new page.
    pub(crate) fn lines(&mut self, count: u32, pitch: u32) {
        for _ in 0..count {
            self.block(pitch);
        }
    }

    /// Sets something that is never split.
    pub(crate) fn block(&mut self, height: u32) {
        self.keep(height);
        self.used = self.used.saturating_add(height);
    }

    /// Starts a new page unless `height` still fits; tells whether it did so.
    pub(crate) fn keep(&mut self, height: u32) -> bool {
        let full = self.used > 0 && self.used.saturating_add(height) > self.height();
        if full {
            self.turn(self.orientation);
        }
        full
    }

    /// Keeps `height` on one page with what stands on it below `above`, if anything; tells whether
    /// that moves to a new page.
    pub(crate) fn keep_from(&mut self, above: Option<u32>, height: u32) -> bool {
        let kept = above.map_or(0, |above| self.used.saturating_sub(above));
        let full = self.keep(height);
        if full {
            self.block(kept);
        }
        full
    }

    const fn height(&self) -> u32 {
        self.sheet.text_height(self.orientation)
    }
}
