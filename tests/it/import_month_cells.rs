//! Days that a workbook shows as their month: 2022年3月, typed into a sheet, is stored as 1 March.

use std::io::Write as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use taizhang_cli::ExitCode;

use crate::harness::{Office, root};

const HEAD: [&str; 7] = ["日期", "凭证号", "指标", "经济科目", "金额", "收款人", "摘要"];

/// Days, and the formats that show them: three as their months, then days that somebody wrote.
const SHOWN: [((u16, u8, u8), &str); 6] = [
    ((2022, 3, 1), "yyyy\"年\"m\"月\""),
    ((2022, 4, 1), "mmm-yy"),
    ((2022, 5, 1), "[$-804]yyyy-mm;@"),
    ((2022, 6, 1), "yyyy-mm-dd"),
    ((2022, 7, 15), "yyyy-mm"),
    ((2022, 8, 1), "m\"月\"d\"日\" h:mm"),
];

fn xlsx() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, words) in (0..).zip(HEAD) {
        sheet.write(0, column, words).expect("a header");
    }
    for (row, ((year, month, day), format)) in (1..).zip(SHOWN) {
        let date = ExcelDateTime::from_ymd(year, month, day).expect("a day");
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(row, 0, &date, &format).expect("a day");
        for (column, text) in [(2, "2022-001"), (3, "30201"), (5, "甲"), (6, "纸")] {
            sheet.write(row, column, text).expect("a text");
        }
        sheet.write(row, 1, format!("记-2{row}")).expect("a number");
        sheet.write(row, 4, row).expect("an amount");
    }
    book.save_to_buffer().expect("a workbook")
}

/// The same as text of Excel 2003 and as the content of an ods file; a day of an ods file is shown by its text.
fn row_of(at: usize, day: &str, cell: impl Fn(&str) -> String) -> String {
    let number = format!("记-2{at}");
    let texts = [&number, "2022-001", "30201", "1", "甲", "纸"].map(cell);
    format!("{day}{}", texts.concat())
}

fn excel_2003() -> String {
    let text = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let styles: Vec<String> = (1..)
        .zip(SHOWN)
        .map(|(at, (_, format))| {
            let format = format.replace('"', "&quot;");
            format!("<Style ss:ID=\"s{at}\"><NumberFormat ss:Format=\"{format}\"/></Style>")
        })
        .collect();
    let rows: Vec<String> = (1..).zip(SHOWN).map(|(at, ((year, month, day), _))| {
        let day = format!(
            "<Cell ss:StyleID=\"s{at}\"><Data ss:Type=\"DateTime\">{year}-{month:02}-{day:02}T00:00:00.000</Data></Cell>"
        );
        format!("<Row>{}</Row>", row_of(at, &day, text))
    }).collect();
    let head = HEAD.map(text).concat();
    format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles>{}</Styles>\
         <Worksheet ss:Name=\"S\"><Table><Row>{head}</Row>{}</Table></Worksheet></Workbook>",
        styles.concat(),
        rows.concat()
    )
}

fn ods() -> Vec<u8> {
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let shown = ["2022年3月", "Apr 22", "2022-05", "2022-06-01", "2022-07", "8月1日"];
    let rows: Vec<String> = (1..).zip(SHOWN.iter().zip(shown)).map(|(at, (((year, month, day), _), shown))| {
        let day = format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{year}-{month:02}-{day:02}\"><text:p>{shown}</text:p></table:table-cell>"
        );
        format!("<table:table-row>{}</table:table-row>", row_of(at, &day, text))
    }).collect();
    let head = HEAD.map(text).concat();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>\
         <table:table table:name=\"S\"><table:table-row>{head}</table:table-row>{}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ] {
        archive.start_file(name, plain).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}

/// ECMA-376 part 1, 18.8.30 and 18.8.31: what is shown of a day is up to its format.
#[test]
fn a_month_is_not_taken_for_its_first_day() {
    let office = Office::at_year_end();
    // Written by LibreOffice from the first of the other files.
    let old = std::fs::read(root().join("fixtures/import/只有年月-旧版.xls")).expect("a fixture");
    let files = [
        ("表.xlsx", xlsx()),
        ("表.xls", old),
        ("表2003.xls", excel_2003().into_bytes()),
        ("表.ods", ods()),
    ];
    for (name, bytes) in files {
        office.file(name, bytes);
        let said = office.run(&format!("import payments {name} --unit 元 --dry-run --json")).json();
        let rows = said["rows"].as_array().unwrap_or_else(|| panic!("{name}: {said}")).iter();
        let days: Vec<&str> = rows.filter_map(|row| row["date"].as_str()).collect();
        assert_eq!(days, ["2022-06-01", "2022-07-15", "2022-08-01"], "{name}");
        let problems = said["problems"].to_string();
        for month in ["2022-03", "2022-04", "2022-05"] {
            assert!(problems.contains(&format!("“{month}”只有年月，没有日")), "{name}: {problems}");
        }
    }
    let refused =
        office.run("import payments 表.xlsx --unit 元 --dry-run").ended(ExitCode::Refused);
    insta::assert_snapshot!(refused);
}
