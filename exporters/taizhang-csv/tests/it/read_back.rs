//! Any text comes back from the files as it went in.

use encoding_rs::GB18030;
use proptest::prelude::*;
use taizhang_export::delimited::{guard_formula, unguard_formula};
use taizhang_export::{ExportContext, ExportError};

use crate::sample::{ACTIVITIES, EXPENDITURES, column, export, file, read, year};

/// Texts of all kinds, with the characters that CSV and spreadsheets care about made frequent.
fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        '"', '\'', ',', '\r', '\n', '\t', '=', '+', '-', '@', '＝', ' ', '\u{feff}', '𬭚', '、',
    ]);
    let character = prop_oneof![3 => any::<char>(), 2 => awkward];
    prop::collection::vec(character, 0..12).prop_map(String::from_iter)
}

fn with_texts(payee: &str, place: &str) -> ExportContext {
    let mut context = year();
    payee.clone_into(&mut context.expenditures[0].payee);
    place.clone_into(&mut context.activities[1].place);
    context
}

#[track_caller]
fn texts(context: &ExportContext, encoding: &str) -> (String, String) {
    let cells_of = |name: &str| {
        let bytes = file(context, &[("encoding", encoding)], name);
        match encoding {
            "utf-8-bom" => read(&bytes[3..]),
            "gb18030" => read(GB18030.decode_without_bom_handling(&bytes).0.as_bytes()),
            _ => read(&bytes),
        }
    };
    let payee = column(&cells_of(EXPENDITURES), "收款人")[0].clone();
    let place = column(&cells_of(ACTIVITIES), "地点")[2].clone();
    (unguard_formula(&payee).to_owned(), unguard_formula(&place).to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_survives_utf_8(payee in text(), place in text()) {
        let context = with_texts(&payee, &place);
        for encoding in ["utf-8", "utf-8-bom"] {
            prop_assert_eq!(texts(&context, encoding), (payee.clone(), place.clone()));
        }
    }

    #[test]
    fn any_text_survives_gb18030_or_is_refused(payee in text(), place in text()) {
        let context = with_texts(&payee, &place);
        match export(&context, &[("encoding", "gb18030")]) {
            Ok(_) => prop_assert_eq!(texts(&context, "gb18030"), (payee, place)),
            Err(ExportError::Unencodable { cells, .. }) => {
                let lost: Vec<char> = cells.into_iter().flat_map(|c| c.characters).collect();
                prop_assert!(!lost.is_empty());
                prop_assert!(lost.iter().all(|c| payee.contains(*c) || place.contains(*c)));
            }
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }

    #[test]
    fn guarding_is_undone_by_unguarding(text in text()) {
        let guarded = guard_formula(&text);
        prop_assert_eq!(unguard_formula(&guarded), &text);
        prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
}
