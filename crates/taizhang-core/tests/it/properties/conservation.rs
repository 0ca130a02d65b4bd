//! Money is neither made nor lost, on any axis.

use std::collections::BTreeMap;

use proptest::prelude::*;
use taizhang_core::Money;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::{Event, Recorded};
use taizhang_core::figure::{
    Cell, FigureKey, FigureValue, Figures, Formula, Measure, postings, trace,
};
use taizhang_testutils::builders::{Story, day};

use super::steps::{play, steps};

/// The money figures that every part of the year has.
const AMOUNTS: [&str; 12] = [
    "budget.original",
    "budget.carry_over_in",
    "budget.supplement",
    "budget.reduction",
    "budget.virement",
    "budget.withdrawal",
    "budget.adjustment",
    "budget.final",
    "outturn",
    "frozen",
    "available",
    "unspent",
];

fn amount(figures: &Figures<'_>, key: &str) -> Money {
    let key: FigureKey = key.parse().expect("it is a key");
    let value = figures.value(&key).expect("the figure exists");
    value.money().expect("the figure is money")
}

/// Sums all figures `head.….X` where X is the last part of the key and `tail` comes before it.
fn sum_of(figures: &Figures<'_>, head: &str, tail: &str, digits: Option<usize>) -> Money {
    let beginning = format!("{head}.{tail}.");
    let parts = figures.keys().filter_map(|key| {
        let last = key.as_str().strip_prefix(&beginning)?;
        let fits = !last.contains('.') && digits.is_none_or(|digits| last.len() == digits);
        fits.then(|| amount(figures, key.as_str()))
    });
    Money::sum(parts).expect("the parts fit")
}

fn as_of_dates() -> impl Strategy<Value = AsOf> {
    prop_oneof![
        Just(AsOf::default()),
        (1_i8..=12).prop_map(|month| AsOf {
            date: Some(day(&format!("2022-{month:02}-20"))),
            sequence: None,
        }),
    ]
}

/// Checks that what two events post nets to zero in every cell, whatever the month.
fn nets_to_zero(target: &Recorded, reversal: &Recorded) -> bool {
    let mut totals: BTreeMap<Cell, Money> = BTreeMap::new();
    for recorded in [target, reversal] {
        for posting in postings(&recorded.event, recorded.occurred_on) {
            let total = totals.entry(Cell { month: 0, ..posting.cell }).or_default();
            *total = total.checked_add(posting.amount).expect("the parts fit");
        }
    }
    totals.values().all(|total| total.is_zero())
}

fn reversals(story: &Story) -> impl Iterator<Item = (&Recorded, &Recorded)> {
    story.events().iter().filter_map(|recorded| {
        let Event::Reversed(reversal) = &recorded.event else {
            return None;
        };
        let target = story.events().iter().find(|event| event.id == reversal.target)?;
        Some((target, recorded))
    })
}

/// Returns what of a payment did not come back.
fn left_of(story: &Story, payment: &Recorded) -> Money {
    let is_about_it = |event: &Event| match event {
        Event::DisbursementReturned(back) => back.target == payment.id,
        Event::Reversed(reversal) => {
            let returned = match reversal.event.as_ref() {
                Event::DisbursementReturned(back) => Some(back.target),
                _ => None,
            };
            reversal.target == payment.id || returned == Some(payment.id)
        }
        _ => false,
    };
    let about_it = story.events().iter().filter(|e| e.id == payment.id || is_about_it(&e.event));
    let effects = about_it.flat_map(|e| postings(&e.event, e.occurred_on));
    Money::sum(effects.map(|posting| posting.amount)).expect("the parts fit")
}

/// No line is ever overspent, over-frozen, or left with more than its budget.
fn lines_are_sound(book: &Book) -> bool {
    book.lines().all(|line| {
        let total = |measures| book.line_total(&line.id, measures).expect("totals fit");
        let available = book.available(&line.id).expect("totals fit");
        !available.is_negative()
            && !total(&[Measure::Frozen]).is_negative()
            && !total(Measure::OUTTURN).is_negative()
            && available <= total(Measure::FINAL_BUDGET)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn available_authority_never_falls_below_zero(steps in steps()) {
        let mut broken = None;
        play(&steps, |book, recorded| {
            if !lines_are_sound(book) {
                broken.get_or_insert(recorded.clone());
            }
        });
        prop_assert_eq!(broken, None);
    }

    #[test]
    fn parts_sum_to_the_whole(steps in steps()) {
        let (_, book) = play(&steps, |_, _| {});
        let figures = Figures::of(&book).unwrap();
        for head in AMOUNTS {
            let total = amount(&figures, &format!("{head}.total"));
            prop_assert_eq!(sum_of(&figures, head, "line", None), total, "{} by line", head);
            prop_assert_eq!(sum_of(&figures, head, "fund", None), total, "{} by fund", head);
            for digits in [3, 5, 7] {
                let by_function = sum_of(&figures, head, "function", Some(digits));
                prop_assert_eq!(by_function, total, "{} by function of {}", head, digits);
            }
            let by_class = sum_of(&figures, head, "economic", Some(3));
            prop_assert_eq!(by_class, total, "{} by economic class", head);
            let basic = amount(&figures, &format!("{head}.basic"));
            let projects = amount(&figures, &format!("{head}.project"));
            prop_assert_eq!(basic.checked_add(projects), Ok(total), "{} basic + project", head);
            let personnel = amount(&figures, &format!("{head}.basic.personnel"));
            let operating = amount(&figures, &format!("{head}.basic.operating"));
            prop_assert_eq!(personnel.checked_add(operating), Ok(basic), "{} basic", head);
            let by_project = sum_of(&figures, head, "project", None);
            prop_assert_eq!(by_project, projects, "{} by project", head);
        }
        let by_month = sum_of(&figures, "outturn", "month", None);
        prop_assert_eq!(by_month, amount(&figures, "outturn.total"));
        let through_december = amount(&figures, "outturn.through.12");
        prop_assert_eq!(through_december, amount(&figures, "outturn.total"));
    }

    /// 全年预算数 = 年初预算数 + 预算调整数.
    #[test]
    fn the_final_budget_is_the_original_and_its_changes(steps in steps()) {
        let (_, book) = play(&steps, |_, _| {});
        let figures = Figures::of(&book).unwrap();
        let original = amount(&figures, "budget.original.total");
        let adjustment = amount(&figures, "budget.adjustment.total");
        let finally = amount(&figures, "budget.final.total");
        prop_assert_eq!(original.checked_add(adjustment), Ok(finally));
        let listed = Money::sum(
            book.changes()
                .iter()
                .filter(|change| change.fact.measure != Measure::Frozen)
                .map(|change| change.fact.amount),
        );
        prop_assert_eq!(listed, Ok(finally), "the changes that hold, with their documents");
    }

    /// What comes back of a payment, by returns or by its reversal, is at most what was paid.
    #[test]
    fn no_payment_comes_back_twice(steps in steps()) {
        let (story, _) = play(&steps, |_, _| {});
        let payments = story.events().iter().filter(|e| matches!(e.event, Event::DisbursementMade(_)));
        for payment in payments {
            let left = left_of(&story, payment);
            prop_assert!(!left.is_negative(), "{left} left of {payment:?}");
        }
    }

    #[test]
    fn virements_sum_to_zero(steps in steps()) {
        let (_, book) = play(&steps, |_, _| {});
        let figures = Figures::of(&book).unwrap();
        prop_assert_eq!(amount(&figures, "budget.virement.total"), Money::ZERO);
    }

    #[test]
    fn a_reversal_nets_to_zero_on_every_axis(steps in steps()) {
        let (story, _) = play(&steps, |_, _| {});
        let mut targets = Vec::new();
        for (target, reversal) in reversals(&story) {
            prop_assert!(nets_to_zero(target, reversal), "{target:?} {reversal:?}");
            prop_assert!(!targets.contains(&target.id), "reversed twice");
            targets.push(target.id);
        }
    }

    /// A money figure is the sum of what its trace lists, as of any date.
    #[test]
    fn a_trace_sums_to_its_figure(steps in steps(), as_of in as_of_dates()) {
        let (story, _) = play(&steps, |_, _| {});
        let book = story.book_as_of(as_of);
        let figures = Figures::of(&book).unwrap();
        for key in figures.keys() {
            let is_sum = matches!(figures.formula(key), Ok(Formula::Sum(_)));
            let is_combined = ["available.", "unspent.", "closing.carry_over"]
                .iter()
                .any(|head| key.as_str().starts_with(head));
            let FigureValue::Money(value) = figures.value(key).unwrap() else { continue };
            if is_sum || is_combined {
                let sources = figures.sources(key).unwrap();
                let parts = trace(&figures, &sources, story.events(), as_of);
                let amounts = parts.iter().map(|part| part.amount.expect("money has an amount"));
                let total = Money::sum(amounts.map(|amount| Money::from_yuan(amount).unwrap()));
                prop_assert_eq!(total, Ok(value), "{}", key);
            }
        }
    }
}
