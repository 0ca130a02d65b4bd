//! PACE: spending that lags behind the calendar, for monitoring forms.

use rust_decimal::Decimal;
use taizhang_core::figure::FigureError;

use super::case::{Case, finding};
use super::{Rule, Run};
use crate::finding::{Finding, Severity};
use crate::pack::PackKind;

pub(super) const RULE: Rule = Rule {
    code: "PACE",
    title: "执行进度落后",
    severity: Severity::Error,
    explanation: "支出进度＝执行率÷时间进度，低于60%为红灯，60%—80%为黄灯。只在绩效运行监控时检查。",
    source: "财政绩效管理系统的监控预警：<60红，60—80黄，≥80绿",
    run: Run::Computing(run),
};

const RED: Decimal = Decimal::from_parts(60, 0, 0, false, 0);
const YELLOW: Decimal = Decimal::from_parts(80, 0, 0, false, 0);

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    if case.pack.kind() != PackKind::Monitoring {
        return Ok(Vec::new());
    }
    let in_year = case.events.iter().filter(|event| case.year.contains(event.occurred_on));
    let Some(month) = in_year.map(|event| event.occurred_on.month()).max() else {
        return Ok(Vec::new());
    };
    let Some(rate) = case.ratio("rate.execution.total")? else { return Ok(Vec::new()) };
    let Some(quotient) = rate.quotient() else { return Ok(Vec::new()) };
    let twelvefold = quotient.saturating_mul(Decimal::from(1200));
    let pace = twelvefold.checked_div(Decimal::from(month)).unwrap_or_default();
    let severity = match pace {
        pace if pace < RED => Severity::Error,
        pace if pace < YELLOW => Severity::Warning,
        _ => return Ok(Vec::new()),
    };
    let pace = taizhang_core::money::fixed(pace, 2);
    let message = format!("截至{month}月执行率{}，支出进度{pace}%", rate.percent_text(2));
    Ok(vec![
        finding(RULE.code, severity, "rate.execution.total", message)
            .fact(format!("执行率：{}", rate.percent_text(2)))
            .fact(format!("时间进度：{month}÷12"))
            .formula(format!("{}÷({month}÷12)＝{pace}%", rate.percent_text(2)))
            .remedy("分析原因，加快支出或申请调剂。"),
    ])
}
