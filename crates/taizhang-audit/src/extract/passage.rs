//! Running text: paragraphs, and cells that hold sentences.

use crate::document::{Block, Document};

use super::amount::{Amount, amounts};

/// A cell with fewer characters is a value, not a sentence.
const SENTENCE: usize = 18;

/// A piece of running text with its amounts.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// The paragraph's number; none in a table.
    pub(crate) paragraph: Option<usize>,
    pub(crate) place: String,
    pub(crate) text: String,
    pub(crate) amounts: Vec<Amount>,
}

impl Passage {
    /// Returns the amounts of the sentence around `at`, in bytes.
    pub(crate) fn sentence(&self, at: usize) -> impl DoubleEndedIterator<Item = &Amount> {
        let (start, end) = self.sentence_bounds(at);
        self.amounts
            .iter()
            .filter(move |amount| amount.span.start >= start && amount.span.end <= end)
    }

    /// Returns where the sentence around `at` begins and ends.
    pub(crate) fn sentence_bounds(&self, at: usize) -> (usize, usize) {
        let before = self.text.get(..at).unwrap_or_default();
        let after = self.text.get(at..).unwrap_or_default();
        let start = before.rfind(['。', '！', '？', '\n']).unwrap_or_default();
        let end = after.find(['。', '！', '？', '\n']).map_or(self.text.len(), |end| at + end);
        (start, end)
    }
}

/// Returns the passages of a document in order; `under` names the headings above a paragraph.
pub(crate) fn passages(document: &Document, under: impl Fn(usize) -> String) -> Vec<Passage> {
    let mut found = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let above = under(paragraph.number);
                found.push(Passage {
                    paragraph: Some(paragraph.number),
                    place: place(paragraph.number, &above),
                    text: paragraph.text.clone(),
                    amounts: amounts(&paragraph.text),
                });
            }
            Block::Table(table) => {
                for (row, cells) in table.rows.iter().enumerate() {
                    for (column, cell) in cells.iter().enumerate() {
                        if cell.covered || cell.text.chars().count() < SENTENCE {
                            continue;
                        }
                        found.push(Passage {
                            paragraph: None,
                            place: format!("表{}第{}行第{}列", table.number, row + 1, column + 1),
                            text: cell.text.clone(),
                            amounts: amounts(&cell.text),
                        });
                    }
                }
            }
        }
    }
    found
}

/// Names a paragraph's place.
pub(crate) fn place(number: usize, under: &str) -> String {
    if under.is_empty() {
        format!("第{number}段")
    } else {
        format!("第{number}段（{under}）")
    }
}
