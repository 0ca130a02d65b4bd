//! Units of money and currencies.

use taizhang_core::book::Command;
use taizhang_import::draft::Drafts;
use taizhang_import::fault::Reason;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions};
use taizhang_import::table::MoneyUnit;

use crate::columns::mapped;

fn understood(kind: Kind, text: &str, options: &MapOptions) -> Result<Drafts, Vec<MapError>> {
    mapped(kind, text, options).map(|(_, drafts)| drafts)
}

fn amounts(drafts: &Drafts) -> Vec<String> {
    drafts.drafts.iter().map(|draft| draft.amount.to_string()).collect()
}

fn given(unit: MoneyUnit) -> MapOptions {
    MapOptions { unit: Some(unit), ..MapOptions::default() }
}

fn stated() -> MapOptions {
    MapOptions { as_stated: true, ..MapOptions::default() }
}

/// A list of one payment of 5, with a corner above it.
fn list(corner: &str, header: &str) -> String {
    format!("支出表,,,,{corner}\n日期,摘要,收款人,指标,{header}\n2022-03-01,纸,甲,2022-001,5\n")
}

#[test]
fn what_the_file_states_wins_and_what_contradicts_it_is_refused() {
    let cases: &[(&str, &str, &MapOptions, Option<&str>)] = &[
        ("单位：万元", "金额", &given(MoneyUnit::Wan), Some("50000.00")),
        ("单位：万元", "金额", &given(MoneyUnit::Yuan), None),
        ("单位：元", "金额", &given(MoneyUnit::Wan), None),
        ("", "金额（元）", &given(MoneyUnit::Wan), None),
        ("", "金额", &given(MoneyUnit::Wan), Some("50000.00")),
        // A header is nearer than a corner, but which of them is wrong is not guessed.
        ("单位：万元", "金额（元）", &MapOptions::default(), None),
        ("单位：万元", "金额（元）", &stated(), Some("5.00")),
        ("单位：万元", "金额（元）", &given(MoneyUnit::Yuan), Some("5.00")),
        ("单位：元", "金额（万元）", &stated(), Some("50000.00")),
        ("单位：千元", "金额", &stated(), Some("5000.00")),
        ("", "金额", &stated(), None),
    ];
    for (corner, header, options, expected) in cases {
        let found = understood(Kind::Payments, &list(corner, header), options);
        let read = found.as_ref().ok().map(|drafts| amounts(drafts).concat());
        assert_eq!(read.as_deref(), *expected, "{corner} {header} {options:?}");
        if let Err(errors) = found {
            let is_unit = |error: &MapError| {
                matches!(
                    error,
                    MapError::OtherUnit { .. }
                        | MapError::OwnUnit { .. }
                        | MapError::Unit { named: None, .. }
                )
            };
            assert!(errors.iter().all(is_unit), "{errors:?}");
        }
    }
}

#[test]
fn two_columns_of_different_units_are_read_each_in_its_own() {
    let text = "日期,资产类别,原值（万元）,净值（元）\n2022-12-31,通用设备,2,15000\n";
    let drafts = understood(Kind::Assets, text, &stated()).expect("it can be mapped");
    let holding = drafts.drafts.iter().find_map(|draft| match &draft.command {
        Command::RecordAssets(holding) => Some(holding),
        _ => None,
    });
    let holding = holding.expect("it is recorded");
    let values = [holding.gross_value, holding.net_book_value].map(|value| value.to_string());
    assert_eq!(values, ["20000.00", "15000.00"]);
}

#[test]
fn foreign_money_is_never_yuan() {
    let yuan = given(MoneyUnit::Yuan);
    for (corner, header) in
        [("单位：美元", "金额"), ("", "金额（美元）"), ("", "金额(USD)"), ("币种:港币", "金额")]
    {
        let errors = understood(Kind::Payments, &list(corner, header), &yuan);
        let errors = errors.map(|drafts| amounts(&drafts)).expect_err("it is refused");
        assert!(
            errors.iter().any(|error| matches!(error, MapError::Currency { .. })),
            "{errors:?}"
        );
    }
    let noted = |note: &str| format!("{}{note},,,,\n", list("", "金额"));
    for note in ["注：以上金额单位为美元", "说明：币种：港币"] {
        let errors = understood(Kind::Payments, &noted(note), &yuan);
        let errors = errors.map(|drafts| amounts(&drafts)).expect_err("it is refused");
        let [MapError::Currency { row: 4, .. }] = errors.as_slice() else { panic!("{errors:?}") };
    }
    let note = noted("注：版面费按付款日美元汇率折算，单位为元");
    assert!(understood(Kind::Payments, &note, &yuan).is_ok());
    let text = "日期,摘要,收款人,指标,币种,借贷标志,金额\n\
                2022-03-01,a,甲,2022-001,人民币,借,1\n\
                2022-03-01,b,甲,2022-001,CNY,借,2\n\
                2022-03-01,c,甲,2022-001,156,借,3\n\
                2022-03-01,d,甲,2022-001,-,借,4\n\
                2022-03-01,e,甲,2022-001,美元,借,5\n\
                2022-03-01,f,甲,2022-001,USD,贷,6\n\
                2022-03-01,g,甲,2022-001,人民币,借,$7\n\
                2022-03-01,h,甲,2022-001,人民币,借,8美元\n\
                2022-03-01,i,甲,2022-001,RMB,贷,9\n";
    let drafts = understood(Kind::Payments, text, &yuan).expect("it can be mapped");
    assert_eq!(amounts(&drafts), ["1.00", "2.00", "3.00", "4.00"]);
    let refused: Vec<_> = drafts
        .refused
        .iter()
        .map(|row| match &row.faults[0].reason {
            Reason::Currency(currency) => (row.row.row, currency.as_str(), row.amount),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(refused, [(6, "美元", None), (7, "USD", None), (8, "$", None), (9, "美元", None)]);
}
