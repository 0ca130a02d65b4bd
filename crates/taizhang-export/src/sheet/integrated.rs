//! Sheets that only profiles use: the annual budget by line, and the self-evaluation in full.

use std::collections::BTreeSet;

use super::self_evaluation::{
    actual_value, evaluated, goals, measure_unit, points, sign, target_value,
};
use super::{Cell, Holds, Sheet, Source, combined, figure};
use crate::{
    DocumentEntry, ExportContext, IndicatorRow, LineEntry, Money, PackKind, SelfEvaluation,
};

/// Kind of a change that moves money between lines.
const VIREMENT: &str = "调剂";

/// Returns the sheets that only profiles use.
pub fn of_profiles(context: &ExportContext) -> Vec<Sheet> {
    vec![annual_budget(context), overview(context), indicators_in_full(context), goals(context)]
}

/// Returns 部门预算: for each line 年初批复数, 调整金额, 调剂金额 and 变动后预算数, which the first
/// three sum to (`BGT_PM_ANNUAL`: `CUR_AMT = REPLY_AMT + ADJ_AMT + DIS_AMT`; the signs are
/// unverified), what is spent and left of it, and the documents that gave it. A carried balance counts as 调整, as every change but a virement does.
fn annual_budget(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<&LineEntry>> = vec![
        Source::words("指标编号", |line| Cell::text(&line.id)),
        Source::words("指标名称", |line| Cell::text(&line.name)),
        Source::words("支出类别", |line| Cell::text(&line.category)),
        Source::words("项目编码", |line| Cell::words(line.project_code.as_ref())),
        Source::words("项目名称", |line| Cell::words(line.project_name.as_ref())),
        Source::words("资金性质", |line| Cell::Mark(line.fund.name())),
        Source::words("功能分类编码", |line| Cell::text(&line.function.code)),
        Source::words("功能分类名称", |line| Cell::text(&line.function.name)),
        Source::words("部门经济分类编码", |line| Cell::text(&line.economic.code)),
        Source::words("部门经济分类名称", |line| Cell::text(&line.economic.name)),
        Source::amounts("年初批复数", |line| Cell::Amount(line.original_budget)),
        Source::amounts("调整金额", |line| sum(line, |kind| kind != VIREMENT)),
        Source::amounts("调剂金额", |line| sum(line, |kind| kind == VIREMENT)),
        Source::amounts("变动后预算数", |line| Cell::Amount(line.final_budget)),
        Source::amounts("上年结转", |line| Cell::Amount(line.carry_over_in)),
        Source::amounts("全年执行数", |line| Cell::Amount(line.outturn)),
        Source::amounts("可用余额", |line| Cell::Amount(line.available)),
        Source::words("批复文号", |line| number(line.approved_by.as_ref())),
        Source::dates("发文日期", |line| {
            line.approved_by.as_ref().map_or(Cell::Blank, |document| Cell::Date(document.dated))
        }),
        Source::words("结转文号", |line| number(line.carried_over_by.as_ref())),
        Source::words("末次文号", |line| {
            line.changes.last().map_or(Cell::Blank, |change| Cell::text(&change.document))
        }),
    ];
    Sheet::of("部门预算", columns, &context.lines)
        .summing("年初批复数", figure(context, "budget.original.total"))
        .summing(
            "调整金额",
            combined(context, &["budget.adjustment.total"], &["budget.virement.total"]),
        )
        .summing("调剂金额", figure(context, "budget.virement.total"))
        .summing("变动后预算数", figure(context, "budget.final.total"))
        .summing("上年结转", figure(context, "budget.carry_over_in.total"))
        .summing("全年执行数", figure(context, "outturn.total"))
        .summing("可用余额", figure(context, "available.total"))
}

/// Prints the number of a document.
fn number(document: Option<&DocumentEntry>) -> Cell {
    Cell::words(document.map(|document| &document.number))
}

/// Sums the changes of some kinds; an overflow leaves the cell empty.
fn sum(line: &LineEntry, is_counted: fn(&str) -> bool) -> Cell {
    let counted = line
        .changes
        .iter()
        .filter(|change| !change.is_freeze() && is_counted(change.kind.as_str()));
    Money::sum(counted.map(|change| change.amount)).map_or(Cell::Blank, Cell::Amount)
}

/// Returns 自评概况: one row with what the form says of the whole year.
fn overview(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<&ExportContext>> = vec![
        Source::words("评价类别", |year| Cell::Mark(year.evaluation.pack.kind.name())),
        Source::words("项目编码", |year| Cell::words(evaluated_project(year))),
        Source::words("表样", |year| Cell::text(&year.evaluation.pack.id)),
        Source::words("表名", |year| Cell::text(&year.evaluation.pack.title)),
        Source::dates("起始日期", |year| Cell::Date(year.year.first_day())),
        Source::dates("截止日期", |year| Cell::Date(year.as_of)),
        Source::words("年度总体目标", |year| Cell::text(&year.evaluation.objective)),
        Source::words("全年完成情况", |year| Cell::text(&year.evaluation.outcome)),
        Source::words("偏差原因", |year| {
            joined(&year.evaluation, |row| row.variance_reason.as_str())
        }),
        Source::words("改进措施", |year| {
            joined(&year.evaluation, |row| row.corrective_action.as_str())
        }),
        Source::words("偏差原因分析及改进措施", |year| {
            let rows = year.evaluation.indicators.iter().map(why);
            Cell::Text(sentences(rows.filter(|words| !words.is_empty())))
        }),
        Source::numbers("自评得分", |year| points(year.evaluation.total_score)),
        Source::words("自评等级", |year| Cell::text(&year.evaluation.grade)),
        Source::amounts("预算总额", |year| {
            let total = year.evaluation.funds.first();
            total.map_or(Cell::Blank, |row| Cell::Amount(row.final_budget))
        }),
    ];
    Sheet::of("自评概况", columns, [context])
        .summing("预算总额", evaluated(context, "budget.final"))
}

/// Returns 自评指标: every indicator with everything that the form has of it.
fn indicators_in_full(context: &ExportContext) -> Sheet {
    let columns: Vec<Source<(&ExportContext, &IndicatorRow)>> = vec![
        Source::words("评价类别", |(year, _)| Cell::Mark(year.evaluation.pack.kind.name())),
        Source::words("项目编码", |(year, _)| Cell::words(evaluated_project(year))),
        Source::words("指标标识", |(_, row)| Cell::text(row.id.to_string())),
        Source::words("一级指标", |(_, row)| Cell::text(&row.level1)),
        Source::words("二级指标", |(_, row)| Cell::text(&row.level2)),
        Source::words("三级指标", |(_, row)| Cell::text(&row.name)),
        Source::words("计算符号", |(_, row)| sign(&row.target)),
        Source::new("指标值", Holds::Any, |(_, row)| target_value(&row.target)),
        Source::words("年度指标值", |(_, row)| Cell::text(row.target_text())),
        Source::new("实际完成值", Holds::Any, |(_, row)| actual_value(row)),
        Source::words("计量单位", |(_, row)| measure_unit(&row.target)),
        Source::numbers("权重", |(_, row)| points(row.weight)),
        Source::numbers("实际得分", |(_, row)| points(row.score)),
        Source::words("评分标准", |(_, row)| Cell::text(&row.rule)),
        Source::words("取数依据", |(_, row)| Cell::text(&row.basis)),
        Source::words("偏差原因", |(_, row)| Cell::text(&row.variance_reason)),
        Source::words("改进措施", |(_, row)| Cell::text(&row.corrective_action)),
        Source::words("偏差原因及改进措施", |(_, row)| Cell::Text(why(row))),
    ];
    let rows = context.evaluation.indicators.iter().map(|row| (context, row));
    Sheet::of("自评指标", columns, rows)
}

/// Returns the code of the project that the form evaluates: none where it evaluates the whole unit,
/// and none where the year has several projects, since no event says which one is meant.
fn evaluated_project(context: &ExportContext) -> Option<&String> {
    if context.evaluation.pack.kind != PackKind::Project {
        return None;
    }
    let codes: BTreeSet<&String> =
        context.lines.iter().filter_map(|line| line.project_code.as_ref()).collect();
    codes.first().copied().filter(|_| codes.len() == 1)
}

/// Returns reason and corrective action as one text.
fn why(row: &IndicatorRow) -> String {
    let words = [row.variance_reason.as_str(), row.corrective_action.as_str()];
    sentences(words.into_iter().filter(|words| !words.is_empty()).map(str::to_owned))
}

fn joined(evaluation: &SelfEvaluation, words: impl Fn(&IndicatorRow) -> &str) -> Cell {
    let told = evaluation.indicators.iter().map(words).filter(|words| !words.is_empty());
    Cell::Text(sentences(told.map(str::to_owned)))
}

fn sentences(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("；")
}
