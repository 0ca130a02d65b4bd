//! What an import would do, row by row, in words and as JSON.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::ids::BatchId;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::import::draft::{RowRef, Source};
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::table::{Aside, MoneyUnit, Place, SetAside};
use taizhang_ledger::{Doubt, ImportPreview, Judged, Outcome, Totals, Verdict};

use super::accepted;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::table::{Align, Table};
use crate::wording::{self, place_text};

/// How many new rows are listed; doubtful and refused ones are listed all.
const LISTED: usize = 20;

/// The JSON form of a preview; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PreviewJson<'a> {
    ok: bool,
    dry_run: bool,
    posted: bool,
    kind: &'static str,
    files: Vec<FileJson<'a>>,
    counts: Counts,
    sums: SumsJson,
    rows: Vec<RowJson>,
    problems: Vec<Problem>,
}

#[derive(Serialize, JsonSchema)]
struct FileJson<'a> {
    file: &'a str,
    sheet: Option<&'a str>,
    format: &'a str,
    encoding: Option<&'a str>,
    header: &'a [u32],
    unit: Option<&'static str>,
    columns: Vec<(&'static str, &'a str)>,
    unused: &'a [String],
}

/// Rows by verdict.
#[derive(Clone, Copy, Serialize, JsonSchema)]
struct Counts {
    new: usize,
    known: usize,
    doubtful: usize,
    refused: usize,
    /// Rows of income and of moves between accounts, which are no payments.
    set_aside: usize,
}

#[derive(Serialize, JsonSchema)]
struct SumsJson {
    all: Money,
    new: Money,
    known: Money,
    doubtful: Money,
    refused: Money,
    set_aside: Money,
    unreadable_rows: usize,
}

#[derive(Serialize, JsonSchema)]
struct RowJson {
    file: String,
    row: u32,
    date: String,
    amount: Money,
    key: String,
    verdict: &'static str,
    event: Option<u64>,
}

/// The JSON form of a posted import.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PostedJson {
    ok: bool,
    posted: bool,
    /// Whether the same command was recorded before, under the same `--command-id`.
    duplicate: bool,
    /// Id of the import; null where nothing was new.
    batch: Option<String>,
    events: usize,
    first: Option<u64>,
    last: Option<u64>,
}

/// Shows a preview.
pub(super) fn show(
    found: &ImportPreview,
    posts: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let totals = found.totals()?;
    if session.ui.wants_json() {
        return if posts { Ok(()) } else { session.ui.json(&json(found, &totals)) };
    }
    for source in &found.sources {
        for line in source_lines(source) {
            session.ui.line(line)?;
        }
    }
    for line in count_lines(found, &totals) {
        session.ui.line(line)?;
    }
    for remark in found.drafts.remarks.iter().take(LISTED) {
        let place = place_text(&remark.place);
        session.ui.hint(format!("{place}：“{}”按 {} 读入", remark.value, remark.read_as));
    }
    let new = new_rows(found);
    if !posts && !new.is_empty() {
        session.ui.table(&new)?;
        let more = counts(found).new.saturating_sub(LISTED);
        if more > 0 {
            session.ui.line(format!("……还有 {more} 行新增"))?;
        }
    }
    Ok(())
}

/// Says what was posted.
pub(super) fn posted(
    batch: BatchId,
    outcome: &Outcome,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let (first, last) = (outcome.events.first(), outcome.events.last());
    let place = |event: Option<&taizhang_ledger::core::event::Recorded>| {
        event.map(|event| event.sequence.get())
    };
    if session.ui.wants_json() {
        return session.ui.json(&PostedJson {
            ok: true,
            posted: true,
            duplicate: outcome.duplicate,
            batch: first.map(|_| batch.to_string()),
            events: outcome.events.len(),
            first: place(first),
            last: place(last),
        });
    }
    match (first, last) {
        (Some(first), Some(last)) if !outcome.duplicate => {
            session.ui.done(format!(
                "已入账 {} 笔：第 {} 号至第 {} 号",
                outcome.events.len(),
                first.sequence,
                last.sequence
            ));
            session.ui.hint(format!("批号 {batch}；要整批撤销：taizhang import undo {batch}"));
        }
        (Some(_), Some(_)) => session.ui.done("此前已经入账，没有重复登记"),
        _ => session.ui.done("没有新增的行，没有写入"),
    }
    Ok(())
}

fn counts(found: &ImportPreview) -> Counts {
    let refused = found.count(Verdict::is_refused);
    Counts {
        new: found.count(|verdict| matches!(verdict, Verdict::New)),
        known: found.count(|verdict| matches!(verdict, Verdict::Known(_))),
        doubtful: found.count(|verdict| matches!(verdict, Verdict::Doubtful(_))),
        refused: refused.saturating_add(found.drafts.refused.len()),
        set_aside: found.sources.iter().map(|source| beside(source).count()).sum(),
    }
}

/// Tells whether a row is no payment, but money all the same.
const fn is_beside(aside: &SetAside) -> bool {
    matches!(aside.reason, Aside::Income(_) | Aside::Neither(_))
}

fn beside(source: &Source) -> impl Iterator<Item = &SetAside> {
    source.table.set_aside.iter().filter(|aside| is_beside(aside))
}

pub(in crate::command) fn source_lines(source: &Source) -> Vec<String> {
    let Source { table, mapping, profile } = source;
    let mut how = vec![table.reading.format.to_owned()];
    how.extend(table.reading.encoding.map(str::to_owned));
    how.extend(table.reading.delimiter.map(|delimiter| match delimiter {
        '\t' => "制表符分隔".to_owned(),
        other => format!("“{other}”分隔"),
    }));
    let sheet = table.sheet.as_ref().map(|sheet| format!(" 表“{sheet}”")).unwrap_or_default();
    let header: Vec<String> = table.header.iter().map(u32::to_string).collect();
    let header = if header.is_empty() {
        String::new()
    } else {
        format!("，表头在第 {} 行", header.join("、"))
    };
    let unit = mapping.unit.map(|unit| format!("，金额单位 {}", unit.name())).unwrap_or_default();
    let by = if profile.is_some() { "，用记住的导入方案" } else { "" };
    let mut lines = vec![format!("{}{sheet}（{}）{header}{unit}{by}", table.file, how.join("，"))];
    let columns = mapping.columns.keys().filter_map(|field| {
        let column = mapping.column(table, *field)?;
        Some(format!("{}←{}", field.name(), column.name))
    });
    let constants =
        mapping.constants.iter().map(|(field, text)| format!("{}＝{text}", field.name()));
    lines.push(format!("  各列：{}", columns.chain(constants).collect::<Vec<_>>().join("  ")));
    if !mapping.unused.is_empty() {
        lines.push(format!("  没有用到的列：{}", mapping.unused.join("、")));
    }
    if !table.reading.hidden_sheets.is_empty() {
        let sheets = table.reading.hidden_sheets.join("、");
        lines.push(format!("  没有读隐藏的表：{sheets}（要读的用 --sheet 写明）"));
    }
    let below = table
        .set_aside
        .iter()
        .filter(|aside| aside.row.number > table.header.last().copied().unwrap_or_default())
        .filter(|aside| !is_beside(aside));
    let below: Vec<String> = below
        .map(|aside| format!("{}（{}）", aside.row.number, wording::aside_text(aside.reason)))
        .collect();
    if !below.is_empty() {
        lines.push(format!("  不作为数据的行：{}", below.join("、")));
    }
    for word in [wording::INCOME, wording::NEITHER] {
        let rows = beside(source).filter(|aside| wording::aside_text(aside.reason) == word);
        let rows: Vec<u32> = rows.map(|aside| aside.row.number).collect();
        if !rows.is_empty() {
            lines.push(format!("  {word}，不是支付：第 {}", wording::row_numbers(&rows)));
        }
    }
    lines
}

fn count_lines(found: &ImportPreview, totals: &Totals) -> Vec<String> {
    let counts = counts(found);
    let yuan = |amount: Money| with_thousands(&amount.to_string());
    let mut line = format!(
        "新增 {}  已入账 {}  需确认 {}  被拒绝 {}",
        counts.new, counts.known, counts.doubtful, counts.refused
    );
    if found.kind.money_fields().is_empty() {
        return vec![line];
    }
    line = format!(
        "新增 {} 行 {} 元  已入账 {} 行 {} 元  需确认 {} 行 {} 元  被拒绝 {} 行 {} 元",
        counts.new,
        yuan(totals.new),
        counts.known,
        yuan(totals.known),
        counts.doubtful,
        yuan(totals.doubtful),
        counts.refused,
        yuan(totals.refused)
    );
    let unreadable = match totals.unreadable {
        0 => String::new(),
        count => format!("（另有 {count} 行金额读不出，不在其内）"),
    };
    if counts.set_aside == 0 {
        return vec![line, format!("四项合计 {} 元，即文件各行合计{unreadable}", yuan(totals.all))];
    }
    let part = |word: &str, amount: Money| {
        let rows = found.sources.iter().flat_map(beside);
        let count = rows.filter(|aside| wording::aside_text(aside.reason) == word).count();
        (count > 0).then(|| format!("{word} {count} 行 {} 元", yuan(amount)))
    };
    let parts = [part(wording::INCOME, totals.income), part(wording::NEITHER, totals.neither)];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join("  ");
    vec![
        line,
        format!("不是支付、没有导入：{parts}"),
        format!("以上合计 {} 元，即文件各行合计{unreadable}", yuan(totals.all)),
    ]
}

fn new_rows(found: &ImportPreview) -> Table {
    let left = Align::Left;
    let mut table = Table::new(&[
        ("行", Align::Right),
        ("日期", left),
        ("金额", Align::Right),
        ("登记为", left),
    ]);
    let mut new: Vec<&Judged> =
        found.rows.iter().filter(|row| row.verdict == Verdict::New).collect();
    new.sort_by_key(|row| row.row);
    for row in new.into_iter().take(LISTED) {
        let amount = with_thousands(&row.amount.to_string());
        table.row([row.row.row.to_string(), row.on.to_string(), amount, row.identity.clone()]);
    }
    table
}

fn json<'a>(found: &'a ImportPreview, totals: &Totals) -> PreviewJson<'a> {
    let file = |source: &'a Source| FileJson {
        file: &source.table.file,
        sheet: source.table.sheet.as_deref(),
        format: source.table.reading.format,
        encoding: source.table.reading.encoding,
        header: &source.table.header,
        unit: source.mapping.unit.map(MoneyUnit::name),
        columns: source
            .mapping
            .columns
            .keys()
            .filter_map(|field| {
                let column = source.mapping.column(&source.table, *field)?;
                Some((field.name(), column.name.as_str()))
            })
            .collect(),
        unused: &source.mapping.unused,
    };
    let mut problems: Vec<Problem> = refusals(found).collect();
    problems.extend(doubts(found));
    problems.extend(wrong_sums(found));
    PreviewJson {
        ok: problems.is_empty(),
        dry_run: true,
        posted: false,
        kind: found.kind.key(),
        files: found.sources.iter().map(file).collect(),
        counts: counts(found),
        sums: SumsJson {
            all: totals.all,
            new: totals.new,
            known: totals.known,
            doubtful: totals.doubtful,
            refused: totals.refused,
            set_aside: totals.income.checked_add(totals.neither).unwrap_or_default(),
            unreadable_rows: totals.unreadable,
        },
        rows: found.rows.iter().map(|row| row_json(found, row)).collect(),
        problems,
    }
}

fn row_json(found: &ImportPreview, row: &Judged) -> RowJson {
    let (verdict, event) = match &row.verdict {
        Verdict::New => ("new", None),
        Verdict::Known(sequence) => ("known", Some(sequence.get())),
        Verdict::Doubtful(
            Doubt::SameNumber(sequence) | Doubt::LooksLike(sequence) | Doubt::TakesBack(sequence),
        ) => ("doubtful", Some(sequence.get())),
        Verdict::Doubtful(Doubt::Repeats(_) | Doubt::Unsettled | Doubt::TakesBackNew(_)) => {
            ("doubtful", None)
        }
        Verdict::Refused(_) | Verdict::Unmatched(_) => ("refused", None),
    };
    let place = place(found, row.row);
    let (date, key) = (row.on.to_string(), row.identity.clone());
    RowJson { file: place.file, row: place.row, date, amount: row.amount, key, verdict, event }
}

/// Returns the place of a row.
pub(super) fn place(found: &ImportPreview, row: RowRef) -> Place {
    let table = found.sources.get(row.source).map(|source| &source.table);
    table.map_or_else(
        || Place { file: String::new(), sheet: None, row: row.row, column: None },
        |table| table.place(row.row, None),
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
        let place = place_text(&place(found, row.row));
        problem.message = format!("{place}（{}）：{}", row.identity, problem.message);
        Some(problem)
    });
    faults.map(wording::fault_problem).chain(by_rules)
}

/// Words of all rows that a person must decide.
pub(super) fn doubts(found: &ImportPreview) -> impl Iterator<Item = Problem> + '_ {
    found.rows.iter().filter_map(|row| match row.verdict {
        Verdict::Doubtful(doubt) => Some(doubt_problem(found, row, doubt)),
        _ => None,
    })
}

fn doubt_problem(found: &ImportPreview, row: &Judged, doubt: Doubt) -> Problem {
    let here = place_text(&place(found, row.row));
    let amount = with_thousands(&row.amount.to_string());
    let (what, reason) = match doubt {
        Doubt::SameNumber(sequence) => (
            format!("与第 {sequence} 号同号而内容不同"),
            "同一个号，金额、指标、科目或月份不一样：可能是改过的旧账、同一张凭证的另一笔，或号从头编了",
        ),
        Doubt::LooksLike(sequence) => (
            format!("像是第 {sequence} 号"),
            "日期、金额、收款人都相同，而有一方没有凭证号，不能断定是不是同一笔",
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
            let there = if earlier.source == row.row.source {
                format!("第 {} 行", earlier.row)
            } else {
                format!(" {} ", place_text(&place(found, earlier)))
            };
            (format!("与{there}重复"), "同一次导入里出现了两次完全相同的号和内容")
        }
        Doubt::Unsettled => (
            format!("状态是“{}”", state(found, row.row)),
            "状态没有说支付已经完成：可能已退款、已关闭、失败，或还没有支付",
        ),
    };
    Problem::new(
        format!("{here}（{}，{amount} 元）{what}", row.identity),
        reason,
        format!(
            "确实是新的一笔：加 --accept-row {}（全部接受用 --accept-doubtful）；\
             不是：从文件里删去，或加 --only-new 略过",
            accepted::name(&found.sources, row.row)
        ),
    )
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

/// Words of sums in the file that its rows do not come to.
pub(super) fn wrong_sums(found: &ImportPreview) -> Vec<Problem> {
    let words = |sum: &taizhang_ledger::import::draft::StatedSum| {
        let yuan = |amount: Money| with_thousands(&amount.to_string());
        let off = sum.stated.checked_sub(sum.summed).map(yuan).unwrap_or_default();
        Problem::new(
            format!(
                "{}写的合计 {} 元，各行相加 {} 元，相差 {off} 元",
                place_text(&place(found, sum.row)),
                yuan(sum.stated),
                yuan(sum.summed)
            ),
            "文件的合计与明细对不上：可能漏了行，也可能有行没有被认作数据",
            "核对文件；确认明细无误的加 --accept-sums",
        )
    };
    found.drafts.wrong_sums.iter().map(words).collect()
}
