//! CLASS: indicators, lines and payments in the wrong class.

use taizhang_core::code::{CodeTable, EconomicCode};
use taizhang_core::event::{BudgetLine, Disbursement, Event, ExpenditureCategory, Target};
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::lexicon::fitting_class;
use crate::self_evaluation::IndicatorRow;

/// Names of economic codes from this length on are words that mean nothing else in a memo.
const TELLING: usize = 3;

pub(super) const RULE: Rule = Rule {
    code: "CLASS",
    title: "归类不对",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "指标按名称应属另一类二级指标（满意度放在社会效益、及时率放在数量）；人员经费的指标用了301、303以外的\
                  经济分类，公用经费用了301、303；摘要写的是另一类科目的名称（退休费记在工资福利支出）；功能科目没有收录在\
                  程序的科目表里（提示，不算错）。",
    source: "财预〔2020〕10号指标框架（凭记忆）；部门预算口径：人员经费为301、303，公用经费为302、310等（凭记忆）；\
             种子报告把退休费与工资福利、商品服务并列",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        case.evaluation.indicators.iter().filter_map(|row| of_indicator(case, row)).collect();
    findings.extend(case.book.lines().filter_map(|line| of_line(case, line)));
    findings.extend(case.book.lines().filter_map(|line| unlisted(case, line)));
    for recorded in case.standing() {
        if let Event::DisbursementMade(payment) = &recorded.event {
            findings.extend(
                of_payment(case, payment).map(|found| found.behind([recorded.sequence.get()])),
            );
        }
    }
    findings
}

fn of_indicator(case: &Case<'_>, row: &IndicatorRow) -> Option<Finding> {
    let is_money = matches!(
        &row.target,
        Target::Quantitative { unit, .. } if matches!(unit.as_str(), "元" | "万元")
    );
    let belongs = fitting_class(&row.name, &row.level2, is_money)?;
    let message = format!("指标{}列在“{}”下，应属{belongs}", quoted(&row.name), row.level2);
    let found = Finding::new(RULE.code, Severity::Warning, row.id.to_string(), message)
        .fact(format!("申报的类别：{}", row.level2))
        .fact(format!("按名称应属：{belongs}"))
        .behind(case.declared(&row.id))
        .remedy("红字冲销后改在相应的二级指标下申报。");
    Some(found)
}

fn of_line(case: &Case<'_>, line: &BudgetLine) -> Option<Finding> {
    let class = line.economic.class();
    let is_for_people = matches!(class.as_str(), "301" | "303");
    let expected = match line.category {
        ExpenditureCategory::Personnel if !is_for_people => "301、303",
        ExpenditureCategory::Operating if is_for_people => "302、310等",
        _ => return None,
    };
    let (name, category) = (quoted(&line.name), line.category.name());
    let message = format!("预算指标{name}是{category}，经济分类却是{}", titled(case, &class));
    let events = case.book.changes().iter().filter(|change| change.fact.line == line.id);
    let found = Finding::new(RULE.code, Severity::Warning, line.id.as_str(), message)
        .fact(format!("支出类别：{category}（经济分类{expected}）"))
        .fact(format!("经济分类：{}", titled(case, &line.economic)))
        .behind(events.map(|change| change.sequence.get()))
        .remedy("核对批复的支出类别和经济分类，登记有误的红字冲销后重新登记。");
    Some(found)
}

/// A line whose functional code the list of the year does not hold, though nothing contradicts it.
fn unlisted(case: &Case<'_>, line: &BudgetLine) -> Option<Finding> {
    let (list, code) = (CodeTable::functions(), line.function.as_str());
    if list.listed(case.year, code).is_some() {
        return None;
    }
    let above = list.find(case.year, code).ok()?;
    let name = quoted(&line.name);
    let message = format!("预算指标{name}的功能科目{code}没有收录，不能核对");
    let events = case.book.changes().iter().filter(|change| change.fact.line == line.id);
    let found = Finding::new(RULE.code, Severity::Note, line.id.as_str(), message)
        .fact(format!("登记的功能科目：{code}"))
        .fact(format!("科目表收录到：{} {}，其下没有款、项", above.code, above.name))
        .behind(events.map(|change| change.sequence.get()))
        .remedy("与财政部门当年的支出功能分类科目核对；写错的用 taizhang amend line 改正。");
    Some(found)
}

/// A payment whose memo names a code of another class.
fn of_payment(case: &Case<'_>, payment: &Disbursement) -> Option<Finding> {
    let named: Vec<_> = CodeTable::economics()
        .of_year(case.year)
        .filter(|entry| {
            entry.code.len() > TELLING
                && entry.name.chars().count() >= TELLING
                && payment.memo.contains(&entry.name)
        })
        .collect();
    // 医疗费补助 also holds 医疗费: the longest name is the one that is meant.
    let longest = named.iter().map(|entry| entry.name.chars().count()).max()?;
    let mut meant = named.iter().filter(|entry| entry.name.chars().count() == longest);
    let class = payment.economic.class();
    let fits = |code: &str| code.starts_with(class.as_str());
    if meant.clone().any(|entry| fits(&entry.code)) {
        return None;
    }
    let other = meant.next()?;
    let message = format!(
        "凭证{}摘要{}写的是{}（{}），却记在{}",
        payment.voucher,
        quoted(&payment.memo),
        other.name,
        other.code,
        titled(case, &payment.economic)
    );
    let found = Finding::new(RULE.code, Severity::Warning, payment.voucher.as_str(), message)
        .fact(format!("摘要所写：{} {}", other.code, other.name))
        .fact(format!("所记科目：{}", titled(case, &payment.economic)))
        .remedy("核对经济分类；记错的用更正，摘要写错的在更正时改写。");
    Some(found)
}

fn titled(case: &Case<'_>, code: &EconomicCode) -> String {
    format!("{code}{}", CodeTable::economics().name(case.year, code.as_str()))
}
