//! Opening, locking, closing and reopening a year, and what its edges mean.

use std::collections::BTreeMap;

use taizhang_core::FiscalYear;
use taizhang_core::book::{Act, BudgetChange, Command, Field, LineChoice, Refusal};
use taizhang_core::event::{
    BalanceDisposal, ClosingBalance, Event, MonthLock, MonthReopening, Objective, PreviousClosing,
    UnitProfile, YearClosing, YearOpening, YearReopening,
};
use taizhang_testutils::builders::{
    Story, cut, day, document, operating, operator, original, paid, personnel, supplemented, unit,
    year, yuan,
};

use super::{TODAY, accept, asked, check, refuse};

fn open(previous: Option<PreviousClosing>) -> Command {
    Command::OpenYear { unit: unit(), year: year(), previous }
}

fn closing_of(year: &str) -> PreviousClosing {
    PreviousClosing {
        year: year.parse().expect("tests state valid years"),
        closing_hash: "ab".to_owned(),
        carry_over: Vec::new(),
    }
}

fn close() -> Command {
    Command::CloseYear { head_hash: "ab".to_owned(), disposals: BTreeMap::new() }
}

fn closed(balances: Vec<ClosingBalance>) -> Event {
    Event::YearClosed(YearClosing { head_hash: "ab".to_owned(), balances })
}

fn objective() -> Objective {
    Objective { text: "提高科学素质".to_owned(), document: None }
}

fn supplement(amount: &str) -> Command {
    Command::ChangeBudget {
        change: BudgetChange::Supplement,
        line: LineChoice::New(personnel()),
        amount: yuan(amount),
        document: document(),
        memo: String::new(),
    }
}

#[test]
fn opening_registers_the_unit() {
    let opening = |previous| Event::YearOpened(YearOpening { year: year(), previous });
    for previous in [None, Some(closing_of("2021"))] {
        let then = Ok(vec![Event::UnitRegistered(unit()), opening(previous.clone())]);
        check(&Story::new(), &asked("2022-01-01", open(previous)), &then);
    }
}

/// An opening quotes the closing of the year before, and of no other (design, event families).
#[test]
fn opening_quotes_the_year_before() {
    for quoted in ["2020", "2022"] {
        let previous = closing_of(quoted);
        let quoted = previous.year;
        let refusal = Refusal::PreviousYear { year: year(), quoted };
        refuse(&Story::new(), "2022-01-01", open(Some(previous)), refusal);
    }
}

#[test]
fn a_year_is_opened_once() {
    refuse(&Story::opened(), "2022-01-02", open(None), Refusal::YearAlreadyOpen(year()));
}

#[test]
fn a_unit_has_a_name() {
    let nameless = UnitProfile { name: " ".to_owned(), ..unit() };
    let command = Command::OpenYear { unit: nameless, year: year(), previous: None };
    refuse(&Story::new(), "2022-01-01", command, Refusal::Empty(Field::Name));
}

#[test]
fn nothing_is_recorded_before_opening() {
    let command = Command::DeclareObjective(objective());
    refuse(&Story::new(), "2022-01-01", command, Refusal::YearNotOpen);
    refuse(&Story::new(), "2022-01-01", reopen("漏记"), Refusal::YearNotOpen);
}

#[test]
fn today_is_the_last_business_date() {
    let at = |on: &str| Act { on: day(on), ..asked(TODAY, Command::DeclareObjective(objective())) };
    let declared = Event::ObjectiveDeclared(objective());
    check(&Story::opened(), &at(TODAY), &Ok(vec![declared]));
    let (date, today) = (day("2023-02-11"), day(TODAY));
    check(&Story::opened(), &at("2023-02-11"), &Err(Refusal::FutureDate { date, today }));
}

/// The fiscal year is the calendar year (预算法 art. 18, article number unverified).
#[test]
fn money_moves_within_the_year() {
    for on in ["2022-01-01", "2022-12-31"] {
        accept(&Story::opened(), on, supplement("1.00"), supplemented(personnel(), "1.00"));
    }
    for on in ["2021-12-31", "2023-01-01"] {
        let refusal = Refusal::OutsideYear { date: day(on), year: year() };
        refuse(&Story::opened(), on, supplement("1.00"), refusal);
    }
}

/// What moves no money may follow the year, like its self-evaluation, but not precede it.
#[test]
fn other_facts_may_follow_the_year() {
    let declare = || Command::DeclareObjective(objective());
    let declared = || Event::ObjectiveDeclared(objective());
    for on in ["2022-01-01", "2022-12-31", "2023-01-01"] {
        accept(&Story::opened(), on, declare(), declared());
    }
    let refusal = Refusal::OutsideYear { date: day("2021-12-31"), year: year() };
    refuse(&Story::opened(), "2021-12-31", declare(), refusal);
}

#[test]
fn months_are_1_to_12() {
    for month in [1, 12] {
        let locked = Event::MonthLocked(MonthLock { month });
        accept(&Story::opened(), "2022-12-31", Command::LockMonth(month), locked);
    }
    for month in [-1, 0, 13] {
        let refusal = Refusal::NoSuchMonth(month);
        refuse(&Story::opened(), "2022-12-31", Command::LockMonth(month), refusal);
    }
}

#[test]
fn a_locked_month_takes_no_money() {
    let locked = Story::opened().with("2022-04-01", Event::MonthLocked(MonthLock { month: 3 }));
    let supplemented = || supplemented(personnel(), "1.00");
    accept(&locked, "2022-02-28", supplement("1.00"), supplemented());
    refuse(&locked, "2022-03-01", supplement("1.00"), Refusal::MonthLocked(3));
    refuse(&locked, "2022-03-31", supplement("1.00"), Refusal::MonthLocked(3));
    accept(&locked, "2022-04-01", supplement("1.00"), supplemented());
    let declared = Event::ObjectiveDeclared(objective());
    accept(&locked, "2022-03-15", Command::DeclareObjective(objective()), declared);
    refuse(&locked, "2022-04-02", Command::LockMonth(3), Refusal::MonthLocked(3));
}

#[test]
fn a_reopened_month_takes_money_and_can_be_locked_again() {
    let reopen = |month, reason: &str| Command::ReopenMonth { month, reason: reason.to_owned() };
    let reopened = || MonthReopening { month: 3, reason: "漏记一笔".to_owned() };
    let locked = Story::opened().with("2022-04-01", Event::MonthLocked(MonthLock { month: 3 }));
    refuse(&locked, "2022-04-02", reopen(4, "漏记"), Refusal::MonthNotLocked(4));
    refuse(&locked, "2022-04-02", reopen(3, " "), Refusal::Empty(Field::Reason));
    accept(&locked, "2022-04-02", reopen(3, "漏记一笔"), Event::MonthReopened(reopened()));
    let open = locked.with("2022-04-02", Event::MonthReopened(reopened()));
    accept(&open, "2022-03-31", supplement("1.00"), supplemented(personnel(), "1.00"));
    refuse(&open, "2022-04-02", reopen(3, "再来"), Refusal::MonthNotLocked(3));
    let lock = Event::MonthLocked(MonthLock { month: 3 });
    accept(&open, "2022-04-03", Command::LockMonth(3), lock);
}

/// Unspent authority carries over unless it is declared surplus; 结转 and 结余 stay apart
/// (domain data 5, rule 10), and what is frozen is unspent too.
#[test]
fn closing_disposes_of_each_unspent_balance() {
    let frozen = Event::AllotmentFrozen(cut(personnel(), "5.00"));
    let story = Story::opened()
        .with("2022-01-10", original(personnel(), "100.00"))
        .with("2022-01-10", original(operating(), "50.00"))
        .with("2022-01-10", original(spent_line(), "7.00"))
        .with("2022-02-01", paid(personnel(), "30101", "60.00"))
        .with("2022-02-01", paid(spent_line(), "30302", "7.00"))
        .with("2022-03-01", frozen);
    let balance = |line: &str, amount, disposal| ClosingBalance {
        line: line.parse().expect("tests state valid ids"),
        amount: yuan(amount),
        disposal,
    };
    let command = Command::CloseYear {
        head_hash: "ab".to_owned(),
        disposals: BTreeMap::from([(operating().id, BalanceDisposal::Surplus)]),
    };
    let balances = vec![
        balance("2022-001", "40.00", BalanceDisposal::CarryOver),
        balance("2022-002", "50.00", BalanceDisposal::Surplus),
    ];
    accept(&story, "2022-12-31", command, closed(balances));
}

/// A line under 303 that nothing is left on.
fn spent_line() -> taizhang_core::event::BudgetLine {
    let category = taizhang_core::event::ExpenditureCategory::Personnel;
    taizhang_testutils::builders::line("2022-009", category, "303")
}

#[test]
fn closing_disposes_of_known_lines() {
    let disposals = BTreeMap::from([(operating().id, BalanceDisposal::Surplus)]);
    let command = Command::CloseYear { head_hash: "ab".to_owned(), disposals };
    let story = Story::opened().with("2022-01-10", original(personnel(), "1.00"));
    let refusal = Refusal::UnknownLine { line: operating().id, known: vec![personnel().id] };
    refuse(&story, "2022-12-31", command, refusal);
}

fn reopen(reason: &str) -> Command {
    Command::ReopenYear { reason: reason.to_owned() }
}

/// A closed year takes no event but its reopening (design, rules never to break).
#[test]
fn a_closed_year_takes_nothing() {
    let story = Story::opened().with("2022-12-31", closed(Vec::new()));
    for command in [supplement("1.00"), Command::DeclareObjective(objective()), close()] {
        refuse(&story, "2022-12-31", command, Refusal::YearClosed(year()));
    }
    refuse(&story, "2022-12-31", open(None), Refusal::YearAlreadyOpen(year()));
}

#[test]
fn a_closed_year_is_reopened_with_a_reason() {
    let story = Story::opened().with("2022-12-31", closed(Vec::new()));
    let reopened = Event::YearReopened(YearReopening { reason: "漏记一笔".to_owned() });
    accept(&story, "2023-01-05", reopen("漏记一笔"), reopened.clone());
    refuse(&story, "2023-01-05", reopen(" "), Refusal::Empty(Field::Reason));
    let again = story.with("2023-01-05", reopened);
    accept(&again, "2022-12-30", supplement("1.00"), supplemented(personnel(), "1.00"));
    refuse(&again, "2023-01-06", reopen("再开"), Refusal::YearNotClosed(year()));
}

#[test]
fn an_open_year_is_not_reopened() {
    refuse(&Story::opened(), "2022-05-01", reopen("误操作"), Refusal::YearNotClosed(year()));
}

#[test]
fn the_first_year_has_no_year_before() {
    let first: FiscalYear = "1949".parse().unwrap();
    let command =
        Command::OpenYear { unit: unit(), year: first, previous: Some(closing_of("1950")) };
    let quoted = "1950".parse().unwrap();
    let act = Act { on: day("1949-10-01"), today: day(TODAY), by: operator("张三"), command };
    let refusal = Refusal::PreviousYear { year: first, quoted };
    check(&Story::new(), &act, &Err(refusal));
}

/// A year that was opened early quotes the closing of the year before when that comes, and anew
/// when that year is closed anew.
#[test]
fn a_year_quotes_the_closing_before() {
    let quote = |quoted: &PreviousClosing| Command::QuoteClosing(quoted.clone());
    let closing = closing_of("2021");
    let early = Story::opened();
    let quoted = Event::PreviousClosingQuoted(closing.clone());
    accept(&early, "2022-02-01", quote(&closing), quoted.clone());
    let story = early.with("2022-02-01", quoted);
    assert_eq!(story.book().previous(), Some(&closing));
    refuse(&story, "2022-02-02", quote(&closing), Refusal::NothingChanges);
    let anew = PreviousClosing { closing_hash: "cd".to_owned(), ..closing };
    accept(&story, "2022-02-02", quote(&anew), Event::PreviousClosingQuoted(anew.clone()));
    let quoted = "2020".parse().unwrap();
    let refusal = Refusal::PreviousYear { year: year(), quoted };
    refuse(&story, "2022-02-02", quote(&closing_of("2020")), refusal);
}
