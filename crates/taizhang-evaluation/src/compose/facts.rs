//! What templates may name: lists of keys and words, never numbers.

use std::collections::BTreeMap;

use minijinja::Value;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_core::event::{
    AssetClass, DeviationSubject, PostKind, StaffCategory, ThreePublic, UnitProfile,
};
use taizhang_core::figure::{FigureError, FigureKey, Measure};
use taizhang_core::ids::LineId;

use super::tables::points;
use super::year::ReportYear;
use crate::self_evaluation::IndicatorRow;

/// A named figure.
#[derive(Serialize, JsonSchema)]
struct Named {
    name: String,
    key: String,
}

#[derive(Serialize, JsonSchema)]
struct Unit<'a> {
    name: &'a str,
    kind: &'a str,
    department: &'a str,
    bureau: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Asset {
    name: String,
    gross: String,
    net: String,
}

#[derive(Serialize, JsonSchema)]
struct EconomicClass {
    name: String,
    outturn: String,
    share: String,
}

#[derive(Serialize, JsonSchema)]
struct ProjectFacts {
    name: String,
    final_budget: String,
    outturn: String,
    rate: String,
    unspent: String,
    /// Document numbers, in the order of the changes.
    documents: Vec<String>,
    /// Names of its budget lines.
    purposes: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
struct Change {
    document: String,
    kind: &'static str,
    line: String,
    /// Key of the amount, where the line has one change of this kind.
    key: Option<String>,
    /// The amount as printed, where it has no key.
    amount: String,
}

#[derive(Serialize, JsonSchema)]
struct Survey<'a> {
    subject: &'a str,
    key: String,
    sample: u32,
    satisfied: u32,
}

#[derive(Serialize, JsonSchema)]
struct ActivityFacts<'a> {
    name: &'a str,
    kind: &'a str,
    place: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Indicator<'a> {
    name: &'a str,
    level1: &'a str,
    level2: &'a str,
    target: String,
    actual: &'a str,
    weight: String,
    score: String,
    met: bool,
    /// Whether the result is a judged tier, not a number.
    judged: bool,
    reason: &'a str,
    /// 原因 or, for a judgement without one, 评定依据, with its label.
    cause: String,
    action: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct Explained {
    subject: String,
    reason: String,
    action: String,
}

#[derive(Serialize, JsonSchema)]
struct Facts<'a> {
    unit: Unit<'a>,
    year: i16,
    as_of: String,
    staff: Vec<Named>,
    retired: Vec<Named>,
    posts: Vec<Named>,
    assets: Vec<Asset>,
    basic_classes: Vec<EconomicClass>,
    projects: Vec<ProjectFacts>,
    changes: Vec<Change>,
    change_kinds: Vec<Named>,
    three_public: Vec<Named>,
    measures: Vec<Named>,
    activities: Vec<ActivityFacts<'a>>,
    activity_kinds: Vec<String>,
    surveys: Vec<Survey<'a>>,
    indicators: Vec<Indicator<'a>>,
    explained: Vec<Explained>,
    objective: &'a str,
    outcome: &'a str,
    total_score: String,
    total_weight: String,
    /// 满分 of the form.
    full_marks: String,
    execution_score: String,
    execution_weight: String,
    grade: &'a str,
    pack: &'a str,
}

/// Returns which names there are, and the parts of what they stand for.
pub(super) fn schema() -> serde_json::Value {
    schemars::schema_for!(Facts<'static>).into()
}

/// Kinds of change of authority, with their part of a key.
const CHANGE_KINDS: &[(Measure, &str)] = &[
    (Measure::CarryOverIn, "carry_over_in"),
    (Measure::Supplement, "supplement"),
    (Measure::Reduction, "reduction"),
    (Measure::Withdrawal, "withdrawal"),
];

/// Gathers what templates may name.
pub(super) fn context(year: &ReportYear<'_>) -> Result<Value, FigureError> {
    let evaluation = year.evaluation;
    let in_post = |category: &StaffCategory| category.is_in_post();
    let facts = Facts {
        unit: unit(year.unit),
        year: year.fiscal_year.get(),
        as_of: date(year.as_of),
        staff: staff(year, in_post)?,
        retired: staff(year, |category| !category.is_in_post())?,
        posts: nonzero(year, &PostKind::ALL, |kind| {
            (kind.name(), format!("posts.{}", kind.key()))
        })?,
        assets: assets(year)?,
        basic_classes: basic_classes(year)?,
        projects: projects(year),
        changes: changes(year),
        change_kinds: nonzero(year, CHANGE_KINDS, |(measure, key)| {
            (measure.name(), format!("budget.{key}.total"))
        })?,
        three_public: nonzero(year, &ThreePublic::ALL, |kind| {
            (kind.name(), format!("outturn.three_public.{}", kind.key()))
        })?,
        measures: measures(year),
        activities: activities(year),
        activity_kinds: activity_kinds(year),
        surveys: surveys(year),
        indicators: evaluation.indicators.iter().map(indicator).collect(),
        explained: explained(year),
        objective: &evaluation.objective,
        outcome: &evaluation.outcome,
        total_score: evaluation.total_score.to_string(),
        total_weight: points(evaluation.total_weight),
        full_marks: points(year.pack.total()),
        execution_score: evaluation.execution_score.to_string(),
        execution_weight: points(year.pack.execution().weight),
        grade: &evaluation.grade,
        pack: year.pack.title(),
    };
    Ok(Value::from(minijinja::value::Serde(&facts)))
}

fn unit(profile: &UnitProfile) -> Unit<'_> {
    Unit {
        name: &profile.name,
        kind: profile.kind.name(),
        department: &profile.department,
        bureau: &profile.bureau,
    }
}

pub(super) fn date(date: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn nonzero<T>(
    year: &ReportYear<'_>,
    all: &[T],
    named: impl Fn(&T) -> (&'static str, String),
) -> Result<Vec<Named>, FigureError> {
    let mut kept = Vec::new();
    for item in all {
        let (name, key) = named(item);
        if !year.is_zero(&key)? {
            kept.push(Named { name: name.to_owned(), key });
        }
    }
    Ok(kept)
}

fn staff(
    year: &ReportYear<'_>,
    belongs: impl Fn(&StaffCategory) -> bool,
) -> Result<Vec<Named>, FigureError> {
    let categories: Vec<StaffCategory> = StaffCategory::ALL.into_iter().filter(belongs).collect();
    nonzero(year, &categories, |category| {
        (category.name(), format!("headcount.{}", category.key()))
    })
}

fn assets(year: &ReportYear<'_>) -> Result<Vec<Asset>, FigureError> {
    let mut kept = Vec::new();
    for class in AssetClass::ALL {
        let gross = format!("assets.gross.{}", class.key());
        if !year.is_zero(&gross)? {
            let net = format!("assets.net.{}", class.key());
            kept.push(Asset { name: class.name().to_owned(), gross, net });
        }
    }
    Ok(kept)
}

fn basic_classes(year: &ReportYear<'_>) -> Result<Vec<EconomicClass>, FigureError> {
    let mut kept = Vec::new();
    for code in year.economic_codes().into_iter().filter(|code| code.as_str().len() == 3) {
        let outturn = format!("outturn.basic.economic.{code}");
        if !year.is_zero(&outturn)? {
            let share = format!("share.basic.economic.{code}");
            kept.push(EconomicClass { name: year.economic_name(&code), outturn, share });
        }
    }
    Ok(kept)
}

fn projects(year: &ReportYear<'_>) -> Vec<ProjectFacts> {
    let facts = |project: &taizhang_core::event::Project| {
        let code = &project.code;
        let lines = || {
            let all = year.book().lines();
            all.filter(move |line| line.category.project().is_some_and(|p| p.code == *code))
        };
        ProjectFacts {
            name: project.name.clone(),
            final_budget: format!("budget.final.project.{code}"),
            outturn: format!("outturn.project.{code}"),
            rate: format!("rate.execution.project.{code}"),
            unspent: format!("unspent.project.{code}"),
            documents: documents(year, lines().map(|line| &line.id)),
            purposes: lines().map(|line| line.name.clone()).collect(),
        }
    };
    year.projects().into_iter().map(facts).collect()
}

/// Lists the documents behind the changes of some lines, each once.
pub(super) fn documents<'l>(
    year: &ReportYear<'_>,
    lines: impl Iterator<Item = &'l LineId>,
) -> Vec<String> {
    let lines: Vec<&LineId> = lines.collect();
    let mut documents = Vec::new();
    for change in year.book().changes().iter().filter(|change| lines.contains(&&change.fact.line)) {
        let number = change.fact.document.number.to_string();
        if !documents.contains(&number) {
            documents.push(number);
        }
    }
    documents
}

fn changes(year: &ReportYear<'_>) -> Vec<Change> {
    let adjusting = year
        .book()
        .changes()
        .iter()
        .filter(|change| Measure::ADJUSTMENT.contains(&change.fact.measure));
    adjusting
        .map(|statement| {
            let change = &statement.fact;
            let line = year.book().line(&change.line);
            Change {
                document: change.document.number.to_string(),
                kind: change.measure.name(),
                line: line.map(|line| line.name.clone()).unwrap_or_default(),
                key: change_key(year, change.measure, &change.line).map(|key| key.to_string()),
                amount: format!(
                    "{}{}",
                    year.amount(if change.amount.is_negative() {
                        change.amount.negated()
                    } else {
                        change.amount
                    }),
                    year.pack.unit().name()
                ),
            }
        })
        .collect()
}

/// Returns the key of a change's amount, where the line has no other change of this kind.
pub(super) fn change_key(
    year: &ReportYear<'_>,
    measure: Measure,
    line: &LineId,
) -> Option<FigureKey> {
    let head = match measure {
        Measure::OriginalBudget => "budget.original",
        Measure::CarryOverIn => "budget.carry_over_in",
        Measure::Supplement => "budget.supplement",
        Measure::Reduction => "budget.reduction",
        Measure::Virement => "budget.virement",
        Measure::Withdrawal => "budget.withdrawal",
        Measure::Frozen | Measure::Disbursed | Measure::Returned => return None,
    };
    let same = year
        .book()
        .changes()
        .iter()
        .filter(|other| other.fact.measure == measure && other.fact.line == *line);
    (same.count() == 1).then(|| format!("{head}.line.{line}").parse().ok()).flatten()
}

/// Lists the keys that changes of authority have.
pub(super) fn change_keys(year: &ReportYear<'_>) -> impl Iterator<Item = FigureKey> {
    let changes = year.book().changes().iter();
    changes.filter_map(|change| change_key(year, change.fact.measure, &change.fact.line))
}

fn measures(year: &ReportYear<'_>) -> Vec<Named> {
    let mut measures: Vec<Named> = Vec::new();
    for result in year.book().activities().iter().flat_map(|activity| &activity.fact.results) {
        let key = format!("activity.{}", result.measure);
        if measures.iter().all(|known| known.key != key) {
            measures.push(Named { name: result.name.clone(), key });
        }
    }
    measures
}

fn activities<'a>(year: &ReportYear<'a>) -> Vec<ActivityFacts<'a>> {
    let activities = year.book().activities().iter();
    activities
        .map(|statement| ActivityFacts {
            name: &statement.fact.name,
            kind: &statement.fact.kind,
            place: &statement.fact.place,
        })
        .collect()
}

fn activity_kinds(year: &ReportYear<'_>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order = Vec::new();
    for statement in year.book().activities().iter() {
        let kind = statement.fact.kind.as_str();
        let count = counts.entry(kind).or_insert_with(|| {
            order.push(kind);
            0
        });
        *count = count.saturating_add(1);
    }
    let counted = |kind: &str| format!("{kind}{}次", counts.get(kind).copied().unwrap_or_default());
    order.into_iter().map(counted).collect()
}

fn surveys<'a>(year: &ReportYear<'a>) -> Vec<Survey<'a>> {
    let facts = year.surveys().into_iter().map(|statement| Survey {
        subject: &statement.fact.subject,
        key: survey_key(&statement.fact.subject),
        sample: statement.fact.sample,
        satisfied: statement.fact.satisfied,
    });
    facts.collect()
}

/// Returns the key of a survey's satisfaction rate.
pub(super) fn survey_key(subject: &str) -> String {
    format!("survey.{}", subject.replace(char::is_whitespace, "_"))
}

fn indicator(row: &IndicatorRow) -> Indicator<'_> {
    Indicator {
        name: &row.name,
        level1: &row.level1,
        level2: &row.level2,
        target: row.target_text(),
        actual: &row.actual_text,
        weight: points(row.weight),
        score: row.score.to_string(),
        met: row.score >= row.weight,
        judged: row.actual.is_none() && !row.actual_text.is_empty(),
        reason: &row.variance_reason,
        cause: row.cause(),
        action: &row.corrective_action,
    }
}

/// Lists what was explained about figures; what was explained about indicators stands with them.
fn explained(year: &ReportYear<'_>) -> Vec<Explained> {
    let mut latest: BTreeMap<String, Explained> = BTreeMap::new();
    for statement in year.book().deviations().iter() {
        if let DeviationSubject::Figure(key) = &statement.fact.subject {
            let subject = year.figures.get(key).map_or_else(|_| key.to_string(), |f| f.label);
            let explained = Explained {
                subject,
                reason: statement.fact.reason.clone(),
                action: statement.fact.corrective_action.clone(),
            };
            latest.insert(key.to_string(), explained);
        }
    }
    latest.into_values().collect()
}
