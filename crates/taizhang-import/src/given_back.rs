//! Money that came in and gives a payment back: a bank's 冲正, 退汇 or 退票, a payee's 退款. Such a row is no income:
//! where it is set aside, the payment that failed stays among what was paid.
//!
//! A row on the side of what was received is of this kind where it says so itself, in its memo, in the name beside
//! it or in a column that fills no field; or where it says nothing of what it is, and the same amount was paid to
//! the same name before. Which payment of the table it gives back is told by a number
//! that both rows have, else by the payee and the amount; a person is asked in any case.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use taizhang_core::{FiscalYear, Money};

use crate::field::Field;
use crate::mapping::Mapping;
use crate::table::{Cell, Column, Row, Table};
use crate::take_back::{is_negative, is_take_back};
use crate::telling::{Telling, says};
use crate::value::RowReader;
use crate::vocabulary::{compact, fold};

/// What a row of the side of receipts says that gives a payment back.
const WORDS: [&str; 29] = [
    "冲正",
    "冲销",
    "冲账",
    "冲帐",
    "冲回",
    "红冲",
    "红字",
    "抹账",
    "错账",
    "反交易",
    "退汇",
    "退票",
    "退回",
    "退款",
    "退还",
    "退付",
    "被退",
    "原路退",
    "拒付",
    "撤销",
    "支付失败",
    "付款失败",
    "转账失败",
    "汇款失败",
    "交易失败",
    "户名不符",
    "账号不符",
    "账号错误",
    "归还借款",
];

/// What a row of that side says that is income.
const INCOME: [&str; 18] = [
    "拨款",
    "拨入",
    "经费",
    "利息",
    "结息",
    "收入",
    "租金",
    "房租",
    "学费",
    "押金",
    "保证金",
    "报名费",
    "培训费",
    "返还",
    "退税",
    "补助",
    "缴款",
    "捐",
];

/// A row that received what had been paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenBack {
    /// What came in, above zero.
    pub amount: Money,
    /// Position of the column that says so; none says it of the same amount of the same payee.
    pub told: Option<usize>,
    /// Position of the column that names who sent it, where that is not the one of payees.
    pub(crate) payer: Option<usize>,
    /// The row of the same table that paid it, as far as the file tells.
    pub of: Option<u32>,
}

/// Finds the rows that give a payment back.
#[derive(Debug)]
pub(crate) struct Giving<'t> {
    table: &'t Table,
    telling: Telling<'t>,
    /// Positions of the columns of words.
    words: Vec<usize>,
}

impl<'t> Giving<'t> {
    /// Looks at the columns of a table.
    pub(crate) fn of(table: &'t Table, mapping: &Mapping) -> Self {
        let read = [Field::Memo, Field::State, Field::Payee];
        let read = read.iter().filter_map(|field| mapping.columns.get(field).copied());
        let unused = mapping.unused_columns(table);
        let words = read.chain(unused.map(|column| column.position)).collect();
        Self { table, telling: Telling::of(table, mapping), words }
    }

    /// Returns the position of the first column by which a row that received money says that it gives it back.
    pub(crate) fn told(&self, row: &Row) -> Option<usize> {
        let is_told = |position: &usize| {
            let cell = self.table.said(row, *position);
            matches!(cell, Cell::Text(text) if says(&compact(text), &WORDS))
        };
        let told = self.words.iter().copied().find(is_told);
        told.or_else(|| self.telling.came_back(row))
    }

    /// Tells whether a row says that what it received is income.
    pub(crate) fn says_income(&self, row: &Row) -> bool {
        self.words.iter().any(|position| {
            let cell = self.table.said(row, *position);
            matches!(cell, Cell::Text(text) if says(&compact(text), &INCOME))
        })
    }
}

/// A row of the table with its amount, if it pays, and its day.
struct Moved {
    /// Its place among the rows.
    at: usize,
    amount: Option<Money>,
    on: Option<Date>,
}

/// A row that received money, and says that it gives it back or nothing of what it is.
pub(crate) struct Receipt {
    /// Its place among the rows.
    pub(crate) at: usize,
    /// What it received.
    pub(crate) amount: Money,
    /// Position of the column that says so.
    pub(crate) told: Option<usize>,
}

/// Joins each receipt that gives back with the row that paid it: the last one before it of the same number,
/// else of the same payee and amount. Those that say nothing are joined only so, behind the others.
pub(crate) fn join(
    table: &Table,
    mapping: &Mapping,
    year: FiscalYear,
    (receipts, is_paid): (&[Receipt], &[bool]),
) -> BTreeMap<u32, GivenBack> {
    if receipts.is_empty() {
        return BTreeMap::new();
    }
    let mut reader = RowReader::new(table, mapping, year);
    let rows = is_paid.iter().enumerate().filter(|(_, is_paid)| **is_paid).map(|(at, _)| at);
    let paid = rows.filter_map(|at| moved(&mut reader, table, at)).collect();
    let mut joining = Joining {
        table,
        paid,
        taken: BTreeSet::new(),
        numbers: Numbers::of(table),
        names: mapping.columns.get(&Field::Payee).copied(),
        senders: senders(table),
    };
    let has_number = |row: &Row| {
        let column = mapping.columns.get(&Field::OriginalVoucher);
        column.is_some_and(|position| !table.said(row, *position).is_empty())
    };
    let mut joined = BTreeMap::new();
    let alike = joining.alike(receipts);
    let told = receipts.iter().filter(|receipt| receipt.told.is_some());
    for Receipt { at, amount, told } in told.chain(alike) {
        let Some(row) = table.rows.get(*at) else { continue };
        let on = moved(&mut reader, table, *at).and_then(|moved| moved.on);
        // Several columns of amounts are entries of their own.
        let is_open = mapping.parts.is_empty() && !has_number(row);
        let of = if is_open { joining.payment(row, (*amount, *told), on) } else { None };
        let (amount, told, payer) = (*amount, *told, joining.senders);
        if told.is_none() && of.is_none() {
            continue;
        }
        joined.insert(row.number, GivenBack { amount, told, payer, of });
    }
    joined
}

fn moved<'t>(reader: &mut RowReader<'t>, table: &'t Table, at: usize) -> Option<Moved> {
    reader.faults.clear();
    reader.turn_to(table.rows.get(at)?);
    let pays = !is_take_back(reader) && !is_negative(reader);
    let amount = reader.whole_money(Field::Amount).flatten().filter(|_| pays);
    reader.faults.clear();
    Some(Moved { at, amount, on: reader.date(Field::Date) })
}

/// What receipts are joined with.
struct Joining<'t> {
    table: &'t Table,
    /// The rows that pay.
    paid: Vec<Moved>,
    /// Places of those that were given back.
    taken: BTreeSet<usize>,
    numbers: Numbers<'t>,
    /// The column of payees.
    names: Option<usize>,
    /// The column of who sent what was received.
    senders: Option<usize>,
}

impl Joining<'_> {
    /// Lists the receipts that say nothing, and whose amount some row paid to the same name.
    fn alike<'r>(&self, receipts: &'r [Receipt]) -> Vec<&'r Receipt> {
        let silent = || receipts.iter().filter(|receipt| receipt.told.is_none());
        let (Some(payees), true) = (self.names, silent().next().is_some()) else {
            return Vec::new();
        };
        let of_row = |at: usize, position: usize| {
            let name = name(self.table, self.table.rows.get(at)?, position);
            (!name.is_empty()).then_some(name)
        };
        let paid =
            self.paid.iter().filter_map(|paid| Some((paid.amount?, of_row(paid.at, payees)?)));
        let paid: BTreeSet<(Money, String)> = paid.collect();
        let sender = self.senders.unwrap_or(payees);
        let is_paid = |receipt: &&Receipt| {
            of_row(receipt.at, sender).is_some_and(|name| paid.contains(&(receipt.amount, name)))
        };
        silent().filter(is_paid).collect()
    }

    /// Finds the row that paid what a receipt gives back, and keeps that it was.
    fn payment(
        &mut self,
        row: &Row,
        (amount, told): (Money, Option<usize>),
        on: Option<Date>,
    ) -> Option<u32> {
        let is_before = |paid: &&Moved| paid.on.zip(on).is_none_or(|(paid, on)| paid <= on);
        let free = || {
            let free = self.paid.iter().filter(|paid| !self.taken.contains(&paid.at));
            let rows = free.filter(is_before).filter_map(|paid| {
                Some((paid.on, paid.at, paid.amount?, self.table.rows.get(paid.at)?))
            });
            rows.filter(|(.., paid, _)| *paid >= amount)
        };
        let numbered =
            free().filter(|(.., paid)| told.is_some() && self.numbers.are_shared(paid, row));
        let sender = self.senders.or(self.names).map(|at| name(self.table, row, at));
        let is_of_sender = |paid: &Row| {
            let name = self.names.map(|at| name(self.table, paid, at));
            name == sender && name.is_some_and(|name| !name.is_empty())
        };
        let alike = || free().filter(|(_, _, paid, row)| *paid == amount && is_of_sender(row));
        let last = numbered.max_by_key(|(on, at, ..)| (*on, *at));
        let last = last.or_else(|| alike().max_by_key(|(on, at, ..)| (*on, *at)));
        let (at, number) = last.map(|(_, at, _, row)| (at, row.number))?;
        self.taken.insert(at);
        Some(number)
    }
}

fn name(table: &Table, row: &Row, position: usize) -> String {
    compact(&table.said(row, position).to_string())
}

/// Finds the column of who sent what was received, where one column of names does not hold either side.
fn senders(table: &Table) -> Option<usize> {
    const SENDERS: [&str; 5] = ["付款人", "付款方", "付款单位", "付款账户", "汇款人"];
    const OTHERS: [&str; 6] = ["账号", "帐号", "行", "卡号", "地址", "编码"];
    let is_it = |column: &&Column| {
        let header = fold(column.last_part());
        SENDERS.iter().any(|word| header.starts_with(word))
            && !OTHERS.iter().any(|word| header.contains(word))
    };
    table.columns.iter().find(is_it).map(|column| column.position)
}

/// The columns of numbers that a payment and what gives it back may share.
struct Numbers<'t> {
    table: &'t Table,
    /// How many rows hold a number, by position.
    columns: Vec<(usize, BTreeMap<String, usize>)>,
}

/// How many rows may hold one number that tells a payment: more are of a branch, or of an account.
const FEW: usize = 3;

/// How short a number is that tells nothing.
const SHORT: usize = 3;

impl<'t> Numbers<'t> {
    fn of(table: &'t Table) -> Self {
        const NUMBERS: [&str; 5] = ["号", "流水", "no", "number", "ref"];
        const OTHERS: [&str; 11] = [
            "账号", "帐号", "卡号", "行号", "序号", "机构", "网点", "柜员", "电话", "证件", "企业",
        ];
        let is_it = |column: &&Column| {
            let header = fold(column.last_part());
            NUMBERS.iter().any(|word| header.contains(word))
                && !OTHERS.iter().any(|word| header.contains(word))
        };
        let count = |column: &Column| {
            let mut counted = BTreeMap::new();
            for row in &table.rows {
                let number = name(table, row, column.position);
                let count: &mut usize = counted.entry(number).or_default();
                *count = count.saturating_add(1);
            }
            (column.position, counted)
        };
        Self { table, columns: table.columns.iter().filter(is_it).map(count).collect() }
    }

    /// Tells whether two rows have a number in common that few others have.
    fn are_shared(&self, one: &Row, other: &Row) -> bool {
        self.columns.iter().any(|(position, counted)| {
            let number = name(self.table, one, *position);
            number.len() >= SHORT
                && number == name(self.table, other, *position)
                && counted.get(&number).is_some_and(|count| *count <= FEW)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn receipts_that_give_back_say_so() {
        for told in
            ["冲正", "账号户名不符退回", "退汇", "待处理退汇款项", "商户消费-退款", "多付退还"]
        {
            assert!(says(told, &WORDS), "{told}");
        }
        for not in
            ["拨款", "经费", "利息收入", "留抵退税", "个税手续费返还", "退休人员经费", "火车退票费"]
        {
            assert!(!says(not, &WORDS), "{not}");
        }
    }
}
