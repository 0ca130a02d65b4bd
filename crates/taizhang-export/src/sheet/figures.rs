//! Where every number comes from (取数说明): the state of the ledger, then all figures.

use super::{Cell, Holds, Sheet, Source};
use crate::{ExportContext, FigureEntry, FigureValue};

/// A fact about the export, under a key that no figure has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Key, like `about.year`.
    pub key: &'static str,
    /// Name.
    pub label: &'static str,
    /// Value.
    pub value: String,
    /// What must be known about it.
    pub remark: &'static str,
}

/// One line of the explanation.
enum FigureRow<'a> {
    Fact(Fact),
    Figure(&'a FigureEntry),
}

/// Returns 取数说明: the state of the ledger, what `more` the exporter has to say about its
/// files, then all figures.
pub fn figures(context: &ExportContext, more: Vec<Fact>) -> Sheet {
    let columns: Vec<Source<FigureRow<'_>>> = vec![
        Source::words("键", key),
        Source::words("名称", label),
        Source::new("数值", Holds::Any, value),
        Source::words("单位", unit),
        Source::words("口径", base),
        Source::words("算法", formula),
        Source::numbers("依据事件数", events),
    ];
    let facts = about(context).into_iter().chain(more).map(FigureRow::Fact);
    Sheet::of("取数说明", columns, facts.chain(context.figures.iter().map(FigureRow::Figure)))
}

/// States whose year this is and which ledger it comes from.
fn about(context: &ExportContext) -> Vec<Fact> {
    let pack = &context.evaluation.pack;
    let verified = if pack.verified { "是" } else { "否" };
    let fact = |key, label, value: String| Fact { key, label, value, remark: "" };
    vec![
        fact("about.unit_code", "预算单位编码", context.unit.code.to_string()),
        fact("about.unit_name", "预算单位", context.unit.name.clone()),
        fact("about.year", "预算年度", context.year.to_string()),
        fact("about.as_of", "截止日期", context.as_of.to_string()),
        fact("about.head.sequence", "台账末条事件序号", context.head.sequence.to_string()),
        fact("about.head.algorithm", "台账摘要算法", context.head.algorithm.clone()),
        fact("about.head.hash", "台账末条事件摘要", context.head.hash.clone()),
        fact("about.pack", "表样", pack.id.clone()),
        fact("about.pack.verified", "表样是否已核对原文", verified.to_owned()),
    ]
}

fn key(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Fact(fact) => Cell::Mark(fact.key),
        FigureRow::Figure(entry) => Cell::text(entry.figure.key.as_str()),
    }
}

fn label(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Fact(fact) => Cell::Mark(fact.label),
        FigureRow::Figure(entry) => Cell::text(&entry.figure.label),
    }
}

fn value(row: &FigureRow<'_>) -> Cell {
    let entry = match row {
        FigureRow::Fact(fact) => return Cell::text(&fact.value),
        FigureRow::Figure(entry) => entry,
    };
    match &entry.figure.value {
        FigureValue::Money(amount) => Cell::Amount(*amount),
        FigureValue::Quantity(quantity) => Cell::plain(quantity.value),
        FigureValue::Ratio(ratio) => Cell::rate(ratio),
    }
}

fn unit(row: &FigureRow<'_>) -> Cell {
    let FigureRow::Figure(entry) = row else {
        return Cell::Blank;
    };
    match &entry.figure.value {
        FigureValue::Money(_) => Cell::AmountUnit,
        FigureValue::Quantity(quantity) => Cell::text(&quantity.unit),
        FigureValue::Ratio(_) => Cell::Mark("%"),
    }
}

/// Names what a rate is a rate of.
fn base(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Figure(entry) => {
            entry.figure.value.ratio().map_or(Cell::Blank, |ratio| Cell::text(ratio.base()))
        }
        FigureRow::Fact(_) => Cell::Blank,
    }
}

fn formula(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Fact(fact) => Cell::Mark(fact.remark),
        FigureRow::Figure(entry) => Cell::text(&entry.figure.formula),
    }
}

fn events(row: &FigureRow<'_>) -> Cell {
    match row {
        FigureRow::Fact(_) => Cell::Blank,
        FigureRow::Figure(entry) => Cell::plain(entry.events),
    }
}
