//! Counted results and the approximations that reports like.

use taizhang_core::{PrintRule, Quantity};
use taizhang_testutils::builders::decimal;

#[track_caller]
fn check(value: &str, print: PrintRule, printed: &str) {
    let quantity = Quantity { value: decimal(value), unit: "册".to_owned(), print };
    assert_eq!(quantity.to_string(), printed);
}

#[test]
fn an_exact_count_prints_itself() {
    check("2300", PrintRule::Exact, "2300册");
    check("2300.00", PrintRule::Exact, "2300册");
    check("2.50", PrintRule::Exact, "2.5册");
    check("0", PrintRule::Exact, "0册");
}

#[test]
fn more_than_a_step_is_said_with_余_or_多() {
    check("12034", PrintRule::RoundedDown(1000), "12000余册");
    check("12001", PrintRule::RoundedDown(1000), "12000余册");
    check("12999", PrintRule::RoundedDown(1000), "12000余册");
    check("22634", PrintRule::MoreThan(100), "22600多册");
}

#[test]
fn less_than_a_step_is_said_with_近() {
    check("492", PrintRule::Nearly(100), "近500册");
    check("499.5", PrintRule::Nearly(100), "近500册");
}

/// An exact multiple is neither more nor less than itself.
#[test]
fn an_exact_multiple_prints_itself() {
    check("12000", PrintRule::RoundedDown(1000), "12000册");
    check("22600", PrintRule::MoreThan(100), "22600册");
    check("500", PrintRule::Nearly(100), "500册");
    check("0", PrintRule::Nearly(100), "0册");
}

/// Rounded down to nothing, a count would deny itself.
#[test]
fn a_count_below_its_step_prints_itself() {
    check("12", PrintRule::RoundedDown(100), "12册");
    check("99", PrintRule::MoreThan(100), "99册");
    check("100", PrintRule::MoreThan(100), "100册");
    check("101", PrintRule::MoreThan(100), "100多册");
}

#[test]
fn a_step_of_nothing_prints_the_count() {
    check("12", PrintRule::RoundedDown(0), "12册");
    check("12", PrintRule::Nearly(0), "12册");
}

#[test]
fn the_print_rule_is_stored_unless_exact() {
    let exact = Quantity { value: decimal("5"), unit: "册".to_owned(), print: PrintRule::Exact };
    let json = serde_json::to_string(&exact).unwrap();
    assert_eq!(json, r#"{"value":"5","unit":"册"}"#);
    assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), exact);
    let rounded = Quantity { print: PrintRule::MoreThan(100), ..exact };
    let json = serde_json::to_string(&rounded).unwrap();
    assert_eq!(json, r#"{"value":"5","unit":"册","print":{"more_than":100}}"#);
    assert_eq!(serde_json::from_str::<Quantity>(&json).unwrap(), rounded);
}
