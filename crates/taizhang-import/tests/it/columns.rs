//! Several columns of amounts side by side.

use taizhang_core::book::{Book, Command, LineChoice};
use taizhang_core::{FiscalYear, Money};
use taizhang_import::draft::{Drafts, Source, Surroundings, draft};
use taizhang_import::field::Field;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{AmountColumn, MapError, MapOptions, Mapping};
use taizhang_import::profile::{Profile, ProfileError, UnknownName};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::{Aside, MoneyUnit};
use taizhang_import::vocabulary::Vocabulary;

const CONSTANTS: &[(Field, &str)] = &[
    (Field::Date, "2022-01-10"),
    (Field::Change, "年初批复"),
    (Field::Document, "示财预〔2022〕1号"),
    (Field::Economic, "302"),
];

fn options(amounts: &[&str], constants: &[(Field, &str)]) -> MapOptions {
    let column = |text: &&str| AmountColumn::parse(text).expect("a column of amounts");
    let constant = |(field, text): &(Field, &str)| (*field, (*text).to_owned());
    MapOptions {
        amounts: amounts.iter().map(column).collect(),
        constants: constants.iter().map(constant).collect(),
        unit: Some(MoneyUnit::Yuan),
        ..MapOptions::default()
    }
}

/// Maps and drafts a list of CSV.
pub(crate) fn mapped(
    kind: Kind,
    text: &str,
    options: &MapOptions,
) -> Result<(Source, Drafts), Vec<MapError>> {
    let headers = options.amounts.iter().map(|column| (column.header.as_str(), Field::Amount));
    let vocabulary = Vocabulary::of(kind).with(headers);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let mapping = Mapping::of(&table, kind, None, options)?;
    let year = FiscalYear::try_from(2022).expect("a year");
    let sources = [Source::of(table, mapping, None, year)];
    let book = Book::default();
    let drafts = draft(kind, &sources, Surroundings { book: &book, year });
    let [source] = sources;
    Ok((source, drafts))
}

/// The row, the budget line and the amount of each record.
fn records(drafts: &Drafts) -> Vec<(u32, String, String)> {
    let line = |command: &Command| match command {
        Command::Disburse(payment) => payment.line.to_string(),
        Command::ChangeBudget { line: LineChoice::New(line), .. } => line.id.to_string(),
        Command::ChangeBudget { line: LineChoice::Existing(id), .. } => id.to_string(),
        _ => String::new(),
    };
    let record = |draft: &taizhang_import::draft::Draft| {
        (draft.row.row, line(&draft.command), draft.amount.to_string())
    };
    drafts.drafts.iter().map(record).collect()
}

fn expected(records: &[(u32, &str, &str)]) -> Vec<(u32, String, String)> {
    records.iter().map(|(row, line, yuan)| (*row, (*line).to_owned(), (*yuan).to_owned())).collect()
}

#[test]
fn each_column_of_a_list_pays_its_own_line() {
    let text = "日期,凭证号,摘要,收款人,公用经费,项目支出,合计\n\
                2022-03-01,记-1,纸,甲,10.01,,10.01\n\
                2022-03-02,记-2,会,乙,1,2,3\n\
                2022-03-03,记-3,笔,丙,-,0.00,\n\
                2022-03-04,记-4,墨,丁,十,5,15\n\
                合计,,,,11.01,7,18.01\n";
    let said = options(&["公用经费=2022-001", "项目支出=2022-005"], &[]);
    let (source, drafts) = mapped(Kind::Payments, text, &said).expect("it can be mapped");
    let paid = [
        (2, "2022-001", "10.01"),
        (3, "2022-001", "1.00"),
        (3, "2022-005", "2.00"),
        (5, "2022-005", "5.00"),
    ];
    assert_eq!(records(&drafts), expected(&paid));
    let refused = drafts.refused.iter().map(|row| (row.row.row, row.row.part, row.amount));
    assert_eq!(refused.collect::<Vec<_>>(), [(4, Some(0), Some(Money::ZERO)), (5, Some(0), None)]);
    let column = drafts.refused[1].faults[0].place.column.as_deref();
    assert_eq!(column, Some("公用经费"));
    assert_eq!(drafts.wrong_sums, []);
    assert_eq!(source.mapping.unused, Vec::<String>::new());
}

#[test]
fn sums_beside_and_below_are_checked_by_column() {
    let text = "日期,凭证号,摘要,收款人,小计,公用经费,项目支出,合计\n\
                2022-03-01,记-1,纸,甲,3,1,2,4\n\
                2022-03-02,记-2,会,乙,,1,,1\n\
                合计,,,,3,2,3,5\n";
    let said = options(&["公用经费=2022-001", "项目支出=2022-005"], &[]);
    let (_, drafts) = mapped(Kind::Payments, text, &said).expect("it can be mapped");
    let wrong = drafts.wrong_sums.iter();
    let wrong =
        wrong.map(|sum| (sum.row.row, sum.row.part, sum.across.as_deref(), sum.stated.to_string()));
    let expected =
        [(4, Some(1), None, "3.00".to_owned()), (2, None, Some("合计"), "4.00".to_owned())];
    assert_eq!(wrong.collect::<Vec<_>>(), expected);
}

#[test]
fn a_budget_knows_the_categories_by_their_headers() {
    let text = "功能分类科目编码,功能分类科目名称,2022年预算数,,,\n,,合计,人员经费,公用经费,项目支出\n\
                206,科学技术支出,1500,800,100,600\n\
                2060701,机构运行,900,800,100,\n\
                2060702,科普活动,600,,,600\n\
                2060799,其他,,,,\n\
                合计,,1500,800,100,600\n";
    let constants: Vec<_> = [CONSTANTS, &[(Field::ProjectCode, "621026220000000000001")]].concat();
    let (source, drafts) =
        mapped(Kind::Budget, text, &options(&[], &constants)).expect("it can be mapped");
    let granted = [
        (4, "2060701-302-人员", "800.00"),
        (4, "2060701-302-公用", "100.00"),
        (5, "2060702-302-621026220000000000001", "600.00"),
    ];
    assert_eq!(records(&drafts), expected(&granted));
    assert_eq!(drafts.refused, []);
    assert_eq!(drafts.wrong_sums, []);
    let aside: Vec<_> =
        source.table.set_aside.iter().map(|aside| (aside.row.number, aside.reason)).collect();
    let parent = Aside::Parent { last: 6, is_exceeded: false };
    assert_eq!(aside, [(3, parent), (6, Aside::NoAmount), (7, Aside::Total)]);
    // What is said of the whole file, or of one column, wins.
    let said = options(&[], &[&constants[..], &[(Field::Category, "公用经费")]].concat());
    let (_, drafts) = mapped(Kind::Budget, text, &said).expect("it can be mapped");
    let whole = [(4, "2060701-302-公用", "900.00"), (5, "2060702-302-公用", "600.00")];
    assert_eq!(records(&drafts), expected(&whole));
}

#[test]
fn what_two_columns_say_is_refused() {
    let text = "日期,指标,摘要,收款人,公用经费,项目支出\n2022-03-01,2022-001,纸,甲,1,2\n";
    let errors = |amounts: &[&str]| {
        mapped(Kind::Payments, text, &options(amounts, &[])).map(|_| ()).unwrap_err()
    };
    assert!(matches!(
        errors(&["公用经费=2022-001", "项目支出=2022-005"]).as_slice(),
        [
            MapError::SaidTwice { field: Field::Line, .. },
            MapError::SaidTwice { field: Field::Line, .. }
        ]
    ));
    assert!(matches!(
        errors(&["公用经费=", "公用经费=", "差旅费="]).as_slice(),
        [MapError::AmountTwice(_), MapError::NoAmountHeader { .. }]
    ));
    let (_, drafts) = mapped(Kind::Payments, text, &options(&["公用经费=", "项目支出="], &[]))
        .expect("the rows say the line");
    assert_eq!(records(&drafts), expected(&[(2, "2022-001", "1.00"), (2, "2022-001", "2.00")]));
    let assets = "日期,资产类别,原值,净值\n2022-12-31,通用设备,2,1\n";
    let none = mapped(Kind::Assets, assets, &options(&["原值="], &[])).map(|_| ()).unwrap_err();
    assert!(none.contains(&MapError::NoAmounts(Kind::Assets)), "{none:?}");
}

#[test]
fn a_profile_keeps_the_columns_of_amounts() {
    let text = "日期,摘要,收款人,公用经费,项目支出\n2022-03-01,纸,甲,1,2\n";
    let said = options(&["公用经费=2022-001", "项目支出=指标:2022-005,经济科目:30226"], &[]);
    let (source, _) = mapped(Kind::Payments, text, &said).expect("it can be mapped");
    let profile = source.mapping.profile(&source.table);
    let written = profile.to_text().expect("it can be written");
    assert_eq!(Profile::parse(&written).expect("it is a profile"), profile);
    let again = Mapping::of(&source.table, Kind::Payments, Some(&profile), &MapOptions::default());
    assert_eq!(again.expect("it can be mapped").parts, source.mapping.parts);
    // One column that is named wins over the several of the profile.
    let one = MapOptions {
        columns: [(Field::Amount, "项目支出".to_owned())].into(),
        ..MapOptions::default()
    };
    let again = Mapping::of(&source.table, Kind::Payments, Some(&profile), &one);
    assert_eq!(again.expect("it can be mapped").parts, []);
}

#[test]
fn columns_of_amounts_are_named_in_one_line() {
    let said = |text: &str| {
        AmountColumn::parse(text).map(|column| {
            let set: Vec<_> =
                column.set.iter().map(|(name, text)| format!("{name}={text}")).collect();
            (column.header, set.join(" "))
        })
    };
    let read = |header: &str, set: &str| Some((header.to_owned(), set.to_owned()));
    assert_eq!(said("项目支出=2022-005"), read("项目支出", "指标=2022-005"));
    assert_eq!(said("基本支出＝公用经费"), read("基本支出", "支出类别=公用经费"));
    assert_eq!(
        said("办公费=指标:2022-001，经济科目：30201"),
        read("办公费", "指标=2022-001 经济科目=30201")
    );
    assert_eq!(said("金额="), read("金额", ""));
    for wrong in ["项目支出", "=2022-005", "办公费=科目:30201"] {
        assert_eq!(said(wrong), None, "{wrong}");
    }
}

#[test]
fn all_that_is_wrong_in_a_profile_is_told_at_once() {
    let text = "kind = \"payment\"\nheader = \"0\"\nunits = \"元\"\ncolour = 1\n\n\
                [columns]\n\"摘要\" = \"用途\"\n\"钱\" = \"金额\"\n\n[constants]\n\"谁\" = \"甲\"\n\n\
                [[amounts]]\nheader = \"办公费\"\nsets = { }\nset = { \"钱\" = \"1\", \"何处\" = \"2\" }\n";
    let key = |name: &str| UnknownName::Key(name.to_owned());
    let field = |name: &str| UnknownName::Field(name.to_owned());
    let Err(ProfileError::Unknown(names)) = Profile::parse(text) else { panic!("names are wrong") };
    let expected = [
        key("colour"),
        key("units"),
        UnknownName::Kind("payment".to_owned()),
        key("sets"),
        field("钱"),
        field("谁"),
        field("何处"),
    ];
    assert_eq!(names, expected);
    for text in ["kind = \"payments\"", "kind = 1\nheader = \"0\"", "kind = "] {
        assert!(matches!(Profile::parse(text), Err(ProfileError::Form(_))), "{text}");
    }
}
