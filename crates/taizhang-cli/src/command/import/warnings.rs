//! What is told before rows are posted and keeps none from it.

use taizhang_ledger::ImportPreview;
use taizhang_ledger::core::book::LineChange;

use super::obstacles::{place_of, placed};
use crate::error::Problem;
use crate::wording::place_text;

/// Words of what a person should see before the new rows are posted.
pub(super) fn warnings(found: &ImportPreview) -> Vec<Problem> {
    before_documents(found)
}

/// Words of payments that are dated before the document of their line, as the check DATE has them later.
fn before_documents(found: &ImportPreview) -> Vec<Problem> {
    let words = |(row, authority): (_, &LineChange)| {
        let place = place_of(found, row);
        let document = &authority.document;
        let problem = Problem::new(
            format!(
                "{}：支付日期早于指标 {} 的预算文件（{}，{} 发文）",
                place_text(&place),
                authority.line,
                document.number,
                document.dated
            ),
            "先支后批，或日期登记有误；入账以后 taizhang check 也会提醒（DATE）",
            "日期写错的在文件里改正；发文日期登记错的用 taizhang amend document 序号 改正；属实的入账后用 taizhang \
             waive DATE 凭证号 --reason 依据 豁免",
        );
        placed(problem, found, row, &place)
    };
    found.before_documents().into_iter().map(words).collect()
}
