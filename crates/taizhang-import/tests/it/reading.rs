//! From bytes to rows.

use taizhang_import::kind::Kind;
use taizhang_import::read::{ReadError, ReadOptions, read_tables};
use taizhang_import::table::{Aside, Cell, MoneyUnit, Table};
use taizhang_import::vocabulary::Vocabulary;

fn table(text: &[u8]) -> Table {
    let vocabulary = Vocabulary::of(Kind::Payments);
    let mut tables = read_tables("支付.csv", text, &ReadOptions::default(), &vocabulary)
        .expect("the file can be read");
    tables.remove(0)
}

#[test]
fn the_header_is_found_below_titles_and_sums_are_set_aside() {
    let text = "某县科协2022年支出明细表,,,,\n,,,,单位：万元\n日期,凭证号,金额,收款人,摘要\n\
                2022-01-05,记-1,\"1,234.50\",甲,办公用品\n日期,凭证号,金额,收款人,摘要\n\
                2022-01-06,记-2,10,乙,邮费\n小计,,\"1,244.50\",,\n合 计,,\"1,244.50\",,\n\
                注：本表不含往来款,,,,\n制表人：张三,,审核人：李四,,\n";
    let table = table(text.as_bytes());
    assert_eq!(table.header, [3]);
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [4, 6]);
    let aside: Vec<_> =
        table.set_aside.iter().map(|aside| (aside.row.number, aside.reason)).collect();
    assert_eq!(
        aside,
        [
            (1, Aside::Title),
            (2, Aside::Title),
            (5, Aside::RepeatedHeader),
            (7, Aside::Subtotal),
            (8, Aside::Total),
            (9, Aside::Note),
            (10, Aside::Note)
        ]
    );
    let unit = table.units.first().expect("the corner names a unit");
    assert_eq!((unit.unit, unit.row), (MoneyUnit::Wan, Some(2)));
}

#[test]
fn encodings_are_told_apart() {
    let text = "日期,金额,收款人\n2022-01-05,1.00,宁县科协\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(text);
    let utf16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat();
    for (bytes, name) in
        [(text.as_bytes(), "UTF-8"), (&marked, "UTF-8"), (&gbk, "GB18030"), (&utf16, "UTF-16LE")]
    {
        let table = table(bytes);
        assert_eq!(table.reading.encoding, Some(name));
        assert_eq!(table.rows[0].cell(2), &Cell::Text("宁县科协".to_owned()), "{name}");
    }
}

#[test]
fn a_header_of_two_rows_joins_its_words() {
    let text = "日期,凭证,,收款人,用途\n,凭证号,支付金额,,\n2022-01-05,1,2.00,甲,乙\n";
    let table = table(text.as_bytes());
    let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["日期", "凭证/凭证号", "凭证/支付金额", "收款人", "用途"]);
    assert_eq!(table.header, [1, 2]);
}

/// Numbers of the rows that are data, and why the others are none.
fn divided(text: &str) -> (Vec<u32>, Vec<(u32, Aside)>) {
    let table = table(text.as_bytes());
    let aside = table.set_aside.iter().map(|aside| (aside.row.number, aside.reason));
    (table.rows.iter().map(|row| row.number).collect(), aside.collect())
}

#[test]
fn a_sum_is_known_by_its_label_behind_the_day_too() {
    let cases: &[(&str, Option<Aside>)] = &[
        ("2022-01-04,,本日合计,,210.17,", Some(Aside::Subtotal)),
        ("2022-01-31,,本月合计,,210.17,", Some(Aside::Subtotal)),
        ("2022-01-31,,1月小计,,210.17,", Some(Aside::Subtotal)),
        ("2022-03-31,,一季度合计,,210.17,", Some(Aside::Running)),
        ("2022-01-31,,本年累计,,210.17,", Some(Aside::Running)),
        ("2022-01-31,,人民币合计：,,210.17,", Some(Aside::Subtotal)),
        ("2022-01-01,,上年结转,,0.00,借", Some(Aside::Balance)),
        ("2022-01-31,,期末余额,,0.00,借", Some(Aside::Balance)),
        ("2022-01-31,,总笔数,,2,", Some(Aside::Note)),
        ("2022-01-31,,承前页,,5.00,", Some(Aside::Subtotal)),
        // A number or a payee of its own makes a payment whatever the purpose says.
        ("2022-01-31,付-9,本月合计,,210.17,", None),
        ("2022-01-31,,本月合计,招行,210.17,", None),
        // Words that only end like a label.
        ("2022-01-31,,会议餐费合计,,210.17,", None),
        ("2022-01-31,,付上年结转款,,210.17,", None),
        ("2022-01-31,,春节慰问,,210.17,", None),
    ];
    for (row, expected) in cases {
        let text = format!(
            "日期,凭证号,摘要,对方户名,借方金额(元),方向\n2022-01-04,付-1,服务费,招行,1.00,借\n{row}\n"
        );
        let (rows, aside) = divided(&text);
        let expected: Vec<(u32, Aside)> = expected.map(|reason| (3, reason)).into_iter().collect();
        assert_eq!(aside, expected, "{row}");
        assert_eq!(rows.len() + aside.len(), 2, "{row}");
    }
}

#[test]
fn rows_of_csv_are_numbered_by_their_lines() {
    for ends in ["\n", "\r\n", "\r"] {
        let lines =
            ["日期,摘要,收款人,金额", "2022-03-01,\"x\ny\",甲,1", "", "", "2022-03-01,z,甲,3"];
        let table = table(lines.join(ends).as_bytes());
        assert_eq!(table.header, [1], "{ends:?}");
        let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 6], "{ends:?}");
    }
}

#[test]
fn a_payment_whose_words_look_like_a_remark_is_data() {
    let text = "摘要,收款人,日期,金额(元)\n会计培训费：3人,甲,2022-03-01,300\n\
                打印费：A4纸,乙,2022-03-01,50\n第3季度保洁费：办公楼,丙,,700\n\
                共计5人差旅费：兰州,丁,2022-03-02,\n审核费:报告,戊,未定,见附件\n,,,500\n\
                注：本表不含往来款,,,\n制表人：张三,,,\n审核：李四,经办：王五,,\n";
    let (rows, aside) = divided(text);
    assert_eq!(rows, [2, 3, 4, 5, 7]);
    assert_eq!(aside, [6, 8, 9, 10].map(|row| (row, Aside::Note)));
}

#[test]
fn a_quote_that_is_left_open_is_an_error_however_short() {
    let open: &[(&str, u32)] = &[
        ("2022-03-02,\"未闭合,甲,2\n2022-03-03,z,甲,3\n", 3),
        ("2022-03-02,\"未闭合,甲,2\n2022-03-03,\"z\",甲,3\n", 3),
    ];
    let vocabulary = Vocabulary::of(Kind::Payments);
    for (rows, expected) in open {
        let text = format!("日期,摘要,收款人,金额\n2022-03-01,x,甲,1\n{rows}2022-03-04,x,甲,1\n");
        let read = read_tables("支付.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
        let line = match read {
            Err(ReadError::OpenQuote { line, .. }) => Some(line),
            _ => None,
        };
        assert_eq!(line, Some(*expected), "{rows}");
    }
    let closed =
        "日期,摘要,收款人,金额\n2022-03-01,\"笔,本\n3,000\",甲,1\n2022-03-04,5\" 盘,甲,1\n";
    assert_eq!(divided(closed).0, [2, 4]);
}

#[test]
fn a_tab_before_each_comma_is_padding() {
    let text = "明细查询文件下载\n\n卡号: 1234****9876\n\n交易日期,摘要,金额,收款人\n\
                2023-05-05     \t,\"消费   \t\",\"18.00   \t\",甲  \t\n\
                2023-05-06     \t,\"消费   \t\",\"19.00   \t\",乙  \t\n";
    let table = table(text.as_bytes());
    assert_eq!(table.reading.delimiter, Some(','));
    assert_eq!((table.header.as_slice(), table.rows.len(), table.columns.len()), (&[5][..], 2, 4));
}

#[test]
fn text_that_was_marked_as_text_is_bare() {
    let text =
        "=\"日期\"\t=\"摘要\"\t=\"收款人\"\t=\"金额\"\n=\"20220305\"\t'0012\t'甲'\t=\"1.50\"\n";
    let table = table(text.as_bytes());
    let cells: Vec<String> = table.rows[0].cells.iter().map(Cell::to_string).collect();
    assert_eq!(cells, ["20220305", "0012", "'甲'", "1.50"]);
}

#[test]
fn a_header_that_nobody_knows_is_found_by_its_shape() {
    let cases: &[(&str, Option<u32>)] = &[
        (
            "某公司车辆登记,,,\n车牌号,驾驶员,里程数,油费合计数\n甲A1,张,120,30\n甲A2,李,90,25\n",
            Some(2),
        ),
        ("Name,Town,Paid out\nA,B,1\n", Some(1)),
        // Remarks with colons, and words above words, are no headers.
        ("说明：一,说明：二,说明：三\n1,2,3\n", None),
        ("甲,乙,丙\n丁,戊,己\n庚,辛,壬\n", None),
    ];
    let vocabulary = Vocabulary::of(Kind::Payments);
    for (text, expected) in cases {
        let read = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
        let header = read.ok().and_then(|tables| tables[0].header.first().copied());
        assert_eq!(header, *expected, "{text}");
    }
}

#[test]
fn a_second_table_below_the_first_is_not_read_under_its_header() {
    let first = "日期,摘要,收款人,金额,凭证号\n2022-03-01,a,甲,1,记-1\n2022-03-02,b,甲,2,记-2\n";
    let vocabulary = Vocabulary::of(Kind::Payments);
    let read = |below: &str| {
        let text = format!("{first}{below}");
        read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary)
    };
    let other = read("收入明细,,,,\n日期,摘要,付款人,金额,\n2022-03-05,拨款,财政局,5000,\n");
    assert!(matches!(other, Err(ReadError::AnotherTable { row: 5, .. })), "{other:?}");
    let same = read("4月,,,,\n日期,摘要,收款人,金额,凭证号\n2022-04-05,c,甲,3,记-3\n");
    assert_eq!(same.expect("the header repeats")[0].rows.len(), 3);
}
