//! From bytes to rows.

use taizhang_import::kind::Kind;
use taizhang_import::read::{ReadOptions, read_tables};
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
    let unit = table.unit.expect("the corner names a unit");
    assert_eq!((unit.unit, unit.row), (MoneyUnit::Wan, 2));
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
