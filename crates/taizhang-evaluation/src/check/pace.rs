//! PACE: spending that lags behind the calendar, where the form watches it.

use taizhang_core::figure::FigureError;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::monitor::{Light, monitor};

pub(super) const RULE: Rule = Rule {
    code: "PACE",
    title: "执行进度落后",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "绩效运行监控的表式写有预警线：进度比＝执行率÷时间进度，低于红灯线为错误，低于黄灯线为提醒；\
                  有的省另定各月的执行率，目标进度与执行进度相差过大也预警。逐指标、逐项目的灯见 taizhang monitor。",
    source: "表式包 [monitoring] 各条所列出处",
    due: Due::Always,
    run: Run::Computing(run),
};

fn run(case: &Case<'_>) -> Result<Vec<Finding>, FigureError> {
    let watched = monitor(case.pack, case.figures, case.evaluation, case.on)?;
    let Some(year) = watched else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    if let Some(total) = year.funds.first()
        && let Some(light @ (Light::Red | Light::Yellow)) = total.light
    {
        let severity = if light == Light::Red { Severity::Error } else { Severity::Warning };
        let rate = total.rate.percent_text(2);
        let message =
            format!("截至{}月{}：{}", year.months, light.name(), total.reasons.join("；"));
        let pace = total.pace.map(|pace| taizhang_core::money::fixed(pace, 2));
        let pace = pace.unwrap_or_default();
        findings.push(
            Finding::new(RULE.code, severity, "rate.execution.total", message)
                .fact(format!("执行率：{rate}"))
                .fact(format!("时间进度：{}÷12", year.months))
                .formula(format!("{rate}÷({}÷12)＝{pace}%", year.months))
                .remedy("分析原因，加快支出或申请调剂；逐项情况见 taizhang monitor。"),
        );
    }
    for warning in year.warnings {
        findings.push(
            Finding::new(RULE.code, Severity::Warning, "monitoring.goal_gap", warning)
                .fact(format!("目标完成进度：{}", year.goal_progress.percent_text(2)))
                .remedy("核对指标完成数和支付是否及时登记，说明两者不同步的原因。"),
        );
    }
    Ok(findings)
}
