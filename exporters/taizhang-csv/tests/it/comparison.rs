//! Files compared with the ledger.

use taizhang_export::delimited::{CompareError, Difference, compare};

use crate::sample::{EXPENDITURES, export, file, year};

/// The expenditures as UTF-8 text after `edit`.
fn edited(edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let bytes = file(&year(), &[("encoding", "utf-8")], EXPENDITURES);
    edit(String::from_utf8(bytes).expect("UTF-8")).into_bytes()
}

#[track_caller]
fn differences(file: &[u8]) -> Vec<Difference> {
    let current = export(&year(), &[]).expect("an export");
    compare(&current, file).expect("a readable file").differences
}

/// What was written is found again in every encoding.
#[test]
fn what_was_written_does_not_differ() {
    for encoding in ["utf-8-bom", "utf-8", "gb18030"] {
        for artifact in export(&year(), &[("encoding", encoding)]).unwrap() {
            if artifact.name != "取数说明.csv" {
                assert_eq!(differences(&artifact.bytes), [], "{encoding} {}", artifact.name);
            }
        }
    }
}

#[test]
fn an_edited_cell_is_named() {
    let file = edited(|text| text.replacen("896700.00", "896700", 1));
    let expected = Difference::Cell {
        row: 2,
        column: "金额（元）".to_owned(),
        file: "896700".to_owned(),
        ledger: "896700.00".to_owned(),
    };
    assert_eq!(differences(&file), [expected]);
}

#[test]
fn missing_and_extra_rows_and_columns_are_named() {
    let without = edited(|text| {
        let lines: Vec<&str> = text.split_inclusive("\r\n").collect();
        [&lines[..1], &lines[2..]].concat().concat()
    });
    assert!(matches!(&differences(&without)[..], [Difference::Missing { row: 2, .. }]));
    let more = edited(|text| text + "99,2022-12-01,甲,乙\r\n");
    let rows = year().expenditures.len();
    let found = differences(&more);
    assert!(matches!(&found[..], [Difference::Extra { row, .. }] if *row == rows + 2), "{found:?}");
    let renamed = edited(|text| text.replacen("收款人", "收款单位", 1));
    let found = differences(&renamed);
    assert_eq!(
        found,
        [
            Difference::MissingColumn("收款人".to_owned()),
            Difference::ExtraColumn("收款单位".to_owned()),
        ]
    );
}

#[test]
fn what_is_no_return_is_refused() {
    let exported = export(&year(), &[]).unwrap();
    assert_eq!(compare(&exported, b"a,b\n1,2\n"), Err(CompareError::Unrecognised));
    assert_eq!(compare(&exported, b""), Err(CompareError::Csv));
    assert_eq!(compare(&exported, b"\xFF\xFF\xFF"), Err(CompareError::Encoding));
}
