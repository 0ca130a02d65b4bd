//! The sample year's report, what the checks say of it, and the events behind its figures.

use taizhang_core::figure::FigureKey;
use taizhang_evaluation::report::{
    Align, Annex, Block, Cell, Chart, ChartKind, Column, Heading, Inline, Orientation, Provenance,
    Report, Series, Signature, Table,
};
use taizhang_evaluation::{Finding, Severity};

use super::{HASH, parsed};
use crate::{EventEntry, Trail};

/// Makes a report with everything that a report can hold.
pub(super) fn report() -> Report {
    Report {
        title: "宁县科学技术协会2022年度部门整体支出绩效自评报告".to_owned(),
        addressee: "宁县财政局".to_owned(),
        blocks: vec![
            heading(1, "一、", "部门概况"),
            Block::Paragraph(vec![
                Inline::Text("全年执行数".to_owned()),
                figure("outturn.total", "120.53万元"),
                Inline::Text("，执行率".to_owned()),
                figure("rate.execution.total", "100.00%"),
                Inline::Strong("（超过序时进度）".to_owned()),
                Inline::Text("，受众12000余人次，<未列入目标>。".to_owned()),
            ]),
            heading(2, "（一）", "预算执行"),
            Block::Chart(progress_chart()),
            Block::Table(budget_table()),
            Block::Chart(class_chart()),
        ],
        annexes: vec![Annex {
            title: "部门整体支出绩效自评表".to_owned(),
            blocks: vec![heading(1, "1.", "填报说明"), Block::Table(form())],
        }],
        signature: Signature {
            unit: "宁县科学技术协会".to_owned(), date: parsed("2023-02-10")
        },
        provenance: Provenance {
            as_of: parsed("2022-12-31"),
            sequence: 40,
            algorithm: "SM3".to_owned(),
            head_hash: HASH.to_owned(),
            pack: "national-whole-unit-2020".to_owned(),
            remarks: vec!["表样未与原文逐条核对".to_owned()],
        },
    }
}

fn heading(level: u8, numeral: &str, text: &str) -> Block {
    Block::Heading(Heading { level, numeral: numeral.to_owned(), text: text.to_owned() })
}

fn key(key: &str) -> FigureKey {
    parsed(key)
}

fn figure(name: &str, text: &str) -> Inline {
    Inline::Figure { key: key(name), text: text.to_owned() }
}

fn columns(widths: &[(u32, Align)]) -> Vec<Column> {
    widths.iter().map(|(width, align)| Column { width: *width, align: *align }).collect()
}

fn texts(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|words| Cell::text(*words)).collect()
}

fn budget_table() -> Table {
    Table {
        caption: "2022年度预算执行情况表".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: columns(&[(3, Align::Left), (2, Align::Right), (2, Align::Right)]),
        header: vec![
            vec![Cell::text("项目").spanning(1, 2), Cell::text("金额").spanning(2, 1)],
            texts(&["预算", "执行"]),
        ],
        rows: vec![vec![
            Cell::text("合计"),
            Cell::figure(key("budget.final.total"), "120.53"),
            Cell::figure(key("outturn.total"), "120.53"),
        ]],
        notes: vec!["注：万元保留两位小数。".to_owned()],
        orientation: Orientation::Portrait,
    }
}

/// Makes a form with cells over several rows and columns, on a page on its side.
fn form() -> Table {
    Table {
        caption: "部门整体支出绩效自评表".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: columns(&[
            (2, Align::Center),
            (4, Align::Left),
            (2, Align::Right),
            (2, Align::Right),
        ]),
        header: vec![
            vec![Cell::text("部门名称"), Cell::text("宁县科学技术协会").spanning(3, 1)],
            texts(&["一级指标", "三级指标", "分值", "得分"]),
        ],
        rows: vec![
            vec![
                Cell::text("产出指标").spanning(1, 2),
                Cell::text("科普日场次"),
                Cell::text("10"),
                Cell::text("10"),
            ],
            texts(&["=雨天少一场", "10", "7.5"]),
            vec![
                Cell::text("总分").spanning(2, 1),
                Cell::text("50").aligned(Align::Center),
                Cell::text("47.5"),
            ],
        ],
        notes: Vec::new(),
        orientation: Orientation::Landscape,
    }
}

fn progress_chart() -> Chart {
    let series = |name: &str, values: &[&str]| Series {
        name: name.to_owned(),
        values: values.iter().map(|value| parsed(value)).collect(),
    };
    Chart {
        caption: "图1 各月执行与序时进度".to_owned(),
        alt: "四个月的支出与累计执行率".to_owned(),
        kind: ChartKind::ColumnsAndLines,
        unit: "%".to_owned(),
        categories: ["1月", "2月", "3月", "4月"].map(str::to_owned).to_vec(),
        series: vec![
            series("当月", &["74.40", "2.68", "6.33", "16.59"]),
            series("累计", &["74.40", "77.08", "83.41", "100.00"]),
            series("序时进度", &["8.33", "16.67", "25.00", "33.33"]),
        ],
    }
}

fn class_chart() -> Chart {
    Chart {
        caption: "图2 支出按经济分类".to_owned(),
        alt: "三类支出".to_owned(),
        kind: ChartKind::Bars,
        unit: "万元".to_owned(),
        categories: ["工资福利支出", "商品和服务支出", "对个人和家庭的补助"]
            .map(str::to_owned)
            .to_vec(),
        series: vec![Series {
            name: "执行数".to_owned(),
            values: ["89.67", "23.23", "7.63"].map(parsed).to_vec(),
        }],
    }
}

/// Makes one finding that stands and one that was accepted.
pub(super) fn findings() -> Vec<Finding> {
    let finding = |code: &str, severity, message: &str| Finding {
        code: code.to_owned(),
        severity,
        place: "2022-004".to_owned(),
        message: message.to_owned(),
        facts: vec!["全年预算数 1,205,300.00 元".to_owned()],
        formula: "1,205,300.00 − 1,205,299.99 = 0.01".to_owned(),
        events: vec![9, 13],
        remedy: "核对后更正".to_owned(),
        waived: None,
    };
    vec![
        finding("LEFTOVER", Severity::Warning, "指标 2022-004 有余额 0.01 元"),
        Finding {
            waived: Some("按县里通知执行".to_owned()),
            ..finding("DOCNO", Severity::Error, "文号“甘财科〔2020〕2号”早于年度")
        },
    ]
}

/// Names the events behind the figures.
pub(super) fn trail() -> Trail {
    let event = |(sequence, date, sentence): (u64, &str, &str)| EventEntry {
        sequence,
        date: parsed(date),
        sentence: sentence.to_owned(),
        origin: (sequence == 11).then(|| "支付明细.xlsx 工作表“2月” 第 7 行".to_owned()),
    };
    let events = [
        (1, "2022-01-10", "年初批复 700,000.00 元：指标 2022-001 工资福利"),
        (2, "2022-01-10", "年初批复 30,000.00 元：指标 2022-002 日常公用"),
        (3, "2022-01-10", "年初批复 56,200.00 元：指标 2022-003 离退休人员补助"),
        (5, "2022-06-30", "追加 196,700.00 元：指标 2022-001"),
        (6, "2022-06-30", "追加 2,500.00 元：指标 2022-002"),
        (7, "2022-11-10", "追减 200.00 元：指标 2022-002"),
        (8, "2022-06-30", "追加 20,100.00 元：指标 2022-003"),
        (9, "2022-03-01", "追加 200,000.00 元：指标 2022-004"),
        (10, "2022-01-25", "支付 896,700.00 元：全年工资"),
        (11, "2022-02-14", "支付 32,300.00 元：接待省科协调研组, 共 \"6\" 人"),
        (12, "2022-03-01", "支付 76,300.00 元：退休费"),
        (13, "2022-04-20", "支付 200,000.00 元：<科普展板>"),
        (14, "2022-05-05", "退回 0.01 元：科普展板"),
        (15, "2022-07-01", "支付 500.00 元：日常公用"),
        (16, "2022-07-02", "红字 500.00 元：日常公用"),
        (20, "2022-09-21", "活动 A01 全国科普日，主场"),
    ];
    let originals = [1, 2, 3];
    let changes = [5, 6, 7, 8, 9];
    let payments = [10, 11, 12, 13, 14, 15, 16];
    let all = [&originals[..], &changes, &payments].concat();
    let sources = [
        ("activity.audience", vec![20]),
        ("available.total", all.clone()),
        ("budget.adjustment.total", changes.to_vec()),
        ("budget.final.total", [&originals[..], &changes].concat()),
        ("budget.original.total", originals.to_vec()),
        ("outturn.total", payments.to_vec()),
        ("rate.execution.total", all),
    ];
    Trail {
        events: events.map(event).to_vec(),
        sources: sources.into_iter().map(|(name, events)| (key(name), events)).collect(),
    }
}
