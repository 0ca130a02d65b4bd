//! A document with everything that was found in it, ready for the rules.

use taizhang_evaluation::Finding;

use crate::document::Document;
use crate::extract::grid::{Section, sections};
use crate::extract::indicator::{Indicator, indicators};
use crate::extract::outline::{Heading, headings, path};
use crate::extract::passage::{Passage, passages};
use crate::extract::role::year;
use crate::rule::RULES;

/// How many paragraphs are searched for the title and the year.
const HEAD: usize = 6;

/// What the rules look at.
pub(crate) struct Case<'a> {
    pub(crate) document: &'a Document,
    pub(crate) headings: Vec<Heading>,
    pub(crate) passages: Vec<Passage>,
    pub(crate) sections: Vec<Section<'a>>,
    pub(crate) indicators: Vec<Indicator>,
    /// The first paragraphs and the titles of tables.
    pub(crate) head: String,
    /// The year that the report is about.
    pub(crate) year: Option<i32>,
    /// All text, tables included.
    pub(crate) text: String,
}

/// Returns what does not add up in a document, in the order of the rules.
pub fn audit(document: &Document) -> Vec<Finding> {
    let case = Case::new(document);
    let mut findings: Vec<Finding> = Vec::new();
    for finding in RULES.iter().flat_map(|rule| (rule.run)(&case)) {
        let is_known = |known: &Finding| {
            known.code == finding.code
                && known.place == finding.place
                && known.message == finding.message
        };
        if !findings.iter().any(is_known) {
            findings.push(finding);
        }
    }
    findings
}

impl<'a> Case<'a> {
    fn new(document: &'a Document) -> Self {
        let headings = headings(document);
        let passages = passages(document, |paragraph| path(&headings, paragraph));
        let sections = sections(document);
        let indicators = sections.iter().flat_map(indicators).collect();
        let head = head(document);
        let year = year(&head);
        Self {
            document,
            headings,
            passages,
            sections,
            indicators,
            head,
            year,
            text: text(document),
        }
    }

    /// Tells whether the document has one of the words.
    pub(crate) fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.contains(word))
    }
}

fn head(document: &Document) -> String {
    let paragraphs = document.paragraphs().take(HEAD).map(|paragraph| paragraph.text.clone());
    let titles = document.tables().take(2).flat_map(|table| {
        let first = table.rows.iter().take(2).flatten().filter(|cell| !cell.covered);
        std::iter::once(table.title.clone()).chain(first.map(|cell| cell.text.clone()))
    });
    paragraphs.chain(titles).collect::<Vec<_>>().join("\n")
}

fn text(document: &Document) -> String {
    let mut text = String::new();
    for paragraph in document.paragraphs() {
        text.push_str(&paragraph.text);
        text.push('\n');
    }
    for cell in document.tables().flat_map(|table| table.rows.iter().flatten()) {
        if !cell.covered {
            text.push_str(&cell.text);
            text.push('\n');
        }
    }
    text
}
