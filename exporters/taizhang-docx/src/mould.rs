//! Markup that docx-rs sets once for each kind of element, and text that is poured into it.
//!
//! docx-rs moves some kilobytes by value for each paragraph that it makes. A long report has ten
//! thousand cells, but only some dozen kinds of them: each kind is built and put right once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use docx_rs::BuildXML;

use crate::conformance::{Additions, conform};
use crate::error::DocxError;

/// The markup of an element before and after what varies.
#[derive(Debug)]
pub(crate) struct Mould {
    before: String,
    after: String,
}

impl Mould {
    /// Sets `element`; what varies comes before the last `tail` of its markup.
    pub(crate) fn set(
        element: &impl BuildXML,
        additions: Additions<'_>,
        tail: &str,
    ) -> Result<Self, DocxError> {
        let mut before = String::new();
        conform(element, additions, &mut before)?;
        let at = before.rfind(tail).expect("an element that holds something is closed");
        let after = before.split_off(at);
        Ok(Self { before, after })
    }

    /// Makes a mould of which nothing but what is poured in counts as text: `hole` falls away.
    pub(crate) fn without(mut self, hole: char) -> Self {
        if self.before.ends_with(hole) {
            self.before.pop();
        }
        self
    }

    /// Begins the element.
    pub(crate) fn open(&self, out: &mut String) {
        out.push_str(&self.before);
    }

    /// Ends the element.
    pub(crate) fn close(&self, out: &mut String) {
        out.push_str(&self.after);
    }
}

/// The moulds made so far, by what their elements differ in.
#[derive(Debug)]
pub(crate) struct Moulds<Kind>(BTreeMap<Kind, Mould>);

impl<Kind> Default for Moulds<Kind> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<Kind: Ord> Moulds<Kind> {
    /// Returns the mould of a kind; `set` makes it at first.
    pub(crate) fn of(
        &mut self,
        kind: Kind,
        set: impl FnOnce(&Kind) -> Result<Mould, DocxError>,
    ) -> Result<&Mould, DocxError> {
        match self.0.entry(kind) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => {
                let mould = set(place.key())?;
                Ok(place.insert(mould))
            }
        }
    }
}
