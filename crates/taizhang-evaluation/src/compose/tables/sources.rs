//! 取数说明: every figure that the report uses and where it comes from.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::figure::{FigureError, FigureKey};

use super::{Draft, Head};
use crate::compose::year::{ReportYear, absent};
use crate::report::{Align, Block, Cell};

/// Figures of detail tables that differ only by month, code, line or project.
const FAMILIES: [&str; 7] = [
    "outturn.month.",
    "outturn.through.",
    "rate.execution.through.",
    "outturn.economic.",
    "outturn.basic.economic.",
    "share.economic.",
    "share.basic.economic.",
];

/// Members from which a family is listed as one.
const MANY: usize = 3;

/// The figures that a report prints.
#[derive(Debug, Default)]
pub(in crate::compose) struct Used {
    /// Those in running text.
    pub(in crate::compose) in_text: BTreeSet<FigureKey>,
    /// Those in tables.
    pub(in crate::compose) in_tables: BTreeSet<FigureKey>,
}

/// Lists the figures `used` in the report, with the number of events behind each.
pub(in crate::compose) fn figure_sources(
    year: &ReportYear<'_>,
    used: &Used,
    event_count: &dyn Fn(&FigureKey) -> u64,
) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("数据", 7, Align::Left),
        Head("数值", 3, Align::Right),
        Head("取数口径", 9, Align::Left),
        Head("事件数", 2, Align::Right),
        Head("取数键", 9, Align::Left),
    ];
    let mut draft = Draft::landscape("报告所用数据及其来源", heads);
    draft.unit = Some(year.unit_line());
    let families = families(used);
    for key in used.in_text.union(&used.in_tables) {
        let family = family(key).and_then(|name| families.get(name).map(|size| (name, *size)));
        let Some((name, size)) = family.filter(|_| !used.in_text.contains(key)) else {
            let figure = year.figures.get(key)?;
            draft.rows.push(vec![
                Cell::text(figure.label),
                year.cell(key.as_str())?,
                Cell::text(figure.formula),
                Cell::text(event_count(key).to_string()),
                Cell::text(key.as_str()),
            ]);
            continue;
        };
        let all = format!("{name}*");
        // The first member speaks for all.
        if draft.rows.iter().flatten().any(|cell| *cell == Cell::text(all.as_str())) {
            continue;
        }
        let figure = year.figures.get(key)?;
        draft.rows.push(vec![
            Cell::text(format!("{}等{size}项", figure.label)),
            Cell::text("见明细表"),
            Cell::text(format!("{}，其余类推", figure.formula)),
            absent(),
            Cell::text(all),
        ]);
    }
    if !families.is_empty() {
        let note = "明细表中同一口径的数据合并列示，逐项的数值和事件数可在台账中按取数键查得。";
        draft.notes.push(note.to_owned());
    }
    Ok(draft.finish())
}

/// Counts the families that are large enough to be listed as one.
fn families(used: &Used) -> BTreeMap<&str, usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for name in used.in_tables.difference(&used.in_text).filter_map(family) {
        let size = sizes.entry(name).or_default();
        *size = size.saturating_add(1);
    }
    sizes.retain(|_, size| *size >= MANY);
    sizes
}

/// Returns the beginning that a key shares with its family.
fn family(key: &FigureKey) -> Option<&str> {
    let key = key.as_str();
    if let Some(name) = FAMILIES.iter().find(|name| key.starts_with(**name)) {
        return Some(name);
    }
    [".line.", ".project."].iter().find_map(|part| {
        let end = key.find(part)?.saturating_add(part.len());
        key.get(..end)
    })
}
