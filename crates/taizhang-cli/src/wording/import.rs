//! Words of rows that cannot be entered.

use std::collections::BTreeMap;
use std::path::Path;

use taizhang_ledger::core::event::Activity;
use taizhang_ledger::core::ids::LineId;
use taizhang_ledger::core::{Money, PrintRule};
use taizhang_ledger::import::fault::{Fault, Reason, Retyped};
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::origin::OwnKind;
use taizhang_ledger::import::payroll::PayrollRuleError;
use taizhang_ledger::import::table::{Aside, Place, Table};

use super::input::{
    amount_problem, code_problem, date_problem, document_problem, id_problem, money_problem,
    year_problem,
};
use super::payments::{
    both_sides_problem, group_line_problem, no_name_problem, struck_out_problem, unsettled_problem,
};
use super::refusal::refusal_problem;
use super::row_numbers::row_numbers;
use super::toml::toml_fault;
use super::{choices, day_order, kinds, list, year};
use crate::error::Problem;

/// Words of a place: file, sheet, row, column.
pub(crate) fn place_text(place: &Place) -> String {
    let sheet = place.sheet.as_ref().map(|sheet| format!(" 表“{sheet}”")).unwrap_or_default();
    let column = place.column.as_ref().map(|column| format!("“{column}”")).unwrap_or_default();
    format!("{}{sheet} 第 {} 行{column}", place.file, place.row)
}

/// Names a table by its file, and its sheet where the file has sheets.
pub(crate) fn table_text(table: &Table) -> String {
    let sheet = table.sheet.as_ref().map(|sheet| format!(" 表“{sheet}”")).unwrap_or_default();
    format!("{}{sheet}", table.file)
}

/// What rows of income are called.
pub(crate) const INCOME: &str = "收入";

/// What rows of other units are called.
pub(crate) const OTHER_UNIT: &str = "别的单位";

/// What rows are called that hold no longer.
pub(crate) const VOID: &str = "作废";

/// What rows are called that neither paid nor received.
pub(crate) const NEITHER: &str = "不计收支";

/// What rows are called that are not shown.
pub(crate) const HIDDEN: &str = "隐藏";

/// Joins problems that differ by nothing but their rows into one that names all of them.
pub(crate) fn grouped(problems: Vec<Problem>) -> Vec<Problem> {
    type Words = (String, String, String, String);
    let mut groups: Vec<Result<(Words, Vec<u32>), Problem>> = Vec::new();
    let mut places: BTreeMap<Words, usize> = BTreeMap::new();
    for problem in problems {
        let Some((before, row, after)) = around_row(&problem.message) else {
            groups.push(Err(problem));
            continue;
        };
        let words = (before.to_owned(), after.to_owned(), problem.reason, problem.remedy);
        let place = *places.entry(words.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            // Of one row several payments may be made.
            Some(Ok((_, rows))) if rows.last() == Some(&row) => {}
            Some(Ok((_, rows))) => rows.push(row),
            _ => groups.push(Ok((words, vec![row]))),
        }
    }
    let joined = |group: Result<(Words, Vec<u32>), Problem>| match group {
        Err(problem) => problem,
        Ok(((before, after, reason, remedy), rows)) => {
            let message = format!("{before} 第 {}{after}", row_numbers(&rows));
            Problem::new(message, reason, remedy)
        }
    };
    groups.into_iter().map(joined).collect()
}

/// Splits words around the row that they name first: `表.csv`, 14, `“金额”：没有填写`.
fn around_row(message: &str) -> Option<(&str, u32, &str)> {
    let (before, rest) = message.split_once(" 第 ")?;
    let (row, after) = rest.split_once(" 行")?;
    Some((before, row.parse().ok()?, after))
}

/// Words of a row that is no data.
pub(crate) const fn aside_text(aside: Aside) -> &'static str {
    match aside {
        Aside::Title => "表头以上",
        Aside::RepeatedHeader => "重复的表头",
        Aside::ColumnNumbers => "栏次",
        Aside::Total => "合计",
        Aside::Subtotal => "小计",
        Aside::Running => "累计",
        Aside::Balance => "余额结转",
        Aside::Income(_) => INCOME,
        Aside::Neither(_) => NEITHER,
        Aside::Void(_) => VOID,
        Aside::OtherUnit(_) => OTHER_UNIT,
        Aside::Hidden(_) => HIDDEN,
        Aside::Parent { .. } | Aside::Upper { .. } => "汇总行",
        Aside::OfWhich => "其中项",
        Aside::Whole => "汇总表",
        Aside::NoAmount => "没有金额",
        Aside::Note => "说明或签字",
    }
}

/// Words of a row that cannot be entered.
pub(crate) fn fault_problem(fault: &Fault) -> Problem {
    let problem = reason_problem(&fault.value, &fault.reason);
    let message = format!("{}：{}", place_text(&fault.place), problem.message);
    Problem { message, ..problem }.at(&fault.place, Some(fault.value.clone()))
}

fn no_line(value: &str) -> Problem {
    Problem::new(
        format!("没有指标能列支（{value}）"),
        "行里没有指标号，按科目、项目编码和名称也找不到合适的指标",
        "加一列“指标”，或用 --set 指标=指标号；指标还没有登记的先导入预算文件",
    )
}

/// Words of a field that rows made of other rows have no column for.
fn no_column_problem(field: Field, origin: OwnKind) -> Problem {
    let name = field.name();
    let remedy = match origin {
        OwnKind::Columns => format!("用 --set {name}=值 写明，或在规则里写明"),
        OwnKind::Accounts => format!(
            "都相同的用 --set {name}=值；各科目不同的用 --accounts 对照表，或在分录后面加标签 {name}:值"
        ),
    };
    Problem::new(format!("没有{name}"), format!("{name}是必填项，文件里没有这一列"), remedy)
}

fn several_lines(value: &str, lines: &[LineId]) -> Problem {
    Problem::new(
        format!("有几个指标都能列支（{value}）"),
        format!("合适的指标：{}", list(lines)),
        "加一列“指标”写明，或用 --set 指标=指标号",
    )
}

fn missing_problem(field: Field) -> Problem {
    Problem::new("没有填写", format!("“{}”是必填项", field.name()), "补填后重新导入")
}

/// Words of a field that no column of the table fills.
fn unstated_problem(field: Field) -> Problem {
    let name = field.name();
    let of_words = |name: &str, words: &str| {
        format!(
            "在文件里加一列“{name}”，写 {words} 中的一种；整个文件都相同的用 --set {name}=其中一种"
        )
    };
    let remedy = match field {
        Field::Sign => {
            "在指标值里写明比较（如 ≥100），或用 --set 指标性质=≥ 写明没有写的都是哪一种".to_owned()
        }
        // One number or name for all rows would make them one.
        Field::Id | Field::Name => {
            format!("在文件里加一列“{name}”；列名不同的用 --map {name}=列名 指明")
        }
        field if field.is_measured() => format!("在文件里加一列“{name}”"),
        Field::Category => of_words(name, "人员经费、公用经费、项目支出"),
        Field::Change => of_words(name, "年初批复、追加、追减、调剂、结转、冻结、解冻、收回"),
        _ => format!("在文件里加一列“{name}”；整个文件都相同的用 --set {name}=值"),
    };
    Problem::new("没有填写", format!("文件里没有“{name}”这一列，它是必填项"), remedy)
}

/// The command that puts a registered activity right, as it would be typed.
pub(crate) fn correction_of(activity: &Activity, reason: &str) -> String {
    let mut words = vec![
        format!("taizhang record --id {}", typed(&activity.id.to_string())),
        format!("--name {}", typed(&activity.name)),
    ];
    if !activity.kind.is_empty() {
        words.push(format!("--kind {}", typed(&activity.kind)));
    }
    words.push(format!("--start {} --end {}", activity.start, activity.end));
    if !activity.place.is_empty() {
        words.push(format!("--place {}", typed(&activity.place)));
    }
    words.extend(activity.results.iter().map(|result| {
        let quantity = &result.quantity;
        let value = quantity.value.normalize();
        let (measure, name, unit) = (&result.measure, &result.name, &quantity.unit);
        let print = match quantity.print {
            PrintRule::Exact => String::new(),
            PrintRule::RoundedDown(step) => format!(":余{step}"),
            PrintRule::MoreThan(step) => format!(":多{step}"),
            PrintRule::Nearly(step) => format!(":近{step}"),
        };
        format!("--count {}", typed(&format!("{measure}:{name}:{value}{unit}{print}")))
    }));
    words.push(format!("--correct {}", typed(reason)));
    words.join(" ")
}

/// Quotes a word where a command line would take it apart.
fn typed(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.:,，。、·（）〔〕《》“”：".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn overfull_problem(value: &str, cells: usize, columns: usize) -> Problem {
    Problem::new(
        format!("有 {cells} 格，表头只有 {columns} 列，多出“{value}”"),
        "可能有没加引号的逗号（如 1,200.00），后面的格都错了位",
        "在文件里给带逗号的内容加上引号，或从原系统另存为 xlsx 再导入",
    )
}

fn digits_lost_problem(value: &str) -> Problem {
    if !value.bytes().all(|b| b.is_ascii_digit()) {
        return Problem::new(
            format!("“{value}”是科学计数法，后面的数字已经丢了"),
            "表格把长号码当成数字，另存为 csv 时只写出前几位",
            "在原来的表格里把这一列设为文本格式，重新填写号码，再另存",
        );
    }
    Problem::new(
        format!("“{value}”超过 15 位"),
        "表格把长编码当成数字，第 15 位以后已经变成 0",
        "把这一列设为文本格式，重新填写编码",
    )
}

fn retyped_problem(value: &str, retyped: Retyped) -> Problem {
    let (what, how) = match retyped {
        Retyped::Date => ("一个日期", "表格把 1-2 这样的号当成了日期"),
        Retyped::Truth => ("一个是非值（TRUE、FALSE）", "表格存的是逻辑值"),
        Retyped::Fraction => ("一个带小数的数", "号和编码没有小数，表格存的是数值"),
    };
    Problem::new(
        format!("“{value}”是{what}，不是号或编码"),
        format!("{how}，原来写的是什么已经看不出来"),
        "把这一列设为文本格式，重新填写",
    )
}

fn sum_problem(stated: Money, summed: Money) -> Problem {
    Problem::new(
        format!("写的是 {stated} 元，各格相加 {summed} 元"),
        "合计与明细对不上：可能漏了列，也可能漏了行",
        "核对工资表和规则",
    )
}

#[expect(clippy::too_many_lines, reason = "a flat list of wordings, one per reason")]
fn reason_problem(value: &str, reason: &Reason) -> Problem {
    match reason {
        Reason::Missing(field) => missing_problem(*field),
        Reason::Unstated(field) => unstated_problem(*field),
        Reason::NoColumn { field, origin } => no_column_problem(*field, *origin),
        Reason::Merged(row) => Problem::new(
            "没有自己的数",
            format!("这一格与第 {row} 行合并；一个数不能给几行都记一遍"),
            "在表格里取消合并，每行填自己的数",
        ),
        Reason::BeyondHeader { cells, columns } => overfull_problem(value, *cells, *columns),
        Reason::SpreadsheetError => Problem::new(
            format!("显示为“{value}”"),
            "表格里的公式出错了",
            "在表格里改正公式，或粘贴为数值",
        ),
        Reason::Unstored => Problem::new(
            "是公式，文件里没有存结果",
            "写出这个文件的程序没有计算公式，读不到数",
            "用 WPS 或 Excel 打开并保存一次，再导入",
        ),
        Reason::PercentAmount => Problem::new(
            format!("“{value}”显示为百分数"),
            "金额不是百分数，不知道是多少钱",
            "在表格里把这一格改成数值格式，核对金额",
        ),
        Reason::Currency(currency) => Problem::new(
            format!("“{value}”是外币（{currency}）"),
            "台账只记人民币，外币不能当作元登记",
            "按银行结汇或记账的人民币金额填写；整列是外币的换用人民币金额列",
        ),
        Reason::OtherInCapitals(stated) => Problem::new(
            format!("“{value}”与同一行的大写金额 {stated} 元不同"),
            "数字和大写应当是同一个金额，哪个写错了程序不猜",
            "对着凭证改正写错的那一个，再导入",
        ),
        Reason::Amount(error) => Problem {
            remedy: "例如 1234.50 或 1,234.50；带单位的写 1234.50元".to_owned(),
            ..amount_problem("", error)
        },
        Reason::Number(error) => Problem {
            remedy: "写成数，不写“分”“人”一类的单位，例如 10、12.5、1,200".to_owned(),
            ..amount_problem("", error)
        },
        Reason::Money(error) => money_problem(error),
        Reason::Date(error) => date_problem("", error),
        Reason::DayNumber(date) => Problem::new(
            format!("“{value}”像是表格的日期序号（{date}）"),
            "文字里的序号不知道从 1900 年还是 1904 年算起",
            "在表格里把这一列设为日期格式再导出",
        ),
        Reason::YearOfTable(named) => year::of_table(value, named),
        Reason::NoYearOfRow => year::not_in_row(value),
        Reason::UnreadYear(text) => year::unread(value, text),
        Reason::OtherBudgetYear(year) => year::of_another_budget(value, *year),
        Reason::NumberAsDay => Problem::new(
            format!("“{value}”是一个数，不是日期"),
            "数的末尾的零会丢掉：5.2 可能是 5 月 2 日，也可能是 5 月 20 日",
            "写明年月日，如 2022-5-20；在表格里把这一列设为日期格式",
        ),
        Reason::MonthAsDay => Problem::new(
            format!("“{value}”只有年月，没有日"),
            "台账按日登记，是哪一天程序不猜",
            "写明年月日，如 2022-3-31；有别的日期列的用 --map 日期=列名",
        ),
        Reason::FirstOrTenthMonth => Problem::new(
            format!("“{value}”是 1 月还是 10 月分不清"),
            "表格软件会把 2022.10 末尾的零丢掉，变成 2022.1；前后各行也看不出是哪个月，程序不猜",
            "把这一列改写成 2022-01、2022-10 这样的，或改成只写月份（1、10），再导入",
        ),
        Reason::DayOrMonth { first, second } => day_order::day_or_month(value, *first, *second),
        Reason::OtherDayOrder(said) => day_order::other_order(value, *said),
        Reason::DigitsLost => digits_lost_problem(value),
        Reason::Retyped(retyped) => retyped_problem(value, *retyped),
        Reason::Id(error) => id_problem(error),
        Reason::Code(error) => code_problem(error),
        Reason::Document(error) => document_problem(error),
        Reason::Year(error) => year_problem(error),
        Reason::Figure(error) => Problem::new(
            format!("“{}”不是取数名", error.text),
            "取数名由英文点分各段组成，不含空格",
            "运行 taizhang list figures 查看全部取数名",
        ),
        Reason::Choice(words) => Problem::new(
            format!("“{value}”不是可用的写法"),
            format!("可以写：{}", choices(words)),
            "改成其中一种",
        ),
        Reason::StruckOut => struck_out_problem(value),
        Reason::NoName => no_name_problem(value),
        Reason::Unsettled => unsettled_problem(value),
        Reason::GroupLine => group_line_problem(value),
        Reason::BothSides => both_sides_problem(value),
        Reason::Count => {
            Problem::new(format!("“{value}”不是个数"), "个数是不小于零的整数", "核对数量")
        }
        Reason::AgainstLine { line, own } => Problem::new(
            format!("“{value}”与指标 {line} 的 {own} 不同"),
            "指标和这一列说的不是一回事，不知道哪一个写错了",
            "核对后改正其中一个（指标用 --set 指标= 写的，各行不同就加一列“指标”）；\
             这一列说的不是指标的科目、项目的，用 --map 字段= 不用它，如 --map 功能科目= 或 --map 项目编码=",
        ),
        Reason::NoLine => no_line(value),
        Reason::SeveralLines(lines) => several_lines(value, lines),
        Reason::CountsLater(activity) => Problem::new(
            format!("活动 {value} 已经登记，这里只有计数"),
            "导入只登记新的活动；已登记的活动补上计数、改计数，要更正那个活动",
            format!("运行 {}", correction_of(activity, "补登计数")),
        ),
        Reason::DiffersFrom(row) => Problem::new(
            format!("“{value}”与第 {row} 行说法不同"),
            "编号相同，或没有编号而名称和日期相同的几行是同一个活动，名称、日期、地点要一致",
            "是两场活动的，给两行各写一个编号（没有“编号”列的加一列）；是同一场的，把各行改成一致",
        ),
        Reason::ClassIncomplete(row) => kinds::class_incomplete(value, *row),
        Reason::Twice(row) => kinds::card_twice(value, *row),
        Reason::NetDiffers { depreciation, left } => {
            kinds::net_differs(value, *depreciation, *left)
        }
        Reason::Disposed => kinds::disposed(value),
        Reason::Torn => kinds::torn(value),
        Reason::AcquiredAfter(on) => kinds::acquired_after(value, *on),
        Reason::HeldBack => kinds::held_back(value),
        Reason::DisposedBy(on) => kinds::disposed_by(value, *on),
        Reason::CountedTwice(row) => kinds::counted_twice(value, *row),
        Reason::NoActivity => kinds::no_activity(),
        Reason::NoLineName => kinds::no_line_name(),
        Reason::NoDigits => kinds::no_digits(value),
        Reason::SeveralNumbers => kinds::several_numbers(value),
        Reason::AlwaysMet => kinds::always_met(value),
        Reason::OtherUnit(stated) => Problem::new(
            format!("“{value}”与指标值里写的“{stated}”不同"),
            "计量单位有两个说法，不知道听哪一个",
            "改成一致的",
        ),
        Reason::VirementSum { rows, sum } => kinds::virement_sum(value, *rows, *sum),
        Reason::VirementSides { giving, taking } => kinds::virement_sides(*giving, *taking),
        Reason::LoneDay(words) if words.is_empty() => Problem::new(
            "只有日，没有写是几月",
            "工作表名和标题里都没有月份，日期不能猜",
            "把工作表改名为“3月”，或在表头以上写“2022年3月”；有完整日期的列用 --map 日期=列名 指明",
        ),
        Reason::LoneDay(words) => Problem::new(
            format!("只有日，是哪个月说不准：{}", super::list(words)),
            "工作表名和标题合起来不是同一年的同一个月，日期不能猜",
            "一个月一张表，工作表名和标题写同一个月；有完整日期的列用 --map 日期=列名 指明",
        ),
        Reason::OtherClass(class) => Problem::new(
            format!("“{value}”的代码是“{class}”的，名称却不是"),
            "代码和名称各说一类，不知道听哪一个",
            "改正代码或名称",
        ),
        Reason::Backwards => Problem::new(
            format!("“{value}”结束在开始之前"),
            "后一个日期应当不早于前一个",
            "核对日期",
        ),
        Reason::NotInRule => Problem::new(
            format!("“{value}”这一列不在规则里"),
            "规则没有写明这一列由哪个指标列支，不能丢掉钱不记",
            "在规则里加一段 [[columns]]；不由预算列支的（如代扣款）写进 ignore",
        ),
        Reason::Nobody => Problem::new(
            format!("“{value}”这一行没有姓名"),
            "没有姓名的行要么是合计，要么漏写了人；它与上面各行之和不符，不能断定",
            "是合计的，写上“合计”或“小计”并改成各行之和；是一个人的，补上姓名",
        ),
        Reason::LikeSum => Problem::new(
            "各列都正好是上面各行之和",
            "可能是没有写明的合计行；当作一个人，钱就记了两遍",
            "是合计的，把姓名改成“合计”；确实是一个人的，在最后加一行“合计”，写各列之和",
        ),
        Reason::PaidTwice { above } => Problem::new(
            format!("与第 {above} 行是同一个人，各列金额也相同"),
            "可能是重复的一行；照记就付了两遍，合计数相符也看不出来",
            "重复的，删去一行，合计数一并改正；确实是两个人的，姓名后面注明区别，如“张伟（办公室）”",
        ),
        Reason::SumDiffers { stated, summed } => sum_problem(*stated, *summed),
        Reason::NotBelowZero => Problem::new(
            format!("“{value}”写的是正数"),
            "退回的钱要写成负数，免得和支付混淆",
            "在金额前加负号；其实是支付的，“退回或红字”一格留空",
        ),
        Reason::OtherYear(year) => Problem::new(
            format!("“{value}”不在 {year} 年度"),
            "一次导入只进一个年度",
            "核对日期，或用 --year 指明年度",
        ),
        Reason::Refused(refusal) => refusal_problem(refusal),
    }
}

/// Words of a rule for payrolls that cannot be used.
pub(crate) fn refused_rule(path: &Path, error: &PayrollRuleError) -> Problem {
    let reason = match error {
        PayrollRuleError::Form(error) => format!("不是工资分录规则的格式（{}）", toml_fault(error)),
        PayrollRuleError::NoColumn => "没有写任何一列".to_owned(),
        PayrollRuleError::Twice(header) => format!("“{header}”写了两次"),
        PayrollRuleError::Nowhere(header) => {
            format!(
                "“{header}”没有写由哪里列支：指标 line、经济科目 economic、项目 project 至少写一个"
            )
        }
    };
    let message = format!("规则 {} 不能用", path.display());
    Problem::new(message, reason, "格式见 docs/guide/import.md 的“工资表”一节")
}
