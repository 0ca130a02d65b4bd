//! Columns of accounts (会计科目): a list of entries on accounts is no list of payments, and on an account of
//! money 借 is what came in.

use crate::table::{Cell, Column, Table};
use crate::vocabulary::{compact, fold};

/// What the headers of other columns of 科目 say: the other side of an entry, or a budget's classes.
const OTHERS: [&str; 6] = ["对方", "对应", "功能", "经济", "预算", "支出"];

/// English headers of accounts.
const ENGLISH: [&str; 5] =
    ["account", "accountname", "accountcode", "accounttitle", "ledgeraccount"];

/// Accounts of money, by the names of 《政府会计制度》 (财会〔2017〕25号); 财政应返还额度 is what the treasury holds
/// for the unit.
const MONEY: [&str; 5] = ["银行存款", "库存现金", "零余额账户", "其他货币资金", "财政应返还额度"];

/// Their codes there.
const CODES: [&str; 5] = ["1001", "1002", "1011", "1021", "1201"];

/// What the accounts of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accounts {
    /// Whether some are accounts of money.
    pub(crate) money: bool,
    /// Whether some are others.
    pub(crate) others: bool,
}

/// Returns the column of the accounts that rows are entries on.
pub(crate) fn column(table: &Table) -> Option<&Column> {
    let is_it = |column: &&Column| {
        let last = fold(column.last_part());
        let is_english = ENGLISH.contains(&last.as_str());
        is_english || last.contains("科目") && !OTHERS.iter().any(|word| last.contains(word))
    };
    table.columns.iter().find(is_it)
}

/// Looks at the accounts of a table.
pub(crate) fn of(table: &Table) -> Accounts {
    let mut accounts = Accounts::default();
    let Some(column) = column(table) else { return accounts };
    for row in &table.rows {
        let cell = row.cell(column.position);
        if cell.is_empty() {
            continue;
        }
        let is_money = is_money(cell);
        accounts.money |= is_money;
        accounts.others |= !is_money;
    }
    accounts
}

fn is_money(cell: &Cell) -> bool {
    let text = compact(&cell.to_string());
    let bare = text.trim_start_matches('(');
    let is_code = CODES.iter().any(|code| bare.starts_with(code));
    is_code || bare == "现金" || MONEY.iter().any(|word| bare.contains(word))
}
