//! Tables and charts of the sample.

use rust_decimal::Decimal;
use taizhang_export::report::{Align, Cell, Chart, ChartKind, Column, Orientation, Series, Table};

fn column(width: u32, align: Align) -> Column {
    Column { width, align }
}

fn number(key: &str, words: &str) -> Cell {
    Cell::figure(key.parse().expect("the key is well formed"), words)
}

pub(super) fn outturn_table() -> Table {
    let header = vec![
        vec![
            Cell::text("支出类别").spanning(2, 2),
            Cell::text("年初预算").spanning(1, 2),
            Cell::text("年中调整").spanning(1, 2),
            Cell::text("全年情况").spanning(2, 1),
            Cell::text("执行率").spanning(1, 2),
        ],
        vec![Cell::text("预算数（A）"), Cell::text("执行数（B）")],
    ];
    let row = |lead: Vec<Cell>, name: &str, key: &str, values: [&str; 5]| {
        let fields = ["original", "change", "final", "outturn", "rate"];
        let mut cells = lead;
        if !name.is_empty() {
            cells.push(Cell::text(name));
        }
        let numbers = fields.iter().zip(values);
        cells.extend(numbers.map(|(field, value)| number(&format!("{field}.{key}"), value)));
        cells
    };
    Table {
        caption: "表1　2022年度支出预算执行情况表".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: [12, 24, 14, 14, 15, 15, 14]
            .into_iter()
            .zip([Align::Center, Align::Left].into_iter().chain([Align::Right; 5]))
            .map(|(width, align)| column(width, align))
            .collect(),
        header,
        rows: vec![
            row(
                vec![Cell::text("基本支出").spanning(1, 3)],
                "工资福利支出",
                "economic.301",
                ["67.36", "22.31", "89.67", "89.67", "100.00%"],
            ),
            row(
                vec![],
                "商品和服务支出",
                "economic.302",
                ["3.63", "-0.40", "3.23", "3.23", "100.00%"],
            ),
            row(
                vec![],
                "对个人和家庭的补助",
                "economic.303",
                ["7.63", "0.00", "7.63", "7.63", "100.00%"],
            ),
            row(
                vec![Cell::text("项目支出").spanning(2, 1)],
                "",
                "project",
                ["0.00", "20.00", "20.00", "20.00", "100.00%"],
            ),
            row(
                vec![Cell::text("合　计").spanning(2, 1).aligned(Align::Center)],
                "",
                "total",
                ["78.62", "41.91", "120.53", "120.53", "100.00%"],
            ),
        ],
        notes: vec!["注：执行率＝全年执行数（B）÷全年预算数（A）。".to_owned()],
        orientation: Orientation::Portrait,
    }
}

fn decimals(texts: &[&str]) -> Vec<Decimal> {
    texts.iter().map(|text| text.parse().expect("the number is well formed")).collect()
}

const MONTHLY: [&str; 12] = [
    "7.12", "6.35", "6.80", "6.55", "7.01", "7.90", "8.20", "27.45", "12.60", "9.75", "10.10",
    "10.70",
];
const CUMULATIVE: [&str; 12] = [
    "5.91", "11.18", "16.82", "22.25", "28.07", "34.62", "41.43", "64.20", "74.65", "82.74",
    "91.12", "100.00",
];

pub(super) fn progress_chart() -> Chart {
    Chart {
        caption: "图1　各月支出占比与累计执行率".to_owned(),
        alt: "柱形为各月支出占全年预算的比例，折线为累计执行率与时间进度；8月起累计执行率高于时间进度。"
            .to_owned(),
        kind: ChartKind::ColumnsAndLines,
        unit: "%".to_owned(),
        categories: (1..=12).map(|month| format!("{month}月")).collect(),
        series: vec![
            Series {
                name: "当月支出占比".to_owned(),
                values: decimals(&[
                    "5.91", "5.27", "5.64", "5.43", "5.82", "6.55", "6.80", "22.77", "10.45",
                    "8.09", "8.38", "8.88",
                ]),
            },
            Series { name: "累计执行率".to_owned(), values: decimals(&CUMULATIVE) },
            Series {
                name: "时间进度".to_owned(),
                values: decimals(&[
                    "8.33", "16.67", "25.00", "33.33", "41.67", "50.00", "58.33", "66.67", "75.00",
                    "83.33", "91.67", "100.00",
                ]),
            },
        ],
    }
}

pub(super) fn class_chart() -> Chart {
    Chart {
        caption: "图2　按部门经济分类的支出".to_owned(),
        alt: "横条为各经济分类支出，工资福利支出89.67万元最多。".to_owned(),
        kind: ChartKind::Bars,
        unit: "万元".to_owned(),
        categories: [
            "工资福利支出",
            "商品和服务支出",
            "对个人和家庭的补助",
            "基层科普行动计划（龘）",
        ]
        .map(str::to_owned)
        .to_vec(),
        series: vec![
            Series {
                name: "全年预算数".to_owned(),
                values: decimals(&["89.67", "3.23", "7.63", "20.00"]),
            },
            Series {
                name: "全年执行数".to_owned(),
                values: decimals(&["89.67", "3.23", "7.63", "20.00"]),
            },
        ],
    }
}

pub(super) fn month_table() -> Table {
    let rows = (1..=12)
        .zip(MONTHLY.into_iter().zip(CUMULATIVE))
        .map(|(month, (amount, rate))| {
            vec![
                Cell::text(format!("{month}月")),
                number(&format!("outturn.month.{month:02}"), amount),
                number(&format!("execution_rate.month.{month:02}"), &format!("{rate}%")),
            ]
        })
        .collect();
    Table {
        caption: "表2　各月支出".to_owned(),
        unit: Some("单位：万元".to_owned()),
        columns: vec![column(1, Align::Center), column(2, Align::Right), column(2, Align::Right)],
        header: vec![vec![Cell::text("月份"), Cell::text("当月支出"), Cell::text("累计执行率")]],
        rows,
        notes: Vec::new(),
        orientation: Orientation::Portrait,
    }
}

pub(super) fn self_evaluation_table() -> Table {
    let header = [
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ];
    let aligns = [Align::Center, Align::Center, Align::Left, Align::Center].into_iter().chain([
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Left,
    ]);
    Table {
        caption: "2022年度部门整体支出绩效自评表".to_owned(),
        unit: Some("单位：分".to_owned()),
        columns: [10, 12, 28, 12, 12, 8, 8, 30]
            .into_iter()
            .zip(aligns)
            .map(|(width, align)| column(width, align))
            .collect(),
        header: vec![header.map(Cell::text).to_vec()],
        rows: indicator_rows(),
        notes: vec!["注：得分低于分值的指标须填写偏差原因及改进措施。".to_owned()],
        orientation: Orientation::Landscape,
    }
}

fn indicator_rows() -> Vec<Vec<Cell>> {
    const REASON: &str =
        "专项资金下达较晚，部分活动顺延至第四季度；今后提前做好项目储备，资金下达即实施。";
    let groups = [
        ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标", "数量指标"]),
        ("效益指标", ["经济效益", "社会效益", "生态效益", "可持续影响", "社会效益"]),
        (
            "满意度指标",
            ["服务对象满意度", "服务对象满意度", "主管部门满意度", "职工满意度", "其他"],
        ),
    ];
    let mut rows = Vec::new();
    for (level1, level2) in groups {
        for (index, name) in level2.into_iter().flat_map(|name| [name, name]).enumerate() {
            let key = format!("indicator.{}", rows.len() + 1);
            let (even, short) = (index % 2 == 0, index == 3);
            let mut row = Vec::new();
            if index == 0 {
                row.push(Cell::text(level1).spanning(1, 10));
            }
            if even {
                row.push(Cell::text(name).spanning(1, 2));
            }
            row.push(Cell::text(format!("{name}之{}：组织科普活动及受益人数", index % 2 + 1)));
            row.push(Cell::text(if even { "≥12场次" } else { "≥95%" }));
            row.push(number(&format!("{key}.actual"), if even { "14场次" } else { "96.50%" }));
            row.push(number(&format!("{key}.weight"), "3.00"));
            row.push(number(&format!("{key}.score"), if short { "2.40" } else { "3.00" }));
            row.push(Cell::text(if short { REASON } else { "" }));
            rows.push(row);
        }
    }
    rows.push(vec![
        Cell::text("总　分").spanning(5, 1).aligned(Align::Center),
        number("evaluation.weight", "100.00"),
        number("evaluation.score", "98.60"),
        Cell::text(""),
    ]);
    rows
}

pub(super) fn line_table() -> Table {
    let rows = (1..=24)
        .map(|index| {
            vec![
                Cell::text(format!("2022-{index:03}")),
                Cell::text(if index % 3 == 0 {
                    "基层科普行动计划专项资金"
                } else {
                    "人员经费"
                }),
                Cell::text(format!("宁财预〔2022〕{}号", index + 10)),
                number(&format!("line.{index}.budget"), &format!("{index},000.00")),
            ]
        })
        .collect();
    Table {
        caption: "附表　预算指标明细".to_owned(),
        unit: Some("单位：元".to_owned()),
        columns: vec![
            column(16, Align::Center),
            column(36, Align::Left),
            column(28, Align::Left),
            column(20, Align::Right),
        ],
        header: vec![vec![
            Cell::text("指标编号"),
            Cell::text("指标名称"),
            Cell::text("文号"),
            Cell::text("金额"),
        ]],
        rows,
        notes: Vec::new(),
        orientation: Orientation::Portrait,
    }
}
