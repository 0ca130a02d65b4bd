//! The one place where an exact number becomes a binary one.

use rust_decimal::Decimal;

/// What a workbook's numbers are made of.
#[expect(clippy::disallowed_types, reason = "the format has no other number; `exact` guards it")]
pub(crate) type Double = f64;

/// Every number of at most 15 significant digits reads back from a double as it was: there are
/// fewer such numbers than doubles between any two powers of ten.
const LARGEST_MANTISSA: u128 = 1_000_000_000_000_000 - 1;

/// Returns the double that is nearest to `value`; none where reading it back to 15 digits would
/// not give `value` again.
///
/// The text is parsed because parsing rounds once and correctly; a division of the mantissa by a
/// power of ten would round twice.
pub(crate) fn exact(value: Decimal) -> Option<Double> {
    let plain = value.normalize();
    if plain.mantissa().unsigned_abs() > LARGEST_MANTISSA {
        return None;
    }
    plain.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn fifteen_digits_survive_and_sixteen_are_refused() {
        let survives = |text: &str| {
            let number = exact(decimal(text)).expect("it has at most 15 digits");
            assert_eq!(decimal(&number.to_string()), decimal(text));
        };
        survives("9999999999999.99");
        survives("-9999999999999.99");
        survives("10000000000000.00");
        survives("0.000001");
        survives("999999999.999999");
        assert_eq!(exact(decimal("10000000000000.01")), None);
        assert_eq!(exact(decimal("1000000000.000001")), None);
    }

    proptest::proptest! {
        #[test]
        fn every_amount_up_to_ten_million_million_yuan_survives(
            fen in -1_000_000_000_000_000_i64..=1_000_000_000_000_000,
        ) {
            for (units, places) in [(fen, 2), (fen, 6)] {
                let amount = Decimal::new(units, places);
                let number = exact(amount).expect("it has at most 15 digits");
                proptest::prop_assert_eq!(decimal(&number.to_string()), amount);
            }
        }
    }
}
