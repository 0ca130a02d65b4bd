//! Options: what the exporter takes and refuses.

use taizhang_csv::CsvExporter;
use taizhang_export::{ExportError, Exporter};

use crate::sample::{export, year};

#[test]
fn the_first_value_of_each_option_is_the_default() {
    let descriptor = CsvExporter.descriptor();
    assert_eq!(descriptor.name, "csv");
    let closed = descriptor.options.iter().filter(|option| !option.values.is_empty());
    let defaults: Vec<(&str, &str)> =
        closed.map(|option| (option.name.as_str(), option.values[0].as_str())).collect();
    let expected =
        [("encoding", "utf-8-bom"), ("unit", "yuan"), ("booleans", "profile"), ("long", "refuse")];
    assert_eq!(defaults, expected);
    assert_eq!(export(&year(), &defaults).unwrap(), export(&year(), &[]).unwrap());
}

#[test]
fn every_listed_value_is_taken() {
    for option in CsvExporter.descriptor().options {
        for value in &option.values {
            let made = export(&year(), &[(&option.name, value)]);
            // The sample has a character that GBK lacks.
            let is_refused = matches!(made, Err(ExportError::Unencodable { .. }));
            assert_eq!((made.is_ok(), is_refused), (value != "gbk", value == "gbk"), "{value}");
        }
    }
}

#[test]
fn an_unknown_option_is_refused() {
    let refused = export(&year(), &[("bom", "yes")]);
    let Err(ExportError::UnknownOption { name, known }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((name.as_str(), known.len()), ("bom", 5));
}

#[test]
fn an_unknown_value_is_refused() {
    let refused = export(&year(), &[("encoding", "big5")]);
    let Err(ExportError::OptionValue { name, value, allowed }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((name.as_str(), value.as_str()), ("encoding", "big5"));
    assert_eq!(allowed, ["utf-8-bom", "utf-8", "gb18030", "gbk"]);
}
