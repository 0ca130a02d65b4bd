//! Values and words of figures, on demand.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use super::{AssetValue, Figure, FigureKey, FigureValue, Formula, Measure, Scope, Selector, Sign};
use crate::book::Book;
use crate::event::{AssetClass, BalanceDisposal};
use crate::ids::MeasureKey;
use crate::money::MoneyError;
use crate::quotation::quoted;
use crate::{FiscalYear, Money, Quantity, Ratio};

/// How many similar keys an error suggests.
const SUGGESTIONS: usize = 5;

/// All figures of one book, computed when asked for.
pub struct Figures<'a> {
    book: &'a Book,
    year: FiscalYear,
    catalogue: Catalogue,
    /// Money by scope and measure, summed in one pass when the first sum is asked for.
    totals: OnceCell<BTreeMap<Scope, BTreeMap<Measure, Money>>>,
}

/// A figure could not be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// The book has no such figure.
    #[error("figure {key} does not exist")]
    Unknown {
        /// The key.
        key: FigureKey,
        /// Similar keys, most similar first.
        suggestions: Vec<FigureKey>,
    },
    /// The year was never opened.
    #[error("the year is not open")]
    YearNotOpen,
    /// A total left the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl<'a> Figures<'a> {
    /// Lists the figures of `book`.
    pub fn of(book: &'a Book) -> Result<Self, FigureError> {
        let year = book.year().ok_or(FigureError::YearNotOpen)?;
        Ok(Self { book, year, catalogue: Catalogue::of(book, year), totals: OnceCell::new() })
    }

    /// Returns the book behind the figures.
    pub const fn book(&self) -> &'a Book {
        self.book
    }

    /// Returns all keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &FigureKey> {
        self.catalogue.definitions.keys()
    }

    /// Computes every figure.
    pub fn all(&self) -> Result<Vec<Figure>, FigureError> {
        self.keys().map(|key| self.get(key)).collect()
    }

    /// Returns how a figure is computed.
    pub fn formula(&self, key: &FigureKey) -> Result<&Formula, FigureError> {
        self.catalogue
            .definitions
            .get(key)
            .map(|definition| &definition.formula)
            .ok_or_else(|| self.unknown(key))
    }

    /// Computes one figure.
    pub fn get(&self, key: &FigureKey) -> Result<Figure, FigureError> {
        let definition = self.catalogue.definitions.get(key).ok_or_else(|| self.unknown(key))?;
        Ok(Figure {
            key: key.clone(),
            label: definition.label.clone(),
            value: self.value(key)?,
            formula: self.words(&definition.formula),
        })
    }

    /// Computes the value of one figure.
    pub fn value(&self, key: &FigureKey) -> Result<FigureValue, FigureError> {
        let money = |money| Ok(FigureValue::Money(money));
        let people = |count: u32| Ok(counted(Decimal::from(count), "人"));
        match self.formula(key)? {
            Formula::Sum(selector) => money(self.sum(selector)?),
            Formula::Combination(parts) => self.combine(parts),
            Formula::Share { part, whole, base } => {
                let (part, whole) = (self.number(part)?, self.number(whole)?);
                Ok(FigureValue::Ratio(Ratio::new(part, whole, base.clone())))
            }
            Formula::Results(measure) => Ok(FigureValue::Quantity(self.results(measure))),
            Formula::ActivityCount => {
                Ok(counted(Decimal::from(self.book.activities().iter().count()), "次"))
            }
            Formula::Staff(category) => {
                let stated = self.book.headcount().latest(|fact| fact.category == *category);
                people(stated.map_or(0, |statement| statement.fact.count))
            }
            Formula::Posts(kind) => {
                let stated = self.book.posts().latest(|fact| fact.kind == *kind);
                Ok(counted(stated.map_or(0, |statement| statement.fact.count).into(), "名"))
            }
            Formula::Asset(class, value) => money(self.asset(*class, *value)),
            Formula::Survey(subject) => Ok(FigureValue::Ratio(self.satisfaction(subject))),
            Formula::Closing(disposal) => money(self.closing(*disposal)?),
        }
    }

    fn unknown(&self, key: &FigureKey) -> FigureError {
        let mut ranked: Vec<(usize, &FigureKey)> = self
            .keys()
            .map(|known| (strsim::levenshtein(known.as_str(), key.as_str()), known))
            .collect();
        ranked.sort();
        let suggestions =
            ranked.into_iter().take(SUGGESTIONS).map(|(_, known)| known.clone()).collect();
        FigureError::Unknown { key: key.clone(), suggestions }
    }

    fn sum(&self, selector: &Selector) -> Result<Money, MoneyError> {
        if selector.is_whole_scope() {
            let by_measure = self.totals()?.get(&selector.scope).into_iter().flatten();
            let counted = by_measure.filter(|(measure, _)| selector.measures.contains(measure));
            return Money::sum(counted.map(|(_, amount)| *amount));
        }
        let selected = self.book.cells().filter(|(cell, _)| {
            self.book.line(&cell.line).is_some_and(|line| selector.selects(cell, line))
        });
        Money::sum(selected.map(|(_, amount)| amount))
    }

    fn totals(&self) -> Result<&BTreeMap<Scope, BTreeMap<Measure, Money>>, MoneyError> {
        if let Some(totals) = self.totals.get() {
            return Ok(totals);
        }
        let mut totals: BTreeMap<Scope, BTreeMap<Measure, Money>> = BTreeMap::new();
        for (cell, amount) in self.book.cells() {
            let Some(line) = self.book.line(&cell.line) else { continue };
            for scope in Scope::holding(line, cell.economic_on(line)) {
                let total = totals.entry(scope).or_default().entry(cell.measure).or_default();
                *total = total.checked_add(amount)?;
            }
        }
        Ok(self.totals.get_or_init(|| totals))
    }

    /// Adds and subtracts figures of one kind; the first part decides kind and unit.
    fn combine(&self, parts: &[(Sign, FigureKey)]) -> Result<FigureValue, FigureError> {
        let mut total = Decimal::ZERO;
        let mut unit = None;
        for (sign, key) in parts {
            let value = self.value(key)?;
            let number = number_of(&value);
            let signed = match sign {
                Sign::Plus => number,
                Sign::Minus => -number,
            };
            total = total.checked_add(signed).ok_or(MoneyError::OutOfRange)?;
            unit = unit.or_else(|| value.quantity().map(|quantity| quantity.unit.clone()));
        }
        match unit {
            Some(unit) => Ok(counted(total, &unit)),
            None => Ok(FigureValue::Money(Money::from_yuan(total)?)),
        }
    }

    /// Returns a figure as a bare number: yuan or count.
    fn number(&self, key: &FigureKey) -> Result<Decimal, FigureError> {
        self.value(key).map(|value| number_of(&value))
    }

    fn results(&self, measure: &MeasureKey) -> Quantity {
        let activities = self.book.activities().iter();
        let counted = activities
            .flat_map(|activity| &activity.fact.results)
            .filter(|result| result.measure == *measure)
            .map(|result| &result.quantity);
        counted
            .cloned()
            .reduce(|total, next| Quantity {
                value: total.value.checked_add(next.value).unwrap_or(total.value),
                ..next
            })
            .unwrap_or_default()
    }

    fn asset(&self, class: AssetClass, value: AssetValue) -> Money {
        let stated = self.book.assets().latest(|fact| fact.class == class);
        stated.map_or(Money::ZERO, |statement| match value {
            AssetValue::Gross => statement.fact.gross_value,
            AssetValue::Net => statement.fact.net_book_value,
        })
    }

    fn satisfaction(&self, subject: &str) -> Ratio {
        let held = self.book.surveys().latest(|survey| survey.subject == subject);
        let (satisfied, sample) =
            held.map_or((0, 0), |statement| (statement.fact.satisfied, statement.fact.sample));
        Ratio::new(satisfied.into(), sample.into(), "有效样本数")
    }

    /// Sums unspent authority that carries over or is surplus. Before the year is closed all of
    /// it carries over, as [`Book::decide`] would have it.
    fn closing(&self, disposal: BalanceDisposal) -> Result<Money, FigureError> {
        if let Some(closing) = self.book.closing() {
            let balances = closing.balances.iter().filter(|b| b.disposal == disposal);
            return Ok(Money::sum(balances.map(|balance| balance.amount))?);
        }
        match disposal {
            BalanceDisposal::CarryOver => {
                let unspent = self.number(&FigureKey::of(&["unspent.total"]))?;
                Ok(Money::from_yuan(unspent)?)
            }
            BalanceDisposal::Surplus => Ok(Money::ZERO),
        }
    }

    fn words(&self, formula: &Formula) -> String {
        let label = |key: &FigureKey| {
            let definition = self.catalogue.definitions.get(key);
            definition.map_or_else(|| key.to_string(), |found| found.label.clone())
        };
        match formula {
            Formula::Sum(selector) => selector.words(self.year),
            Formula::Combination(parts) => {
                let mut words = String::new();
                for (at, (sign, key)) in parts.iter().enumerate() {
                    words.push_str(match sign {
                        Sign::Plus if at == 0 => "",
                        Sign::Plus => " + ",
                        Sign::Minus => " − ",
                    });
                    words.push_str(&label(key));
                }
                words
            }
            Formula::Share { part, whole, .. } => format!("{} ÷ {}", label(part), label(whole)),
            Formula::Results(measure) => format!("Σ 活动计数“{measure}”"),
            Formula::ActivityCount => "登记在册的活动数".to_owned(),
            Formula::Staff(category) => format!("最近一次登记的{}人数", category.name()),
            Formula::Posts(kind) => format!("最近一次核定的{}", kind.name()),
            Formula::Asset(class, AssetValue::Gross) => {
                format!("最近一次登记的{}原值", class.name())
            }
            Formula::Asset(class, AssetValue::Net) => {
                format!("最近一次登记的{}净值", class.name())
            }
            Formula::Survey(subject) => format!("{}调查：满意份数 ÷ 有效样本数", quoted(subject)),
            Formula::Closing(BalanceDisposal::CarryOver) => {
                "年结时转入下年的未执行数（年结前为全部未执行数）".to_owned()
            }
            Formula::Closing(BalanceDisposal::Surplus) => "年结时认定为结余的未执行数".to_owned(),
        }
    }
}

fn number_of(value: &FigureValue) -> Decimal {
    match value {
        FigureValue::Money(money) => money.yuan(),
        FigureValue::Quantity(quantity) => quantity.value,
        FigureValue::Ratio(ratio) => ratio.quotient().unwrap_or_default(),
    }
}

fn counted(value: Decimal, unit: &str) -> FigureValue {
    let print = crate::PrintRule::Exact;
    FigureValue::Quantity(Quantity { value, unit: unit.to_owned(), print })
}
