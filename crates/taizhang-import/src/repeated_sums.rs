//! Payments whose amount is the sum of the payments above them. A pivot table that repeats its labels, or a list of
//! vouchers, gives the row of a sum the day, the number and the payee of its rows, and often no word for it.
//!
//! Sums coincide, so that such a row is asked about and never left out.

use taizhang_core::Money;
use taizhang_core::book::{Command, Payment};

use crate::draft::{Draft, Drafts};
use crate::kind::Kind;
use crate::question::Question;
use crate::read::{labelled, sum_of};

/// What 小计 or 合计 is of, in the memo of a row that sums its voucher.
const OF_SUMS: [&str; 6] = ["凭证", "本凭证", "本张凭证", "分录", "部门", "科目"];

/// Tells whether a memo has no other words than those of a sum.
pub(crate) fn is_sum(memo: &str) -> bool {
    labelled(memo).is_some() || sum_of(memo).is_some_and(|of| OF_SUMS.contains(&of))
}

/// Rows one after the other, and what they come to.
#[derive(Default)]
struct Run {
    rows: Vec<u32>,
    sum: Option<Money>,
}

impl Run {
    fn add(&mut self, draft: &Draft) {
        self.sum = match (self.rows.as_slice(), self.sum) {
            ([], _) => Some(draft.amount),
            (_, sum) => sum.and_then(|sum| Money::sum([sum, draft.amount]).ok()),
        };
        self.rows.push(draft.row.row);
    }

    /// Tells which rows an amount sums, if it does: two at least.
    fn summed_by(&self, amount: Money) -> Option<Question> {
        let [first, .., last] = self.rows.as_slice() else { return None };
        (self.sum == Some(amount)).then_some(Question::Sums { first: *first, last: *last })
    }
}

/// Asks about the payments of a table that state the sum of those directly above of the same day, number and
/// payee; or that of all above since the last such sum, if they alone have no number.
pub(crate) fn ask(index: usize, kind: Kind, drafts: &mut Drafts) {
    if kind != Kind::Payments {
        return;
    }
    let mut alike = Run::default();
    let mut numbered = Run::default();
    let mut last = None;
    for draft in drafts.drafts.iter_mut().filter(|draft| draft.row.source == index) {
        // Several columns of amounts are payments of their own.
        if draft.row.part.is_some() {
            return;
        }
        let Command::Disburse(Payment { voucher, payee, .. }) = &draft.command else { continue };
        let has_number = !voucher.is_empty();
        let key = Some((draft.on, voucher.clone(), payee.clone()));
        if key != last {
            alike = Run::default();
            last = key;
        }
        let sums = if has_number {
            alike.summed_by(draft.amount)
        } else {
            numbered.summed_by(draft.amount)
        };
        if let Some(question) = sums {
            draft.question.get_or_insert(question);
            alike = Run::default();
            numbered = Run::default();
            continue;
        }
        if has_number {
            alike.add(draft);
            numbered.add(draft);
        } else {
            numbered = Run::default();
        }
    }
}
