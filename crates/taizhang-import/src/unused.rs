//! Columns of money that fill no field, and so are left out: 手续费, 扣款, 税费. A person should see how
//! much that is.

use rust_decimal::Decimal;
use taizhang_core::amount_text::parse_amount;

use crate::draft::Source;
use crate::mapping::unique_name;
use crate::sides::number;
use crate::table::{Cell, Column, Row, is_space};
use crate::value::states_nothing;
use crate::vocabulary::fold;

/// What a header of money holds.
const MONEY: [&str; 11] = ["费", "款", "税", "额", "金", "元", "补贴", "津贴", "薪", "工资", "扣"];

/// What a header holds whose numbers are no money that was moved.
const OTHERS: [&str; 25] = [
    "号", "码", "编号", "序", "张", "数量", "个数", "人数", "天数", "次数", "单价", "余额", "率",
    "比", "年", "月", "日期", "时间", "面积", "科目", "电话", "邮编", "类型", "类别", "代",
];

/// A column of money that fills no field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedAmounts {
    /// Its header.
    pub column: String,
    /// What its cells come to in the rows that are read, as they are written.
    pub sum: Decimal,
    /// How many of its cells are no amounts, and are not in the sum.
    pub unread: usize,
}

/// Lists the columns of money of a table that fill no field, and come to something. Where a header does not
/// say that it is of money, its cells must: amounts all of them, some with 角 and 分.
pub fn amounts(source: &Source) -> Vec<UnusedAmounts> {
    let Source { table, mapping, .. } = source;
    if mapping.kind.money_fields().is_empty() || table.origin.is_some() {
        return Vec::new();
    }
    let sum = |column: &Column| {
        let amounts = summed(column, &table.rows)?;
        Some(UnusedAmounts { column: unique_name(table, column.position), ..amounts })
    };
    mapping.unused_columns(table).filter_map(sum).collect()
}

fn summed(column: &Column, rows: &[Row]) -> Option<UnusedAmounts> {
    let header = fold(&column.name);
    // 类, 款 and 项 are parts of a code.
    if header == "款" || OTHERS.iter().any(|word| header.contains(word)) {
        return None;
    }
    let says_money = MONEY.iter().any(|word| header.contains(word));
    let (mut sum, mut unread, mut read, mut has_fen) = (Decimal::ZERO, 0_usize, 0_usize, false);
    for cell in rows.iter().map(|row| row.cell(column.position)) {
        match amount(cell) {
            _ if states_nothing(cell) => {}
            Some(amount) if amount.normalize().scale() <= 2 => {
                read = read.saturating_add(1);
                has_fen = has_fen || amount.scale() > 0;
                sum = sum.checked_add(amount)?;
            }
            _ if !says_money => return None,
            _ => unread = unread.saturating_add(1),
        }
    }
    let is_money = read > 0 && (has_fen || says_money);
    let column = column.name.clone();
    is_money.then_some(UnusedAmounts { column, sum, unread })
}

/// Reads an amount as it is written, be it with its unit.
pub(crate) fn amount(cell: &Cell) -> Option<Decimal> {
    let with_unit = || match cell {
        Cell::Text(text) => Some(parse_amount(text.trim_matches(is_space)).ok()?.yuan()),
        _ => None,
    };
    number(cell).or_else(with_unit)
}
