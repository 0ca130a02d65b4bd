//! The provincial system's list of payments, for comparing and not for entering.

use jiff::civil::Date;
use taizhang_core::{FiscalYear, Money};

use super::{KnownColumn, optional, required};
use crate::draft::{RefusedRow, RowRef, Source};
use crate::field::Field;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(
        Field::Date,
        &[
            "日期",
            "支付日期",
            "实际支付日期",
            "清算日期",
            "业务日期",
            "记账日期",
            "凭证日期",
            "交易日期",
            "申请日期",
            "XPAY_DATE",
            "ACT_LQD_DATE",
            "CREATE_DATE",
        ],
    ),
    optional(
        Field::Voucher,
        &["凭证号", "凭证编号", "支付凭证号", "凭证字号", "记账凭证号", "PAY_CERT_NO"],
    ),
    optional(
        Field::PaymentId,
        &["支付单号", "支付申请编号", "申请编号", "单据号", "交易流水号", "流水号", "PAY_APP_NO"],
    ),
    required(
        Field::Amount,
        &[
            "金额",
            "支付金额",
            "支出金额",
            "实际支付金额",
            "实付金额",
            "本次支付金额",
            "发生额",
            "支出",
            "XPAY_AMT",
            "PAY_AMT",
            "PAY_APP_AMT",
        ],
    ),
];

/// One payment as the other side shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// Its place.
    pub row: RowRef,
    /// Its day.
    pub on: Date,
    /// Its number; empty where there is none.
    pub number: String,
    /// Yuan; negative for what came back.
    pub amount: Money,
}

/// Reads the rows of statements; what cannot be read is refused with its place.
pub fn statement(sources: &[Source], year: FiscalYear) -> (Vec<StatementRow>, Vec<RefusedRow>) {
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for (index, source) in sources.iter().enumerate() {
        let mut reader = RowReader::new(&source.table, &source.mapping, year);
        for row in &source.table.rows {
            reader.turn_to(row);
            let place = RowRef { source: index, row: row.number };
            let on = reader.date(Field::Date);
            let amount = reader.money(Field::Amount);
            let number = reader.optional_text(Field::Voucher);
            let number = number.or_else(|| reader.optional_text(Field::PaymentId));
            let number = number.unwrap_or_default();
            let faults = std::mem::take(&mut reader.faults);
            match (on, amount) {
                (Some(on), Some(amount)) if faults.is_empty() => {
                    rows.push(StatementRow { row: place, on, number, amount });
                }
                _ => refused.push(RefusedRow { row: place, amount, faults }),
            }
        }
    }
    (rows, refused)
}
