//! Files compared with the ledger.

use taizhang_csv::CsvExporter;
use taizhang_export::delimited::{CompareError, Comparison, Difference, SearchError, compare_with};
use taizhang_export::{ExportError, ExportRequest, Exporter};

use crate::sample::{EXPENDITURES, FUNDS, file, held_by_gbk, read, year};

/// The expenditures as UTF-8 text after `edit`.
fn edited(edit: impl FnOnce(String) -> String) -> Vec<u8> {
    let bytes = file(&year(), &[("encoding", "utf-8")], EXPENDITURES);
    edit(String::from_utf8(bytes).expect("UTF-8")).into_bytes()
}

#[track_caller]
fn compared(name: &str, file: &[u8]) -> Comparison {
    let context = year();
    let request = ExportRequest::new(&context);
    compare_with(&CsvExporter, &request, name, file).expect("a readable file")
}

#[track_caller]
fn differences(file: &[u8]) -> Vec<Difference> {
    compared(EXPENDITURES, file).differences
}

/// Whatever was written is found again, with no option repeated and under another name: every file
/// of every profile in every encoding and unit, and with every way to write 是 and 否.
#[test]
fn what_was_written_does_not_differ() {
    let context = held_by_gbk(&year());
    let descriptor = CsvExporter.descriptor();
    let values = |option: &str| {
        let option = descriptor.options.iter().find(|known| known.name == option);
        option.expect("the option is there").values.clone()
    };
    let mut files = 0;
    let mut check = |profile: &str, options: &[(&str, &str)]| {
        let request = ExportRequest::new(&context).with_options(options.iter().copied());
        let made = match CsvExporter.export(&request.with_profile(profile)) {
            // 是 and 否 as words are too wide for some columns.
            Err(ExportError::Cells(_)) if options.contains(&("booleans", "words")) => return,
            made => made.expect("the form holds the year"),
        };
        for artifact in made {
            let request = ExportRequest::new(&context);
            let found = compare_with(&CsvExporter, &request, "交回.csv", &artifact.bytes);
            let found = found.unwrap_or_else(|e| panic!("{options:?} {}: {e:?}", artifact.name));
            assert_eq!(found.differences, [], "{options:?} {}", artifact.name);
            files += 1;
        }
    };
    for encoding in &values("encoding") {
        for unit in &values("unit") {
            check("plain", &[("encoding", encoding), ("unit", unit)]);
        }
        for profile in &descriptor.profiles[1..] {
            check(&profile.id, &[("encoding", encoding), ("mof-div-code", "621026000")]);
        }
    }
    for booleans in &values("booleans") {
        for profile in &descriptor.profiles {
            check(&profile.id, &[("booleans", booleans)]);
        }
    }
    assert!(files > 150, "{files} files");
}

/// Writes a day as a spreadsheet in Chinese does, and leaves other cells.
fn slashed(cell: &str) -> String {
    let parts: Vec<&str> = cell.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            let short = |part: &str| part.trim_start_matches('0').to_owned();
            format!("{year}/{}/{}", short(month), short(day))
        }
        _ => cell.to_owned(),
    }
}

/// What a spreadsheet does to numbers, days and codes when it saves a file is no change.
#[test]
fn a_file_that_a_spreadsheet_saved_does_not_differ() {
    let saved = edited(|text| {
        let text = text.replace("896700.00", "\"896,700\"").replace("\r\n", "\n");
        text.split(',').map(slashed).collect::<Vec<_>>().join(",")
    });
    assert_ne!(saved, edited(|text| text));
    assert_eq!(differences(&saved), []);
}

/// As spreadsheets save it: as “Unicode text” in UTF-16 with tabs, or with semicolons.
#[test]
fn a_file_with_another_delimiter_or_encoding_does_not_differ() {
    let rows = read(&edited(|text| text));
    let with = |delimiter: u8| {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        for row in &rows {
            writer.write_record(row).expect("rows are alike");
        }
        String::from_utf8(writer.into_inner().expect("memory takes it")).expect("UTF-8")
    };
    let (tabs, semicolons) = (with(b'\t'), with(b';'));
    let units = "\u{feff}".encode_utf16().chain(tabs.encode_utf16());
    assert_eq!(differences(&units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()), []);
    assert_eq!(differences(tabs.as_bytes()), []);
    assert_eq!(differences(semicolons.as_bytes()), []);
}

/// A cell of words that looks like a number is words.
#[test]
fn words_that_a_spreadsheet_took_for_a_number_are_a_change() {
    let mut context = year();
    "1.10".clone_into(&mut context.expenditures[0].memo);
    let bytes = file(&context, &[("encoding", "utf-8")], EXPENDITURES);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let request = ExportRequest::new(&context);
    let found = |text: &str| {
        let found = compare_with(&CsvExporter, &request, EXPENDITURES, text.as_bytes());
        found.expect("a readable file").differences
    };
    assert_eq!(found(&text), []);
    let changed = found(&text.replacen(",1.10,", ",1.1,", 1));
    assert!(
        matches!(&changed[..], [Difference::Cell { file, ledger, .. }] if file == "1.1" && ledger == "1.10"),
        "{changed:?}"
    );
}

/// A code without its leading zero is another code.
#[test]
fn a_lost_zero_is_a_change() {
    let mut context = year();
    "007".clone_into(&mut context.expenditures[0].voucher);
    let bytes = file(&context, &[("encoding", "utf-8")], EXPENDITURES);
    let text = String::from_utf8(bytes).expect("UTF-8").replacen(",007,", ",7,", 1);
    let request = ExportRequest::new(&context);
    let found = compare_with(&CsvExporter, &request, EXPENDITURES, text.as_bytes());
    let found = found.expect("a readable file").differences;
    assert!(
        matches!(&found[..], [Difference::Cell { column, .. }] if column == "凭证号"),
        "{found:?}"
    );
}

/// Of the two returns with the same header the one that it is, whatever the file is called.
#[test]
fn a_return_with_the_header_of_another_is_recognised() {
    let context = year();
    let request = ExportRequest::new(&context).with_profile("self-evaluation");
    let made = CsvExporter.export(&request).expect("the form holds the year");
    let funds = made.iter().find(|a| a.name.as_str().contains("_V_PERF_T_SELFPROFUND（"));
    let funds = funds.expect("the tab is there");
    assert_eq!(compared("交回.csv", &funds.bytes).against, funds.name.as_str());
    let plain = file(&context, &[], FUNDS);
    assert_eq!(compared("交回.csv", &plain).against, FUNDS);
}

/// A column that is there twice is one too many, whichever of them is right.
#[test]
fn a_second_column_of_the_same_name_is_told() {
    let file = edited(|text| {
        let mut lines = text.trim_end().split("\r\n");
        let header = format!("{},金额（元）\r\n", lines.next().expect("a header"));
        lines.fold(header, |text, line| text + line + ",1.00\r\n")
    });
    assert_eq!(differences(&file), [Difference::ExtraColumn("金额（元）".to_owned())]);
}

#[test]
fn an_edited_cell_is_named() {
    let file = edited(|text| text.replacen("896700.00", "896700.01", 1));
    let expected = Difference::Cell {
        row: 2,
        column: "金额（元）".to_owned(),
        file: "896700.01".to_owned(),
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
    let context = year();
    let refused = |file: &[u8]| match compare_with(
        &CsvExporter,
        &ExportRequest::new(&context),
        "x.csv",
        file,
    ) {
        Err(SearchError::Compare(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(b"a,b\n1,2\n"), CompareError::Unrecognised);
    assert_eq!(refused(b""), CompareError::Csv);
    assert_eq!(refused(b"\xFF\xFF\xFF"), CompareError::Encoding);
}
