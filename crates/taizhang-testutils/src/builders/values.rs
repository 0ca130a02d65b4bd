//! Values that tests state as text.

use std::fmt::Debug;
use std::str::FromStr;

use jiff::civil::Date;
use taizhang_core::code::FundType;
use taizhang_core::event::{
    Activity, ActualSource, AssetClass, AssetHolding, BudgetLine, Comparator, CountedResult,
    ExpenditureCategory, Indicator, Project, Survey, Target, UnitKind, UnitProfile,
};
use taizhang_core::ids::Operator;
use taizhang_core::{FiscalYear, Money, PrintRule, Quantity, SourceDocument};

#[track_caller]
fn parsed<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("tests state valid values")
}

/// Reads a date.
#[track_caller]
pub fn day(text: &str) -> Date {
    parsed(text)
}

/// Reads an amount in yuan.
#[track_caller]
pub fn yuan(text: &str) -> Money {
    Money::from_yuan(parsed(text)).expect("tests state valid amounts")
}

/// Reads a decimal number, whatever decimal type the place asks for.
#[track_caller]
pub fn decimal<T: FromStr<Err: Debug>>(text: &str) -> T {
    parsed(text)
}

/// Returns a person who records events.
#[track_caller]
pub fn operator(name: &str) -> Operator {
    parsed(name)
}

/// Returns the year that all builders speak of.
pub fn year() -> FiscalYear {
    parsed("2022")
}

/// Returns the unit.
pub fn unit() -> UnitProfile {
    UnitProfile {
        code: parsed("062001"),
        name: "宁县科学技术协会".to_owned(),
        aliases: vec!["宁县科协".to_owned()],
        kind: UnitKind::CivilServiceManaged,
        department: "中共宁县县委".to_owned(),
        bureau: "宁县财政局".to_owned(),
    }
}

/// Returns the document behind every change of budget.
pub fn document() -> SourceDocument {
    SourceDocument { number: parsed("宁财预〔2022〕1号"), dated: day("2022-01-10") }
}

/// Returns a line of general public budget for science popularisation.
#[track_caller]
pub fn line(id: &str, category: ExpenditureCategory, economic: &str) -> BudgetLine {
    BudgetLine {
        id: parsed(id),
        name: "经费".to_owned(),
        category,
        fund: FundType::GeneralPublicBudget,
        function: parsed("2060702"),
        economic: parsed(economic),
    }
}

/// Returns the personnel line 2022-001, which pays anything under 301.
pub fn personnel() -> BudgetLine {
    line("2022-001", ExpenditureCategory::Personnel, "301")
}

/// Returns the operating line 2022-002, which pays anything under 302.
pub fn operating() -> BudgetLine {
    line("2022-002", ExpenditureCategory::Operating, "302")
}

/// Returns the project line 2022-003, which pays 30201 alone.
pub fn project() -> BudgetLine {
    let project = Project { code: "062100000000000000001".to_owned(), name: "科普".to_owned() };
    line("2022-003", ExpenditureCategory::Project(project), "30201")
}

/// Returns an activity that counted `audience` people under `audience`.
#[track_caller]
pub fn activity(id: &str, audience: &str) -> Activity {
    Activity {
        id: parsed(id),
        name: "全国科普日".to_owned(),
        kind: "宣传".to_owned(),
        start: day("2022-09-15"),
        end: day("2022-09-21"),
        place: "县文化广场".to_owned(),
        results: vec![counted("audience", audience, "人次")],
    }
}

/// Returns one exact counted result.
#[track_caller]
pub fn counted(measure: &str, value: &str, unit: &str) -> CountedResult {
    CountedResult {
        measure: parsed(measure),
        name: "受众".to_owned(),
        quantity: Quantity { value: parsed(value), unit: unit.to_owned(), print: PrintRule::Exact },
    }
}

/// Returns an indicator of at least 10000 people, worth 10 points.
#[track_caller]
pub fn indicator(id: &str) -> Indicator {
    Indicator {
        id: parsed(id),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: "科普受众".to_owned(),
        target: Target::Quantitative {
            comparator: Comparator::AtLeast,
            value: parsed("10000"),
            unit: "人次".to_owned(),
        },
        weight: parsed("10"),
        source: ActualSource::ResultSum(parsed("audience")),
        document: None,
    }
}

/// Returns a survey of the public.
pub fn survey(sample: u32, satisfied: u32) -> Survey {
    Survey { subject: "服务对象".to_owned(), sample, satisfied }
}

/// Returns general equipment with its two values in yuan.
#[track_caller]
pub fn assets(gross: &str, net: &str) -> AssetHolding {
    AssetHolding {
        class: AssetClass::GeneralEquipment,
        gross_value: yuan(gross),
        net_book_value: yuan(net),
    }
}
