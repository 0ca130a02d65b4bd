//! Words of columns that cannot be mapped.

use taizhang_ledger::core::Money;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::mapping::{AgainstYuan, MapError};
use taizhang_ledger::import::sheets::WholeSheet;
use taizhang_ledger::import::shown::{Made, Seen, ShownUnit};
use taizhang_ledger::import::table::{MoneyUnit, NamedUnit, StrangeUnit, Table, UnreadSheet};

use super::row_numbers::row_numbers;
use super::unreadable::in_sheet;
use super::{day_order, list, not_carried, payments, rivals, voucher_words, yuan};
use crate::error::Problem;

/// Words of columns that cannot be mapped, with their place in the table.
pub(crate) fn unmapped(table: &Table, error: &MapError) -> Problem {
    let problem = words(table, error);
    if error.is_of_request() {
        return problem;
    }
    problem.in_table(&table.file, table.sheet.as_deref(), error.row(), error.column())
}

/// What to do where several columns are called alike: each can be named by its place among them.
fn several_remedy(field: Field, headers: &[String]) -> String {
    let named = headers.iter().map(|header| format!("--map {}={header}", field.name()));
    format!(
        "加 {}（# 后面是同名的第几列，从左数）；上一行有分组名的，用 --header 把那一行也算进表头；\
         左右并排着两张表的，把右边那张移到另一张工作表",
        named.collect::<Vec<_>>().join(" 或 ")
    )
}

#[expect(clippy::too_many_lines, reason = "a flat list of wordings, one per failure")]
fn words(table: &Table, error: &MapError) -> Problem {
    let file = in_sheet(&table.file, table.sheet.as_deref());
    let file = file.trim_end();
    match error {
        MapError::NoColumn { field, unused } => Problem::new(
            format!("{file} 里没有“{}”列", field.name()),
            if unused.is_empty() {
                "文件里没有可以当作这一列的列".to_owned()
            } else {
                format!("还没有用上的列：{}", list(unused))
            },
            no_column_remedy(*field),
        ),
        MapError::SeveralColumns { field, headers } => Problem::new(
            format!("{file} 里有几列都像“{}”：{}", field.name(), list(headers)),
            "列名相同，程序不猜",
            several_remedy(*field, headers),
        ),
        MapError::NoHeader { header, known } => Problem::new(
            format!("{file} 里没有列“{header}”"),
            format!("现有的列：{}", list(known)),
            "改正 --map 里的列名",
        ),
        MapError::NoAmountHeader { header, known } => Problem::new(
            format!("{file} 里没有列“{header}”"),
            format!("现有的列：{}", list(known)),
            "改正 --amount 里的列名",
        ),
        MapError::AmountTwice(header) => Problem::new(
            format!("金额列“{header}”写了两次"),
            "一列金额只能登记一次",
            "去掉重复的 --amount",
        ),
        MapError::NoAmounts(kind) => Problem::new(
            format!("{}的表没有金额列", kind.name()),
            "只有支付、预算文件、期初结转和对账单可以有几列金额",
            "去掉 --amount",
        ),
        MapError::SaidTwice { field, header, column } => Problem::new(
            format!("{file} 的“{}”有两个说法：金额列“{header}”写了一个，“{column}”列每行又写了一个", field.name()),
            "两处不同时不知道听哪一个，程序不猜",
            format!("以金额列为准的加 --map {}=；以各行为准的去掉 --amount 里的{0}", field.name()),
        ),
        MapError::NotCarried { column, row, text } => {
            not_carried::not_carried(file, column, *row, text)
        }
        MapError::DayOrder { column, row, text, count, proofs } => {
            day_order::open_order(file, column, (*row, text), *count, proofs)
        }
        MapError::BesideDates { column, row, text, date } => {
            day_order::beside_dates(file, column, (*row, text), *date)
        }
        MapError::CreditOfSpending { header, other } => {
            credit_of_spending(file, header, other.as_deref())
        }
        MapError::VoucherWords { column, words, number, joined } => {
            voucher_words::voucher_words(file, column, words, (number, joined))
        }
        MapError::HiddenColumns(headers) => Problem::new(
            format!("{file} 的列 {} 是隐藏的", list(headers)),
            "隐藏的列可能是不要的，也可能是漏看的，程序不猜",
            "要用这些列的加 --hidden read；不用的加 --hidden skip，或用 --map 指明别的列",
        ),
        MapError::OwnJournal { header, other } => Problem::new(
            format!("{file} 像是本单位的日记账，“{header}”可能是收入"),
            "日记账里借方是账户收进的钱，贷方才是付出的；银行的对账单正好相反，程序不猜",
            other.as_ref().map_or_else(
                || format!("付款是这一列的加 --map 金额={header}，是另一列的写另一列"),
                |other| {
                    format!("付款在“{other}”的加 --map 金额={other}；确实在“{header}”的加 --map 金额={header}")
                },
            ),
        ),
        MapError::Daybook { account, has_money } => daybook_problem(file, account.as_deref(), *has_money),
        MapError::AgainstBalance { header, other, balance } => {
            against_balance(file, header, other.as_deref(), balance)
        }
        MapError::Rival { kind, header, paid, other, other_paid } => {
            rivals::rival(file, *kind, (header, *paid), (other, *other_paid))
        }
        MapError::RunningTotal { kind, header, again } => {
            rivals::running(file, *kind, header, *again)
        }
        MapError::UpAndDown { up, down, has_changes } => {
            rivals::up_and_down(file, up, down, *has_changes)
        }
        MapError::BeforeChange { header, change } => rivals::before_change(file, header, change),
        MapError::Signs { column, signs, remembered } => {
            let (below, above) = (signs.negative, signs.positive);
            payments::signs_problem(file, column, (below, above), remembered.as_deref())
        }
        MapError::UntoldSides { column, paid, received } => {
            payments::untold_sides_problem(file, column, paid, received)
        }
        MapError::PaidSign(word) => Problem::new(
            format!("金额正负“{word}”看不懂"),
            "要写“负数是支付”或“正数是支付”",
            "改正 --set 金额正负=",
        ),
        MapError::OtherUnit { column, named, said } => Problem::new(
            format!(
                "{file} {}，“{column}”不能按 {} 读",
                stated_at(&named.text, named.row),
                said.name()
            ),
            "--unit 与文件写的不同，差一千倍、一万倍的错看不出来",
            "各列、各表按自己写明的读：--unit stated；文件写错了的，改正文件",
        ),
        MapError::OwnUnit { column, named, other } => Problem::new(
            format!(
                "{file} 的列名“{column}”写的是{}，{}",
                named.unit.name(),
                stated_at(&other.text, other.row)
            ),
            "两处不同，差一千倍、一万倍的错看不出来",
            format!(
                "列名对的加上 --unit {}，或 --unit stated（各列按列名）；表角对的，改正文件的列名",
                named.unit.name()
            ),
        ),
        MapError::SeveralUnits { named } => {
            let stated = named.iter().map(|named| stated_at(&named.text, named.row));
            Problem::new(
                format!("{file} 写了不同的金额单位：{}", stated.collect::<Vec<_>>().join("、")),
                "不知道哪些行按哪一个，差一千倍、一万倍的错看不出来",
                "写错了的改正文件；单位真不同的，分成几张表，各自只写一个单位",
            )
        }
        MapError::StrangeUnit(StrangeUnit { text, row }) => Problem::new(
            format!("{file} {}，不按这个单位读", stated_at(text, *row)),
            "金额按元、千元、万元、亿元读",
            "在文件里把金额和写的单位换成元或万元",
        ),
        MapError::Shown { column, row, shown } => shown_problem(file, column, *row, shown),
        MapError::ShownSign { column, row, stored, format, seen } => {
            shown_sign(file, column, *row, (stored, format), *seen)
        }
        MapError::Currency { row, text } => Problem::new(
            format!("{file} 第 {row} 行写着“{}”，是外币", text.trim()),
            "台账只记人民币，外币不能当作元登记",
            "换用人民币的金额列（--map 金额=列名），或按结汇的人民币金额另做一张表",
        ),
        MapError::Unit { column, named: Some(named) } => Problem::new(
            format!(
                "{file} {}，请确认“{column}”的单位",
                stated_at(&named.text, named.row)
            ),
            "元和万元相差一万倍，单位由人确认一次，以后记在导入方案里",
            format!(
                "核对后加上 --unit {}，或 --unit stated（各列、各表按自己写明的）；写错了的改正文件",
                named.unit.name()
            ),
        ),
        MapError::Unit { column, named: None } => Problem::new(
            format!("{file} 没有写明“{column}”的单位"),
            "元和万元相差一万倍，程序不猜；确认是元的，以后记在导入方案里",
            "加上 --unit 元 或 --unit 万元（也可以是千元、亿元）",
        ),
        MapError::RememberedUnit { column, unit, against } => {
            remembered_unit(file, column, *unit, against.as_ref())
        }
    }
}

/// Words of columns of the rule that a payroll lacks.
pub(crate) fn payroll_lacks(table: &Table, headers: &[String], known: &[String]) -> Problem {
    let file = in_sheet(&table.file, table.sheet.as_deref());
    Problem::new(
        format!("{} 里没有规则写的列：{}", file.trim_end(), list(headers)),
        format!("合计对不上，可能就是少了这一列；文件里的列：{}", list(known)),
        "列名改了的，改正规则里的 header；文件漏了这一列的补上；这个月没有这一列的，核对合计",
    )
}

/// Words of a unit that was confirmed for an earlier file only.
fn remembered_unit(
    file: &str,
    column: &str,
    unit: MoneyUnit,
    against: Option<&AgainstYuan>,
) -> Problem {
    let name = unit.name();
    let Some(AgainstYuan { row, text, is_amount }) = against else {
        return Problem::new(
            format!("{file} 没有写明“{column}”的单位，上次同样表头的文件按{name}读"),
            "这一次的不一定还是；差一千倍、一万倍的错看不出来，没有写明的每次都要确认",
            format!(
                "还是{name}的加上 --unit {name}，是元的加上 --unit 元；不想每次确认的，在文件里写明“单位：{name}”"
            ),
        );
    };
    let text = text.trim();
    let what = if *is_amount {
        format!("“{column}”写着 {text}，不是整分")
    } else {
        format!("写着“{text}”")
    };
    Problem::new(
        format!(
            "{file} 没有写明“{column}”的单位，上次同样表头的文件按{name}读，而第 {row} 行{what}"
        ),
        "金额可能不是元；差一千倍、一万倍的错看不出来",
        if *is_amount {
            "核对后加上 --unit 万元（也可以是千元、亿元）；确实是元的，改正这一格"
        } else {
            "核对后加上 --unit 元 或 --unit 万元（也可以是千元、亿元）"
        },
    )
}

/// Words of the other side of a ledger of what was spent.
fn credit_of_spending(file: &str, header: &str, other: Option<&str>) -> Problem {
    Problem::new(
        format!("{file} 是费用、支出类科目的明细账，“{header}”是冲减，不是支付"),
        "这类科目的借方是花出去的钱，贷方是收回的钱和期末结转",
        other.map_or_else(
            || "付款在借方：用 --map 金额=列名 指明借方那一列".to_owned(),
            |other| format!("付款在“{other}”：加 --map 金额={other}，“{header}”按退回登记"),
        ),
    )
}

/// Words of a table that holds both sides of its vouchers.
fn daybook_problem(file: &str, account: Option<&str>, has_money: bool) -> Problem {
    let what = match (account, has_money) {
        (Some(account), true) => format!("“{account}”里既有银行存款一类的科目，又有别的科目"),
        (Some(_), false) | (None, _) => "同一凭证的借方、贷方各行都在，借贷相等".to_owned(),
    };
    Problem::new(
        format!("{file} 像是序时账，不是支付清单：{what}"),
        "序时账里一笔钱有借贷两行，收款、转账也在里面；哪一列都不是支付，程序不猜",
        "从账务系统另导出银行存款、零余额账户的日记账（付款在贷方，加 --map 金额=贷方…），或支出类科目的明细账（付款在借方），再导入",
    )
}

/// Words of balances that move against the columns as they would be read.
fn against_balance(file: &str, header: &str, other: Option<&str>, balance: &str) -> Problem {
    let reason = "余额随收进的钱增加、随付出的钱减少；本单位的账里借方是收进的，银行的对账单正好相反，程序不反着余额入账";
    let message = match other {
        Some(_) => format!("{file} 的“{header}”有数的行余额增加，像是收进的钱，不是支付"),
        None => format!("{file} 按收支方向读，“{balance}”的增减正好相反"),
    };
    let cumulative = format!("“{balance}”其实是累计支出的，加 --map 余额= 不用它核对");
    let remedy = match other {
        Some(other) => format!("付款在“{other}”的加 --map 金额={other}；{cumulative}"),
        None => format!("把方向一列改写成“收”“付”，或把收、付分成两列；{cumulative}"),
    };
    Problem::new(message, reason, remedy)
}

/// Words of a number that is shown with another sign than it is stored with, or not at all.
fn shown_sign(
    file: &str,
    column: &str,
    row: u32,
    (stored, format): (&str, &str),
    seen: Seen,
) -> Problem {
    let (seen, reason) = match seen {
        Seen::Nothing => ("不显示", "存着的数看不到，看表的人不知道有它，程序不猜它算不算"),
        _ if stored.starts_with('-') => ("显示成正数", "看到的与存的正负相反，程序不猜哪一个对"),
        _ => ("显示成负数", "看到的与存的正负相反，程序不猜哪一个对"),
    };
    Problem::new(
        format!("{file} 第 {row} 行“{column}”存的是 {stored}，而{seen}（格式“{format}”）"),
        reason,
        "在表格里把这一列设为普通的数值格式，看清存的数，不对的改正，再导入",
    )
}

/// Words of numbers that are shown in another unit, or with other digits, than they are stored.
fn shown_problem(file: &str, column: &str, row: u32, shown: &ShownUnit) -> Problem {
    let plain = "在表格里把这一列设为普通的数值格式，看清存的数，再导入";
    let (reason, remedy) = match shown.made {
        Made::Named(unit) => (
            format!(
                "看到的是{}，而列名、表角、--unit 或别的行不是；差一万倍的错看不出来，程序不猜",
                unit.name()
            ),
            format!(
                "整列都是{0}的，各行设同一格式，列名和表角不写别的单位，加 --unit {0}；不是的，{plain}",
                unit.name()
            ),
        ),
        Made::Scaled(power, unit) => (
            format!(
                "这个格式把存的数缩小 1{} 倍显示，看到的与存的不同，程序不猜存的是元还是{}",
                "0".repeat(usize::try_from(power).unwrap_or_default()),
                unit.map_or("别的单位", MoneyUnit::name)
            ),
            if shown.fits_yuan() {
                format!("存的数（选中这一格，编辑栏里看到的）是元的加 --unit 元；不是的，{plain}")
            } else {
                plain.to_owned()
            },
        ),
        Made::Unclear => {
            ("这个格式显示的单位不清楚，或正数、负数、大数显示得不同".to_owned(), plain.to_owned())
        }
    };
    Problem::new(
        format!("{file} 第 {row} 行的“{column}”按格式 {} 显示", shown.format),
        reason,
        remedy,
    )
}

/// Says where words stand that state a unit.
fn stated_at(text: &str, row: Option<u32>) -> String {
    let text = text.trim();
    row.map_or_else(|| format!("表名写着“{text}”"), |row| format!("第 {row} 行写着“{text}”"))
}

/// Words of a payroll in another unit than its rule.
pub(crate) fn payroll_unit(table: &Table, named: &NamedUnit, rule: MoneyUnit) -> Problem {
    let file = in_sheet(&table.file, table.sheet.as_deref());
    let (stated, unit) = (stated_at(&named.text, named.row), named.unit.name());
    Problem::new(
        format!("{} {stated}，规则里是 {}", file.trim_end(), rule.name()),
        "工资表的金额按规则里的单位读，差一千倍、一万倍的错看不出来",
        format!("金额确实是{unit}的，在规则文件里写 unit = \"{unit}\"；表写错了的，改正工资表"),
    )
}

/// Words of tables of several months that a person gave one day.
pub(crate) fn months_of_one_day(tables: &[(&Table, String)]) -> Option<Problem> {
    let (first, _) = tables.first()?;
    let name = |(table, words): &(&Table, String)| {
        let sheet = table.sheet.as_deref().unwrap_or(&table.file);
        if sheet == words { sheet.to_owned() } else { format!("{sheet}（{words}）") }
    };
    let names: Vec<String> = tables.iter().map(name).collect();
    let file =
        first.sheet.as_ref().map_or_else(|| "几个文件".to_owned(), |_| format!("{} ", first.file));
    Some(Problem::new(
        format!("{file}里是几个月的表：{}，日期却都用 --set 日期= 写的那一天", names.join("、")),
        "几个月的钱都记到一天，各月的支出就错了",
        "一次导入一个月：用 --sheet 写明一张表，--set 日期= 写那个月的日期；表里有日期列的用 --map 日期=列名，工资表在规则里写 date",
    ))
}

/// What helps where a column is missing. No amount is that of a whole file.
fn no_column_remedy(field: Field) -> String {
    let by_name = format!("用 --map {}=列名 指明是哪一列", field.name());
    match field {
        Field::Amount => format!("{by_name}；几列金额并排的逐列写 --amount 列名=指标号"),
        field if field.is_measured() && field != Field::Weight => by_name,
        field => format!("{by_name}；整个文件都相同的用 --set {}=值", field.name()),
    }
}

const HIDDEN: &str = "隐藏的内容（筛选、折叠或手工隐藏）可能是不要的，也可能是漏看的，程序不猜";

const READ_OR_SKIP: &str = "要读入的加 --hidden read；不读的加 --hidden skip";

/// Words of the rows that wait for somebody to say what becomes of hidden ones.
pub(crate) fn hidden_in_question(table: &Table, has_money: bool) -> Option<Problem> {
    let (rows, amounts): (Vec<u32>, Vec<Option<Money>>) = table.hidden_rows_in_question().unzip();
    if rows.is_empty() {
        return None;
    }
    let unreadable = amounts.iter().filter(|amount| amount.is_none()).count();
    let sum = Money::sum(amounts.into_iter().flatten()).map(yuan).unwrap_or_default();
    let sum = match (has_money, unreadable) {
        (false, _) => String::new(),
        (true, 0) => format!("，金额合计 {sum}"),
        (true, count) => format!("，金额合计 {sum}（另有 {count} 行金额读不出）"),
    };
    let place = in_sheet(&table.file, table.sheet.as_deref());
    let message = if table.hidden.sheet {
        format!("{}是隐藏的工作表，有 {} 行{sum}", place.trim_end(), rows.len())
    } else {
        format!("{place}第 {}是隐藏的{sum}", row_numbers(&rows))
    };
    let problem = Problem::new(message, HIDDEN, READ_OR_SKIP);
    Some(problem.of_rows(&table.file, table.sheet.as_deref(), rows))
}

/// Words of the sheets of a file in which no header was found and amounts stand. `read` are the sheets
/// that are read.
pub(crate) fn unread_sheets(table: &Table, read: &[&str]) -> Vec<Problem> {
    let only = only(read);
    let in_question = table.reading.unread.iter().filter(|unread| unread.is_in_question());
    let words = |unread: &UnreadSheet| {
        let UnreadSheet { sheet, amounts, .. } = unread;
        Problem::new(
            format!(
                "{}里找不到表头，有 {amounts} 行写着数，没有读",
                in_sheet(&table.file, Some(sheet))
            ),
            "这张表没有认得的列名，各列是什么程序不猜；不读可能漏了钱",
            format!(
                "不要的，逐张写明要读的表：{only}；是接着上一张的（续表），在它的第一行补上同样的列名；\
                 列名不同的单独导入，用 --sheet {sheet} --header 行号 --map 字段=列名"
            ),
        )
        .of_table(&table.file, Some(sheet))
    };
    in_question.map(words).collect()
}

/// Words of a sheet that lacks the column without which it says nothing, beside others that have it and are
/// named.
pub(crate) fn sheet_beside(
    table: &Table,
    errors: &[MapError],
    others: &[String],
) -> Option<Problem> {
    let is_missing = |error: &&MapError| matches!(error, MapError::NoColumn { .. });
    let is_of_key = |error: &&MapError| matches!(error, MapError::NoColumn { field, .. } if field.is_measured());
    let missing = errors.iter().find(is_of_key).or_else(|| errors.iter().find(is_missing))?;
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let problem = unmapped(table, missing);
    let (only, wanted) = (only(&others), &problem.remedy);
    let remedy = format!("不要这张表的，逐张写明要读的表：{only}；要的，{wanted}");
    Some(Problem { remedy, ..problem })
}

/// Names the sheets to be read, as a person does.
fn only(sheets: &[&str]) -> String {
    let named = sheets.iter().take(MOST_NAMED).map(|sheet| format!("--sheet {sheet}"));
    let more = if sheets.len() > MOST_NAMED { " ……" } else { "" };
    format!("{}{more}", named.collect::<Vec<_>>().join(" "))
}

/// How many sheets a remedy names.
const MOST_NAMED: usize = 12;

/// Words of a hidden sheet whose columns cannot be mapped.
pub(crate) fn hidden_sheet(table: &Table) -> Problem {
    let place = in_sheet(&table.file, table.sheet.as_deref());
    let count = table.rows.len();
    let message = format!("{}是隐藏的工作表，有 {count} 行，金额读不出", place.trim_end());
    Problem::new(message, HIDDEN, READ_OR_SKIP)
}

/// Names what a sheet sums.
pub(crate) fn whole_parts(whole: &WholeSheet) -> String {
    if whole.parts.is_empty() { "其余各表".to_owned() } else { whole.parts.join("、") }
}

/// Words of a sheet that may sum the other sheets of its file.
pub(crate) fn whole_sheet(table: &Table) -> Option<Problem> {
    let whole = table.whole.as_ref().filter(|whole| !whole.is_certain())?;
    let sheet = table.sheet.as_deref().unwrap_or_default();
    let place = in_sheet(&table.file, table.sheet.as_deref());
    let (stated, others) = (yuan(whole.stated), yuan(whole.others));
    let parts = whole_parts(whole);
    let what = if whole.stated == whole.others {
        format!("的金额合计 {stated}，正好是{parts}之和")
    } else {
        format!("像是{parts}的汇总，可是它合计 {stated}，{parts}合计 {others}")
    };
    Some(Problem::new(
        format!("{}{what}", place.trim_end()),
        "汇总表和明细表一起登记，钱就记了两遍；程序不猜",
        format!("逐张写明要读的表，如 --sheet 1月 --sheet 2月；“{sheet}”也是明细的也写上"),
    ))
}
