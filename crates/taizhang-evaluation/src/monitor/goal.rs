//! Indicators against their targets and the time.

use rust_decimal::Decimal;
use taizhang_core::Ratio;
use taizhang_core::event::{
    ActualSource, AssessedValue, Comparator, DeviationSubject, Indicator, Target, Tier,
};
use taizhang_core::figure::Figures;
use taizhang_core::money::fixed;

use super::light::pace_light;
use super::{Clock, Light, Likelihood, MonitoredIndicator};
use crate::pack::{Measured, Pack};
use crate::self_evaluation::{IndicatorRow, SelfEvaluation};

/// What a target, a value and the time say together.
#[derive(Default)]
struct Outlook {
    progress: Option<Ratio>,
    pace: Option<Decimal>,
    forecast: Option<Decimal>,
    deviation: Option<Ratio>,
    likelihood: Option<Likelihood>,
    light: Option<Light>,
    reason: String,
}

/// A quantitative target.
#[derive(Clone, Copy)]
struct Aim<'a> {
    comparator: Comparator,
    target: Decimal,
    unit: &'a str,
    /// Whether the value adds up over the year.
    grows: bool,
}

/// Every indicator of the scored year.
pub(super) fn indicators(
    clock: Clock<'_>,
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
) -> Vec<MonitoredIndicator> {
    let declared = figures.book().indicators();
    let rows = evaluation.indicators.iter().map(|row| {
        let indicator = declared.iter().find(|indicator| indicator.id == row.id);
        let outlook = indicator.map(|indicator| outlook(clock, figures, indicator, row));
        let causes = causes(figures, row);
        watched(pack, row, causes, outlook.unwrap_or_default())
    });
    rows.collect()
}

/// Returns the share of all targets that is reached: shares of at most 100 %, weighted by 分值.
pub(super) fn progress(evaluation: &SelfEvaluation, indicators: &[MonitoredIndicator]) -> Ratio {
    let (mut reached, mut weights) = (Decimal::ZERO, Decimal::ZERO);
    for (row, watched) in evaluation.indicators.iter().zip(indicators) {
        let share = watched.progress.as_ref().and_then(Ratio::quotient);
        let Some(share) = share else { continue };
        let share = share.clamp(Decimal::ZERO, Decimal::ONE);
        reached = reached.saturating_add(row.weight.saturating_mul(share));
        weights = weights.saturating_add(row.weight);
    }
    Ratio::new(reached, weights, "可算进度的指标分值")
}

/// Returns the classes of the reason that was given last.
fn causes(figures: &Figures<'_>, row: &IndicatorRow) -> Vec<String> {
    let subject = DeviationSubject::Indicator(row.id.clone());
    let explained = figures.book().deviations().latest(|deviation| deviation.subject == subject);
    explained.map(|held| held.fact.causes.iter().cloned().collect()).unwrap_or_default()
}

fn watched(
    pack: &Pack,
    row: &IndicatorRow,
    causes: Vec<String>,
    outlook: Outlook,
) -> MonitoredIndicator {
    let unit = match &row.target {
        Target::Quantitative { unit, .. } => unit.as_str(),
        Target::Qualitative { .. } => "",
    };
    let printed = |value: Decimal| pack.rounding().percent(value);
    MonitoredIndicator {
        id: row.id.clone(),
        level1: row.level1.clone(),
        level2: row.level2.clone(),
        name: row.name.clone(),
        target: row.target.clone(),
        actual_text: row.actual_text.clone(),
        progress: outlook.progress,
        pace: outlook.pace.map(printed),
        forecast_text: match outlook.forecast {
            Some(value) => format!("{}{unit}", printed(value).normalize()),
            None => row.actual_text.clone(),
        },
        deviation: outlook.deviation,
        likelihood: outlook.likelihood,
        light: outlook.light,
        reason: outlook.reason,
        variance_reason: row.variance_reason.clone(),
        corrective_action: row.corrective_action.clone(),
        causes,
        events: row.events.clone(),
    }
}

fn outlook(
    clock: Clock<'_>,
    figures: &Figures<'_>,
    indicator: &Indicator,
    row: &IndicatorRow,
) -> Outlook {
    match &indicator.target {
        Target::Quantitative { comparator, value, unit } => {
            let grows = grows(&indicator.source);
            let aim = Aim { comparator: *comparator, target: *value, unit, grows };
            // What is counted and was never counted is nothing done, not nothing known.
            let actual = row.actual.or_else(|| grows.then_some(Decimal::ZERO));
            actual.map_or_else(unknown, |actual| aim.outlook(clock, actual))
        }
        Target::Qualitative { .. } => {
            let assessments = figures.book().assessments();
            let held = assessments.latest(|assessment| assessment.indicator == indicator.id);
            match held.map(|statement| &statement.fact.finding) {
                Some(AssessedValue::Tier { tier, .. }) => judged(*tier),
                Some(AssessedValue::Actual(_)) | None => unknown(),
            }
        }
    }
}

/// Tells whether a value adds up over the year.
fn grows(source: &ActualSource) -> bool {
    match source {
        ActualSource::ResultSum(_) | ActualSource::ResultCount(_) => true,
        ActualSource::Figure(key) => ["outturn.", "activity.", "activity_count"]
            .iter()
            .any(|head| key.as_str().starts_with(head)),
        ActualSource::ResultLast(_) | ActualSource::Survey(_) | ActualSource::Assessed => false,
    }
}

fn unknown() -> Outlook {
    Outlook { reason: "尚无数据".to_owned(), ..Outlook::default() }
}

/// A judgement: 达成 green, 部分达成 yellow, 未达成 red.
fn judged(tier: Tier) -> Outlook {
    let (light, likelihood) = match tier {
        Tier::Achieved => (Light::Green, Likelihood::Certain),
        Tier::PartlyAchieved => (Light::Yellow, Likelihood::Possible),
        Tier::NotAchieved => (Light::Red, Likelihood::Possible),
    };
    let reason = if light == Light::Green { String::new() } else { tier.name().to_owned() };
    Outlook { light: Some(light), likelihood: Some(likelihood), reason, ..Outlook::default() }
}

impl Aim<'_> {
    fn is_ceiling(self) -> bool {
        matches!(self.comparator, Comparator::AtMost | Comparator::Below)
            || (self.comparator == Comparator::Equal && self.target.is_zero())
    }

    fn is_met(self, actual: Decimal) -> bool {
        let Self { comparator, target, .. } = self;
        Measured { comparator, target, actual, weight: Decimal::ZERO }.is_met()
    }

    fn outlook(self, clock: Clock<'_>, actual: Decimal) -> Outlook {
        let forecast = if self.grows { clock.year_of(actual) } else { actual };
        let has_share = !self.is_ceiling() && self.target > Decimal::ZERO;
        let progress = has_share.then(|| Ratio::new(actual, self.target, "年度指标值"));
        let pace = if self.grows && has_share { clock.pace(actual, self.target) } else { None };
        let light = self.light(clock, actual, forecast, pace);
        let likelihood = if self.is_met(forecast) {
            Likelihood::Certain
        } else if self.is_ceiling() && self.grows && !self.is_met(actual) {
            Likelihood::Impossible
        } else {
            Likelihood::Possible
        };
        let deviates = forecast.saturating_sub(self.target);
        Outlook {
            progress,
            pace,
            forecast: Some(forecast),
            deviation: (!self.target.is_zero())
                .then(|| Ratio::new(deviates, self.target.abs(), "年度指标值")),
            likelihood: Some(likelihood),
            reason: self.reason(light, forecast, pace),
            light: Some(light),
        }
    }

    fn light(
        self,
        clock: Clock<'_>,
        actual: Decimal,
        forecast: Decimal,
        pace: Option<Decimal>,
    ) -> Light {
        let bounds = &clock.rules.lights;
        if let Some(pace) = pace {
            return pace_light(bounds, pace);
        }
        if self.is_met(actual) {
            let fast = self.is_ceiling() && !self.is_met(forecast);
            return if fast { Light::Yellow } else { Light::Green };
        }
        if self.is_ceiling() || self.target <= Decimal::ZERO {
            return Light::Red;
        }
        let share = actual.saturating_mul(Decimal::ONE_HUNDRED).checked_div(self.target);
        pace_light(bounds, share.unwrap_or_default())
    }

    fn reason(self, light: Light, forecast: Decimal, pace: Option<Decimal>) -> String {
        match (light, pace) {
            (Light::Green, _) => String::new(),
            (_, Some(pace)) => format!("完成进度只到时间进度的{}%", fixed(pace, 2)),
            (Light::Yellow, None) if self.is_ceiling() => {
                format!(
                    "按现进度全年将达{}{}，超过上限",
                    forecast.round_dp(2).normalize(),
                    self.unit
                )
            }
            (_, None) if self.is_ceiling() => "已超过年度指标值".to_owned(),
            (_, None) => "尚未达到年度指标值".to_owned(),
        }
    }
}
