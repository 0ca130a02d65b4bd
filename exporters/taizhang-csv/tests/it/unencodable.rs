//! Characters that GB18030 cannot hold are refused with their place.

use taizhang_export::ExportError;

use crate::sample::{export, year};

/// Exports a year with `memo` in the second payment.
fn export_memo(memo: &str, encoding: &str) -> Result<(), ExportError> {
    let mut context = year();
    memo.clone_into(&mut context.expenditures[1].memo);
    export(&context, &[("encoding", encoding)]).map(|_| ())
}

#[test]
fn the_refusal_names_file_row_column_and_character() {
    let refused = export_memo("纪念品\u{e5e5}两件", "gb18030");
    let Err(ExportError::Unencodable { file, row, column, encoding, character }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((file.as_str(), row, column.as_str()), ("支出明细.csv", 3, "摘要"));
    assert_eq!((encoding.as_str(), character), ("GB18030", '\u{e5e5}'));
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
        let mut rest: String = chunk.iter().collect();
        while let Err(error) = export_memo(&rest, "gb18030") {
            let ExportError::Unencodable { character, .. } = error else {
                panic!("{error:?}");
            };
            lost.push(character);
            rest.retain(|kept| kept != character);
        }
    }
    let lost: Vec<String> = lost.into_iter().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    insta::assert_snapshot!(lost.join(" "));
}
