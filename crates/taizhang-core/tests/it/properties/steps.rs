//! Random years: commands of all money-moving kinds, accepted or refused.

use proptest::prelude::*;
use taizhang_core::book::{Act, Book, BudgetChange, Command, LineChoice, Payment};
use taizhang_core::event::{BudgetLine, PaymentMethod, Recorded, ThreePublic};
use taizhang_core::{FiscalYear, Money};
use taizhang_testutils::builders::{
    Story, activity, day, document, operating, operator, personnel, project,
};

/// Something that somebody tries on a day of the year.
#[derive(Clone, Debug)]
pub(super) struct Step {
    month: i8,
    attempt: Attempt,
}

#[derive(Clone, Debug)]
enum Attempt {
    Change { change: BudgetChange, line: BudgetLine, fen: i64 },
    Move { from: BudgetLine, to: BudgetLine, fen: i64 },
    Amend { line: BudgetLine, like: BudgetLine },
    Pay { line: BudgetLine, economic: &'static str, fen: i64, is_reception: bool },
    Return { target: prop::sample::Index, fen: i64 },
    Reverse { target: prop::sample::Index },
    Record { audience: u32 },
    Correct { audience: u32 },
    Lock,
}

/// A year of up to 40 steps; many are refused.
pub(super) fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(
        (1_i8..=12, attempt()).prop_map(|(month, attempt)| Step { month, attempt }),
        0..40,
    )
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let fen = || 1_i64..=10_000;
    let line = || prop::sample::select(vec![personnel(), operating(), project()]);
    let last_year: FiscalYear = "2021".parse().expect("it is a year");
    let changes = prop::sample::select(vec![
        BudgetChange::Original,
        BudgetChange::Supplement,
        BudgetChange::Supplement,
        BudgetChange::CarryOverIn(last_year),
        BudgetChange::Reduction,
        BudgetChange::Withdraw,
        BudgetChange::Freeze,
        BudgetChange::Release,
    ]);
    let economic = prop::sample::select(vec!["30101", "30102", "30201", "3020101", "30217"]);
    let target = any::<prop::sample::Index>;
    prop_oneof![
        6 => (changes, line(), fen())
            .prop_map(|(change, line, fen)| Attempt::Change { change, line, fen }),
        2 => (line(), line(), fen()).prop_map(|(from, to, fen)| Attempt::Move { from, to, fen }),
        1 => (line(), line()).prop_map(|(line, like)| Attempt::Amend { line, like }),
        6 => (line(), economic, fen(), any::<bool>()).prop_map(
            |(line, economic, fen, is_reception)| Attempt::Pay { line, economic, fen, is_reception }
        ),
        3 => (target(), fen()).prop_map(|(target, fen)| Attempt::Return { target, fen }),
        4 => target().prop_map(|target| Attempt::Reverse { target }),
        1 => (0_u32..1000).prop_map(|audience| Attempt::Record { audience }),
        1 => (0_u32..1000).prop_map(|audience| Attempt::Correct { audience }),
        1 => Just(Attempt::Lock),
    ]
}

/// Plays the steps: what is accepted becomes history. `watch` sees the book after each event.
pub(super) fn play(steps: &[Step], mut watch: impl FnMut(&Book, &Recorded)) -> (Story, Book) {
    let mut story = Story::opened();
    let mut live = story.book();
    for step in steps {
        let act = Act {
            on: day(&format!("2022-{:02}-15", step.month)),
            today: day("2022-12-31"),
            by: operator("张三"),
            command: asked(&step.attempt, step.month, &story),
        };
        for event in live.decide(act.clone()).into_iter().flatten() {
            story.push(act.on, event);
            live.apply(story.last()).expect("what was accepted can be applied");
            watch(&live, story.last());
        }
    }
    (story, live)
}

fn asked(attempt: &Attempt, month: i8, story: &Story) -> Command {
    let (document, memo, reason) = (document(), String::new(), "试".to_owned());
    let chosen = |target: &prop::sample::Index| Box::new(target.get(story.events()).clone());
    match attempt {
        Attempt::Change { change, line, fen } => Command::ChangeBudget {
            change: *change,
            line: LineChoice::New(line.clone()),
            amount: Money::from_fen(*fen),
            document,
            memo,
        },
        Attempt::Move { from, to, fen } => Command::MoveBudget {
            from: from.id.clone(),
            to: LineChoice::New(to.clone()),
            amount: Money::from_fen(*fen),
            document,
            memo,
        },
        Attempt::Amend { line, like } => {
            Command::AmendLine { now: BudgetLine { id: line.id.clone(), ..like.clone() }, reason }
        }
        Attempt::Pay { line, economic, fen, is_reception } => Command::Disburse(Payment {
            line: line.id.clone(),
            economic: Some(economic.parse().expect("it is a code")),
            amount: Money::from_fen(*fen),
            payee: "收款人".to_owned(),
            voucher: "1".to_owned(),
            payment_id: None,
            memo: "摘要".to_owned(),
            method: PaymentMethod::Direct,
            three_public: is_reception.then_some(ThreePublic::OfficialReception),
            procurement: !is_reception,
            activity: None,
        }),
        Attempt::Return { target, fen } => Command::ReturnDisbursement {
            target: chosen(target),
            amount: Money::from_fen(*fen),
            voucher: "2".to_owned(),
            reason,
        },
        Attempt::Reverse { target } => Command::Reverse { target: chosen(target), reason },
        Attempt::Record { audience } => {
            Command::RecordActivity(activity("A1", &audience.to_string()))
        }
        Attempt::Correct { audience } => {
            Command::CorrectActivity { now: activity("A1", &audience.to_string()), reason }
        }
        Attempt::Lock => Command::LockMonth(month),
    }
}
