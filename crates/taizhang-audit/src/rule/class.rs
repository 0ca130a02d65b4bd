//! CLASS: indicators and expenditure in the wrong class.

use taizhang_evaluation::lexicon::fitting_class;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::indicator::Indicator;
use crate::extract::parts::parts;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = case.indicators.iter().filter_map(of_indicator).collect();
    findings
        .extend(case.indicators.iter().filter(|row| !row.name.is_empty()).filter_map(of_levels));
    for passage in &case.passages {
        for parts in parts(passage) {
            let called = |word: &str| parts.members.iter().find(|part| part.label.contains(word));
            let pension = called("退休费").filter(|_| {
                called("工资福利").is_some()
                    && called("商品").is_some()
                    && called("对个人和家庭").is_none()
            });
            if let Some(pension) = pension {
                findings.push(
                    Finding::new(
                        "CLASS",
                        Severity::Warning,
                        &passage.place,
                        "退休费与工资福利支出、商品和服务支出并列，不是同一级科目",
                    )
                    .fact(pension.fact())
                    .facts(called("工资福利").map(|part| part.fact()))
                    .formula("退休费（30302）属于对个人和家庭的补助（303）")
                    .remedy("改列“对个人和家庭的补助”，其中退休费。"),
                );
            }
        }
    }
    findings
}

/// Second levels that stand under one first level only. Cost is not among them: the tree of 2020
/// has it under 产出, that of 2021 beside it.
const BELONG: &[(&[&str], &str)] = &[
    (&["数量指标", "质量指标", "时效指标"], "产出"),
    (&["经济效益", "社会效益", "生态效益", "可持续影响"], "效益"),
];

fn of_levels(row: &Indicator) -> Option<Finding> {
    let (one, two) = (&row.level_one, &row.level_two);
    let (_, right) = BELONG.iter().find(|(words, _)| words.iter().any(|w| two.contains(w)))?;
    let others = ["产出", "效益", "满意度"];
    if one.contains(right) || !others.iter().any(|other| one.contains(other)) {
        return None;
    }
    Some(
        Finding::new(
            "CLASS",
            Severity::Warning,
            &row.place,
            format!("二级指标“{two}”列在一级指标“{one}”下，应属“{right}”"),
        )
        .fact(format!("一级指标：{one}"))
        .fact(format!("二级指标：{two}"))
        .remedy("按指标体系改放到相应的一级指标下，分值同时调整。"),
    )
}

fn of_indicator(row: &Indicator) -> Option<Finding> {
    let class = if row.level_two.is_empty() { &row.level_one } else { &row.level_two };
    let belongs = fitting_class(&row.name, class, is_money(row))?;
    Some(
        Finding::new(
            "CLASS",
            Severity::Warning,
            &row.place,
            format!("“{}”列在“{class}”下，应属{belongs}", row.name),
        )
        .fact(format!("指标：{}", row.name))
        .fact(format!("类别：{class}"))
        .remedy("按指标的内容改放到相应的二级指标下。"),
    )
}

/// Money that is spent is an input, not an output.
fn is_money(row: &Indicator) -> bool {
    let is_in_yuan = |unit: &str| matches!(unit, "元" | "万元");
    row.target.as_ref().is_some_and(|target| is_in_yuan(&target.number.unit))
        || row.actual.as_ref().is_some_and(|actual| is_in_yuan(&actual.unit))
}
