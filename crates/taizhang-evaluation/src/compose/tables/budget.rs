//! Budget and spending.

use taizhang_core::event::ThreePublic;
use taizhang_core::figure::{FigureError, Measure};
use taizhang_core::money::fixed;

use super::{Draft, Head};
use crate::Grounds;
use crate::compose::facts::{change_key, date, documents};
use crate::compose::template::WAN_DIGITS;
use crate::compose::year::{ReportYear, absent};
use crate::report::{Align, Block, Cell, Chart, ChartKind, Series};

/// 预算收支执行总表.
pub(super) fn summary(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("项目", 5, Align::Left),
        Head("年初预算数", 4, Align::Right),
        Head("预算调整数", 4, Align::Right),
        Head("全年预算数", 4, Align::Right),
        Head("全年执行数", 4, Align::Right),
        Head("执行率（÷全年预算）", 4, Align::Right),
        Head("执行数÷年初预算", 4, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度预算收支执行总表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let rows = [
        ("基本支出", "basic"),
        ("　人员经费", "basic.personnel"),
        ("　公用经费", "basic.operating"),
        ("项目支出", "project"),
        ("合计", "total"),
    ];
    for (name, scope) in rows {
        let mut row = vec![Cell::text(name)];
        for head in [
            "budget.original",
            "budget.adjustment",
            "budget.final",
            "outturn",
            "rate.execution",
            "rate.against_original",
        ] {
            row.push(year.cell(&format!("{head}.{scope}"))?);
        }
        draft.rows.push(row);
    }
    draft.notes.push("预算调整数含上年结转、追加、追减、调剂和收回。".to_owned());
    for head in ["budget.original", "budget.adjustment", "budget.final", "outturn"] {
        let parts =
            [year.money(&format!("{head}.basic"))?, year.money(&format!("{head}.project"))?];
        let note = year.rounding_note(&parts, year.money(&format!("{head}.total"))?);
        if let Some(note) = note {
            draft.notes.push(note);
            break;
        }
    }
    Ok(draft.finish())
}

/// 预算调整明细表.
pub(super) fn changes(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("日期", 10, Align::Center),
        Head("文号", 14, Align::Left),
        Head("类型", 4, Align::Center),
        Head("预算指标", 15, Align::Left),
        Head("金额", 6, Align::Right),
        Head("台账号", 5, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度预算调整明细表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    for statement in year.book().changes().iter() {
        let change = &statement.fact;
        if !Measure::ADJUSTMENT.contains(&change.measure) {
            continue;
        }
        let name = format!("{}{}", change.document.number, change.measure.name());
        let of_event = Grounds::events(name, [statement.sequence.get()]);
        let amount = match change_key(year, change.measure, &change.line) {
            Some(key) => Cell::figure(key, year.amount(change.amount)),
            None => Cell::text(year.amount(change.amount)).resting_on(of_event.clone()),
        };
        let line = year.book().line(&change.line);
        draft.rows.push(vec![
            Cell::text(date(statement.on)),
            Cell::text(change.document.number.to_string()),
            Cell::text(change.measure.name()),
            Cell::text(line.map_or("", |line| &line.name)),
            amount,
            Cell::text(statement.sequence.to_string()).resting_on(of_event),
        ]);
    }
    if draft.rows.is_empty() {
        return Ok(Vec::new());
    }
    let total = year.cell("budget.adjustment.total")?;
    draft.rows.push(vec![Cell::text("合计").spanning(4, 1), total, Cell::text("")]);
    Ok(draft.finish())
}

/// 支出经济分类表.
pub(super) fn economic(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("科目编码", 3, Align::Left),
        Head("科目名称", 6, Align::Left),
        Head("执行数", 4, Align::Right),
        Head("占总支出", 3, Align::Right),
        Head("其中：基本支出", 4, Align::Right),
        Head("占基本支出", 3, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度支出经济分类表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let mut parts = Vec::new();
    for code in year.economic_codes() {
        let is_class = code.as_str().len() == 3;
        let name = year.economic_name(&code);
        if is_class {
            parts.push(year.money(&format!("outturn.economic.{code}"))?);
        }
        draft.rows.push(vec![
            Cell::text(code.as_str()),
            Cell::text(if is_class { name } else { format!("　{name}") }),
            year.cell(&format!("outturn.economic.{code}"))?,
            year.cell(&format!("share.economic.{code}"))?,
            year.cell(&format!("outturn.basic.economic.{code}"))?,
            year.cell(&format!("share.basic.economic.{code}"))?,
        ]);
    }
    if draft.rows.is_empty() {
        return Ok(Vec::new());
    }
    draft.rows.push(vec![
        Cell::text("合计").spanning(2, 1),
        year.cell("outturn.total")?,
        absent(),
        year.cell("outturn.basic")?,
        absent(),
    ]);
    draft.notes.push("比重分别以总支出、基本支出为基数。".to_owned());
    draft.notes.extend(year.rounding_note(&parts, year.money("outturn.total")?));
    Ok(draft.finish())
}

/// 支出经济分类图: the classes of the table, the largest first.
pub(super) fn economic_chart(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let mut classes = Vec::new();
    for code in year.economic_codes().into_iter().filter(|code| code.as_str().len() == 3) {
        let all = year.money(&format!("outturn.economic.{code}"))?;
        let basic = year.money(&format!("outturn.basic.economic.{code}"))?;
        classes.push((year.economic_name(&code), year.exact(all), year.exact(basic)));
    }
    classes.sort_by(|(_, a, _), (_, b, _)| b.cmp(a));
    let Some((largest, amount, _)) = classes.first() else { return Ok(Vec::new()) };
    let unit = year.pack.unit().name();
    let alt = format!(
        "横条为{}个支出经济分类的执行数和其中的基本支出；最大的是{largest}，{}{unit}。",
        classes.len(),
        fixed(*amount, WAN_DIGITS)
    );
    let series = |name: &str, values| Series { name: name.to_owned(), values };
    let all = classes.iter().map(|(_, all, _)| *all).collect();
    let basic = classes.iter().map(|(_, _, basic)| *basic).collect();
    Ok(vec![Block::Chart(Chart {
        caption: format!("{}年度支出经济分类构成", year.fiscal_year),
        alt,
        kind: ChartKind::Bars,
        unit: unit.to_owned(),
        categories: classes.into_iter().map(|(name, ..)| name).collect(),
        series: vec![series("执行数", all), series("其中：基本支出", basic)],
    })])
}

/// 项目支出表.
pub(super) fn projects(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    let heads = vec![
        Head("项目名称", 6, Align::Left),
        Head("文号", 6, Align::Left),
        Head("年初预算数", 3, Align::Right),
        Head("全年预算数", 3, Align::Right),
        Head("全年执行数", 3, Align::Right),
        Head("执行率（÷全年预算）", 3, Align::Right),
    ];
    let mut draft = Draft::portrait(format!("{}年度项目支出表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let mut parts = Vec::new();
    for project in year.projects() {
        let code = &project.code;
        let lines = year
            .book()
            .lines()
            .filter(|line| line.category.project().is_some_and(|p| p.code == *code));
        let documents = documents(year, lines.map(|line| &line.id));
        parts.push(year.money(&format!("outturn.project.{code}"))?);
        draft.rows.push(vec![
            Cell::text(&project.name),
            Cell::text(documents.join("、")),
            year.cell(&format!("budget.original.project.{code}"))?,
            year.cell(&format!("budget.final.project.{code}"))?,
            year.cell(&format!("outturn.project.{code}"))?,
            year.cell(&format!("rate.execution.project.{code}"))?,
        ]);
    }
    if draft.rows.is_empty() {
        return Ok(Vec::new());
    }
    draft.rows.push(vec![
        Cell::text("合计").spanning(2, 1),
        year.cell("budget.original.project")?,
        year.cell("budget.final.project")?,
        year.cell("outturn.project")?,
        year.cell("rate.execution.project")?,
    ]);
    draft.notes.extend(year.rounding_note(&parts, year.money("outturn.project")?));
    Ok(draft.finish())
}

/// 三公经费表.
pub(super) fn three_public(year: &ReportYear<'_>) -> Result<Vec<Block>, FigureError> {
    if year.is_zero("outturn.three_public.total")? {
        return Ok(Vec::new());
    }
    let heads = vec![Head("项目", 6, Align::Left), Head("执行数", 3, Align::Right)];
    let mut draft = Draft::portrait(format!("{}年度“三公”经费执行表", year.fiscal_year), heads);
    draft.unit = Some(year.unit_line());
    let mut parts = Vec::new();
    for kind in ThreePublic::ALL {
        let key = format!("outturn.three_public.{}", kind.key());
        parts.push(year.money(&key)?);
        draft.rows.push(vec![Cell::text(kind.name()), year.cell(&key)?]);
    }
    let total = "outturn.three_public.total";
    draft.rows.push(vec![Cell::text("合计"), year.cell(total)?]);
    draft.notes.extend(year.rounding_note(&parts, year.money(total)?));
    Ok(draft.finish())
}
