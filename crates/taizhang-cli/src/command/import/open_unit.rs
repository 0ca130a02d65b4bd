//! What is wrong with rows whose unit is still asked for: days, codes and names need no unit, and are told
//! beside the question instead of after its answer.

use taizhang_ledger::core::book::Refusal;
use taizhang_ledger::import::draft::{Drafts, RowRef, Source};
use taizhang_ledger::import::fault::Reason;
use taizhang_ledger::import::kind::{Kind, statement};
use taizhang_ledger::{Accept, Judged, Ledger, Verdict};

use crate::error::{Failure, Problem};
use crate::wording::{self, place_text};

/// Tells whether the unit of one of the tables is asked for.
pub(super) fn is_among(sources: &[Source]) -> bool {
    sources.iter().any(|source| source.mapping.is_unit_open)
}

/// Words of all that is wrong with the rows whatever their unit is.
pub(super) fn further_problems(
    kind: Kind,
    sources: Vec<Source>,
    ledger: &Ledger,
) -> Result<Vec<Problem>, Failure> {
    let is_open: Vec<bool> = sources.iter().map(|source| source.mapping.is_unit_open).collect();
    let is_of_unit = |row: RowRef| is_open.get(row.source) == Some(&true);
    let mut problems: Vec<Problem> = sources
        .iter()
        .filter_map(|source| wording::hidden_in_question(&source.table, false))
        .collect();
    let (drafts, judged, sources) = if kind == Kind::Statement {
        let refused = statement(&sources, ledger.year()).refused;
        (Drafts { refused, ..Drafts::default() }, Vec::new(), sources)
    } else {
        let found =
            ledger.preview_import(kind, sources, &Accept::default(), &mut |_done, _all| {})?;
        (found.drafts, found.rows, found.sources)
    };
    for refused in &drafts.refused {
        let faults = refused.faults.iter();
        let told = faults.filter(|fault| !is_of_unit(refused.row) || needs_no_unit(&fault.reason));
        problems.extend(told.map(wording::fault_problem));
    }
    problems.extend(judged.iter().filter_map(|row| refused(row, &sources)));
    Ok(problems)
}

/// Words of a row that the rules refuse whatever its amount is. Its number may be made of its amount, and
/// is not told.
fn refused(row: &Judged, sources: &[Source]) -> Option<Problem> {
    let Verdict::Refused(refusal) = &row.verdict else { return None };
    let source = sources.get(row.row.source).filter(|_| is_amount_no_matter(refusal))?;
    let place = source.table.place(row.row.row, None);
    let problem = wording::refusal_problem(refusal);
    let message = format!("{}：{}", place_text(&place), problem.message);
    Some(Problem { message, ..problem }.at(&place, None))
}

/// Tells whether a fault of a row stays one in every unit. That a column is missing is told already.
const fn needs_no_unit(reason: &Reason) -> bool {
    !matches!(
        reason,
        Reason::Unstated(_)
            | Reason::NoColumn { .. }
            | Reason::Money(_)
            | Reason::BothSides
            | Reason::SumDiffers { .. }
            | Reason::VirementSum { .. }
            | Reason::ClassIncomplete(_)
            | Reason::Refused(_)
    )
}

/// Tells whether the rules refuse a row whatever its amount is.
const fn is_amount_no_matter(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::YearNotOpen
            | Refusal::YearClosed(_)
            | Refusal::MonthLocked(_)
            | Refusal::OutsideYear { .. }
            | Refusal::FutureDate { .. }
            | Refusal::ControlCharacter { .. }
            | Refusal::Empty(_)
            | Refusal::UnknownLine { .. }
            | Refusal::UnknownCode(_)
            | Refusal::EconomicTooCoarse(_)
            | Refusal::EconomicOutsideLine { .. }
            | Refusal::UnknownActivity(_)
    )
}
