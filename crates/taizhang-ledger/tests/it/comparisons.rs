//! Laws of comparing a ledger with somebody else's list.

use jiff::civil::Date;
use proptest::prelude::*;
use taizhang_core::Money;
use taizhang_core::book::{Command, Payment};
use taizhang_core::event::PaymentMethod;
use taizhang_import::draft::RowRef;
use taizhang_import::kind::StatementRow;
use taizhang_ledger::{Finding, Ledger, Request};

use super::imports::ledger;

/// A movement that both sides may have: a payment, or a reversal of the last one of its number.
#[derive(Clone, Debug)]
struct Moved {
    month: i8,
    day: i8,
    number: u8,
    hundreds: i64,
    is_here: bool,
    is_there: bool,
    is_red: bool,
}

fn movements() -> impl Strategy<Value = Vec<Moved>> {
    let each =
        (1..=3_i8, 1..=28_i8, 0..4_u8, 1..=3_i64, any::<bool>(), any::<bool>(), any::<bool>());
    let moved = each.prop_map(|(month, day, number, hundreds, is_here, is_there, is_red)| Moved {
        month,
        day,
        number,
        hundreds,
        is_here,
        is_there,
        is_red,
    });
    prop::collection::vec(moved, 0..12)
}

fn record(ledger: &mut Ledger, moved: &Moved) {
    let on = Date::new(2022, moved.month, moved.day).expect("a day");
    let payment = Payment {
        line: "2022-001".parse().expect("an id"),
        economic: Some("30201".parse().expect("a code")),
        amount: Money::from_fen(moved.hundreds * 100),
        payee: "甲".to_owned(),
        voucher: format!("记-{}", moved.number),
        payment_id: None,
        memo: "纸".to_owned(),
        method: PaymentMethod::Authorised,
        three_public: None,
        procurement: false,
        activity: None,
    };
    let paid = ledger.record(&Request::new(on, Command::Disburse(payment))).expect("it is allowed");
    if moved.is_red {
        let target = Box::new(paid.events.first().expect("a payment").clone());
        let command = Command::Reverse { target, reason: "作废".to_owned() };
        ledger.record(&Request::new(on, command)).expect("it is allowed");
    }
}

fn row(moved: &Moved, amount: i64, number: String) -> StatementRow {
    StatementRow {
        row: RowRef { source: 0, row: 1, part: None },
        on: Date::new(2022, moved.month, moved.day).expect("a day"),
        number,
        amount: Money::from_fen(amount),
        target: String::new(),
    }
}

fn rows(moved: &Moved) -> Vec<StatementRow> {
    // A number that is never used again, as for what comes without one.
    let number = |of: u8| if of == 3 { String::new() } else { format!("记-{of}") };
    let amount = moved.hundreds * 100;
    let mut rows = vec![row(moved, amount, number(moved.number))];
    rows.extend(moved.is_red.then(|| row(moved, -amount, format!("红-{}", moved.number))));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// What is listed explains what each month differs by, and nothing is called equal in a month that
    /// differs.
    #[test]
    fn the_differences_are_what_the_months_differ_by(movements in movements()) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        for moved in movements.iter().filter(|moved| moved.is_here) {
            record(&mut ledger, moved);
        }
        let there: Vec<StatementRow> =
            movements.iter().filter(|moved| moved.is_there).flat_map(rows).collect();
        let last = Date::constant(2022, 12, 31);
        let found = ledger.compare(&there, last).expect("sums are in range");
        for (month, sums) in &found.months {
            let off = sums.shown.checked_sub(sums.ledger).expect("in range");
            let told = found.differences.iter().map(|row| {
                let shown = if row.on.month() == *month { row.shown } else { Money::ZERO };
                let on = match row.finding {
                    Finding::MonthDiffers(on) => on,
                    _ => row.on,
                };
                let here = if on.month() == *month { row.ledger } else { Money::ZERO };
                shown.checked_sub(here).expect("in range")
            });
            prop_assert_eq!(Money::sum(told).expect("in range"), off, "{:?}", &found);
        }
        let is_same = movements.iter().all(|moved| moved.is_here && moved.is_there);
        // Equal numbers of one month and day may be told apart by no side.
        if is_same && movements.iter().all(|moved| moved.number != 3) {
            prop_assert!(found.is_equal(), "{:?}", &found);
        }
    }
}
