//! Authority: who gives it, who takes it, and how far it reaches.

use taizhang_core::book::{BudgetChange, Command, Field, LineChoice, Refusal};
use taizhang_core::code::CodeTable;
use taizhang_core::event::{BudgetLine, CarryOverIn, Event, ExpenditureCategory, Project};
use taizhang_core::ids::LineId;
use taizhang_core::{FiscalYear, Money};
use taizhang_testutils::builders::{
    Story, cut, document, operating, original, paid, personnel, project, reduced, supplemented,
    virement, year, yuan,
};

use super::{accept, refuse};

/// The day of every command here.
const ON: &str = "2022-06-30";

fn change(change: BudgetChange, line: LineChoice, amount: Money) -> Command {
    Command::ChangeBudget { change, line, amount, document: document(), memo: String::new() }
}

fn on_line(kind: BudgetChange, amount: &str) -> Command {
    change(kind, LineChoice::Existing(personnel().id), yuan(amount))
}

fn with_new(kind: BudgetChange, line: BudgetLine) -> Command {
    change(kind, LineChoice::New(line), yuan("1.00"))
}

fn movement(from: &BudgetLine, to: LineChoice, amount: &str) -> Command {
    let (from, amount) = (from.id.clone(), yuan(amount));
    Command::MoveBudget { from, to, amount, document: document(), memo: String::new() }
}

/// A year whose personnel line has 100 yuan, 30 of them spent and 20 frozen: 50 are available.
fn half_available() -> Story {
    Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-02-01", paid(personnel(), "30101", "30.00"))
        .with("2022-03-01", Event::AllotmentFrozen(cut(personnel(), "20.00")))
}

fn short_of(requested: &str, available: &str) -> Refusal {
    let (requested, available) = (yuan(requested), yuan(available));
    Refusal::InsufficientAllotment { line: personnel().id, requested, available }
}

#[test]
fn giving_authority_may_bring_in_a_line() {
    let story = Story::opened();
    let carried = |line| CarryOverIn {
        line,
        amount: yuan("1.00"),
        origin_year: "2021".parse().expect("tests state valid years"),
        document: document(),
        memo: String::new(),
    };
    let origin: FiscalYear = "2021".parse().unwrap();
    accept(&story, ON, with_new(BudgetChange::Original, project()), original(project(), "1.00"));
    let added = supplemented(project(), "1.00");
    accept(&story, ON, with_new(BudgetChange::Supplement, project()), added);
    let brought = Event::CarryOverBroughtIn(carried(project()));
    accept(&story, ON, with_new(BudgetChange::CarryOverIn(origin), project()), brought);
}

#[test]
fn taking_authority_needs_a_known_line() {
    let takes = [
        BudgetChange::Reduction,
        BudgetChange::Freeze,
        BudgetChange::Release,
        BudgetChange::Withdraw,
    ];
    for kind in takes {
        let refusal = Refusal::UnknownLine { line: project().id, known: vec![personnel().id] };
        refuse(&half_available(), ON, with_new(kind, project()), refusal);
    }
    let known = || vec![personnel().id];
    let unknown: LineId = "2022-404".parse().unwrap();
    let choice = LineChoice::Existing(unknown.clone());
    let refusal = Refusal::UnknownLine { line: unknown, known: known() };
    refuse(&half_available(), ON, change(BudgetChange::Supplement, choice, yuan("1.00")), refusal);
}

#[test]
fn amounts_are_above_zero() {
    let kinds = [
        BudgetChange::Original,
        BudgetChange::Supplement,
        BudgetChange::Reduction,
        BudgetChange::Freeze,
        BudgetChange::Release,
        BudgetChange::Withdraw,
    ];
    for amount in ["0.00", "-0.01"] {
        for kind in kinds {
            let refusal = Refusal::AmountNotPositive(yuan(amount));
            refuse(&half_available(), ON, on_line(kind, amount), refusal);
        }
        let command = movement(&personnel(), LineChoice::New(operating()), amount);
        refuse(&half_available(), ON, command, Refusal::AmountNotPositive(yuan(amount)));
    }
    accept(
        &half_available(),
        ON,
        on_line(BudgetChange::Supplement, "0.01"),
        supplemented(personnel(), "0.01"),
    );
}

#[test]
fn a_line_has_one_original_budget() {
    let refusal = Refusal::OriginalBudgetExists(personnel().id);
    refuse(&half_available(), ON, on_line(BudgetChange::Original, "1.00"), refusal);
}

#[test]
fn a_line_keeps_its_particulars() {
    let other = BudgetLine { economic: "302".parse().unwrap(), ..personnel() };
    let registered = Box::new(personnel());
    let refusal = Refusal::LineDiffers { line: personnel().id, registered };
    refuse(&half_available(), ON, with_new(BudgetChange::Supplement, other), refusal);
    let same = with_new(BudgetChange::Supplement, personnel());
    accept(&half_available(), ON, same, supplemented(personnel(), "1.00"));
}

#[test]
fn a_new_line_is_complete() {
    let with = |category| with_new(BudgetChange::Original, BudgetLine { category, ..project() });
    let nameless = BudgetLine { name: " ".to_owned(), ..project() };
    let story = Story::opened();
    refuse(&story, ON, with_new(BudgetChange::Original, nameless), Refusal::Empty(Field::Name));
    let project = |code: &str, name: &str| {
        ExpenditureCategory::Project(Project { code: code.to_owned(), name: name.to_owned() })
    };
    refuse(&story, ON, with(project("", "科普")), Refusal::Empty(Field::ProjectCode));
    refuse(&story, ON, with(project("0621", "")), Refusal::Empty(Field::Name));
}

#[test]
fn a_new_line_has_codes_of_the_years_lists() {
    let unknown_function =
        CodeTable::functions().find(year(), "2060777").expect_err("the list lacks this code");
    let line = BudgetLine { function: "2060777".parse().unwrap(), ..project() };
    let command = with_new(BudgetChange::Original, line);
    refuse(&Story::opened(), ON, command, Refusal::UnknownCode(unknown_function));
    let unknown_economic =
        CodeTable::economics().find(year(), "30277").expect_err("the list lacks this code");
    let line = BudgetLine { economic: "30277".parse().unwrap(), ..project() };
    let command = movement(&personnel(), LineChoice::New(line), "1.00");
    refuse(&half_available(), ON, command, Refusal::UnknownCode(unknown_economic));
}

#[test]
fn carry_over_comes_from_an_earlier_year() {
    for origin in ["2022", "2023"] {
        let origin = origin.parse().unwrap();
        let refusal = Refusal::CarryOverFromFuture { origin, year: year() };
        let command = with_new(BudgetChange::CarryOverIn(origin), project());
        refuse(&Story::opened(), ON, command, refusal);
    }
}

/// Spent and frozen authority cannot be taken away again.
#[test]
fn only_available_authority_is_taken() {
    let story = half_available();
    let take = |amount| cut(personnel(), amount);
    accept(&story, ON, on_line(BudgetChange::Reduction, "50.00"), reduced(personnel(), "50.00"));
    let withdrawn = Event::AllotmentWithdrawn(take("50.00"));
    accept(&story, ON, on_line(BudgetChange::Withdraw, "50.00"), withdrawn);
    let frozen = Event::AllotmentFrozen(take("50.00"));
    accept(&story, ON, on_line(BudgetChange::Freeze, "50.00"), frozen);
    for kind in [BudgetChange::Reduction, BudgetChange::Withdraw, BudgetChange::Freeze] {
        refuse(&story, ON, on_line(kind, "50.01"), short_of("50.01", "50.00"));
    }
}

#[test]
fn only_frozen_authority_is_released() {
    let story = half_available();
    let released = Event::AllotmentReleased(cut(personnel(), "20.00"));
    accept(&story, ON, on_line(BudgetChange::Release, "20.00"), released);
    let refusal = Refusal::InsufficientFrozen {
        line: personnel().id,
        requested: yuan("20.01"),
        frozen: yuan("20.00"),
    };
    refuse(&story, ON, on_line(BudgetChange::Release, "20.01"), refusal);
}

/// 调剂 moves authority between two lines; its sum is zero by structure (domain data 5, rule 7).
#[test]
fn a_virement_moves_what_is_available() {
    let story = half_available();
    let to = || LineChoice::New(operating());
    let moved = virement(personnel(), operating(), "50.00");
    accept(&story, ON, movement(&personnel(), to(), "50.00"), moved);
    let command = movement(&personnel(), to(), "50.01");
    refuse(&story, ON, command, short_of("50.01", "50.00"));
}

#[test]
fn a_virement_has_two_known_lines() {
    let story = half_available();
    for to in [LineChoice::Existing(personnel().id), LineChoice::New(personnel())] {
        let command = movement(&personnel(), to, "1.00");
        refuse(&story, ON, command, Refusal::VirementToItself(personnel().id));
    }
    let known = || vec![personnel().id];
    let refusal = Refusal::UnknownLine { line: operating().id, known: known() };
    let command = movement(&operating(), LineChoice::New(project()), "1.00");
    refuse(&story, ON, command, refusal.clone());
    let command = movement(&personnel(), LineChoice::Existing(operating().id), "1.00");
    refuse(&story, ON, command, refusal);
}

/// Totals stay within the 18 digits of the national system, so that every recorded event can be
/// applied.
#[test]
fn totals_stay_within_the_range_of_money() {
    let nearly_all = "999999999999999999.99";
    let story = Story::opened().with("2022-01-10", original(personnel(), nearly_all));
    let refusal = Refusal::Money(taizhang_core::money::MoneyError::OutOfRange);
    refuse(&story, ON, on_line(BudgetChange::Supplement, "0.01"), refusal.clone());
    refuse(&story, ON, with_new(BudgetChange::Supplement, operating()), refusal);
}
