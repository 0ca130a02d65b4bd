//! ASSET: assets worth more after depreciation than before.

use taizhang_core::event::AssetClass;

use super::case::Case;
use super::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    code: "ASSET",
    title: "资产原值与净值矛盾",
    severity: Severity::Error,
    inputs: &[Input::Ledger],
    explanation: "净值＝原值−累计折旧（摊销），任何一类资产的净值都不能大于原值，也不能为负。",
    source: "政府会计制度；种子报告把原值和净值放在同一个“其中”里",
    due: Due::Always,
    run: Run::Plain(run),
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for class in AssetClass::ALL {
        let Some(stated) = case.book.assets().latest(|asset| asset.class == class) else {
            continue;
        };
        let (gross, net) = (stated.fact.gross_value, stated.fact.net_book_value);
        if net > gross || net.is_negative() {
            let message = format!("{}净值{net}元与原值{gross}元矛盾", class.name());
            findings.push(
                Finding::new(
                    RULE.code,
                    Severity::Error,
                    format!("assets.net.{}", class.key()),
                    message,
                )
                .fact(format!("原值：{gross}元"))
                .fact(format!("净值：{net}元"))
                .formula("0≤净值≤原值")
                .behind([stated.sequence.get()])
                .remedy("核对资产卡片，红字冲销后重新登记。"),
            );
        }
    }
    findings
}
