//! The tables of `fixtures/import/tables`: layouts of published budgets, treasury lists, bank lists and
//! payrolls, written by openpyxl, xlwt and LibreOffice.

use std::fmt::Write as _;

use taizhang_core::FiscalYear;
use taizhang_core::book::Book;
use taizhang_import::draft::{Source, Surroundings, draft};
use taizhang_import::field::Field;
use taizhang_import::key;
use taizhang_import::kind::Kind;
use taizhang_import::mapping::{MapOptions, Mapping};
use taizhang_import::read::{ReadOptions, read_tables};
use taizhang_import::table::MoneyUnit;
use taizhang_import::vocabulary::Vocabulary;

/// What a person says about a file.
struct Asked {
    kind: Kind,
    unit: Option<MoneyUnit>,
    columns: &'static [(Field, &'static str)],
    constants: &'static [(Field, &'static str)],
}

const BUDGET: &[(Field, &str)] = &[
    (Field::Date, "2022-01-10"),
    (Field::Change, "年初批复"),
    (Field::Document, "示财预〔2022〕1号"),
    (Field::Category, "公用经费"),
    (Field::Economic, "302"),
];

fn named(pairs: &[(Field, &str)]) -> std::collections::BTreeMap<Field, String> {
    pairs.iter().map(|(field, text)| (*field, (*text).to_owned())).collect()
}

/// Tells everything that was understood of a file.
fn understood(file: &str, asked: &Asked) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/import/tables/");
    let bytes = std::fs::read(format!("{folder}{file}")).expect("the fixture is there");
    let options = MapOptions {
        columns: named(asked.columns),
        constants: named(asked.constants),
        unit: asked.unit,
        ..MapOptions::default()
    };
    let headers = options.columns.iter().map(|(field, header)| (header.as_str(), *field));
    let vocabulary = Vocabulary::of(asked.kind).with(headers);
    let mut said = format!("{file}\n");
    let tables = match read_tables(file, &bytes, &ReadOptions::default(), &vocabulary) {
        Ok(tables) => tables,
        Err(error) => return format!("{said}refused: {error}"),
    };
    let year = FiscalYear::try_from(2022).expect("a year");
    let mut sources = Vec::new();
    for table in tables {
        let sheet = table.sheet.clone().unwrap_or_default();
        writeln!(said, "[{sheet}] header {:?}, unit {:?}", table.header, table.units.first())
            .expect("text");
        match Mapping::of(&table, asked.kind, None, &options) {
            Ok(mapping) => {
                let source = Source::of(table, mapping, None, year);
                for field in source.mapping.columns.keys() {
                    let column = source.mapping.column(&source.table, *field);
                    let name = column.map(|column| column.name.as_str()).unwrap_or_default();
                    writeln!(said, "  {}←{name}", field.name()).expect("text");
                }
                for aside in &source.table.set_aside {
                    writeln!(said, "  row {}: {:?}", aside.row.number, aside.reason).expect("text");
                }
                sources.push(source);
            }
            Err(errors) => errors.iter().for_each(|e| writeln!(said, "  {e}").expect("text")),
        }
    }
    let book = Book::default();
    let drafts = draft(asked.kind, &sources, Surroundings { book: &book, year });
    for draft in &drafts.drafts {
        let key = key::of_command(&draft.command, draft.on).expect("it has a key");
        let (row, on, amount) = (draft.row.row, draft.on, draft.amount);
        writeln!(said, "row {row}: {on} {amount} {} ({})", key.identity, key.content)
            .expect("text");
    }
    for refused in &drafts.refused {
        for fault in &refused.faults {
            let column = fault.place.column.as_deref().unwrap_or_default();
            let (row, value) = (fault.place.row, &fault.value);
            writeln!(said, "refused row {row} {column} {value:?}: {}", fault.reason).expect("text");
        }
    }
    for sum in &drafts.wrong_sums {
        writeln!(said, "wrong sum in row {}: {} for {}", sum.row.row, sum.stated, sum.summed)
            .expect("text");
    }
    said
}

#[test]
fn a_published_budget_is_entered_by_its_leaves() {
    let asked =
        Asked { kind: Kind::Budget, unit: Some(MoneyUnit::Wan), columns: &[], constants: BUDGET };
    insta::assert_snapshot!(understood("一般公共预算支出表.xlsx", &asked));
}

#[test]
fn one_column_of_a_published_budget_leaves_lines_without_money_out() {
    let columns = &[(Field::Amount, "2022年预算数/项目支出")];
    let asked =
        Asked { kind: Kind::Budget, unit: Some(MoneyUnit::Wan), columns, constants: BUDGET };
    insta::assert_snapshot!(understood("一般公共预算支出表.xlsx", &asked));
}

#[test]
fn codes_in_three_columns_are_one_code() {
    let asked = Asked { kind: Kind::Budget, unit: None, columns: &[], constants: BUDGET };
    insta::assert_snapshot!(understood("支出预算表-类款项.xlsx", &asked));
}

#[test]
fn numbered_names_form_a_tree() {
    let columns = &[(Field::LineName, "项目"), (Field::Amount, "2022年预算数")];
    let constants = &[
        (Field::Date, "2022-01-10"),
        (Field::Change, "年初批复"),
        (Field::Document, "示财预〔2022〕1号"),
        (Field::Category, "公用经费"),
        (Field::Function, "2060701"),
        (Field::Economic, "302"),
    ];
    let asked = Asked { kind: Kind::Budget, unit: Some(MoneyUnit::Wan), columns, constants };
    insta::assert_snapshot!(understood("三公经费预算表.xls", &asked));
}

#[test]
fn a_table_of_two_sides_is_not_guessed() {
    let columns = &[(Field::LineName, "项目"), (Field::Amount, "预算数")];
    let asked =
        Asked { kind: Kind::Budget, unit: Some(MoneyUnit::Wan), columns, constants: BUDGET };
    insta::assert_snapshot!(understood("部门收支总表.xlsx", &asked));
}

#[test]
fn a_treasury_list_with_merged_and_hidden_rows() {
    let asked = Asked { kind: Kind::Payments, unit: None, columns: &[], constants: &[] };
    insta::assert_snapshot!(understood("国库集中支付明细.xls", &asked));
}

#[test]
fn a_ledger_of_several_sheets() {
    let asked = Asked { kind: Kind::Payments, unit: None, columns: &[], constants: &[] };
    insta::assert_snapshot!(understood("支出台账.xlsx", &asked));
}

#[test]
fn a_list_of_a_bank() {
    let constants = &[(Field::Line, "2022-001")];
    let asked =
        Asked { kind: Kind::Payments, unit: Some(MoneyUnit::Yuan), columns: &[], constants };
    insta::assert_snapshot!(understood("银行流水.csv", &asked));
}

#[test]
fn a_form_with_groups_above_the_parts_of_a_code() {
    let text = "项目,,,,一般公共预算支出,,\n功能分类科目编码,,,功能分类科目名称,合计,基本支出,项目支出\n\
                类,款,项,,,,\n206,,,科学技术支出,1500,900,600\n206,07,,科学技术普及,1500,900,600\n\
                206,07,01,机构运行,900,900,0\n206,07,02,科普活动,600,0,600\n合计,,,,1500,900,600\n";
    for text in [text, text.split_once('\n').expect("lines").1] {
        let vocabulary = Vocabulary::of(Kind::Budget);
        let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
        let table = tables.expect("it can be read").remove(0);
        let options = MapOptions {
            columns: named(&[(Field::Amount, "基本支出")]),
            constants: named(BUDGET),
            unit: Some(MoneyUnit::Yuan),
            ..MapOptions::default()
        };
        let mapping = Mapping::of(&table, Kind::Budget, None, &options).expect("it can be mapped");
        let year = FiscalYear::try_from(2022).expect("a year");
        let sources = [Source::of(table, mapping, None, year)];
        let book = Book::default();
        let drafts = draft(Kind::Budget, &sources, Surroundings { book: &book, year });
        let amounts: Vec<_> = drafts.drafts.iter().map(|draft| draft.amount.to_string()).collect();
        assert_eq!(amounts, ["900.00"], "{:?}", drafts.refused);
        assert_eq!(drafts.wrong_sums, []);
    }
}

#[test]
fn a_column_of_codes_wins_over_one_of_names() {
    let text = "指标名称,功能分类科目,功能分类科目编码,经济分类科目,经济分类科目编码,金额(元)\n\
                测试,高等职业教育,2050305,医疗费,30114,10000\n";
    let vocabulary = Vocabulary::of(Kind::Budget);
    let tables = read_tables("表.csv", text.as_bytes(), &ReadOptions::default(), &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let options = MapOptions { constants: named(BUDGET), ..MapOptions::default() };
    let mapping = Mapping::of(&table, Kind::Budget, None, &options).expect("it can be mapped");
    let column = |field| mapping.column(&table, field).map(|column| column.name.as_str());
    assert_eq!(column(Field::Function), Some("功能分类科目编码"));
    assert_eq!(column(Field::Economic), Some("经济分类科目编码"));
}

/// Published budgets merge 类, 款 and 项 each over the rows of their projects.
#[test]
fn a_code_that_is_merged_over_rows_is_of_each_of_them() {
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{text}</Data></Cell>");
    let merged = |text: &str| {
        format!("<Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">{text}</Data></Cell>")
    };
    let row = |cells: Vec<String>| format!("<Row>{}</Row>", cells.concat());
    let words = |words: &[&str]| row(words.iter().copied().map(cell).collect());
    let below = |name: &str| {
        row(vec![
            format!("<Cell ss:Index=\"4\"><Data ss:Type=\"String\">{name}</Data></Cell>"),
            cell("20"),
        ])
    };
    let rows = [
        words(&["类", "款", "项", "项目名称", "预算数"]),
        row(["206", "07", "02"]
            .map(merged)
            .into_iter()
            .chain([cell("科普"), cell("10")])
            .collect()),
        below("科技周"),
        words(&["206", "07", "99", "其他", "5"]),
    ]
    .concat();
    let space = "urn:schemas-microsoft-com:office:spreadsheet";
    let text = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"{space}\" xmlns:ss=\"{space}\">\
         <Worksheet ss:Name=\"1\"><Table>{rows}</Table></Worksheet></Workbook>"
    );
    let vocabulary = Vocabulary::of(Kind::Budget);
    let options = ReadOptions { header: Some((1, 1)), ..ReadOptions::default() };
    let tables = read_tables("表.xls", text.as_bytes(), &options, &vocabulary);
    let table = tables.expect("it can be read").remove(0);
    let at = table.columns.last().expect("the joined code").position;
    let codes: Vec<String> = table.rows.iter().map(|row| row.cell(at).to_string()).collect();
    assert_eq!(codes, ["2060702", "2060702", "2060799"]);
}
