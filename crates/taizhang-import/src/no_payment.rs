//! Rows of a list that is compared and not entered, which say that nothing was paid, or that it came back. An
//! import asks about the same rows before it enters them; compared unasked, they would agree with payments of
//! the ledger that were never made.

use taizhang_core::Money;

use crate::carried;
use crate::field::Field;
use crate::mapping::Mapping;
use crate::question::Question;
use crate::repeated_sums::is_sum;
use crate::table::{Cell, Column, Row, Table};
use crate::telling::{self, Telling};
use crate::value::RowReader;
use crate::vocabulary::{compact, fold};

/// What the header of an answer holds: 处理结果, 银行反馈.
const ANSWERS: [&str; 6] = ["结果", "反馈", "返回", "回执", "状态", "回单"];

/// What an answer says of a payment that was not made, beside nothing that was taken back.
const FAILED: [&str; 12] = [
    "失败",
    "未支付",
    "未付",
    "未成功",
    "不成功",
    "拒付",
    "止付",
    "账号错误",
    "账号不符",
    "账号不存在",
    "账户不存在",
    "户名不符",
];

/// Of what is taken back something else failed: 退款失败.
const BACK: [char; 2] = ['退', '冲'];

/// What a row says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Nothing against its amount.
    Paid,
    /// An answer says that it was not made.
    Failed,
    /// A person must say what it is.
    Asked(Question),
}

/// The columns of a table that may say that a row is no payment.
#[derive(Debug)]
pub(crate) struct NoPayment<'t> {
    table: &'t Table,
    telling: Telling<'t>,
    /// Positions of the columns of memos, which a comparison does not need.
    memos: Vec<usize>,
}

impl<'t> NoPayment<'t> {
    /// Looks at the headers.
    pub(crate) fn of(table: &'t Table, mapping: &Mapping) -> Self {
        let is_memo = |column: &&Column| telling::is_memo(&fold(column.last_part()));
        let memos = mapping.unused_columns(table).filter(is_memo).map(|column| column.position);
        Self { table, telling: Telling::of(table, mapping), memos: memos.collect() }
    }

    /// Tells what a row says of itself. That something was taken back is no news of an amount below zero.
    pub(crate) fn answer(
        &self,
        reader: &RowReader<'_>,
        row: &Row,
        amount: Money,
        payee: &str,
    ) -> Answer {
        if !self.table.inks.is_empty()
            && let Some(position) = reader.struck_out()
        {
            return Answer::Asked(Question::StruckOut(position));
        }
        let told = self.telling.told(row);
        if told.is_some_and(|position| self.is_failed(row, position)) {
            return Answer::Failed;
        }
        if amount.is_negative() {
            return Answer::Paid;
        }
        if let Some(position) = told.or_else(|| self.told_by_memo(row)) {
            return Answer::Asked(Question::Told(position));
        }
        if carried::is_no_payee(payee) {
            return Answer::Asked(Question::CarriedOn(Field::Payee));
        }
        if is_sum(payee) {
            return Answer::Asked(Question::SaysSum(Field::Payee));
        }
        Answer::Paid
    }

    fn is_failed(&self, row: &Row, position: usize) -> bool {
        let header = self.table.columns.get(position).map(|column| fold(column.last_part()));
        let is_answer =
            header.is_some_and(|header| ANSWERS.iter().any(|word| header.contains(word)));
        let said = compact(&self.table.said(row, position).to_string());
        is_answer && telling::says_so(&said, &FAILED) && !said.contains(BACK)
    }

    fn told_by_memo(&self, row: &Row) -> Option<usize> {
        let is_told = |position: &usize| {
            let cell = self.table.said(row, *position);
            let Cell::Text(text) = cell else { return false };
            telling::is_of_memo(text) || carried::is_told(text) || is_sum(text)
        };
        self.memos.iter().copied().find(is_told)
    }
}
