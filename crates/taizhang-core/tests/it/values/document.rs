//! Document numbers (文号), printed as GB/T 9704-2012 asks: 〔 〕, no 第, no leading zero.

use proptest::prelude::*;
use taizhang_core::{DocumentNumber, DocumentNumberFault};

#[track_caller]
fn read(text: &str, printed: &str) {
    let number: DocumentNumber = text.parse().expect("the number is valid");
    assert_eq!(number.to_string(), printed);
}

#[track_caller]
fn refuse(text: &str, fault: DocumentNumberFault) {
    let refused = text.parse::<DocumentNumber>().expect_err("the number is invalid");
    assert_eq!((refused.text.as_str(), refused.reason), (text, fault));
}

#[test]
fn all_brackets_become_hexagonal() {
    for text in [
        "甘财科〔2020〕2号",
        "甘财科[2020]2号",
        "甘财科［2020］2号",
        "甘财科【2020】2号",
        "甘财科(2020)2号",
        "甘财科（2020）2号",
    ] {
        read(text, "甘财科〔2020〕2号");
    }
}

#[test]
fn spaces_第_and_leading_zeros_are_dropped() {
    read(" 甘财科 〔2020〕 2 号 ", "甘财科〔2020〕2号");
    read("甘财科〔2020〕第2号", "甘财科〔2020〕2号");
    read("甘财科〔2020〕002号", "甘财科〔2020〕2号");
    read("甘财科〔2020〕第010号", "甘财科〔2020〕10号");
}

#[test]
fn a_number_has_all_its_parts() {
    refuse("", DocumentNumberFault::Brackets);
    refuse("甘财科2020年2号", DocumentNumberFault::Brackets);
    refuse("甘财科〔2020 2号", DocumentNumberFault::Brackets);
    refuse("〔2020〕2号", DocumentNumberFault::Issuer);
    refuse("甘财科〔20〕2号", DocumentNumberFault::Year);
    refuse("甘财科〔二〇二〇〕2号", DocumentNumberFault::Year);
    refuse("甘财科〔1948〕2号", DocumentNumberFault::Year);
    refuse("甘财科〔2020〕2", DocumentNumberFault::Number);
    refuse("甘财科〔2020〕号", DocumentNumberFault::Number);
    refuse("甘财科〔2020〕0号", DocumentNumberFault::Number);
    refuse("甘财科〔2020〕二号", DocumentNumberFault::Number);
    refuse("甘财科〔2020〕-2号", DocumentNumberFault::Number);
    refuse("甘财科〔2020〕4294967296号", DocumentNumberFault::Number);
}

#[test]
fn a_number_knows_its_parts() {
    let number: DocumentNumber = "甘财科[2020]2号".parse().unwrap();
    assert_eq!((number.issuer(), number.year().get(), number.number()), ("甘财科", 2020, 2));
}

proptest! {
    #[test]
    fn what_is_printed_is_read(
        issuer in "[甘财科政办发\\]〕a-z]{1,8}",
        year in 1949_i16..=2999,
        number in 1_u32..,
    ) {
        let printed = format!("{issuer}〔{year}〕{number}号");
        let read: DocumentNumber = printed.parse().unwrap();
        prop_assert_eq!(read.to_string(), printed);
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<DocumentNumber>(&json).unwrap(), read);
    }
}
