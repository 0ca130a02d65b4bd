//! The namespaces of what is written. Those of documents and tables are named by their usual prefixes
//! wherever a document can be read.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::edit::Tag;

/// The usual prefixes, and what they stand for.
const SPACES: [(&str, &str); 4] = [
    ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
    ("style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"),
    ("fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
];

/// Which of the prefixes a document declares at its root.
pub(super) struct Spaces(BTreeSet<&'static str>);

impl Spaces {
    /// Looks at the root.
    pub(super) fn of(root: &Tag<'_>) -> Self {
        let is_declared = |(prefix, space): &&(&str, &str)| {
            root.attribute(&format!("xmlns:{prefix}")).is_some_and(|stated| stated == *space)
        };
        Self(SPACES.iter().filter(is_declared).map(|(prefix, _)| *prefix).collect())
    }

    /// Returns the declarations that an element with names of these prefixes needs, each behind a space.
    pub(super) fn needed(&self, prefixes: &[&str]) -> String {
        let mut out = String::new();
        for (prefix, space) in SPACES {
            if prefixes.contains(&prefix) && !self.0.contains(prefix) {
                let _ = write!(out, " xmlns:{prefix}=\"{space}\"");
            }
        }
        out
    }
}
