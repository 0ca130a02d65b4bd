//! Shapes that real spreadsheets have, made here so that nobody's figures are copied.

use jiff::civil::date;
use rust_xlsxwriter::{Format, Workbook};
use taizhang_core::FiscalYear;
use taizhang_core::book::{Book, Command};
use taizhang_import::draft::{Drafts, Source, Surroundings, draft};
use taizhang_import::fault::Reason;
use taizhang_import::field::Field;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapError, MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::{Aside, MoneyUnit};
use taizhang_import::vocabulary::Vocabulary;

/// What a person says about columns, as pairs of fields.
#[derive(Default)]
struct Said {
    columns: &'static [(Field, &'static str)],
    constants: &'static [(Field, &'static str)],
}

fn drafts(name: &str, bytes: &[u8], unit: MoneyUnit) -> Drafts {
    let (sources, drafts) = understood(name, bytes, unit, &Said::default());
    assert!(sources.is_ok(), "it can be mapped");
    drafts
}

fn understood(
    name: &str,
    bytes: &[u8],
    unit: MoneyUnit,
    said: &Said,
) -> (Result<Vec<Source>, Vec<MapError>>, Drafts) {
    let vocabulary = Vocabulary::of(Kind::Payments);
    let tables = read_tables(name, bytes, &ReadOptions::default(), &vocabulary);
    let named = |pairs: &[(Field, &str)]| {
        pairs.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
    };
    let (columns, constants) = (named(said.columns), named(said.constants));
    let options = MapOptions { unit: Some(unit), columns, constants, ..MapOptions::default() };
    let (book, year) = (Book::default(), FiscalYear::try_from(2022).expect("a year"));
    let sources: Result<Vec<Source>, Vec<MapError>> = tables
        .expect("it can be read")
        .into_iter()
        .map(|table| {
            let mapping = Mapping::of(&table, Kind::Payments, None, &options)?;
            Ok(Source::of(table, mapping, None, year))
        })
        .collect();
    let drafts = sources
        .as_ref()
        .map(|sources| draft(Kind::Payments, sources, Surroundings { book: &book, year }));
    let drafts = drafts.unwrap_or_default();
    (sources, drafts)
}

fn amounts(drafts: &Drafts) -> Vec<(String, String)> {
    let shown =
        |draft: &taizhang_import::draft::Draft| (draft.on.to_string(), draft.amount.to_string());
    let back = drafts.take_backs.iter();
    let back = back.map(|row| (row.on.to_string(), row.signed().to_string()));
    drafts.drafts.iter().map(shown).chain(back).collect()
}

/// A workbook with a merged title, a header of two rows, numbers and dates as Excel keeps them.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let merged = Format::new();
    sheet.merge_range(0, 0, 0, 5, "2022年度支出明细表", &merged).expect("a title");
    sheet.write(1, 5, "单位：万元").expect("a corner");
    for (column, words) in ["日期", "凭证", "", "收款人", "用途", "指标"].iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).expect("small"), *words).expect("a header");
    }
    sheet.merge_range(2, 1, 2, 2, "凭证", &merged).expect("a group");
    sheet.write(3, 1, "凭证号").expect("a header");
    sheet.write(3, 2, "支付金额").expect("a header");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet
        .write_with_format(
            4,
            0,
            rust_xlsxwriter::ExcelDateTime::from_ymd(2022, 6, 30).expect("a day"),
            &day,
        )
        .expect("a date");
    sheet.write(4, 1, "记-1").expect("a cell");
    sheet.write(4, 2, 1.999_999_999_999_8).expect("a number");
    sheet.write(6, 0, 44742).expect("a day number");
    sheet.write(6, 1, "记-2").expect("a cell");
    sheet.write(6, 2, "１，２３４．５０").expect("an amount as text");
    sheet.write(7, 0, "2022年7月1日 ").expect("a date as text");
    sheet.write(7, 1, "记-3").expect("a cell");
    sheet.write(7, 2, 0.000_001).expect("a number");
    for row in [4, 6, 7] {
        sheet.write(row, 3, "甲").expect("a payee");
        sheet.write(row, 4, "办公费").expect("a purpose");
        sheet.write(row, 5, "2022-001").expect("a line");
    }
    sheet.merge_range(8, 0, 8, 1, "合  计", &merged).expect("a sum");
    sheet.write(8, 2, 1_236.500_001).expect("a sum");
    sheet.write(9, 0, "注：本表不含往来。").expect("a remark");
    book.save_to_buffer().expect("it can be written")
}

#[test]
fn a_workbook_with_titles_groups_and_day_numbers() {
    let drafts = drafts("表.xlsx", &workbook(), MoneyUnit::Wan);
    assert_eq!(drafts.refused, []);
    let expected =
        [("2022-06-30", "20000.00"), ("2022-06-30", "12345000.00"), ("2022-07-01", "0.01")];
    let expected = expected.map(|(day, amount)| (day.to_owned(), amount.to_owned()));
    assert_eq!(amounts(&drafts), expected);
    assert_eq!(drafts.wrong_sums, []);
    let remarks: Vec<_> = drafts.remarks.iter().map(|remark| remark.read_as.as_str()).collect();
    assert_eq!(remarks, ["20000.00", "2022-06-30"]);
}

#[test]
fn delimiters_are_told_apart() {
    for delimiter in [",", "\t", ";", "|"] {
        let text = ["日期,金额(元),收款人,摘要,指标", "2022-01-05,1.50,甲,乙,2022-001", ""];
        let text = text.join("\n").replace(',', delimiter);
        let drafts = drafts("表.csv", text.as_bytes(), MoneyUnit::Yuan);
        assert_eq!(amounts(&drafts), [("2022-01-05".to_owned(), "1.50".to_owned())]);
    }
}

#[test]
fn amounts_and_dates_of_a_text_are_read_or_refused() {
    let cases: &[(&str, &str, Option<&str>)] = &[
        ("2022-1-5", "1234.5", Some("1234.50")),
        ("2022.1.5", "\"1,234.50\"", Some("1234.50")),
        ("20220105", "￥ 200", Some("200.00")),
        ("1-5", "１２３", Some("123.00")),
        ("2022-01-05 00:00:00", "0.05万元", Some("500.00")),
        ("2022/1/5", "(500.00)", Some("-500.00")),
        ("2022-2-29", "1", None),
        ("22-1-5", "1", None),
        ("31/2/2022", "1", None),
        ("44742", "1", None),
        ("2022-1-5", "\"1.234,5\"", None),
        ("2022-1-5", "\"12,34\"", None),
        ("2022-1-5", "3。5", None),
        ("2022-1-5", "1.005", None),
        ("2022-1-5", "1.2E+5", None),
        ("2022-1-5", "①", None),
        ("2022-1-5", "-", None),
    ];
    for (day, amount, expected) in cases {
        let text = format!("日期,金额(元),收款人,摘要,指标\n{day},{amount},甲,乙,2022-001\n");
        let drafts = drafts("表.csv", text.as_bytes(), MoneyUnit::Yuan);
        let read = amounts(&drafts);
        let read = read.first().map(|(_, amount)| amount.as_str());
        assert_eq!(read, *expected, "{day} {amount}");
        if let Some(first) = drafts.drafts.first() {
            assert_eq!(first.on, date(2022, 1, 5), "{day}");
            assert!(matches!(first.command, Command::Disburse(_)));
        }
    }
}

/// A journal of two months with the sums of each day, each month and the year; its last month is `said`
/// to be. The year began before the file.
fn journal(said: &str) -> String {
    format!(
        "日期,凭证号,摘要,收款人,金额(元),指标\n\
         2022-02-01,,上年结转,,0.00,\n\
         2022-02-04,付-1,服务费,甲,25.00,2022-001\n\
         2022-02-04,付-2,税金,乙,185.17,2022-001\n\
         2022-02-04,,本日合计,,210.17,\n\
         2022-02-28,付-3,邮费,甲,10.00,2022-001\n\
         2022-02-28,,本日合计,,10.00,\n\
         2022-02-28,,本月合计,,220.17,\n\
         2022-02-28,,本年累计,,999.00,\n\
         2022-03-08,付-4,邮费,甲,1.00,2022-001\n\
         2022-03-08,,本日合计,,1.00,\n\
         2022-03-09,付-5,邮费,甲,2.00,2022-001\n\
         2022-03-09,,本日合计,,2.00,\n\
         2022-03-31,,本月合计,,{said},\n\
         2022-03-31,,本年累计,,1002.00,\n"
    )
}

#[test]
fn the_sums_of_days_and_months_are_checked_each() {
    for (said, is_right) in [("3.00", true), ("3.01", false)] {
        let drafts = drafts("日记账.csv", journal(said).as_bytes(), MoneyUnit::Yuan);
        let paid: Vec<_> = amounts(&drafts).into_iter().map(|(_, amount)| amount).collect();
        assert_eq!(paid, ["25.00", "185.17", "10.00", "1.00", "2.00"]);
        assert_eq!(drafts.refused, []);
        let wrong: Vec<_> = drafts.wrong_sums.iter().map(|sum| sum.stated.to_string()).collect();
        assert_eq!(wrong, if is_right { vec![] } else { vec![said.to_owned()] });
    }
}

#[test]
fn a_row_of_csv_with_more_cells_than_the_header_is_refused() {
    let text = "日期,摘要,收款人,指标,金额(元)\n2022-03-01,x,甲,2022-001,1,200.00\n\
                2022-03-02,y,乙,2022-001,800.00,\n";
    let drafts = drafts("表.csv", text.as_bytes(), MoneyUnit::Yuan);
    assert_eq!(amounts(&drafts), [("2022-03-02".to_owned(), "800.00".to_owned())]);
    let refused: Vec<_> = drafts.refused.iter().map(|row| (row.row.row, row.amount)).collect();
    assert_eq!(refused, [(2, None)]);
    let reasons: Vec<_> = drafts.refused[0].faults.iter().map(|fault| &fault.reason).collect();
    assert_eq!(reasons, [&Reason::BeyondHeader { cells: 6, columns: 5 }]);
}

/// What became of each row of a list of payments: paid, doubtful, refused, income or neither.
fn sides(text: &str, said: &Said) -> Vec<(u32, String)> {
    let (sources, drafts) = understood("表.csv", text.as_bytes(), MoneyUnit::Yuan, said);
    let sources = sources.expect("it can be mapped");
    let paid = drafts.drafts.iter().map(|draft| {
        let doubt = if draft.question.is_some() { "?" } else { "" };
        (draft.row.row, format!("{}{doubt}", draft.amount))
    });
    let back = drafts.take_backs.iter().map(|row| (row.row.row, row.signed().to_string()));
    let refused = drafts.refused.iter().map(|row| (row.row.row, "refused".to_owned()));
    let aside = sources[0].table.set_aside.iter().filter_map(|aside| match aside.reason {
        Aside::Income(amount) => Some((aside.row.number, format!("in {amount}"))),
        Aside::Neither(amount) => Some((aside.row.number, format!("neither {amount}"))),
        _ => None,
    });
    let mut all: Vec<_> = paid.chain(back).chain(refused).chain(aside).collect();
    all.sort();
    all
}

fn numbered(outcomes: &[&str]) -> Vec<(u32, String)> {
    (2..).zip(outcomes.iter().map(|outcome| (*outcome).to_owned())).collect()
}

#[test]
fn a_column_of_directions_tells_payments_from_income() {
    for header in ["收/支", "收付标志", "类型"] {
        let text = format!(
            "日期,摘要,收款人,金额(元),{header},当前状态,指标\n\
             2022-03-01,a,甲,1,支出,支付成功,2022-001\n\
             2022-03-01,b,甲,2,收入,已收款,2022-001\n\
             2022-03-01,c,甲,3,不计收支,提现已到账,2022-001\n\
             2022-03-01,d,甲,4,支出,已全额退款,2022-001\n\
             2022-03-01,e,甲,5,支出,蓝色,2022-001\n\
             2022-03-01,f,甲,6,支出,,2022-001\n\
             2022-03-01,g,甲,7,报账,支付成功,2022-001\n\
             2022-03-01,h,甲,8,,支付成功,2022-001\n\
             合计,,,36,,,\n"
        );
        let expected =
            ["1.00", "in 2.00", "neither 3.00", "4.00?", "5.00?", "6.00", "refused", "refused"];
        assert_eq!(sides(&text, &Said::default()), numbered(&expected), "{header}");
    }
}

#[test]
fn the_other_column_of_money_is_income() {
    for (paid, other) in
        [("借方金额", "贷方金额"), ("交易支出金额", "交易收入金额"), ("支出", "收入")]
    {
        let text = format!(
            "日期,摘要,对方户名,{paid},{other},方向,余额,指标\n\
             2022-03-01,a,甲,100,,借,900,2022-001\n\
             2022-03-01,b,甲,,50,借,950,2022-001\n\
             2022-03-01,c,甲,0.00,7.5,借,957.5,2022-001\n\
             2022-03-01,d,甲,1,2,借,958.5,2022-001\n\
             2022-03-01,e,甲,,,借,958.5,2022-001\n"
        );
        let expected = ["100.00", "in 50.00", "in 7.50", "refused", "refused"];
        assert_eq!(sides(&text, &Said::default()), numbered(&expected), "{paid}");
    }
}

#[test]
fn the_sides_of_a_journal_of_ones_own_are_asked() {
    let text = "日期,摘要,收款人,对方科目,借方金额,贷方金额,方向,余额,指标\n\
                2022-03-01,a,甲,5001,,100,借,900,2022-001\n\
                2022-03-01,b,甲,4001,50,,借,950,2022-001\n";
    let asked = |text: &str| {
        let (sources, _) = understood("账.csv", text.as_bytes(), MoneyUnit::Yuan, &Said::default());
        sources.err()
    };
    let (header, other) = ("借方金额".to_owned(), Some("贷方金额".to_owned()));
    // The balances rise by what stands in 借; without them nothing is proven.
    let (balance, of_sides) = ("余额".to_owned(), (header.clone(), other.clone()));
    let proven = MapError::AgainstBalance { header, other, balance };
    assert_eq!(asked(text), Some(vec![proven]));
    let (header, other) = of_sides;
    let unproven = text.replace(",900,", ",,").replace(",950,", ",,");
    assert_eq!(asked(&unproven), Some(vec![MapError::OwnJournal { header, other }]));
    let said = Said { columns: &[(Field::Amount, "贷方金额")], ..Said::default() };
    assert_eq!(sides(text, &said), numbered(&["100.00", "in 50.00"]));
}

#[test]
fn signs_are_proven_by_balances_or_asked() {
    let list = |rows: &[&str]| {
        let rows: Vec<String> =
            rows.iter().map(|row| format!("2022-03-01,a,甲,2022-001,{row}\n")).collect();
        format!("日期,摘要,收款人,指标,金额(元),余额\n{}", rows.concat())
    };
    let falls = ["-10,90", "+5,95", "-20,75", "-1,74"];
    let rises = ["10,110", "5,115", "20,135"];
    let plainly = ["10,90", "-5,95", "20,75"];
    let back = ["-1,74", "-20,75", "5,95", "-10,90"];
    let plain = Said::default();
    let paid = ["10.00", "in -5.00", "20.00", "1.00"];
    assert_eq!(sides(&list(&falls), &plain), numbered(&paid));
    assert_eq!(sides(&list(&back), &plain), numbered(&["1.00", "20.00", "in -5.00", "10.00"]));
    assert_eq!(sides(&list(&rises), &plain), numbered(&["in -10.00", "in -5.00", "in -20.00"]));
    assert_eq!(sides(&list(&plainly), &plain), numbered(&["10.00", "-5.00", "20.00"]));
    // Nothing proves anything: asked where most are below zero.
    let open = ["-10,", "5,", "-20,"];
    let (sources, _) = understood("账.csv", list(&open).as_bytes(), MoneyUnit::Yuan, &plain);
    let errors = sources.err().unwrap_or_default();
    assert!(matches!(errors.as_slice(), [MapError::Signs { .. }]), "{errors:?}");
    let said = Said { constants: &[(Field::PaidSign, "负数是支付")], ..Said::default() };
    assert_eq!(sides(&list(&open), &said), numbered(&["10.00", "in -5.00", "20.00"]));
    let said = Said { constants: &[(Field::PaidSign, "正数是支付")], ..Said::default() };
    assert_eq!(sides(&list(&open), &said), numbered(&["-10.00", "5.00", "-20.00"]));
}

#[test]
fn a_column_of_few_words_with_none_of_them_fills_nothing() {
    let text = "日期,摘要,收款人,金额(元),支付方式,指标\n2022-03-01,a,甲,1,零钱,2022-001\n";
    assert_eq!(sides(text, &Said::default()), numbered(&["1.00"]));
    // One known word makes it the column, and the other words are refused.
    let text = format!("{text}2022-03-01,a,甲,1,授权支付,2022-001\n");
    assert_eq!(sides(&text, &Said::default()), numbered(&["refused", "1.00"]));
    let said = Said { columns: &[(Field::Method, "")], ..Said::default() };
    assert_eq!(sides(&text, &said), numbered(&["1.00", "1.00"]));
}

#[test]
fn names_of_exports_are_known_in_traditional_characters_too() {
    let text =
        "交易時間,交易摘要,交易金額,交易对方,餘額,指标\n2022-03-01 10:20:30,a,1,甲,9,2022-001\n";
    assert_eq!(sides(text, &Said::default()), numbered(&["1.00"]));
    let text = "交易日,商品,交易金额(收入),交易金额(支出),对手信息,指标\n2022-03-01,a,,1,甲,2022-001\n\
                2022-03-01,a,5,,甲,2022-001\n";
    assert_eq!(sides(text, &Said::default()), numbered(&["1.00", "in 5.00"]));
}
