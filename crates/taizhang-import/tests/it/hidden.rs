//! What a workbook holds and does not show, or shows and does not hold.

use std::io::Write as _;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_import::draft::{Drafts, Source, Surroundings, draft};
use taizhang_import::fault::Reason;
use taizhang_import::hidden::HiddenChoice;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::shown::{Made, ShownNumber};
use taizhang_import::table::{Aside, Cell, MoneyUnit, Table};
use taizhang_import::vocabulary::Vocabulary;

pub(crate) const HEADER: [&str; 6] = ["日期", "凭证号", "金额", "收款人", "摘要", "指标"];

/// A sheet of payments of 1 to 4 yuan; what is hidden is said by the caller.
fn payments(book: &mut Workbook, name: &str) {
    let sheet = book.add_worksheet();
    sheet.set_name(name).expect("a name");
    for (column, words) in (0..).zip(HEADER) {
        sheet.write(0, column, words).expect("a header");
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for row in 1..=4 {
        let date = ExcelDateTime::from_ymd(2022, 3, 1).expect("a day");
        sheet.write_with_format(row, 0, date, &day).expect("a date");
        sheet.write(row, 1, format!("{name}-{row}")).expect("a number");
        sheet.write(row, 2, row).expect("an amount");
        for (column, words) in [(3, "甲"), (4, "纸"), (5, "2022-001")] {
            sheet.write(row, column, words).expect("words");
        }
    }
    sheet.write(5, 0, "合计").expect("a label");
    sheet.write(5, 2, 10).expect("a sum");
}

fn tables(bytes: &[u8], hidden: HiddenChoice) -> Vec<Table> {
    let options = ReadOptions { hidden, ..ReadOptions::default() };
    read_tables("支付.xlsx", bytes, &options, &Vocabulary::of(Kind::Payments)).expect("it is read")
}

fn understood(table: Table) -> Result<(Source, Drafts), Vec<MapError>> {
    let options = MapOptions { unit: Some(MoneyUnit::Yuan), ..MapOptions::default() };
    let mapping = Mapping::of(&table, Kind::Payments, None, &options)?;
    let year = FiscalYear::try_from(2022).expect("a year");
    let sources = [Source::of(table, mapping, None, year)];
    let book = Book::default();
    let drafts = draft(Kind::Payments, &sources, Surroundings { book: &book, year });
    let [source] = sources;
    Ok((source, drafts))
}

/// The rows that are paid, and those that are set aside as hidden with their amounts.
fn divided(bytes: &[u8], choice: HiddenChoice) -> (Vec<u32>, Vec<(u32, String)>) {
    let table = tables(bytes, choice).remove(0);
    let (source, drafts) = understood(table).expect("it can be mapped");
    assert_eq!(drafts.wrong_sums, []);
    let hidden = source.table.set_aside.iter().filter_map(|aside| match aside.reason {
        Aside::Hidden(amount) => {
            Some((aside.row.number, amount.map_or_else(String::new, |yuan| yuan.to_string())))
        }
        _ => None,
    });
    let paid = drafts.drafts.iter().map(|draft| draft.row.row).collect();
    (paid, hidden.collect())
}

#[test]
fn hidden_rows_are_counted_and_read_only_when_somebody_says_so() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    let sheet = book.worksheet_from_name("3月").expect("it is there");
    sheet.set_row_hidden(2).expect("a row").set_row_hidden(4).expect("a row");
    let bytes = book.save_to_buffer().expect("it can be written");
    let hidden = [(3, "2.00".to_owned()), (5, "4.00".to_owned())];
    for choice in [HiddenChoice::Ask, HiddenChoice::Skip] {
        assert_eq!(divided(&bytes, choice), (vec![2, 4], hidden.to_vec()), "{choice:?}");
    }
    assert_eq!(divided(&bytes, HiddenChoice::Read), (vec![2, 3, 4, 5], vec![]));
    let (source, _) =
        understood(tables(&bytes, HiddenChoice::Ask).remove(0)).expect("it can be mapped");
    assert_eq!(source.table.hidden_rows_in_question().count(), 2);
    let (source, _) =
        understood(tables(&bytes, HiddenChoice::Skip).remove(0)).expect("it can be mapped");
    assert_eq!(source.table.hidden_rows_in_question().count(), 0);
}

#[test]
fn rows_that_a_filter_hides_are_hidden() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    let sheet = book.worksheet_from_name("3月").expect("it is there");
    sheet.autofilter(0, 0, 4, 5).expect("a filter");
    let only = rust_xlsxwriter::FilterCondition::new().add_list_filter("3月-2");
    sheet.filter_column(1, &only).expect("a filter");
    let bytes = book.save_to_buffer().expect("it can be written");
    assert_eq!(divided(&bytes, HiddenChoice::Ask).0, [3]);
}

#[test]
fn a_hidden_column_that_would_be_read_is_asked_for() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    let sheet = book.worksheet_from_name("3月").expect("it is there");
    sheet.set_column_hidden(1).expect("a column");
    let bytes = book.save_to_buffer().expect("it can be written");
    let asked = understood(tables(&bytes, HiddenChoice::Ask).remove(0)).map(|_| ());
    assert_eq!(asked, Err(vec![MapError::HiddenColumns(vec!["凭证号".to_owned()])]));
    for (choice, is_read) in [(HiddenChoice::Read, true), (HiddenChoice::Skip, false)] {
        let (source, _) = understood(tables(&bytes, choice).remove(0)).expect("it can be mapped");
        let has_numbers =
            source.mapping.columns.contains_key(&taizhang_import::field::Field::Voucher);
        assert_eq!(has_numbers, is_read, "{choice:?}");
    }
}

#[test]
fn a_hidden_sheet_with_a_table_is_asked_for_and_one_without_is_named() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    payments(&mut book, "备份");
    book.worksheet_from_name("备份").expect("it is there").set_hidden(true);
    let sheet = book.add_worksheet();
    sheet.set_name("选项").expect("a name").set_very_hidden(true);
    sheet.write(0, 0, "现金").expect("a word");
    let bytes = book.save_to_buffer().expect("it can be written");
    let names = |tables: &[Table]| -> Vec<String> {
        tables.iter().filter_map(|table| table.sheet.clone()).collect()
    };
    let mut asked = tables(&bytes, HiddenChoice::Ask);
    assert_eq!(names(&asked), ["3月", "备份"]);
    assert_eq!(asked[0].reading.hidden_sheets, ["选项"]);
    let (source, drafts) = understood(asked.remove(1)).expect("it can be mapped");
    assert_eq!((drafts.drafts.len(), source.table.hidden_rows_in_question().count()), (0, 4));
    let skipped = tables(&bytes, HiddenChoice::Skip);
    assert_eq!(names(&skipped), ["3月"]);
    assert_eq!(skipped[0].reading.hidden_sheets, ["备份", "选项"]);
    let (_, drafts) = understood(tables(&bytes, HiddenChoice::Read).remove(1)).expect("it maps");
    assert_eq!(drafts.drafts.len(), 4);
}

/// A package with these parts.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content.as_bytes()).expect("its content");
    }
    zip.finish().expect("the end").into_inner()
}

/// A workbook as programs write it that compute nothing: one row of payments with this amount.
fn written(amount: &str, computes_anew: bool) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let cell = |place: &str, words: &str| {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    };
    let header: Vec<String> =
        ('A'..).zip(HEADER).map(|(c, words)| cell(&format!("{c}1"), words)).collect();
    let row: Vec<String> =
        [("A2", "2022-03-01"), ("B2", "记-1"), ("D2", "甲"), ("E2", "纸"), ("F2", "2022-001")]
            .iter()
            .map(|(place, words)| cell(place, words))
            .collect();
    let sheet = format!(
        "<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\">{}</row><row r=\"2\">{}{amount}</row></sheetData></worksheet>",
        header.concat(),
        row.concat()
    );
    let anew = if computes_anew { "<calcPr fullCalcOnLoad=\"1\"/>" } else { "" };
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/></sheets>{anew}</workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"a\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"b\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    package(&[
        ("[Content_Types].xml", types),
        ("_rels/.rels", &root),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

#[test]
fn a_formula_without_a_result_is_refused_and_not_read_as_nothing() {
    let cases: &[(&str, bool, Option<&str>)] = &[
        ("<c r=\"C2\"><f>1+1</f></c>", false, None),
        ("<c r=\"C2\"><f>1+1</f><v></v></c>", false, None),
        ("<c r=\"C2\"><f>1+1</f><v/></c>", false, None),
        ("<c r=\"C2\"><f>1+1</f><v>0</v></c>", true, None),
        ("<c r=\"C2\"><f>1+1</f><v>2</v></c>", true, Some("2.00")),
        ("<c r=\"C2\"><f>1+1</f><v>2</v></c>", false, Some("2.00")),
        ("<c r=\"C2\"><v>2</v></c>", true, Some("2.00")),
    ];
    for (amount, computes_anew, expected) in cases {
        let table = tables(&written(amount, *computes_anew), HiddenChoice::Ask).remove(0);
        let (_, drafts) = understood(table).expect("it can be mapped");
        let paid = drafts.drafts.first().map(|draft| draft.amount.to_string());
        assert_eq!(paid.as_deref(), *expected, "{amount}");
        let reasons: Vec<_> = drafts.refused.iter().flat_map(|row| &row.faults).collect();
        let is_unstored = reasons.iter().any(|fault| fault.reason == Reason::Unstored);
        assert_eq!(is_unstored, expected.is_none(), "{amount}: {reasons:?}");
    }
    // A text that came out empty is a result.
    let empty = "<c r=\"C2\"><v>2</v></c><c r=\"G2\" t=\"str\"><f>\"\"</f><v></v></c>";
    let table = tables(&written(empty, false), HiddenChoice::Ask).remove(0);
    assert!(table.rows[0].cell(6).is_empty());
}

#[test]
fn per_cent_and_foreign_money_are_told_by_the_format() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    let sheet = book.worksheet_from_name("3月").expect("it is there");
    let formats = ["0%", "0.00%", "[$US$-409]#,##0.00", "\"$\"#,##0", "¥#,##0.00;[Red]-¥#,##0.00"];
    for (row, format) in (1..).zip(formats) {
        sheet
            .write_with_format(row, 2, 0.125, &Format::new().set_num_format(format))
            .expect("a cell");
        sheet.write_formula(row, 6, Formula::new("1").set_result("1")).expect("a formula");
    }
    let bytes = book.save_to_buffer().expect("it can be written");
    let table = tables(&bytes, HiddenChoice::Ask).remove(0);
    let shown: Vec<String> = table.rows.iter().map(|row| row.cell(2).to_string()).collect();
    assert_eq!(shown, ["12.5%", "12.5%", "US$0.125", "$0.125"]);
    assert_eq!(table.rows[0].cell(2), &Cell::Percent("12.5".to_owned()));
    let (_, drafts) = understood(table).expect("it can be mapped");
    assert_eq!(drafts.drafts.len(), 0);
    let reasons: Vec<_> = drafts.refused.iter().map(|row| row.faults[0].reason.clone()).collect();
    let currency = |sign: &str| Reason::Currency(sign.to_owned());
    let expected = [Reason::PercentAmount, Reason::PercentAmount, currency("US$"), currency("$")];
    assert_eq!(reasons, expected);
}

/// The content of an ods file with one sheet.
fn ods(rows: &str) -> Vec<u8> {
    ods_with("", rows)
}

/// The content of an ods file with one sheet and these styles.
pub(crate) fn ods_with(styles: &str, rows: &str) -> Vec<u8> {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:table=\"{space}:table:1.0\" \
         xmlns:text=\"{space}:text:1.0\" xmlns:style=\"{space}:style:1.0\" \
         xmlns:number=\"{space}:datastyle:1.0\" xmlns:fo=\"{space}:xsl-fo-compatible:1.0\">\
         <office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"表\">\
         {rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", &content),
    ])
}

#[test]
fn merges_and_hidden_rows_of_ods_are_known() {
    let text = |words: &str, attributes: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"{attributes}><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let number = |yuan: u32| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{yuan}\"><text:p>{yuan}</text:p></table:table-cell>"
        )
    };
    let header: String = HEADER.iter().map(|words| text(words, "")).collect();
    let rest = [text("甲", ""), text("纸", ""), text("2022-001", "")].concat();
    let first =
        text("2022-03-01", " table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\"");
    let rows = format!(
        "<table:table-column table:number-columns-repeated=\"6\"/>\
         <table:table-row>{header}</table:table-row>\
         <table:table-row>{first}{}{}{rest}</table:table-row>\
         <table:table-row><table:covered-table-cell/>{}{}{rest}</table:table-row>\
         <table:table-row table:visibility=\"collapse\">{}{}{}{rest}</table:table-row>",
        text("记-1", ""),
        number(1),
        text("记-2", ""),
        number(2),
        text("2022-03-02", ""),
        text("记-3", ""),
        number(4),
    );
    let (paid, hidden) = divided(&ods(&rows), HiddenChoice::Ask);
    assert_eq!(paid, [2, 3]);
    assert_eq!(hidden, [(4, "4.00".to_owned())]);
}

/// The units that numbers are shown with, by their places.
fn units(table: &Table) -> Vec<((u32, usize), Made)> {
    let unit =
        |(place, shown): (&(u32, usize), &ShownNumber)| Some((*place, shown.unit.as_ref()?.made));
    table.shown.iter().filter_map(unit).collect()
}

#[test]
fn units_that_an_ods_file_shows_are_known() {
    let text = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let number = |value: &str, shown: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><office:annotation>\
             <text:p>3万元</text:p></office:annotation><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let header: String = HEADER.iter().map(|words| text(words)).collect();
    let rest = [text("甲"), text("纸"), text("2022-001")].concat();
    let row = |voucher: &str, value: &str, shown: &str| {
        let before = [text("2022-03-01"), text(voucher), number(value, shown)].concat();
        format!("<table:table-row>{before}{rest}</table:table-row>")
    };
    let rows = [
        row("记-1", "0.5", "0.50万元"),
        row("记-2", "12345", "1.2万"),
        row("记-3", "12.5", "12.50"),
    ];
    let rows = format!("<table:table-row>{header}</table:table-row>{}", rows.concat());
    let table = tables(&ods(&rows), HiddenChoice::Ask).remove(0);
    let shown: Vec<_> = units(&table);
    let expected =
        [((2, 2), Made::Named(MoneyUnit::Wan)), ((3, 2), Made::Scaled(4, Some(MoneyUnit::Wan)))];
    assert_eq!(shown, expected);
}

#[test]
fn units_that_an_xlsx_file_shows_are_known() {
    let mut book = Workbook::new();
    payments(&mut book, "3月");
    let sheet = book.worksheet_from_name("3月").expect("it is there");
    for (row, format) in (1..).zip(["0.00\"万元\"", "0\\.0,\"万\"", "#,##0.00"]) {
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(row, 2, 0.5, &format).expect("a cell");
    }
    let bytes = book.save_to_buffer().expect("it can be written");
    let table = tables(&bytes, HiddenChoice::Ask).remove(0);
    let shown: Vec<_> = units(&table);
    let wan = MoneyUnit::Wan;
    assert_eq!(shown, [((2, 2), Made::Named(wan)), ((3, 2), Made::Scaled(4, Some(wan)))]);
    let errors = understood(table).map(|_| ()).unwrap_err();
    assert!(matches!(errors.as_slice(), [MapError::Shown { row: 3, .. }]), "{errors:?}");
}
