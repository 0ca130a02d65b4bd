//! Rates with their bases.

use taizhang_core::Ratio;
use taizhang_testutils::builders::decimal;

fn ratio(numerator: &str, denominator: &str) -> Ratio {
    Ratio::new(decimal(numerator), decimal(denominator), "全年预算数")
}

/// The seed's shares: 896700, 32300, and 76300 of 1005300 yuan.
#[test]
fn per_cent_is_rounded_half_up() {
    for (numerator, denominator, printed) in [
        ("1005300", "1205300", "83.41%"),
        ("896700", "1005300", "89.20%"),
        ("32300", "1005300", "3.21%"),
        ("76300", "1005300", "7.59%"),
        ("1", "3", "33.33%"),
        ("2", "3", "66.67%"),
        ("12345", "1000000", "1.23%"),
        ("12350", "1000000", "1.24%"),
        ("-1", "3", "-33.33%"),
        ("0", "3", "0.00%"),
        ("5", "5", "100.00%"),
    ] {
        assert_eq!(ratio(numerator, denominator).percent_text(2), printed);
    }
    assert_eq!(ratio("1", "3").percent_text(0), "33%");
}

/// A zero base has no rate; 0 % would be a statement (domain data 4.2).
#[test]
fn a_zero_base_prints_a_dash() {
    for numerator in ["0", "5"] {
        let without_base = ratio(numerator, "0");
        assert_eq!(without_base.quotient(), None);
        assert_eq!(without_base.percent(2), None);
        assert_eq!(without_base.percent_text(2), "—");
    }
}

#[test]
fn a_ratio_keeps_its_parts() {
    let rate = ratio("1", "4");
    assert_eq!((rate.numerator(), rate.denominator()), (decimal("1"), decimal("4")));
    assert_eq!((rate.base(), rate.quotient()), ("全年预算数", Some(decimal("0.25"))));
    let json = serde_json::to_string(&rate).unwrap();
    assert_eq!(serde_json::from_str::<Ratio>(&json).unwrap(), rate);
}
