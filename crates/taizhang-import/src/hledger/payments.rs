//! Postings to expenditure accounts as rows.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Journal;
use super::accounts::{AccountEntry, AccountTable, upwards};
use super::balance::{Posting, PostingKind, Transaction};
use crate::field::Field;
use crate::origin::{Origin, OwnCells, OwnColumn, OwnKind};
use crate::table::{Cell, MoneyUnit, NamedUnit, Row, Table};

/// First parts of accounts that hold expenditure by their name.
const ROOTS: [&str; 4] = ["expenses", "expense", "支出", "费用"];

/// The columns, by canonical name.
const FIELDS: [Field; 12] = [
    Field::Date,
    Field::Voucher,
    Field::Line,
    Field::Economic,
    Field::Amount,
    Field::Payee,
    Field::Memo,
    Field::Method,
    Field::ThreePublic,
    Field::Procurement,
    Field::Activity,
    Field::State,
];

/// The state of what is pending, which no word of a payment made is.
const PENDING: &str = "未决（!）";

pub(super) fn table(journal: &Journal, file: &str, accounts: &AccountTable) -> Table {
    let mut rows = Vec::new();
    let mut origin = Origin { kind: OwnKind::Accounts, ..Origin::default() };
    let mut known = BTreeMap::new();
    for transaction in &journal.transactions {
        for posting in &transaction.postings {
            // Virtual postings move no money.
            let is_real = posting.kind == PostingKind::Real;
            if is_real && is_expenditure(journal, accounts, &posting.account) {
                let row = row(journal, accounts, transaction, posting);
                let said = |field: Field| {
                    let at = FIELDS.iter().position(|known| *known == field)?;
                    Some((field, row.cell(at).to_string())).filter(|(_, text)| !text.is_empty())
                };
                let says: Vec<_> =
                    [Field::Line, Field::Economic].into_iter().filter_map(said).collect();
                let next = known.len();
                let column = *known.entry((posting.account.clone(), says)).or_insert(next);
                let cells = OwnCells { rows: vec![row.number], columns: vec![column] };
                origin.rows.push(cells);
                rows.push(row);
            }
        }
    }
    let mut columns: Vec<_> = known.into_iter().collect();
    columns.sort_unstable_by_key(|(_, at)| *at);
    let column = |((name, says), _)| OwnColumn { name, is_subtracted: false, says };
    origin.columns = columns.into_iter().map(column).collect();
    let unit =
        NamedUnit { unit: MoneyUnit::Yuan, text: MoneyUnit::Yuan.name().to_owned(), row: Some(1) };
    let headers = FIELDS.map(Field::name);
    let table = Table::structured(file, "hledger", &headers, rows);
    Table { units: vec![unit], origin: Some(origin), ..table }
}

/// Lists the lines of virtual postings to accounts of expenditure.
pub(super) fn virtual_lines(journal: &Journal, accounts: &AccountTable) -> Vec<u32> {
    let postings = journal.transactions.iter().flat_map(|transaction| &transaction.postings);
    let is_it = |posting: &&Posting| {
        posting.kind != PostingKind::Real && is_expenditure(journal, accounts, &posting.account)
    };
    postings.filter(is_it).map(|posting| posting.line).collect()
}

fn is_expenditure(journal: &Journal, accounts: &AccountTable, account: &str) -> bool {
    let kind = upwards(account).find_map(|name| journal.accounts.get(name)?.get("type"));
    if let Some(kind) = kind {
        return matches!(kind.to_lowercase().as_str(), "x" | "expense" | "expenses");
    }
    let root = account.split(':').next().unwrap_or_default().to_lowercase();
    ROOTS.contains(&root.as_str()) || accounts.knows(account)
}

fn row(
    journal: &Journal,
    accounts: &AccountTable,
    transaction: &Transaction,
    posting: &Posting,
) -> Row {
    let tag = |field: Field| {
        let name = field.name();
        let of_account = || {
            upwards(&posting.account).find_map(|account| journal.accounts.get(account)?.get(name))
        };
        let said = posting.tags.get(name).or_else(|| transaction.tags.get(name));
        said.or_else(of_account).map(String::as_str)
    };
    let mapped = |field, pick: fn(&AccountEntry) -> Option<&String>| {
        tag(field).or_else(|| accounts.value(&posting.account, pick))
    };
    let (payee, memo) = match transaction.description.split_once('|') {
        Some((payee, memo)) => (payee.trim(), memo.trim()),
        None => (transaction.description.as_str(), transaction.description.as_str()),
    };
    let cell = |field: Field| match field {
        Field::Date => Cell::Date(transaction.date),
        Field::Voucher => Cell::text(&transaction.code),
        Field::Line => Cell::text(mapped(field, |entry| entry.line.as_ref()).unwrap_or_default()),
        Field::Economic => {
            Cell::text(mapped(field, |entry| entry.economic.as_ref()).unwrap_or_default())
        }
        Field::Amount => Cell::Number(number(posting.amount)),
        Field::Payee => Cell::text(payee),
        Field::Memo => Cell::text(memo),
        Field::State => Cell::text(if posting.is_pending { PENDING } else { "" }),
        other => Cell::text(tag(other).unwrap_or_default()),
    };
    Row { number: posting.line, cells: FIELDS.map(cell).to_vec() }
}

fn number(amount: Decimal) -> String {
    amount.normalize().to_string()
}
