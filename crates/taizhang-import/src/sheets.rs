//! A sheet that sums others of its workbook (汇总 beside 1月 to 12月, 一季度 beside 1月 to 3月) would count
//! their money twice.

use std::collections::BTreeSet;

use taizhang_core::{FiscalYear, Money};

use crate::draft::Source;
use crate::periods::months_of;
use crate::table::{Aside, without_spaces};

/// What the name of a sheet says that sums others.
const TOTALS: [&str; 7] = ["汇总", "合计", "总计", "总表", "累计", "全年", "年度总"];

/// How many sheets there must be for one to be suspected by its sum alone: two months may well be equal.
const ENOUGH: usize = 3;

/// A sheet that sums others, or seems to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WholeSheet {
    /// What its rows sum to.
    pub stated: Money,
    /// What the rows of the others sum to.
    pub others: Money,
    /// The names of the others, where they are the parts of its months; none where it sums all others.
    pub parts: Vec<String>,
    /// Whether its name says so, too.
    pub is_named: bool,
}

impl WholeSheet {
    /// Tells whether nobody has to be asked: its name and its sum say the same.
    pub fn is_certain(&self) -> bool {
        self.is_named && self.stated == self.others
    }
}

/// A sheet of a file that may sum others, or be summed.
struct Sheet {
    /// Its place among the sources.
    at: usize,
    /// What its rows sum to, where all can be read.
    sum: Option<Money>,
    /// The months that its name stands for.
    months: BTreeSet<i8>,
    /// Whether its name says that it sums others.
    is_named: bool,
}

/// Finds the sheets of one file that sum others: such a sheet is left out where its name and its sum say
/// so, and is marked for a person to decide where one of them does.
pub fn divide(sources: &mut [Source], year: FiscalYear) {
    let is_table = |source: &Source| {
        let has_money = !source.mapping.kind.money_fields().is_empty();
        has_money && source.table.sheet.is_some() && !source.table.hidden.sheet
    };
    let tables = sources.iter().enumerate().filter(|(_, source)| is_table(source));
    let places: Vec<usize> = tables.map(|(at, _)| at).collect();
    // One sheet sums no others, and its rows need not be read for that.
    if places.len() < 2 {
        return;
    }
    let sheet = |at: usize| {
        let source = sources.get(at)?;
        let months = months_of(source.table.sheet.as_deref().unwrap_or_default());
        Some(Sheet { at, sum: sum(source, year), months, is_named: is_named(source) })
    };
    let mut sheets: Vec<Sheet> = places.into_iter().filter_map(sheet).collect();
    // Quarters and halves first: what they sum must not be summed again for the year.
    let wholes: Vec<(usize, WholeSheet)> =
        sheets.iter().filter_map(|sheet| of_months(sheet, &sheets, sources)).collect();
    sheets.retain(|sheet| !wholes.iter().any(|(at, _)| *at == sheet.at));
    let named = of_all(&sheets);
    for (at, whole) in wholes.into_iter().chain(named) {
        if let Some(source) = sources.get_mut(at) {
            mark(source, whole);
        }
    }
}

/// Finds what a sheet of several months sums: the sheets of parts of them, without those that are sums of
/// others themselves.
fn of_months(sheet: &Sheet, all: &[Sheet], sources: &[Source]) -> Option<(usize, WholeSheet)> {
    let holds = |whole: &Sheet, part: &Sheet| {
        !part.months.is_empty()
            && part.months.len() < whole.months.len()
            && part.months.is_subset(&whole.months)
    };
    let is_part = |part: &&Sheet| holds(sheet, part) && !all.iter().any(|other| holds(part, other));
    let parts: Vec<&Sheet> = all.iter().filter(is_part).collect();
    let stated = sheet.sum.filter(|sum| !sum.is_zero() && !parts.is_empty())?;
    let others = parts.iter().map(|part| part.sum).collect::<Option<Vec<Money>>>()?;
    let others = Money::sum(others).ok()?;
    let name = |part: &&Sheet| sources.get(part.at)?.table.sheet.clone();
    let parts = parts.iter().filter_map(name).collect();
    Some((sheet.at, WholeSheet { stated, others, parts, is_named: true }))
}

/// Finds the sheets that sum all others by their name, or by their sum where there are enough.
fn of_all(sheets: &[Sheet]) -> Vec<(usize, WholeSheet)> {
    // Where every name says so, none does.
    let has_parts = sheets.iter().any(|sheet| !sheet.is_named);
    let is_named = |sheet: &Sheet| has_parts && sheet.is_named;
    let whole = |sheet: &Sheet| {
        let others = sheets.iter().filter(|other| other.at != sheet.at && !is_named(other));
        let others = others.map(|other| other.sum).collect::<Option<Vec<Money>>>()?;
        let stated = sheet.sum.filter(|sum| !sum.is_zero() && !others.is_empty())?;
        let others = Money::sum(others).ok()?;
        let is_named = is_named(sheet);
        let is_suspect = is_named || (sheets.len() >= ENOUGH && stated == others);
        let whole = WholeSheet { stated, others, parts: Vec::new(), is_named };
        is_suspect.then_some((sheet.at, whole))
    };
    sheets.iter().filter_map(whole).collect()
}

fn mark(source: &mut Source, whole: WholeSheet) {
    let is_certain = whole.is_certain();
    source.table.whole = Some(whole);
    if is_certain {
        let reasons = vec![Some(Aside::Whole); source.table.rows.len()];
        source.table.set_rows_aside(reasons);
    }
}

fn sum(source: &Source, year: FiscalYear) -> Option<Money> {
    let amounts = source.table.rows.iter().map(|row| source.row_amount(row, None, year));
    amounts.collect::<Option<Vec<Money>>>().and_then(|amounts| Money::sum(amounts).ok())
}

fn is_named(source: &Source) -> bool {
    is_called_whole(source.table.sheet.as_deref().unwrap_or_default())
}

/// Tells whether the name of a sheet says that it sums others.
pub(crate) fn is_called_whole(name: &str) -> bool {
    let name = without_spaces(name);
    TOTALS.iter().any(|word| name.contains(word)) || name == "总"
}
