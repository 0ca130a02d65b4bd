//! Rows that a person must decide, in words.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_ledger::core::book::Command;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::RowRef;
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::kind::Kind;
use taizhang_ledger::import::question::Question;
use taizhang_ledger::{Doubt, ImportPreview, Judged, Verdict};

use super::accepted;
use super::obstacles::{has_money, place, place_of, placed};
use super::{questions, renumbered, saved_anew, small};
use crate::error::Problem;
use crate::wording::{correction_of, given_back_remedy, place_text, table_text};

/// Words of all rows that a person must decide; once of a table that holds the rows of another, or payments of
/// the ledger under other numbers.
pub(super) fn doubts(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let mut copies = BTreeSet::new();
    let once = |problems: BTreeMap<usize, Problem>| -> BTreeMap<usize, Option<Problem>> {
        problems.into_iter().map(|(at, problem)| (at, Some(problem))).collect()
    };
    let mut sheets = once(renumbered::sheets(found));
    let mut lists = once(saved_anew::lists(found));
    let mut smalls = once(small::lists(found));
    found.rows.iter().filter_map(move |row| {
        let source = row.row.source;
        match &row.verdict {
            Verdict::Doubtful(Doubt::Copy { .. }) if !copies.insert(source) => None,
            Verdict::Doubtful(Doubt::OtherNumber { .. }) => match sheets.get_mut(&source) {
                Some(of_sheet) => of_sheet.take(),
                None => doubt(found, row),
            },
            Verdict::Doubtful(Doubt::SameList { .. }) => lists.get_mut(&source)?.take(),
            Verdict::Doubtful(Doubt::Small { .. }) => smalls.get_mut(&source)?.take(),
            _ => doubt(found, row),
        }
    })
}

/// Words of a row that a person must decide.
pub(super) fn doubt(found: &ImportPreview, row: &Judged) -> Option<Problem> {
    match &row.verdict {
        Verdict::Doubtful(Doubt::Copy { of }) => Some(copy_problem(found, row.row.source, *of)),
        Verdict::Doubtful(doubt) => Some(doubt_problem(found, row, doubt)),
        _ => None,
    }
}

/// Why a table that holds the rows of another one is asked about.
const COPIED: &str = "同一份表给了两次，或者一份是另一份的副本；都登记就重复了";

fn table_name(found: &ImportPreview, source: usize) -> String {
    let table = found.sources.get(source).map(|source| &source.table);
    table.map(table_text).unwrap_or_default()
}

/// Tells whether a file was named twice; files of one name in different folders are called by these.
fn is_same_file(found: &ImportPreview, copy: usize, of: usize) -> bool {
    let table = |at: usize| found.sources.get(at).map(|source| &source.table);
    let (Some(copy), Some(of)) = (table(copy), table(of)) else { return false };
    let own_name = of.reading.named.as_ref().map(|named| &named.name);
    copy.reading.named == of.reading.named && copy.sheet == of.sheet && own_name == Some(&of.file)
}

/// Words of a table all of whose rows stand in another one.
fn copy_problem(found: &ImportPreview, copy: usize, of: usize) -> Problem {
    let in_table = |source: usize| {
        let is_of = |row: &&Judged| row.row.source == source;
        found.rows.iter().filter(is_of).count()
    };
    let (here, there) = (table_name(found, copy), table_name(found, of));
    let rows = in_table(copy);
    let message = if is_same_file(found, copy, of) {
        format!("{there} 给了两次，{rows} 行全都相同")
    } else if rows == in_table(of) {
        format!("{here} 与 {there} 的 {rows} 行全都相同")
    } else {
        format!("{here} 的 {rows} 行全都在 {there} 里")
    };
    let is_all = matches!(found.kind, Kind::Staff | Kind::Assets);
    let remedy = if is_all {
        "只给一份，或加 --only-new 略过重复的"
    } else {
        "只给一份，或加 --only-new 略过重复的；确实都是不同的款项：加 --accept-copies（别的要确认的照样问）"
    };
    let problem = Problem::new(message, COPIED, remedy);
    match found.sources.get(copy).map(|source| &source.table) {
        Some(table) => problem.of_table(&table.file, table.sheet.as_deref()),
        None => problem,
    }
}

/// Why a number in another spelling is asked about.
const SPELLED: &str = "同一个月里金额相同，号只是写法不同（全角半角、空格、横线、前面的零，或写成记字第1号、\
     记账凭证-1、只写1），不能断定是不是同一笔";

/// Why a number in another spelling is asked about where the amounts differ, too.
const SPELLED_ANEW: &str = "号只是写法不同（前面的零、横线、记字第1号），写的不完全一样：可能是改过的旧账、\
     同一张凭证的另一笔，或号从头编了";

/// Why two spellings of a number in one import are asked about where the amounts differ.
const SPELLED_BESIDE: &str = "同一个月里一个号有两种写法（前面的零、横线、记字第1号）：可能是同一张凭证的两笔，可能改过，也可能是两张凭证";

fn doubt_problem(found: &ImportPreview, row: &Judged, doubt: &Doubt) -> Problem {
    // What comes out of a ledger has no file.
    let file = Some(found).filter(|found| !found.sources.is_empty());
    let place = file.map(|found| place_of(found, row));
    let here = place.as_ref().map(place_text).unwrap_or_default();
    let amount = if has_money(found) {
        format!("，{} 元", with_thousands(&row.amount.to_string()))
    } else {
        String::new()
    };
    let what = doubt_words(found, row, doubt);
    let problem = Problem::new(
        format!("{here}（{}{amount}）{what}", row.identity.trim_end()),
        doubt_reason(found, doubt),
        doubt_remedy(found, row, doubt),
    );
    match place {
        Some(place) => placed(problem, found, row, &place),
        None => problem,
    }
}

/// Says what a row may be.
fn doubt_words(found: &ImportPreview, row: &Judged, doubt: &Doubt) -> String {
    let there = |earlier: RowRef| {
        if earlier.source == row.row.source {
            format!("第 {} 行", earlier.row)
        } else {
            format!(" {} ", place_text(&place(found, earlier)))
        }
    };
    match doubt {
        Doubt::SameNumber { sequence, differs } => {
            format!("与第 {sequence} 号同号{}", differing(differs))
        }
        Doubt::Twin { sequence, batch } => {
            let batch = batch.map(|batch| format!("（批号 {batch} 的导入）")).unwrap_or_default();
            format!("与第 {sequence} 号{batch}写的完全相同，都没有号")
        }
        Doubt::SamePayment { sequence, differs } => {
            format!("与第 {sequence} 号同支付单号{}", differing(differs))
        }
        Doubt::RepeatsPayment(earlier) => format!("与{}同支付单号", there(*earlier)),
        Doubt::LooksLike(sequence) => format!("像是第 {sequence} 号"),
        Doubt::LooksLikeRow(other) => format!("像是{}", there(*other).trim_end()),
        Doubt::AlsoThere(other) => format!("与{}全都相同，都没有号", there(*other).trim_end()),
        Doubt::EnteredBefore { sequence, .. } => format!("这一行已经登记在第 {sequence} 号里"),
        Doubt::CarriedOver(sequence) => format!("这个指标的结转已经登记过（第 {sequence} 号）"),
        Doubt::OtherSpelling { sequence, differs } => {
            let differs = if differs.is_empty() { String::new() } else { differing(differs) };
            format!("像是第 {sequence} 号，号的写法不同{differs}")
        }
        Doubt::SamePayroll { sequence, batch, differs } => {
            let batch = batch.map(|batch| format!("（批号 {batch} 的导入）")).unwrap_or_default();
            format!("像是第 {sequence} 号{batch}的工资{}", differing(differs))
        }
        Doubt::PutRight { sequence, batch, differs } => {
            let may_be = if differs.len() > 2 { "可能是" } else { "像是" };
            let there = format!("第 {sequence} 号（批号 {batch} 的导入）");
            format!("{may_be}{there}改过的{}", differing(differs))
        }
        Doubt::SameList { sequence, .. } => format!("与第 {sequence} 号只是日期或号不同"),
        Doubt::OtherNumber { sequence, voucher, .. } => {
            format!("与第 {sequence} 号（凭证号 {voucher}）只是凭证号不同")
        }
        Doubt::SpelledOtherwise(earlier) => format!("与{}只是号的写法不同", there(*earlier)),
        Doubt::SpelledBeside { row: other, differs } => {
            format!("的号与{}只是写法不同{}", there(*other).trim_end(), differing(differs))
        }
        Doubt::TakenBackBefore(sequence) => {
            format!("像是第 {sequence} 号，而同号的支付还有一笔没有冲销")
        }
        Doubt::TakesBack(sequence) => format!("没有写明是哪张原凭证，像是冲回第 {sequence} 号"),
        Doubt::TakesBackNew(paid) => {
            format!("没有写明是哪张原凭证，像是冲回{}", there(*paid).trim_end())
        }
        Doubt::Repeats(earlier) => format!("与{}重复", there(*earlier)),
        Doubt::Magnitude(median) => format!(
            "是同一指标其他支付的 1,000 倍以上（中位数 {} 元）",
            with_thousands(&median.to_string())
        ),
        Doubt::Small { .. } => "所在的表多数款项比以往小一千倍到一万倍".to_owned(),
        Doubt::SharesNumber { row: earlier, differs } => {
            format!("与{}同号{}", there(*earlier), differing(differs))
        }
        Doubt::Copy { of } => format!("所在的表的各行全都在 {} 里", table_name(found, *of)),
        Doubt::Asked(question) => questions::words(found, row, *question),
    }
}

/// Says why it cannot be told what a row is.
fn doubt_reason(found: &ImportPreview, doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::SameNumber { .. } if has_money(found) => {
            "同一个号，写的不完全一样：可能是改过的旧账、同一张凭证的另一笔，或号从头编了"
        }
        Doubt::SameNumber { .. } => {
            "台账里已有这一项，写的不一样：可能是改过的旧表，也可能编号用重了"
        }
        Doubt::Twin { .. } => {
            "那一次导入的款项只有一部分又在这次的文件里，不能断定是同一笔，还是又付了一笔相同的"
        }
        Doubt::SamePayment { .. } => {
            "同一个支付单号，写的不完全一样：可能是改过的旧账，也可能是同一张支付单的另一笔"
        }
        Doubt::RepeatsPayment(_) => "同一次导入里同一个支付单号出现了两次，内容完全相同",
        Doubt::LooksLike(_) | Doubt::LooksLikeRow(_) => {
            "日期、金额、收款人都相同，而没有同一种号可比（有一方没有凭证号，或只有支付单号），不能断定是不是同一笔"
        }
        Doubt::AlsoThere(_) => {
            "两张表里各有这一笔：可能两份清单的时段重叠，是同一笔；也可能是相同的两笔"
        }
        Doubt::EnteredBefore { .. } => {
            "这个文件（内容一个字节不差）导入过，这次写明的日期、号等与那一次不同；再登记一遍就重复了"
        }
        Doubt::CarriedOver(_) => "同一年度的结余只结转一次：可能文号写错了，也可能别人已经登记",
        Doubt::OtherSpelling { differs, .. } if differs.contains(&Field::Amount) => SPELLED_ANEW,
        Doubt::OtherSpelling { .. } | Doubt::SpelledOtherwise(_) => SPELLED,
        Doubt::SpelledBeside { .. } => SPELLED_BESIDE,
        Doubt::OtherNumber { .. } => renumbered::REASON,
        Doubt::SamePayroll { .. } => saved_anew::PAYROLL,
        Doubt::SameList { .. } => saved_anew::LIST,
        Doubt::PutRight { .. } => saved_anew::PUT_RIGHT,
        Doubt::TakenBackBefore(_) => {
            "号每月从头编的，几笔支付会同号：它也许就是已登记的那次冲销，也许冲销另一笔"
        }
        Doubt::TakesBack(_) | Doubt::TakesBackNew(_) => {
            "指标、科目、收款人都相同而金额够冲回的只有这一笔，但没有写号，或没有写是哪种凭证，不能断定"
        }
        Doubt::Repeats(_) => "同一次导入里出现了两次完全相同的号和内容",
        Doubt::Magnitude(_) => "可能把万元当成了元，或多打了零",
        Doubt::Small { .. } => small::REASON,
        Doubt::SharesNumber { .. } => {
            "同一次导入里有两行是同一个号，写的不完全一样：可能改过，也可能编号用重了"
        }
        Doubt::Copy { .. } => COPIED,
        Doubt::Asked(question) => questions::reason(found, *question),
    }
}

fn doubt_remedy(found: &ImportPreview, row: &Judged, doubt: &Doubt) -> String {
    if matches!(doubt, Doubt::SameNumber { .. })
        && let Some(remedy) = row.facts.as_deref().and_then(taken_number_remedy)
    {
        return remedy;
    }
    if let Some(remedy) = firm_remedy(row, doubt) {
        return remedy.to_owned();
    }
    if is_given_back(found, row.row) && takes_back(doubt) {
        return given_back_remedy(&accepted::name(&found.sources, row.row));
    }
    if !found.sources.is_empty() {
        let again = again(found, doubt);
        let or_else = match doubt {
            Doubt::Asked(Question::OtherMonth) => "错了：改正 --set 日期=，或换文件".to_owned(),
            Doubt::Asked(Question::SeveralRows) => "写重了：从文件里删去一行".to_owned(),
            Doubt::Asked(Question::Lessened(_)) => {
                "不是：把原值、净值改成处置以后的，清空这几格".to_owned()
            }
            Doubt::EnteredBefore { batch: Some(batch), .. }
            | Doubt::SamePayroll { batch: Some(batch), .. } => format!(
                "那一次写错了：先用 taizhang import undo {batch} 撤销，再导入；重复了：不用再导入"
            ),
            Doubt::SpelledBeside { .. } => {
                "是同一张凭证的另一笔：在文件里把号改成一样的写法；重复了、改过了：从文件里删去，或加 --only-new 略过".to_owned()
            }
            Doubt::PutRight { batch, .. } => {
                format!("改过了：先用 taizhang import undo {batch} 撤销那一次，再导入这个文件")
            }
            _ => "不是：从文件里删去，或加 --only-new 略过".to_owned(),
        };
        return format!(
            "{again}：加 --accept-row {}（全部接受用 --accept-doubtful）；{or_else}",
            accepted::name(&found.sources, row.row)
        );
    }
    // What comes out of a ledger has no file, so no row of it can be accepted.
    let event = doubt.event().map(|sequence| sequence.to_string()).unwrap_or_default();
    match doubt {
        Doubt::CarriedOver(_) => format!(
            "已登记的那笔文号写错了：用 taizhang amend document {event} 改正；确实另有一笔结转：\
             用 taizhang adjust --kind carry-over 登记"
        ),
        _ => format!(
            "登记少了：用 taizhang adjust --kind carry-over 登记差额；登记错了：先用 \
             taizhang correct {event} 冲销，再用 taizhang adjust --kind carry-over 登记"
        ),
    }
}

/// Says what holds of a row that a person accepts.
fn again(found: &ImportPreview, doubt: &Doubt) -> &'static str {
    match doubt {
        Doubt::Magnitude(_) | Doubt::Small { .. } => "金额没有错",
        Doubt::Asked(Question::StruckOut(_)) => "没有作废，内容也没有读错",
        Doubt::Asked(Question::OtherMonth) => "日期没有错",
        Doubt::Asked(Question::Told(_)) if found.kind == Kind::Activities => "确实办了",
        Doubt::Asked(Question::Unsettled | Question::Told(_)) if found.kind != Kind::Payments => {
            "确实已经批下来"
        }
        Doubt::Asked(Question::SeveralRows) => {
            "各行是不同部门的（登记相加的数；文件里有部门的用 --map 部门=列名 指明就不问）"
        }
        Doubt::Asked(Question::Sums { .. }) if found.kind != Kind::Payments => {
            "确实是另外的一个指标"
        }
        Doubt::Asked(Question::Lessened(_)) => "原值已经是处置以后的",
        Doubt::EnteredBefore { .. } => "确实另有一笔相同的",
        Doubt::SpelledBeside { .. } => "确实是另一张凭证",
        Doubt::SamePayroll { .. } => "确实另发了一次",
        Doubt::Asked(
            Question::CarriedOn(_)
            | Question::Told(_)
            | Question::Reverses
            | Question::NamesOriginal
            | Question::Void(_)
            | Question::SaysSum(_)
            | Question::Sums { .. }
            | Question::OwnUnit,
        ) => "确实付了钱",
        _ => "确实是新的一笔",
    }
}

/// Tells whether a row received what had been paid.
pub(super) fn is_given_back(found: &ImportPreview, row: RowRef) -> bool {
    let source = found.sources.get(row.source);
    source.is_some_and(|source| source.table.given_back.contains_key(&row.row))
}

/// Tells whether a doubt is which payment a row takes back.
const fn takes_back(doubt: &Doubt) -> bool {
    matches!(
        doubt,
        Doubt::Asked(Question::GivesBack { .. }) | Doubt::TakesBack(_) | Doubt::TakesBackNew(_)
    )
}

/// What helps where a row stays doubtful whatever a person says.
fn firm_remedy(row: &Judged, doubt: &Doubt) -> Option<&'static str> {
    let Doubt::SharesNumber { differs, .. } = doubt else {
        let is_repeated = matches!(doubt, Doubt::Repeats(_)) && row.states_all();
        return is_repeated.then_some(ONE_TABLE);
    };
    let is_of_line = |field: &Field| {
        use Field::{Category, Economic, Function, Fund, LineName};
        matches!(field, LineName | Category | Fund | Function | Economic)
    };
    if differs.iter().any(is_of_line) {
        return Some(
            "一个号不能是两个指标：其中一个另写一个指标号；其实是同一个的，把名称、类别、科目改成一致",
        );
    }
    row.states_all().then_some(ONE_TABLE)
}

/// What helps where several tables of an import state all of a class at one day.
const ONE_TABLE: &str = "各部门分在几张表里的：合成一张表（加一列“部门”）再导入；写重了：从文件里删去，或加 --only-new 略过";

/// What helps where a second event of one number is never entered: the registered one is put right, or
/// the row gets a number of its own.
fn taken_number_remedy(command: &Command) -> Option<String> {
    match command {
        Command::RecordActivity(activity) => Some(format!(
            "是更正的：从文件里删去这一行（或加 --only-new 略过），另运行 {}；是另一场的（没有编号的，\
             名称和日期相同就当作同一场）：在文件里给它写一个没有用过的编号，没有“编号”列的加一列",
            correction_of(activity, "按新表更正")
        )),
        Command::DeclareIndicator(indicator) => Some(format!(
            "目标值改了的：从文件里删去这一行（或加 --only-new 略过），另用 taizhang target adjust --id {} 调整；\
             是另一个指标的：给它写一个没有用过的编号",
            indicator.id
        )),
        _ => None,
    }
}

/// Says what differs.
fn differing(fields: &[Field]) -> String {
    let names: Vec<&str> = fields.iter().map(|field| field.name()).collect();
    if names.is_empty() {
        "而内容不同".to_owned()
    } else {
        format!("，{}不同", names.join("、"))
    }
}
