//! From the fixture's tables to command lines, in the order in which a clerk would type them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;

use super::fixture;
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
pub(super) fn steps(folder: &Path) -> Result<Vec<Step>, Failure> {
    let unit: Unit = parse_toml("unit.toml", fixture::UNIT)?;
    let calendar: Calendar = parse_toml("calendar.toml", fixture::CALENDAR)?;
    let mut script = Script { calendar, steps: Vec::new() };
    script.open_year(&unit)?;
    script.staff_and_assets()?;
    script.budget()?;
    script.targets()?;
    script.activities()?;
    script.spending()?;
    script.proofs(folder)?;
    script.text()?;
    let order = script.calendar.order.clone();
    let rank = |table: &str| order.iter().position(|name| name == table).unwrap_or(order.len());
    script.steps.sort_by_key(|(table, step)| (step.date, rank(table)));
    let mut steps: Vec<Step> = script.steps.into_iter().map(|(_, step)| step).collect();
    steps.extend(output_steps(&script.calendar.dates.report)?);
    Ok(steps)
}

/// The table a step comes from, and the step.
type TableStep = (&'static str, Step);

struct Script {
    calendar: Calendar,
    steps: Vec<TableStep>,
}

impl Script {
    /// Adds a command by the handler (经办) on `date`.
    fn add(&mut self, table: &'static str, date: &str, line: Line) -> Result<(), Failure> {
        let operator = self.calendar.handler.clone();
        self.add_by(table, date, &operator, line)
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

    fn staff_and_assets(&mut self) -> Result<(), Failure> {
        for row in rows("staff.csv", fixture::STAFF)? {
            let flag = if row.get("项目") == "编制" { "--posts" } else { "--category" };
            let line = Line::new(&["headcount", row.get("人数")])
                .flag(flag, row.get("类别"))
                .flag("--date", row.get("日期"));
            self.add("staff", row.get("日期"), line)?;
        }
        for row in rows("assets.csv", fixture::ASSETS)? {
            let line = Line::new(&["asset", row.get("类别")])
                .flag("--gross", &yuan(row.get("原值(元)")))
                .flag("--net", &yuan(row.get("净值(元)")))
                .flag("--date", row.get("日期"));
            self.add("assets", row.get("日期"), line)?;
        }
        Ok(())
    }

    fn budget(&mut self) -> Result<(), Failure> {
        for row in rows("budget-documents.csv", fixture::BUDGET_DOCUMENTS)? {
            let amount = yuan(row.get("金额(元)"));
            let kind = row.get("类型");
            let line = if kind == "年初批复" {
                Line::new(&["allocate", &amount])
            } else {
                Line::new(&["adjust", &amount]).flag("--kind", kind)
            };
            let mut line = line.flag("--line", row.get("指标"));
            if kind == "调剂" {
                line = line.flag("--to", row.get("转入指标"));
            } else {
                line = line
                    .flag("--name", row.get("指标名称"))
                    .flag("--category", row.get("支出类别"))
                    .given("--project-code", row.get("项目编码"))
                    .given("--project", row.get("项目名称"))
                    .flag("--fund", row.get("资金性质"))
                    .flag("--function", row.get("功能科目"))
                    .flag("--econ", row.get("经济科目"));
            }
            let line = line
                .flag("--doc", row.get("文号"))
                .flag("--doc-date", row.get("发文日期"))
                .given("--memo", row.get("备注"))
                .flag("--date", row.get("日期"));
            self.add("budget-documents", row.get("日期"), line)?;
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
        for row in rows("indicators.csv", fixture::INDICATORS)? {
            let line = Line::new(&["target", "add"])
                .flag("--id", row.get("id"))
                .flag("--level1", row.get("一级"))
                .flag("--level2", row.get("二级"))
                .flag("--name", row.get("三级"))
                .flag("--sign", row.get("性质"))
                .flag("--value", row.get("指标值"))
                .given("--unit", row.get("单位"))
                .flag("--weight", row.get("分值"))
                .flag("--source", row.get("取值方式"))
                .given("--doc", row.get("文号"))
                .given("--doc-date", row.get("发文日期"))
                .flag("--date", row.get("日期"));
            self.add("indicators", row.get("日期"), line)?;
        }
        Ok(())
    }

    fn activities(&mut self) -> Result<(), Failure> {
        let mut counts: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows("activity-results.csv", fixture::ACTIVITY_RESULTS)? {
            let rule = row.get("打印规则").replace('/', "");
            let rule = if rule.is_empty() { rule } else { format!(":{rule}") };
            let count = format!(
                "{}:{}:{}{}{rule}",
                row.get("计数项键"),
                row.get("计数项名称"),
                row.get("数量"),
                row.get("单位")
            );
            counts.entry(row.get("活动id").to_owned()).or_default().push(count);
        }
        for row in rows("activities.csv", fixture::ACTIVITIES)? {
            let mut line = Line::new(&["record"])
                .flag("--id", row.get("id"))
                .flag("--name", row.get("名称"))
                .flag("--kind", row.get("类型"))
                .flag("--start", row.get("开始"))
                .flag("--end", row.get("结束"))
                .flag("--place", row.get("地点"));
            for count in counts.get(row.get("id")).into_iter().flatten() {
                line = line.flag("--count", count);
            }
            self.add("activities", row.get("结束"), line)?;
        }
        for row in rows("survey.csv", fixture::SURVEY)? {
            let line = Line::new(&["survey", row.get("调查对象")])
                .flag("--sample", row.get("有效样本"))
                .flag("--satisfied", row.get("满意数"))
                .flag("--date", row.get("日期"));
            self.add("survey", row.get("日期"), line)?;
        }
        Ok(())
    }

    fn spending(&mut self) -> Result<(), Failure> {
        for row in rows("payments.csv", fixture::PAYMENTS)? {
            let mut line = Line::new(&["disburse", &yuan(row.get("金额(元)"))])
                .flag("--line", row.get("指标"))
                .flag("--econ", row.get("经济科目"))
                .flag("--payee", row.get("收款人"))
                .flag("--voucher", row.get("凭证号"))
                .flag("--memo", row.get("摘要"))
                .flag("--method", row.get("支付方式"))
                .given("--three-public", row.get("三公类别"))
                .given("--activity", row.get("活动"))
                .flag("--date", row.get("日期"));
            if row.get("政府采购") == "是" {
                line.0.push("--procurement".to_owned());
            }
            self.add("payments", row.get("日期"), line)?;
        }
        for row in rows("corrections.csv", fixture::CORRECTIONS)? {
            let line = Line::new(&["correct", row.get("原凭证号")])
                .flag("--reason", row.get("原因"))
                .flag("--amount", &yuan(row.get("更正后金额(元)")))
                .flag("--voucher", row.get("更正凭证号"))
                .flag("--date", row.get("日期"));
            self.add("corrections", row.get("日期"), line)?;
        }
        for row in rows("returns.csv", fixture::RETURNS)? {
            let amount = yuan(row.get("金额(元)"));
            let line = Line::new(&["refund", row.get("原凭证号"), &amount])
                .flag("--voucher", row.get("退回凭证号"))
                .flag("--reason", row.get("原因"))
                .flag("--date", row.get("日期"));
            self.add("returns", row.get("日期"), line)?;
        }
        for row in rows("reconciliations.csv", fixture::RECONCILIATIONS)? {
            let line = Line::new(&["reconcile"])
                .flag("--shown", &yuan(row.get("系统累计支出(元)")))
                .given("--line", row.get("指标"))
                .given("--explanation", row.get("差异说明"))
                .flag("--date", row.get("日期"));
            self.add("reconciliations", row.get("日期"), line)?;
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
            self.add("evidence", row.get("日期"), line)?;
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
