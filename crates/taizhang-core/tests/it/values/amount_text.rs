//! Amounts as people type them (ui reference 5.5).

use proptest::prelude::*;
use taizhang_core::Money;
use taizhang_core::amount_text::{AmountTextError, UnreadableAmount, parse_amount, parse_number};
use taizhang_core::money::{MoneyError, with_thousands};
use taizhang_testutils::builders::{decimal, yuan};

#[track_caller]
fn read(text: &str, amount: &str) {
    assert_eq!(parse_amount(text), Ok(yuan(amount)), "{text}");
}

#[track_caller]
fn unreadable(text: &str, reason: UnreadableAmount) {
    let refusal = AmountTextError::Unreadable { text: text.to_owned(), reason };
    assert_eq!(parse_amount(text), Err(refusal));
}

#[track_caller]
fn no_unit(text: &str) {
    assert_eq!(parse_amount(text), Err(AmountTextError::NoUnit { text: text.to_owned() }));
}

#[test]
fn both_units_are_read() {
    read("2000元", "2000.00");
    read("0.2万元", "2000.00");
    read("1.2万元", "12000.00");
    read("0元", "0.00");
    read("0.01元", "0.01");
    read("0.000001万元", "0.01");
    read("-5元", "-5.00");
    read("+5元", "5.00");
}

#[test]
fn separators_group_by_three() {
    read("1,234.50元", "1234.50");
    read("1，234元", "1234.00");
    read("12,345,678元", "12345678.00");
    read("￥ 3 200元", "3200.00");
    read("¥3 200 元", "3200.00");
    read("3\u{a0}200\u{3000}元", "3200.00");
    unreadable("12,34元", UnreadableAmount::Grouping);
    unreadable("1234,567元", UnreadableAmount::Grouping);
    unreadable(",234元", UnreadableAmount::Grouping);
    unreadable("1,,234元", UnreadableAmount::Grouping);
    unreadable("1,234,5元", UnreadableAmount::Grouping);
    unreadable("12 34元", UnreadableAmount::Grouping);
}

#[test]
fn full_width_forms_are_folded() {
    read("１２３４．５０元", "1234.50");
    read("－５元", "-5.00");
    read("１　２３４元", "1234.00");
}

/// A comma after the point is either a foreign decimal mark or a slip; both readings differ by
/// three digits, so neither is taken.
#[test]
fn what_has_two_readings_is_refused() {
    unreadable("1.234,5元", UnreadableAmount::Number);
    unreadable("1.2.3元", UnreadableAmount::Number);
    unreadable("1.元", UnreadableAmount::Number);
    unreadable(".5元", UnreadableAmount::Number);
    unreadable("--5元", UnreadableAmount::Number);
    unreadable("元", UnreadableAmount::Number);
    unreadable("万元", UnreadableAmount::Number);
    unreadable("1.2万", UnreadableAmount::HalfUnit);
    unreadable("1万2千元", UnreadableAmount::Character('千'));
    unreadable("5元元", UnreadableAmount::Number);
}

#[test]
fn other_characters_are_refused() {
    unreadable("3。5元", UnreadableAmount::Character('。'));
    unreadable("十二元", UnreadableAmount::Character('十'));
    unreadable("(500.00)元", UnreadableAmount::Character('('));
    unreadable("1'234元", UnreadableAmount::Character('\''));
    unreadable("①元", UnreadableAmount::Character('①'));
    unreadable("1e3元", UnreadableAmount::Character('e'));
    unreadable("5$", UnreadableAmount::Character('$'));
    unreadable("5￥元", UnreadableAmount::Character('￥'));
}

#[test]
fn an_amount_names_its_unit() {
    no_unit("2000");
    no_unit("1,234.50");
    no_unit("￥20");
    assert_eq!(parse_amount(" \u{3000}"), Err(AmountTextError::Empty));
    assert_eq!(parse_amount(""), Err(AmountTextError::Empty));
}

/// Nonsense without a unit is reported as nonsense.
#[test]
fn nonsense_comes_before_a_missing_unit() {
    unreadable("1.234,5", UnreadableAmount::Number);
}

#[test]
fn fen_are_the_finest() {
    let too_fine = |text: &str, number: &str| {
        let source = MoneyError::TooPrecise(decimal(number));
        assert_eq!(
            parse_amount(text),
            Err(AmountTextError::NotMoney { text: text.to_owned(), source })
        );
    };
    too_fine("0.001元", "0.001");
    too_fine("0.0000001万元", "0.001");
    read("0.010元", "0.01");
}

#[test]
fn a_bare_number_is_read_where_the_unit_is_known() {
    assert_eq!(parse_number("１，234．5"), Ok(decimal("1234.5")));
    assert_eq!(parse_number(""), Err(AmountTextError::Empty));
    assert!(parse_number("12元").is_err());
}

proptest! {
    #[test]
    fn what_is_printed_is_read(fen in any::<i64>()) {
        let amount = Money::from_fen(fen);
        prop_assert_eq!(parse_amount(&format!("{amount}元")), Ok(amount));
        let grouped = with_thousands(&amount.to_string());
        prop_assert_eq!(parse_amount(&format!("{grouped} 元")), Ok(amount));
        prop_assert_eq!(parse_amount(&format!("{}万元", amount.to_wan().rounded(6))), Ok(amount));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9,. 元万＋－，．￥()。一①]{0,12}") {
        if let Ok(amount) = parse_amount(&text) {
            prop_assert!(text.contains('元'));
            prop_assert_eq!(parse_amount(&format!("{amount}元")), Ok(amount));
        }
    }
}
