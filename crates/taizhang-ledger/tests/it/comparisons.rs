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
    shows: Shows,
}

/// How the list names a payment that the ledger has with its voucher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    /// As the ledger does; neither has a number of the payment.
    Voucher,
    /// As the ledger does, which has the number of the payment besides.
    VoucherAlone,
    /// By the number of the payment.
    Payment,
    /// By that number and a voucher of its own.
    OtherVoucher,
}

fn shows() -> impl Strategy<Value = Shows> {
    prop_oneof![
        Just(Shows::Voucher),
        Just(Shows::VoucherAlone),
        Just(Shows::Payment),
        Just(Shows::OtherVoucher),
    ]
}

fn movements() -> impl Strategy<Value = Vec<Moved>> {
    let each = (
        1..=3_i8,
        1..=28_i8,
        0..4_u8,
        1..=3_i64,
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        shows(),
    );
    let moved = |(month, day, number, hundreds, is_here, is_there, is_red, shows)| Moved {
        month,
        day,
        number,
        hundreds,
        is_here,
        is_there,
        is_red,
        shows,
    };
    let moved = each.prop_map(moved);
    prop::collection::vec(moved, 0..12)
}

fn record(ledger: &mut Ledger, at: usize, moved: &Moved) {
    let on = Date::new(2022, moved.month, moved.day).expect("a day");
    let payment = Payment {
        line: "2022-001".parse().expect("an id"),
        economic: Some("30201".parse().expect("a code")),
        amount: Money::from_fen(moved.hundreds * 100),
        payee: "甲".to_owned(),
        voucher: format!("记-{}", moved.number),
        payment_id: (moved.shows != Shows::Voucher).then(|| format!("单{at}")),
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

fn row(moved: &Moved, amount: i64, number: String, payment_id: Option<String>) -> StatementRow {
    StatementRow {
        row: RowRef { source: 0, row: 1, part: None },
        on: Date::new(2022, moved.month, moved.day).expect("a day"),
        number,
        payment_id,
        amount: Money::from_fen(amount),
        target: String::new(),
        payee: String::new(),
    }
}

fn rows((at, moved): (usize, &Moved)) -> Vec<StatementRow> {
    // A number that is never used again, as for what comes without one.
    let voucher = || match moved.number {
        3 => String::new(),
        of => format!("记-{of}"),
    };
    let id = format!("单{at}");
    let (number, payment_id) = match moved.shows {
        Shows::Voucher | Shows::VoucherAlone => (voucher(), None),
        Shows::Payment => (id.clone(), Some(id)),
        Shows::OtherVoucher => (format!("系-{}", moved.number), Some(id)),
    };
    let amount = moved.hundreds * 100;
    let mut rows = vec![row(moved, amount, number, payment_id)];
    let red = || row(moved, -amount, format!("红-{}", moved.number), None);
    rows.extend(moved.is_red.then(red));
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
        let numbered = || movements.iter().enumerate();
        for (at, moved) in numbered().filter(|(_, moved)| moved.is_here) {
            record(&mut ledger, at, moved);
        }
        let there: Vec<StatementRow> =
            numbered().filter(|(_, moved)| moved.is_there).flat_map(rows).collect();
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
    }

    /// What both sides have is equal, whether the list names it by vouchers, by payments, or by vouchers of its
    /// own.
    #[test]
    fn one_list_is_equal_to_itself(movements in movements(), shows in shows()) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&folder.path().join("l"));
        let movements: Vec<Moved> =
            movements.into_iter().map(|moved| Moved { shows, ..moved }).collect();
        for (at, moved) in movements.iter().enumerate() {
            record(&mut ledger, at, moved);
        }
        let there: Vec<StatementRow> = movements.iter().enumerate().flat_map(rows).collect();
        let found = ledger.compare(&there, Date::constant(2022, 12, 31)).expect("sums are in range");
        // Equal numbers of one month and day may be told apart by no side.
        if movements.iter().all(|moved| moved.number != 3) {
            prop_assert!(found.is_equal(), "{:?}", &found);
        }
    }
}
