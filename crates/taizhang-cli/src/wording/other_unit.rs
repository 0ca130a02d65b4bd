//! Words of rows, columns and sheets of which nobody can say whether they are the ledger's unit's.

use taizhang_ledger::core::event::UnitProfile;
use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::other_unit::{
    ColumnInDoubt, RowsInDoubt, Stated, UnitDoubt, UnitQuestion,
};
use taizhang_ledger::import::table::Table;

use super::import::table_text;
use super::list;
use super::row_numbers::row_numbers;
use crate::error::Problem;

/// How many units are named.
const MOST_NAMED: usize = 3;

/// How many sheets a remedy names.
const MOST_SHEETS: usize = 12;

/// Words of a question about units, which stops the import.
pub(crate) fn unit_in_question(
    source: &Source,
    question: &UnitQuestion,
    unit: &UnitProfile,
) -> Problem {
    let table = &source.table;
    match &question.doubt {
        UnitDoubt::Rows(rows) => rows_in_doubt(table, rows, unit).of_rows(
            &table.file,
            table.sheet.as_deref(),
            rows.rows.clone(),
        ),
        UnitDoubt::Columns(columns) => {
            columns_in_doubt(table, columns, unit).of_table(&table.file, table.sheet.as_deref())
        }
        UnitDoubt::Sheets { others, rest } => sheets_in_doubt(table, others, rest, unit),
    }
}

/// Names the ledger's unit.
fn own_text(unit: &UnitProfile) -> String {
    format!("“{}”（{}）", unit.name, unit.code)
}

/// Lists the first of some names.
fn first_of(named: &[String]) -> String {
    let first: Vec<String> = named.iter().take(MOST_NAMED).cloned().collect();
    let more = if named.len() > MOST_NAMED { "等" } else { "" };
    format!("{}{more}", list(&first))
}

fn rows_in_doubt(table: &Table, rows: &RowsInDoubt, unit: &UnitProfile) -> Problem {
    let RowsInDoubt { stated, fields, rows, named, are_others } = rows;
    let table = table_text(table);
    let (rows, own, named) = (row_numbers(rows), own_text(unit), first_of(named));
    let said = match stated {
        Stated::InColumn => format!("写的单位是 {named}"),
        Stated::ByPerson => format!("没有写单位，--set 写的是 {named}"),
        Stated::Around | Stated::InTitle => format!("在“{named}”下面"),
        Stated::Above | Stated::Nowhere => "没有写单位，接在别的单位后面".to_owned(),
    };
    let (message, reason) = if *are_others {
        (
            format!("{table} 第 {rows}{said}，没有一行写着本单位{own}"),
            "别的单位的钱不能记进本单位的台账；是拿错了文件，还是写法不同，程序不猜",
        )
    } else {
        (
            format!("{table} 第 {rows}{said}，不知道是不是本单位{own}"),
            match stated {
                Stated::InColumn | Stated::ByPerson | Stated::Around => {
                    "名称、编码与本单位的只有一部分相同，程序不猜"
                }
                Stated::InTitle => {
                    "标题开头像是别的单位的名称；也可能只是制表的单位，或本单位的另一个名称，程序不猜"
                }
                Stated::Above | Stated::Nowhere => {
                    "空着的可能是本单位的，也可能与上一行相同，程序不猜"
                }
            },
        )
    };
    Problem::new(message, reason, rows_remedy(*stated, fields, *are_others, unit))
}

/// What helps where rows may be others': the words that say it are put right, or a flag says it of all.
fn rows_remedy(stated: Stated, fields: &[Field], are_others: bool, unit: &UnitProfile) -> String {
    let set = format!("--set {}={}", Field::BudgetUnit.name(), unit.name);
    let flags: Vec<String> =
        fields.iter().map(|field| format!("--map {}=", field.name())).collect();
    let flags = flags.join(" ");
    match stated {
        Stated::InColumn if are_others => format!(
            "拿错了的换文件；各行都是本单位的，把单位改成本单位的全称、简称或编码，或加 {flags} 不看这一列"
        ),
        Stated::InColumn => format!(
            "是本单位的，把这几行的单位改成本单位的全称、简称或编码；不是的删去这几行；整个文件都是本单位的，加 {flags} 不看这一列"
        ),
        Stated::ByPerson => format!("空着的各行是本单位的，改成 {set}；不是的，换文件或删去这几行"),
        Stated::Around | Stated::InTitle => {
            format!("拿错了的换文件，不是本单位的删去；表里各行都是本单位的，加 {set}")
        }
        Stated::Above | Stated::Nowhere => format!(
            "空着的都是本单位的，加 {set}；空着的与上一行相同的，加 --set {}=同上",
            Field::BudgetUnit.name()
        ),
    }
}

fn columns_in_doubt(table: &Table, columns: &[ColumnInDoubt], unit: &UnitProfile) -> Problem {
    let table = table_text(table);
    let names = |word: &str| {
        let quoted = columns.iter().map(|column| format!("“{}”", column.header));
        quoted.collect::<Vec<_>>().join(word)
    };
    let said =
        columns.iter().map(|column| format!("“{}”写着 {}", column.header, first_of(&column.named)));
    let said = said.collect::<Vec<_>>().join("，");
    let own = own_text(unit);
    let verb = if columns.len() > 1 { "都可能" } else { "可能" };
    let by_column = columns
        .iter()
        .map(|column| format!("单位在“{0}”的加 --map {1}={0}", column.header, column.field.name()));
    let by_column = by_column.collect::<Vec<_>>().join("；");
    let is_numbered = columns.iter().any(|column| column.header.contains('#'));
    let numbered = if is_numbered {
        "（#1、#2 是列名相同的列里从左数的第几列）"
    } else {
        ""
    };
    let field = columns.last().map_or(Field::BudgetUnit, |column| column.field).name();
    Problem::new(
        format!("{table} 的{}{verb}写着各行是哪个单位的{numbered}：{said}", names("、")),
        format!("别的单位的钱不能记进本单位{own}的台账；哪一列算数，程序不猜"),
        format!("{by_column}；都不是（如写的是供应商）、各行都是本单位的，加 --map {field}= 不看"),
    )
}

fn sheets_in_doubt(
    table: &Table,
    others: &[String],
    rest: &[String],
    unit: &UnitProfile,
) -> Problem {
    let flags = |sheets: &mut dyn Iterator<Item = &String>| {
        let named: Vec<String> =
            sheets.take(MOST_SHEETS).map(|sheet| format!("--sheet {}", quoted(sheet))).collect();
        let more = if named.len() == MOST_SHEETS { " ……" } else { "" };
        format!("{}{more}", named.join(" "))
    };
    let only_own = if rest.is_empty() {
        "拿错了的换文件".to_owned()
    } else {
        format!("不是的不读，逐张写明本单位的表：{}", flags(&mut rest.iter()))
    };
    Problem::new(
        format!(
            "{} 的表 {} 像是按单位起的名，不知道是不是本单位{}的",
            table.file,
            first_of(others),
            own_text(unit)
        ),
        "一个单位一张表的，别的单位的表不能记进本单位的台账；表名不足以判断，程序不猜",
        format!("{only_own}；都是本单位的，逐张写明：{}", flags(&mut rest.iter().chain(others))),
    )
}

/// Quotes what a command line would take apart.
fn quoted(text: &str) -> String {
    if text.contains(' ') { format!("'{text}'") } else { text.to_owned() }
}
