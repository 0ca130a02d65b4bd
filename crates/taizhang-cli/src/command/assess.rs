//! `assess`: the judgement of an indicator that nothing counts.

use clap::{Args, ValueEnum};
use rust_decimal::Decimal;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{AssessedValue, Assessment, Tier};
use taizhang_ledger::evaluation::pack::Pack;

use super::recorded::record_and_report;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::values::Reader;

/// Arguments of `assess`.
#[derive(Args, Debug)]
pub(crate) struct AssessArgs {
    /// 绩效指标编号
    #[arg(value_name = "指标")]
    indicator: String,
    /// 完成值（定量指标）
    #[arg(long, value_name = "数值", required_unless_present = "tier", conflicts_with = "tier")]
    actual: Option<String>,
    /// 完成档次（定性指标）
    #[arg(long, value_name = "档次", requires = "percent")]
    tier: Option<TierArg>,
    /// 该档次内得分占分值的百分比
    #[arg(long, value_name = "百分比", requires = "tier")]
    percent: Option<String>,
    /// 评定依据
    #[arg(long, value_name = "依据")]
    reason: String,
    /// 业务日期（默认今天）
    #[arg(long, value_name = "日期")]
    date: Option<String>,
}

/// Tiers on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TierArg {
    /// 达成年度指标
    #[value(alias = "达成")]
    Achieved,
    /// 部分达成年度指标并具有一定效果
    #[value(alias = "部分达成")]
    PartlyAchieved,
    /// 未达成年度指标且效果较差
    #[value(alias = "未达成")]
    NotAchieved,
}

impl From<TierArg> for Tier {
    fn from(tier: TierArg) -> Self {
        match tier {
            TierArg::Achieved => Self::Achieved,
            TierArg::PartlyAchieved => Self::PartlyAchieved,
            TierArg::NotAchieved => Self::NotAchieved,
        }
    }
}

pub(crate) fn run(args: &AssessArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    record_and_report(session, args.date.as_deref(), |reader, ledger| {
        let indicator = reader.id(&args.indicator);
        let percent =
            reader.optional(args.percent.as_deref(), |r, text| r.number("--percent", text));
        let actual = reader.optional(args.actual.as_deref(), |r, text| r.number("--actual", text));
        let finding = match args.tier {
            Some(tier) => {
                let percent = percent?;
                let pack = reader.answer(ledger.pack())?;
                check_share(reader, &pack, tier, percent)?;
                AssessedValue::Tier { tier: tier.into(), percent }
            }
            None => AssessedValue::Actual(actual?),
        };
        let reason = args.reason.clone();
        Some(vec![Command::Assess(Assessment { indicator: indicator?, finding, reason })])
    })
}

/// Refuses a share that lies outside its tier: the form would reset the score to zero.
fn check_share(reader: &mut Reader, pack: &Pack, tier: TierArg, percent: Decimal) -> Option<()> {
    let bounds = pack.tiers();
    let (lowest, below) = match tier {
        TierArg::Achieved => (bounds.achieved_from, Decimal::ONE_HUNDRED),
        TierArg::PartlyAchieved => (bounds.partly_from, bounds.achieved_from),
        TierArg::NotAchieved => (Decimal::ZERO, bounds.partly_from),
    };
    let is_top = matches!(tier, TierArg::Achieved);
    if percent >= lowest && (percent < below || (is_top && percent == below)) {
        return Some(());
    }
    let name = taizhang_ledger::core::event::Tier::from(tier).name();
    reader.refuse(Problem::new(
        format!("得分比例 {percent}% 不在“{name}”的档次内"),
        format!("这一档是 {lowest}% 到 {below}%{}", if is_top { "" } else { "（不含）" }),
        "改正比例或档次",
    ));
    None
}
