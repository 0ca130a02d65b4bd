//! `monitor`: spending and goals against the time that has passed.

use std::path::{Path, PathBuf};

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use taizhang_csv::CsvExporter;
use taizhang_docx::DocxExporter;
use taizhang_ledger::core::Money;
use taizhang_ledger::core::book::{AsOf, Book};
use taizhang_ledger::core::money::fixed;
use taizhang_ledger::evaluation::pack::Pack;
use taizhang_ledger::evaluation::{Light, MonitoredIndicator, MonitoredMoney, Monitoring};
use taizhang_ledger::export::{Artifact, ArtifactName, ExportError, ExportRequest, Exporter};
use taizhang_ledger::{Ledger, LedgerError};

use crate::ExitCode;
use crate::error::{Failure, Problem};
use crate::output_folder;
use crate::session::Session;
use crate::table::{Align, Table};

/// Form whose warning lines are used when the year's own form has none.
const DEFAULT: &str = "national-monitoring-2019";

/// What stands in a cell without value.
const NOTHING: &str = "—";

/// Arguments of `monitor`.
#[derive(Args, Debug)]
pub(crate) struct MonitorArgs {
    /// 监控表样（默认用本年表样；它没有预警线时用全国的）
    #[arg(long, value_name = "表样")]
    pack: Option<String>,
    /// 把监控报告（Word）和监控表（CSV）写到这个文件夹
    #[arg(short, long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 覆盖他人改过的文件
    #[arg(long, requires = "output")]
    force: bool,
}

pub(crate) fn run(args: &MonitorArgs, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let (ledger, book, as_of) = session.open_book()?;
    let pack = pack(args, &ledger)?;
    let Some(watched) = ledger.monitor(&pack, &book, as_of)? else {
        return Err(Failure::refused(vec![Problem::new(
            format!("表样 {} 没有预警线", pack.id()),
            "表样的 pack.toml 里没有 [monitoring]",
            format!("换用 {DEFAULT}，或在自己的表样里写 [monitoring]"),
        )]));
    };
    if let Some(folder) = &args.output {
        let artifacts = artifacts(&ledger, &book, as_of, &pack, &watched)?;
        return export((folder, args.force), session, &artifacts, &watched);
    }
    let code = if asks_for_work(&watched) { ExitCode::Findings } else { ExitCode::Success };
    if session.ui.wants_json() {
        session.ui.json(&watched)?;
    } else {
        let unit = book.unit().map(|unit| unit.name.clone()).unwrap_or_default();
        show(session, &unit, &ledger, &watched)?;
    }
    Ok(code)
}

fn pack(args: &MonitorArgs, ledger: &Ledger) -> Result<Pack, Failure> {
    if let Some(id) = &args.pack {
        return Ok(ledger.pack_named(id)?);
    }
    Ok(watching_pack(ledger)?)
}

/// Returns the form that a year is watched by unless another is named.
pub(super) fn watching_pack(ledger: &Ledger) -> Result<Pack, LedgerError> {
    let own = ledger.pack()?;
    if own.monitoring().is_some() { Ok(own) } else { ledger.pack_named(DEFAULT) }
}

fn lights(watched: &Monitoring) -> impl Iterator<Item = Light> + '_ {
    let money = watched.funds.iter().take(1).chain(&watched.projects).chain(&watched.lines);
    let indicators = watched.indicators.iter().filter_map(|row| row.light);
    money.filter_map(|row| row.light).chain(indicators)
}

fn asks_for_work(watched: &Monitoring) -> bool {
    !watched.warnings.is_empty() || lights(watched).any(|light| light > Light::Green)
}

fn show(
    session: &mut Session<'_, '_>,
    unit: &str,
    ledger: &Ledger,
    watched: &Monitoring,
) -> Result<(), Failure> {
    session.ui.line(format!(
        "{unit}  {}年度绩效运行监控  截至{}  时间进度 {}",
        ledger.year(),
        watched.as_of,
        watched.time_progress.percent_text(2)
    ))?;
    let verified = if watched.pack.verified { "已核对" } else { "待核对" };
    session.ui.line(format!("表样 {}（{verified}）  金额单位：万元", watched.pack.id))?;
    session.ui.line("")?;
    for (title, rows) in
        [("资金", &watched.funds), ("项目", &watched.projects), ("预算指标", &watched.lines)]
    {
        print(session, &money_table(title, rows))?;
    }
    print(session, &indicator_table(&watched.indicators))?;
    for warning in &watched.warnings {
        session.ui.line(format!("▲ {warning}"))?;
    }
    let count = |wanted| lights(watched).filter(|light| *light == wanted).count();
    session.ui.line(format!(
        "目标完成进度 {}（指标分值加权）；红灯 {}，黄灯 {}，绿灯 {}",
        watched.goal_progress.percent_text(2),
        count(Light::Red),
        count(Light::Yellow),
        count(Light::Green)
    ))?;
    session.ui.line(format!("算法：{}。", watched.methods.join("；")))?;
    session.ui.hint("导出监控表：taizhang monitor --output 文件夹");
    Ok(())
}

fn print(session: &mut Session<'_, '_>, table: &Table) -> Result<(), Failure> {
    if table.is_empty() {
        return Ok(());
    }
    session.ui.table(table)?;
    session.ui.line("")
}

fn wan(money: Money) -> String {
    money.to_wan().rounded(2)
}

fn light(light: Option<Light>) -> String {
    light.map_or(NOTHING, Light::name).to_owned()
}

fn money_table(title: &str, rows: &[MonitoredMoney]) -> Table {
    let right = Align::Right;
    let mut table = Table::new(&[
        (title, Align::Left),
        ("全年预算", right),
        ("执行数", right),
        ("执行率", right),
        ("进度比", right),
        ("全年预计", right),
        ("预计执行率", right),
        ("灯", Align::Left),
        ("原因", Align::Left),
    ]);
    for row in rows {
        let name = format!("{} {}", row.id, row.name).trim_start().to_owned();
        table.row([
            name,
            wan(row.final_budget),
            wan(row.outturn),
            row.rate.percent_text(2),
            row.pace.map_or_else(|| NOTHING.to_owned(), |pace| format!("{}%", fixed(pace, 2))),
            wan(row.forecast),
            row.forecast_rate.percent_text(2),
            light(row.light),
            row.reasons.join("；"),
        ]);
    }
    table
}

fn indicator_table(rows: &[MonitoredIndicator]) -> Table {
    let mut table = Table::new(&[
        ("绩效指标", Align::Left),
        ("年度指标值", Align::Right),
        ("目前", Align::Right),
        ("完成进度", Align::Right),
        ("进度比", Align::Right),
        ("全年预计", Align::Right),
        ("可能性", Align::Left),
        ("灯", Align::Left),
        ("原因", Align::Left),
    ]);
    let or_nothing = |text: &str| if text.is_empty() { NOTHING } else { text }.to_owned();
    for row in rows {
        let progress = row.progress.as_ref().map(|ratio| ratio.percent_text(2));
        let pace = row.pace.map(|pace| format!("{}%", fixed(pace, 2)));
        table.row([
            format!("{} {}", row.id, row.name),
            row.target_text(),
            or_nothing(&row.actual_text),
            progress.unwrap_or_else(|| NOTHING.to_owned()),
            pace.unwrap_or_else(|| NOTHING.to_owned()),
            or_nothing(&row.forecast_text),
            row.likelihood.map_or(NOTHING, |likelihood| likelihood.name()).to_owned(),
            light(row.light),
            row.reason.clone(),
        ]);
    }
    table
}

/// The JSON form of a monitoring that was written.
#[derive(Serialize, JsonSchema)]
pub(crate) struct MonitoringWritten<'a> {
    /// Always true.
    ok: bool,
    /// Whether this was only tried, and nothing written.
    dry_run: bool,
    files: Vec<PathBuf>,
    monitoring: &'a Monitoring,
}

/// Makes the monitoring report and its tables; only the monitoring CSV files are asked for here.
fn artifacts(
    ledger: &Ledger,
    book: &Book,
    as_of: AsOf,
    pack: &Pack,
    watched: &Monitoring,
) -> Result<Vec<Artifact>, Failure> {
    let day = AsOf { date: Some(watched.as_of), ..as_of };
    let context = ledger.export_context_by(pack, book, day, ledger.now().civil().date())?;
    let request = ExportRequest::new(&context);
    let mut artifacts = DocxExporter.export(&request)?;
    for artifact in &mut artifacts {
        // The exporter names its file for the year's report, which this is not.
        let title = ArtifactName::part(&context.report.title);
        artifact.name = format!("{title}.docx").parse().map_err(ExportError::Name)?;
    }
    let tables = CsvExporter.export(&request)?.into_iter();
    artifacts.extend(tables.filter(|artifact| artifact.name.as_str().contains("监控")));
    Ok(artifacts)
}

/// Writes all files or none, and none over what somebody changed.
fn export(
    (folder, force): (&Path, bool),
    session: &mut Session<'_, '_>,
    artifacts: &[Artifact],
    watched: &Monitoring,
) -> Result<ExitCode, Failure> {
    let folder = session.ui.world().current_dir.join(folder);
    let dry_run = session.global.dry_run;
    let written = if dry_run {
        output_folder::check_all(&folder, artifacts, force)?
    } else {
        output_folder::write_all(&folder, artifacts, force)?
    };
    if session.ui.wants_json() {
        session.ui.json(&MonitoringWritten {
            ok: true,
            dry_run,
            files: written,
            monitoring: watched,
        })?;
        return Ok(ExitCode::Success);
    }
    for path in &written {
        let done = if dry_run { "可以导出（未写入）" } else { "已导出" };
        session.ui.done(format!("{done}：{}", path.display()));
    }
    Ok(ExitCode::Success)
}
