//! Characters that an encoding cannot hold are refused with their places.

use taizhang_export::ExportError;

use crate::sample::{FIGURES, export, file, held_by_gbk, year};

/// Exports a year with `memo` in the second payment.
fn export_memo(memo: &str, encoding: &str) -> Result<(), ExportError> {
    let mut context = year();
    memo.clone_into(&mut context.expenditures[1].memo);
    export(&context, &[("encoding", encoding)]).map(|_| ())
}

/// Everything that is in the way is told at once, in every file.
#[test]
fn the_refusal_names_every_file_row_column_and_character() {
    let mut context = year();
    "纪念品\u{e5e5}两\u{e81e}件\u{e5e5}".clone_into(&mut context.expenditures[1].memo);
    "甲\u{e5e5}".clone_into(&mut context.expenditures[2].payee);
    "活动\u{e81e}".clone_into(&mut context.activities[0].name);
    let refused = export(&context, &[("encoding", "gb18030")]);
    let Err(ExportError::Unencodable { encoding, cells }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(encoding, "GB18030");
    let cells: Vec<_> = cells
        .iter()
        .map(|cell| {
            (cell.file.as_str(), cell.row, cell.column.as_str(), cell.characters.as_slice())
        })
        .collect();
    // The activity counted two things, so it has two rows.
    let expected: [(&str, usize, &str, &[char]); 4] = [
        ("2022_宁县科学技术协会_支出明细.csv", 3, "摘要", &['\u{e5e5}', '\u{e81e}']),
        ("2022_宁县科学技术协会_支出明细.csv", 4, "收款人", &['\u{e5e5}']),
        ("2022_宁县科学技术协会_活动台账.csv", 2, "活动名称", &['\u{e81e}']),
        ("2022_宁县科学技术协会_活动台账.csv", 3, "活动名称", &['\u{e81e}']),
    ];
    assert_eq!(cells, expected);
}

/// The minus sign of this program's own formulas is no reason to refuse GBK, which lacks it.
#[test]
fn gbk_writes_the_minus_sign_of_formulas_by_its_own() {
    let context = held_by_gbk(&year());
    let explanation = file(&context, &[("encoding", "gbk")], FIGURES);
    let (text, _, had_errors) = encoding_rs::GBK.decode(&explanation);
    assert!(!had_errors);
    assert!(text.contains("全年预算数 － 全年执行数 － 冻结"), "{text}");
    assert!(text.contains("GBK 没有数学减号（U+2212），写作全角的“－”"), "{text}");
    let kept = file(&context, &[("encoding", "gb18030")], FIGURES);
    let (text, _, _) = encoding_rs::GB18030.decode(&kept);
    assert!(text.contains("全年预算数 − 全年执行数 − 冻结") && !text.contains("U+2212"), "{text}");
}

#[test]
fn utf_8_holds_every_character() {
    for encoding in ["utf-8", "utf-8-bom"] {
        assert!(export_memo("\u{e5e5}\u{e81e}𬭚\u{10ffff}", encoding).is_ok());
    }
}

/// Lists what GB18030 loses, so that a new version of the encoder cannot change it unseen.
///
/// All of it lies in the private use area: U+E5E5 stands for nothing, and the others are the old
/// places of characters that GB 18030-2022 moved to their own code points.
#[test]
fn gb18030_loses_private_use_characters_only() {
    let every: Vec<char> = ('\u{1}'..=char::MAX).collect();
    let mut lost = Vec::new();
    for chunk in every.chunks(8192) {
        match export_memo(&chunk.iter().collect::<String>(), "gb18030") {
            Ok(()) => {}
            Err(ExportError::Unencodable { cells, .. }) => {
                lost.extend(cells.into_iter().flat_map(|cell| cell.characters));
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    let lost: Vec<String> = lost.into_iter().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    insta::assert_snapshot!(lost.join(" "));
}
