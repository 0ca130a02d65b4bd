//! Checks of a scored year: a table of rules, each in its own module.

mod adjustment;
mod assets;
mod carry_over;
mod case;
mod cross;
mod documents;
mod evidence;
mod length;
mod missing;
mod narrative;
mod outline;
mod over;
mod pace;
mod rate;
mod score;
mod staff;
mod sums;
mod targets;
mod units;
mod weights;

use taizhang_core::event::Recorded;
use taizhang_core::figure::{FigureError, Figures};

use crate::finding::{Finding, Severity};
use crate::pack::Pack;
use crate::self_evaluation::SelfEvaluation;

use case::Case;

/// A rule: what it looks for, and why.
pub struct Rule {
    /// Stable code, like `DOCNO`.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// How bad its findings can be.
    pub severity: Severity,
    /// What it looks for, why, and what to do, in Chinese.
    pub explanation: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    run: Run,
}

/// How a rule is run.
#[derive(Clone, Copy)]
enum Run {
    /// It reads what is there.
    Plain(fn(&Case<'_>) -> Vec<Finding>),
    /// It computes figures.
    Computing(fn(&Case<'_>) -> Result<Vec<Finding>, FigureError>),
}

/// All rules, in the order in which their findings are listed.
pub static RULES: &[Rule] = &[
    missing::RULE,
    documents::RULE,
    staff::RULE,
    assets::RULE,
    rate::BASE,
    rate::RATE,
    adjustment::RULE,
    sums::SUM,
    sums::TOTAL,
    carry_over::RULE,
    weights::RULE,
    targets::BLANK,
    targets::VAGUE,
    score::RULE,
    over::RULE,
    units::RULE,
    length::RULE,
    evidence::RULE,
    cross::RULE,
    pace::RULE,
    outline::RULE,
    narrative::plans::RULE,
    narrative::counts::RULE,
    narrative::typed::RULE,
    narrative::numerals::RULE,
    narrative::precision::RULE,
    narrative::stale::RULE,
];

/// Finds a rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Runs every rule; findings that were accepted carry the reason.
pub fn check<'a>(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    events: impl IntoIterator<Item = &'a Recorded>,
) -> Result<Vec<Finding>, FigureError> {
    let case = Case::new(pack, figures, evaluation, events.into_iter().collect())?;
    let mut findings = Vec::new();
    for rule in RULES {
        findings.extend(match rule.run {
            Run::Plain(judge) => judge(&case),
            Run::Computing(judge) => judge(&case)?,
        });
    }
    let waivers = figures.book().waivers();
    for finding in &mut findings {
        let accepted = waivers.latest(|w| w.code == finding.code && w.place == finding.place);
        finding.waived = accepted.map(|statement| statement.fact.reason.clone());
    }
    Ok(findings)
}
