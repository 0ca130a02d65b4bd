//! Rows of a list that may be no payments: a person says which were paid and which are left out.

use std::collections::BTreeSet;

use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::{RowRef, Source};
use taizhang_ledger::import::kind::{DoubtfulRow, Statement, StatementRow};
use taizhang_ledger::import::question::Question;

use super::super::import::{accepted_name, accepted_rows};
use super::ReconcileArgs;
use crate::error::{Failure, Problem};
use crate::wording::{STRUCK_OUT, place_text};

/// What was decided of such rows.
pub(super) struct Decided {
    /// Those that are left out.
    pub(super) skipped: Vec<StatementRow>,
    /// Words of those that nobody decided on.
    pub(super) open: Vec<Problem>,
}

/// Counts the rows that a person says were paid, and leaves the others out where a person says so.
pub(super) fn decide(
    shown: &mut Statement,
    sources: &[Source],
    args: &ReconcileArgs,
) -> Result<Decided, Failure> {
    let named: BTreeSet<RowRef> = accepted_rows(&args.accept_rows, sources)?;
    let is_paid =
        |row: RowRef| args.accept_doubtful || named.contains(&RowRef { part: None, ..row });
    let (mut skipped, mut open) = (Vec::new(), Vec::new());
    for doubtful in std::mem::take(&mut shown.doubtful) {
        if is_paid(doubtful.shown.row) {
            shown.rows.push(doubtful.shown);
        } else if args.skip_doubtful {
            skipped.push(doubtful.shown);
        } else {
            open.push(problem(sources, &doubtful));
        }
    }
    Ok(Decided { skipped, open })
}

const SUM: &str = "像是小计、合计，不是一笔支付：它所合计的各行另外比，再比它就多算了一次；也可能是碰巧相等的另一笔";

const RECEIVED: &str = "先付后收，户名、金额都相同：可能是付的钱退了回来，不减去就多算了支出；也可能只是一笔收入，程序不猜";

const REASON: &str = "这一列没有用到，可它说的像是没有付成、退了回来，或不是支付；算作系统已付的，对出来的相符就靠不住";

fn problem(sources: &[Source], doubtful: &DoubtfulRow) -> Problem {
    let StatementRow { row, number, amount, payee, .. } = &doubtful.shown;
    let table = sources.get(row.source).map(|source| &source.table);
    let cells = table.and_then(|table| table.row(row.row));
    let at = |position: usize| {
        let table = table?;
        let column = table.columns.get(position)?;
        let value = table.said(cells?, position).to_string().trim().to_owned();
        Some((&column.name, value))
    };
    let (words, reason) = match doubtful.question {
        Question::StruckOut(position) => {
            let header = at(position).map(|(header, _)| header.as_str()).unwrap_or_default();
            (format!("“{header}”划着删除线"), STRUCK_OUT)
        }
        Question::Told(position) => {
            let told = at(position).map(|(header, value)| format!("“{header}”是“{value}”"));
            (told.unwrap_or_default(), REASON)
        }
        Question::SaysSum(_) => (format!("收款人是“{payee}”"), SUM),
        Question::Sums { first, last } => (format!("金额正好等于第 {first}–{last} 行相加"), SUM),
        Question::GivesBack { of, .. } => {
            let of = of.map(|of| format!("第 {of} 行")).unwrap_or_default();
            (format!("是收进来的，户名、金额与{of}付出的相同"), RECEIVED)
        }
        _ => (format!("收款人是“{payee}”"), "说的是结转、上缴或收回，钱没有付给谁"),
    };
    let place = table.map(|table| table.place(row.row, None));
    let here = place.as_ref().map(place_text).unwrap_or_default();
    let number = if number.is_empty() { String::new() } else { format!("{number}，") };
    let amount = with_thousands(&amount.to_string());
    let accepted = accepted_name(sources, *row);
    let problem = Problem::new(
        format!("{here}（{number}{amount} 元）待核实：{words}"),
        reason,
        remedy(doubtful.question, &accepted),
    );
    match place {
        Some(place) => problem.at(&place, None),
        None => problem,
    }
}

/// What a person says of such a row.
fn remedy(question: Question, accepted: &str) -> String {
    match question {
        Question::GivesBack { .. } => format!(
            "是那一笔退回来的：加 --accept-row {accepted}（当作退回比；全部接受用 --accept-doubtful）；是收入、没有冲回支付的：\
             加 --skip-doubtful，其余待核实的都不比"
        ),
        _ => format!(
            "确实付了：加 --accept-row {accepted}（全部都付了用 --accept-doubtful）；没有付成、已作废或是小计：加 --skip-doubtful，\
             其余待核实的都不比；是退回的钱：在文件里把金额写成负数再核对"
        ),
    }
}
