//! What an import would do, row by row, in words and as JSON.

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::event::{Event, Recorded};
use taizhang_ledger::core::ids::{BatchId, Sequence};
use taizhang_ledger::import::draft::{RefusedRow, Source};
use taizhang_ledger::import::field::Field;
use taizhang_ledger::import::table::{Aside, MoneyUnit, Place, SetAside, Table, UnreadSheet};
use taizhang_ledger::import::unused::{self, UnusedAmounts};
use taizhang_ledger::{ImportPreview, Judged, Outcome, Totals, Verdict, sentence};

pub(super) use super::doubts::doubts;
pub(super) use super::new_rows::Listed;
use super::new_rows::{new_rows, payment_of};
use super::obstacles::{has_money, place, place_of, rows_of, unread_sums};
pub(super) use super::obstacles::{questions, refusals, wrong_sums};
use super::summary::{count_lines, counts, joined_lines, source_lines};
pub(super) use super::warnings::warnings;
use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::session::Session;
use crate::wording::{self, grouped, place_text};

/// The JSON form of a preview; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct PreviewJson<'a> {
    /// Whether nothing keeps the rows from being posted as the command says.
    ok: bool,
    /// The exit code of the process.
    exit_code: u8,
    /// What keeps the rows from being posted, as a failure says it.
    errors: &'a [Problem],
    dry_run: bool,
    posted: bool,
    kind: &'static str,
    files: Vec<FileJson<'a>>,
    counts: Counts,
    sums: SumsJson,
    rows: Vec<RowJson>,
    /// Rows that could not be read, which count as refused; what is wrong with them stands among the
    /// problems, by place.
    unread_rows: Vec<UnreadRowJson>,
    /// Everything that was found, also what was accepted or left out.
    problems: Vec<Problem>,
    /// What a person should see before the rows are posted, and keeps none from it.
    warnings: Vec<Problem>,
    /// Sums that the rows do not come to, and that were accepted.
    accepted_sums: Vec<Problem>,
    /// Sums in the files that cannot be read and were not checked, in words.
    unread_sums: Vec<String>,
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
    /// Those of the unused columns that hold money.
    unused_amounts: Vec<UnusedAmountsJson>,
    /// Sheets of the file in which no header was found, named with its first table; nothing of them is
    /// read.
    unread_sheets: Vec<UnreadSheetJson<'a>>,
    /// Rows below the header that are not read as data, all of them.
    set_aside: Vec<SetAsideJson>,
}

/// A row that is not read as data.
#[derive(Serialize, JsonSchema)]
struct SetAsideJson {
    row: u32,
    /// Why it is none, as people are told it.
    reason: &'static str,
}

/// A column of money that fills no field, and is left out.
#[derive(Serialize, JsonSchema)]
struct UnusedAmountsJson {
    column: String,
    /// What its cells come to in the rows that are read, as they are written: in the unit of the file.
    sum: String,
    /// Cells that are no amounts, and are not in the sum.
    unread_cells: usize,
}

/// A sheet in which no header was found.
#[derive(Serialize, JsonSchema)]
struct UnreadSheetJson<'a> {
    sheet: &'a str,
    /// Rows that are not blank.
    rows: usize,
    /// Rows that state what may be an amount; where there are any, the sheet is among the problems.
    rows_with_amounts: usize,
}

/// Rows by verdict.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub(super) struct Counts {
    pub(super) new: usize,
    pub(super) known: usize,
    pub(super) doubtful: usize,
    pub(super) refused: usize,
    /// Rows of income and of moves between accounts, which are no payments, and hidden rows.
    pub(super) set_aside: usize,
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
    sheet: Option<String>,
    row: u32,
    /// Further rows of its sheet that belong to it.
    others: Vec<u32>,
    /// Header of its column of amounts, where there are several; the columns or accounts of the file
    /// that it was made of, where it was; of a row that the rules refuse, the column that they speak of.
    column: Option<String>,
    date: String,
    /// Yuan; null where rows of this kind have no amount.
    amount: Option<Money>,
    key: String,
    verdict: &'static str,
    event: Option<u64>,
    /// What a new payment is; null for other rows.
    payment: Option<PaymentJson>,
}

/// A row that could not be read.
#[derive(Serialize, JsonSchema)]
struct UnreadRowJson {
    file: String,
    sheet: Option<String>,
    row: u32,
    /// Header of its column of amounts, where there are several.
    column: Option<String>,
    /// Yuan; null where rows of this kind have no amount, or it cannot be read.
    amount: Option<Money>,
    /// Whether nothing is wrong with it but another row that it belongs to.
    is_for_another: bool,
}

/// A payment that a row would become.
#[derive(Serialize, JsonSchema)]
struct PaymentJson {
    line: String,
    economic: String,
    payee: String,
    memo: String,
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
    /// The event that says where the others came from.
    record: Option<u64>,
    /// What a person should see of the rows that were posted.
    warnings: Vec<Problem>,
}

/// What comes of a preview.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outlook<'o> {
    /// Whether its new rows are posted at once.
    pub(super) posts: bool,
    /// Whether sums of the file that its rows do not come to were accepted.
    pub(super) accepts_sums: bool,
    /// What keeps the rows from being posted.
    pub(super) obstacles: &'o [Problem],
    /// How many rows are listed.
    pub(super) listed: Listed,
}

/// Shows a preview.
pub(super) fn show(
    found: &ImportPreview,
    outlook: Outlook<'_>,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let totals = found.totals()?;
    let Outlook { posts, accepts_sums, listed, .. } = outlook;
    if session.ui.wants_json() {
        return if posts { Ok(()) } else { session.ui.json(&json(found, &totals, outlook)) };
    }
    for source in &found.sources {
        for line in source_lines(source) {
            session.ui.line(line)?;
        }
    }
    for source in found.sources.iter().filter(|source| is_empty(source)) {
        let sheet = source.table.sheet.as_ref().map(|sheet| format!(" 表“{sheet}”"));
        let sheet = sheet.unwrap_or_default();
        session.ui.hint(format!("{}{sheet} 只有表头，没有数据行", source.table.file));
    }
    for line in count_lines(found, &totals) {
        session.ui.line(line)?;
    }
    for words in joined_lines(found) {
        session.ui.hint(words);
    }
    let remarks = &found.drafts.remarks;
    for remark in remarks.iter().take(listed.most()) {
        let place = place_text(&remark.place);
        session.ui.hint(format!("{place}：“{}”按 {} 读入", remark.value, remark.read_as));
    }
    let more = remarks.len().saturating_sub(listed.most());
    if more > 0 {
        session.ui.hint(format!("还有 {more} 格也换了写法读入（加 --all-rows 全部列出）"));
    }
    for words in unread_sums(&found.sources, &found.drafts.unread_sums) {
        session.ui.hint(words);
    }
    for Problem { message, reason, remedy, .. } in grouped(warnings(found)) {
        session.ui.warn(message);
        session.ui.hint(format!("原因：{reason}"));
        session.ui.hint(format!("办法：{remedy}"));
    }
    if accepts_sums {
        for problem in wrong_sums(&found.sources, &found.drafts.wrong_sums) {
            session.ui.hint(format!("合计不符，已接受：{}", problem.message));
        }
    }
    let new = new_rows(found, listed);
    if !posts && !new.is_empty() {
        session.ui.table(&new)?;
        let more = counts(found).new.saturating_sub(listed.most());
        if more > 0 {
            session.ui.line(format!("……还有 {more} 行新增（加 --all-rows 全部列出）"))?;
        }
    }
    Ok(())
}

/// Tells whether a table has a header and nothing below it.
fn is_empty(source: &Source) -> bool {
    let Table { header, rows, set_aside, .. } = &source.table;
    !header.is_empty() && rows.is_empty() && set_aside.iter().all(|row| row.reason == Aside::Title)
}

/// Says what was posted.
pub(super) fn posted(
    batch: BatchId,
    outcome: &Outcome,
    warnings: Vec<Problem>,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    // What was entered comes first, then the record of where it came from.
    let is_record = |event: &&Recorded| matches!(event.event, Event::ListImported(_));
    let record = outcome.events.iter().find(is_record);
    let entered = outcome.events.split(|event| is_record(&event)).next().unwrap_or_default();
    let (first, last) = (entered.first(), entered.last());
    let place = |event: Option<&Recorded>| event.map(|event| event.sequence.get());
    if session.ui.wants_json() {
        return session.ui.json(&PostedJson {
            ok: true,
            posted: true,
            duplicate: outcome.duplicate,
            batch: first.map(|_| batch.to_string()),
            events: entered.len(),
            first: place(first),
            last: place(last),
            record: place(record),
            warnings,
        });
    }
    match (first, last) {
        (Some(first), Some(last)) if !outcome.duplicate => {
            session.ui.done(format!(
                "已入账 {} 笔：第 {} 号至第 {} 号",
                entered.len(),
                first.sequence,
                last.sequence
            ));
            if let Some(record) = record {
                let (place, text) = (record.sequence, sentence(&record.event));
                session.ui.hint(format!("第 {place} 号 {text}"));
            }
            session.ui.hint(format!("批号 {batch}；要整批撤销：taizhang import undo {batch}"));
        }
        (Some(_), Some(_)) => session.ui.done("此前已经入账，没有重复登记"),
        _ => session.ui.done("没有新增的行，没有写入"),
    }
    Ok(())
}

fn json<'a>(found: &'a ImportPreview, totals: &Totals, outlook: Outlook<'a>) -> PreviewJson<'a> {
    let file = |source: &'a Source| FileJson {
        file: &source.table.file,
        sheet: source.table.sheet.as_deref(),
        format: source.table.reading.format,
        encoding: source.table.reading.encoding,
        header: &source.table.header,
        unit: source.mapping.unit.map(MoneyUnit::name),
        columns: columns(source),
        unused: match &source.table.origin {
            Some(origin) => &origin.left_out,
            None => &source.mapping.unused,
        },
        unused_amounts: unused::amounts(source).into_iter().map(unused_json).collect(),
        unread_sheets: source.table.reading.unread.iter().map(unread_json).collect(),
        set_aside: source.table.aside_below().map(set_aside_json).collect(),
    };
    let mut problems: Vec<Problem> = refusals(found).collect();
    problems.extend(doubts(found));
    problems.extend(questions(found));
    let mut accepted_sums = wrong_sums(&found.sources, &found.drafts.wrong_sums);
    if !outlook.accepts_sums {
        problems.append(&mut accepted_sums);
    }
    PreviewJson {
        ok: outlook.obstacles.is_empty(),
        exit_code: if outlook.obstacles.is_empty() { ExitCode::Success } else { ExitCode::Refused }
            as u8,
        errors: outlook.obstacles,
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
            set_aside: Money::sum([
                totals.income,
                totals.neither,
                totals.void,
                totals.other_units,
                totals.hidden,
            ])
            .unwrap_or_default(),
            unreadable_rows: totals.unreadable,
        },
        rows: found.rows.iter().map(|row| row_json(found, row)).collect(),
        unread_rows: found.drafts.refused.iter().map(|row| unread_row_json(found, row)).collect(),
        problems,
        warnings: warnings(found),
        accepted_sums,
        unread_sums: unread_sums(&found.sources, &found.drafts.unread_sums),
    }
}

fn set_aside_json(aside: &SetAside) -> SetAsideJson {
    SetAsideJson { row: aside.row.number, reason: wording::aside_text(aside.reason) }
}

fn unused_json(left_out: UnusedAmounts) -> UnusedAmountsJson {
    let UnusedAmounts { column, sum, unread } = left_out;
    UnusedAmountsJson { column, sum: format!("{sum:.2}"), unread_cells: unread }
}

fn unread_json(unread: &UnreadSheet) -> UnreadSheetJson<'_> {
    let UnreadSheet { sheet, rows, amounts } = unread;
    UnreadSheetJson { sheet, rows: *rows, rows_with_amounts: *amounts }
}

/// Returns the file's own columns with the fields that they fill.
fn columns(source: &Source) -> Vec<(&'static str, &str)> {
    if let Some(origin) = &source.table.origin {
        let fields = origin.fields.iter().map(|(field, name)| (field.name(), name.as_str()));
        let amounts = origin.columns.iter();
        let amounts = amounts.map(|column| (Field::Amount.name(), column.name.as_str()));
        return fields.chain(amounts).collect();
    }
    let columns = source.mapping.columns.keys().filter_map(|field| {
        let column = source.mapping.column(&source.table, *field)?;
        Some((field.name(), column.name.as_str()))
    });
    let amounts = source.mapping.parts.iter().filter_map(|part| {
        let column = source.table.columns.get(part.position)?;
        Some((Field::Amount.name(), column.name.as_str()))
    });
    columns.chain(amounts).collect()
}

fn unread_row_json(found: &ImportPreview, refused: &RefusedRow) -> UnreadRowJson {
    let Place { file, sheet, row, column } = place(found, refused.row);
    let amount = refused.amount.filter(|_| has_money(found));
    UnreadRowJson { file, sheet, row, column, amount, is_for_another: refused.faults.is_empty() }
}

fn row_json(found: &ImportPreview, row: &Judged) -> RowJson {
    let (verdict, event) = match &row.verdict {
        Verdict::New => ("new", None),
        Verdict::Known(sequence) => ("known", Some(sequence.get())),
        Verdict::Doubtful(doubt) => ("doubtful", doubt.event().map(Sequence::get)),
        Verdict::Refused(_) | Verdict::Unmatched(_) => ("refused", None),
    };
    let place = place_of(found, row);
    let (date, key) = (row.on.to_string(), row.identity.clone());
    let Place { file, sheet, row: number, column } = place;
    let amount = has_money(found).then_some(row.amount);
    let others = rows_of(found, row).split_off(1);
    let payment = payment_of(found, row).map(|payment| PaymentJson {
        line: payment.line.id.to_string(),
        economic: payment.economic.to_string(),
        payee: payment.payee.clone(),
        memo: payment.memo.clone(),
    });
    RowJson { file, sheet, row: number, others, column, date, amount, key, verdict, event, payment }
}
