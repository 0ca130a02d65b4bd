//! What keeps rows from being posted, in words.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::{RowRef, Source, StatedSum, UnreadSum};
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::origin::Origin;
use taizhang_ledger::import::sums::Total;
use taizhang_ledger::import::table::Place;
use taizhang_ledger::{Doubt, ImportPreview, Judged, Verdict};

use super::accepted;
use crate::error::Problem;
use crate::wording::{self, place_text, table_text};

/// Tells whether rows of this kind have amounts.
pub(super) const fn has_money(found: &ImportPreview) -> bool {
    !found.kind.money_fields().is_empty()
}

/// Returns the place of a row.
pub(super) fn place(found: &ImportPreview, row: RowRef) -> Place {
    place_in(&found.sources, row)
}

/// Returns the place of what was judged; of a row that was made of others, by their own columns.
pub(super) fn place_of(found: &ImportPreview, row: &Judged) -> Place {
    let own = origin_of(found, row).map(|(origin, at)| origin.names(at));
    let place = place(found, row.row);
    let column = own.filter(|names| !names.is_empty()).or(place.column);
    Place { column, ..place }
}

/// Returns what a row was made of, with its place there.
pub(super) fn origin_of<'f>(found: &'f ImportPreview, row: &Judged) -> Option<(&'f Origin, usize)> {
    let table = &found.sources.get(row.row.source)?.table;
    let origin = table.origin.as_ref()?;
    // What takes a payment back is known by its row.
    let by_number = || table.rows.iter().position(|other| other.number == row.row.row);
    Some((origin, row.made.or_else(by_number)?))
}

/// Returns the rows of its sheet that a row stands for, the first of them first.
pub(super) fn rows_of(found: &ImportPreview, row: &Judged) -> Vec<u32> {
    let made_of = origin_of(found, row).and_then(|(origin, at)| origin.rows.get(at));
    if let Some(cells) = made_of.filter(|cells| !cells.rows.is_empty()) {
        return cells.rows.clone();
    }
    let others = row.others.iter().filter(|other| other.source == row.row.source);
    std::iter::once(row.row.row).chain(others.map(|other| other.row)).collect()
}

fn place_in(sources: &[Source], row: RowRef) -> Place {
    let source = sources.get(row.source);
    source.map(|source| &source.table).map_or_else(
        || Place { file: String::new(), sheet: None, row: row.row, column: None },
        |table| {
            let position = row.part.and_then(|part| source?.mapping.parts.get(part));
            let column = position.and_then(|part| table.columns.get(part.position));
            table.place(row.row, column)
        },
    )
}

/// Words of all rows that cannot be entered.
pub(super) fn refusals(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let faults = found.drafts.refused.iter().flat_map(|refused| &refused.faults);
    let by_rules = found.rows.iter().filter_map(|row| {
        let mut problem = match &row.verdict {
            Verdict::Refused(refusal) => wording::refusal_problem(refusal),
            Verdict::Unmatched(unmatched) => wording::unmatched_problem(unmatched),
            Verdict::New | Verdict::Known(_) | Verdict::Doubtful(_) => return None,
        };
        let place = place_text(&place_of(found, row));
        problem.message = format!("{place}（{}）：{}", row.identity, problem.message);
        Some(problem)
    });
    faults.map(wording::fault_problem).chain(by_rules)
}

/// Words of all rows that a person must decide; of a table that holds the rows of another, once.
pub(super) fn doubts(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let mut copies = BTreeSet::new();
    let is_said = move |row: &&Judged| {
        !matches!(row.verdict, Verdict::Doubtful(Doubt::Copy { .. }))
            || copies.insert(row.row.source)
    };
    found.rows.iter().filter(is_said).filter_map(|row| doubt(found, row))
}

/// Words of a row that a person must decide.
pub(super) fn doubt(found: &ImportPreview, row: &Judged) -> Option<Problem> {
    match &row.verdict {
        Verdict::Doubtful(doubt) => Some(doubt_problem(found, row, doubt)),
        _ => None,
    }
}

/// Words of a table all of whose rows stand in another one.
fn copy_problem(found: &ImportPreview, copy: usize, of: usize) -> Problem {
    let in_table = |source: usize| {
        let is_of = |row: &&Judged| row.row.source == source;
        found.rows.iter().filter(is_of).count()
    };
    let name = |source: usize| {
        let table = found.sources.get(source).map(|source| &source.table);
        table.map(table_text).unwrap_or_default()
    };
    let (here, there, rows) = (name(copy), name(of), in_table(copy));
    let message = if here == there {
        format!("{here} 给了两次，{rows} 行全都相同")
    } else if rows == in_table(of) {
        format!("{here} 与 {there} 的 {rows} 行全都相同")
    } else {
        format!("{here} 的 {rows} 行全都在 {there} 里")
    };
    Problem::new(
        message,
        "同一份表给了两次，或者一份是另一份的副本；都登记就重复了",
        "只给一份，或加 --only-new 略过重复的；确实都是不同的款项：加 --accept-doubtful",
    )
}

/// Why a number in another spelling is asked about.
const SPELLED: &str =
    "日期、金额、收款人都相同，号只差全角半角、空格、横线或前面的零，不能断定是不是同一笔";

fn doubt_problem(found: &ImportPreview, row: &Judged, doubt: &Doubt) -> Problem {
    // What comes out of a ledger has no file.
    let here = Some(found).filter(|found| !found.sources.is_empty());
    let here = here.map(|found| place_text(&place_of(found, row))).unwrap_or_default();
    let amount = if has_money(found) {
        format!("，{} 元", with_thousands(&row.amount.to_string()))
    } else {
        String::new()
    };
    let there = |earlier: RowRef| {
        if earlier.source == row.row.source {
            format!("第 {} 行", earlier.row)
        } else {
            format!(" {} ", place_text(&place(found, earlier)))
        }
    };
    let (what, reason) = match doubt {
        Doubt::SameNumber { sequence, differs } => (
            format!("与第 {sequence} 号同号{}", differing(differs)),
            if has_money(found) {
                "同一个号，写的不完全一样：可能是改过的旧账、同一张凭证的另一笔，或号从头编了"
            } else {
                "台账里已有这一项，写的不一样：可能是改过的旧表，也可能编号用重了"
            },
        ),
        Doubt::Twin { sequence, batch } => {
            let batch = batch.map(|batch| format!("（批号 {batch} 的导入）")).unwrap_or_default();
            (
                format!("与第 {sequence} 号{batch}写的完全相同，都没有号"),
                "那一次导入的款项只有一部分又在这次的文件里，不能断定是同一笔，还是又付了一笔相同的",
            )
        }
        Doubt::LooksLike(sequence) => (
            format!("像是第 {sequence} 号"),
            "日期、金额、收款人都相同，而有一方没有凭证号，不能断定是不是同一笔",
        ),
        Doubt::CarriedOver(sequence) => (
            format!("这个指标的结转已经登记过（第 {sequence} 号）"),
            "同一年度的结余只结转一次：可能文号写错了，也可能别人已经登记",
        ),
        Doubt::OtherSpelling(sequence) => (format!("像是第 {sequence} 号，号的写法不同"), SPELLED),
        Doubt::SpelledOtherwise(earlier) => {
            (format!("与{}只是号的写法不同", there(*earlier)), SPELLED)
        }
        Doubt::TakenBackBefore(sequence) => (
            format!("像是第 {sequence} 号，而同号的支付还有一笔没有冲销"),
            "号每月从头编的，几笔支付会同号：它也许就是已登记的那次冲销，也许冲销另一笔",
        ),
        Doubt::TakesBack(sequence) => (
            format!("没有写明原凭证号，像是冲回第 {sequence} 号"),
            "指标、科目、收款人都相同而金额够冲回的只有这一笔，但没有号，不能断定",
        ),
        Doubt::TakesBackNew(row) => (
            format!("没有写明原凭证号，像是冲回第 {} 行", row.row),
            "指标、科目、收款人都相同而金额够冲回的只有这一笔，但没有号，不能断定",
        ),
        Doubt::Repeats(earlier) => {
            (format!("与{}重复", there(*earlier)), "同一次导入里出现了两次完全相同的号和内容")
        }
        Doubt::Magnitude(median) => (
            format!(
                "是同一指标其他支付的 1,000 倍以上（中位数 {} 元）",
                with_thousands(&median.to_string())
            ),
            "可能把万元当成了元，或多打了零",
        ),
        Doubt::SharesNumber { row: earlier, differs } => (
            format!("与{}同号{}", there(*earlier), differing(differs)),
            "同一次导入里有两行是同一个号，写的不完全一样：可能改过，也可能编号用重了",
        ),
        Doubt::Copy { of } => return copy_problem(found, row.row.source, *of),
        Doubt::Unsettled => (
            format!("状态是“{}”", state(found, row.row)),
            "状态没有说支付已经完成：可能已退款、已关闭、失败，或还没有支付",
        ),
    };
    Problem::new(
        format!("{here}（{}{amount}）{what}", row.identity.trim_end()),
        reason,
        doubt_remedy(found, row, doubt),
    )
}

fn doubt_remedy(found: &ImportPreview, row: &Judged, doubt: &Doubt) -> String {
    if !found.sources.is_empty() {
        let again = match doubt {
            Doubt::Magnitude(_) => "金额没有错",
            _ => "确实是新的一笔",
        };
        return format!(
            "{again}：加 --accept-row {}（全部接受用 --accept-doubtful）；\
             不是：从文件里删去，或加 --only-new 略过",
            accepted::name(&found.sources, row.row)
        );
    }
    // What comes out of a ledger has no file, so no row of it can be accepted.
    let event = event_of(doubt).map(|sequence| sequence.to_string()).unwrap_or_default();
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

/// Returns the event that a row may be.
pub(super) const fn event_of(doubt: &Doubt) -> Option<Sequence> {
    match doubt {
        Doubt::SameNumber { sequence, .. }
        | Doubt::Twin { sequence, .. }
        | Doubt::LooksLike(sequence)
        | Doubt::OtherSpelling(sequence)
        | Doubt::CarriedOver(sequence)
        | Doubt::TakenBackBefore(sequence)
        | Doubt::TakesBack(sequence) => Some(*sequence),
        Doubt::Repeats(_)
        | Doubt::SharesNumber { .. }
        | Doubt::SpelledOtherwise(_)
        | Doubt::Copy { .. }
        | Doubt::Unsettled
        | Doubt::TakesBackNew(_)
        | Doubt::Magnitude(_) => None,
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

/// Returns what a row says of its state.
fn state(found: &ImportPreview, row: RowRef) -> String {
    let state = found.sources.get(row.source).and_then(|source| {
        let column = source.mapping.column(&source.table, Field::State)?;
        let row = source.table.rows.iter().find(|other| other.number == row.row)?;
        Some(row.cell(column.position).to_string().trim().to_owned())
    });
    state.unwrap_or_default()
}

/// Words of hidden rows and sums of other sheets that nobody has decided on.
pub(super) fn questions(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    let has_money = has_money(found);
    found.sources.iter().flat_map(move |source| {
        let hidden = wording::hidden_in_question(&source.table, has_money);
        hidden.into_iter().chain(wording::whole_sheet(&source.table))
    })
}

/// Words of sums in the file that its rows do not come to.
pub(in crate::command) fn wrong_sums(sources: &[Source], sums: &[StatedSum]) -> Vec<Problem> {
    let words = |sum: &StatedSum| {
        let words = |number: Decimal| match sum.stated {
            Total::Money(_) => format!("{} 元", with_thousands(&format!("{number:.2}"))),
            Total::Number(_) => number.normalize().to_string(),
        };
        let (stated, summed) = (sum.stated.number(), sum.summed.number());
        let off = stated.saturating_sub(summed);
        let mut place = place_in(sources, sum.row);
        place.column = place.column.or_else(|| sum.column.clone());
        let (what, reason) = match &sum.across {
            None => ("各行", "文件的合计与明细对不上：可能漏了行，也可能有行没有被认作数据"),
            Some(header) => {
                place.column = Some(header.clone());
                ("各列", "合计列与各金额列对不上：可能有一列金额没有写进来，也可能填错了")
            }
        };
        Problem::new(
            format!(
                "{}写的合计 {}，{what}相加 {}，相差 {}",
                place_text(&place),
                words(stated),
                words(summed),
                words(off)
            ),
            reason,
            "核对文件；确认明细无误的加 --accept-sums",
        )
    };
    sums.iter().map(words).collect()
}

/// Says of each sum that cannot be read that it was not checked.
pub(in crate::command) fn unread_sums(sources: &[Source], sums: &[UnreadSum]) -> Vec<String> {
    let words = |sum: &UnreadSum| {
        let mut place = place_in(sources, sum.row);
        place.column = Some(sum.column.clone());
        let what = match sum.value.as_str() {
            "" => "是公式，文件里没有存结果".to_owned(),
            value => format!("是“{value}”，读不出"),
        };
        format!("{}的合计{what}，没有核对；请自己核对各行相加", place_text(&place))
    };
    sums.iter().map(words).collect()
}
