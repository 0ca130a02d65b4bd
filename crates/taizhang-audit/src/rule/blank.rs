//! BLANK: cells that are empty, and text of the template that was never replaced.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::indicator::Indicator;
use crate::extract::passage::Passage;
use crate::extract::{Pattern, regex};

static TEMPLATE: Pattern = Pattern::new(|| {
    regex(
        r"[XＸ]{2,}(?:万元|元|年|月|日|个|县|市|局|单位|项|人)|[×╳]{2,}|\*{4,}|20[XＸx×]{2}年|_{3,}|＿{2,}|请(?:在此)?(?:填写|输入|补充)|此处填|（填写|\(填写",
    )
});

/// A form tells how to fill a cell: “说明…（200字以内）”.
static PROMPT: Pattern = Pattern::new(|| {
    regex(
        r"^(?:对照|结合|针对|简要|请|说明|分析|填写|概述).{4,120}[（(][0-9]{2,4}字(?:以内|左右)[）)]。?$",
    )
});

/// “支出万元”, “占%”: a unit whose number was never typed.
static NUMBERLESS: Pattern = Pattern::new(|| {
    regex(
        r"(?:为|增长|下降|增加|减少|达到|共计|合计|支出|收入|预算|结余|执行率|占比|完成率)(?:万元|亿元|元|%)(?:[，。；,;]|$)",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in case.indicators.iter().filter(|row| !row.is_unread) {
        findings.extend(nameless(row));
        findings.extend(valueless(row));
    }
    for passage in &case.passages {
        findings.extend(numberless(passage));
        let left = TEMPLATE.find(&passage.text).or_else(|| PROMPT.find(&passage.text));
        let Some(left) = left else { continue };
        let message = format!("留有没有改掉的模板文字“{}”", left.as_str());
        findings.push(
            Finding::new("BLANK", Severity::Warning, &passage.place, message)
                .fact(left.as_str())
                .remedy("填上本单位的内容，或删去。"),
        );
    }
    findings
}

fn numberless(passage: &Passage) -> Option<Finding> {
    let empty = NUMBERLESS.find(&passage.text)?.as_str();
    let words = empty.trim_end_matches(['，', '。', '；', ',', ';']);
    let before = passage.text.split(empty).next().unwrap_or_default();
    // “以万元为单位”, “单位为万元” name the unit.
    if before.ends_with("单位") || words.starts_with("为") && before.contains("单位") {
        return None;
    }
    Some(
        Finding::new("BLANK", Severity::Warning, &passage.place, format!("“{words}”没有数"))
            .fact(words)
            .remedy("补上数；没有发生的写0或“无”。"),
    )
}

fn nameless(row: &Indicator) -> Option<Finding> {
    let class = &row.level_two;
    (row.name.is_empty() && !class.is_empty() && row.weight.is_none() && row.actual_text.is_empty())
        .then(|| {
            Finding::new(
                "BLANK",
                Severity::Warning,
                &row.place,
                format!("“{class}”行是空的，没有指标"),
            )
            .fact(format!("类别：{class}"))
            .remedy("设置指标，或删去该行。")
        })
}

fn valueless(row: &Indicator) -> Option<Finding> {
    let is_empty = |text: &str| matches!(text, "" | "-" | "—" | "——" | "/");
    let score = row.score.as_ref().filter(|score| score.value > Decimal::ZERO)?;
    if !row.has_actual || !is_empty(&row.actual_text) || row.name.is_empty() {
        return None;
    }
    // With neither target nor value the indicator may not apply to the unit.
    let applies = row.has_target && !is_empty(&row.target_text);
    let severity = if applies { Severity::Error } else { Severity::Note };
    let message = format!("“{}”没有完成值，却得{}分", row.name, score.value);
    Some(
        Finding::new("BLANK", severity, &row.place, message)
            .fact(format!("目标：{}", row.target_text))
            .fact("完成值空着")
            .fact(format!("得分{}", score.text))
            .remedy("填写完成值和佐证；不适用的写明理由。"),
    )
}
