//! The boundary table of every scoring function that a shipped pack uses: nothing, just below the
//! target, the target, just above, 1.3 times, twice, and below nothing; each with its source.

use rust_decimal::Decimal;
use taizhang_core::event::Comparator::{self, Above, AtLeast, AtMost, Below, Equal};
use taizhang_evaluation::pack::{Band, Measured, Pack, PartialStep, ScoringFunction};

use crate::ledger::decimal;

/// One function against one target worth ten points.
struct Table {
    /// Where the rule comes from, in the words of a shipped pack.
    source: &'static str,
    function: ScoringFunction,
    comparators: &'static [Comparator],
    target: &'static str,
    /// Actual value and points.
    points: &'static [(&'static str, &'static str)],
}

const PROPORTIONAL: &str = "财政绩效管理系统的计算规则：A≥T 得满分，否则 A÷T×W";
const ZERO: &str = "财政绩效管理系统的计算规则：T=0 时完成值不大于 0 得满分，否则 0 分；T>0 同上";
const PENALTY: &str =
    "财政绩效管理系统的计算规则：A≤T 得满分，T<A<2T 得 (1−(A−T)÷T)×W，A≥2T 得 0 分";
const HUBEI_REVERSE: &str = "湖北多家单位公开的自评表：反向指标 W×A÷B（目标÷完成），封顶";
const HUNAN_STAFF: &str = "湖南多家单位公开的整体支出绩效评价表：≤100% 得满分，每超一个百分点扣0.5分；\
                           不足一个百分点是否扣分凭记忆，待核对原文";
const HUNAN_THREE_PUBLIC: &str = "湖南多家单位公开的整体支出绩效评价表：（本年−上年）÷上年≤0 得满分，\
                                  每超一个百分点扣0.5分（8分制扣0.8分）；不足一个百分点是否扣分凭记忆，待核对原文";
const HUNAN_DONE: &str =
    "湖南多家单位公开的整体支出绩效评价表：每低完整的5%扣2分；分值凭记忆，待核对原文";
const HUNAN_ADDED: &str = "湖南多家单位公开的整体支出绩效评价表：追加÷年初，0得满分，≤10%得4分，≤20%得3分，\
                           ≤30%得2分，>30%得0分";

fn staff_steps() -> ScoringFunction {
    let (per, deduct) = (decimal("1"), decimal("0.5"));
    ScoringFunction::Steps { per, deduct, partial: PartialStep::Counted }
}

fn tables() -> Vec<Table> {
    let mut tables = floors();
    tables.extend(ceilings());
    tables.extend(steps());
    tables.push(bands());
    tables
}

/// What shall be reached, by ratio.
fn floors() -> Vec<Table> {
    let proportional: &[(&str, &str)] = &[
        ("0", "0"),
        ("4.99", "9.98"),
        ("5", "10"),
        ("5.01", "10"),
        ("6.5", "10"),
        ("10", "10"),
        ("-1", "0"),
    ];
    vec![
        Table {
            source: PROPORTIONAL,
            function: ScoringFunction::Proportional,
            comparators: &[Above, AtLeast, Equal],
            target: "5",
            points: proportional,
        },
        Table {
            source: PROPORTIONAL,
            function: ScoringFunction::Proportional,
            comparators: &[Above, AtLeast],
            target: "0",
            points: &[("0", "10"), ("0.01", "10"), ("-0.01", "10")],
        },
        // 增长率不低于−5%: no ratio of negative numbers says anything.
        Table {
            source: PROPORTIONAL,
            function: ScoringFunction::Proportional,
            comparators: &[Above, AtLeast],
            target: "-5",
            points: &[("0", "10"), ("-4.99", "10"), ("-5", "10"), ("-5.01", "0"), ("-10", "0")],
        },
        Table {
            source: ZERO,
            function: ScoringFunction::AllOrNothing,
            comparators: &[Equal],
            target: "0",
            points: &[("0", "10"), ("0.01", "0"), ("-0.01", "10"), ("30", "0")],
        },
    ]
}

/// What shall not be exceeded, by ratio.
fn ceilings() -> Vec<Table> {
    let linear_penalty = || ScoringFunction::LinearPenalty { zero_at: decimal("2") };
    vec![
        Table {
            source: PENALTY,
            function: linear_penalty(),
            comparators: &[AtMost, Below],
            target: "5",
            points: &[
                ("0", "10"),
                ("4.99", "10"),
                ("5", "10"),
                ("5.01", "9.98"),
                ("6.5", "7"),
                ("9.99", "0.02"),
                ("10", "0"),
                ("-1", "10"),
            ],
        },
        Table {
            source: PENALTY,
            function: linear_penalty(),
            comparators: &[AtMost, Below],
            target: "0",
            points: &[("0", "10"), ("0.01", "0"), ("-0.01", "10")],
        },
        // 能耗下降5%: −6 is more than asked, −4 is less.
        Table {
            source: PENALTY,
            function: linear_penalty(),
            comparators: &[AtMost, Below],
            target: "-5",
            points: &[("-6", "10"), ("-5.01", "10"), ("-5", "10"), ("-4.99", "0"), ("0", "0")],
        },
        Table {
            source: HUBEI_REVERSE,
            function: ScoringFunction::ReverseRatio,
            comparators: &[AtMost, Below],
            target: "5",
            points: &[
                ("0", "10"),
                ("4.99", "10"),
                ("5", "10"),
                ("5.01", "9.98"),
                ("6.5", "7.69"),
                ("10", "5"),
                ("-1", "10"),
            ],
        },
        Table {
            source: HUBEI_REVERSE,
            function: ScoringFunction::ReverseRatio,
            comparators: &[AtMost, Below],
            target: "0",
            points: &[("0", "10"), ("0.01", "0"), ("-0.01", "10")],
        },
    ]
}

fn steps() -> Vec<Table> {
    vec![
        Table {
            source: HUNAN_STAFF,
            function: staff_steps(),
            comparators: &[AtMost],
            target: "100",
            points: &[
                ("0", "10"),
                ("99.99", "10"),
                ("100", "10"),
                // 9.995 is rounded half up.
                ("100.01", "10"),
                ("100.02", "9.99"),
                ("101", "9.5"),
                ("130", "0"),
                ("200", "0"),
                ("-1", "10"),
            ],
        },
        Table {
            source: HUNAN_THREE_PUBLIC,
            function: staff_steps(),
            comparators: &[AtMost],
            target: "0",
            points: &[("-20", "10"), ("-0.01", "10"), ("0", "10"), ("0.02", "9.99"), ("20", "0")],
        },
        Table {
            source: HUNAN_DONE,
            function: ScoringFunction::Steps {
                per: decimal("5"),
                deduct: decimal("2"),
                partial: PartialStep::Ignored,
            },
            comparators: &[AtLeast],
            target: "100",
            points: &[
                ("0", "0"),
                ("95", "8"),
                ("95.01", "10"),
                ("99.99", "10"),
                ("100", "10"),
                ("100.01", "10"),
                ("130", "10"),
                ("200", "10"),
                ("-1", "0"),
            ],
        },
    ]
}

fn bands() -> Table {
    let band = |up_to, points| Band { up_to: decimal(up_to), points: decimal(points) };
    Table {
        source: HUNAN_ADDED,
        function: ScoringFunction::Bands {
            bands: vec![band("0", "5"), band("10", "4"), band("20", "3"), band("30", "2")],
            beyond: Decimal::ZERO,
        },
        comparators: &[AtMost],
        target: "0",
        points: &[
            ("-0.01", "5"),
            ("0", "5"),
            ("0.01", "4"),
            ("10", "4"),
            ("10.01", "3"),
            ("20", "3"),
            ("20.01", "2"),
            ("30", "2"),
            ("30.01", "0"),
        ],
    }
}

#[test]
fn every_table_holds() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("a shipped pack");
    for Table { source, function, comparators, target, points } in tables() {
        for comparator in comparators {
            for (actual, expected) in points {
                let measured = Measured {
                    comparator: *comparator,
                    target: decimal(target),
                    actual: decimal(actual),
                    weight: Decimal::TEN,
                };
                let scored = pack.rounding().points(function.score(measured));
                let place = format!("{source}: {}{target}, A {actual}", comparator.sign());
                assert_eq!(scored, decimal(expected), "{place}");
            }
        }
    }
}

#[test]
fn every_function_of_a_shipped_pack_has_its_table() {
    let tables = tables();
    let mut sources: Vec<String> = Vec::new();
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).expect("a shipped pack");
        sources.extend(pack.citations().iter().map(|cited| cited.source.to_owned()));
        let general = [Above, AtLeast, Equal, AtMost, Below].into_iter().flat_map(|comparator| {
            ["0", "5"].map(|target| pack.scoring(comparator, decimal(target)))
        });
        let named = pack.indicators().iter().map(|rule| rule.function.as_ref());
        for function in general.chain(named).flatten() {
            let held = tables.iter().any(|table| table.function == *function);
            assert!(held, "{id}: {function:?} has no table");
        }
    }
    for table in tables {
        assert!(sources.iter().any(|source| source == table.source), "{}", table.source);
    }
}
