//! `search`: where something was recorded, by words or by amount.

mod query;
mod texts;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::core::code::CodeTable;
use taizhang_ledger::core::ids::Sequence;
use taizhang_ledger::core::money::with_thousands;
use taizhang_ledger::core::{FiscalYear, Money};
use taizhang_ledger::{Ledger, LoggedEvent, sentence};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};
use crate::values::Reader;

use query::Query;
use texts::{amounts_of, text_of};

/// Arguments of `search`.
#[derive(Args, Debug)]
pub(crate) struct SearchArgs {
    /// 文字或金额，可写几个，都要符合；金额带单位：960元、'>1万元'、500元..1000元
    #[arg(value_name = "文字", required = true)]
    words: Vec<String>,
    /// 最多列多少条登记，从最近的往前数；0 为全部
    #[arg(long, value_name = "条数", default_value_t = 50)]
    limit: usize,
}

/// What was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Found {
    lines: Vec<LineFound>,
    codes: Vec<CodeFound>,
    /// The last ones, up to the limit, in ledger order.
    events: Vec<EventFound>,
    /// How many events match, whatever the limit.
    total: usize,
}

/// A budget line of the year; amounts are yuan.
#[derive(Debug, Serialize, JsonSchema)]
struct LineFound {
    id: String,
    name: String,
    final_budget: Money,
    available: Money,
    trace: String,
}

/// A code of the year's classifications.
#[derive(Debug, Serialize, JsonSchema)]
struct CodeFound {
    list: &'static str,
    code: String,
    name: String,
}

/// A recorded event; the amount is yuan.
#[derive(Debug, Serialize, JsonSchema)]
struct EventFound {
    sequence: u64,
    year: FiscalYear,
    date: String,
    amount: Option<Money>,
    text: String,
}

pub(crate) fn run(args: &SearchArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let mut reader = Reader::new(None);
    let query = Query::read(&mut reader, &args.words);
    reader.finish()?;
    let (ledger, book, as_of) = session.open_book()?;
    let only_this_year = session.global.year.is_some();
    let (events, total) = events(&ledger, &query, as_of, only_this_year, args.limit)?;
    let found =
        Found { lines: lines(&book, &query)?, codes: codes(&ledger, &query), events, total };
    if session.ui.wants_json() {
        session.ui.json(&found)?;
        return Ok(ExitCode::Success);
    }
    show(session, &query, &found)?;
    Ok(ExitCode::Success)
}

/// Returns the last `limit` events that match, in ledger order, and how many match in all.
fn events(
    ledger: &Ledger,
    query: &Query,
    as_of: AsOf,
    only_this_year: bool,
    limit: usize,
) -> Result<(Vec<EventFound>, usize), Failure> {
    let mut found: Vec<LoggedEvent> = Vec::new();
    let mut total = 0_usize;
    for event in ledger.events(Sequence::ORIGIN.next())? {
        let event = event?;
        let recorded = &event.recorded;
        let counts = as_of.date.is_none_or(|last| recorded.occurred_on <= last)
            && as_of.sequence.is_none_or(|last| recorded.sequence <= last)
            && (!only_this_year || event.stream.year == ledger.year());
        if counts && query.matches(|| text_of(&event), &amounts_of(&recorded.event)) {
            total = total.saturating_add(1);
            found.push(event);
        }
    }
    let skipped = if limit == 0 { 0 } else { total.saturating_sub(limit) };
    let shown = found.iter().skip(skipped).map(|event| EventFound {
        sequence: event.recorded.sequence.get(),
        year: event.stream.year,
        date: event.recorded.occurred_on.to_string(),
        amount: amounts_of(&event.recorded.event).first().copied(),
        text: sentence(&event.recorded.event),
    });
    Ok((shown.collect(), total))
}

fn lines(book: &Book, query: &Query) -> Result<Vec<LineFound>, Failure> {
    use taizhang_ledger::core::figure::Measure;
    let mut found = Vec::new();
    for line in book.lines() {
        let project = line.category.project();
        let text = || {
            let project = project.map_or_else(String::new, |p| format!("{} {}", p.code, p.name));
            format!("{} {} {} {project}", line.id, line.name, line.category.name())
        };
        if query.has_amounts() || !query.matches(text, &[]) {
            continue;
        }
        found.push(LineFound {
            id: line.id.to_string(),
            name: line.name.clone(),
            final_budget: book.line_total(&line.id, Measure::FINAL_BUDGET)?,
            available: book.available(&line.id)?,
            trace: format!("outturn.line.{}", line.id),
        });
    }
    Ok(found)
}

fn codes(ledger: &Ledger, query: &Query) -> Vec<CodeFound> {
    if query.has_amounts() {
        return Vec::new();
    }
    let year = ledger.year();
    let of = |list: &'static str, table: &'static CodeTable| {
        table
            .of_year(year)
            .filter(|entry| query.matches(|| format!("{} {}", entry.code, entry.name), &[]))
            .map(move |entry| CodeFound {
                list,
                code: entry.code.clone(),
                name: entry.name.clone(),
            })
            .collect::<Vec<_>>()
    };
    let mut found = of("部门经济", CodeTable::economics());
    found.extend(of("功能", CodeTable::functions()));
    found
}

fn show(session: &mut Session<'_, '_>, query: &Query, found: &Found) -> Result<(), Failure> {
    if found.total == 0 && found.lines.is_empty() && found.codes.is_empty() {
        session.ui.hint("没有找到");
    }
    if found.total == 0 {
        for number in query.bare_numbers() {
            session.ui.hint(format!(
                "“{number}”是按文字找的；要找金额，写上单位：taizhang search {number}元"
            ));
        }
    }
    if found.total == 0 && found.lines.is_empty() && found.codes.is_empty() {
        return Ok(());
    }
    let yuan = |amount: Money| with_thousands(&amount.to_string());
    let mut lines = Table::new(&[
        ("指标", Align::Left),
        ("全年预算（元）", Align::Right),
        ("可用余额（元）", Align::Right),
        ("溯源", Align::Left),
        ("名称", Align::Left),
    ]);
    for line in &found.lines {
        let (budget, available) = (yuan(line.final_budget), yuan(line.available));
        let trace = format!("taizhang trace {}", line.trace);
        lines.row([line.id.clone(), budget, available, trace, line.name.clone()]);
    }
    let mut codes =
        Table::new(&[("科目", Align::Left), ("科目表", Align::Left), ("名称", Align::Left)]);
    for code in &found.codes {
        codes.row([code.code.clone(), code.list.to_owned(), code.name.clone()]);
    }
    let mut events = Table::new(&[
        ("序号", Align::Right),
        ("年度", Align::Left),
        ("业务日期", Align::Left),
        ("金额（元）", Align::Right),
        ("事项", Align::Left),
    ]);
    for event in &found.events {
        let amount = event.amount.map(yuan).unwrap_or_default();
        let (year, date) = (event.year.to_string(), event.date.clone());
        events.row([event.sequence.to_string(), year, date, amount, event.text.clone()]);
    }
    for table in [&lines, &codes, &events].into_iter().filter(|table| !table.is_empty()) {
        session.ui.table(table)?;
    }
    if found.total > 0 {
        let shown = found.events.len();
        session.ui.line(if shown < found.total {
            format!("共 {} 条，列出最近 {shown} 条；全部加 --limit 0", found.total)
        } else {
            format!("共 {} 条", found.total)
        })?;
        session.ui.hint(
            "看一条的全部内容和佐证：taizhang show 序号；看一个数从哪来：taizhang trace 取数名",
        );
    }
    Ok(())
}
