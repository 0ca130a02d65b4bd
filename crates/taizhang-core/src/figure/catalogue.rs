//! Which figures a book has: fixed ones, and one for each line, code, project and measure in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{AssetValue, FigureKey, Formula, Measure, Scope, Selector, Sign};
use crate::FiscalYear;
use crate::book::Book;
use crate::event::{AssetClass, BalanceDisposal, PostKind, StaffCategory, ThreePublic};
use crate::quotation::quoted;

/// A figure's label and formula.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub(super) label: String,
    pub(super) formula: Formula,
}

/// Definitions by key.
pub(super) struct Catalogue {
    year: FiscalYear,
    pub(super) definitions: BTreeMap<FigureKey, Definition>,
}

/// Name, label and measures of the money figures that every scope has.
const AMOUNTS: &[(&str, &str, &[Measure])] = &[
    ("budget.original", "年初预算数", &[Measure::OriginalBudget]),
    ("budget.carry_over_in", "上年结转", &[Measure::CarryOverIn]),
    ("budget.supplement", "追加", &[Measure::Supplement]),
    ("budget.reduction", "追减", &[Measure::Reduction]),
    ("budget.virement", "调剂", &[Measure::Virement]),
    ("budget.withdrawal", "收回", &[Measure::Withdrawal]),
    ("budget.adjustment", "预算调整数（含上年结转）", Measure::ADJUSTMENT),
    ("budget.final", "全年预算数", Measure::FINAL_BUDGET),
    ("outturn", "全年执行数", Measure::OUTTURN),
    ("frozen", "冻结", &[Measure::Frozen]),
];

impl Catalogue {
    pub(super) fn of(book: &Book, year: FiscalYear) -> Self {
        let mut catalogue = Self { year, definitions: BTreeMap::new() };
        for scope in scopes(book) {
            catalogue.add_scope(book, &scope);
        }
        catalogue.add_months();
        catalogue.add_special_spending();
        catalogue.add_shares(book);
        catalogue.add_balances();
        catalogue.add_staff();
        catalogue.add_assets();
        catalogue.add_performance(book);
        catalogue
    }

    fn add(&mut self, key: FigureKey, label: impl Into<String>, formula: Formula) {
        self.definitions.insert(key, Definition { label: label.into(), formula });
    }

    fn add_scope(&mut self, book: &Book, scope: &Scope) {
        let tail = scope.key_parts();
        let named = |head: &str| FigureKey::of(&[&[head], tail.as_slice()].concat());
        let of = label_of(book, scope, self.year);
        for (head, label, measures) in AMOUNTS {
            let formula = Formula::Sum(Selector::new(measures, scope.clone()));
            self.add(named(head), format!("{of}{label}"), formula);
        }
        let available = vec![
            (Sign::Plus, named("budget.final")),
            (Sign::Minus, named("outturn")),
            (Sign::Minus, named("frozen")),
        ];
        self.add(named("available"), format!("{of}可用余额"), Formula::Combination(available));
        let unspent = vec![(Sign::Plus, named("budget.final")), (Sign::Minus, named("outturn"))];
        self.add(named("unspent"), format!("{of}未执行数"), Formula::Combination(unspent));
        let rate_against = |budget: &str, base: &str| Formula::Share {
            part: named("outturn"),
            whole: named(budget),
            base: format!("{of}{base}"),
        };
        let execution = rate_against("budget.final", "全年预算数");
        self.add(named("rate.execution"), format!("{of}预算执行率"), execution);
        let original = rate_against("budget.original", "年初预算数");
        self.add(named("rate.against_original"), format!("{of}执行数与年初预算之比"), original);
    }

    fn add_months(&mut self) {
        for month in 1..=12_i8 {
            let digits = format!("{month:02}");
            let selector = Selector {
                through_month: Some(month),
                ..Selector::new(Measure::OUTTURN, Scope::Total)
            };
            let single = Selector { single_month: true, ..selector.clone() };
            self.add(
                FigureKey::of(&["outturn", "month", &digits]),
                format!("{month}月执行数"),
                Formula::Sum(single),
            );
            self.add(
                FigureKey::of(&["outturn", "through", &digits]),
                format!("1—{month}月累计执行数"),
                Formula::Sum(selector),
            );
            let rate = Formula::Share {
                part: FigureKey::of(&["outturn", "through", &digits]),
                whole: FigureKey::of(&["budget.final.total"]),
                base: "全年预算数".to_owned(),
            };
            let key = FigureKey::of(&["rate.execution", "through", &digits]);
            self.add(key, format!("1—{month}月累计执行率"), rate);
        }
    }

    fn add_special_spending(&mut self) {
        let total = Selector::new(Measure::OUTTURN, Scope::Total);
        let all = Selector { three_public: &ThreePublic::ALL, ..total.clone() };
        let key = FigureKey::of(&["outturn", "three_public", "total"]);
        self.add(key, "三公经费执行数", Formula::Sum(all));
        for (at, kind) in ThreePublic::ALL.iter().enumerate() {
            let only = ThreePublic::ALL.get(at..=at).unwrap_or_default();
            let selector = Selector { three_public: only, ..total.clone() };
            let key = FigureKey::of(&["outturn", "three_public", kind.key()]);
            self.add(key, format!("{}执行数", kind.name()), Formula::Sum(selector));
        }
        let procurement = Selector { procurement_only: true, ..total };
        let key = FigureKey::of(&["outturn", "procurement"]);
        self.add(key, "政府采购执行数", Formula::Sum(procurement));
    }

    fn add_shares(&mut self, book: &Book) {
        let total = || FigureKey::of(&["outturn.total"]);
        let basic = || FigureKey::of(&["outturn.basic"]);
        for (key, label, part) in [
            ("share.basic", "基本支出占总支出比重", "outturn.basic"),
            ("share.project", "项目支出占总支出比重", "outturn.project"),
        ] {
            let part = FigureKey::of(&[part]);
            let share = Formula::Share { part, whole: total(), base: "总支出".to_owned() };
            self.add(FigureKey::of(&[key]), label, share);
        }
        for scope in scopes(book) {
            let (whole, base) = match scope {
                Scope::Economic(_) | Scope::Function(_) | Scope::Fund(_) => (total(), "总支出"),
                Scope::BasicEconomic(_) | Scope::Personnel | Scope::Operating => {
                    (basic(), "基本支出")
                }
                _ => continue,
            };
            let tail = scope.key_parts();
            let part = FigureKey::of(&[&["outturn"], tail.as_slice()].concat());
            let label = format!("{}占{base}比重", scope.name(self.year));
            let share = Formula::Share { part, whole, base: base.to_owned() };
            self.add(FigureKey::of(&[&["share"], tail.as_slice()].concat()), label, share);
        }
    }

    fn add_balances(&mut self) {
        let carry_over = Formula::Closing(BalanceDisposal::CarryOver);
        self.add(FigureKey::of(&["closing", "carry_over"]), "年末结转", carry_over);
        let surplus = Formula::Closing(BalanceDisposal::Surplus);
        self.add(FigureKey::of(&["closing", "surplus"]), "年末结余", surplus);
    }

    fn add_staff(&mut self) {
        let mut in_post = Vec::new();
        for category in StaffCategory::ALL {
            let key = FigureKey::of(&["headcount", category.key()]);
            if category.is_in_post() {
                in_post.push((Sign::Plus, key.clone()));
            }
            self.add(key, format!("{}实有人数", category.name()), Formula::Staff(category));
        }
        let in_post_key = FigureKey::of(&["headcount.in_post"]);
        self.add(in_post_key.clone(), "在职实有人数", Formula::Combination(in_post));
        let mut posts = Vec::new();
        for kind in PostKind::ALL {
            let key = FigureKey::of(&["posts", kind.key()]);
            posts.push((Sign::Plus, key.clone()));
            self.add(key, format!("{}数", kind.name()), Formula::Posts(kind));
        }
        let posts_key = FigureKey::of(&["posts.total"]);
        self.add(posts_key.clone(), "编制总数", Formula::Combination(posts));
        let control =
            Formula::Share { part: in_post_key, whole: posts_key, base: "编制总数".to_owned() };
        self.add(FigureKey::of(&["rate.headcount"]), "在职人员控制率", control);
    }

    fn add_assets(&mut self) {
        for (value, head, name) in
            [(AssetValue::Gross, "gross", "原值"), (AssetValue::Net, "net", "净值")]
        {
            let (mut all, mut fixed) = (Vec::new(), Vec::new());
            for class in AssetClass::ALL {
                let key = FigureKey::of(&["assets", head, class.key()]);
                all.push((Sign::Plus, key.clone()));
                if class.is_fixed() {
                    fixed.push((Sign::Plus, key.clone()));
                }
                let label = format!("{}{name}", class.name());
                self.add(key, label, Formula::Asset(class, value));
            }
            let total = Formula::Combination(all);
            self.add(FigureKey::of(&["assets", head, "total"]), format!("资产{name}"), total);
            let fixed = Formula::Combination(fixed);
            let key = FigureKey::of(&["assets", head, "fixed"]);
            self.add(key, format!("固定资产{name}"), fixed);
        }
        let depreciation = vec![
            (Sign::Plus, FigureKey::of(&["assets.gross.total"])),
            (Sign::Minus, FigureKey::of(&["assets.net.total"])),
        ];
        let key = FigureKey::of(&["assets.depreciation"]);
        self.add(key, "累计折旧（摊销）", Formula::Combination(depreciation));
    }

    fn add_performance(&mut self, book: &Book) {
        self.add(FigureKey::of(&["activity_count"]), "活动次数", Formula::ActivityCount);
        for activity in book.activities().iter() {
            for result in &activity.fact.results {
                let key = FigureKey::of(&["activity", result.measure.as_str()]);
                self.add(key, result.name.clone(), Formula::Results(result.measure.clone()));
            }
        }
        for survey in book.surveys().iter() {
            let subject = &survey.fact.subject;
            let key = FigureKey::of(&["survey", subject]);
            self.add(key, format!("{subject}满意率"), Formula::Survey(subject.clone()));
        }
    }
}

/// Names a scope in front of a figure's name; the whole year needs no name.
fn label_of(book: &Book, scope: &Scope, year: FiscalYear) -> String {
    match scope {
        Scope::Total => String::new(),
        Scope::Line(id) => book.line(id).map_or_else(String::new, |line| quoted(&line.name)),
        Scope::Project(code) => {
            let mut projects = book.lines().filter_map(|line| line.category.project());
            let project = projects.find(|project| project.code == *code);
            project.map_or_else(|| scope.name(year), |project| quoted(&project.name))
        }
        _ => scope.name(year),
    }
}

/// Returns the scopes that the book's money touches, the fixed ones always.
fn scopes(book: &Book) -> BTreeSet<Scope> {
    let mut scopes = BTreeSet::from([
        Scope::Total,
        Scope::Basic,
        Scope::Personnel,
        Scope::Operating,
        Scope::Projects,
    ]);
    for (cell, _) in book.cells() {
        if let Some(line) = book.line(&cell.line) {
            scopes.extend(Scope::holding(line, cell.economic_on(line)));
        }
    }
    scopes
}
