//! What a column of a table holds, told by its header.

use super::{Pattern, regex};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    LevelOne,
    LevelTwo,
    Indicator,
    Comparator,
    Target,
    AdjustedTarget,
    Unit,
    Actual,
    Coefficient,
    Weight,
    Score,
    Reason,
    /// 年初预算数.
    Original,
    /// 全年（调整后）预算数.
    Final,
    /// A budget of which the header says no more.
    Budget,
    Executed,
    Rate,
    Share,
    Change,
    ChangeRate,
    Posts,
    InPost,
    ControlRate,
    /// How many there should be.
    Stated,
    /// Their names.
    Listed,
    Total,
}

impl Role {
    /// Tells whether numbers of this column may be added up.
    pub(crate) const fn is_additive(self) -> bool {
        !matches!(
            self,
            Self::Rate
                | Self::Share
                | Self::ChangeRate
                | Self::ControlRate
                | Self::Coefficient
                | Self::Target
                | Self::AdjustedTarget
                | Self::Actual
        )
    }
}

/// Words of headers, the more special ones first.
const WORDS: &[(Role, &[&str])] = &[
    (Role::ControlRate, &["控制率"]),
    (Role::Rate, &["执行率", "完成率", "支出进度", "执行进度", "rate stated", "b/a"]),
    (
        Role::ChangeRate,
        &["增减率", "增长率", "变动率", "变化率", "增幅", "降幅", "增减%", "change %"],
    ),
    (Role::Change, &["增减", "变动额", "变动数", "change"]),
    (Role::Share, &["占比", "比重", "所占", "share"]),
    (Role::LevelOne, &["一级"]),
    (Role::LevelTwo, &["二级"]),
    (Role::Indicator, &["三级", "指标名称", "具体指标", "绩效指标", "评价指标"]),
    (Role::Coefficient, &["系数"]),
    (Role::Score, &["得分", "自评分", "评价分", "score"]),
    (Role::Weight, &["分值", "权重", "标准分", "满分", "权值", "weight", "points"]),
    (Role::Reason, &["偏差", "原因", "改进措施", "未完成", "reason"]),
    (Role::Comparator, &["符号", "性质", "计算关系"]),
    (Role::Unit, &["计量单位", "度量单位"]),
    (Role::AdjustedTarget, &["调整指标值", "调整后指标值", "调整目标值", "调整值"]),
    (Role::Target, &["指标值", "目标值", "年初值", "年度目标", "预期目标", "年度值", "target"]),
    (Role::Actual, &["完成值", "完成情况", "实际值", "实际完成", "完成数", "actual"]),
    (Role::Stated, &["stated number", "公布数", "个数"]),
    (Role::Listed, &["names", "名单", "名称清单"]),
    (Role::Final, &["调整后", "全年预算", "全年(调整)预算", "调整预算", "(a)", "adjusted"]),
    (Role::Original, &["年初预算", "年初数", "年初批复", "预算批复", "initial"]),
    (Role::Executed, &["执行", "决算", "executed", "实际支出", "支出数", "(b)"]),
    (Role::Posts, &["编制数", "编制人数", "核定编制"]),
    (Role::InPost, &["在职", "实有人"]),
    (Role::Budget, &["预算", "budget"]),
    (Role::Total, &["合计", "小计", "总计", "total"]),
];

/// Headers that are the whole cell.
const WHOLE: &[(Role, &str)] = &[
    (Role::Unit, "单位"),
    (Role::Indicator, "指标"),
    (Role::Target, "目标"),
    (Role::Actual, "完成"),
    (Role::Actual, "实际"),
    (Role::Rate, "rate"),
    (Role::Stated, "数量"),
    (Role::Listed, "名称"),
    (Role::Posts, "编制"),
];

/// Returns a header without blanks, in one form of brackets.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect::<String>()
        .to_lowercase()
}

/// Tells what a column with this header holds.
pub(crate) fn role(header: &str) -> Option<Role> {
    let text = squeezed(header);
    let spaced = header.trim().to_lowercase();
    if ["预算编制", "结转", "执行情况"].iter().any(|word| text.contains(word)) {
        return None;
    }
    if let Some((role, _)) = WHOLE.iter().find(|(_, word)| text == *word) {
        return Some(*role);
    }
    // “得分（20分×执行率）” is a score that says how it is computed.
    if text.starts_with("得分") && !text.starts_with("得分系数") {
        return Some(Role::Score);
    }
    let is_in = |word: &&str| text.contains(*word) || spaced.contains(*word);
    WORDS.iter().find(|(_, words)| words.iter().any(is_in)).map(|(role, _)| *role)
}

static YEAR: Pattern = Pattern::new(|| regex(r"(20[0-9]{2})"));

/// Returns the year that a text names first.
pub(crate) fn year(text: &str) -> Option<i32> {
    YEAR.find(text).and_then(|found| found.as_str().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_tell_roles() {
        for (header, expected) in [
            ("全年（调整）\n预算", Some(Role::Final)),
            ("年初预算数", Some(Role::Original)),
            ("全年执行数（B）", Some(Role::Executed)),
            ("执行率（B/A）", Some(Role::Rate)),
            ("得分系数 %", Some(Role::Coefficient)),
            ("偏差原因分析及改进措施", Some(Role::Reason)),
            ("年度指标值", Some(Role::Target)),
            ("指标性质", Some(Role::Comparator)),
            ("1-6月 executed", Some(Role::Executed)),
            ("change % stated", Some(Role::ChangeRate)),
            ("项目", None),
        ] {
            assert_eq!(role(header), expected, "{header}");
        }
    }
}
