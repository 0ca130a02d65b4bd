//! Payrolls: many people and columns in, a few payments out, by a rule that says for each column which
//! budget line, economic class or project pays it. Names of people do not reach the ledger.

mod held_back;
mod paid;
mod sums;
mod twice;

use std::collections::BTreeMap;

use serde::Deserialize;
use taizhang_core::{FiscalYear, Money};

use self::paid::{Paid, add, with_amount};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::hidden;
use crate::mapping::{MapError, Mapping, contradictions, positions};
use crate::origin::{Origin, OwnCells, OwnColumn, OwnKind};
use crate::read::NO_AMOUNT;
use crate::shown::{self, Made, ShownColumn};
use crate::table::{Aside, Cell, Column, MoneyUnit, NamedUnit, Row, SetAside, Table};
use crate::value::{RowReader, overfull};
use crate::vocabulary::{Vocabulary, fold};

/// What headers of numbers end with that are never money, but say who somebody is.
const NO_MONEY: [&str; 15] = [
    "序号",
    "编号",
    "工号",
    "编码",
    "代码",
    "号码",
    "证号",
    "账号",
    "卡号",
    "身份证",
    "银行卡",
    "手机",
    "手机号",
    "电话",
    "邮编",
];

/// Fields of the payments that a payroll leads to.
const FIELDS: [Field; 9] = [
    Field::Date,
    Field::Voucher,
    Field::Line,
    Field::Economic,
    Field::ProjectCode,
    Field::Amount,
    Field::Payee,
    Field::Memo,
    Field::Activity,
];

/// Which column of a payroll is paid from where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayrollRule {
    /// Who receives, as the payments say it.
    pub payee: String,
    /// What for, as the payments say it.
    pub memo: String,
    /// Unit of the amounts.
    #[serde(default = "yuan")]
    pub unit: MoneyUnit,
    /// Header of the column of dates; without it the whole file has one date.
    #[serde(default)]
    pub date: Option<String>,
    /// Header of the column of voucher numbers.
    #[serde(default)]
    pub voucher: Option<String>,
    /// Header of the column that sums the paid columns of each row.
    #[serde(default)]
    pub total: Option<String>,
    /// Headers of amounts that are not paid from the budget, like what is withheld.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// The columns that are paid.
    pub columns: Vec<PaidColumn>,
}

/// One column of a payroll.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaidColumn {
    /// Its header.
    pub header: String,
    /// Budget line; found by class and project if it is not named.
    #[serde(default)]
    pub line: Option<String>,
    /// Economic class.
    #[serde(default)]
    pub economic: Option<String>,
    /// Code of the project.
    #[serde(default)]
    pub project: Option<String>,
    /// Activity.
    #[serde(default)]
    pub activity: Option<String>,
    /// Who receives, if others than the rest.
    #[serde(default)]
    pub payee: Option<String>,
    /// What for, if it is a payment of its own.
    #[serde(default)]
    pub memo: Option<String>,
    /// Whether it is taken off, like pay for days of absence.
    #[serde(default)]
    pub subtract: bool,
}

const fn yuan() -> MoneyUnit {
    MoneyUnit::Yuan
}

/// A rule that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayrollRuleError {
    /// It is no TOML of this form.
    #[error("it is no rule for payrolls")]
    Form(#[from] toml::de::Error),
    /// It pays no column.
    #[error("it names no column")]
    NoColumn,
    /// It says two things about a column.
    #[error("it names the column {0:?} twice")]
    Twice(String),
    /// A column has neither line nor class nor project.
    #[error("it does not say from where {0:?} is paid")]
    Nowhere(String),
}

/// What keeps a payroll from becoming payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayrollFault {
    /// Its columns are not those of the rule.
    Columns(MapError),
    /// Sums are wrong, and these columns of the rule are not there.
    Absent {
        /// Their headers.
        headers: Vec<String>,
        /// The headers that are there.
        known: Vec<String>,
    },
    /// A cell is wrong.
    Cell(Fault),
    /// The payroll states another unit than the rule.
    OtherUnit {
        /// What the payroll states.
        named: NamedUnit,
        /// The unit of the rule.
        rule: MoneyUnit,
    },
}

/// What makes amounts one payment: the place of the date and number, and the column's particulars.
type Group<'r> = (String, String, [&'r str; 6]);

impl PayrollRule {
    /// Reads a rule and checks it.
    pub fn parse(text: &str) -> Result<Self, PayrollRuleError> {
        let rule: Self = toml::from_str(text)?;
        if rule.columns.is_empty() {
            return Err(PayrollRuleError::NoColumn);
        }
        let mut headers: Vec<&String> = rule.ignore.iter().collect();
        for column in &rule.columns {
            if headers.contains(&&column.header) {
                return Err(PayrollRuleError::Twice(column.header.clone()));
            }
            headers.push(&column.header);
            if column.line.is_none() && column.economic.is_none() && column.project.is_none() {
                return Err(PayrollRuleError::Nowhere(column.header.clone()));
            }
        }
        Ok(rule)
    }

    /// Returns the vocabulary that finds the header of a payroll.
    pub fn vocabulary(&self) -> Vocabulary {
        let others = [&self.date, &self.voucher, &self.total].into_iter().flatten();
        let paid = self.columns.iter().map(|column| &column.header);
        Vocabulary::of_headers(paid.chain(others).chain(&self.ignore).map(String::as_str))
    }

    /// Turns a payroll into the table of its payments, in yuan: the amounts of one day, number,
    /// line, class, project, payee and memo are one. Their sum is that of the paid columns.
    pub fn payments(&self, table: &Table, year: FiscalYear) -> Result<Table, Vec<PayrollFault>> {
        let placed = self.place(table)?;
        let mut faults = self.unpaid(table, &placed, year);
        let sums = sums::divide(table, &placed, self.unit, year);
        faults.extend(sums.faults);
        let remarks = held_back::remarks(table, &placed.used());
        let mut groups: BTreeMap<Group<'_>, Paid> = BTreeMap::new();
        for row in table.rows.iter().filter(|row| !sums.rows.contains_key(&row.number)) {
            faults.extend(overfull(table, row).map(PayrollFault::Cell));
            let used = placed.paid.iter().map(|(position, _)| *position);
            faults.extend(table.struck_out(row, used).map(PayrollFault::Cell));
            let mut paid = Money::ZERO;
            for (place, (position, column)) in placed.paid.iter().enumerate() {
                let amount = match amount(table, *position, row, self.unit, year) {
                    Ok(amount) => amount,
                    Err(found) => {
                        faults.extend(found.into_iter().map(PayrollFault::Cell));
                        continue;
                    }
                };
                let amount = if column.subtract { amount.negated() } else { amount };
                let cell = |at: Option<usize>| at.map_or(Cell::Empty, |at| row.cell(at).clone());
                let (date, voucher) = (cell(placed.date), cell(placed.voucher));
                let group = self.group(column, &date, &voucher);
                let added = add(&mut paid, amount).and_then(|()| {
                    let payment = || Paid::of(self.row(column, row.number, date, voucher));
                    groups.entry(group).or_insert_with(payment).add(row.number, place, amount)
                });
                if let Err(error) = added {
                    let column = table.columns.get(*position);
                    let (place, value) = (table.place(row.number, column), String::new());
                    let reason = Reason::Money(error);
                    faults.push(PayrollFault::Cell(Fault { place, value, reason }));
                }
            }
            faults.extend(held_back::told(table, row, &remarks, paid));
            faults.extend(self.wrong_total(table, &placed, row, paid, year));
        }
        if !faults.is_empty() {
            faults.splice(0..0, self.absent(table, &faults));
            return Err(faults);
        }
        let paid = groups.into_values().filter(|paid| !paid.amount.is_zero());
        let mut paid: Vec<Paid> = paid.map(Paid::at_its_first_row).collect();
        paid.sort_by_key(|paid| paid.row.number);
        let cells = paid.iter().map(|paid| paid.cells.clone()).collect();
        let rows = paid.into_iter().map(|paid| with_amount(paid.row, paid.amount)).collect();
        let headers = FIELDS.map(Field::name);
        let mut payments = Table::structured(&table.file, table.reading.format, &headers, rows);
        payments.sheet.clone_from(&table.sheet);
        // Their sums were checked here, column by column; its titles may name a month.
        let number_only = |(number, reason): (u32, Aside)| SetAside {
            row: Row { number, cells: Vec::new() },
            reason,
        };
        let known = table.set_aside.iter();
        let known = known.map(|aside| match aside.reason {
            Aside::Title => aside.clone(),
            reason => number_only((aside.row.number, reason)),
        });
        payments.set_aside = known.chain(sums.rows.into_iter().map(number_only)).collect();
        payments.set_aside.sort_by_key(|aside| aside.row.number);
        payments.reading = table.reading.clone();
        payments.years.clone_from(&table.years);
        payments.hidden.choice = table.hidden.choice;
        payments.origin = Some(self.origin(table, &placed, cells));
        Ok(payments)
    }

    /// Says which columns of the payroll the payments are made of.
    fn origin(&self, table: &Table, placed: &Placed<'_>, rows: Vec<OwnCells>) -> Origin {
        let name = |at: usize| table.columns.get(at).map(|column| column.name.clone());
        let own = |(position, column): &(usize, &PaidColumn)| {
            let PaidColumn { line, economic, project, activity, payee, memo, .. } = column;
            let said = [
                (Field::Line, line),
                (Field::Economic, economic),
                (Field::ProjectCode, project),
                (Field::Activity, activity),
                (Field::Payee, payee),
                (Field::Memo, memo),
            ];
            let said = said.into_iter().filter_map(|(field, text)| Some((field, text.clone()?)));
            let (name, is_subtracted) = (name(*position).unwrap_or_default(), column.subtract);
            OwnColumn { name, is_subtracted, says: said.collect() }
        };
        let fields = [(Field::Date, placed.date), (Field::Voucher, placed.voucher)];
        let fields = fields.into_iter().filter_map(|(field, at)| Some((field, name(at?)?)));
        let left_out = self.ignore.iter().filter(|header| !positions(table, header).is_empty());
        Origin {
            kind: OwnKind::Columns,
            columns: placed.paid.iter().map(own).collect(),
            fields: fields.collect(),
            left_out: left_out.cloned().collect(),
            absent: self.missed(table, placed),
            rows,
        }
    }

    /// The headers of the columns that pay.
    fn paying(&self) -> impl Iterator<Item = &String> {
        self.columns.iter().map(|column| &column.header)
    }

    /// Names the columns of the rule that a payroll lacks; none where the totals of its rows are there, which
    /// were held against the others.
    fn missed(&self, table: &Table, placed: &Placed<'_>) -> Vec<String> {
        if placed.total.is_some() {
            return Vec::new();
        }
        lacking(table, self.paying().chain(&self.voucher).chain(&self.total))
    }

    /// Finds the columns of the rule in a table.
    fn place<'r>(&'r self, table: &Table) -> Result<Placed<'r>, Vec<PayrollFault>> {
        let mut faults = Vec::new();
        let mut one = |field: Field, header: &str| match positions(table, header).as_slice() {
            [] => None,
            [at] => Some(*at),
            several => {
                let headers = several.iter().map(|_| header.to_owned()).collect();
                let error = MapError::SeveralColumns { field, headers };
                faults.push(PayrollFault::Columns(error));
                None
            }
        };
        let paid = self.columns.iter();
        let paid = paid.filter_map(|column| Some((one(Field::Amount, &column.header)?, column)));
        let paid: Vec<_> = paid.collect();
        let date = self.date.as_ref().map(|header| (header, one(Field::Date, header)));
        let voucher = self.voucher.as_ref().and_then(|header| one(Field::Voucher, header));
        let total = self.total.as_ref().and_then(|header| one(Field::Amount, header));
        let missing = match date {
            Some((header, None)) => Some(header),
            _ if paid.is_empty() => self.columns.first().map(|column| &column.header),
            _ => None,
        };
        if let Some(header) = missing.filter(|_| faults.is_empty()) {
            let known = table.columns.iter().map(|column| column.name.clone()).collect();
            let header = header.clone();
            faults.push(PayrollFault::Columns(MapError::NoHeader { header, known }));
        }
        let money: Vec<usize> = paid.iter().map(|(at, _)| *at).chain(total).collect();
        let (named, strange) = contradictions(table, &money, self.unit);
        let other = |named| PayrollFault::OtherUnit { named, rule: self.unit };
        faults.extend(named.into_iter().map(other));
        faults.extend(strange.into_iter().map(PayrollFault::Columns));
        faults.extend(paid.iter().filter_map(|(position, _)| self.shown(table, *position)));
        let signed = paid.iter().filter_map(|(position, _)| table.columns.get(*position));
        let signed = signed.filter_map(|column| MapError::of_sign(table, column));
        faults.extend(signed.map(PayrollFault::Columns));
        let date = date.and_then(|(_, at)| at);
        let placed = Placed { paid, date, voucher, total };
        let used = placed.used().into_iter();
        let hidden = hidden::columns_in_question(table, used).map(MapError::HiddenColumns);
        faults.extend(hidden.map(PayrollFault::Columns));
        if faults.is_empty() { Ok(placed) } else { Err(faults) }
    }

    /// Refuses a column whose numbers are shown in another unit than that of the rule.
    fn shown(&self, table: &Table, position: usize) -> Option<PayrollFault> {
        let column = table.columns.get(position)?;
        let ShownColumn { shown, row, .. } = shown::of_column(table, column)?;
        let agrees = shown.made == Made::Named(self.unit);
        let (column, shown) = (column.name.clone(), shown.clone());
        let error = MapError::Shown { column, row, shown };
        (!agrees).then_some(PayrollFault::Columns(error))
    }

    /// Names the columns of the rule that a payroll lacks, where its sums are wrong.
    fn absent(&self, table: &Table, faults: &[PayrollFault]) -> Option<PayrollFault> {
        let is_sum = |fault: &PayrollFault| {
            let PayrollFault::Cell(fault) = fault else { return false };
            matches!(fault.reason, Reason::SumDiffers { .. })
        };
        let headers = lacking(table, self.paying());
        let known = || table.columns.iter().map(|column| column.name.clone()).collect();
        (!headers.is_empty() && faults.iter().any(is_sum))
            .then(|| PayrollFault::Absent { headers, known: known() })
    }

    /// Finds money in columns that the rule does not name.
    fn unpaid(&self, table: &Table, placed: &Placed<'_>, year: FiscalYear) -> Vec<PayrollFault> {
        let mut known: Vec<usize> = placed.paid.iter().map(|(position, _)| *position).collect();
        known.extend([placed.date, placed.voucher, placed.total].into_iter().flatten());
        known.extend(self.ignore.iter().flat_map(|header| positions(table, header)));
        let is_free = |column: &&Column| {
            let last = column.last_part();
            let last = fold(last);
            let is_number = NO_MONEY.iter().any(|end| last.ends_with(end));
            !known.contains(&column.position) && !is_number
        };
        let mut faults = Vec::new();
        for column in table.columns.iter().filter(is_free) {
            let money = table.rows.iter().find(|row| {
                let text = row.cell(column.position).to_string();
                let digits = text.trim().bytes().take_while(u8::is_ascii_digit).count();
                let is_number = digits >= NO_AMOUNT && digits == text.trim().len();
                !is_number
                    && amount(table, column.position, row, self.unit, year)
                        .is_ok_and(|amount| !amount.is_zero())
            });
            if let Some(row) = money {
                let place = table.place(row.number, Some(column));
                let value = row.cell(column.position).to_string();
                let reason = Reason::NotInRule;
                faults.push(PayrollFault::Cell(Fault { place, value, reason }));
            }
        }
        faults
    }

    /// Compares what is paid in a row with the row's own total.
    fn wrong_total(
        &self,
        table: &Table,
        placed: &Placed<'_>,
        row: &Row,
        paid: Money,
        year: FiscalYear,
    ) -> Option<PayrollFault> {
        let position = placed.total?;
        let stated = amount(table, position, row, self.unit, year).ok()?;
        let place = table.place(row.number, table.columns.get(position));
        let value = row.cell(position).to_string();
        let reason = Reason::SumDiffers { stated, summed: paid };
        (stated != paid).then_some(PayrollFault::Cell(Fault { place, value, reason }))
    }

    fn group<'r>(&'r self, column: &'r PaidColumn, date: &Cell, voucher: &Cell) -> Group<'r> {
        let text = |value: &'r Option<String>| value.as_deref().unwrap_or_default();
        let PaidColumn { line, economic, project, activity, payee, memo, .. } = column;
        let payee = payee.as_ref().unwrap_or(&self.payee);
        let memo = memo.as_ref().unwrap_or(&self.memo);
        let parts = [text(line), text(economic), text(project), text(activity), payee, memo];
        (date.to_string(), voucher.to_string(), parts)
    }

    fn row(&self, column: &PaidColumn, number: u32, date: Cell, voucher: Cell) -> Row {
        let text = |value: &Option<String>| Cell::text(value.as_deref().unwrap_or_default());
        let PaidColumn { line, economic, project, activity, payee, memo, .. } = column;
        let cells = vec![
            date,
            voucher,
            text(line),
            text(economic),
            text(project),
            Cell::Empty,
            Cell::text(payee.as_ref().unwrap_or(&self.payee)),
            Cell::text(memo.as_ref().unwrap_or(&self.memo)),
            text(activity),
        ];
        Row { number, cells }
    }
}

/// Where the columns of a rule are in a table.
struct Placed<'r> {
    paid: Vec<(usize, &'r PaidColumn)>,
    date: Option<usize>,
    voucher: Option<usize>,
    total: Option<usize>,
}

impl Placed<'_> {
    /// Returns the positions of all of them.
    fn used(&self) -> Vec<usize> {
        let paid = self.paid.iter().map(|(position, _)| *position);
        paid.chain([self.date, self.voucher, self.total].into_iter().flatten()).collect()
    }
}

/// Returns those headers that a table lacks.
fn lacking<'r>(table: &Table, headers: impl Iterator<Item = &'r String>) -> Vec<String> {
    headers.filter(|header| positions(table, header).is_empty()).cloned().collect()
}

/// Reads one cell as money; a blank one is nothing.
fn amount(
    table: &Table,
    position: usize,
    row: &Row,
    unit: MoneyUnit,
    year: FiscalYear,
) -> Result<Money, Vec<Fault>> {
    let mapping = Mapping::of_amounts(position, unit);
    let mut reader = RowReader::new(table, &mapping, year);
    reader.turn_to(row);
    let amount = reader.optional_money(Field::Amount);
    amount.map(|amount| amount.unwrap_or(Money::ZERO)).ok_or(reader.faults)
}
