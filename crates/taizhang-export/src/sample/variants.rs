//! Other years made from the sample one: fuller, smaller, larger, and with strange names.

use taizhang_core::figure::{Figure, FigureValue};
use taizhang_core::{Money, Quantity, Ratio};
use taizhang_evaluation::{Light, Likelihood, MonitoredIndicator, MonitoredMoney, Monitoring};

use super::{evaluation, parsed, yuan};
use crate::{ActivityEntry, ExpenditureEntry, ExportContext, FigureEntry, LineEntry};

/// A unit's name that would leave the folder, were it the name of a file.
const ODD: &str = "../宁/县:科协*?\"<>|\u{202e}CON.";
/// How many lines, activities and figures the large year has more than the sample.
const MORE: u64 = 250;
/// How many payments and as many returns each of those lines has.
const PAYMENTS: u64 = 4;

/// Returns the sample year with everything that a year can hold, monitoring too.
pub fn full_year() -> ExportContext {
    ExportContext { monitoring: Some(monitoring()), ..super::year() }
}

/// Returns a year of one line and one payment.
pub fn minimal_year() -> ExportContext {
    let mut context = super::year();
    context.lines.truncate(1);
    context.expenditures.truncate(1);
    context.activities.clear();
    context.evidence.clear();
    context.findings.clear();
    context.evaluation.funds.truncate(1);
    context.evaluation.indicators.truncate(1);
    context.report.blocks.truncate(2);
    context.report.annexes.clear();
    context
}

/// Returns the full year whose words would leave the output folder, were they names of files.
pub fn year_with_odd_names() -> ExportContext {
    let mut context = full_year();
    ODD.clone_into(&mut context.unit.name);
    for proof in &mut context.evidence {
        ODD.clone_into(&mut proof.file_name);
    }
    for entry in &mut context.expenditures {
        entry.voucher = format!("{ODD}{}", entry.sequence);
    }
    for line in &mut context.lines {
        ODD.clone_into(&mut line.name);
    }
    context
}

/// Returns the full year with thousands of rows more. What they pay they take back, so every sum
/// stays what it was.
pub fn large_year() -> ExportContext {
    let mut context = full_year();
    let (lines, paid) = (context.lines.clone(), context.expenditures.clone());
    let (Some(line), Some(payment)) = (lines.first(), paid.first()) else { return context };
    let activity = context.activities.first().cloned();
    for at in 1..=MORE {
        let id = format!("2022-L{at:03}");
        context.lines.push(LineEntry {
            name: format!("{}（{at}）", line.name),
            original_budget: Money::ZERO,
            changes: Vec::new(),
            final_budget: Money::ZERO,
            outturn: Money::ZERO,
            available: Money::ZERO,
            execution_rate: Ratio::new(yuan(0), yuan(0), "全年预算数"),
            id: id.clone(),
            ..line.clone()
        });
        for payment_of_line in 0..PAYMENTS {
            let sequence = 100_000 + (at * PAYMENTS + payment_of_line) * 2;
            context.expenditures.extend(there_and_back(payment, &id, sequence));
        }
        context.activities.extend(activity.iter().map(|activity| ActivityEntry {
            id: format!("L{at:03}"),
            sequence: 200_000 + at,
            ..activity.clone()
        }));
        context.figures.push(figure(at));
    }
    context.figures.sort_by(|a, b| a.figure.key.cmp(&b.figure.key));
    context
}

/// A payment and its return.
fn there_and_back(payment: &ExpenditureEntry, line: &str, sequence: u64) -> [ExpenditureEntry; 2] {
    let entry = |sequence: u64, fen: i64, kind: &str| ExpenditureEntry {
        sequence,
        id: format!("0190a000-0000-7000-8000-{sequence:012}"),
        kind: kind.to_owned(),
        voucher: sequence.to_string(),
        line: line.to_owned(),
        amount: Money::from_fen(fen),
        ..payment.clone()
    };
    let back = entry(sequence + 1, -10_000, "退回");
    [entry(sequence, 10_000, "支付"), ExpenditureEntry { target: Some(sequence), ..back }]
}

fn figure(at: u64) -> FigureEntry {
    let value = Quantity { value: at.into(), unit: "次".to_owned(), ..Quantity::default() };
    FigureEntry {
        figure: Figure {
            key: parsed(&format!("activity.large.n{at:03}")),
            label: format!("第{at}项"),
            value: FigureValue::Quantity(value),
            formula: "Σ 活动计数".to_owned(),
        },
        events: 0,
    }
}

fn monitoring() -> Monitoring {
    let total = |name: &str, light| MonitoredMoney {
        id: String::new(),
        name: name.to_owned(),
        original_budget: Money::from_fen(78_620_000),
        final_budget: Money::from_fen(120_530_000),
        outturn: Money::from_fen(50_000_000),
        rate: Ratio::new(yuan(50_000_000), yuan(120_530_000), "全年预算数"),
        pace: Some(parsed("82.97")),
        forecast: Money::from_fen(100_000_000),
        forecast_rate: Ratio::new(yuan(100_000_000), yuan(120_530_000), "全年预算数"),
        light: Some(light),
        reasons: vec!["执行率低于时间进度".to_owned()],
    };
    Monitoring {
        pack: evaluation().pack,
        as_of: parsed("2022-06-30"),
        months: 6,
        time_progress: Ratio::new(6.into(), 12.into(), "12个月"),
        funds: vec![total("年度资金总额", Light::Yellow)],
        projects: vec![MonitoredMoney {
            id: super::PROJECT_CODE.to_owned(),
            ..total("“科普惠农”专项", Light::Red)
        }],
        lines: vec![MonitoredMoney {
            id: "2022-004".to_owned(),
            ..total("科普活动", Light::Green)
        }],
        indicators: evaluation().indicators.into_iter().map(monitored).collect(),
        cause_classes: vec!["经费保障".to_owned()],
        goal_progress: Ratio::new(30.into(), 40.into(), "分值"),
        warnings: vec!["支出进度慢于目标进度".to_owned()],
        methods: vec!["全年预计执行数 ＝ 执行数 ÷ 时间进度".to_owned()],
    }
}

fn monitored(row: taizhang_evaluation::IndicatorRow) -> MonitoredIndicator {
    MonitoredIndicator {
        progress: row.actual.map(|actual| Ratio::new(actual, 1.into(), "年度指标值")),
        pace: None,
        forecast_text: String::new(),
        deviation: None,
        likelihood: Some(Likelihood::Possible),
        light: None,
        reason: "还不能判断".to_owned(),
        id: row.id,
        level1: row.level1,
        level2: row.level2,
        name: row.name,
        target: row.target,
        actual_text: row.actual_text,
        variance_reason: row.variance_reason,
        corrective_action: row.corrective_action,
        causes: Vec::new(),
        events: row.events,
    }
}
