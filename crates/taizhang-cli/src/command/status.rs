//! `status`: the year at a glance.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::core::book::{Book, YearStatus};
use taizhang_ledger::core::date_text::date_schema;
use taizhang_ledger::core::figure::{FigureError, FigureKey, Figures};
use taizhang_ledger::core::money::{fixed, with_thousands};
use taizhang_ledger::core::{FiscalYear, Money, Ratio};

use super::compared::Compared;
use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;
use crate::table::{Align, Table};

/// Arguments of `status`.
#[derive(Args, Debug)]
pub(crate) struct StatusArgs {
    /// 显示单位
    #[arg(long, value_name = "单位", default_value = "yuan")]
    unit: UnitArg,
}

/// Units of display on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitArg {
    /// 元
    #[value(alias = "元")]
    Yuan,
    /// 万元
    #[value(alias = "万元")]
    Wan,
}

impl UnitArg {
    /// Prints an amount in this unit with two decimals.
    pub(super) fn text(self, amount: Money) -> String {
        match self {
            Self::Yuan => with_thousands(&amount.to_string()),
            Self::Wan => amount.to_wan().rounded(2),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::Wan => "万元",
        }
    }
}

/// The JSON form of the year at a glance; amounts are yuan.
#[derive(Serialize, JsonSchema)]
pub(crate) struct StatusJson<'a> {
    unit: &'a str,
    year: FiscalYear,
    status: YearStatus,
    #[schemars(schema_with = "date_schema")]
    as_of: Date,
    events: u64,
    time_progress: Ratio,
    rows: Vec<Row>,
    carry_over: Money,
    surplus: Money,
    /// The last comparison with the provincial system; null where there was none.
    last_reconciliation: Option<Compared>,
}

/// One scope of spending.
#[derive(Serialize, JsonSchema)]
struct Row {
    scope: String,
    name: String,
    original_budget: Money,
    final_budget: Money,
    outturn: Money,
    available: Money,
    execution_rate: Ratio,
}

pub(crate) fn run(args: &StatusArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, book, as_of) = session.open_book()?;
    let year = ledger.year();
    let today = ledger.now().civil().date();
    let day = as_of.date.unwrap_or_else(|| today.clamp(year.first_day(), year.last_day()));
    let figures = Figures::of(&book)?;
    let rows = rows(&figures)?;
    let within = day.clamp(year.first_day(), year.last_day());
    let time = time_progress(within);
    let closing = |key: &str| money(&figures, key);
    let (carry_over, surplus) = (closing("closing.carry_over")?, closing("closing.surplus")?);
    let unit = book.unit().map_or("", |unit| unit.name.as_str());
    let compared = Compared::last(&book, &ledger.year_events()?, as_of)?;
    if session.ui.wants_json() {
        let events = book.events();
        session.ui.json(&StatusJson {
            unit,
            year,
            status: book.status(),
            as_of: day,
            events,
            time_progress: time,
            rows,
            carry_over,
            surplus,
            last_reconciliation: compared,
        })?;
        return Ok(ExitCode::Success);
    }
    let state = match book.status() {
        YearStatus::Unopened => "未开账",
        YearStatus::Open => "进行中",
        YearStatus::Closed => "已年结",
    };
    session
        .ui
        .line(format!("{unit}  {year} 年度（{state}）  截至 {day}  单位：{}", args.unit.name()))?;
    session.ui.table(&table(&rows, &time, args.unit))?;
    session.ui.line(format!(
        "执行率 = 已支出 ÷ 全年预算；时间进度按月 {}（{} 月 ÷ 12）",
        time.percent_text(2),
        within.month()
    ))?;
    let unspent = |amount: Money| args.unit.text(amount);
    if book.status() == YearStatus::Closed {
        let (carried, left) = (unspent(carry_over), unspent(surplus));
        session.ui.line(format!("年结：结转 {carried}，结余 {left}"))?;
    } else if carry_over.is_positive() {
        let amount = unspent(carry_over);
        session.ui.line(format!("未执行 {amount}（年结时转为结转或结余）"))?;
    }
    if book.status() != YearStatus::Unopened {
        let never = || "从未与一体化系统对账".to_owned();
        session.ui.line(compared.map_or_else(never, |compared| compared.text(args.unit)))?;
    }
    for hint in todo(&book) {
        session.ui.hint(hint);
    }
    Ok(ExitCode::Success)
}

/// Time progress by month (时间进度).
pub(super) fn time_progress(day: Date) -> Ratio {
    Ratio::new(day.month().into(), 12.into(), "全年 12 个月")
}

fn money(figures: &Figures<'_>, key: &str) -> Result<Money, Failure> {
    let key: FigureKey = key.parse().map_err(|_| FigureError::YearNotOpen)?;
    Ok(figures.value(&key)?.money().unwrap_or_default())
}

fn rows(figures: &Figures<'_>) -> Result<Vec<Row>, Failure> {
    let mut rows = Vec::new();
    for (scope, name) in [
        ("basic.personnel", "基本支出—人员经费"),
        ("basic.operating", "基本支出—公用经费"),
        ("basic", "基本支出小计"),
        ("project", "项目支出"),
        ("total", "合计"),
    ] {
        rows.push(row(figures, scope, name)?);
    }
    Ok(rows)
}

fn row(figures: &Figures<'_>, scope: &str, name: &str) -> Result<Row, Failure> {
    let amount = |head: &str| money(figures, &format!("{head}.{scope}"));
    let final_budget = amount("budget.final")?;
    let outturn = amount("outturn")?;
    Ok(Row {
        scope: scope.to_owned(),
        name: name.to_owned(),
        original_budget: amount("budget.original")?,
        final_budget,
        outturn,
        available: amount("available")?,
        execution_rate: Ratio::new(outturn.yuan(), final_budget.yuan(), "全年预算数"),
    })
}

fn table(rows: &[Row], time: &Ratio, unit: UnitArg) -> Table {
    let right = Align::Right;
    let mut table = Table::new(&[
        ("支出类别", Align::Left),
        ("年初预算", right),
        ("全年预算", right),
        ("已支出", right),
        ("可用余额", right),
        ("执行率", right),
        ("与时间进度之差", right),
    ]);
    for row in rows {
        let ahead = match (row.execution_rate.percent(2), time.percent(2)) {
            (Some(rate), Some(time)) => {
                format!("{}个百分点", fixed(rate.saturating_sub(time), 2))
            }
            _ => "—".to_owned(),
        };
        table.row([
            row.name.clone(),
            unit.text(row.original_budget),
            unit.text(row.final_budget),
            unit.text(row.outturn),
            unit.text(row.available),
            row.execution_rate.percent_text(2),
            ahead,
        ]);
    }
    table
}

/// What to do next for this book.
fn todo(book: &Book) -> Vec<String> {
    let mut hints = Vec::new();
    if book.status() == YearStatus::Unopened {
        hints.push("下一步  taizhang init 建账".to_owned());
    } else if book.lines().next().is_none() {
        hints.push(
            "下一步  taizhang allocate 登记年初预算批复，或 taizhang import budget 成批导入"
                .to_owned(),
        );
    } else if book.status() == YearStatus::Open {
        hints.push("检查    taizhang check".to_owned());
    }
    hints
}
