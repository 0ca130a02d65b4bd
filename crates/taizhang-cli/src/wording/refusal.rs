//! Words of broken rules.

use taizhang_ledger::core::book::{Field, Refusal, Step};
use taizhang_ledger::core::code::UnknownCode;

use super::input::money_problem;
use super::{list, yuan};
use crate::command::amend::not_a_change;
use crate::error::Problem;

/// Words of a broken rule.
#[expect(clippy::too_many_lines, reason = "a flat list of wordings, one per refusal")]
pub(crate) fn refusal_problem(refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::YearNotOpen => Problem::new(
            "本年度尚未开账",
            "没有开账的年度不接受任何登记",
            "用 taizhang init 建账，或用 taizhang open 开立下一年度",
        ),
        Refusal::YearAlreadyOpen(year) => Problem::new(
            format!("{year} 年度已经开账"),
            "一个年度只能开账一次",
            "直接登记即可；要看情况请运行 taizhang status",
        ),
        Refusal::YearClosed(year) => Problem::new(
            format!("{year} 年度已经年结，不再接受登记"),
            "年结后的账是封存的",
            "以前年度的差错在当年更正；确需改动请由负责人运行 taizhang reopen 并写明原因",
        ),
        Refusal::YearNotOver { year, today } => Problem::new(
            format!("{year} 年度还没有结束（今天是 {today}）"),
            "年结要在 12 月 31 日及以后办理",
            "平时用 taizhang close month 月结；年末再年结",
        ),
        Refusal::YearNotClosed(year) => Problem::new(
            format!("{year} 年度没有年结，不需要反结账"),
            "只有已年结的年度才能反结账",
            "直接登记即可",
        ),
        Refusal::PreviousYear { year, quoted } => Problem::new(
            format!("{year} 年度的开账引用了 {quoted} 年度的年结"),
            "开账必须承接上一年度",
            "先开立中间的年度",
        ),
        Refusal::NotABudgetChange(sequence) => not_a_change(sequence.get()),
        Refusal::NothingChanges => Problem::new(
            "没有要改的地方",
            "给出的内容与台账里现在的完全一样",
            "核对要改正的内容；不需要改正的，不用登记",
        ),
        Refusal::NoSuchMonth(month) => {
            Problem::new(format!("没有 {month} 月"), "月份是 1 到 12", "改正月份后重试")
        }
        Refusal::MonthLocked(month) => Problem::new(
            format!("{month} 月已经月结"),
            "月结后该月不再接受收支登记",
            "把业务记在未月结的月份，差错用红字更正；确要补记的用 taizhang reopen --month 写明原因重开",
        ),
        Refusal::MonthNotLocked(month) => Problem::new(
            format!("{month} 月没有月结，不需要重开"),
            "只有已月结的月份才能重开",
            "直接登记即可",
        ),
        Refusal::ControlCharacter { field, character } => Problem::new(
            format!("{}里有看不见的字符（U+{:04X}）", field_name(*field), u32::from(*character)),
            "换行、制表符等控制字符会打乱列表、报表和报告，改变书写方向的字符会让人看成别的字",
            "删去这个字符，写在一行里；找不到的把这一格重新输入一遍",
        ),
        Refusal::MeasureTwice(measure) => Problem::new(
            format!("一次活动里计数“{measure}”写了两遍"),
            "同一活动的同一计数项只记一个数，写两遍看不出是相加还是重复",
            "相加后写一遍，或分别用不同的计数项",
        ),
        Refusal::ScoreOutOfRange(score) => Problem::new(
            format!("评分 {} 不在 0 到 100 之间", score.normalize()),
            "财政评分是百分制",
            "核对评分",
        ),
        Refusal::OutsideYear { date, year } => Problem::new(
            format!("日期 {date} 不在 {year} 年度内"),
            "收支和活动只能记在所属预算年度（公历 1 月 1 日至 12 月 31 日）",
            "核对日期，或用 --year 指明年度",
        ),
        Refusal::FutureDate { date, today } => Problem::new(
            format!("日期 {date} 还没有到（今天是 {today}）"),
            "台账只记已经发生的事",
            "核对日期；若电脑时间不对，请先校准",
        ),
        Refusal::BeforeTarget { date, target, target_date } => Problem::new(
            format!("日期 {date} 早于第 {target} 号事件的日期 {target_date}"),
            "退回和冲销不能早于原业务",
            "改用不早于原业务的日期",
        ),
        Refusal::AmountNotPositive(amount) if amount.is_zero() => Problem::new(
            format!("金额 {} 不大于零", yuan(*amount)),
            "登记的金额必须大于零",
            "没有付钱的不用登记，文件里有这一行的删去；其实有钱的，写上金额",
        ),
        Refusal::AmountNotPositive(amount) => Problem::new(
            format!("金额 {} 不大于零", yuan(*amount)),
            "登记的金额必须大于零",
            "金额写正数；钱退回来用 taizhang refund，整笔冲销用 taizhang correct，预算减少用变动类型“追减”",
        ),
        Refusal::Empty(field) => Problem::new(
            format!("{}没有填写", field_name(*field)),
            format!("{}是必填项", field_name(*field)),
            "补填后重试",
        ),
        Refusal::UnknownLine { line, known } => Problem::new(
            format!("没有指标 {line}"),
            if known.is_empty() {
                "台账里还没有任何指标".to_owned()
            } else {
                format!("现有指标：{}", list(known))
            },
            "核对指标号，或先用 taizhang allocate 登记批复",
        ),
        Refusal::LineDiffers { line, registered } => Problem::new(
            format!("指标 {line} 已登记为“{}”，与本次填写的不一致", registered.name),
            "同一指标号的名称、类别、资金性质和科目不能改变",
            "核对指标号；已登记的写错了，用 taizhang amend line 改正；若是另一笔指标，请换一个号",
        ),
        Refusal::OriginalBudgetExists(line) => Problem::new(
            format!("指标 {line} 已有年初批复"),
            "年初预算只批复一次，之后的变化是追加、追减或调剂",
            "改用 taizhang adjust 登记调整",
        ),
        Refusal::VirementToItself(line) => Problem::new(
            format!("调剂的转出和转入都是指标 {line}"),
            "调剂是两个指标之间的划转",
            "核对 --to 的指标号",
        ),
        Refusal::CarryOverFromFuture { origin, year } => Problem::new(
            format!("结转的来源年度 {origin} 不早于 {year}"),
            "上年结转来自以前年度",
            "核对 --origin-year",
        ),
        Refusal::UnknownCode(unknown) => unknown_code_problem(unknown),
        Refusal::EconomicTooCoarse(code) => Problem::new(
            format!("经济科目 {code} 只到“类”"),
            "支出要记到“款”（5 位）",
            format!("运行 taizhang codes --prefix {code} 查看其下各款"),
        ),
        Refusal::EconomicOutsideLine { line, allowed, economic } => Problem::new(
            format!("经济科目 {economic} 不在指标 {line} 的科目 {allowed} 之内"),
            "支出科目必须属于指标批复的科目",
            "换用相应的指标或科目；指标的科目登记错了，用 taizhang amend line 改正；确需变更先办理调剂",
        ),
        Refusal::InsufficientAllotment { line, requested, available } => Problem::new(
            format!("指标 {line} 的可用余额 {} 不足 {}", yuan(*available), yuan(*requested)),
            "不得超指标支付：支付、追减、调出、冻结都不能超过可用余额",
            "核对金额单位（元/万元）和指标号，或先登记追加、调剂",
        ),
        Refusal::InsufficientFrozen { line, requested, frozen } => Problem::new(
            format!("指标 {line} 只冻结了 {}，不能解冻 {}", yuan(*frozen), yuan(*requested)),
            "解冻不能超过已冻结的金额",
            "核对金额和指标号",
        ),
        Refusal::ReturnExceedsPayment { target, requested, outstanding } => Problem::new(
            format!(
                "第 {target} 号支付尚未退回的只有 {}，不能退回 {}",
                yuan(*outstanding),
                yuan(*requested)
            ),
            "退回不能超过原支付",
            "核对金额和原支付的序号",
        ),
        Refusal::NotAPayment(sequence) => Problem::new(
            format!("第 {sequence} 号事件不是支付"),
            "只有支付才能退回",
            "运行 taizhang list payments 查看支付的序号",
        ),
        Refusal::AlreadyReversed(sequence) => Problem::new(
            format!("第 {sequence} 号事件已经冲销过"),
            "每个事件最多冲销一次",
            format!("运行 taizhang show {sequence} 查看冲销情况"),
        ),
        Refusal::NotReversible { sequence, kind: "list_imported" } => Problem::new(
            format!("第 {sequence} 号导入记录不能冲销"),
            "它说的是导入时读了哪些文件，撤销导入以后也还是事实",
            "要撤销这次导入的各笔：taizhang import list 查批号，再用 taizhang import undo",
        ),
        Refusal::NotReversible { sequence, .. } => Problem::new(
            format!("第 {sequence} 号事件不能冲销"),
            "建账、结账、送审、改正和红字冲销本身都不能再冲销",
            "改正、活动更正有误的再改正一次；年结有误的反结账",
        ),
        Refusal::HasReturns { target, returned } => Problem::new(
            format!("第 {target} 号支付已退回 {}", yuan(*returned)),
            "已有退回的支付不能整笔冲销，否则退回会被重复计算",
            "先冲销退回，再冲销支付",
        ),
        Refusal::IdTaken(id) => Problem::new(
            format!("编号 {id} 已被使用"),
            "同一年度内编号不能重复",
            "换一个编号；要改已登记的活动请用 taizhang record --correct",
        ),
        Refusal::UnknownIndicator { indicator, known } => Problem::new(
            format!("没有绩效指标 {indicator}"),
            if known.is_empty() {
                "还没有申报任何绩效指标".to_owned()
            } else {
                format!("已申报的绩效指标：{}", list(known))
            },
            "核对编号，或先用 taizhang target add 申报",
        ),
        Refusal::UnknownActivity(activity) => Problem::new(
            format!("没有活动 {activity}"),
            "台账里没有这个活动编号",
            "运行 taizhang list activities 查看；还没有登记的，有表的先用 taizhang import activities 导入，没有的用 taizhang record 登记",
        ),
        Refusal::UnknownEvent(event) => Problem::new(
            format!("事件 {event} 不存在或已冲销"),
            "佐证只能附在有效的事件上",
            "核对事件序号",
        ),
        Refusal::EndsBeforeStart { start, end } => Problem::new(
            format!("活动结束日 {end} 早于开始日 {start}"),
            "结束日不能早于开始日",
            "核对起止日期",
        ),
        Refusal::NegativeCount(measure) => {
            Problem::new(format!("计数“{measure}”小于零"), "计数不能为负", "核对数量")
        }
        Refusal::UnitDiffers { measure, known, given } => Problem::new(
            format!("计数“{measure}”的单位是“{known}”，这次写成“{given}”"),
            "同一计数项只能有一个计量单位，否则不能相加",
            "统一单位，或换一个计数项",
        ),
        Refusal::WeightNotPositive(indicator) => Problem::new(
            format!("绩效指标 {indicator} 的分值不大于零"),
            "每个绩效指标都要有分值",
            "核对分值",
        ),
        Refusal::GoalWithoutWeight(goal) => Problem::new(
            format!("年度绩效目标 {goal} 没有序号或分值"),
            "序号从1起，分值大于零",
            "核对序号和分值",
        ),
        Refusal::IndicatorInGoal { indicator, goal } => Problem::new(
            format!("绩效指标 {indicator} 已经属于年度绩效目标 {goal}"),
            "每个指标只衡量一个目标",
            "核对指标编号；要改归属，先重新申报原来的目标，去掉这个指标",
        ),
        Refusal::SurveyImpossible { sample, satisfied } => Problem::new(
            format!("有效样本 {sample} 份，满意 {satisfied} 份，对不上"),
            "样本必须大于零，满意份数不能超过样本",
            "核对调查结果",
        ),
        Refusal::TierShare => Problem::new(
            "评定的得分比例不在 0 到 100 之间",
            "得分比例是分值的百分之几",
            "核对 --percent",
        ),
        Refusal::AssetValues { gross, net } => Problem::new(
            format!("资产原值 {}、净值 {} 对不上", yuan(*gross), yuan(*net)),
            "净值不能小于零，也不能大于原值",
            "核对原值和净值是否填反",
        ),
        Refusal::AssetCountedTwice { class, standing } => {
            let standing: Vec<&str> = standing.iter().map(|class| class.name()).collect();
            let standing = list(&standing);
            Problem::new(
                format!("已登记了{standing}，与“{}”是两种分法，不能都登记", class.name()),
                "“设备”就是通用设备和专用设备合起来的一类（GB/T 14885-2022），两种分法都登记，价值就多算了",
                format!("一年里只用一种分法；要改分法的，先把{standing}登记为原值 0 元、净值 0 元"),
            )
        }
        Refusal::NumbersUnexplained(count) => Problem::new(
            format!("合计相同，但有 {count} 号与系统不符"),
            "对账有差异而没有说明",
            "查明是哪几号，用 --explanation 写明原因",
        ),
        Refusal::DifferenceUnexplained { ledger, shown } => Problem::new(
            format!("台账已支出 {}，系统显示 {}", yuan(*ledger), yuan(*shown)),
            "对账有差额而没有说明",
            "查明差额，用 --explanation 写明原因",
        ),
        Refusal::ReviewerIsSubmitter(operator) => Problem::new(
            format!("{operator} 不能复核自己送审的自评"),
            "经办与复核必须是两个人",
            "请另一位同事用 --operator 姓名 复核",
        ),
        Refusal::StepTooEarly { step, needs } => Problem::new(
            format!("还不能{}：先要{}", step_name(*step), step_name(*needs)),
            "自评按 送审 → 复核通过 → 上报 → 回执 的顺序办理",
            format!("先办理{}", step_name(*needs)),
        ),
        Refusal::Money(error) => money_problem(error),
    }
}

const fn field_name(field: Field) -> &'static str {
    match field {
        Field::Reason => "原因",
        Field::Payee => "收款人",
        Field::Voucher => "凭证号",
        Field::PaymentId => "支付单号",
        Field::Memo => "摘要",
        Field::Name => "名称",
        Field::Text => "正文",
        Field::Unit => "计量单位",
        Field::ProjectCode => "项目编码",
        Field::FileName => "文件名",
    }
}

const fn step_name(step: Step) -> &'static str {
    match step {
        Step::Submission => "送审",
        Step::Approval => "复核通过",
        Step::ReturnSubmission => "上报",
        Step::Receipt => "登记回执",
        Step::BureauScore => "登记财政评分",
    }
}

fn unknown_code_problem(unknown: &UnknownCode) -> Problem {
    let near: Vec<String> =
        unknown.suggestions.iter().map(|(code, name)| format!("{code} {name}")).collect();
    Problem::new(
        format!("{} 年{}中没有 {}", unknown.year, unknown.list, unknown.code),
        "科目必须在当年的科目表里，是其末级科目的地方细化，或在没有收录下级的类、款之下",
        if near.is_empty() {
            "运行 taizhang codes 查看科目表".to_owned()
        } else {
            format!("是不是想写：{}", near.join("、"))
        },
    )
}
