//! NUMERAL: Chinese and Arabic numerals for one kind of count in one sentence.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::{Pattern, regex};

/// Units that count; 个 and 项 belong to fixed words as often as not.
static WRITTEN: Pattern = Pattern::new(|| {
    regex(
        r"(?P<before>^|[^第前后首十百千一二三四五六七八九几数])(?P<count>[二两三四五六七八九十]{1,3}(?P<unit>人次|场次|名|件|册|份|套|所|支|台|户))",
    )
});

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in &case.passages {
        for captures in WRITTEN.captures_iter(&passage.text) {
            let (Some(count), Some(unit)) = (captures.name("count"), captures.name("unit")) else {
                continue;
            };
            let beside =
                passage.sentence(count.start()).find(|amount| amount.number.unit == unit.as_str());
            let Some(beside) = beside else { continue };
            let message = format!("“{}”与“{}”写法不一", beside.fact(), count.as_str());
            findings.push(
                Finding::new("NUMERAL", Severity::Note, &passage.place, message)
                    .fact(beside.fact())
                    .fact(count.as_str())
                    .remedy("计数一律用阿拉伯数字（GB/T 15835）。"),
            );
        }
    }
    findings
}
