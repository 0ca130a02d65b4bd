//! What reports of years say that lack something: no sentence about what is not there, none that
//! contradicts the next.

use taizhang_core::event::{ActualSource, AssessedValue, Tier};
use taizhang_evaluation::pack::Pack;

use crate::ledger::{
    Ledger, assessed, decimal, explained, indicator, office, quantitative, salaries, science,
};
use crate::report::{composed, printed};

/// A year and what its report says and does not say.
struct Sparse {
    name: &'static str,
    ledger: Ledger,
    says: &'static [&'static str],
    silent: &'static [&'static str],
}

fn paid_in_full() -> Ledger {
    let mut ledger = Ledger::open();
    ledger.original(salaries(), "1000.00");
    ledger.pay(3, salaries(), "30101", "1000.00");
    ledger
}

/// One judged indicator of `weight` points, of which nine tenths are earned.
fn judged(weight: &str) -> Ledger {
    let mut ledger = paid_in_full();
    let target = quantitative("≥", "10", "场次");
    let levels = ("产出指标", "数量指标");
    ledger.add(indicator("1", levels, weight, target, ActualSource::Assessed));
    let percent = decimal("90");
    ledger.add(assessed("1", AssessedValue::Tier { tier: Tier::Achieved, percent }));
    ledger
}

fn met_and_explained() -> Ledger {
    let mut ledger = paid_in_full();
    let target = quantitative("≥", "10", "场次");
    let levels = ("产出指标", "数量指标");
    ledger.add(indicator("1", levels, "90", target, ActualSource::Assessed));
    ledger.add(assessed("1", AssessedValue::Actual(decimal("10"))));
    ledger.add(explained("1"));
    ledger
}

fn taken_back() -> Ledger {
    let mut ledger = paid_in_full();
    ledger.original(science(), "0.00");
    ledger
}

fn sparse_years() -> Vec<Sparse> {
    let with_objective = |mut ledger: Ledger| {
        ledger.objective("普及科学知识");
        ledger
    };
    vec![
        Sparse {
            name: "no budget",
            ledger: Ledger::open(),
            says: &["本年度没有预算，也没有支出。"],
            silent: &["占—", "执行率为—", "）为—", "全年预算已全部执行"],
        },
        Sparse {
            name: "no indicators",
            ledger: paid_in_full(),
            says: &[
                "尚未设定绩效指标",
                "全年预算已全部执行",
                "| 总分<5×1> | 10 | 10 | 等级：不评定",
            ],
            silent: &["等级为“", "设定绩效指标0项"],
        },
        Sparse {
            name: "budget never adjusted",
            ledger: paid_in_full(),
            says: &["预算执行率为[100.00%]。"],
            silent: &["差异来自年内预算调整"],
        },
        Sparse {
            name: "indicators without an objective",
            ledger: judged("90"),
            says: &["设定绩效指标1项，连同预算执行率满分100分"],
            silent: &["围绕上述目标"],
        },
        Sparse {
            name: "an objective without a full stop",
            ledger: with_objective(judged("90")),
            says: &["普及科学知识。\n围绕上述目标，设定绩效指标1项"],
            silent: &["普及科学知识。。"],
        },
        Sparse {
            name: "a judgement explained by nobody",
            ledger: judged("90"),
            says: &["得81分（满分90分）。评定依据：按年度总结认定。", "等级为“优”"],
            silent: &["原因：按年度总结认定"],
        },
        Sparse {
            name: "points that are not the form's",
            ledger: judged("100"),
            says: &["各项分值合计110分，与本表满分100分不符，不评定等级", "等级：不评定"],
            silent: &["满分110分", "等级为“"],
        },
        Sparse {
            name: "a target met to the point, with a remark",
            ledger: met_and_explained(),
            says: &["已得满分。情况说明：疫情影响。"],
            silent: &["与目标相差较大"],
        },
        Sparse {
            name: "a project without money",
            ledger: taken_back(),
            says: &["执行[0.00万元]。"],
            silent: &["执行率[—]", "执行率为[—]"],
        },
        Sparse {
            name: "a unit that is its own department",
            ledger: paid_in_full(),
            says: &["宁县科学技术协会属"],
            silent: &["主管部门为宁县科学技术协会"],
        },
    ]
}

#[test]
fn a_year_that_lacks_something_reads_well() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let mut faults = Vec::new();
    for year in sparse_years() {
        let text = printed(&composed(&year.ledger, &pack).expect("the templates are valid"));
        for words in year.says.iter().filter(|words| !text.contains(**words)) {
            faults.push(format!("{}: does not say {words:?}", year.name));
        }
        for words in year.silent.iter().filter(|words| text.contains(**words)) {
            faults.push(format!("{}: says {words:?}", year.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn many_projects_stand_in_their_table_alone() {
    let pack = Pack::builtin(Pack::DEFAULT).expect("the default pack is consistent");
    let report = |count: u32| {
        let mut ledger = Ledger::open();
        ledger.original(office(), "1.00");
        for number in 1..=count {
            let mut line = science();
            line.id = format!("2022-1{number:02}").parse().expect("a line id");
            let project = taizhang_core::event::Project {
                code: format!("P{number}"),
                name: format!("项目{number}"),
            };
            line.category = taizhang_core::event::ExpenditureCategory::Project(project);
            ledger.original(line, "100.00");
        }
        printed(&composed(&ledger, &pack).expect("the templates are valid"))
    };
    let listed = "项目1（宁财预〔2022〕1号）：全年预算";
    assert!(report(5).contains(listed));
    assert!(!report(6).contains(listed));
    assert!(report(6).contains("各项目情况见下表。"));
}
