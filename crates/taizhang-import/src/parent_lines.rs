//! Lines of a budget document that sum those below or above them. Lists of indicators show their tree: 2026-1 with
//! 300 over 2026-101 with 100 and 2026-102 with 200, each with a number of its own, so that none of them is left
//! out. Both may be lines of the unit, so that such a row is asked about.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::{BudgetChange, Command, LineChoice};

use crate::draft::{Draft, Drafts};
use crate::question::Question;

/// What one document gives to one line.
struct Given<'d> {
    /// Its place among the drafts.
    place: usize,
    row: u32,
    amount: Money,
    line: &'d LineChoice,
}

/// What lines that are summed have in common: table, column, day, document, and the kind of change.
type Document = (usize, Option<usize>, Date, String, u8);

/// Asks about the lines whose amount is the sum of their parts, which stand directly below or above.
pub(crate) fn ask(drafts: &mut Drafts) {
    let mut documents: BTreeMap<Document, Vec<Given<'_>>> = BTreeMap::new();
    for (place, draft) in drafts.drafts.iter().enumerate() {
        if let Some((document, given)) = given(place, draft) {
            documents.entry(document).or_default().push(given);
        }
    }
    let mut found: Vec<(usize, Question)> = Vec::new();
    for lines in documents.values() {
        for (at, line) in lines.iter().enumerate() {
            let below = lines.get(at.saturating_add(1)..).unwrap_or_default();
            let above = lines.get(..at).unwrap_or_default();
            let sums = line.sums(below.iter()).or_else(|| line.sums(above.iter().rev()));
            found.extend(sums.map(|question| (line.place, question)));
        }
    }
    for (place, question) in found {
        if let Some(draft) = drafts.drafts.get_mut(place) {
            draft.question.get_or_insert(question);
        }
    }
}

fn given(place: usize, draft: &Draft) -> Option<(Document, Given<'_>)> {
    let Command::ChangeBudget { change, line, amount, document, .. } = &draft.command else {
        return None;
    };
    let kind = match change {
        BudgetChange::Original => 0,
        BudgetChange::Supplement => 1,
        BudgetChange::Reduction => 2,
        BudgetChange::CarryOverIn(_) => 3,
        BudgetChange::Freeze | BudgetChange::Release | BudgetChange::Withdraw => return None,
    };
    let document = (draft.row.source, draft.row.part, draft.on, document.number.to_string(), kind);
    Some((document, Given { place, row: draft.row.row, amount: *amount, line }))
}

impl Given<'_> {
    /// Tells whether its amount is the sum of the lines, one after the other, that are parts of it.
    fn sums<'g>(&self, lines: impl Iterator<Item = &'g Given<'g>>) -> Option<Question> {
        let parts: Vec<&Given<'_>> =
            lines.take_while(|line| is_part(line.line, self.line)).collect();
        let (one, other) = (parts.first()?.row, parts.last()?.row);
        let is_sum = parts.len() > 1
            && Money::sum(parts.iter().map(|part| part.amount)).is_ok_and(|sum| sum == self.amount);
        is_sum.then_some(Question::Sums { first: one.min(other), last: one.max(other) })
    }
}

/// Tells whether a line is a part of another by its number, or by a code of a lower level.
fn is_part(line: &LineChoice, of: &LineChoice) -> bool {
    let is_below = |code: &str, of: &str| code.len() > of.len() && code.starts_with(of);
    let by_code = match (line, of) {
        (LineChoice::New(line), LineChoice::New(of)) => {
            let (economic, function) = (&line.economic, &line.function);
            line.category == of.category
                && (function == &of.function && is_below(economic.as_str(), of.economic.as_str())
                    || economic == &of.economic
                        && is_below(function.as_str(), of.function.as_str()))
        }
        _ => false,
    };
    by_code || is_below(line.id().as_str(), of.id().as_str())
}
