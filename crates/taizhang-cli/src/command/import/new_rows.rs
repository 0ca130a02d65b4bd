//! The new rows of a preview as a table. What has no amount shows what matters of it instead.

use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::event::{Disbursement, Event};
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::origin::OwnKind;
use taizhang_ledger::{ImportPreview, Judged, Verdict, counts_text, target_text};

use super::accepted;
use super::obstacles::{origin_of, place, rows_of};
use crate::table::{Align, Table};
use crate::wording;

/// How many new rows are listed; doubtful and refused ones are listed all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// The first ones.
    First,
    /// All.
    All,
}

impl Listed {
    /// Reads the switch of the command line.
    pub(super) const fn of(all_rows: bool) -> Self {
        if all_rows { Self::All } else { Self::First }
    }

    /// Returns the most that are listed.
    pub(super) const fn most(self) -> usize {
        match self {
            Self::First => 20,
            Self::All => usize::MAX,
        }
    }
}

/// Lists new rows in the order of the files.
pub(super) fn new_rows(found: &ImportPreview, listed: Listed) -> Table {
    if found.sources.iter().any(|source| source.table.origin.is_some()) {
        return made_rows(found, listed);
    }
    let mut table = Table::new(columns(found.kind));
    for row in first_new(found, listed) {
        let name = named(found, row);
        let facts = row.facts.as_deref().and_then(|command| facts(row, command));
        let shown = facts.unwrap_or_else(|| amount(found, row));
        table.row(std::iter::once(name).chain(shown));
    }
    table
}

fn first_new(found: &ImportPreview, listed: Listed) -> impl Iterator<Item = &Judged> {
    let mut new: Vec<&Judged> =
        found.rows.iter().filter(|row| row.verdict == Verdict::New).collect();
    new.sort_by_key(|row| (row.row, row.made));
    new.into_iter().take(listed.most())
}

/// Lists payments that were made of other rows: the file's own rows and columns, and what they become.
fn made_rows(found: &ImportPreview, listed: Listed) -> Table {
    let left = Align::Left;
    let has_accounts = found.sources.iter().any(|source| {
        let origin = source.table.origin.as_ref();
        origin.is_some_and(|origin| origin.kind == OwnKind::Accounts)
    });
    let own = if has_accounts { "科目" } else { "列" };
    let mut table = Table::new(&[
        ("行", left),
        (own, left),
        ("日期", left),
        ("金额", Align::Right),
        ("登记为", left),
    ]);
    for row in first_new(found, listed) {
        let names = origin_of(found, row).map(|(origin, at)| origin.names(at));
        let becomes = match payment_of(found, row) {
            Some(payment) => format!("{}：{}", row.identity, pays(payment)),
            None => row.identity.clone(),
        };
        table.row([
            named(found, row),
            names.unwrap_or_default(),
            row.on.to_string(),
            yuan(row.amount),
            becomes,
        ]);
    }
    table
}

/// Names the rows that a row stands for, with the sheet or file where there are several.
fn named(found: &ImportPreview, row: &Judged) -> String {
    let name = accepted::plain_name(&found.sources, row.row);
    let table = name.strip_suffix(&row.row.row.to_string()).unwrap_or_default();
    format!("{table}{}", wording::runs(&rows_of(found, row)))
}

/// Returns the headers for rows of a kind; the first is the row's own.
const fn columns(kind: Kind) -> &'static [(&'static str, Align)] {
    use Align::{Left, Right};
    match kind {
        Kind::Indicators => &[
            ("行", Right),
            ("编号", Left),
            ("三级指标", Left),
            ("指标值", Left),
            ("分值", Right),
            ("所属", Left),
        ],
        Kind::Activities => &[
            ("行", Right),
            ("编号", Left),
            ("开始", Left),
            ("结束", Left),
            ("名称", Left),
            ("计数", Left),
        ],
        Kind::Staff => &[("行", Right), ("日期", Left), ("登记为", Left), ("人数", Right)],
        Kind::Assets => {
            &[("行", Right), ("日期", Left), ("资产类别", Left), ("原值", Right), ("净值", Right)]
        }
        Kind::Opening | Kind::Budget | Kind::Payments | Kind::Statement | Kind::Evidence => {
            &[("行", Right), ("日期", Left), ("金额", Right), ("登记为", Left)]
        }
    }
}

/// Returns the cells of a row that is known by what it asks for; none where that is an amount.
fn facts(row: &Judged, command: &Command) -> Option<Vec<String>> {
    let on = || row.on.to_string();
    Some(match command {
        Command::DeclareIndicator(indicator) => vec![
            indicator.id.to_string(),
            indicator.name.clone(),
            target_text(&indicator.target),
            indicator.weight.normalize().to_string(),
            format!("{}/{}", indicator.level1, indicator.level2),
        ],
        Command::RecordActivity(activity) => vec![
            activity.id.to_string(),
            activity.start.to_string(),
            activity.end.to_string(),
            activity.name.clone(),
            counts_text(&activity.results),
        ],
        Command::RecordAssets(holding) => vec![
            on(),
            holding.class.name().to_owned(),
            yuan(holding.gross_value),
            yuan(holding.net_book_value),
        ],
        Command::SetAuthorisedPosts(posts) => {
            vec![on(), format!("编制 {}", posts.kind.name()), posts.count.to_string()]
        }
        Command::RecordHeadcount(people) => {
            vec![on(), format!("实有 {}", people.category.name()), people.count.to_string()]
        }
        // Its rows come to nothing; what it moves is its amount.
        Command::MoveBudget { from, to, amount, document, .. } => {
            vec![on(), yuan(*amount), format!("调剂 {}：{from} → {}", document.number, to.id())]
        }
        _ => return None,
    })
}

/// Returns the cells of a row that is known by its amount.
fn amount(found: &ImportPreview, row: &Judged) -> Vec<String> {
    let column = place(found, row.row).column;
    let column = column.map(|column| format!("（{column}）")).unwrap_or_default();
    let pays = payment_of(found, row).map(|payment| format!("：{}", pays(payment)));
    let becomes = format!("{}{column}{}", row.identity, pays.unwrap_or_default());
    vec![row.on.to_string(), yuan(row.amount), becomes]
}

/// Returns the payment that a new row leads to, where it is one.
pub(super) fn payment_of<'f>(found: &'f ImportPreview, row: &Judged) -> Option<&'f Disbursement> {
    match found.event_of(row)? {
        Event::DisbursementMade(payment) => Some(payment),
        _ => None,
    }
}

/// Says from what a payment is made, to whom and what for.
fn pays(payment: &Disbursement) -> String {
    let Disbursement { line, economic, payee, memo, .. } = payment;
    format!("指标 {}，经济科目 {economic}，{payee}，{memo}", line.id)
}

fn yuan(amount: Money) -> String {
    with_thousands(&amount.to_string())
}
