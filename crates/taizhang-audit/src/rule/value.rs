//! VALUE: a target that is a number, and a result that is none.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::is_blank;
use crate::extract::indicator::Indicator;

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let rows = || case.indicators.iter().filter(|row| !row.is_unread);
    rows().filter_map(judge).chain(rows().filter_map(above_all)).collect()
}

/// Shares of a whole; what is done in excess of a plan may well be more than all of it.
const SHARES: &[&str] = &[
    "合格率",
    "达标率",
    "及时率",
    "覆盖率",
    "完好率",
    "满意度",
    "满意率",
    "准确率",
    "优良率",
    "知晓率",
    "公开率",
];

/// A share of more than the whole.
fn above_all(row: &Indicator) -> Option<Finding> {
    let actual = row.actual.as_ref().filter(|actual| actual.unit == "%")?;
    if actual.value <= Decimal::ONE_HUNDRED || !SHARES.iter().any(|name| row.name.contains(name)) {
        return None;
    }
    let message = format!("“{}”为{}，不可能超过100%", row.name, actual.text);
    Some(
        Finding::new("VALUE", Severity::Error, &row.place, message)
            .fact(format!("完成：{}", row.actual_text))
            .formula(format!("{}＞100%", actual.text))
            .remedy("核对分子和分母，改正完成值。"),
    )
}

fn judge(row: &Indicator) -> Option<Finding> {
    let target = row.target.as_ref()?;
    let actual = row.actual_text.trim();
    if is_blank(actual) || row.actual.is_some() || row.name.is_empty() {
        return None;
    }
    let has_number = actual.contains(|c: char| c.is_ascii_digit());
    let is_bound = actual.starts_with(['≥', '≤', '＞', '＜', '>', '<']);
    if has_number && !is_bound {
        return None;
    }
    let (severity, message) = if is_bound {
        (Severity::Note, format!("“{}”的完成值“{actual}”是范围，不是完成数", row.name))
    } else {
        let wanted = &target.number.text;
        (Severity::Warning, format!("“{}”的目标是数（{wanted}），完成值却写“{actual}”", row.name))
    };
    Some(
        Finding::new("VALUE", severity, &row.place, message)
            .fact(format!("目标：{}", row.target_text))
            .fact(format!("完成：{actual}"))
            .remedy("定量指标的完成值写数和单位，才能按比例计分和核对。"),
    )
}
