//! SUM and RATE: the funds rows of a self-evaluation form, the total against its parts.

use rust_decimal::Decimal;
use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::grid::{Row, Section};
use crate::extract::number::{Number, closes, percent, plain, share};
use crate::extract::role::Role;

const AMOUNTS: [Role; 4] = [Role::Original, Role::Final, Role::Budget, Role::Executed];

/// A total row with the rows of its parts.
struct Funds<'s, 'a> {
    section: &'s Section<'a>,
    total: &'s Row<'a>,
    parts: Vec<&'s Row<'a>>,
}

fn all<'s, 'a>(case: &'s Case<'a>) -> Vec<Funds<'s, 'a>> {
    let mut found = Vec::new();
    for section in &case.sections {
        let has_budget = section.column(Role::Original).or(section.column(Role::Final));
        if has_budget.or(section.column(Role::Budget)).is_none()
            || section.column(Role::Executed).is_none()
        {
            continue;
        }
        let Some(at) = section.rows.iter().position(|row| is_total(&row.label)) else { continue };
        let parts = section.rows.iter().skip(at + 1).take_while(|row| is_part(&row.label));
        let parts: Vec<&Row<'_>> = parts.collect();
        if let Some(total) = section.rows.get(at).filter(|_| !parts.is_empty()) {
            found.push(Funds { section, total, parts });
        }
    }
    found
}

fn is_total(label: &str) -> bool {
    label.contains("资金总额") || matches!(label, "总额" | "合计" | "总计")
}

fn is_part(label: &str) -> bool {
    [
        "财政拨款",
        "财政资金",
        "其他资金",
        "上年结转",
        "单位资金",
        "专户",
        "自有资金",
        "上级",
        "本级",
        "配套",
    ]
    .iter()
    .any(|word| label.contains(word))
}

/// One column of the total row with its parts.
struct Column {
    header: String,
    at: usize,
    total: Number,
    parts: Vec<Number>,
    sum: Decimal,
}

impl Funds<'_, '_> {
    /// Returns the columns whose parts do not make the total.
    fn open(&self) -> Vec<Column> {
        let columns = AMOUNTS.iter().flat_map(|role| self.section.with_role(*role));
        // Parts of parts would be counted twice; a form that has them is left alone.
        let is_nested = self.parts.iter().skip(1).any(|row| row.label.starts_with("其中"));
        columns
            .filter_map(|at| {
                let total = self.total.number(at)?;
                let parts: Vec<Number> =
                    self.parts.iter().filter_map(|row| row.number(at)).collect();
                let sum: Decimal = parts.iter().map(|part| part.value).sum();
                let largest = parts.iter().map(|part| part.value).max()?;
                let exceeds = if is_nested { largest } else { sum } > total.value;
                let is_complete =
                    self.parts.len() > 2 && parts.len() == self.parts.len() && !is_nested;
                let closes = closes(&parts.iter().collect::<Vec<_>>(), &total);
                let header = self.section.header(at).to_owned();
                (!closes && (exceeds || (is_complete && sum < total.value))).then_some(Column {
                    header,
                    at,
                    total,
                    parts,
                    sum,
                })
            })
            .collect()
    }
}

pub(super) fn sum(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for funds in all(case) {
        let open = funds.open();
        let Some(first) = open.first() else { continue };
        let message = format!(
            "“{}”的{}为{}，而下列各行之和为{}",
            funds.total.label,
            first.header,
            first.total.text,
            plain(first.sum)
        );
        let facts = open.iter().map(|column| {
            format!("{}：总额{}，各行之和{}", column.header, column.total.text, plain(column.sum))
        });
        let terms: Vec<String> = first.parts.iter().map(|part| part.value.to_string()).collect();
        findings.push(
            Finding::new(
                "SUM",
                Severity::Error,
                funds.section.place_of(funds.total, first.at),
                message,
            )
            .facts(facts)
            .formula(format!("{}＝{}≠{}", terms.join("+"), plain(first.sum), first.total.value))
            .remedy("总额行应为各行之和；改正后重算执行率和得分。"),
        );
    }
    findings
}

/// A total that was never added up makes its rate and its points wrong too.
pub(super) fn rate(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for funds in all(case) {
        let section = funds.section;
        let number = |row, role| section.number(row, role);
        let Some(printed) = number(funds.total, Role::Rate) else { continue };
        let base = if section.column(Role::Final).is_some() { Role::Final } else { Role::Budget };
        let is_zero = |role| number(funds.total, role).is_some_and(|n: Number| n.value.is_zero());
        if !is_zero(base) || !is_zero(Role::Executed) || !printed.value.is_zero() {
            continue;
        }
        let sum = |role| -> Decimal {
            funds.parts.iter().filter_map(|row| number(row, role)).map(|n| n.value).sum()
        };
        let (budget, spent) = (sum(base), sum(Role::Executed));
        let Some(rate) = share(spent, budget) else { continue };
        if spent.is_zero() {
            continue;
        }
        let score = number(funds.total, Role::Score).map(|n| format!("，得分{}", n.text));
        let place = section.place(funds.total);
        let message = format!(
            "执行率印为{}{}，按各行应为{}",
            printed.text,
            score.unwrap_or_default(),
            percent(rate)
        );
        findings.push(
            Finding::new("RATE", Severity::Error, place, message)
                .fact(format!("各行预算之和{}", plain(budget)))
                .fact(format!("各行执行之和{}", plain(spent)))
                .formula(format!("{}÷{}＝{}", plain(spent), plain(budget), percent(rate)))
                .remedy("先填总额行，再按执行率计算得分。"),
        );
    }
    findings
}
