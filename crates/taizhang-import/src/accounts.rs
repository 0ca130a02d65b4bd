//! Columns of accounts (会计科目): a list of entries on accounts is no list of payments, and on an account of
//! money 借 is what came in.

use crate::table::{Aside, Cell, Column, Table, is_space};
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
    table.columns.iter().find(|column| is_of_accounts(column))
}

fn is_of_accounts(column: &Column) -> bool {
    let last = fold(column.last_part());
    let is_english = ENGLISH.contains(&last.as_str());
    is_english || last.contains("科目") && !OTHERS.iter().any(|word| last.contains(word))
}

/// Tells whether a column is of accounts that are all of spending, or all of money: what either means for the
/// sides of a list is known.
pub(crate) fn are_known(table: &Table, column: &Column) -> bool {
    let cells = || table.rows.iter().map(|row| row.cell(column.position));
    let are_all =
        |is_it: &dyn Fn(&Cell) -> bool| cells().all(|cell| cell.is_empty() || is_it(cell));
    is_of_accounts(column)
        && (are_all(&is_money) || are_all(&|cell| is_of_spending(&cell.to_string())))
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

/// Returns the account that the rows above the header state: `科目：5101 单位管理费用`, the label and the account
/// in cells of their own, or `5001 业务活动费用明细账`.
pub(crate) fn stated(table: &Table) -> Option<String> {
    let titles = table.set_aside.iter().filter(|aside| aside.reason == Aside::Title);
    titles
        .flat_map(|aside| aside.row.cells.iter().enumerate().map(|(at, _)| (&aside.row, at)))
        .find_map(|(row, at)| {
            let text = row.cell(at).to_string();
            let (label, rest) = text.split_once([':', '：']).unwrap_or((text.as_str(), ""));
            if !is_label(label) {
                return named_by_title(&text);
            }
            if rest.trim_matches(is_space).is_empty() {
                // The label has a cell of its own.
                let behind = row.cells.iter().skip(at.saturating_add(1));
                let behind = behind.map(Cell::to_string).find(|text| !text.is_empty())?;
                return (!is_label(&behind)).then_some(behind);
            }
            Some(first_of(rest))
        })
}

/// Labels of the account that a ledger is of.
const LABELS: [&str; 6] = ["科目", "科目名称", "会计科目", "账户", "科目编码", "科目代码"];

fn is_label(text: &str) -> bool {
    let label = compact(text);
    LABELS.iter().any(|known| *known == label)
}

/// Returns what a title says of the account before 明细账, if it begins with a code of 费用 or 预算支出; a
/// cashier's book of what was spent has none.
fn named_by_title(title: &str) -> Option<String> {
    let title = compact(title);
    let (account, _) = title.split_once("明细账").or_else(|| title.split_once("明细帐"))?;
    let digits = account.bytes().take_while(u8::is_ascii_digit).count();
    (digits >= 4 && account.starts_with(['5', '7'])).then(|| account.to_owned())
}

/// Returns the code and the name at the beginning of what stands behind a label; other labels may follow.
fn first_of(text: &str) -> String {
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let is_code = first.bytes().all(|byte| byte.is_ascii_digit() || b".-".contains(&byte));
    match words.next().filter(|word| is_code && !word.contains([':', '：'])) {
        Some(name) => format!("{first} {name}"),
        None => first.to_owned(),
    }
}

/// Tells whether all accounts of a table are of spending, and there are some.
pub(crate) fn are_of_spending(table: &Table) -> bool {
    let Some(column) = column(table) else { return false };
    let cells = table.rows.iter().map(|row| row.cell(column.position));
    let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| is_of_spending(&cell.to_string()))
}

/// Tells whether an account is one of spending: by its name, or where it has none, by the code of 费用 or of
/// 预算支出 in 《政府会计制度》 (财会〔2017〕25号). 待摊费用 and 预提费用 are what is still to be spent or to be paid.
pub(crate) fn is_of_spending(account: &str) -> bool {
    let account = compact(account);
    let name = account.trim_start_matches(|c: char| c.is_ascii_digit() || ".-_/".contains(c));
    if name.is_empty() {
        return account.len() >= 4 && account.starts_with(['5', '7']);
    }
    let is_balance = ["待摊", "预提", "应付", "预付"].iter().any(|word| name.contains(word));
    !is_balance && ["费用", "支出"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names and codes of 《政府会计制度——行政事业单位会计科目和报表》 (财会〔2017〕25号).
    #[test]
    fn accounts_of_spending_are_known_by_name_or_code() {
        let cases = [
            ("5101 单位管理费用", true),
            ("5001", true),
            ("7101", true),
            ("7201事业支出", true),
            ("业务活动费用", true),
            ("业务活动费用/商品和服务费用", true),
            ("1401待摊费用", false),
            ("2401 预提费用", false),
            ("1801 长期待摊费用", false),
            ("1002 银行存款", false),
            ("6001", false),
            ("6001 财政拨款预算收入", false),
            ("50", false),
        ];
        for (account, expected) in cases {
            assert_eq!(is_of_spending(account), expected, "{account}");
        }
        assert_eq!(first_of("5101 单位管理费用 期间：3月"), "5101 单位管理费用");
        assert_eq!(first_of("5101  期间：3月"), "5101");
        assert_eq!(first_of("单位管理费用　单位：元"), "单位管理费用");
    }

    #[test]
    fn a_title_names_an_account_by_its_code() {
        let account = |title| named_by_title(title).unwrap_or_default();
        assert_eq!(account("5001 业务活动费用 明细账"), "5001业务活动费用");
        assert_eq!(account("7101020101行政支出明细帐（2022年）"), "7101020101行政支出");
        for title in ["2022年支出明细账", "支出明细账", "1002 银行存款明细账", "5001 业务活动费用"]
        {
            assert_eq!(account(title), "", "{title}");
        }
    }
}
