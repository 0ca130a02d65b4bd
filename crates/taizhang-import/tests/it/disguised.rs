//! Pages, XML and text that are called xls.

use taizhang_import::hidden::HiddenChoice;
use taizhang_import::kind::Kind;
use taizhang_import::read::{ReadError, ReadOptions, read_tables};
use taizhang_import::table::{Cell, Table};
use taizhang_import::vocabulary::Vocabulary;

fn read(bytes: &[u8], options: &ReadOptions) -> Result<Vec<Table>, ReadError> {
    read_tables("支付.xls", bytes, options, &Vocabulary::of(Kind::Payments))
}

fn rows(table: &Table) -> Vec<String> {
    let row = |row: &taizhang_import::table::Row| {
        let cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
        format!("{}: {}", row.number, cells.join("|"))
    };
    table.rows.iter().map(row).collect()
}

const PAGE: &str = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>\
    <meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\
    <style>td { mso-number-format:'\\@' } <!-- td > tr --></style></head><body>\
    <table><tr><td>查询条件</td></tr></table>\
    <table border=1>\n<TR><TH colspan=5>2022年支付明细</TH></TR>\
    <tr><th>日期<th>摘要<th>收款人<th x:str>金额<br>（元）<th>指标</tr>\
    <tr><td rowspan=2>2022-03-01</td><td>纸 &amp;&nbsp;笔</td><td>甲</td><td x:num=\"1234.5\">1,234.50</td><td>2022-001</td>\
    <tr><td>墨<table><tr><td>里面的表</td></tr></table></td><td>乙</td><td>2.00</td><td>2022-001</td></tr>\
    <tr style='display: none'><td>2022-03-02</td><td>藏</td><td>丙</td><td>9</td><td>2022-001</td></tr>\
    <tr><td>合计</td><td colspan=2></td><td>1,236.50</td></tr>\
    </table></body></html>";

#[test]
fn a_page_is_read_by_its_tables() {
    let (gbk, _, _) = encoding_rs::GB18030.encode(PAGE);
    for (bytes, encoding) in [(PAGE.as_bytes(), "UTF-8"), (&*gbk, "GB18030")] {
        let tables = read(bytes, &ReadOptions::default()).expect("it can be read");
        assert_eq!(tables.len(), 1, "tables without a header are none");
        let table = &tables[0];
        assert_eq!((table.reading.format, table.reading.encoding), ("html", Some(encoding)));
        assert_eq!(table.columns[3].name, "金额（元）");
        let expected = [
            "3: 2022-03-01|纸 &\u{a0}笔|甲|1234.5|2022-001",
            "4: |墨|乙|2.00|2022-001",
            "5: 2022-03-02|藏|丙|9|2022-001",
        ];
        assert_eq!(rows(table), expected);
        assert_eq!(table.rows[0].cell(3), &Cell::Number("1234.5".to_owned()));
        assert_eq!(table.covered.get(&(4, 0)).map(|covered| covered.by), Some(3));
        assert!(table.hidden.holds(5) && !table.hidden.holds(4));
        assert_eq!(table.hidden.choice, HiddenChoice::Ask);
    }
    let asked = ReadOptions { sheets: vec!["表2".to_owned()], ..ReadOptions::default() };
    assert_eq!(read(PAGE.as_bytes(), &asked).expect("it can be read").len(), 1);
    let asked = ReadOptions { sheets: vec!["表9".to_owned()], ..ReadOptions::default() };
    assert!(matches!(read(PAGE.as_bytes(), &asked), Err(ReadError::NoSheet { .. })));
}

const XML: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
    xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
    <Styles><Style ss:ID=\"p\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>\
    <Worksheet ss:Name=\"3&#26376;\"><Table><Column ss:Index=\"6\" ss:Hidden=\"1\"/>\
    <Row><Cell ss:MergeAcross=\"4\"><Data ss:Type=\"String\">支付明细</Data></Cell></Row>\
    <Row ss:Index=\"3\"><Cell><Data ss:Type=\"String\">日期</Data></Cell><Cell><Data ss:Type=\"String\">摘要</Data></Cell>\
    <Cell><Data ss:Type=\"String\">收款人</Data></Cell><Cell><Data ss:Type=\"String\">金额</Data></Cell>\
    <Cell><Data ss:Type=\"String\">指标</Data></Cell><Cell><Data ss:Type=\"String\">比例</Data></Cell></Row>\
    <Row><Cell ss:MergeDown=\"1\"><Data ss:Type=\"DateTime\">2022-03-01T00:00:00.000</Data></Cell>\
    <Cell><Data ss:Type=\"String\">A&amp;B</Data></Cell><Cell><Data ss:Type=\"String\">甲</Data></Cell>\
    <Cell><Data ss:Type=\"Number\">1.2345E3</Data></Cell><Cell><Data ss:Type=\"String\">001</Data></Cell>\
    <Cell ss:StyleID=\"p\"><Data ss:Type=\"Number\">0.12</Data></Cell></Row>\
    <Row ss:Hidden=\"1\"><Cell ss:Index=\"4\"><Data ss:Type=\"Number\">0.1</Data></Cell>\
    <Cell ss:Formula=\"=R1C1\"/></Row></Table></Worksheet>\
    <Worksheet ss:Name=\"备份\"><Table><Row><Cell><Data ss:Type=\"String\">日期</Data></Cell>\
    <Cell><Data ss:Type=\"String\">金额</Data></Cell></Row></Table>\
    <WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>";

#[test]
fn xml_of_excel_2003_is_read() {
    let tables = read(XML.as_bytes(), &ReadOptions::default()).expect("it can be read");
    let names: Vec<_> = tables.iter().map(|table| table.sheet.as_deref()).collect();
    assert_eq!(names, [Some("3月"), Some("备份")]);
    let table = &tables[0];
    assert_eq!((table.reading.format, table.header.as_slice()), ("xml", &[3][..]));
    assert_eq!(rows(table), ["4: 2022-03-01|A&B|甲|1234.5|001|12%", "5: |||0.1|"]);
    assert_eq!(table.rows[1].cell(4), &Cell::Unstored);
    assert_eq!(table.covered.get(&(5, 0)).map(|covered| covered.by), Some(4));
    assert!(table.hidden.holds(5) && table.hidden.columns.contains(&5));
    assert!(tables[1].hidden.sheet);
    let skip = ReadOptions { hidden: HiddenChoice::Skip, ..ReadOptions::default() };
    let tables = read(XML.as_bytes(), &skip).expect("it can be read");
    assert_eq!(
        (tables.len(), tables[0].reading.hidden_sheets.as_slice()),
        (1, &["备份".to_owned()][..])
    );
}

#[test]
fn text_with_tabs_is_read_whatever_it_is_called() {
    let text = "日期\t摘要\t收款人\t金额\n2022-03-01\t纸\t甲\t1\n";
    let wide: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &wide] {
        let tables = read(bytes, &ReadOptions::default()).expect("it can be read");
        assert_eq!(rows(&tables[0]), ["2: 2022-03-01|纸|甲|1"]);
    }
}

#[test]
fn pages_and_xml_that_would_grow_without_end_are_refused() {
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet>&b;</Worksheet></Workbook>";
    let far = XML.replace("ss:Index=\"4\"", "ss:Index=\"999999999\"");
    let open = XML.replace("</Workbook>", "");
    let deep = "<table><tr><td>".repeat(40);
    for text in [entities, &far, &open, &deep] {
        assert!(
            matches!(
                read(text.as_bytes(), &ReadOptions::default()),
                Err(ReadError::Workbook { .. })
            ),
            "{text}"
        );
    }
    // Spans cover columns and hold no cells.
    let wide =
        PAGE.replace("colspan=5", "colspan=999999999").replace("rowspan=2", "rowspan=999999999");
    assert!(read(wide.as_bytes(), &ReadOptions::default()).is_ok());
    let row = "<tr><td colspan=1000>".to_owned() + &"<td colspan=1000>1".repeat(20);
    let many = format!("<table>{row}</table>");
    assert!(matches!(
        read(many.as_bytes(), &ReadOptions::default()),
        Err(ReadError::Workbook { .. })
    ));
}
