//! What makes a row the same as an event: computed from either, stored nowhere
//! ([ADR 8](../../../docs/adr/0008-where-import-keys-are-kept.md)).

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::{BudgetChange, Command, LineChoice, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_core::event::{BudgetLine, Event, Recorded};
use taizhang_core::ids::LineId;

use crate::profile::fingerprint;

/// Begins voucher numbers that were made here, for rows without any.
pub const MADE_NUMBER: &str = "导入-";

/// The key of a row or of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What no two records share; what is the same record has the same.
    pub identity: String,
    /// What must agree for the same record to be the same entry.
    pub content: String,
    /// What look-alikes share: day, amount and payee of a payment. Empty where nothing looks alike.
    pub likeness: String,
    /// Whether the identity rests on a number that people gave.
    pub is_numbered: bool,
}

/// Particulars of a payment that its key is made of.
struct PaymentParts<'a> {
    on: Date,
    voucher: &'a str,
    line: &'a LineId,
    economic: Option<&'a EconomicCode>,
    amount: Money,
    payee: &'a str,
}

impl PaymentParts<'_> {
    fn key(&self) -> Key {
        let Self { on, voucher, line, economic, amount, payee } = self;
        let economic = economic.map_or("", EconomicCode::as_str);
        let (year, month) = (on.year(), on.month());
        Key {
            identity: payment_identity(voucher),
            // Voucher numbers may begin anew each month.
            content: format!("{line} {economic} {amount} {year:04}-{month:02}"),
            likeness: format!("{on} {amount} {payee}"),
            is_numbered: !voucher.is_empty() && !voucher.starts_with(MADE_NUMBER),
        }
    }
}

/// Begins the voucher number of a payment without any: a fingerprint of what it says. Which of
/// several equal ones it is comes after it, from 1.
pub fn number_stem(on: Date, payment: &Payment) -> String {
    let Payment { line, economic, amount, payee, memo, .. } = payment;
    let economic = economic.as_ref().map_or("", EconomicCode::as_str);
    let print = fingerprint(&format!("{on}\n{line}\n{economic}\n{amount}\n{payee}\n{memo}"));
    format!("{MADE_NUMBER}{print}-")
}

/// Returns what no two records share, of the key of what a command asks for; it costs less than the key.
pub fn identity_of_command(command: &Command, on: Date) -> Option<String> {
    match command {
        Command::Disburse(payment) => Some(payment_identity(&payment.voucher)),
        other => of_command(other, on).map(|key| key.identity),
    }
}

fn payment_identity(voucher: &str) -> String {
    ["支付 ", voucher].concat()
}

/// Returns the key of what a command asks for.
pub fn of_command(command: &Command, on: Date) -> Option<Key> {
    match command {
        Command::Disburse(payment) => Some(
            PaymentParts {
                on,
                voucher: &payment.voucher,
                line: &payment.line,
                economic: payment.economic.as_ref(),
                amount: payment.amount,
                payee: &payment.payee,
            }
            .key(),
        ),
        Command::ChangeBudget { change, line, amount, document, .. } => {
            let line = chosen(line);
            Some(budget(change_name(*change), &document.number.to_string(), line, "", *amount))
        }
        Command::MoveBudget { from, to, amount, document, .. } => {
            let to = chosen(to).as_str();
            Some(budget("调剂", &document.number.to_string(), from, to, *amount))
        }
        Command::RecordActivity(activity) => {
            Some(plain(&format!("活动 {}", activity.id), format!("{activity:?}")))
        }
        Command::DeclareIndicator(indicator) => {
            Some(plain(&format!("绩效指标 {}", indicator.id), format!("{indicator:?}")))
        }
        Command::RecordAssets(holding) => {
            let content = format!("{} {}", holding.gross_value, holding.net_book_value);
            Some(plain(&format!("资产 {on} {}", holding.class.name()), content))
        }
        Command::SetAuthorisedPosts(posts) => {
            Some(plain(&format!("编制 {on} {}", posts.kind.name()), posts.count.to_string()))
        }
        Command::RecordHeadcount(people) => {
            Some(plain(&format!("实有 {on} {}", people.category.name()), people.count.to_string()))
        }
        Command::AttachEvidence(evidence) => {
            Some(plain(&format!("佐证 {} {}", evidence.target, evidence.digest), String::new()))
        }
        _ => None,
    }
}

/// Returns the key of an event, if events of its type can be imported.
pub fn of_event(recorded: &Recorded) -> Option<Key> {
    let on = recorded.occurred_on;
    let granted = |change: BudgetChange,
                   line: &BudgetLine,
                   amount,
                   document: &taizhang_core::SourceDocument| {
        Some(budget(change_name(change), &document.number.to_string(), &line.id, "", amount))
    };
    match &recorded.event {
        Event::DisbursementMade(payment) => Some(
            PaymentParts {
                on,
                voucher: &payment.voucher,
                line: &payment.line.id,
                economic: Some(&payment.economic),
                amount: payment.amount,
                payee: &payment.payee,
            }
            .key(),
        ),
        Event::OriginalBudgetApproved(grant) => {
            granted(BudgetChange::Original, &grant.line, grant.amount, &grant.document)
        }
        Event::BudgetSupplemented(grant) => {
            granted(BudgetChange::Supplement, &grant.line, grant.amount, &grant.document)
        }
        Event::BudgetReduced(cut) => {
            granted(BudgetChange::Reduction, &cut.line, cut.amount, &cut.document)
        }
        Event::AllotmentFrozen(cut) => {
            granted(BudgetChange::Freeze, &cut.line, cut.amount, &cut.document)
        }
        Event::AllotmentReleased(cut) => {
            granted(BudgetChange::Release, &cut.line, cut.amount, &cut.document)
        }
        Event::AllotmentWithdrawn(cut) => {
            granted(BudgetChange::Withdraw, &cut.line, cut.amount, &cut.document)
        }
        Event::CarryOverBroughtIn(carried) => {
            let change = BudgetChange::CarryOverIn(carried.origin_year);
            granted(change, &carried.line, carried.amount, &carried.document)
        }
        Event::VirementMade(moved) => {
            let document = moved.document.number.to_string();
            Some(budget("调剂", &document, &moved.from.id, moved.to.id.as_str(), moved.amount))
        }
        Event::ActivityRecorded(activity) => {
            of_command(&Command::RecordActivity(activity.clone()), on)
        }
        Event::IndicatorDeclared(indicator) => {
            of_command(&Command::DeclareIndicator(indicator.clone()), on)
        }
        Event::EvidenceAttached(evidence) => {
            of_command(&Command::AttachEvidence(evidence.clone()), on)
        }
        Event::AssetsRecorded(holding) => of_command(&Command::RecordAssets(holding.clone()), on),
        Event::AuthorisedPostsSet(posts) => {
            of_command(&Command::SetAuthorisedPosts(posts.clone()), on)
        }
        Event::HeadcountRecorded(people) => {
            of_command(&Command::RecordHeadcount(people.clone()), on)
        }
        _ => None,
    }
}

const fn chosen(line: &LineChoice) -> &LineId {
    match line {
        LineChoice::Existing(id) => id,
        LineChoice::New(line) => &line.id,
    }
}

fn budget(change: &str, document: &str, line: &LineId, to: &str, amount: Money) -> Key {
    plain(&format!("{change} {document} {line} {to}"), amount.to_string())
}

fn plain(identity: &str, content: String) -> Key {
    Key { identity: identity.to_owned(), content, likeness: String::new(), is_numbered: true }
}

const fn change_name(change: BudgetChange) -> &'static str {
    match change {
        BudgetChange::Original => "年初批复",
        BudgetChange::Supplement => "追加",
        BudgetChange::Reduction => "追减",
        BudgetChange::CarryOverIn(_) => "上年结转",
        BudgetChange::Freeze => "冻结",
        BudgetChange::Release => "解冻",
        BudgetChange::Withdraw => "收回",
    }
}
