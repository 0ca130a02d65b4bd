//! Exact yuan, rounding and print (domain data 4.2).

use proptest::prelude::*;
use taizhang_core::money::{MoneyError, fixed, round_half_up, with_thousands};
use taizhang_core::{Money, Wan};
use taizhang_testutils::builders::{decimal, yuan};

const LARGEST: &str = "999999999999999999.99";

#[test]
fn an_amount_has_at_most_two_decimals() {
    assert_eq!(Money::from_yuan(decimal("1.10")), Ok(yuan("1.1")));
    assert_eq!(Money::from_yuan(decimal("1.100")), Ok(yuan("1.1")));
    let refused = Money::from_yuan(decimal("1.005"));
    assert_eq!(refused, Err(MoneyError::TooPrecise(decimal("1.005"))));
}

/// 18 digits before the point: `NUMBER(20,2)` of the national system (domain data 2.1).
#[test]
fn an_amount_has_at_most_18_digits_before_the_point() {
    for sign in ["", "-"] {
        assert!(Money::from_yuan(decimal(&format!("{sign}{LARGEST}"))).is_ok());
        let refused = Money::from_yuan(decimal(&format!("{sign}1000000000000000000")));
        assert_eq!(refused, Err(MoneyError::OutOfRange));
    }
}

#[test]
fn arithmetic_is_checked() {
    assert_eq!(yuan(LARGEST).checked_add(yuan("0.01")), Err(MoneyError::OutOfRange));
    assert_eq!(yuan(LARGEST).checked_add(yuan("0.00")), Ok(yuan(LARGEST)));
    assert_eq!(yuan("-1").checked_sub(yuan(LARGEST)), Err(MoneyError::OutOfRange));
    assert_eq!(Money::sum([yuan("0.10"), yuan("0.20")]), Ok(yuan("0.30")));
    assert_eq!(Money::sum([]), Ok(Money::ZERO));
    assert_eq!(Wan::new(decimal("100000000000000")).to_money(), Err(MoneyError::OutOfRange));
}

#[test]
fn signs_are_told_apart() {
    assert!(yuan("0.01").is_positive() && !yuan("0.00").is_positive());
    assert!(yuan("-0.01").is_negative() && !yuan("0.00").is_negative());
    assert_eq!(yuan("5").negated(), yuan("-5"));
    assert_eq!(Money::ZERO.negated().to_string(), "0.00");
}

/// 四舍五入, not to the even neighbour (domain data 0, finding 5).
#[test]
fn halves_round_away_from_zero() {
    for (value, rounded) in [
        ("0.005", "0.01"),
        ("0.0049999", "0.00"),
        ("0.015", "0.02"),
        ("0.025", "0.03"),
        ("-0.005", "-0.01"),
        ("-0.004", "0.00"),
        ("2.5", "2.50"),
    ] {
        assert_eq!(fixed(decimal(value), 2), rounded, "{value}");
    }
    assert_eq!(round_half_up(decimal("2.5"), 0), decimal("3"));
}

/// The seed's figures: 1005300 of 1205300 yuan is 83.41 %, printed there as 83.4.
#[test]
fn wan_is_rounded_last_and_from_the_exact_amount() {
    assert_eq!(yuan("1205300.00").to_wan().rounded(2), "120.53");
    assert_eq!(yuan("49.99").to_wan().rounded(2), "0.00");
    assert_eq!(yuan("50.00").to_wan().rounded(2), "0.01");
    assert_eq!(yuan("-50.00").to_wan().rounded(2), "-0.01");
    assert_eq!(yuan("0.01").to_wan().rounded(6), "0.000001");
    assert_eq!(Wan::new(decimal("0.000001")).to_money(), Ok(yuan("0.01")));
    assert_eq!(
        Wan::new(decimal("0.0000001")).to_money(),
        Err(MoneyError::TooPrecise(decimal("0.001")))
    );
}

#[test]
fn thousands_are_grouped_from_the_point() {
    for (plain, grouped) in [
        ("0.00", "0.00"),
        ("100.00", "100.00"),
        ("1000.00", "1,000.00"),
        ("1005300.00", "1,005,300.00"),
        ("-1005300.00", "-1,005,300.00"),
        ("-100", "-100"),
        ("123456", "123,456"),
        ("1234567", "1,234,567"),
    ] {
        assert_eq!(with_thousands(plain), grouped);
    }
}

#[test]
fn an_amount_prints_padded() {
    assert_eq!(format!("[{:>10}]", yuan("5")), "[      5.00]");
}

/// Equal amounts are equal bytes, or the hash of an event would depend on how it was computed.
#[test]
fn zero_is_written_like_any_amount() {
    let written = |amount: Money| serde_json::to_string(&amount).unwrap();
    assert_eq!(written(Money::ZERO), r#""0.00""#);
    assert_eq!(written(Money::default()), r#""0.00""#);
    assert_eq!(written(yuan("-0")), r#""0.00""#);
    assert_eq!(written(yuan("0.1")), r#""0.10""#);
}

#[test]
fn stored_amounts_are_decimal_text() {
    let read = |json: &str| serde_json::from_str::<Money>(json);
    assert_eq!(read(r#""1005300.00""#).unwrap(), yuan("1005300"));
    assert!(read(r#""1.005""#).is_err());
    assert!(read("1005300.10").is_err());
}

#[test]
fn the_largest_amounts_print_whole() {
    assert_eq!(yuan(LARGEST).to_string(), LARGEST);
    assert_eq!(yuan(LARGEST).negated().to_string(), format!("-{LARGEST}"));
    assert_eq!(yuan("-0.05").to_string(), "-0.05");
}

proptest! {
    /// The bytes that are stored do not depend on how an amount was come by.
    #[test]
    fn an_amount_is_written_like_its_decimal(fen in any::<i64>(), other in any::<i64>()) {
        let sum = Money::from_fen(fen).checked_add(Money::from_fen(other)).unwrap();
        let exact = rust_decimal::Decimal::from_i128_with_scale(i128::from(fen) + i128::from(other), 2);
        prop_assert_eq!(sum.to_string(), exact.to_string());
        prop_assert_eq!(serde_json::to_string(&sum).unwrap(), format!("\"{exact}\""));
        prop_assert_eq!(Money::from_yuan(exact.normalize()), Ok(sum));
    }

    #[test]
    fn wan_with_six_decimals_loses_nothing(fen in any::<i64>()) {
        let amount = Money::from_fen(fen);
        let wan = Wan::new(decimal(&amount.to_wan().rounded(6)));
        prop_assert_eq!(wan.to_money(), Ok(amount));
    }

    #[test]
    fn an_amount_survives_storage(fen in any::<i64>()) {
        let amount = Money::from_fen(fen);
        let json = serde_json::to_string(&amount).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), amount);
    }

    #[test]
    fn subtraction_undoes_addition(a in any::<i64>(), b in any::<i64>()) {
        let (a, b) = (Money::from_fen(a), Money::from_fen(b));
        prop_assert_eq!(a.checked_add(b).and_then(|sum| sum.checked_sub(b)), Ok(a));
    }
}
