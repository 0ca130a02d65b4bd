//! Rows one after the other that may be what another row sums.

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use taizhang_core::Money;

use crate::draft::RowRef;
use crate::question::Question;

/// What a line of a list is to the sums in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It pays, and may be a sum itself.
    Paid,
    /// It pays as far as the list goes, and was not made of rows of a file in which sums stand above theirs.
    Made,
    /// It is known to be a sum: what it sums is nothing that others sum.
    Sum,
    /// It takes back what was paid: a sum may be less by it, or not.
    TakenBack,
    /// It was refused: a sum may count it, or not.
    Refused,
}

/// One amount of a list.
#[derive(Debug)]
pub(crate) struct Line<'d> {
    /// Its place.
    pub(crate) row: RowRef,
    pub(crate) standing: Standing,
    /// Its day; none where that cannot be read.
    pub(crate) on: Option<Date>,
    /// Its number, empty without one; none where that cannot be read.
    pub(crate) number: Option<Cow<'d, str>>,
    /// Who was paid; none where that cannot be read.
    pub(crate) payee: Option<Cow<'d, str>>,
    /// What it adds; none where that cannot be read.
    pub(crate) amount: Option<Money>,
}

impl Line<'_> {
    const fn pays(&self) -> bool {
        matches!(self.standing, Standing::Paid | Standing::Made | Standing::Sum)
    }

    fn key(&self) -> Option<Key<'_>> {
        let key = Key { on: self.on?, number: self.number.as_ref()?, payee: self.payee.as_ref()? };
        self.pays().then_some(key)
    }

    /// Tells whether it may be of a day and a payee.
    fn may_be_of(&self, key: Key<'_>) -> bool {
        self.on.is_none_or(|on| on == key.on)
            && self.payee.as_ref().is_none_or(|payee| payee == key.payee)
    }

    fn may_have(&self, number: &str) -> bool {
        self.number.as_ref().is_none_or(|own| own == number)
    }

    fn may_have_number(&self) -> bool {
        self.number.as_ref().is_none_or(|own| !own.is_empty())
    }
}

/// What rows that one row sums have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key<'l> {
    on: Date,
    number: &'l str,
    payee: &'l str,
}

impl Key<'_> {
    /// Tells whether another is of the same day and payee.
    fn agrees(self, other: Key<'_>) -> bool {
        self.on == other.on && self.payee == other.payee
    }
}

/// One row: its amount, or those of its several columns.
pub(super) struct Row<'l> {
    /// Places of its lines.
    pub(super) lines: Range<usize>,
    number: u32,
    source: usize,
    /// None of what does not pay, and where its columns say different things.
    key: Option<Key<'l>>,
    standing: Standing,
    amount: Option<Money>,
}

impl Row<'_> {
    pub(super) fn is_made(&self) -> bool {
        self.standing == Standing::Made
    }
}

/// Joins the lines of the columns of one row.
pub(super) fn rows<'l>(lines: &'l [Line<'_>]) -> Vec<Row<'l>> {
    let mut rows = Vec::with_capacity(lines.len());
    let mut start = 0_usize;
    let is_one = |a: &Line<'_>, b: &Line<'_>| {
        a.row.part.is_some() && (a.row.source, a.row.row) == (b.row.source, b.row.row)
    };
    for of_row in lines.chunk_by(is_one) {
        let end = start.saturating_add(of_row.len());
        let pays = of_row.iter().find(|line| line.pays());
        if let Some(first) = pays.or_else(|| of_row.first()) {
            let of_one = of_row.iter().all(|line| !line.pays() || line.key() == first.key());
            let amount = match of_row {
                [line] => line.amount,
                several => sum(several.iter().map(|line| line.amount)),
            };
            rows.push(Row {
                lines: start..end,
                number: first.row.row,
                source: first.row.source,
                key: first.key().filter(|_| of_one),
                standing: first.standing,
                amount,
            });
        }
        start = end;
    }
    rows
}

fn sum(amounts: impl Iterator<Item = Option<Money>>) -> Option<Money> {
    Money::sum(amounts.collect::<Option<Vec<Money>>>()?).ok()
}

/// What rows come to.
struct Sum {
    /// How many are summed.
    count: usize,
    /// None if one of them cannot be read.
    amount: Option<Money>,
}

impl Sum {
    const NOTHING: Self = Self { count: 0, amount: Some(Money::ZERO) };

    fn add(&mut self, row: &Row<'_>) {
        let both = self.amount.zip(row.amount);
        self.amount = both.and_then(|(sum, amount)| sum.checked_add(amount).ok());
        if row.standing != Standing::TakenBack {
            self.count = self.count.saturating_add(1);
        }
    }
}

/// Rows one after the other, and what they come to.
struct Run {
    /// Their places.
    rows: Vec<usize>,
    /// Those that pay.
    paid: Sum,
    /// All of them.
    all: Sum,
}

impl Run {
    const fn empty() -> Self {
        Self { rows: Vec::new(), paid: Sum::NOTHING, all: Sum::NOTHING }
    }

    fn clear(&mut self) {
        self.rows.clear();
        (self.paid, self.all) = (Sum::NOTHING, Sum::NOTHING);
    }

    fn add(&mut self, at: usize, row: &Row<'_>) {
        self.rows.push(at);
        self.all.add(row);
        if row.key.is_some() {
            self.paid.add(row);
        }
    }
}

/// What one pass over the rows of a list, down or up, keeps of them.
pub(super) struct Pass<'l> {
    lines: &'l [Line<'l>],
    rows: &'l [Row<'l>],
    /// The last row that pays.
    last: Option<&'l Row<'l>>,
    /// Rows of the day, the number and the payee of the last one.
    alike: Run,
    /// Rows without a number, of the day and the payee of the last one.
    bare: Run,
    /// Rows with a number since the last sum.
    numbered: Run,
    /// Rows with a number since the last payment without one.
    whole: Run,
    /// Rows since the last one that pays which do not.
    beside: Vec<usize>,
}

impl<'l> Pass<'l> {
    pub(super) const fn over(lines: &'l [Line<'l>], rows: &'l [Row<'l>]) -> Self {
        Self {
            lines,
            rows,
            last: None,
            alike: Run::empty(),
            bare: Run::empty(),
            numbered: Run::empty(),
            whole: Run::empty(),
            beside: Vec::new(),
        }
    }

    /// Goes on to a row, and tells which rows it sums, if it does. A row that is known to be a sum ends what may
    /// be summed as one that is found here.
    pub(super) fn step(&mut self, at: usize, is_sum: bool) -> Option<Question> {
        let row = self.rows.get(at)?;
        if self.last.is_some_and(|last| last.source != row.source) {
            *self = Self::over(self.lines, self.rows);
        }
        let Some(key) = row.key else {
            if matches!(row.standing, Standing::TakenBack | Standing::Refused) {
                self.beside.push(at);
            } else {
                *self = Self::over(self.lines, self.rows);
            }
            return None;
        };
        let has_number = !key.number.is_empty();
        let last = self.last.replace(row).and_then(|last| last.key);
        if last != Some(key) {
            self.alike.clear();
        }
        if !last.is_some_and(|last| last.agrees(key)) {
            self.bare.clear();
        }
        self.add_beside(key);
        let runs =
            if has_number { [&self.alike, &self.bare] } else { [&self.numbered, &self.whole] };
        let found = runs.into_iter().find_map(|run| self.summed(run, row));
        if is_sum || found.is_some() || row.standing == Standing::Sum {
            for run in [&mut self.alike, &mut self.bare, &mut self.numbered] {
                run.clear();
            }
        } else if has_number {
            for run in [&mut self.alike, &mut self.numbered, &mut self.whole] {
                run.add(at, row);
            }
            self.bare.clear();
        } else {
            self.bare.add(at, row);
            for run in [&mut self.alike, &mut self.numbered, &mut self.whole] {
                run.clear();
            }
        }
        found
    }

    /// Adds what stands before a row and does not pay to what the row may sum.
    fn add_beside(&mut self, key: Key<'_>) {
        for at in std::mem::take(&mut self.beside) {
            let Some(row) = self.rows.get(at) else { continue };
            let Some(line) = self.lines.get(row.lines.start) else { continue };
            if line.may_be_of(key) && !key.number.is_empty() && line.may_have(key.number) {
                self.alike.add(at, row);
            }
            if line.may_be_of(key) && line.may_have("") {
                self.bare.add(at, row);
            }
            if line.may_have_number() {
                self.numbered.add(at, row);
                self.whole.add(at, row);
            }
        }
    }

    /// Tells which rows of a run a row sums, if it does: two at least, in each of several columns.
    fn summed(&self, run: &Run, row: &Row<'_>) -> Option<Question> {
        let of = [(&run.paid, false), (&run.all, true)];
        let mut of = of.into_iter().filter(|(sum, is_all)| {
            sum.count > 1
                && row.amount.is_some()
                && sum.amount == row.amount
                && self.are_columns_summed(run, row, *is_all)
        });
        of.next()?;
        let numbers = || run.rows.iter().filter_map(|at| Some(self.rows.get(*at)?.number));
        Some(Question::Sums { first: numbers().min()?, last: numbers().max()? })
    }

    /// Tells whether each column of amounts states what it comes to, where there are several.
    fn are_columns_summed(&self, run: &Run, row: &Row<'_>, is_all: bool) -> bool {
        let lines = |row: &Row<'_>| self.lines.get(row.lines.clone()).unwrap_or_default();
        let in_part = |row: &Row<'_>, part: usize| {
            let of_part = lines(row).iter().filter(|line| line.row.part == Some(part));
            sum(of_part.map(|line| line.amount))
        };
        let rows = || run.rows.iter().filter_map(|at| self.rows.get(*at));
        let rows = || rows().filter(|row| is_all || row.key.is_some());
        lines(row).iter().filter_map(|line| line.row.part).all(|part| {
            let stated = in_part(row, part);
            stated.is_some() && sum(rows().map(|row| in_part(row, part))) == stated
        })
    }
}
