//! Builds books event by event, as a unit would record them.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;
use taizhang_core::book::{AsOf, Book};
use taizhang_core::code::FundType;
use taizhang_core::event::{
    Activity, ActualSource, AssessedValue, Assessment, AssetClass, AssetHolding, AuthorisedPosts,
    BudgetGrant, BudgetLine, CountedResult, Deviation, DeviationSubject, Disbursement, Event,
    Evidence, ExpenditureCategory, Headcount, Indicator, Narrative, Objective, PaymentMethod,
    PostKind, Project, Recorded, StaffCategory, Survey, Target, UnitKind, UnitProfile, YearOpening,
};
use taizhang_core::ids::{EventId, Sequence};
use taizhang_core::{FiscalYear, Money, PrintRule, Quantity, SourceDocument};
use uuid::Uuid;

/// Events of one unit's year 2022.
#[derive(Default)]
pub(crate) struct Ledger {
    pub(crate) events: Vec<Recorded>,
}

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().expect("tests write valid numbers")
}

pub(crate) fn yuan(text: &str) -> Money {
    Money::from_yuan(decimal(text)).expect("tests write valid amounts")
}

pub(crate) fn year() -> FiscalYear {
    FiscalYear::try_from(2022).expect("2022 is a fiscal year")
}

pub(crate) fn document(number: &str) -> SourceDocument {
    SourceDocument {
        number: number.parse().expect("tests write valid document numbers"),
        dated: date(2022, 1, 20),
    }
}

pub(crate) fn line(
    id: &str,
    name: &str,
    category: ExpenditureCategory,
    economic: &str,
) -> BudgetLine {
    BudgetLine {
        id: id.parse().expect("tests write valid line ids"),
        name: name.to_owned(),
        category,
        fund: FundType::GeneralPublicBudget,
        function: "2060702".parse().expect("a functional code"),
        economic: economic.parse().expect("tests write valid economic codes"),
    }
}

pub(crate) fn salaries() -> BudgetLine {
    line("2022-001", "工资福利", ExpenditureCategory::Personnel, "301")
}

pub(crate) fn office() -> BudgetLine {
    line("2022-002", "日常公用", ExpenditureCategory::Operating, "302")
}

pub(crate) fn science() -> BudgetLine {
    let project = Project { code: "P1".to_owned(), name: "基层科普行动".to_owned() };
    line("2022-003", "科普专项", ExpenditureCategory::Project(project), "302")
}

pub(crate) fn grant(line: BudgetLine, amount: &str, number: &str) -> BudgetGrant {
    BudgetGrant { line, amount: yuan(amount), document: document(number), memo: String::new() }
}

pub(crate) fn quantitative(sign: &str, value: &str, unit: &str) -> Target {
    use taizhang_core::event::Comparator;
    let comparator = match sign {
        "＞" => Comparator::Above,
        "≥" => Comparator::AtLeast,
        "=" => Comparator::Equal,
        "≤" => Comparator::AtMost,
        "＜" => Comparator::Below,
        other => panic!("{other} is no comparator"),
    };
    Target::Quantitative { comparator, value: decimal(value), unit: unit.to_owned() }
}

pub(crate) fn indicator(
    id: &str,
    levels: (&str, &str),
    weight: &str,
    target: Target,
    source: ActualSource,
) -> Event {
    Event::IndicatorDeclared(Indicator {
        id: id.parse().expect("tests write valid indicator ids"),
        level1: levels.0.to_owned(),
        level2: levels.1.to_owned(),
        name: format!("指标{id}"),
        target,
        weight: decimal(weight),
        source,
        document: None,
    })
}

pub(crate) fn assessed(id: &str, finding: AssessedValue) -> Event {
    Event::IndicatorAssessed(Assessment {
        indicator: id.parse().expect("tests write valid indicator ids"),
        finding,
        reason: "按年度总结认定".to_owned(),
    })
}

pub(crate) fn explained(id: &str) -> Event {
    let indicator = id.parse().expect("tests write valid indicator ids");
    Event::DeviationExplained(Deviation {
        subject: DeviationSubject::Indicator(indicator),
        reason: "疫情影响".to_owned(),
        corrective_action: "改为线上举办".to_owned(),
        causes: BTreeSet::new(),
    })
}

pub(crate) fn survey(subject: &str, sample: u32, satisfied: u32) -> Event {
    Event::SurveyHeld(Survey { subject: subject.to_owned(), sample, satisfied })
}

pub(crate) fn narrative(section: &str, markdown: &str) -> Event {
    Event::NarrativeWritten(Narrative {
        section: section.parse().expect("tests write valid section keys"),
        markdown: markdown.to_owned(),
    })
}

pub(crate) fn activity(id: &str, results: &[(&str, &str, &str, &str)]) -> Event {
    let counted = |(measure, name, value, unit): &(&str, &str, &str, &str)| CountedResult {
        measure: measure.parse().expect("tests write valid measure keys"),
        name: (*name).to_owned(),
        quantity: Quantity {
            value: decimal(value),
            unit: (*unit).to_owned(),
            print: PrintRule::Exact,
        },
    };
    Event::ActivityRecorded(Activity {
        id: id.parse().expect("tests write valid activity ids"),
        name: format!("科普活动{id}"),
        kind: "宣传".to_owned(),
        start: date(2022, 6, 6),
        end: date(2022, 6, 8),
        place: "和盛初中".to_owned(),
        results: results.iter().map(counted).collect(),
    })
}

pub(crate) fn payment(line: BudgetLine, economic: &str, amount: &str) -> Disbursement {
    Disbursement {
        line: line.into(),
        economic: economic.parse().expect("tests write valid economic codes"),
        amount: yuan(amount),
        payee: "收款人".to_owned(),
        voucher: "记-1".to_owned(),
        payment_id: None,
        memo: "支付".to_owned(),
        method: PaymentMethod::Authorised,
        three_public: None,
        procurement: false,
        activity: None,
    }
}

impl Ledger {
    /// A ledger whose year is open.
    pub(crate) fn open() -> Self {
        let mut ledger = Self::default();
        ledger.on(
            date(2022, 1, 1),
            Event::UnitRegistered(UnitProfile {
                code: "621026001".parse().expect("a unit code"),
                name: "宁县科学技术协会".to_owned(),
                aliases: vec!["宁县科协".to_owned()],
                kind: UnitKind::CivilServiceManaged,
                department: "宁县科学技术协会".to_owned(),
                bureau: "宁县财政局".to_owned(),
            }),
        );
        ledger
            .on(date(2022, 1, 1), Event::YearOpened(YearOpening { year: year(), previous: None }));
        ledger
    }

    /// Records an event and returns its id.
    pub(crate) fn on(&mut self, day: Date, event: Event) -> EventId {
        let position = u64::try_from(self.events.len()).expect("a test has few events") + 1;
        let id = EventId::new(Uuid::from_u128(u128::from(position)));
        self.events.push(Recorded {
            sequence: Sequence::new(position),
            id,
            occurred_on: day,
            batch: None,
            operator: "王会计".parse().expect("an operator"),
            event,
        });
        id
    }

    /// Records an event on 31 December.
    pub(crate) fn add(&mut self, event: Event) -> EventId {
        self.on(date(2022, 12, 31), event)
    }

    pub(crate) fn original(&mut self, line: BudgetLine, amount: &str) {
        let grant = grant(line, amount, "宁财预〔2022〕1号");
        self.on(date(2022, 1, 20), Event::OriginalBudgetApproved(grant));
    }

    pub(crate) fn pay(
        &mut self,
        month: i8,
        line: BudgetLine,
        economic: &str,
        amount: &str,
    ) -> EventId {
        let payment = payment(line, economic, amount);
        self.on(date(2022, month, 15), Event::DisbursementMade(payment))
    }

    pub(crate) fn posts(&mut self, count: u32) {
        let kind = PostKind::Institution;
        let posts = AuthorisedPosts { kind, count, document: None };
        self.on(date(2022, 1, 5), Event::AuthorisedPostsSet(posts));
    }

    pub(crate) fn headcount(&mut self, category: StaffCategory, count: u32) {
        self.add(Event::HeadcountRecorded(Headcount { category, count }));
    }

    pub(crate) fn asset(&mut self, class: AssetClass, gross: &str, net: &str) {
        self.add(Event::AssetsRecorded(AssetHolding {
            class,
            gross_value: yuan(gross),
            net_book_value: yuan(net),
        }));
    }

    pub(crate) fn objective(&mut self, text: &str) {
        let text = text.to_owned();
        self.add(Event::ObjectiveDeclared(Objective { text, document: None }));
    }

    pub(crate) fn prove(&mut self, target: EventId) {
        self.add(Event::EvidenceAttached(Evidence {
            target,
            file_name: "凭证.pdf".to_owned(),
            digest: "00".repeat(32),
            bytes: 10,
            memo: String::new(),
        }));
    }

    pub(crate) fn book(&self) -> Book {
        Book::fold(&self.events, AsOf::default()).expect("test amounts are small")
    }
}
