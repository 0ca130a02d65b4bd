//! Virements that a document writes as rows with opposite signs: what a line gives is below zero, what a
//! line takes above. Rows of one document and day are one virement, which sums to zero.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::book::{Command, LineChoice};
use taizhang_core::ids::LineId;
use taizhang_core::{Money, SourceDocument};

use crate::draft::{Draft, Drafts, RefusedRow, RowRef};
use crate::fault::{Fault, Reason};
use crate::question::Question;
use crate::table::Place;

/// One row of a virement.
pub(super) struct Side {
    /// The row.
    pub(super) row: RowRef,
    /// The place of its amount.
    pub(super) place: Place,
    /// The line that gives or takes.
    pub(super) line: LineChoice,
    /// What it takes; below zero what it gives.
    pub(super) amount: Money,
    /// What for.
    pub(super) memo: String,
    /// What the row says of itself for which a person must say whether it is new.
    pub(super) question: Option<Question>,
}

/// Sides by document and day.
#[derive(Default)]
pub(super) struct Virements(BTreeMap<(Date, String), (SourceDocument, Vec<Side>)>);

/// What one line gives or takes in all.
struct Share<'s> {
    line: &'s LineChoice,
    amount: Money,
    rows: Vec<RowRef>,
}

impl Virements {
    /// Keeps a side until all of its document are known.
    pub(super) fn add(&mut self, on: Date, document: SourceDocument, side: Side) {
        let key = (on, document.number.to_string());
        self.0.entry(key).or_insert_with(|| (document, Vec::new())).1.push(side);
    }

    /// Makes virements of what was kept; one line gives or one line takes, else nobody can tell what
    /// went where.
    pub(super) fn conclude(self, drafts: &mut Drafts) {
        for ((on, _), (document, sides)) in self.0 {
            let question = sides.iter().find_map(|side| side.question);
            match moves(&sides) {
                Ok(moves) => drafts.drafts.extend(moves.into_iter().map(|moved| {
                    let Move { from, to, amount, row, others, memo } = moved;
                    let document = document.clone();
                    let command = Command::MoveBudget { from, to, amount, document, memo };
                    // The rows of a virement come to nothing, as in the sum of their file.
                    let amount = Money::ZERO;
                    Draft { others, question, ..Draft::of_row(row, on, command, amount) }
                })),
                Err(reason) => refuse(&sides, &reason, drafts),
            }
        }
    }
}

/// What goes from one line to another.
struct Move {
    from: LineId,
    to: LineChoice,
    amount: Money,
    row: RowRef,
    others: Vec<RowRef>,
    memo: String,
}

fn moves(sides: &[Side]) -> Result<Vec<Move>, Reason> {
    let sum = Money::sum(sides.iter().map(|side| side.amount)).map_err(Reason::Money)?;
    if !sum.is_zero() {
        return Err(Reason::VirementSum { rows: sides.len(), sum });
    }
    let giving = shares(sides.iter().filter(|side| side.amount.is_negative()))?;
    let taking = shares(sides.iter().filter(|side| !side.amount.is_negative()))?;
    let memo = sides.iter().map(|side| &side.memo).find(|memo| !memo.is_empty());
    let memo = memo.cloned().unwrap_or_default();
    let one = |from: &Share<'_>, to: &Share<'_>, amount: Money, rows: Vec<RowRef>| {
        let mut rows = rows;
        rows.sort_unstable();
        let row = rows.first().copied()?;
        let (from, to) = (from.line.id().clone(), to.line.clone());
        Some(Move { from, to, amount, row, others: rows.split_off(1), memo: memo.clone() })
    };
    let found: Option<Vec<Move>> = match (giving.as_slice(), taking.as_slice()) {
        ([from], [to]) => {
            let rows = from.rows.iter().chain(&to.rows).copied().collect();
            Some(one(from, to, to.amount, rows).into_iter().collect())
        }
        ([from], several) => Some(
            several.iter().filter_map(|to| one(from, to, to.amount, to.rows.clone())).collect(),
        ),
        (several, [to]) => {
            let from = several.iter();
            let moved = |from: &Share<'_>| one(from, to, from.amount.negated(), from.rows.clone());
            Some(from.filter_map(moved).collect())
        }
        _ => None,
    };
    found.ok_or(Reason::VirementSides { giving: giving.len(), taking: taking.len() })
}

/// Sums by line what is given or taken.
fn shares<'s>(sides: impl Iterator<Item = &'s Side>) -> Result<Vec<Share<'s>>, Reason> {
    let mut shares: Vec<Share<'s>> = Vec::new();
    for Side { row, line, amount, .. } in sides {
        match shares.iter_mut().find(|share| share.line.id() == line.id()) {
            Some(share) => {
                share.amount = share.amount.checked_add(*amount).map_err(Reason::Money)?;
                share.rows.push(*row);
            }
            None => shares.push(Share { line, amount: *amount, rows: vec![*row] }),
        }
    }
    Ok(shares)
}

/// Refuses all rows of a document; the first of them says why.
fn refuse(sides: &[Side], reason: &Reason, drafts: &mut Drafts) {
    for (at, Side { row, place, amount, .. }) in sides.iter().enumerate() {
        let value = amount.to_string();
        let fault = || Fault { place: place.clone(), value, reason: reason.clone() };
        let faults = (at == 0).then(fault).into_iter().collect();
        drafts.refused.push(RefusedRow { row: *row, amount: Some(*amount), faults });
    }
}
