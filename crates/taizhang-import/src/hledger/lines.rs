//! The lines of a journal: comments, directives, transactions.

use std::collections::BTreeMap;

use super::amount::DecimalMark;
use super::fault::{HledgerFault, LineFault};
use super::transaction::{Draft, DraftPosting, tags};

/// Tags by account.
type Accounts = BTreeMap<String, BTreeMap<String, String>>;

/// Directives that say something about the journal and change no amount that is read here.
const HARMLESS: [&str; 6] = ["payee", "tag", "P", "N", "D", "commodity"];

/// What has been read so far.
#[derive(Default)]
struct Reader {
    drafts: Vec<Draft>,
    accounts: Accounts,
    rules: Vec<u32>,
    faults: Vec<LineFault>,
    /// Whether the last line that was not indented began a transaction.
    in_transaction: bool,
    /// The account whose directive may go on in indented comments.
    in_account: Option<String>,
    in_comment: bool,
    year: Option<i16>,
    mark: DecimalMark,
}

/// What the lines say.
pub(super) struct Lines {
    pub(super) drafts: Vec<Draft>,
    pub(super) accounts: Accounts,
    /// Where rules begin that make postings of others (`=`) or of periods (`~`).
    pub(super) rules: Vec<u32>,
}

/// Reads all lines; faults are added to `faults`.
pub(super) fn read(text: &str, faults: &mut Vec<LineFault>) -> Lines {
    let mut reader = Reader::default();
    for (number, line) in (1_u32..).zip(text.lines()) {
        if let Err(fault) = reader.line(number, line.trim_end()) {
            reader.faults.push(LineFault { line: number, fault });
        }
    }
    faults.append(&mut reader.faults);
    let Reader { drafts, accounts, rules, .. } = reader;
    Lines { drafts, accounts, rules }
}

impl Reader {
    fn line(&mut self, number: u32, line: &str) -> Result<(), HledgerFault> {
        if self.in_comment {
            self.in_comment = line != "end comment";
            return Ok(());
        }
        if line.is_empty() {
            (self.in_transaction, self.in_account) = (false, None);
            return Ok(());
        }
        if line.starts_with([' ', '\t']) {
            return self.indented(number, line.trim_start());
        }
        (self.in_transaction, self.in_account) = (false, None);
        match line.chars().next() {
            Some(';' | '#' | '*') => Ok(()),
            // Rules for postings that hledger adds only when asked to, whose lines are indented.
            Some('~' | '=') => {
                self.rules.push(number);
                Ok(())
            }
            Some(first) if first.is_ascii_digit() => {
                self.in_transaction = true;
                let draft = Draft::read(number, line, self.year);
                // Postings of a transaction that is refused are read for their own faults.
                let placeholder = Draft { line: number, ..Draft::default() };
                let (draft, result) = match draft {
                    Ok(draft) => (draft, Ok(())),
                    Err(fault) => (placeholder, Err(fault)),
                };
                self.drafts.push(draft);
                result
            }
            _ => self.directive(line),
        }
    }

    fn indented(&mut self, number: u32, line: &str) -> Result<(), HledgerFault> {
        if let Some(comment) = line.strip_prefix(';') {
            if let Some(account) = &self.in_account {
                self.accounts.entry(account.clone()).or_default().extend(tags(comment));
            } else if let Some(draft) = self.drafts.last_mut().filter(|_| self.in_transaction) {
                draft.comment(comment);
            }
            return Ok(());
        }
        let mark = self.mark;
        // Below a directive or a rule, an indented line belongs to it and says nothing of payments.
        if let Some(draft) = self.drafts.last_mut().filter(|_| self.in_transaction) {
            draft.postings.push(DraftPosting::read(number, line, mark)?);
        }
        Ok(())
    }

    fn directive(&mut self, line: &str) -> Result<(), HledgerFault> {
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word {
            "comment" => self.in_comment = true,
            "account" => self.account(rest),
            "decimal-mark" => {
                self.mark = match rest.split_whitespace().next() {
                    Some(".") => DecimalMark::Point,
                    Some(",") => DecimalMark::Comma,
                    _ => return Err(HledgerFault::Unreadable(line.to_owned())),
                }
            }
            "Y" | "year" => self.year = Some(year(rest)?),
            word if is_year(word) => self.year = Some(year(word.trim_start_matches('Y'))?),
            word if HARMLESS.contains(&word) => {}
            "include" | "alias" | "apply" | "end" | "!include" | "@include" => {
                return Err(HledgerFault::Directive(word.to_owned()));
            }
            _ => return Err(HledgerFault::Unreadable(line.to_owned())),
        }
        Ok(())
    }

    fn account(&mut self, rest: &str) {
        let (name, comment) = rest.split_once(';').unwrap_or((rest, ""));
        let name = name.split("  ").next().unwrap_or_default().trim().to_owned();
        self.accounts.entry(name.clone()).or_default().extend(tags(comment));
        self.in_account = Some(name);
    }
}

/// Tells whether a word is the old spelling `Y2022`.
fn is_year(word: &str) -> bool {
    let digits = word.strip_prefix('Y').unwrap_or_default();
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn year(text: &str) -> Result<i16, HledgerFault> {
    let year = text.parse().ok().filter(|year| (1000..=9999).contains(year));
    year.ok_or_else(|| HledgerFault::Year(text.to_owned()))
}
