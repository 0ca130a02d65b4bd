//! Returns and reversals among the payments of one import, day by day. On one day what takes back comes
//! after the payments that it takes back and before the payments that need the money again, whatever
//! the order of the file.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::book::Command;
use taizhang_core::ids::Sequence;
use taizhang_import::draft::{Draft, RowRef};
use taizhang_import::key;
use taizhang_import::take_back::{TakeBack, TakeBackKind};

use super::copies::{self, Copies};
use super::doubt::Doubt;
use super::preview::{Accept, Judged, Verdict};
use super::reentry::Reentry;
use super::take_back::{self, Found, Recognised, Takeable};
use super::taken_back::TakenBack;
use super::undone::Undone;
use crate::LoggedEvent;
use crate::record::Judge;

/// What is left to be settled of an import.
pub(super) struct Settling<'a> {
    accept: &'a Accept,
    takeable: Takeable,
    /// By date, kind, and place in the files; the next comes last.
    left: Vec<TakeBack>,
    /// What stands in the ledger of the same rows of the same files.
    reentry: Reentry,
    /// What rows were found to be.
    known: BTreeSet<Sequence>,
    /// Rows that rows take back.
    targets: BTreeSet<RowRef>,
    /// Rows that say the same as an earlier one, with it.
    repeated: BTreeMap<RowRef, RowRef>,
    /// Days on which something is taken back, with what is.
    days: BTreeMap<Date, TakenBack>,
    /// Refused payments of the present day, which may need money that comes back on it: their place
    /// among the judged rows, and what they ask.
    waiting: Vec<(usize, RowRef, Command)>,
    /// The present day.
    today: Option<Date>,
}

impl<'a> Settling<'a> {
    pub(super) fn of(
        events: &[LoggedEvent],
        undone: &Undone,
        mut left: Vec<TakeBack>,
        accept: &'a Accept,
        copies: &Copies,
        reentry: &Reentry,
    ) -> Self {
        // Nothing is collected for a list that takes nothing back.
        let takeable =
            if left.is_empty() { Takeable::default() } else { Takeable::of(events, undone) };
        // What cancels goes before what comes back: a payment with returns cannot be cancelled.
        left.sort_by_key(|row| (row.on, Reverse(row.kind), row.row));
        left.reverse();
        let row = |row: &TakeBack| {
            row.target_row.map(|target| RowRef { source: row.row.source, row: target, part: None })
        };
        let targets = left.iter().filter_map(row).collect();
        let mut days: BTreeMap<Date, TakenBack> = BTreeMap::new();
        for row in &left {
            days.entry(row.on).or_default().add(row);
        }
        let repeated = copies::repeated_take_backs(copies, &left);
        number_returns(&mut left);
        Self {
            accept,
            takeable,
            reentry: reentry.of_rows(left.iter().map(|row| row.row)),
            known: BTreeSet::new(),
            left,
            targets,
            repeated,
            days,
            waiting: Vec::new(),
            today: None,
        }
    }

    /// Ranks a payment among those of its day: first what a reversal of the day cancels, then what
    /// money comes back of, then all others.
    pub(super) fn rank(&self, draft: &Draft) -> u8 {
        let Command::Disburse(payment) = &draft.command else { return 2 };
        let Some(day) = self.days.get(&draft.on) else { return 2 };
        match day.takes_back(draft.row, payment) {
            Some(TakeBackKind::Reversal | TakeBackKind::ReversalOfReturn) => 0,
            Some(TakeBackKind::Return) => 1,
            None => 2,
        }
    }

    /// Keeps that a row is an event of the ledger.
    pub(super) fn knows(&mut self, row: RowRef, sequence: Sequence) {
        if self.targets.contains(&row)
            && let Some(recorded) = self.takeable.at(sequence).cloned()
        {
            self.takeable.add_row(row, recorded, false);
        }
    }

    /// Decides what a row asks; `place` is its own among the judged rows.
    pub(super) fn decide(
        &mut self,
        row: RowRef,
        on: Date,
        command: Command,
        place: usize,
        judge: &mut Judge<'_>,
    ) -> Verdict {
        let retry = self.days.contains_key(&on).then(|| command.clone());
        match judge.decide(on, command) {
            Ok(()) => {
                self.entered(row, judge);
                Verdict::New
            }
            Err(refusal) => {
                self.waiting.extend(retry.map(|command| (place, row, command)));
                Verdict::Refused(Box::new(refusal))
            }
        }
    }

    fn entered(&mut self, row: RowRef, judge: &Judge<'_>) {
        if let Some(recorded) = judge.events.last().filter(|_| !self.days.is_empty()) {
            self.takeable.add_row(row, recorded.clone(), true);
        }
    }

    /// Settles everything of the days before a day.
    pub(super) fn settle_before(
        &mut self,
        day: Date,
        judge: &mut Judge<'_>,
        rows: &mut Vec<Judged>,
    ) {
        while let Some(next) = self.left.last().map(|row| row.on).filter(|on| *on < day) {
            self.settle(next, judge, rows);
        }
        if self.today.replace(day) != Some(day) {
            self.waiting.retain(|(place, ..)| rows.get(*place).is_some_and(|row| row.on == day));
        }
    }

    /// Settles what is left.
    pub(super) fn settle_all(&mut self, judge: &mut Judge<'_>, rows: &mut Vec<Judged>) {
        while let Some(next) = self.left.last().map(|row| row.on) {
            self.settle(next, judge, rows);
        }
    }

    /// Settles one day: what can be taken back is, then what had no money is tried again, until
    /// nothing more goes.
    fn settle(&mut self, day: Date, judge: &mut Judge<'_>, rows: &mut Vec<Judged>) {
        let start = self.left.partition_point(|row| row.on > day);
        let mut pending: Vec<TakeBack> = self.left.drain(start..).rev().collect();
        loop {
            let before = judge.events.len();
            let mut open = Vec::new();
            for row in pending {
                let event = judge.events.len();
                match self.take_back(&row, judge) {
                    verdict if verdict.is_refused() => open.push((row, verdict)),
                    verdict => {
                        let event = (verdict == Verdict::New).then_some(event);
                        rows.push(Judged { event, ..judged(&row, verdict) });
                    }
                }
            }
            for (place, row, command) in std::mem::take(&mut self.waiting) {
                let on = rows.get(place).map(|row| row.on).filter(|on| *on == day);
                let event = judge.events.len();
                match on.map(|on| judge.decide(on, command.clone())) {
                    Some(Ok(())) => {
                        self.entered(row, judge);
                        if let Some(row) = rows.get_mut(place) {
                            row.verdict = Verdict::New;
                            row.event = Some(event);
                        }
                    }
                    Some(Err(_)) => self.waiting.push((place, row, command)),
                    None => {}
                }
            }
            if judge.events.len() == before || open.is_empty() && self.waiting.is_empty() {
                rows.extend(open.into_iter().map(|(row, verdict)| judged(&row, verdict)));
                return;
            }
            pending = open.into_iter().map(|(row, _)| row).collect();
        }
    }

    fn take_back(&mut self, row: &TakeBack, judge: &mut Judge<'_>) -> Verdict {
        let mut numbered = row.clone();
        if row.target.is_empty() && row.target_row.is_none() {
            numbered.target = self.takeable.number_in(&row.reason).unwrap_or_default().to_owned();
        }
        let row = &numbered;
        match self.takeable.take_known(row, &judge.book) {
            Some(Recognised::Known(sequence)) => {
                self.known.insert(sequence);
                return Verdict::Known(sequence);
            }
            Some(Recognised::Perhaps(doubt)) if !self.accept.takes(row.row) => {
                return Verdict::Doubtful(doubt);
            }
            Some(Recognised::Perhaps(_)) | None => {}
        }
        if let Some(doubt) = self.reentry.taken_back(row.row, |of| self.known.contains(&of))
            && !self.accept.takes(row.row)
        {
            return Verdict::Doubtful(doubt);
        }
        if let Some(earlier) = self.repeated.get(&row.row)
            && !self.accept.takes(row.row)
        {
            return Verdict::Doubtful(Doubt::Repeats(*earlier));
        }
        let target = match self.takeable.find(row, &judge.book) {
            Found::Nothing(unmatched) => return Verdict::Unmatched(unmatched),
            Found::Alike(target) if !self.accept.takes(row.row) => {
                let doubt = match self.takeable.row_of(&target) {
                    Some(of_row) => Doubt::TakesBackNew(of_row),
                    None => Doubt::TakesBack(target.sequence),
                };
                return Verdict::Doubtful(doubt);
            }
            Found::Alike(target) | Found::Target(target) => *target,
        };
        if let Some(question) = row.question.filter(|_| !self.accept.takes(row.row)) {
            return Verdict::Doubtful(Doubt::Asked(question));
        }
        match judge.decide(row.on, take_back::command(row, target)) {
            Ok(()) => {
                self.entered(row.row, judge);
                Verdict::New
            }
            Err(refusal) => Verdict::Refused(Box::new(refusal)),
        }
    }
}

/// Gives returns without a number one of their own, as payments get one; the rows stand from the last to the
/// first.
fn number_returns(rows: &mut [TakeBack]) {
    let mut occurrences: BTreeMap<String, u32> = BTreeMap::new();
    let is_bare = |row: &&mut TakeBack| row.kind == TakeBackKind::Return && row.voucher.is_empty();
    for row in rows.iter_mut().rev().filter(is_bare) {
        let stem = key::number_stem_of_return(row);
        let count = occurrences.entry(stem.clone()).or_default();
        *count = count.saturating_add(1);
        row.voucher = format!("{stem}{count}");
    }
}

/// Returns a row that takes something back, with its verdict.
pub(super) fn judged(row: &TakeBack, verdict: Verdict) -> Judged {
    let (others, identity) = (Vec::new(), take_back::identity(row));
    let (on, amount) = (row.on, row.signed());
    let (row, facts, made, event, beside) = (row.row, None, None, None, None);
    Judged { row, others, on, amount, identity, facts, made, verdict, event, beside }
}
