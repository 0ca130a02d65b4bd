//! What makes a row the same as an event: computed from either, stored nowhere
//! ([ADR 8](../../../docs/adr/0008-where-import-keys-are-kept.md)).

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::civil::Date;
use taizhang_core::book::{BudgetChange, Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_core::event::{BudgetCut, BudgetGrant, CarryOverIn, Event, Recorded, Virement};
use taizhang_core::ids::LineId;
use taizhang_core::{Money, SourceDocument};

use crate::field::Field;
use crate::profile::fingerprint;
use crate::same_words::{bare, bare_characters};
use crate::spelling::Spelled;
use crate::take_back::TakeBack;
use crate::vocabulary::compact;

/// Begins voucher numbers that were made here, for rows without any.
pub const MADE_NUMBER: &str = "导入-";

/// Begins the identity of payments.
const PAYMENT: &str = "支付 ";

/// Characters that are used for a dash.
pub(crate) const DASHES: [char; 10] = ['‐', '‑', '‒', '–', '—', '―', '−', '－', '﹣', '─'];

/// Stands between the parts of a content; no text that is recorded holds it.
const BETWEEN: &str = "\n";

/// The key of a row or of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What no two records share; what is the same record has the same.
    pub identity: String,
    /// What must agree for the same record to be the same entry.
    pub content: Content,
    /// What look-alikes share: day, amount and payee of a payment, however it is written; year and line of a
    /// carry-over. Empty where nothing looks alike.
    pub likeness: String,
    /// What spellings of one number of a voucher share; none for what has no such number.
    pub spelled: Option<Spelled>,
    /// The number of the payment in the system that paid it, if it has one.
    pub payment_id: Option<String>,
    /// What kinds of numbers it has.
    pub kinds: NumberKinds,
}

/// What kinds of numbers an entry has; the more they tell, the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct NumberKinds {
    /// A voucher number that people gave, which is not the number of the payment.
    pub voucher: bool,
    /// The number of the payment in the system that paid it.
    pub payment: bool,
}

impl NumberKinds {
    /// Returns the kinds of a payment's numbers; its voucher number is empty where it has none.
    pub fn of_payment(voucher: &str, payment_id: Option<&str>) -> Self {
        Self {
            voucher: !voucher.is_empty()
                && !voucher.starts_with(MADE_NUMBER)
                && payment_id != Some(voucher),
            payment: payment_id.is_some(),
        }
    }

    /// Returns the kinds that both have.
    #[must_use]
    pub const fn shared(self, other: Self) -> Self {
        Self { voucher: self.voucher && other.voucher, payment: self.payment && other.payment }
    }

    /// Tells whether neither of two entries has a kind of number that the other has, and one has some: what
    /// tells them apart may be only where they were written down.
    pub fn share_none(self, other: Self) -> bool {
        self.shared(other) == Self::default() && self != other
    }
}

/// Everything that is said of an entry besides its number, part by part.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Content {
    /// The parts, each of which is empty where nothing is said.
    text: String,
    /// What the parts are; none for what is compared as a whole.
    parts: &'static [Field],
}

impl Content {
    fn of(parts: &'static [Field], said: &[&str]) -> Self {
        Self { text: said.join(BETWEEN), parts }
    }

    const fn whole(text: String) -> Self {
        Self { text, parts: &[] }
    }

    /// Tells whether an entry says everything that this row says.
    pub fn is_said_by(&self, entry: &Self) -> bool {
        self.text == entry.text
            || !self.parts.is_empty()
                && self.parts == entry.parts
                && self.differing(entry).next().is_none()
    }

    /// Returns everything but the last part, which a list may leave out: the remark of a change of authority,
    /// the number of a payment. Contents are sorted as this is.
    pub fn firm(&self) -> &str {
        let firm = self.text.rsplit_once(BETWEEN).map(|(firm, _)| firm);
        firm.filter(|_| !self.parts.is_empty()).unwrap_or(&self.text)
    }

    /// Returns one number for what a payment says besides its own numbers and its economic class, however payee
    /// and remark are written; nothing for what is compared as a whole.
    pub fn print(&self) -> Option<u64> {
        const SAID: [Field; 5] =
            [Field::Line, Field::Amount, Field::Date, Field::Payee, Field::Memo];
        let mut hasher = DefaultHasher::new();
        self.prints(SAID)?.hash(&mut hasher);
        Some(hasher.finish())
    }

    /// Returns a number for each of some parts of what a payment says, however they are written; nothing for what is
    /// compared as a whole.
    pub fn prints<const COUNT: usize>(&self, wanted: [Field; COUNT]) -> Option<[u64; COUNT]> {
        if !self.parts.contains(&Field::Payee) {
            return None;
        }
        let mut prints = [0; COUNT];
        for (field, said) in self.parts.iter().zip(self.text.split(BETWEEN)) {
            let places = wanted.iter().zip(&mut prints);
            for (_, print) in places.filter(|(wanted, _)| *wanted == field) {
                let mut hasher = DefaultHasher::new();
                bare_characters(said).for_each(|character| character.hash(&mut hasher));
                *print = hasher.finish();
            }
        }
        Some(prints)
    }

    /// Returns what an entry says otherwise than this row; what the row does not say does not count, nor does
    /// a number of the payment that the entry was recorded without.
    pub fn differing<'c>(&'c self, entry: &'c Self) -> impl Iterator<Item = Field> + 'c {
        let said = self.text.split(BETWEEN).zip(entry.text.split(BETWEEN));
        let differing = self.parts.iter().zip(said).filter(|(part, (row, entry))| {
            let is_said = !row.is_empty() && (**part != Field::PaymentId || !entry.is_empty());
            is_said && row != entry
        });
        differing.map(|(part, _)| *part)
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said = self.text.split(BETWEEN).filter(|said| !said.is_empty());
        said.enumerate().try_for_each(|(at, said)| {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{said}")
        })
    }
}

/// Particulars of a payment that its key is made of.
struct PaymentParts<'a> {
    on: Date,
    voucher: &'a str,
    payment_id: Option<&'a str>,
    line: &'a LineId,
    economic: Option<&'a EconomicCode>,
    amount: Money,
    payee: &'a str,
    memo: &'a str,
}

impl PaymentParts<'_> {
    fn key(&self) -> Key {
        const PARTS: &[Field] = &[
            Field::Line,
            Field::Economic,
            Field::Amount,
            Field::Date,
            Field::Payee,
            Field::Memo,
            Field::PaymentId,
        ];
        let Self { on, voucher, payment_id, line, economic, amount, payee, memo } = self;
        let economic = economic.map_or("", EconomicCode::as_str);
        let kinds = NumberKinds::of_payment(voucher, *payment_id);
        let spelled = kinds.voucher.then(|| Spelled::of(voucher, *on, *amount, payee));
        let (on, amount) = (on.to_string(), amount.to_string());
        Key {
            identity: payment_identity(voucher),
            content: Content::of(
                PARTS,
                &[
                    line.as_str(),
                    economic,
                    &amount,
                    &on,
                    payee,
                    memo,
                    payment_id.unwrap_or_default(),
                ],
            ),
            likeness: format!("{on} {amount} {}", bare(payee)),
            spelled,
            payment_id: payment_id.map(str::to_owned),
            kinds,
        }
    }
}

/// Begins the voucher number of a payment without any: a fingerprint of what it says. Which of
/// several equal ones it is comes after it, from 1.
pub fn number_stem(on: Date, payment: &Payment) -> String {
    let Payment { line, economic, amount, payee, memo, .. } = payment;
    let economic = economic.as_ref().map_or("", EconomicCode::as_str);
    let print = fingerprint(&format!("{on}\n{line}\n{economic}\n{amount}\n{payee}\n{memo}"));
    format!("{MADE_NUMBER}{print}-")
}

/// Begins the voucher number of a return without any, as [`number_stem`] does that of a payment.
pub fn number_stem_of_return(row: &TakeBack) -> String {
    let TakeBack { on, line, payee, amount, reason, .. } = row;
    let line = line.as_ref().map_or("", LineId::as_str);
    let print = fingerprint(&format!("退回\n{on}\n{line}\n{amount}\n{payee}\n{reason}"));
    format!("{MADE_NUMBER}{print}-")
}

/// Returns a number, or an identity that rests on one, without what people spell differently: width, spaces,
/// dashes that do not stand between digits, leading zeros, upper and lower case.
pub fn loose(number: &str) -> String {
    let plain: Vec<char> = compact(number)
        .chars()
        .map(|c| if DASHES.contains(&c) { '-' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| plain.get(at)).is_some_and(char::is_ascii_digit);
    let mut loose = String::new();
    for (at, character) in plain.iter().enumerate() {
        let (before, after) = (is_digit(at.checked_sub(1)), is_digit(at.checked_add(1)));
        let is_left_out = match character {
            '-' => !(before && after),
            '0' => after && !loose.ends_with(|c: char| c.is_ascii_digit()),
            _ => false,
        };
        if !is_left_out {
            loose.push(*character);
        }
    }
    loose
}

/// Splits an identity that rests on a number that was made here into what equal payments share and which of
/// them it is.
pub fn made_parts(identity: &str) -> Option<(&str, u32)> {
    let made = identity.strip_prefix(PAYMENT)?;
    let (stem, occurrence) = made.strip_prefix(MADE_NUMBER)?.rsplit_once('-')?;
    let start = PAYMENT.len().saturating_add(MADE_NUMBER.len());
    let end = start.saturating_add(stem.len());
    Some((identity.get(..end)?, occurrence.parse().ok()?))
}

/// Returns the number of the voucher that the identity of a payment rests on.
pub fn voucher_of(identity: &str) -> Option<&str> {
    identity.strip_prefix(PAYMENT)
}

/// Returns what no two records share, of the key of what a command asks for; it costs less than the key.
pub fn identity_of_command(command: &Command, on: Date) -> Option<String> {
    match command {
        Command::Disburse(payment) => Some(payment_identity(&payment.voucher)),
        other => of_command(other, on).map(|key| key.identity),
    }
}

/// Returns the number of the payment that a command asks for, if it has one.
pub const fn payment_id_of(command: &Command) -> Option<&String> {
    match command {
        Command::Disburse(payment) => payment.payment_id.as_ref(),
        _ => None,
    }
}

fn payment_identity(voucher: &str) -> String {
    [PAYMENT, voucher].concat()
}

/// Returns the key of what a command asks for.
pub fn of_command(command: &Command, on: Date) -> Option<Key> {
    match command {
        Command::Disburse(payment) => Some(
            PaymentParts {
                on,
                voucher: &payment.voucher,
                payment_id: payment.payment_id.as_deref(),
                line: &payment.line,
                economic: payment.economic.as_ref(),
                amount: payment.amount,
                payee: &payment.payee,
                memo: &payment.memo,
            }
            .key(),
        ),
        Command::ChangeBudget { change, line, amount, document, memo } => {
            let stated = BudgetParts { on, document, amount: *amount, memo };
            Some(stated.change(*change, line.id()))
        }
        Command::MoveBudget { from, to, amount, document, memo } => {
            let stated = BudgetParts { on, document, amount: *amount, memo };
            Some(stated.virement(from, to.id()))
        }
        Command::RecordActivity(activity) => {
            Some(plain(&format!("活动 {}", activity.id), format!("{activity:?}")))
        }
        Command::DeclareIndicator(indicator) => {
            Some(plain(&format!("绩效指标 {}", indicator.id), format!("{indicator:?}")))
        }
        Command::RecordAssets(holding) => {
            let content = format!("{} {}", holding.gross_value, holding.net_book_value);
            Some(plain(&format!("资产 {on} {}", holding.class.name()), content))
        }
        Command::SetAuthorisedPosts(posts) => {
            Some(plain(&format!("编制 {on} {}", posts.kind.name()), posts.count.to_string()))
        }
        Command::RecordHeadcount(people) => {
            Some(plain(&format!("实有 {on} {}", people.category.name()), people.count.to_string()))
        }
        Command::AttachEvidence(evidence) => {
            Some(plain(&format!("佐证 {} {}", evidence.target, evidence.digest), String::new()))
        }
        _ => None,
    }
}

/// Returns the key of an event, if events of its type can be imported.
pub fn of_event(recorded: &Recorded) -> Option<Key> {
    let on = recorded.occurred_on;
    let granted = |change, grant: &BudgetGrant| {
        let BudgetGrant { line, amount, document, memo } = grant;
        Some(BudgetParts { on, document, amount: *amount, memo }.change(change, &line.id))
    };
    let cut = |change, cut: &BudgetCut| {
        let BudgetCut { line, amount, document, memo } = cut;
        Some(BudgetParts { on, document, amount: *amount, memo }.change(change, &line.id))
    };
    match &recorded.event {
        Event::DisbursementMade(payment) => Some(
            PaymentParts {
                on,
                voucher: &payment.voucher,
                payment_id: payment.payment_id.as_deref(),
                line: &payment.line.id,
                economic: Some(&payment.economic),
                amount: payment.amount,
                payee: &payment.payee,
                memo: &payment.memo,
            }
            .key(),
        ),
        Event::OriginalBudgetApproved(grant) => granted(BudgetChange::Original, grant),
        Event::BudgetSupplemented(grant) => granted(BudgetChange::Supplement, grant),
        Event::BudgetReduced(reduced) => cut(BudgetChange::Reduction, reduced),
        Event::AllotmentFrozen(frozen) => cut(BudgetChange::Freeze, frozen),
        Event::AllotmentReleased(released) => cut(BudgetChange::Release, released),
        Event::AllotmentWithdrawn(withdrawn) => cut(BudgetChange::Withdraw, withdrawn),
        Event::CarryOverBroughtIn(carried) => {
            let CarryOverIn { line, amount, origin_year, document, memo } = carried;
            let stated = BudgetParts { on, document, amount: *amount, memo };
            Some(stated.change(BudgetChange::CarryOverIn(*origin_year), &line.id))
        }
        Event::VirementMade(Virement { from, to, amount, document, memo }) => {
            let stated = BudgetParts { on, document, amount: *amount, memo };
            Some(stated.virement(&from.id, &to.id))
        }
        Event::ActivityRecorded(activity) => {
            of_command(&Command::RecordActivity(activity.clone()), on)
        }
        // A table that says what an activity was put right to is known.
        Event::ActivityCorrected(correction) => {
            of_command(&Command::RecordActivity(correction.now.clone()), on)
        }
        Event::IndicatorDeclared(indicator) => {
            of_command(&Command::DeclareIndicator(indicator.clone()), on)
        }
        Event::EvidenceAttached(evidence) => {
            of_command(&Command::AttachEvidence(evidence.clone()), on)
        }
        Event::AssetsRecorded(holding) => of_command(&Command::RecordAssets(holding.clone()), on),
        Event::AuthorisedPostsSet(posts) => {
            of_command(&Command::SetAuthorisedPosts(posts.clone()), on)
        }
        Event::HeadcountRecorded(people) => {
            of_command(&Command::RecordHeadcount(people.clone()), on)
        }
        _ => None,
    }
}

/// Particulars of a change of authority that its key is made of.
struct BudgetParts<'a> {
    on: Date,
    document: &'a SourceDocument,
    amount: Money,
    memo: &'a str,
}

impl BudgetParts<'_> {
    fn change(&self, change: BudgetChange, line: &LineId) -> Key {
        let identity = format!("{} {} {line} ", change_name(change), self.document.number);
        match change {
            // When and with which remark a balance is brought in is up to whoever brings it in.
            BudgetChange::CarryOverIn(origin) => {
                const PARTS: &[Field] = &[Field::Amount, Field::OriginYear];
                let (amount, origin) = (self.amount.to_string(), origin.to_string());
                let content = Content::of(PARTS, &[&amount, &origin]);
                // The balance that a closing left on a line is carried over once, by whatever document.
                Key { likeness: format!("结转 {origin} {line}"), ..keyed(identity, content) }
            }
            _ => keyed(identity, self.content()),
        }
    }

    fn virement(&self, from: &LineId, to: &LineId) -> Key {
        keyed(format!("调剂 {} {from} {to}", self.document.number), self.content())
    }

    fn content(&self) -> Content {
        const PARTS: &[Field] = &[Field::Amount, Field::Date, Field::Memo];
        let (amount, on) = (self.amount.to_string(), self.on.to_string());
        Content::of(PARTS, &[&amount, &on, self.memo])
    }
}

fn plain(identity: &str, content: String) -> Key {
    keyed(identity.to_owned(), Content::whole(content))
}

const fn keyed(identity: String, content: Content) -> Key {
    let kinds = NumberKinds { voucher: true, payment: false };
    let likeness = String::new();
    Key { identity, content, likeness, spelled: None, payment_id: None, kinds }
}

const fn change_name(change: BudgetChange) -> &'static str {
    match change {
        BudgetChange::Original => "年初批复",
        BudgetChange::Supplement => "追加",
        BudgetChange::Reduction => "追减",
        BudgetChange::CarryOverIn(_) => "上年结转",
        BudgetChange::Freeze => "冻结",
        BudgetChange::Release => "解冻",
        BudgetChange::Withdraw => "收回",
    }
}

#[cfg(test)]
mod tests {
    use super::loose;

    #[test]
    fn spellings_of_one_number_are_alike_and_other_numbers_are_not() {
        for same in ["记－1", "记1", "记-001", " 记—01 ", "记 1"] {
            assert_eq!(loose(same), loose("记-1"), "{same}");
        }
        for other in ["记-10", "记-2", "付-1", "记-1-1", "记-11", "记-100"] {
            assert_ne!(loose(other), loose("记-1"), "{other}");
        }
        assert_ne!(loose("1-23"), loose("12-3"));
        assert_eq!(loose("zf-0"), loose("ＺＦ０"));
        assert_eq!(loose("2026-001"), loose("2026-1"));
        assert_ne!(loose("100"), loose("10"));
    }
}
