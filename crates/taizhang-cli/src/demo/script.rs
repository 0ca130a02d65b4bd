//! From the fixture's tables to command lines, in the order in which a clerk would type them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::fixture;
use super::tables::{ALL, DAY, MONTH, Tables, joined, parts};
use crate::ExitCode;
use crate::error::{Failure, Problem};

/// One command line with its day and operator.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) date: Date,
    pub(super) arguments: Vec<String>,
}

/// `unit.toml`.
#[derive(Deserialize)]
struct Unit {
    name: String,
    aliases: Vec<String>,
    code: String,
    kind: String,
    department: String,
    bureau: String,
    year: i16,
}

/// `calendar.toml`, as far as the demo follows it.
#[derive(Deserialize)]
struct Calendar {
    handler: String,
    reviewer: String,
    order: Vec<String>,
    dates: Dates,
    objective: ObjectiveDates,
    review: Review,
}

#[derive(Deserialize)]
struct Dates {
    open_year: String,
    narrative: String,
    narrative_review: String,
    submission: String,
    review: String,
    report: String,
}

#[derive(Deserialize)]
struct ObjectiveDates {
    date: String,
    document: String,
    dated: String,
}

#[derive(Deserialize)]
struct Review {
    remark: String,
}

/// Where the demo puts an evidence file before it is attached.
pub(super) fn evidence_path(folder: &Path, name: &str) -> PathBuf {
    folder.join("out").join("佐证原件").join(name)
}

/// Builds all command lines, sorted by day and, within a day, by the calendar's order.
pub(super) fn steps(folder: &Path) -> Result<(Vec<Step>, Tables), Failure> {
    let unit: Unit = parse_toml("unit.toml", fixture::UNIT)?;
    let calendar: Calendar = parse_toml("calendar.toml", fixture::CALENDAR)?;
    let (tables, month_ends) = (Tables::new(folder), month_ends()?);
    let mut script = Script { calendar, steps: Vec::new(), tables, month_ends };
    script.open_year(&unit)?;
    script.staff_assets_and_budget()?;
    script.targets()?;
    script.months()?;
    script.surveys()?;
    script.corrections()?;
    script.proofs(folder)?;
    script.text()?;
    let order = script.calendar.order.clone();
    let rank = |table: &str| order.iter().position(|name| name == table).unwrap_or(order.len());
    script.steps.sort_by_key(|(table, step)| (step.date, rank(table)));
    let mut steps: Vec<Step> = script.steps.into_iter().map(|(_, step)| step).collect();
    steps.extend(output_steps(&script.calendar.dates.report)?);
    Ok((steps, script.tables))
}

/// The table a step comes from, and the step.
type TableStep = (&'static str, Step);

struct Script {
    calendar: Calendar,
    steps: Vec<TableStep>,
    tables: Tables,
    /// The last day of each month on which anything was paid or ended.
    month_ends: BTreeMap<String, String>,
}

impl Script {
    /// Adds a command by the handler (经办) on `date`.
    fn add(&mut self, table: &'static str, date: &str, line: Line) -> Result<(), Failure> {
        let operator = self.calendar.handler.clone();
        self.add_by(table, date, &operator, line)
    }

    /// Adds a command about what came in with the tables of its month.
    fn add_later(&mut self, table: &'static str, date: &str, line: Line) -> Result<(), Failure> {
        let month: String = date.chars().take(MONTH).collect();
        let known = self.month_ends.get(&month).filter(|end| end.as_str() > date);
        let day = known.map_or_else(|| date.to_owned(), String::clone);
        self.add(table, &day, line)
    }

    fn month_end(&self, month: &str) -> String {
        self.month_ends.get(month).cloned().unwrap_or_default()
    }

    fn add_by(
        &mut self,
        table: &'static str,
        date: &str,
        operator: &str,
        line: Line,
    ) -> Result<(), Failure> {
        let arguments = line.flag("--operator", operator).0;
        self.steps.push((table, Step { date: day(date)?, arguments }));
        Ok(())
    }

    fn open_year(&mut self, unit: &Unit) -> Result<(), Failure> {
        let mut line = Line::new(&["init"])
            .flag("--unit", &unit.name)
            .flag("--code", &unit.code)
            .flag("--kind", &unit.kind.replace('_', "-"))
            .flag("--department", &unit.department)
            .flag("--bureau", &unit.bureau)
            .flag("--year", &unit.year.to_string());
        for alias in &unit.aliases {
            line = line.flag("--alias", alias);
        }
        let date = self.calendar.dates.open_year.clone();
        self.add("unit", &date, line)
    }

    /// Staff, assets and budget documents come in as files, one for each day.
    fn staff_assets_and_budget(&mut self) -> Result<(), Failure> {
        self.import_days("staff", "staff", "人员", fixture::STAFF)?;
        self.import_days("assets", "assets", "资产", fixture::ASSETS)?;
        self.import_days("budget-documents", "budget", "预算文件", fixture::BUDGET_DOCUMENTS)
    }

    fn import_days(
        &mut self,
        table: &'static str,
        kind: &str,
        name: &str,
        text: &str,
    ) -> Result<(), Failure> {
        for (day, part) in parts(text, "日期", DAY).map_err(|error| broken(name, &error))? {
            let file = self.tables.add(&format!("{name}-{day}.csv"), part);
            self.add(table, &day, import(kind, &[&file]))?;
        }
        Ok(())
    }

    fn targets(&mut self) -> Result<(), Failure> {
        let objective = &self.calendar.objective;
        let line = Line::new(&["target", "objective", fixture::OBJECTIVE.trim()])
            .flag("--doc", &objective.document)
            .flag("--doc-date", &objective.dated)
            .flag("--date", &objective.date);
        let date = objective.date.clone();
        self.add("objective", &date, line)?;
        self.import_days("indicators", "indicators", "绩效指标", fixture::INDICATORS)
    }

    /// Activities and payments come in month by month, after the last of either.
    fn months(&mut self) -> Result<(), Failure> {
        let failed = |error: csv::Error| broken("按月导入的表", &error);
        let counts = parts(fixture::ACTIVITY_RESULTS, "活动id", ALL).map_err(failed)?;
        let counts: BTreeMap<String, String> = counts.into_iter().collect();
        for (month, part) in parts(fixture::ACTIVITIES, "结束", MONTH).map_err(failed)? {
            let day = self.month_end(&month);
            let ids = rows("activities.csv", &part)?;
            let of_month = ids.iter().filter_map(|row| counts.get(row.get("id")));
            let counted = joined(of_month);
            let activities = self.tables.add(&format!("活动-{month}.csv"), part);
            let results =
                counted.map(|text| self.tables.add(&format!("活动计数-{month}.csv"), text));
            let files: Vec<&str> =
                std::iter::once(activities.as_str()).chain(results.as_deref()).collect();
            self.add("activities", &day, import("activities", &files))?;
        }
        for (month, part) in parts(fixture::PAYMENTS, "日期", MONTH).map_err(failed)? {
            let day = self.month_end(&month);
            let file = self.tables.add(&format!("支付明细-{month}.csv"), part);
            self.add("payments", &day, import("payments", &[&file]))?;
        }
        Ok(())
    }

    fn surveys(&mut self) -> Result<(), Failure> {
        for row in rows("survey.csv", fixture::SURVEY)? {
            let line = Line::new(&["survey", row.get("调查对象")])
                .flag("--sample", row.get("有效样本"))
                .flag("--satisfied", row.get("满意数"))
                .flag("--date", row.get("日期"));
            self.add("survey", row.get("日期"), line)?;
        }
        Ok(())
    }

    /// What is noticed about payments after they came in.
    fn corrections(&mut self) -> Result<(), Failure> {
        for row in rows("corrections.csv", fixture::CORRECTIONS)? {
            let line = Line::new(&["correct", row.get("原凭证号")])
                .flag("--reason", row.get("原因"))
                .flag("--amount", &yuan(row.get("更正后金额(元)")))
                .flag("--voucher", row.get("更正凭证号"))
                .flag("--date", row.get("日期"));
            self.add_later("corrections", row.get("日期"), line)?;
        }
        for row in rows("returns.csv", fixture::RETURNS)? {
            let amount = yuan(row.get("金额(元)"));
            let line = Line::new(&["refund", row.get("原凭证号"), &amount])
                .flag("--voucher", row.get("退回凭证号"))
                .flag("--reason", row.get("原因"))
                .flag("--date", row.get("日期"));
            self.add_later("returns", row.get("日期"), line)?;
        }
        for row in rows("reconciliations.csv", fixture::RECONCILIATIONS)? {
            let line = Line::new(&["reconcile"])
                .flag("--shown", &yuan(row.get("系统累计支出(元)")))
                .given("--line", row.get("指标"))
                .given("--explanation", row.get("差异说明"))
                .flag("--date", row.get("日期"));
            self.add_later("reconciliations", row.get("日期"), line)?;
        }
        Ok(())
    }

    fn proofs(&mut self, folder: &Path) -> Result<(), Failure> {
        for row in rows("evidence.csv", fixture::EVIDENCE_LIST)? {
            let place = match row.get("对象类型") {
                kind @ ("活动" | "评定") => format!("{kind}:{}", row.get("对象")),
                _ => row.get("对象").to_owned(),
            };
            let file = evidence_path(folder, row.get("文件"));
            let line = Line::new(&["attach", &place, &file.to_string_lossy()])
                .flag("--memo", row.get("说明"))
                .flag("--date", row.get("日期"));
            self.add_later("evidence", row.get("日期"), line)?;
        }
        for row in rows("assessments.csv", fixture::ASSESSMENTS)? {
            let line = Line::new(&["assess", row.get("指标id")]);
            let line = if row.get("结论") == "数值" {
                line.flag("--actual", row.get("数值"))
            } else {
                line.flag("--tier", row.get("结论")).flag("--percent", row.get("数值"))
            };
            let line = line.flag("--reason", row.get("依据")).flag("--date", row.get("日期"));
            self.add("assessments", row.get("日期"), line)?;
        }
        for row in rows("deviations.csv", fixture::DEVIATIONS)? {
            let flag = if row.get("对象类型") == "指标" { "--indicator" } else { "--figure" };
            let line = Line::new(&["explain"])
                .flag(flag, row.get("对象"))
                .flag("--reason", row.get("原因"))
                .given("--action", row.get("改进措施"))
                .flag("--date", row.get("日期"));
            self.add("deviations", row.get("日期"), line)?;
        }
        Ok(())
    }

    fn text(&mut self) -> Result<(), Failure> {
        let (written, reviewed) =
            (self.calendar.dates.narrative.clone(), self.calendar.dates.narrative_review.clone());
        let leader = self.calendar.reviewer.clone();
        for (section, markdown) in fixture::NARRATIVES {
            let line =
                Line::new(&["narrate", section]).flag("--text", markdown).flag("--date", &written);
            self.add("narrative", &written, line)?;
            let line = Line::new(&["narrate", section, "--review"]).flag("--date", &reviewed);
            self.add_by("narrative_review", &reviewed, &leader, line)?;
        }
        let date = self.calendar.dates.submission.clone();
        self.add("submission", &date, Line::new(&["submit"]).flag("--date", &date))?;
        let date = self.calendar.dates.review.clone();
        let approval = format!("--approve={}", self.calendar.review.remark);
        let line = Line::new(&["review", &approval]).flag("--date", &date);
        self.add_by("review", &date, &leader, line)
    }
}

/// The outputs, all signed on the day of the report.
fn output_steps(signed: &str) -> Result<Vec<Step>, Failure> {
    let date = day(signed)?;
    let step = |line: Line| Step { date, arguments: line.0 };
    Ok(vec![
        step(Line::new(&["report"]).flag("--signed", signed)),
        step(Line::new(&["export", "csv"]).flag("--signed", signed)),
    ])
}

/// Finds the last day of each month on which anything was paid or ended.
fn month_ends() -> Result<BTreeMap<String, String>, Failure> {
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    for (file, text, column) in [
        ("payments.csv", fixture::PAYMENTS, "日期"),
        ("activities.csv", fixture::ACTIVITIES, "结束"),
    ] {
        for row in rows(file, text)? {
            let date = row.get(column).to_owned();
            let end = ends.entry(date.chars().take(MONTH).collect()).or_default();
            *end = std::mem::take(end).max(date);
        }
    }
    Ok(ends)
}

/// The command that takes files in.
fn import(kind: &str, files: &[&str]) -> Line {
    let mut line = Line::new(&["import", kind]);
    line.0.extend(files.iter().map(|file| (*file).to_owned()));
    line.0.push("--yes".to_owned());
    line
}

/// A command line under construction.
struct Line(Vec<String>);

impl Line {
    fn new(words: &[&str]) -> Self {
        Self(words.iter().map(|word| (*word).to_owned()).collect())
    }

    fn flag(mut self, name: &str, value: &str) -> Self {
        self.0.extend([name.to_owned(), value.to_owned()]);
        self
    }

    /// Adds a flag unless its value is empty.
    fn given(self, name: &str, value: &str) -> Self {
        if value.is_empty() { self } else { self.flag(name, value) }
    }
}

/// A row of a table, by column name.
struct Row(BTreeMap<String, String>);

impl Row {
    fn get(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
}

fn rows(file: &str, text: &str) -> Result<Vec<Row>, Failure> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.map(Row).map_err(|error| broken(file, &error))).collect()
}

fn parse_toml<T: for<'de> Deserialize<'de>>(file: &str, text: &str) -> Result<T, Failure> {
    toml::from_str(text).map_err(|error| broken(file, &error))
}

fn day(text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|error| broken(text, &error))
}

fn yuan(number: &str) -> String {
    format!("{number}元")
}

fn broken(file: &str, error: &dyn std::fmt::Display) -> Failure {
    let problem = Problem::new(
        format!("演示数据 {file} 读不懂（{error}）"),
        "随程序附带的演示数据有误",
        "请把这段提示发给开发者",
    );
    Failure::new(ExitCode::Bug, problem)
}
