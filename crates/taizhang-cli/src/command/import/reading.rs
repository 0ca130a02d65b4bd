//! The first two steps of an import: files into mapped tables.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use taizhang_ledger::core::FiscalYear;
use taizhang_ledger::import::day_order::DayOrder;
use taizhang_ledger::import::draft::Source;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::hidden::HiddenChoice;
use taizhang_ledger::import::hledger::AccountTable;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::mapping::{AmountColumn, MapOptions};
use taizhang_ledger::import::months;
use taizhang_ledger::import::named_year;
use taizhang_ledger::import::other_unit::{self, UnitQuestion};
use taizhang_ledger::import::payroll::{PayrollFault, PayrollRule};
use taizhang_ledger::import::profile::Profile;
use taizhang_ledger::import::read::{Encoding, ReadOptions, read_tables};
use taizhang_ledger::import::sheets;
use taizhang_ledger::import::table::{MoneyUnit, Table};
use taizhang_ledger::import::unknown;
use taizhang_ledger::import::vocabulary::Vocabulary;
use taizhang_ledger::{Ledger, named_file, profile_folder, read_profile};

use super::plan::Plan;
use super::structured::Structure;
use super::{file_names, open_unit};
use crate::error::{Failure, Problem};
use crate::wording;

/// How files are read and their columns mapped.
#[derive(Args, Debug)]
pub(crate) struct ReadingArgs {
    /// 金额的单位；stated 是各列、各表按自己写明的
    #[arg(long, value_name = "单位")]
    unit: Option<ImportUnitArg>,
    /// 指明一列，可重复，如 摘要=用途说明；等号后面空着，就是哪一列都不用
    #[arg(long = "map", value_name = "字段=列名")]
    maps: Vec<String>,
    /// 几列金额并排时逐列写明，可重复：列名=指标号或支出类别，如 项目支出=2022-005；也可以写几个字段，如 办公费=指标:2022-001,经济科目:30201
    #[arg(long = "amount", value_name = "列名=内容")]
    amounts: Vec<String>,
    /// 整个文件都相同、或空格里代填的值，可重复，如 指标=2022-001
    #[arg(long = "set", value_name = "字段=值")]
    constants: Vec<String>,
    /// 导入方案：台账里记住的方案名，或一个方案文件
    #[arg(long, value_name = "方案")]
    profile: Option<PathBuf>,
    /// 文字编码（默认自动识别）
    #[arg(long, value_name = "编码")]
    encoding: Option<String>,
    /// 分隔符（默认自动识别）
    #[arg(long, value_name = "字符")]
    delimiter: Option<char>,
    /// 只读这张表，可重复（默认读所有认得出表头的表）
    #[arg(long = "sheet", value_name = "表名")]
    sheets: Vec<String>,
    /// 隐藏的行、列、工作表怎么办（默认有就先问）
    #[arg(long, value_name = "办法")]
    hidden: Option<HiddenArg>,
    /// 年份写在最后的日期（如 6/7/2022）和 6/7 这样的，日在前还是月在前
    #[arg(long, value_name = "写法")]
    dates: Option<DatesArg>,
    /// 表头的行号，几行写作 3-4（默认自动识别）
    #[arg(long, value_name = "行号")]
    header: Option<String>,
    /// 不认识的列核对过，都用不着；记进导入方案
    #[arg(long)]
    accept_columns: bool,
}

/// What becomes of hidden rows, columns and sheets.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum HiddenArg {
    /// 和别的一样读入
    #[value(alias = "读入")]
    Read,
    /// 略过不读
    #[value(alias = "略过")]
    Skip,
}

impl From<HiddenArg> for HiddenChoice {
    fn from(choice: HiddenArg) -> Self {
        match choice {
            HiddenArg::Read => Self::Read,
            HiddenArg::Skip => Self::Skip,
        }
    }
}

/// Which number of a day is the month.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DatesArg {
    /// 日在前，如 25/06/2022
    #[value(alias = "日/月/年", alias = "日/月", alias = "日月年")]
    DayFirst,
    /// 月在前，如 06/25/2022
    #[value(alias = "月/日/年", alias = "月/日", alias = "月日年")]
    MonthFirst,
}

impl From<DatesArg> for DayOrder {
    fn from(order: DatesArg) -> Self {
        match order {
            DatesArg::DayFirst => Self::DayFirst,
            DatesArg::MonthFirst => Self::MonthFirst,
        }
    }
}

/// Units of money on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ImportUnitArg {
    /// 元
    #[value(alias = "元")]
    Yuan,
    /// 千元
    #[value(alias = "千元")]
    Thousand,
    /// 万元
    #[value(alias = "万元")]
    Wan,
    /// 亿元
    #[value(alias = "亿元")]
    Yi,
    /// 各列、各表按自己写明的
    #[value(alias = "照表")]
    Stated,
}

impl ImportUnitArg {
    /// Returns the unit, if it is one.
    const fn unit(self) -> Option<MoneyUnit> {
        match self {
            Self::Yuan => Some(MoneyUnit::Yuan),
            Self::Thousand => Some(MoneyUnit::Thousand),
            Self::Wan => Some(MoneyUnit::Wan),
            Self::Yi => Some(MoneyUnit::Yi),
            Self::Stated => None,
        }
    }
}

/// What the files hold.
pub(crate) struct Read {
    /// The tables, mapped.
    pub(crate) sources: Vec<Source>,
    /// What they hold besides rows, in words.
    pub(crate) left: Vec<String>,
}

/// What says how files are to be read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReadBy<'a> {
    /// Their columns.
    Columns,
    /// The rule of a payroll.
    Rule(&'a PayrollRule),
    /// What the accounts of a journal stand for.
    Accounts(&'a AccountTable),
}

impl<'a> ReadBy<'a> {
    pub(super) const fn rule(self) -> Option<&'a PayrollRule> {
        match self {
            Self::Rule(rule) => Some(rule),
            Self::Columns | Self::Accounts(_) => None,
        }
    }

    fn accounts(self) -> Cow<'a, AccountTable> {
        match self {
            Self::Accounts(accounts) => Cow::Borrowed(accounts),
            Self::Columns | Self::Rule(_) => Cow::Owned(AccountTable::default()),
        }
    }
}

/// Reads and maps all files; what is wrong with any of them is said at once.
pub(crate) fn read(
    kind: Kind,
    by: ReadBy<'_>,
    files: &[PathBuf],
    args: &ReadingArgs,
    ledger: &Ledger,
    folder: &Path,
) -> Result<Read, Failure> {
    let (rule, accounts) = (by.rule(), by.accounts());
    let mut problems = Vec::new();
    let read_options = read_options(args, &mut problems);
    let mut map_options = map_options(kind, args, &mut problems);
    if let Some(rule) = rule {
        problems.extend(unit_beside_rule(args, rule));
        // Its payments are in yuan by now.
        map_options.unit = None;
    }
    let named =
        args.profile.as_ref().map(|name| named_profile(name, ledger, folder)).transpose()?;
    let other = named.iter().filter(|profile| profile.kind != kind.key());
    problems.extend(other.map(|profile| other_kind(profile, kind)));
    let remembered = ledger.profiles()?;
    let known = named.iter().chain(remembered.iter().map(|(_, profile)| profile));
    let known: Vec<&Profile> = known.filter(|profile| profile.kind == kind.key()).collect();
    let headers = known.iter().flat_map(|profile| profile.headers());
    let asked = map_options.columns.iter().filter(|(_, header)| !header.is_empty());
    let asked = asked.map(|(field, header)| (header.as_str(), *field));
    let of_amounts = map_options.amounts.iter();
    let asked = asked.chain(of_amounts.map(|column| (column.header.as_str(), Field::Amount)));
    let vocabulary = rule
        .map_or_else(|| Vocabulary::of(kind).with(headers.chain(asked)), PayrollRule::vocabulary);
    let plan = Plan { kind, named: named.as_ref(), known, options: &map_options };
    let (mut sources, mut left) = (Vec::new(), Vec::new());
    let files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    for (path, name) in files.iter().zip(file_names::names(&files)) {
        let bytes = fs::read(path).map_err(|error| Failure::input(path, &error))?;
        let tables = match Structure::of(kind, path) {
            Some(structure) => structure.read(&name, &bytes, &accounts).map(|structured| {
                left.extend(structured.left);
                vec![structured.table]
            }),
            None => read_tables(&name, &bytes, &read_options, &vocabulary)
                .map_err(|error| vec![wording::unreadable_file(&error)]),
        };
        let tables = tables.and_then(|tables| match rule {
            Some(rule) => tables.into_iter().map(|table| paid(table, rule, ledger)).collect(),
            None => Ok(tables),
        });
        let tables = match tables {
            Ok(tables) => tables,
            Err(found) => {
                problems.extend(found);
                continue;
            }
        };
        let mut of_file = plan.mapped(tables, &args.sheets, ledger, &mut problems);
        let named = named_file(path, &bytes);
        for source in &mut of_file {
            source.table.reading.named = Some(named.clone());
        }
        // Whoever names sheets has decided which.
        if args.sheets.is_empty() {
            sheets::divide(&mut of_file, ledger.year());
        }
        problems.extend(other_units(&mut of_file, args, ledger)?);
        unknown_columns(&mut of_file, args, ledger)?;
        problems.extend(other_years(&of_file, ledger.year()));
        sources.extend(of_file);
    }
    problems.extend(wording::months_of_one_day(&months::apart(&sources)));
    let idle = problems.is_empty().then(|| no_sheets(args, &sources)).flatten();
    problems.extend(idle);
    if problems.is_empty() {
        return Ok(Read { sources, left });
    }
    if open_unit::is_among(&sources) {
        problems.extend(open_unit::further_problems(kind, sources, ledger)?);
    }
    Err(Failure::refused(problems))
}

/// Sets the rows of other units aside, and asks about those of which nobody can say.
fn other_units(
    of_file: &mut [Source],
    args: &ReadingArgs,
    ledger: &Ledger,
) -> Result<Vec<Problem>, Failure> {
    let Some(unit) = ledger.book()?.unit() else { return Ok(Vec::new()) };
    let mut questions = other_unit::divide(of_file, unit, ledger.year());
    // Whoever names sheets has decided which.
    if args.sheets.is_empty() {
        questions.extend(other_unit::ask_of_sheets(of_file, unit));
    }
    let words = |question: &UnitQuestion| {
        let source = of_file.get(question.source)?;
        Some(wording::unit_in_question(source, question, unit))
    };
    Ok(questions.iter().filter_map(words).collect())
}

/// Looks for columns of which nobody knows what they say.
fn unknown_columns(
    of_file: &mut [Source],
    args: &ReadingArgs,
    ledger: &Ledger,
) -> Result<(), Failure> {
    let unit = ledger.book()?.unit();
    for source in of_file {
        unknown::look(source, unit, args.accept_columns);
    }
    Ok(())
}

/// Asks about the tables of other years whose rows have the day that a person said.
fn other_years(of_file: &[Source], year: FiscalYear) -> impl Iterator<Item = Problem> {
    of_file.iter().filter_map(move |source| {
        let other = named_year::other(source, year)?;
        Some(wording::other_year(&source.table, &other, year))
    })
}

/// Words of sheets that are named of files without any.
fn no_sheets(args: &ReadingArgs, sources: &[Source]) -> Option<Problem> {
    let has_sheets = sources.iter().any(|source| source.table.sheet.is_some());
    let is_idle = !args.sheets.is_empty() && !has_sheets;
    is_idle.then(|| {
        Problem::new(
            format!("--sheet {} 用不上", args.sheets.join("、")),
            "文件里没有工作表，CSV 等文字文件只有一张表",
            "去掉 --sheet",
        )
    })
}

/// Words of a profile that was named for another kind of import.
fn other_kind(profile: &Profile, kind: Kind) -> Problem {
    let own = profile.kind.parse::<Kind>().map_or(profile.kind.as_str(), |own| own.name());
    Problem::new(
        format!("方案是导入{own}用的，不能用来导入{}", kind.name()),
        "方案记的是那一种表各列的含义，别的表不能照着读",
        "去掉 --profile，或运行 taizhang import profile list 换一个方案",
    )
}

/// Reads what the user says about columns.
fn map_options(kind: Kind, args: &ReadingArgs, problems: &mut Vec<Problem>) -> MapOptions {
    MapOptions {
        columns: pairs("--map", kind, &args.maps, problems),
        amounts: amounts(&args.amounts, problems),
        constants: pairs("--set", kind, &args.constants, problems),
        unit: args.unit.and_then(ImportUnitArg::unit),
        day_order: args.dates.map(Into::into),
        as_stated: matches!(args.unit, Some(ImportUnitArg::Stated)),
        is_profile_named: args.profile.is_some(),
    }
}

/// Refuses a unit beside the one of a rule: the amounts of a payroll are in the unit of its rule, and would
/// be multiplied twice.
fn unit_beside_rule(args: &ReadingArgs, rule: &PayrollRule) -> Option<Problem> {
    let said = args.unit.and_then(ImportUnitArg::unit).filter(|unit| *unit != rule.unit)?;
    Some(Problem::new(
        format!("工资表的单位由规则写明：规则里是 {}，--unit 是 {}", rule.unit.name(), said.name()),
        "两处不同，不知道听哪一个",
        format!("在规则文件里写 unit = \"{}\"，去掉 --unit", said.name()),
    ))
}

/// Turns a payroll into its payments.
fn paid(mut table: Table, rule: &PayrollRule, ledger: &Ledger) -> Result<Table, Vec<Problem>> {
    table.leave_hidden_rows_out();
    let in_question = wording::hidden_in_question(&table, false);
    if in_question.is_some() {
        return Err(in_question.into_iter().collect());
    }
    let table = &table;
    let words = |fault: &PayrollFault| match fault {
        PayrollFault::Columns(error) => wording::unmapped(table, error),
        PayrollFault::Absent { headers, known } => wording::payroll_lacks(table, headers, known),
        PayrollFault::Cell(fault) => wording::fault_problem(fault),
        PayrollFault::OtherUnit { named, rule } => wording::payroll_unit(table, named, *rule),
    };
    rule.payments(table, ledger.year()).map_err(|faults| faults.iter().map(words).collect())
}

fn read_options(args: &ReadingArgs, problems: &mut Vec<Problem>) -> ReadOptions {
    let encoding = args.encoding.as_ref().and_then(|text| {
        text.parse::<Encoding>()
            .map_err(|()| {
                problems.push(Problem::new(
                    format!("没有编码 {text}"),
                    "可用的编码：utf-8、gb18030（含 gbk、gb2312）、utf-16le、utf-16be",
                    "改正 --encoding，或去掉它由程序识别",
                ));
            })
            .ok()
    });
    let header = args.header.as_ref().and_then(|text| {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let rows = first.trim().parse().ok().zip(last.trim().parse().ok());
        if rows.is_none() {
            problems.push(Problem::new(
                format!("--header“{text}”看不懂"),
                "表头写行号，从 1 数起",
                "例如 --header 3 或 --header 3-4",
            ));
        }
        rows
    });
    let hidden = args.hidden.map_or(HiddenChoice::Ask, Into::into);
    ReadOptions { encoding, delimiter: args.delimiter, sheets: args.sheets.clone(), header, hidden }
}

/// Reads what is said of several columns of amounts.
fn amounts(given: &[String], problems: &mut Vec<Problem>) -> Vec<AmountColumn> {
    let mut read = |text: &String| {
        let column = AmountColumn::parse(text);
        if column.is_none() {
            problems.push(Problem::new(
                format!("--amount“{text}”看不懂"),
                "要写成 列名=指标号、列名=支出类别，或 列名=字段:值,字段:值",
                "例如 --amount 公用经费=2022-001 --amount 项目支出=2022-005",
            ));
        }
        column
    };
    given.iter().filter_map(&mut read).collect()
}

/// Reads `字段=值` pairs.
fn pairs(
    flag: &str,
    kind: Kind,
    given: &[String],
    problems: &mut Vec<Problem>,
) -> BTreeMap<Field, String> {
    let mut read = BTreeMap::new();
    for pair in given {
        let parts = pair.split_once(['=', '＝']);
        match parts.and_then(|(name, value)| Some((Field::named(name.trim())?, value.trim()))) {
            Some((field, value)) => {
                read.insert(field, value.to_owned());
            }
            None => problems.push(Problem::new(
                format!("{flag}“{pair}”看不懂"),
                "要写成 字段=内容，等号左边是台账的字段名",
                format!("{}的字段：{}", kind.name(), field_names(kind)),
            )),
        }
    }
    read
}

/// Lists the fields of a kind.
fn field_names(kind: Kind) -> String {
    let names = kind.columns().iter().map(|known| known.field.name());
    names.collect::<Vec<_>>().join("、")
}

/// Finds a profile by its name in the ledger, or reads the file.
fn named_profile(name: &Path, ledger: &Ledger, folder: &Path) -> Result<Profile, Failure> {
    let remembered = profile_folder(ledger.root()).join(name).with_extension("toml");
    let path = if remembered.is_file() { remembered } else { folder.join(name) };
    Ok(read_profile(&path)?)
}
