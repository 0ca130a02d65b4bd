//! A file from anywhere, as every kind of import: read or refused, never a panic. No row is lost: it
//! is data, set aside, or refused, and amounts keep their sum.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use libfuzzer_sys::fuzz_target;
use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_import::draft::{Source, Surroundings, draft};
use taizhang_import::field::Field;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::MoneyUnit;
use taizhang_import::vocabulary::Vocabulary;

fuzz_target!(|bytes: &[u8]| {
    let year = FiscalYear::try_from(2022).expect("a year");
    let book = Book::default();
    for kind in Kind::ALL {
        let vocabulary = Vocabulary::of(kind);
        let Ok(tables) = read_tables("a", bytes, &ReadOptions::default(), &vocabulary) else {
            continue;
        };
        let constants = BTreeMap::from([(Field::Memo, "摘要".to_owned())]);
        let options = MapOptions { unit: Some(MoneyUnit::Wan), constants, ..MapOptions::default() };
        let mut sources = Vec::new();
        for table in tables {
            let rows = table.rows.len() + table.set_aside.len();
            let Ok(mapping) = Mapping::of(&table, kind, None, &options) else { continue };
            let source = Source::of(table, mapping, None, year);
            assert_eq!(source.table.rows.len() + source.table.set_aside.len(), rows);
            sources.push(source);
        }
        let drafts = draft(kind, &sources, Surroundings { book: &book, year });
        if matches!(kind, Kind::Payments | Kind::Assets) {
            // A row is a command, takes a payment back, or is refused; of several columns each may be.
            let entered = drafts.drafts.iter().map(|draft| draft.row);
            let taken_back = drafts.take_backs.iter().map(|take_back| take_back.row);
            let refused = drafts.refused.iter().map(|refused| refused.row);
            let told = entered.chain(taken_back).chain(refused).map(|row| (row.source, row.row));
            let told: BTreeSet<(usize, u32)> = told.collect();
            let rows: usize = sources.iter().map(|source| source.table.rows.len()).sum();
            assert_eq!(told.len(), rows);
        }
    }
});
