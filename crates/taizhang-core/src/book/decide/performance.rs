//! Rules of indicators, activities, surveys and evidence.

use rust_decimal::Decimal;

use super::required;
use crate::book::{Book, Field, Refusal, Statement};
use crate::event::{
    Activity, ActivityCorrection, AssessedValue, Assessment, Deviation, DeviationSubject, Event,
    Evidence, Goal, Indicator, IndicatorAdjustment, Survey, Target,
};
use crate::ids::{ActivityId, IndicatorId};

impl Book {
    pub(super) fn decide_indicator(&self, indicator: &Indicator) -> Result<Event, Refusal> {
        if self.indicators.latest(|known| known.id == indicator.id).is_some() {
            return Err(Refusal::IdTaken(indicator.id.to_string()));
        }
        required(&indicator.name, Field::Name)?;
        if indicator.weight <= Decimal::ZERO {
            return Err(Refusal::WeightNotPositive(indicator.id.clone()));
        }
        check_target(&indicator.target)?;
        Ok(Event::IndicatorDeclared(indicator.clone()))
    }

    pub(super) fn decide_goal(&self, goal: &Goal) -> Result<Event, Refusal> {
        required(&goal.text, Field::Text)?;
        if goal.number == 0 || goal.weight <= Decimal::ZERO {
            return Err(Refusal::GoalWithoutWeight(goal.number));
        }
        let others = self.goals().into_iter().filter(|held| held.fact.number != goal.number);
        let others: Vec<_> = others.collect();
        for (at, indicator) in goal.indicators.iter().enumerate() {
            self.existing_indicator(indicator)?;
            let taken = others.iter().find(|held| held.fact.indicators.contains(indicator));
            let again = goal.indicators.iter().take(at).any(|before| before == indicator);
            let taken = taken.map(|held| held.fact.number).or(again.then_some(goal.number));
            if let Some(goal) = taken {
                return Err(Refusal::IndicatorInGoal { indicator: indicator.clone(), goal });
            }
        }
        Ok(Event::GoalDeclared(goal.clone()))
    }

    pub(super) fn decide_adjustment(&self, change: &IndicatorAdjustment) -> Result<Event, Refusal> {
        self.existing_indicator(&change.indicator)?;
        required(&change.reason, Field::Reason)?;
        check_target(&change.target)?;
        Ok(Event::IndicatorAdjusted(change.clone()))
    }

    fn existing_indicator(&self, id: &IndicatorId) -> Result<&Indicator, Refusal> {
        let found = self.indicators.latest(|indicator| indicator.id == *id);
        found.map(|statement| &statement.fact).ok_or_else(|| Refusal::UnknownIndicator {
            indicator: id.clone(),
            known: self.indicators.iter().map(|known| known.fact.id.clone()).collect(),
        })
    }

    pub(super) fn existing_activity(
        &self,
        id: &ActivityId,
    ) -> Result<&Statement<Activity>, Refusal> {
        self.activities
            .latest(|activity| activity.id == *id)
            .ok_or_else(|| Refusal::UnknownActivity(id.clone()))
    }

    pub(super) fn decide_activity(&self, activity: &Activity) -> Result<Event, Refusal> {
        if self.activities.latest(|known| known.id == activity.id).is_some() {
            return Err(Refusal::IdTaken(activity.id.to_string()));
        }
        self.check_activity(activity)?;
        Ok(Event::ActivityRecorded(activity.clone()))
    }

    pub(super) fn decide_activity_correction(
        &self,
        now: &Activity,
        reason: &str,
    ) -> Result<Event, Refusal> {
        required(reason, Field::Reason)?;
        let statement = self.existing_activity(&now.id)?;
        self.check_activity(now)?;
        Ok(Event::ActivityCorrected(ActivityCorrection {
            target: statement.event,
            was: statement.fact.clone(),
            now: now.clone(),
            reason: reason.to_owned(),
        }))
    }

    fn check_activity(&self, activity: &Activity) -> Result<(), Refusal> {
        required(&activity.name, Field::Name)?;
        if let Some(year) = self.year {
            let outside = [activity.start, activity.end].into_iter().find(|d| !year.contains(*d));
            if let Some(date) = outside {
                return Err(Refusal::OutsideYear { date, year });
            }
        }
        if activity.end < activity.start {
            let (start, end) = (activity.start, activity.end);
            return Err(Refusal::EndsBeforeStart { start, end });
        }
        for (at, result) in activity.results.iter().enumerate() {
            let before = activity.results.iter().take(at);
            if before.into_iter().any(|earlier| earlier.measure == result.measure) {
                return Err(Refusal::MeasureTwice(result.measure.clone()));
            }
            required(&result.name, Field::Name)?;
            required(&result.quantity.unit, Field::Unit)?;
            if result.quantity.value < Decimal::ZERO {
                return Err(Refusal::NegativeCount(result.measure.to_string()));
            }
            let others = self.activities.iter().filter(|known| known.fact.id != activity.id);
            let counted = others.flat_map(|known| &known.fact.results).chain(&activity.results);
            let mut same = counted.filter(|known| known.measure == result.measure);
            if let Some(other) = same.find(|known| known.quantity.unit != result.quantity.unit) {
                return Err(Refusal::UnitDiffers {
                    measure: result.measure.to_string(),
                    known: other.quantity.unit.clone(),
                    given: result.quantity.unit.clone(),
                });
            }
        }
        Ok(())
    }

    pub(super) fn decide_survey(survey: &Survey) -> Result<Event, Refusal> {
        required(&survey.subject, Field::Name)?;
        if survey.sample == 0 || survey.satisfied > survey.sample {
            let (sample, satisfied) = (survey.sample, survey.satisfied);
            return Err(Refusal::SurveyImpossible { sample, satisfied });
        }
        Ok(Event::SurveyHeld(survey.clone()))
    }

    pub(super) fn decide_assessment(&self, assessment: &Assessment) -> Result<Event, Refusal> {
        self.existing_indicator(&assessment.indicator)?;
        required(&assessment.reason, Field::Reason)?;
        if let AssessedValue::Tier { percent, .. } = assessment.finding
            && !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&percent)
        {
            return Err(Refusal::TierShare);
        }
        Ok(Event::IndicatorAssessed(assessment.clone()))
    }

    pub(super) fn decide_deviation(&self, deviation: &Deviation) -> Result<Event, Refusal> {
        required(&deviation.reason, Field::Reason)?;
        for cause in &deviation.causes {
            required(cause, Field::Reason)?;
        }
        if let DeviationSubject::Indicator(indicator) = &deviation.subject {
            self.existing_indicator(indicator)?;
        }
        Ok(Event::DeviationExplained(deviation.clone()))
    }

    pub(super) fn decide_evidence(&self, evidence: &Evidence) -> Result<Event, Refusal> {
        required(&evidence.file_name, Field::Name)?;
        if self.is_reversed(evidence.target) {
            return Err(Refusal::UnknownEvent(evidence.target));
        }
        Ok(Event::EvidenceAttached(evidence.clone()))
    }
}

fn check_target(target: &Target) -> Result<(), Refusal> {
    match target {
        Target::Quantitative { .. } => Ok(()),
        Target::Qualitative { description } => required(description, Field::Text),
    }
}
