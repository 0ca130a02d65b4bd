//! BLANK and VAGUE: targets without result, and targets that nothing can miss.

use taizhang_core::event::Target;
use taizhang_core::quotation::quoted;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const BLANK: Rule = Rule {
    code: "BLANK",
    title: "指标没有实际完成值",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "申报的每项指标都要有实际完成值：活动计数、台账数据、调查或评定。没有完成值的按0分计，\
                  不能以空白得分。",
    source: "公开自评表常见错误：完成值空白仍得满分",
    due: Due::Results,
    run: Run::Plain(blank),
};

fn blank(case: &Case<'_>) -> Vec<Finding> {
    let blank = case.evaluation.indicators.iter().filter(|row| row.actual_text.is_empty());
    let found = blank.map(|row| {
        let message = format!("指标{}没有实际完成值，按0分计", quoted(&row.name));
        Finding::new(BLANK.code, Severity::Error, row.id.to_string(), message)
            .fact(format!("年度指标值：{}", row.target_text()))
            .fact(format!("取值方式：{}", row.basis))
            .behind(case.declared(&row.id))
            .remedy("补登活动、调查或评定；取值方式有误的，红字冲销后重新申报。")
    });
    found.collect()
}

pub(super) const VAGUE: Rule = Rule {
    code: "VAGUE",
    title: "定性目标空泛",
    severity: Severity::Warning,
    inputs: &[Input::Ledger],
    explanation: "定性目标只有“有所提高”“良好”一类的词，没有说明对象和标准，达没达成无从判断。",
    source: "审计要点：绩效目标笼统、缺可量化指标",
    due: Due::Always,
    run: Run::Plain(vague),
};

/// Words that say a direction or a degree but no state.
const VAGUE_WORDS: [&str; 40] = [
    "进一步",
    "有所",
    "不断",
    "持续",
    "显著",
    "明显",
    "较为",
    "比较",
    "有效",
    "逐步",
    "大力",
    "切实",
    "全面",
    "提高",
    "提升",
    "增强",
    "加强",
    "改善",
    "优化",
    "推进",
    "促进",
    "保障",
    "完善",
    "完成",
    "达到",
    "良好",
    "较好",
    "较高",
    "优秀",
    "满意",
    "正常",
    "合格",
    "预期",
    "目标",
    "效果",
    "效益",
    "影响",
    "水平",
    "要求",
    "质量",
];

/// Characters left besides vague words, under which a target says nothing.
const SUBSTANCE: usize = 3;

fn vague(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in &case.evaluation.indicators {
        let Target::Qualitative { description } = &row.target else { continue };
        let mut rest = description.clone();
        for word in VAGUE_WORDS {
            rest = rest.replace(word, "");
        }
        rest.retain(char::is_alphanumeric);
        if rest.chars().count() < SUBSTANCE {
            let message = format!("指标{}的目标“{description}”没有对象和标准", quoted(&row.name));
            findings.push(
                Finding::new(VAGUE.code, Severity::Warning, row.id.to_string(), message)
                    .fact(format!("年度指标值：{description}"))
                    .fact(format!(
                        "除去空泛词语还剩：{}",
                        if rest.is_empty() { "（没有）" } else { &rest }
                    ))
                    .behind(case.declared(&row.id))
                    .remedy("写明对象、应达到的状态和判断依据，或改用定量目标。"),
            );
        }
    }
    findings
}
