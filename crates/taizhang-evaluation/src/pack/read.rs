//! Reads and checks a pack's files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use taizhang_core::event::Comparator;
use toml::Spanned;

use super::Pack;
use super::builtin::SHIPPED;
use super::columns::IndicatorColumns;
use super::error::{Location, PackError, PackFault, column_of, line_of};
use super::form::{
    Branch, Form, FundSelection, FundsBlock, Grades, NamedRule, PackKind, ScoringRule, TierBounds,
};
use super::outline::{Outline, OutlineFile, Section};
use super::scoring::ScoringFunction;
use crate::compose;

/// Version of the pack format that this program reads.
const FORMAT: u32 = 1;

const COMPARATORS: [Comparator; 5] = [
    Comparator::Above,
    Comparator::AtLeast,
    Comparator::Equal,
    Comparator::AtMost,
    Comparator::Below,
];

/// A file being checked.
struct Source<'a> {
    file: &'static str,
    text: &'a str,
}

impl Source<'_> {
    fn fault(&self, span: &Range<usize>, fault: PackFault) -> PackError {
        let line = line_of(self.text, span.start);
        PackError::Invalid { location: Location { file: self.file.to_owned(), line }, fault }
    }

    fn parse<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        toml::from_str(self.text).map_err(|error| {
            let span = error.span().unwrap_or_default();
            let column = column_of(self.text, span.start);
            self.fault(&span, PackFault::Toml { column, message: error.message().to_owned() })
        })
    }

    fn require(&self, span: Range<usize>, holds: bool, fault: PackFault) -> Result<(), PackError> {
        if holds { Ok(()) } else { Err(self.fault(&span, fault)) }
    }
}

pub(super) fn read(mut files: BTreeMap<String, String>) -> Result<Pack, PackError> {
    let form_text = text_of(&files, "pack.toml")?.to_owned();
    let form_source = Source { file: "pack.toml", text: &form_text };
    let form: Form = form_source.parse()?;
    let form_holds = check_form(&form_source, &form);
    let inherited = inherit(&form_source, form.base.as_ref(), &mut files);
    let outline = match &inherited {
        Ok(()) => read_outline(&files).map(Some),
        // Without its base, what a pack lacks cannot be told.
        Err(_) => Ok(None),
    };
    let (outline, outline_holds) = match outline {
        Ok(outline) => (outline, Ok(())),
        Err(fault) => (None, Err(fault)),
    };
    PackError::gather([form_holds, inherited, outline_holds, check_templates(&files)])?;
    let outline =
        outline.ok_or_else(|| PackError::MissingFile { file: "outline.toml".to_owned() })?;
    Ok(assemble(form, outline, files))
}

fn read_outline(files: &BTreeMap<String, String>) -> Result<OutlineFile, PackError> {
    let source = Source { file: "outline.toml", text: text_of(files, "outline.toml")? };
    let outline: OutlineFile = source.parse()?;
    check_outline(&source, &outline, files)?;
    Ok(outline)
}

fn text_of<'f>(files: &'f BTreeMap<String, String>, file: &str) -> Result<&'f str, PackError> {
    let text = files.get(file).map(String::as_str);
    text.ok_or_else(|| PackError::MissingFile { file: file.to_owned() })
}

/// The one line of a shipped form that inheritance needs.
#[derive(Deserialize)]
struct Inherits {
    #[serde(default)]
    base: Option<String>,
}

/// Adds the files of the shipped packs that this one is based on, where it has none of its own.
fn inherit(
    source: &Source<'_>,
    base: Option<&Spanned<String>>,
    files: &mut BTreeMap<String, String>,
) -> Result<(), PackError> {
    let Some(named) = base else { return Ok(()) };
    let mut next = Some(named.get_ref().clone());
    // A chain longer than the number of shipped packs is a circle.
    for _ in SHIPPED {
        let Some(id) = next.take() else { return Ok(()) };
        let dangling = || PackFault::Dangling { kind: "pack", name: id.clone() };
        let shipped = SHIPPED.iter().find(|shipped| shipped.id == id);
        let shipped = shipped.ok_or_else(|| source.fault(&named.span(), dangling()))?;
        for (name, text) in shipped.files {
            if *name == "pack.toml" {
                let inherits: Inherits = Source { file: "pack.toml", text }.parse()?;
                next = inherits.base;
            } else {
                files.entry((*name).to_owned()).or_insert_with(|| (*text).to_owned());
            }
        }
    }
    Ok(())
}

fn assemble(form: Form, outline: OutlineFile, files: BTreeMap<String, String>) -> Pack {
    let inner = Spanned::into_inner;
    Pack {
        id: form.id.into_inner(),
        title: form.title,
        kind: form.kind,
        region: form.region,
        first_year: form.first_year,
        last_year: form.last_year,
        unit: form.unit,
        source: form.source,
        verified: form.verified,
        total: form.total.into_inner(),
        rounding: form.rounding,
        execution: form.execution.into_inner(),
        funds: form.funds.into_inner(),
        tree: form.tree.into_iter().map(Spanned::into_inner).collect(),
        scoring: form.scoring.into_inner().into_iter().map(Spanned::into_inner).collect(),
        indicators: form.indicators.into_iter().map(Spanned::into_inner).collect(),
        tiers: form.tiers.into_inner(),
        grades: form.grades.into_inner(),
        over_achievement: form.over_achievement.map(inner),
        execution_reason: form.execution_reason,
        caps: form.caps.into_iter().map(Spanned::into_inner).collect(),
        limits: form.limits,
        indicator_block: form.indicator_block.map(Spanned::into_inner),
        adjustment_reason: form.adjustment_reason,
        monitoring: form.monitoring.map(Spanned::into_inner),
        goals: form.goals,
        outline: Outline {
            title: outline.title,
            numerals: outline.numerals,
            opening: outline.opening.map(Spanned::into_inner),
            sections: outline.sections.into_iter().map(Spanned::into_inner).collect(),
            slots: outline.slots.into_iter().map(Spanned::into_inner).collect(),
            annexes: outline.annexes.into_iter().map(Spanned::into_inner).collect(),
        },
        files,
    }
}

fn check_form(source: &Source<'_>, form: &Form) -> Result<(), PackError> {
    // A form of another version has other rules.
    check_version(source, &form.format)?;
    let nameless = PackFault::Dangling { kind: "id", name: String::new() };
    let named = form.indicators.iter().map(|rule| check_named(source, rule));
    let checks = [
        source.require(form.id.span(), !form.id.get_ref().is_empty(), nameless),
        check_points(source, form),
        check_scoring(source, &form.scoring),
        check_tiers(source, &form.tiers),
        check_grades(source, &form.grades),
        check_funds(source, &form.funds),
        check_columns(source, form.indicator_block.as_ref()),
        check_monitoring(source, form),
    ];
    PackError::gather(checks.into_iter().chain(named))
}

fn check_named(source: &Source<'_>, rule: &Spanned<NamedRule>) -> Result<(), PackError> {
    let NamedRule { name, points, function, .. } = rule.get_ref();
    let positive = *points > Decimal::ZERO;
    source.require(rule.span(), positive, PackFault::PointsNotPositive(name.clone()))?;
    function.iter().try_for_each(|function| check_parameters(source, rule.span(), function))
}

fn check_columns(
    source: &Source<'_>,
    block: Option<&Spanned<IndicatorColumns>>,
) -> Result<(), PackError> {
    let Some(block) = block else { return Ok(()) };
    let usable = block.get_ref().is_usable();
    source.require(block.span(), usable, PackFault::Bounds("indicator_block"))
}

/// Checks the warning lines; a form for monitoring cannot do without.
fn check_monitoring(source: &Source<'_>, form: &Form) -> Result<(), PackError> {
    let Some(rules) = &form.monitoring else {
        let missing = PackFault::Dangling { kind: "table", name: "monitoring".to_owned() };
        return source.require(form.id.span(), form.kind != PackKind::Monitoring, missing);
    };
    source.require(rules.span(), rules.get_ref().is_ordered(), PackFault::Bounds("monitoring"))
}

/// Checks that every template can be parsed; what it asks for is known only with a year's figures.
fn check_templates(files: &BTreeMap<String, String>) -> Result<(), PackError> {
    let templates = files.iter().filter(|(file, _)| *file != "pack.toml");
    PackError::gather(templates.map(|(file, text)| {
        compose::check_syntax(file, text).map_err(|fault| {
            let location = Location { file: file.clone(), line: fault.line };
            PackError::Invalid { location, fault: PackFault::Syntax(fault.reason) }
        })
    }))
}

fn check_version(source: &Source<'_>, format: &Spanned<u32>) -> Result<(), PackError> {
    let version = *format.get_ref();
    source.require(format.span(), version == FORMAT, PackFault::FormatVersion(version))
}

/// Checks that the points make the total; points left to the unit fill what is missing.
fn check_points(source: &Source<'_>, form: &Form) -> Result<(), PackError> {
    let mut names = BTreeSet::new();
    let mut sum = form.execution.get_ref().weight;
    let mut is_open = false;
    let mut holds = Vec::new();
    for branch in &form.tree {
        let Branch { name, points, .. } = branch.get_ref();
        let duplicate = PackFault::Duplicate(name.clone());
        holds.push(source.require(branch.span(), names.insert(name), duplicate));
        let positive = points.is_none_or(|points| points > Decimal::ZERO);
        let fault = PackFault::PointsNotPositive(name.clone());
        holds.push(source.require(branch.span(), positive, fault));
        is_open = is_open || points.is_none();
        sum = sum.saturating_add(points.unwrap_or_default());
    }
    if holds.iter().any(Result::is_err) {
        // Of wrong parts the sum says nothing.
        return PackError::gather(holds);
    }
    let total = *form.total.get_ref();
    let fits = if is_open { sum < total } else { sum == total };
    holds.push(source.require(form.total.span(), fits, PackFault::PointsDoNotSum { sum, total }));
    PackError::gather(holds)
}

fn check_scoring(
    source: &Source<'_>,
    scoring: &Spanned<Vec<Spanned<ScoringRule>>>,
) -> Result<(), PackError> {
    let mut seen = BTreeSet::new();
    let mut holds = Vec::new();
    for rule in scoring.get_ref() {
        let ScoringRule { comparators, function, zero_target, .. } = rule.get_ref();
        for comparator in comparators {
            let duplicate = PackFault::Duplicate(comparator.sign().to_owned());
            holds.push(source.require(rule.span(), seen.insert(*comparator), duplicate));
        }
        for function in [Some(function), zero_target.as_ref()].into_iter().flatten() {
            holds.push(check_parameters(source, rule.span(), function));
        }
    }
    let missing = COMPARATORS.into_iter().filter(|comparator| !seen.contains(comparator));
    holds.extend(missing.map(|missing| {
        Err(source.fault(&scoring.span(), PackFault::UnscoredComparator(missing.sign())))
    }));
    PackError::gather(holds)
}

fn check_parameters(
    source: &Source<'_>,
    span: Range<usize>,
    function: &ScoringFunction,
) -> Result<(), PackError> {
    let fault = match function {
        ScoringFunction::LinearPenalty { zero_at } if *zero_at <= Decimal::ONE => Some("zero_at"),
        ScoringFunction::Steps { per, .. } if *per <= Decimal::ZERO => Some("per"),
        ScoringFunction::Steps { deduct, .. } if *deduct <= Decimal::ZERO => Some("deduct"),
        ScoringFunction::Bands { bands, .. }
            if !bands.is_sorted_by(|a, b| a.up_to < b.up_to) || bands.is_empty() =>
        {
            Some("bands")
        }
        _ => None,
    };
    match fault {
        None => Ok(()),
        Some(parameter) => Err(source.fault(&span, PackFault::Parameter(parameter))),
    }
}

fn check_tiers(source: &Source<'_>, tiers: &Spanned<TierBounds>) -> Result<(), PackError> {
    let TierBounds { achieved_from, partly_from, .. } = tiers.get_ref();
    let descend = *achieved_from < Decimal::ONE_HUNDRED
        && partly_from < achieved_from
        && *partly_from > Decimal::ZERO;
    source.require(tiers.span(), descend, PackFault::Bounds("tiers"))
}

fn check_grades(source: &Source<'_>, grades: &Spanned<Grades>) -> Result<(), PackError> {
    let bounds = &grades.get_ref().bounds;
    let descend = bounds.is_sorted_by(|better, worse| better.from > worse.from);
    let reach_zero = bounds.last().is_some_and(|last| last.from.is_zero());
    source.require(grades.span(), descend && reach_zero, PackFault::Bounds("grades"))
}

fn check_funds(source: &Source<'_>, funds: &Spanned<FundsBlock>) -> Result<(), PackError> {
    let rows = &funds.get_ref().rows;
    let is_total = |counts| counts == FundSelection::Total;
    let first_only = rows.first().is_some_and(|row| is_total(row.counts))
        && rows.iter().filter(|row| is_total(row.counts)).count() == 1;
    source.require(funds.span(), first_only, PackFault::FundPoints)
}

fn check_outline(
    source: &Source<'_>,
    outline: &OutlineFile,
    files: &BTreeMap<String, String>,
) -> Result<(), PackError> {
    check_version(source, &outline.format)?;
    let exists = |span: Range<usize>, file: &str| {
        let dangling = PackFault::Dangling { kind: "file", name: file.to_owned() };
        source.require(span, files.contains_key(file), dangling)
    };
    let mut holds = Vec::new();
    if let Some(opening) = &outline.opening {
        holds.push(exists(opening.span(), opening.get_ref()));
    }
    let (mut keys, mut previous) = (BTreeSet::new(), 0_u8);
    for section in &outline.sections {
        let Section { key, level, template, .. } = section.get_ref();
        let duplicate = PackFault::Duplicate(key.clone());
        holds.push(source.require(section.span(), keys.insert(key), duplicate));
        let deepest = u8::try_from(outline.numerals.len()).unwrap_or(u8::MAX);
        let follows = (1..=previous.saturating_add(1).min(deepest)).contains(level);
        let gap = PackFault::LevelGap { previous, found: *level };
        holds.push(source.require(section.span(), follows, gap));
        previous = *level;
        holds.extend(template.as_ref().map(|template| exists(section.span(), template)));
    }
    let mut slots = BTreeSet::new();
    for slot in &outline.slots {
        let key = &slot.get_ref().key;
        let duplicate = PackFault::Duplicate(key.clone());
        holds.push(source.require(slot.span(), slots.insert(key), duplicate));
    }
    let annexes = outline.annexes.iter();
    holds.extend(annexes.map(|annex| exists(annex.span(), &annex.get_ref().template)));
    PackError::gather(holds)
}
