//! Checks of a scored year: a table of rules, each in its own module.

mod adjustment;
mod assets;
mod carry_over;
mod case;
mod class;
mod cross;
mod dates;
mod documents;
mod duplicates;
mod evidence;
mod goals;
mod length;
mod levels;
mod missing;
mod narrative;
mod outline;
mod over;
mod pace;
mod rate;
mod rounding;
mod score;
mod staff;
mod sums;
mod targets;
mod units;
mod weights;

use jiff::civil::Date;
use taizhang_core::book::Book;
use taizhang_core::event::Recorded;
use taizhang_core::figure::{FigureError, Figures};

use crate::finding::{Finding, Severity};
use crate::pack::{Pack, PackKind};
use crate::self_evaluation::SelfEvaluation;

use case::Case;

pub use levels::levels;
pub use narrative::markup::{Lost, Unprinted, unprinted};
pub(crate) use narrative::scan::typed_numbers;

/// A rule: what it looks for, and why.
pub struct Rule {
    /// Stable code, like `DOCNO`.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// How bad its findings can be.
    pub severity: Severity,
    /// What it looks at.
    pub inputs: &'static [Input],
    /// What it looks for, why, and what to do, in Chinese.
    pub explanation: &'static str,
    /// Where the rule comes from.
    pub source: &'static str,
    /// From when on its facts can be asked for.
    due: Due,
    run: Run,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The ledger and its evaluation.
    Ledger,
    /// What people wrote.
    Narrative,
}

impl Input {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ledger => "台账",
            Self::Narrative => "文字",
        }
    }

    /// Returns the name in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ledger => "ledger",
            Self::Narrative => "narrative",
        }
    }
}

/// From when on the facts of a rule can be asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Due {
    /// From the first day.
    Always,
    /// When the form is filed: at year end, or in the year for monitoring and declaration.
    Report,
    /// When the year's results are known.
    Results,
}

impl Rule {
    /// Tells whether the rule applies to `book` on the day `on`: what is due at year end is no
    /// fault before.
    pub fn is_due(&self, pack: &Pack, book: &Book, on: Date) -> bool {
        let is_year_over = book.year().is_none_or(|year| on >= year.last_day())
            || book.closing().is_some()
            || book.proceedings().submission.is_some();
        let is_filed_in_year = matches!(pack.kind(), PackKind::Monitoring | PackKind::Declaration);
        match self.due {
            Due::Always => true,
            Due::Report => is_year_over || is_filed_in_year,
            Due::Results => is_year_over,
        }
    }
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
    dates::RULE,
    duplicates::RULE,
    class::RULE,
    staff::RULE,
    assets::RULE,
    rate::BASE,
    rate::RATE,
    adjustment::RULE,
    sums::SUM,
    sums::TOTAL,
    rounding::RULE,
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
    narrative::approximations::RULE,
    narrative::numerals::RULE,
    narrative::precision::RULE,
    narrative::stale::RULE,
    narrative::markup::RULE,
    narrative::names::RULE,
];

/// Finds a rule by its code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.code == code)
}

/// Runs every rule that is due on the day `on`; findings that were accepted carry the reason.
pub fn check<'a>(
    pack: &Pack,
    figures: &Figures<'_>,
    evaluation: &SelfEvaluation,
    events: impl IntoIterator<Item = &'a Recorded>,
    on: Date,
) -> Result<Vec<Finding>, FigureError> {
    let case = Case::new(pack, figures, evaluation, events.into_iter().collect(), on)?;
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.is_due(pack, case.book, on)) {
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
