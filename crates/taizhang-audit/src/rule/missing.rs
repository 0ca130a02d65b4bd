//! MISSING: what every report on a unit's whole spending must hold.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::{Pattern, regex};

/// Shorter texts are excerpts or covering letters.
const REPORT: usize = 1500;

static DATE: Pattern = Pattern::new(|| {
    regex(
        r"^(?:日期[：:])?\s*(?:20[0-9]{2}|二[〇○零0]\p{Han}{2})\s?年\s?[0-9一二三四五六七八九十]{1,3}\s?月\s?[0-9一二三四五六七八九十]{1,3}\s?日\s*$",
    )
});

/// What is missing, unless one of the words is in the text.
const TOPICS: &[(&str, &[&str])] = &[
    (
        "自评得分和等级",
        &["得分", "评分为", "自评分", "等级为", "评价等级", "等级：", "评定为优", "评定为良"],
    ),
    ("满意度", &["满意度", "满意率"]),
    ("“三公”经费", &["三公", "公务接待费"]),
    ("政府采购", &["采购"]),
    ("结转结余", &["结转", "结余"]),
];

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let is_report = case.head.contains("整体支出") && case.head.contains("自评报告");
    if !is_report || case.text.chars().count() < REPORT {
        return Vec::new();
    }
    let mut missing: Vec<&str> =
        TOPICS.iter().filter(|(_, words)| !case.says(words)).map(|(topic, _)| *topic).collect();
    if !case.document.paragraphs().rev().take(30).any(|paragraph| DATE.is_match(&paragraph.text)) {
        missing.push("落款日期");
    }
    missing
        .iter()
        .map(|topic| {
            Finding::new("MISSING", Severity::Warning, "全文", format!("没有{topic}"))
                .fact(format!("全文没有关于{topic}的内容"))
                .remedy("补写该部分；没有发生的写明“无”。")
        })
        .collect()
}
