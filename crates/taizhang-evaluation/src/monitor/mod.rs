//! Mid-year monitoring (绩效运行监控): spending and goals against the time that has passed.
//!
//! Progress is compared with `months ÷ 12`, where the month of the day asked about counts whole.
//! The forecast is linear: what was done so far ÷ months × 12; spending never beyond its budget,
//! and what does not grow with time (rates, surveys, judgements) stays as it is.

mod goal;
mod light;
mod money;

use jiff::civil::Date;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::event::Target;
use taizhang_core::figure::{FigureError, Figures};
use taizhang_core::ids::IndicatorId;
use taizhang_core::{Money, Ratio};

use crate::pack::{MonitoringRules, Pack};
use crate::self_evaluation::{PackReference, SelfEvaluation, target_text};

pub use light::Light;

/// A year as it stands on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Monitoring {
    /// Form pack whose warning lines were used.
    pub pack: PackReference,
    /// The day.
    #[schemars(schema_with = "taizhang_core::date_text::date_schema")]
    pub as_of: Date,
    /// Months that have passed, the day's own month included.
    pub months: i8,
    /// Months ÷ 12.
    pub time_progress: Ratio,
    /// Rows of the form's funds block; the first is the total.
    pub funds: Vec<MonitoredMoney>,
    /// Projects, by code.
    pub projects: Vec<MonitoredMoney>,
    /// Budget lines, by id.
    pub lines: Vec<MonitoredMoney>,
    /// Indicators, in form order.
    pub indicators: Vec<MonitoredIndicator>,
    /// Progress of all goals together: 分值-weighted shares of targets, each at most 100 %.
    pub goal_progress: Ratio,
    /// Classes of reasons that the form ticks off; empty where it has none.
    pub cause_classes: Vec<String>,
    /// What is said about the whole year, like a gap between goals and spending.
    pub warnings: Vec<String>,
    /// How pace, forecast and lights are computed, in words.
    pub methods: Vec<String>,
}

/// Spending against its budget and the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoredMoney {
    /// Line id or project code; empty for a row of the form.
    pub id: String,
    /// Name.
    pub name: String,
    /// 年初预算数, in yuan.
    pub original_budget: Money,
    /// 全年预算数, in yuan.
    pub final_budget: Money,
    /// 执行数 so far, in yuan.
    pub outturn: Money,
    /// 执行率.
    pub rate: Ratio,
    /// 执行率 ÷ time progress, in per cent; nothing without a budget.
    pub pace: Option<Decimal>,
    /// 全年预计执行数, in yuan.
    pub forecast: Money,
    /// 全年预计执行数 ÷ 全年预算数.
    pub forecast_rate: Ratio,
    /// The light; none without a budget.
    pub light: Option<Light>,
    /// Why the light is not green.
    pub reasons: Vec<String>,
}

/// An indicator against its target and the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoredIndicator {
    /// Id.
    pub id: IndicatorId,
    /// 一级指标.
    pub level1: String,
    /// 二级指标.
    pub level2: String,
    /// 三级指标.
    pub name: String,
    /// 年度指标值.
    pub target: Target,
    /// 监控期完成值 as printed; empty when nothing is known.
    pub actual_text: String,
    /// 监控期完成值 ÷ 年度指标值; none for ceilings and judgements.
    pub progress: Option<Ratio>,
    /// Progress ÷ time progress, in per cent; only for what grows with time.
    pub pace: Option<Decimal>,
    /// 全年预计完成值 as printed; empty when nothing can be foreseen.
    pub forecast_text: String,
    /// 偏离度: (全年预计完成值 − 年度指标值) ÷ 年度指标值.
    pub deviation: Option<Ratio>,
    /// 完成目标可能性; none when nothing is known.
    pub likelihood: Option<Likelihood>,
    /// The light; none when nothing is known.
    pub light: Option<Light>,
    /// Why the light is not green, or there is none.
    pub reason: String,
    /// 偏差原因 as explained; empty when there is none.
    pub variance_reason: String,
    /// 纠偏措施 as explained; empty when there is none.
    pub corrective_action: String,
    /// Classes of the reason as explained, like 经费保障.
    pub causes: Vec<String>,
    /// Sequences of the events behind the value.
    pub events: Vec<u64>,
}

impl MonitoredIndicator {
    /// Prints the target joined, like `≥100%` or its description.
    pub fn target_text(&self) -> String {
        target_text(&self.target)
    }
}

/// Whether the year's target will be reached, as the form asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Likelihood {
    /// At the present pace the target is met.
    Certain,
    /// At the present pace it is not, but it still can be.
    Possible,
    /// It no longer can be: a ceiling on what only grows is exceeded.
    Impossible,
}

impl Likelihood {
    /// Returns the form's words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "确定能",
            Self::Possible => "有可能",
            Self::Impossible => "完全不可能",
        }
    }
}

/// The time that has passed.
#[derive(Clone, Copy)]
struct Clock<'a> {
    months: i8,
    rules: &'a MonitoringRules,
}

impl Clock<'_> {
    /// Returns `value ÷ months × 12`.
    fn year_of(self, value: Decimal) -> Decimal {
        let twelvefold = value.saturating_mul(Decimal::from(12));
        twelvefold.checked_div(Decimal::from(self.months)).unwrap_or_default()
    }

    /// Returns progress ÷ time progress, in per cent.
    fn pace(self, part: Decimal, whole: Decimal) -> Option<Decimal> {
        self.year_of(part).saturating_mul(Decimal::ONE_HUNDRED).checked_div(whole)
    }
}

/// Watches the scored year behind `figures` on the day `as_of`; nothing if the pack has no rules
/// of monitoring.
pub fn monitor(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    as_of: Date,
) -> Result<Option<Monitoring>, FigureError> {
    let Some(rules) = pack.monitoring() else { return Ok(None) };
    let book = figures.book();
    let year = book.year().ok_or(FigureError::YearNotOpen)?;
    let months = if year.contains(as_of) { as_of.month() } else { 12 };
    let clock = Clock { months, rules };
    let funds = money::funds(clock, pack, evaluation)?;
    let indicators = goal::indicators(clock, pack, figures, evaluation);
    let goal_progress = goal::progress(evaluation, &indicators);
    let mut warnings = Vec::new();
    if let (Some(gap), Some(total)) = (&rules.goal_gap, funds.first())
        && let (Some(goal), Some(spent)) = (goal_progress.percent(2), total.rate.percent(2))
        && goal.saturating_sub(spent).abs() > gap.points
    {
        warnings.push(format!(
            "目标完成进度{}与预算执行率{}相差超过{}个百分点",
            goal_progress.percent_text(2),
            total.rate.percent_text(2),
            gap.points.normalize()
        ));
    }
    Ok(Some(Monitoring {
        pack: pack.reference(),
        as_of,
        months,
        time_progress: Ratio::new(months.into(), Decimal::from(12), "全年月数"),
        projects: money::projects(clock, pack, book)?,
        lines: money::lines(clock, pack, book)?,
        funds,
        indicators,
        cause_classes: clock.rules.cause_names().to_vec(),
        goal_progress,
        warnings,
        methods: methods(clock),
    }))
}

/// Says how everything is computed.
fn methods(clock: Clock<'_>) -> Vec<String> {
    let bounds = &clock.rules.lights;
    let (red, yellow) = (bounds.red_below.normalize(), bounds.yellow_below.normalize());
    let mut methods = vec![
        format!("时间进度＝已过月数÷12＝{}÷12，当月按整月计", clock.months),
        format!("进度比＝执行率÷时间进度，低于{red}%红灯，{red}%—{yellow}%黄灯，其余绿灯"),
        "全年预计执行数＝执行数÷已过月数×12，不超过全年预算数".to_owned(),
        "全年预计完成值：累计类指标按月数线性推算，比率、满意度和评定类指标按现值".to_owned(),
        "偏离度＝（全年预计完成值−年度指标值）÷年度指标值".to_owned(),
    ];
    if let Some(line) = clock.rules.line_at(clock.months) {
        methods.push(format!(
            "预警线：{}月底执行率不低于{}%",
            line.through_month,
            line.below.normalize()
        ));
    }
    methods
}
