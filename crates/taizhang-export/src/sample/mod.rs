//! A small year whose parts add up, with texts that break careless exporters: leading zeros, long
//! codes, quotes, line breaks, beginnings of formulas and rare characters.
//!
//! For the tests and the conformance examination of exporters, behind the feature `sample`.

mod report;
mod variants;

use std::fmt::Debug;
use std::str::FromStr;

use report::{findings, report, trail};
use taizhang_core::code::FundType;
use taizhang_core::event::{Comparator, Target, UnitKind, UnitProfile};
use taizhang_core::figure::{Figure, FigureValue};
use taizhang_core::{Money, PrintRule, Quantity, Ratio};
use taizhang_evaluation::{FundRow, IndicatorRow, PackReference, SelfEvaluation};
pub use variants::{full_year, large_year, minimal_year, year_with_odd_names};

use crate::{
    ActivityEntry, CONTEXT_VERSION, ChangeEntry, DocumentEntry, EvidenceEntry, ExpenditureEntry,
    ExportContext, FigureEntry, FundSelection, IndicatorColumn, LedgerHead, LineEntry, NamedCode,
    PackKind, ResultEntry, Trail,
};

const HASH: &str = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
const PROJECT_CODE: &str = "062100000000000000001";

/// Returns a year of 786 200.00 yuan at first, 1 205 300.00 in the end, and 0.01 unspent.
pub fn year() -> ExportContext {
    ExportContext {
        version: CONTEXT_VERSION,
        unit: UnitProfile {
            code: parsed("062001"),
            name: "宁县科学技术协会".to_owned(),
            aliases: vec!["宁县科协".to_owned()],
            kind: UnitKind::CivilServiceManaged,
            department: "中共宁县县委".to_owned(),
            bureau: "宁县财政局".to_owned(),
        },
        year: parsed("2022"),
        as_of: parsed("2022-12-31"),
        head: LedgerHead { sequence: 40, algorithm: "SM3".to_owned(), hash: HASH.to_owned() },
        figures: figures(),
        lines: lines(),
        expenditures: expenditures(),
        activities: activities(),
        evidence: vec![EvidenceEntry {
            sequence: 17,
            target: 13,
            file_name: "发票 <扫描>.pdf".to_owned(),
            digest: HASH.to_owned(),
            bytes: 20_480,
            memo: "展板发票".to_owned(),
        }],
        evaluation: evaluation(),
        report: report(),
        findings: findings(),
        monitoring: None,
        trail: Some(trail()),
    }
}

/// Returns a year in which nothing happened.
pub fn empty_year() -> ExportContext {
    let mut context = year();
    context.figures.clear();
    context.lines.clear();
    context.expenditures.clear();
    context.activities.clear();
    context.evidence.clear();
    context.evaluation.funds.clear();
    context.evaluation.indicators.clear();
    context.report.blocks.clear();
    context.report.annexes.clear();
    context.findings.clear();
    context.trail = Some(Trail::default());
    context
}

fn figures() -> Vec<FigureEntry> {
    let money = |key: &str, label: &str, fen: i64, formula: &str, events: u64| {
        figure(key, label, FigureValue::Money(Money::from_fen(fen)), formula, events)
    };
    let executed = Ratio::new(yuan(120_529_999), yuan(120_530_000), "总支出全年预算数");
    let reserves = Ratio::new(yuan(0), yuan(0), "资金总额");
    let audience =
        Quantity { value: 12_034.into(), unit: "人次".to_owned(), ..Quantity::default() };
    vec![
        figure("activity.audience", "受众", FigureValue::Quantity(audience), "Σ 活动计数", 1),
        money("available.total", "可用余额", 1, "全年预算数 − 全年执行数 − 冻结", 15),
        money("budget.adjustment.total", "预算调整数", 41_910_000, "Σ 追加", 5),
        money("budget.final.total", "全年预算数", 120_530_000, "Σ 年初预算、追加", 8),
        money("budget.original.total", "年初预算数", 78_620_000, "Σ 年初预算（总支出）", 3),
        money("outturn.total", "全年执行数", 120_529_999, "Σ 支付、退回（总支出）", 7),
        figure(
            "rate.execution.fund.own_source",
            "单位资金预算执行率",
            FigureValue::Ratio(reserves),
            "单位资金全年执行数 ÷ 单位资金全年预算数",
            0,
        ),
        figure(
            "rate.execution.total",
            "总支出预算执行率",
            FigureValue::Ratio(executed),
            "总支出全年执行数 ÷ 总支出全年预算数",
            15,
        ),
    ]
}

fn figure(key: &str, label: &str, value: FigureValue, formula: &str, events: u64) -> FigureEntry {
    let (key, label, formula) = (parsed(key), label.to_owned(), formula.to_owned());
    FigureEntry { figure: Figure { key, label, value, formula }, events }
}

fn lines() -> Vec<LineEntry> {
    let personnel = "基本支出—人员经费";
    let operating = "基本支出—公用经费";
    vec![
        line(
            ("2022-001", "工资福利", personnel),
            ("301", "工资福利支出"),
            [70_000_000, 89_670_000],
            89_670_000,
            &[(5, "追加", "宁财预〔2022〕31号", "2022-06-30", 19_670_000)],
        ),
        line(
            ("2022-002", "日常公用", operating),
            ("302", "商品和服务支出"),
            [3_000_000, 3_230_000],
            3_230_000,
            &[
                (6, "追加", "宁财预〔2022〕31号", "2022-06-30", 250_000),
                (7, "追减", "宁财预〔2022〕58号", "2022-11-10", -20_000),
            ],
        ),
        line(
            ("2022-003", "离退休人员补助", personnel),
            ("303", "对个人和家庭的补助"),
            [5_620_000, 7_630_000],
            7_630_000,
            &[(8, "追加", "宁财预〔2022〕31号", "2022-06-30", 2_010_000)],
        ),
        LineEntry {
            project_code: Some(PROJECT_CODE.to_owned()),
            project_name: Some("“科普惠农”专项".to_owned()),
            ..line(
                ("2022-004", "科普活动", "项目支出"),
                ("30299", "其他商品和服务支出"),
                [0, 20_000_000],
                19_999_999,
                &[(9, "追加", "甘财科〔2020〕2号", "2022-03-01", 20_000_000)],
            )
        },
    ]
}

fn line(
    (id, name, category): (&str, &str, &str),
    (economic, economic_name): (&str, &str),
    [original, finally]: [i64; 2],
    outturn: i64,
    changes: &[(u64, &str, &str, &str, i64)],
) -> LineEntry {
    let change = |&(sequence, kind, document, date, fen): &(u64, &str, &str, &str, i64)| {
        let (kind, document) = (kind.to_owned(), document.to_owned());
        let (date, amount) = (parsed(date), Money::from_fen(fen));
        ChangeEntry { sequence, kind, document, date, amount }
    };
    LineEntry {
        id: id.to_owned(),
        name: name.to_owned(),
        category: category.to_owned(),
        project_code: None,
        project_name: None,
        fund: FundType::GeneralPublicBudget,
        function: code("2060702", "科普活动"),
        economic: code(economic, economic_name),
        original_budget: Money::from_fen(original),
        carry_over_in: Money::ZERO,
        approved_by: Some(DocumentEntry {
            number: "宁财预〔2022〕1号".to_owned(),
            dated: parsed("2022-01-10"),
        })
        .filter(|_| original > 0),
        carried_over_by: None,
        changes: changes.iter().map(change).collect(),
        final_budget: Money::from_fen(finally),
        frozen: Money::ZERO,
        outturn: Money::from_fen(outturn),
        available: Money::from_fen(finally - outturn),
        execution_rate: Ratio::new(yuan(outturn), yuan(finally), "全年预算数"),
    }
}

fn code(code: &str, name: &str) -> NamedCode {
    NamedCode { code: code.to_owned(), name: name.to_owned() }
}

/// Reads a value that the sample states as text.
#[track_caller]
fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("the sample states valid values")
}

/// Returns `fen` as a number of yuan.
fn yuan<N: From<Money>>(fen: i64) -> N {
    Money::from_fen(fen).into()
}

fn expenditures() -> Vec<ExpenditureEntry> {
    let lines = lines();
    let entry = |sequence: u64, date: &str, kind: &str, at: usize, fen: i64| {
        let line = &lines[at];
        ExpenditureEntry {
            sequence,
            id: format!("0190a000-0000-7000-8000-0000000000{sequence:02}"),
            date: parsed(date),
            kind: kind.to_owned(),
            voucher: format!("{sequence:04}"),
            line: line.id.clone(),
            category: line.category.clone(),
            project_code: line.project_code.clone(),
            project_name: line.project_name.clone(),
            fund: line.fund,
            function: line.function.clone(),
            economic: line.economic.clone(),
            amount: Money::from_fen(fen),
            payee: "县科协职工".to_owned(),
            memo: "全年工资".to_owned(),
            method: "财政直接支付".to_owned(),
            three_public: None,
            procurement: false,
            operator: "会计".to_owned(),
            recorded_on: parsed(date),
            target: None,
            origin: None,
        }
    };
    vec![
        entry(10, "2022-01-25", "支付", 0, 89_670_000),
        ExpenditureEntry {
            three_public: Some("公务接待费".to_owned()),
            memo: "接待省科协调研组, 共 \"6\" 人".to_owned(),
            origin: Some("支付明细.xlsx 工作表“2月” 第 7 行".to_owned()),
            ..entry(11, "2022-02-14", "支付", 1, 3_230_000)
        },
        ExpenditureEntry {
            payee: "王𬭚".to_owned(),
            memo: "退休费\n（含补发）".to_owned(),
            ..entry(12, "2022-03-01", "支付", 2, 7_630_000)
        },
        ExpenditureEntry {
            payee: "=HYPERLINK(\"http://example.com\")".to_owned(),
            memo: "-科普展板".to_owned(),
            procurement: true,
            recorded_on: parsed("2022-04-21"),
            ..entry(13, "2022-04-20", "支付", 3, 20_000_000)
        },
        ExpenditureEntry { target: Some(13), ..entry(14, "2022-05-05", "退回", 3, -1) },
        entry(15, "2022-07-01", "支付", 1, 50_000),
        ExpenditureEntry { target: Some(15), ..entry(16, "2022-07-02", "红字", 1, -50_000) },
    ]
}

fn activities() -> Vec<ActivityEntry> {
    let result = |measure: &str, name: &str, count: i64, unit: &str, print: PrintRule| {
        let (measure, name) = (measure.to_owned(), name.to_owned());
        let quantity = Quantity { value: count.into(), unit: unit.to_owned(), print };
        ResultEntry { measure, name, quantity }
    };
    vec![
        ActivityEntry {
            sequence: 20,
            id: "A01".to_owned(),
            name: "全国科普日，主场".to_owned(),
            kind: "宣传".to_owned(),
            start: parsed("2022-09-15"),
            end: parsed("2022-09-21"),
            place: "县文化广场".to_owned(),
            results: vec![
                result("audience", "受众", 12_034, "人次", PrintRule::RoundedDown(1_000)),
                result("leaflets", "发放资料", 492, "册", PrintRule::Nearly(100)),
            ],
        },
        ActivityEntry {
            sequence: 21,
            id: "A02".to_owned(),
            name: "@基层科普员培训".to_owned(),
            kind: "培训".to_owned(),
            start: parsed("2022-10-11"),
            end: parsed("2022-10-11"),
            place: "和盛镇".to_owned(),
            results: Vec::new(),
        },
    ]
}

fn evaluation() -> SelfEvaluation {
    SelfEvaluation {
        pack: PackReference {
            id: "national-whole-unit-2020".to_owned(),
            kind: PackKind::WholeUnit,
            title: "部门整体支出绩效自评表".to_owned(),
            verified: false,
            source: "财预〔2020〕10号".to_owned(),
        },
        objective: "提高全民科学素质".to_owned(),
        outcome: "完成".to_owned(),
        goals: Vec::new(),
        funds: vec![
            FundRow {
                weight: Some(10.into()),
                score: Some(10.into()),
                ..fund(
                    "年度资金总额",
                    FundSelection::Total,
                    [78_620_000, 41_910_000, 120_530_000, 120_529_999],
                )
            },
            fund(
                "其中：当年财政资金",
                FundSelection::CurrentFiscal,
                [78_620_000, 41_910_000, 120_530_000, 120_529_999],
            ),
            fund("上年结转资金", FundSelection::CarryOver, [0, 0, 0, 0]),
            fund("其他资金", FundSelection::Other, [0, 0, 0, 0]),
        ],
        columns: IndicatorColumn::NATIONAL.to_vec(),
        indicators: indicators(),
        execution_score: 10.into(),
        total_score: parsed("47.5"),
        total_weight: 50.into(),
        grade: "优".to_owned(),
    }
}

fn fund(
    name: &str,
    counts: FundSelection,
    [original, adjustment, finally, outturn]: [i64; 4],
) -> FundRow {
    FundRow {
        name: name.to_owned(),
        counts,
        original_budget: Money::from_fen(original),
        adjustment: Money::from_fen(adjustment),
        final_budget: Money::from_fen(finally),
        outturn: Money::from_fen(outturn),
        rate: Ratio::new(yuan(outturn), yuan(finally), "全年预算数"),
        weight: None,
        score: None,
        exact_score: None,
        lines: if counts == FundSelection::CurrentFiscal {
            vec![parsed("2022-001")]
        } else {
            Vec::new()
        },
    }
}

fn indicators() -> Vec<IndicatorRow> {
    let row = |id: &str, level2: &str, name: &str, target: Target, actual: &str| IndicatorRow {
        id: parsed(id),
        level1: "产出指标".to_owned(),
        level2: level2.to_owned(),
        name: name.to_owned(),
        target,
        declared: None,
        is_core: false,
        actual: actual.parse().ok(),
        actual_text: actual.to_owned(),
        basis: "活动台账".to_owned(),
        weight: 10.into(),
        score: 10.into(),
        exact_score: None,
        rule: "完成得满分".to_owned(),
        variance_reason: String::new(),
        corrective_action: String::new(),
        events: vec![20],
        figure: None,
        declared_by: vec![4],
    };
    let number = |comparator, value: &str, unit: &str| Target::Quantitative {
        comparator,
        value: parsed(value),
        unit: unit.to_owned(),
    };
    let growth = IndicatorRow {
        score: parsed("7.5"),
        variance_reason: "=雨天,减少一场".to_owned(),
        corrective_action: "明年提前排期".to_owned(),
        ..row("I3", "成本指标", "成本变动", number(Comparator::AtMost, "-5", "%"), "-2.50")
    };
    let state = Target::Qualitative { description: "+持续提升".to_owned() };
    vec![
        row("I1", "数量指标", "科普日场次", number(Comparator::Equal, "1.0", "场"), "1"),
        row("I2", "数量指标", "受众", number(Comparator::AtLeast, "10000", "人次"), "12034"),
        growth,
        row("I4", "可持续影响指标", "科学素质", state, "达成年度指标"),
    ]
}
