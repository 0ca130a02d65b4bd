//! The first line of a transaction, its tags, and its postings as they are written.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::amount::{DecimalMark, amount};
use super::balance::PostingKind;
use super::fault::HledgerFault;

/// A transaction as it is written; amounts may be missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub(super) line: u32,
    pub(super) date: Date,
    pub(super) code: String,
    pub(super) description: String,
    pub(super) is_pending: bool,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) postings: Vec<DraftPosting>,
}

/// A posting as it is written.
#[derive(Clone, Debug)]
pub(super) struct DraftPosting {
    pub(super) line: u32,
    pub(super) account: String,
    pub(super) kind: PostingKind,
    pub(super) amount: Option<Decimal>,
    pub(super) assertion: Option<Assertion>,
    pub(super) is_pending: bool,
    pub(super) tags: BTreeMap<String, String>,
}

/// What an account shall come to after a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Assertion {
    pub(super) balance: Decimal,
    /// Whether accounts below count too (`=*`).
    pub(super) with_below: bool,
}

impl Draft {
    /// Reads `DATE[=DATE2] [STATUS] [(CODE)] DESCRIPTION [; COMMENT]`.
    pub(super) fn read(line: u32, text: &str, year: Option<i16>) -> Result<Self, HledgerFault> {
        let (head, comment) = split_comment(text);
        let (dates, rest) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
        let date = date(dates.split('=').next().unwrap_or_default(), year)?;
        let is_pending = rest.trim().starts_with('!');
        let rest = without_status(rest.trim());
        let (code, description) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
        {
            Some((code, description)) => (code.trim(), description.trim()),
            None => ("", rest),
        };
        Ok(Self {
            line,
            date,
            code: code.to_owned(),
            description: description.to_owned(),
            is_pending,
            tags: tags(comment),
            postings: Vec::new(),
        })
    }

    /// Adds what a comment line below says, to the last posting or to the transaction.
    pub(super) fn comment(&mut self, comment: &str) {
        let tags = tags(comment);
        match self.postings.last_mut() {
            Some(posting) => posting.tags.extend(tags),
            None => self.tags.extend(tags),
        }
    }
}

impl DraftPosting {
    /// Reads `[STATUS] ACCOUNT  [AMOUNT] [= ASSERTION] [; COMMENT]`.
    pub(super) fn read(line: u32, text: &str, mark: DecimalMark) -> Result<Self, HledgerFault> {
        let (body, comment) = split_comment(text);
        let is_pending = body.trim().starts_with('!');
        let body = without_status(body.trim());
        let end = [body.find("  "), body.find('\t')].into_iter().flatten().min();
        let (account, rest) = body.split_at(end.unwrap_or(body.len()));
        let rest = rest.trim();
        let inside = |open, close| account.strip_prefix(open)?.strip_suffix(close);
        let (account, kind) = match (inside('(', ')'), inside('[', ']')) {
            (Some(account), _) => (account, PostingKind::Unbalanced),
            (_, Some(account)) => (account, PostingKind::BalancedVirtual),
            _ => (account, PostingKind::Real),
        };
        if account.trim().is_empty() {
            return Err(HledgerFault::Unreadable(text.trim().to_owned()));
        }
        let tags = tags(comment);
        if tags.contains_key("date") || comment.trim_start().starts_with('[') {
            return Err(HledgerFault::Unsupported(comment.trim().to_owned()));
        }
        if rest.contains(['@', '{']) {
            return Err(HledgerFault::Unsupported(rest.to_owned()));
        }
        let (money, assertion) = match rest.split_once('=') {
            Some((money, assertion)) => (money.trim(), Some(assertion)),
            None => (rest, None),
        };
        if money.is_empty() && assertion.is_some() {
            return Err(HledgerFault::Unsupported(rest.to_owned()));
        }
        let amount = (!money.is_empty()).then(|| amount(money, mark)).transpose()?;
        let assertion = assertion.map(|text| self::assertion(text, mark)).transpose()?;
        let account = account.trim().to_owned();
        Ok(Self { line, account, kind, amount, assertion, is_pending, tags })
    }
}

/// Reads what follows the first `=`: `[=][*] AMOUNT`.
fn assertion(text: &str, mark: DecimalMark) -> Result<Assertion, HledgerFault> {
    let text = text.strip_prefix('=').unwrap_or(text);
    let with_below = text.strip_prefix('*');
    let balance = amount(with_below.unwrap_or(text).trim(), mark)?;
    Ok(Assertion { balance, with_below: with_below.is_some() })
}

/// Reads `2022-01-31`, `2022/1/31`, `2022.1.31`, or the last two parts where a year is set.
pub(super) fn date(text: &str, year: Option<i16>) -> Result<Date, HledgerFault> {
    let wrong = || HledgerFault::Date(text.to_owned());
    let mark = text.chars().find(|c| matches!(c, '-' | '/' | '.')).ok_or_else(wrong)?;
    let parts: Vec<&str> = text.split(mark).collect();
    let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
    let small = |part: &str| part.parse::<i8>().map_err(|_| wrong());
    let is_plain = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let (year, month, day) = match parts.as_slice() {
        _ if !is_plain => return Err(wrong()),
        [year, month, day] if year.len() == 4 => (number(year)?, small(month)?, small(day)?),
        [month, day] => {
            let year = year.ok_or_else(|| HledgerFault::Year(text.to_owned()))?;
            (year, small(month)?, small(day)?)
        }
        _ => return Err(wrong()),
    };
    Date::new(year, month, day).map_err(|_| wrong())
}

fn split_comment(text: &str) -> (&str, &str) {
    text.split_once(';').unwrap_or((text, ""))
}

fn without_status(text: &str) -> &str {
    text.strip_prefix(['*', '!']).map_or(text, str::trim_start)
}

/// Reads `name: value` pairs out of a comment; a value ends at a comma, a name has no space.
pub(super) fn tags(comment: &str) -> BTreeMap<String, String> {
    let pair = |part: &str| {
        let (before, value) = part.split_once(':')?;
        let name = before.rsplit(char::is_whitespace).next()?;
        (!name.is_empty()).then(|| (name.to_owned(), value.trim().to_owned()))
    };
    comment.split([',', '，']).filter_map(pair).collect()
}
