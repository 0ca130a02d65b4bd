//! A sheet that sums the others of its workbook (汇总 beside 1月 to 12月) would count their money twice.

use taizhang_core::{FiscalYear, Money};

use crate::draft::Source;
use crate::table::{Aside, is_space};

/// What the name of a sheet says that sums others.
const TOTALS: [&str; 7] = ["汇总", "合计", "总计", "总表", "累计", "全年", "年度总"];

/// How many sheets there must be for one to be suspected by its sum alone: two months may well be equal.
const ENOUGH: usize = 3;

/// A sheet that sums the others, or seems to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeSheet {
    /// What its rows sum to.
    pub stated: Money,
    /// What the rows of the others sum to.
    pub others: Money,
    /// Whether its name says so, too.
    pub is_named: bool,
}

impl WholeSheet {
    /// Tells whether nobody has to be asked: its name and its sum say the same.
    pub fn is_certain(self) -> bool {
        self.is_named && self.stated == self.others
    }
}

/// Finds the sheet of one file that sums the others: it is left out where its name and its sum say so,
/// and is marked for a person to decide where one of them does.
pub fn divide(sources: &mut [Source], year: FiscalYear) {
    let has_money = |source: &Source| !source.mapping.kind.money_fields().is_empty();
    let is_table = |source: &Source| source.table.sheet.is_some() && !source.table.hidden.sheet;
    let places: Vec<usize> = (0..sources.len())
        .filter(|at| sources.get(*at).is_some_and(|source| has_money(source) && is_table(source)))
        .collect();
    // One sheet sums no others, and its rows need not be read for that.
    if places.len() < 2 {
        return;
    }
    let sums: Vec<Option<Money>> =
        places.iter().map(|at| sources.get(*at).and_then(|source| sum(source, year))).collect();
    let named: Vec<bool> = places.iter().map(|at| sources.get(*at).is_some_and(is_named)).collect();
    // Where every name says so, none does.
    let has_parts = named.iter().any(|is_named| !is_named);
    for (place, at) in places.iter().enumerate() {
        let is_named = has_parts && named.get(place).copied().unwrap_or_default();
        let is_other = |other: &usize| {
            *other != place && !(has_parts && named.get(*other).copied().unwrap_or_default())
        };
        let others: Vec<usize> = (0..places.len()).filter(is_other).collect();
        let Some(stated) = sums.get(place).copied().flatten().filter(|sum| !sum.is_zero()) else {
            continue;
        };
        let of_others = others.iter().map(|other| sums.get(*other).copied().flatten());
        let of_others: Option<Vec<Money>> = of_others.collect();
        let Some(of_others) = of_others.and_then(|sums| Money::sum(sums).ok()) else { continue };
        let is_suspect = is_named || (places.len() >= ENOUGH && stated == of_others);
        if let Some(source) = sources.get_mut(*at).filter(|_| is_suspect && !others.is_empty()) {
            mark(source, WholeSheet { stated, others: of_others, is_named });
        }
    }
}

fn mark(source: &mut Source, whole: WholeSheet) {
    source.table.whole = Some(whole);
    if whole.is_certain() {
        let reasons = vec![Some(Aside::Whole); source.table.rows.len()];
        source.table.set_rows_aside(reasons);
    }
}

fn sum(source: &Source, year: FiscalYear) -> Option<Money> {
    let amounts = source.table.rows.iter().map(|row| source.row_amount(row, None, year));
    amounts.collect::<Option<Vec<Money>>>().and_then(|amounts| Money::sum(amounts).ok())
}

fn is_named(source: &Source) -> bool {
    let name = source.table.sheet.as_deref().unwrap_or_default();
    let name: String = name.chars().filter(|c| !is_space(*c)).collect();
    TOTALS.iter().any(|word| name.contains(word)) || name == "总"
}
