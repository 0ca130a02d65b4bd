//! Cells that are struck out or red, in each format that tells it.

use std::io::{Cursor, Read as _, Write as _};

use cfb::CompoundFile;
use rust_xlsxwriter::{Color, Format, Workbook};
use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_import::draft::{Source, Surroundings, draft};
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::question::Question;
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::MoneyUnit;
use taizhang_import::vocabulary::Vocabulary;

use crate::hidden::{HEADER, ods_with};

/// What is said of the rows that pay: the header of the cell that is struck out, or that the amount is red.
fn said(file: &str, bytes: &[u8]) -> Vec<String> {
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables(file, bytes, &ReadOptions::default(), &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let options = MapOptions { unit: Some(MoneyUnit::Yuan), ..MapOptions::default() };
    let mapping = Mapping::of(&table, Kind::Payments, None, &options).expect("it can be mapped");
    let year = FiscalYear::try_from(2022).expect("a year");
    let sources = [Source::of(table, mapping, None, year)];
    let drafts = draft(Kind::Payments, &sources, Surroundings { book: &Book::default(), year });
    let [source] = sources;
    let drafts = drafts.drafts.iter();
    let words = |draft: &taizhang_import::draft::Draft| {
        let what = match draft.question {
            Some(Question::StruckOut(at)) => source.table.columns[at].name.clone(),
            _ if source.has_red_amount(draft.row) => "red".to_owned(),
            _ => String::new(),
        };
        format!("{}{what}", draft.row.row)
    };
    drafts.map(words).collect()
}

#[test]
fn fonts_of_an_xlsx_file_are_seen() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let red = Format::new().set_font_color(Color::Red);
    let struck = Format::new().set_font_strikethrough();
    let plain = Format::new().set_font_color(Color::RGB(0x00_33_99));
    for (column, words) in (0..).zip(HEADER) {
        // The font of a header says nothing.
        sheet.write_with_format(0, column, words, &red).expect("a header");
    }
    let formats = [
        &plain,
        &red,
        &struck,
        &plain,
        &plain,
        &Format::new().set_font_color(Color::Red).set_font_strikethrough(),
    ];
    for (row, format) in (1..).zip(formats) {
        for (column, words) in
            [(0, "2022-03-01"), (1, "记-1"), (3, "甲"), (4, "纸"), (5, "2022-001")]
        {
            sheet.write_with_format(row, column, words, &red).expect("words");
        }
        sheet.write_with_format(row, 2, row, format).expect("an amount");
    }
    // 乙 was struck out for 甲, and 9 for 5: calamine reads 乙甲 and 95.
    sheet.write_rich_string(4, 3, &[(&struck, "乙"), (&plain, "甲")]).expect("two runs");
    sheet.write_rich_string(5, 2, &[(&struck, "9"), (&plain, "5")]).expect("two runs");
    let bytes = book.save_to_buffer().expect("it can be written");
    assert_eq!(said("支付.xlsx", &bytes), ["2", "3red", "4金额", "5收款人", "6金额", "7金额"]);
}

#[test]
fn fonts_of_an_ods_file_are_seen() {
    let text = |words: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
        )
    };
    let number = |attributes: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"5\"{attributes}><text:p>5</text:p></table:table-cell>"
        )
    };
    let style = |name: &str, family: &str, properties: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"{family}\"><style:text-properties {properties}/></style:style>"
        )
    };
    let styles = [
        "<style:style style:name=\"plain\" style:family=\"table-cell\"/>\
         <number:number-style style:name=\"N1\"><style:text-properties fo:color=\"#ff0000\"/></number:number-style>"
            .to_owned(),
        style("struck", "table-cell", "style:text-line-through-style=\"solid\""),
        style("none", "table-cell", "style:text-line-through-style=\"none\" fo:color=\"#000000\""),
        style("red", "table-cell", "fo:color=\"#FF0000\""),
        style("T1", "text", "style:text-line-through-type=\"single\""),
    ];
    let rest = |payee: &str, amount: &str| {
        let cells = [
            text("2022-03-01"),
            text("记-1"),
            amount.to_owned(),
            text(payee),
            text("纸"),
            text("2022-001"),
        ];
        format!("<table:table-row>{}</table:table-row>", cells.concat())
    };
    let header: String = HEADER.iter().map(|words| text(words)).collect();
    let own = |name: &str| number(&format!(" table:style-name=\"{name}\""));
    let rows = [
        rest("甲", &own("plain")),
        rest("甲", &own("struck")),
        rest("甲", &own("red")),
        rest("甲", &own("none")),
        // The column is red, which holds for cells without a style of their own.
        rest("甲", &number("")),
        rest("<text:span text:style-name=\"T1\">乙</text:span>甲", &own("plain")),
    ];
    let sheet = format!(
        "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:default-cell-style-name=\"red\"/>\
         <table:table-column table:number-columns-repeated=\"3\" table:default-cell-style-name=\"plain\"/>\
         <table:table-row>{header}</table:table-row>{}",
        rows.concat()
    );
    let bytes = ods_with(&styles.concat(), &sheet);
    assert_eq!(said("支付.ods", &bytes), ["2", "3金额", "4red", "5", "6red", "7收款人"]);
}

#[test]
fn fonts_of_an_old_workbook_are_seen() {
    let bytes = include_bytes!("../../../../fixtures/import/支付明细-旧版.xls");
    let with = |options: u16, colour: u16| {
        let mut container = CompoundFile::open(Cursor::new(bytes.to_vec())).expect("a container");
        let mut stream = Vec::new();
        container
            .open_stream("Workbook")
            .expect("one")
            .read_to_end(&mut stream)
            .expect("it is read");
        let (mut at, mut fonts, mut styles) = (0, 0, 0);
        let half = |stream: &[u8], at: usize| u16::from_le_bytes([stream[at], stream[at + 1]]);
        while at + 4 <= stream.len() && half(&stream, at) != 0 {
            let (kind, body) = (half(&stream, at), at + 4);
            match kind {
                // The last of four fonts, and the style of amounts.
                0x0031 => {
                    fonts += 1;
                    if fonts == 4 {
                        stream[body + 2..body + 4].copy_from_slice(&options.to_le_bytes());
                        stream[body + 4..body + 6].copy_from_slice(&colour.to_le_bytes());
                    }
                }
                0x00e0 => {
                    if styles == 16 {
                        stream[body..body + 2].copy_from_slice(&3_u16.to_le_bytes());
                    }
                    styles += 1;
                }
                _ => {}
            }
            at = body + usize::from(half(&stream, at + 2));
        }
        container.create_stream("Workbook").expect("one").write_all(&stream).expect("in memory");
        container.flush().expect("in memory");
        said("支付.xls", container.into_inner().get_ref())
    };
    assert_eq!(with(0, 0x7fff), ["3", "6"]);
    assert_eq!(with(0x0008, 0x7fff), ["3金额(元)", "6金额(元)"]);
    assert_eq!(with(0, 10), ["3red", "6red"]);
}

#[test]
fn fonts_of_pages_and_of_xml_are_seen() {
    let page = |amount: &str| {
        let header = format!("<td>{}</td>", HEADER.join("</td><td>"));
        format!(
            "<html><table><tr>{header}</tr><tr><td>2022-03-01</td><td>记-1</td>{amount}<td>甲</td><td>纸</td>\
             <td>2022-001</td></tr></table></html>"
        )
    };
    for (amount, expected) in [
        ("<td>5</td>", "2"),
        ("<td><s>5</s></td>", "2金额"),
        ("<td><del>9</del>5</td>", "2金额"),
        ("<td style='text-decoration: line-through'>5</td>", "2金额"),
        ("<td style='color: Red'>5</td>", "2red"),
        ("<td><font color='#FF0000'>5</font></td>", "2red"),
        ("<td style='background-color:red'>5</td>", "2"),
    ] {
        assert_eq!(said("支付.xls", page(amount).as_bytes()), [expected], "{amount}");
    }
    let xml = |style: &str| {
        let cell = |words: &str| format!("<Cell><Data ss:Type=\"String\">{words}</Data></Cell>");
        let header: String = HEADER.iter().map(|words| cell(words)).collect();
        format!(
            "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
             xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Styles><Style ss:ID=\"s1\"><Font {style}/></Style>\
             </Styles><Worksheet ss:Name=\"表\"><Table><Row>{header}</Row><Row>{}{}<Cell ss:StyleID=\"s1\"><Data \
             ss:Type=\"Number\">5</Data></Cell>{}{}{}</Row></Table></Worksheet></Workbook>",
            cell("2022-03-01"),
            cell("记-1"),
            cell("甲"),
            cell("纸"),
            cell("2022-001")
        )
    };
    for (style, expected) in [
        ("ss:Size=\"11\"", "2"),
        ("ss:StrikeThrough=\"1\"", "2金额"),
        ("ss:Color=\"#FF0000\"", "2red"),
    ] {
        assert_eq!(said("支付.xls", xml(style).as_bytes()), [expected], "{style}");
    }
}
