//! One amount and one date as text: an entered amount has the digits of its cell, an entered date is one
//! that the cell spells.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rust_decimal::Decimal;
use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_import::draft::{Source, Surroundings, draft};
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::vocabulary::Vocabulary;

/// The digits of a text, full-width ones folded.
fn digits(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '0'..='9' => Some(c),
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            _ => None,
        })
        .collect()
}

fuzz_target!(|cells: (&str, &str)| {
    let (amount, day) = cells;
    if [amount, day].iter().any(|text| text.contains(['\t', '\n', '\r', '"'])) {
        return;
    }
    let text = format!("日期\t金额(元)\t收款人\t摘要\t指标\n{day}\t{amount}\t甲\t乙\t2022-001\n");
    let vocabulary = Vocabulary::of(Kind::Payments);
    let options = ReadOptions { delimiter: Some('\t'), ..ReadOptions::default() };
    let Ok(tables) = read_tables("a.csv", text.as_bytes(), &options, &vocabulary) else { return };
    let year = FiscalYear::try_from(2022).expect("a year");
    for table in tables {
        let Ok(mapping) = Mapping::of(&table, Kind::Payments, None, &MapOptions::default()) else {
            continue;
        };
        let source = Source::of(table, mapping, None, year);
        let book = Book::default();
        for entered in draft(Kind::Payments, &[source], Surroundings { book: &book, year }).drafts {
            let wan = if amount.trim().ends_with("万元") { 10_000 } else { 1 };
            let number = entered.amount.yuan() / Decimal::from(wan);
            let (entered_digits, cell) = (digits(&number.normalize().to_string()), digits(amount));
            let bare = |text: &str| text.trim_matches('0').to_owned();
            assert_eq!(bare(&entered_digits), bare(&cell), "{amount:?} as {}", entered.amount);
            let spelt = digits(day);
            let on = entered.on;
            for part in [on.month(), on.day()] {
                assert!(spelt.contains(&part.to_string()), "{day:?} as {on}");
            }
        }
    }
});
