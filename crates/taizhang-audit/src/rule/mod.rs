//! The rules, each in its own module.

mod adjustment;
mod approximation;
mod arithmetic;
mod assets;
mod balance;
mod base;
mod blank;
mod budget_change;
mod carry_over;
mod change;
mod class;
mod column_sum;
mod count;
mod cross;
mod deviation;
mod direction;
mod distribution;
mod documents;
mod enumeration;
mod evidence;
mod execution;
mod funds;
mod goal;
mod grade;
mod heading;
mod listed;
mod missing;
mod names;
mod numerals;
mod outline;
mod over;
mod pace;
mod paid_in;
mod part_sum;
mod precision;
mod row_sum;
mod satisfaction;
mod score;
mod score_total;
mod shares;
mod sides;
mod staff;
mod stale;
mod stated_rule;
mod table_rate;
mod three_public;
mod units;
mod vague;
mod value;

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;

/// A rule: what it looks for, and why.
#[derive(Debug)]
pub struct Rule {
    /// Stable code, like `DOCNO`.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// How bad its findings can be.
    pub severity: Severity,
    /// What it looks for and why, in Chinese.
    pub explanation: &'static str,
    /// How it looks; several rules may share a code.
    pub(crate) run: fn(&Case<'_>) -> Vec<Finding>,
}

/// All codes, in the order in which their findings are listed.
pub static RULES: &[Rule] = &[
    Rule {
        code: "RATE",
        title: "比率算不出来",
        severity: Severity::Error,
        explanation: "执行率、占比、增减率、到位率与文中给出的分子、分母相除的结果不符，或增减、超支的方向与数相反。允许印出精度以内的差。",
        run: |case| {
            let found = [
                execution::run,
                shares::run,
                change::run,
                satisfaction::run,
                distribution::run,
                direction::run,
                paid_in::rate,
                table_rate::run,
                funds::rate,
            ];
            let mut all: Vec<Finding> = found.iter().flat_map(|run| run(case)).collect();
            all.extend(sides::rate(case));
            all.extend(balance::run(case));
            all
        },
    },
    Rule {
        code: "BASE",
        title: "比率的基数不对或没有写明",
        severity: Severity::Warning,
        explanation: "比率只有换一个基数才算得出来，或者年内调整过预算而没有写明执行率以哪个预算数为基数。",
        run: base::run,
    },
    Rule {
        code: "SUM",
        title: "分项之和不等于合计",
        severity: Severity::Error,
        explanation: "“其中”各项、算式、合计行列、资金各行、分值相加与合计不符，分项大于合计，或各项都列全了却不够合计。",
        run: |case| {
            let found = [
                part_sum::run,
                listed::run,
                budget_change::run,
                arithmetic::run,
                column_sum::run,
                row_sum::run,
                funds::sum,
                sides::run,
                score_total::weights,
                score_total::total_weight,
                paid_in::balance,
                three_public::run,
            ];
            found.iter().flat_map(|run| run(case)).collect()
        },
    },
    Rule {
        code: "TOTAL",
        title: "总分或总计不符",
        severity: Severity::Error,
        explanation: "各指标得分相加不等于自评总分，或收入总计不等于支出总计。",
        run: |case| {
            score_total::run(case).into_iter().chain(carry_over::both_sides(case)).collect()
        },
    },
    Rule {
        code: "CARRY",
        title: "结转结余没有滚动下来",
        severity: Severity::Error,
        explanation: "上年末结转结余应进入本年收入总计；年初结转结余＋收入－支出＝年末结转结余。",
        run: carry_over::run,
    },
    Rule {
        code: "ROUND",
        title: "末位取舍不是四舍五入",
        severity: Severity::Note,
        explanation: "比率或得分与计算结果只差末位。",
        run: |case| table_rate::round(case).into_iter().chain(score::round(case)).collect(),
    },
    Rule {
        code: "SCORE",
        title: "得分不合自己的规则",
        severity: Severity::Error,
        explanation: "完成了却扣分，没有完成却得满分，得分高于分值，得分不等于分值×系数、分值×执行率，不合表中印出的扣分规则，或等级与得分不符。",
        run: |case| {
            let found = [score::run, stated_rule::run, grade::run];
            found.iter().flat_map(|run| run(case)).collect()
        },
    },
    Rule {
        code: "STAFF",
        title: "人员与编制不符",
        severity: Severity::Warning,
        explanation: "在职人数超过编制；离退休人员算进了编制。",
        run: staff::run,
    },
    Rule {
        code: "ASSET",
        title: "资产原值与净值混用",
        severity: Severity::Warning,
        explanation: "原值的“其中”是净值，或净值大于原值。",
        run: assets::run,
    },
    Rule {
        code: "DOCNO",
        title: "文号可疑",
        severity: Severity::Warning,
        explanation: "年份用六角括号〔〕；下达资金的文件年份与资金年度对不上。",
        run: documents::run,
    },
    Rule {
        code: "CLASS",
        title: "归类不对",
        severity: Severity::Warning,
        explanation: "指标放错了类别，二级指标放错了一级指标，或经济分类混列。",
        run: class::run,
    },
    Rule {
        code: "OUTLINE",
        title: "序号跳号、重号或混用",
        severity: Severity::Warning,
        explanation: "层次依次为一、（一）1.（1），同级连续，下一级不与上一级同形。",
        run: outline::run,
    },
    Rule {
        code: "HEADING",
        title: "标题与内容不符",
        severity: Severity::Warning,
        explanation: "标题是绩效目标，内容却是支出数。",
        run: heading::run,
    },
    Rule {
        code: "NUMERAL",
        title: "数字写法不一",
        severity: Severity::Note,
        explanation: "同一句里计数有的用汉字、有的用阿拉伯数字。",
        run: numerals::run,
    },
    Rule {
        code: "PREC",
        title: "百分比精度不一",
        severity: Severity::Note,
        explanation: "同一段里的百分比小数位数不同。",
        run: precision::run,
    },
    Rule {
        code: "UNIT",
        title: "单位混用",
        severity: Severity::Note,
        explanation: "人次与人混算、单位写成文字、同一笔钱在两处以元和万元出现而只在取整后相等。",
        run: units::run,
    },
    Rule {
        code: "COUNT",
        title: "个数与所列不符",
        severity: Severity::Warning,
        explanation: "写明几个，列出的名称或“一是、二是”却不是这么多；带“等”字的名单不查。",
        run: |case| count::run(case).into_iter().chain(enumeration::run(case)).collect(),
    },
    Rule {
        code: "DUP",
        title: "同一名称列了两处",
        severity: Severity::Warning,
        explanation: "同一个单位列在两个互不包含的名单里，会重复计数。",
        run: count::duplicates,
    },
    Rule {
        code: "APPROX",
        title: "约数",
        severity: Severity::Note,
        explanation: "计数写成“余、多、近、约”，无法核对；保留准确数。",
        run: approximation::run,
    },
    Rule {
        code: "BLANK",
        title: "空着或没有改掉的模板文字",
        severity: Severity::Warning,
        explanation: "指标名称、完成值空着，单位前没有数，或留有××、____、“（200字以内）”一类的模板文字。",
        run: blank::run,
    },
    Rule {
        code: "VAGUE",
        title: "目标无法衡量",
        severity: Severity::Note,
        explanation: "数量指标的目标值没有数。",
        run: vague::run,
    },
    Rule {
        code: "VALUE",
        title: "完成值不是数",
        severity: Severity::Warning,
        explanation: "目标值是数，完成值却写“完成”“达标”一类的字，或写成范围，无法按比例计分。",
        run: value::run,
    },
    Rule {
        code: "GOAL",
        title: "目标与完成情况雷同",
        severity: Severity::Warning,
        explanation: "预期目标与实际完成情况一字不差，或只是项目名称。",
        run: goal::run,
    },
    Rule {
        code: "CROSS",
        title: "前后不一",
        severity: Severity::Warning,
        explanation: "同一个数在文中两处不同。",
        run: cross::run,
    },
    Rule {
        code: "STALE",
        title: "过时的提法",
        severity: Severity::Warning,
        explanation: "只属于别的年度的提法，可能沿用了往年文字；对照表与台账检查共用一份。",
        run: stale::run,
    },
    Rule {
        code: "NAME",
        title: "名称前后不一",
        severity: Severity::Note,
        explanation: "引号里的名称字数相同而次序或个别字不同；叠字。",
        run: names::run,
    },
    Rule {
        code: "PACE",
        title: "执行进度偏慢",
        severity: Severity::Warning,
        explanation: "监控期执行率低于预警线（4月25%、6月40%、8月60%、10月80%）。",
        run: pace::run,
    },
    Rule {
        code: "ADJ",
        title: "预算调整没有说明",
        severity: Severity::Warning,
        explanation: "全年预算与年初预算相差超过20%，全文没有调整依据。",
        run: adjustment::run,
    },
    Rule {
        code: "OVER",
        title: "大幅超额或超预算",
        severity: Severity::Warning,
        explanation: "完成值达到目标的130%、决算达到预算的130%而没有说明；“三公”经费决算超过预算。",
        run: over::run,
    },
    Rule {
        code: "DEV",
        title: "扣分没有原因",
        severity: Severity::Error,
        explanation: "得分低于分值，偏差原因却空着。",
        run: deviation::run,
    },
    Rule {
        code: "EVID",
        title: "结果没有依据",
        severity: Severity::Note,
        explanation: "写了满意度，全文却没有问卷、样本或访谈。",
        run: evidence::run,
    },
    Rule {
        code: "MISSING",
        title: "缺少应有的内容",
        severity: Severity::Warning,
        explanation: "整体支出绩效自评报告没有得分、满意度、“三公”、采购、结转结余或落款日期。",
        run: missing::run,
    },
];

/// Finds a rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}
