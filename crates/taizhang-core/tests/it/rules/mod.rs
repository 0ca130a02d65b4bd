//! Rules, as data: given these events, when this is asked, then these events or this refusal.

mod amendments;
mod budget;
mod payments;
mod performance;
mod proceedings;
mod reversals;
mod unit;
mod year;

use taizhang_core::book::{Act, Command, Refusal};
use taizhang_core::event::Event;
use taizhang_testutils::builders::{Story, day, operator};

/// The day on which everything is recorded.
const TODAY: &str = "2023-02-10";

/// Checks what the book decides, and that the decided events can be applied.
#[track_caller]
fn check(given: &Story, when: &Act, then: &Result<Vec<Event>, Refusal>) {
    let decided = given.book().decide(when.clone());
    assert_eq!(&decided, then);
    let mut story = given.clone();
    for event in decided.into_iter().flatten() {
        story.push(when.on, event);
    }
    story.book();
}

/// Checks that a command is accepted and leads to one event.
#[track_caller]
fn accept(given: &Story, on: &str, command: Command, event: Event) {
    check(given, &asked(on, command), &Ok(vec![event]));
}

/// Checks that a command is refused.
#[track_caller]
fn refuse(given: &Story, on: &str, command: Command, refusal: Refusal) {
    check(given, &asked(on, command), &Err(refusal));
}

/// Returns a command by 张三.
#[track_caller]
fn asked(on: &str, command: Command) -> Act {
    Act { on: day(on), today: day(TODAY), by: operator("张三"), command }
}
