//! What was recorded wrongly about a line or its document is put right, and no money moves.

use taizhang_core::SourceDocument;
use taizhang_core::book::{AsOf, BudgetChange, Command, Field, LineChoice, Refusal};
use taizhang_core::event::{
    BudgetLine, DocumentAmendment, Event, ExpenditureCategory, LineAmendment, Recorded,
};
use taizhang_core::figure::{Figures, amendments};
use taizhang_testutils::builders::{
    Story, cut, day, document, operating, original, paid, personnel, project, reversed, yuan,
};

use super::{accept, refuse};

const ON: &str = "2022-06-30";

/// The operating line with 100 yuan (event 3), 30 of them spent (event 4).
fn spent() -> Story {
    Story::opened()
        .with("2022-01-10", original(operating(), "100.00"))
        .with("2022-02-01", paid(operating(), "30201", "30.00"))
}

fn amend(now: BudgetLine) -> Command {
    Command::AmendLine { now, reason: "写错".to_owned() }
}

fn amended(was: BudgetLine, now: BudgetLine) -> Event {
    Event::BudgetLineAmended(LineAmendment { was, now, reason: "写错".to_owned() })
}

fn renamed() -> BudgetLine {
    BudgetLine { name: "公务费".to_owned(), ..operating() }
}

fn other_document() -> SourceDocument {
    SourceDocument { dated: day("2022-01-09"), ..document() }
}

fn amend_document(target: &Recorded, now: SourceDocument) -> Command {
    Command::AmendDocument { target: Box::new(target.clone()), now, reason: "写错".to_owned() }
}

fn document_amended(target: &Recorded) -> Event {
    Event::BudgetDocumentAmended(DocumentAmendment {
        target: target.id,
        lines: vec![operating().id],
        was: document(),
        now: other_document(),
        reason: "写错".to_owned(),
    })
}

#[test]
fn every_particular_but_the_id_can_be_amended() {
    for now in [
        renamed(),
        BudgetLine { category: ExpenditureCategory::Personnel, ..operating() },
        BudgetLine { category: project().category, ..operating() },
        BudgetLine { function: "2060701".parse().unwrap(), ..operating() },
        BudgetLine { economic: "30201".parse().unwrap(), ..operating() },
    ] {
        accept(&spent(), ON, amend(now.clone()), amended(operating(), now));
    }
}

#[test]
fn an_amended_line_is_as_sound_as_a_new_one() {
    let story = spent();
    refuse(&story, ON, amend(operating()), Refusal::NothingChanges);
    let unknown = Refusal::UnknownLine { line: personnel().id, known: vec![operating().id] };
    refuse(&story, ON, amend(personnel()), unknown);
    let nameless = BudgetLine { name: " ".to_owned(), ..operating() };
    refuse(&story, ON, amend(nameless), Refusal::Empty(Field::Name));
    let silent = Command::AmendLine { now: renamed(), reason: String::new() };
    refuse(&story, ON, silent, Refusal::Empty(Field::Reason));
}

/// Payments stay where they were made: on both sides of the line's code.
#[test]
fn payments_stay_within_the_line() {
    let narrowed = |code: &str| BudgetLine { economic: code.parse().unwrap(), ..operating() };
    let refusal = Refusal::EconomicOutsideLine {
        line: operating().id,
        allowed: "30202".parse().unwrap(),
        economic: "30201".parse().unwrap(),
    };
    refuse(&spent(), ON, amend(narrowed("30202")), refusal);
    let taken_back = spent().then("2022-03-01", |story| reversed(story.event(4)));
    let now = narrowed("30202");
    accept(&taken_back, ON, amend(now.clone()), amended(operating(), now));
}

/// Figures, payments and further changes follow the line as it is now.
#[test]
fn figures_follow_the_amended_line() {
    let now = BudgetLine {
        category: ExpenditureCategory::Personnel,
        economic: "30201".parse().unwrap(),
        ..renamed()
    };
    let story = spent().with(ON, amended(operating(), now.clone()));
    let book = story.book();
    assert_eq!(book.line(&now.id), Some(&now));
    let figures = Figures::of(&book).unwrap();
    for (key, expected) in [
        ("budget.final.basic.personnel", "100.00"),
        ("budget.final.basic.operating", "0.00"),
        ("budget.final.economic.30201", "100.00"),
        ("outturn.basic.personnel", "30.00"),
        ("budget.final.total", "100.00"),
    ] {
        let Ok(value) = figures.value(&key.parse().unwrap()) else {
            assert_eq!(expected, "0.00", "{key}");
            continue;
        };
        assert_eq!(value.money(), Some(yuan(expected)), "{key}");
    }
    let before = story.book_as_of(AsOf { date: Some(day("2022-06-29")), sequence: None });
    assert_eq!(before.line(&now.id), Some(&operating()));
    let more = Command::ChangeBudget {
        change: BudgetChange::Freeze,
        line: LineChoice::Existing(now.id.clone()),
        amount: yuan("1.00"),
        document: document(),
        memo: String::new(),
    };
    accept(&story, ON, more, Event::AllotmentFrozen(cut(now, "1.00")));
}

#[test]
fn a_document_is_amended_behind_a_change_that_holds() {
    let story = spent();
    let grant = story.event(3).clone();
    accept(&story, ON, amend_document(&grant, other_document()), document_amended(&grant));
    refuse(&story, ON, amend_document(&grant, document()), Refusal::NothingChanges);
    let payment = story.event(4);
    let refusal = Refusal::NotABudgetChange(payment.sequence);
    refuse(&story, ON, amend_document(payment, other_document()), refusal);
    let early = Refusal::BeforeTarget {
        date: day("2022-01-09"),
        target: grant.sequence,
        target_date: grant.occurred_on,
    };
    refuse(&story, "2022-01-09", amend_document(&grant, other_document()), early);
    let taken_back = Story::opened()
        .with("2022-01-10", original(operating(), "100.00"))
        .then("2022-01-11", |story| reversed(story.event(3)));
    let refusal = Refusal::AlreadyReversed(grant.sequence);
    refuse(&taken_back, ON, amend_document(taken_back.event(3), other_document()), refusal);
}

#[test]
fn an_amended_document_stands_behind_the_change() {
    let story = spent().then(ON, |story| document_amended(story.event(3)));
    let book = story.book();
    let grant = story.event(3);
    assert_eq!(book.document_behind(grant.id), Some(&other_document()));
    refuse(&story, ON, amend_document(grant, other_document()), Refusal::NothingChanges);
    let amendment = story.event(5);
    for target in [amendment, spent().with(ON, amended(operating(), renamed())).event(5)] {
        let kind = target.event.kind().name;
        let reversal =
            Command::Reverse { target: Box::new(target.clone()), reason: "无".to_owned() };
        let refusal = Refusal::NotReversible { sequence: target.sequence, kind };
        refuse(&story, ON, reversal, refusal);
    }
}

/// A trace names the amendments of what it lists, and no others.
#[test]
fn a_trace_names_its_amendments() {
    let moved = BudgetLine { category: ExpenditureCategory::Personnel, ..renamed() };
    let story = spent()
        .then(ON, |story| document_amended(story.event(3)))
        .with(ON, amended(operating(), renamed()))
        .with(ON, amended(renamed(), moved));
    let book = story.book();
    let figures = Figures::of(&book).unwrap();
    let behind = |key: &str, contributing: &[usize]| -> Vec<u64> {
        let sources = figures.sources(&key.parse().unwrap()).unwrap();
        let contributing = contributing.iter().map(|at| story.event(*at).id).collect();
        let found = amendments(&sources, &contributing, story.events());
        found.into_iter().map(taizhang_core::ids::Sequence::get).collect()
    };
    assert_eq!(behind("budget.original.total", &[3]), [5]);
    assert_eq!(behind("outturn.total", &[4]), [] as [u64; 0]);
    assert_eq!(behind("outturn.basic.personnel", &[4]), [7]);
    let line = format!("outturn.line.{}", operating().id);
    assert_eq!(behind(&line, &[4]), [6, 7]);
}
