//! Rows that take an earlier payment back: 退回, money of it that came back, and 红字, its red-letter
//! cancellation. Which payment is meant is for the ledger to find; nothing is guessed here.

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Book;
use taizhang_core::code::EconomicCode;
use taizhang_core::ids::LineId;

use crate::draft::RowRef;
use crate::fault::Reason;
use crate::field::Field;
use crate::given_back::GivenBack;
use crate::kind::optional_line;
use crate::question::Question;
use crate::settled::is_taken_back;
use crate::sides::{Direction, optional_direction, require_one_side};
use crate::value::RowReader;

/// A row that takes a payment back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeBack {
    /// The row.
    pub row: RowRef,
    /// Business date.
    pub on: Date,
    /// What it does.
    pub kind: TakeBackKind,
    /// Its own voucher number.
    pub voucher: String,
    /// Number of the voucher it takes back; empty where the file does not tell.
    pub target: String,
    /// The row of the same table that it takes back, where the file tells.
    pub target_row: Option<u32>,
    /// The budget line, where the row names it.
    pub line: Option<LineId>,
    /// What had been bought, where the row tells.
    pub economic: Option<EconomicCode>,
    /// Who had received the money, or sent it back; empty where the row does not tell.
    pub payee: String,
    /// Yuan, above zero.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// What the row says of itself for which a person must say whether it is new.
    pub question: Option<Question>,
}

/// How something is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TakeBackKind {
    /// 退回: money of a payment came back.
    Return,
    /// 红字: a payment is cancelled.
    Reversal,
    /// 红字 with a positive amount: a return is cancelled.
    ReversalOfReturn,
}

impl TakeBackKind {
    /// Returns the Chinese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Return => "退回",
            Self::Reversal | Self::ReversalOfReturn => "红字",
        }
    }
}

impl TakeBack {
    /// Returns what it adds to the sum of its file: a return and a reversal count below zero.
    pub fn signed(&self) -> Money {
        match self.kind {
            TakeBackKind::Return | TakeBackKind::Reversal => self.amount.negated(),
            TakeBackKind::ReversalOfReturn => self.amount,
        }
    }
}

/// What a row of payments does, as its column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Pay,
    Return,
    Reverse,
}

const ACTS: &[(&str, Act)] = &[
    ("支付", Act::Pay),
    ("退回", Act::Return),
    ("退款", Act::Return),
    ("红字", Act::Reverse),
    ("冲销", Act::Reverse),
];

/// Tells whether the present row says of itself that it takes something back.
pub(crate) fn is_take_back(reader: &mut RowReader<'_>) -> bool {
    let act = reader.optional_choice(Field::TakesBack, ACTS);
    !matches!(act, None | Some(None | Some(Act::Pay)))
}

/// Words of a memo that cancel a payment, and those by which money of it came back.
const REVERSES: [&str; 5] = ["冲销", "红字", "红冲", "冲正", "冲账"];

/// Tells whether the present row states an amount below zero and does not say what it does.
pub(crate) fn is_negative(reader: &RowReader<'_>) -> bool {
    reader.is_below_zero(Field::Amount) && reader.is_blank(Field::TakesBack)
}

/// Returns what the present row credits to the account of spending whose ledger it stands in, or received of
/// what had been paid.
pub(crate) fn credited(reader: &mut RowReader<'_>) -> Option<Money> {
    if let Some(given_back) = reader.given_back() {
        return Some(given_back.amount);
    }
    if !reader.credits_return() {
        return None;
    }
    let before = reader.faults.len();
    let credited = stated_credit(reader).filter(|money| !money.is_zero());
    // What cannot be read is refused where it is read as what it is.
    reader.faults.truncate(before);
    credited
}

fn stated_credit(reader: &mut RowReader<'_>) -> Option<Money> {
    let debited = reader.whole_money(Field::Amount)?;
    if reader.has_column(Field::Income) {
        let is_credit = debited.is_none_or(Money::is_zero);
        return reader.optional_money(Field::Income)?.filter(|_| is_credit);
    }
    debited.filter(|_| optional_direction(reader) == Some(Some(Direction::In)))
}

/// Reads what a row does: as its column says, else as its words do. An amount below zero is money that
/// came back, unless they speak of a cancellation.
fn act(reader: &mut RowReader<'_>) -> Option<Act> {
    if reader.given_back().is_some() {
        return Some(Act::Return);
    }
    if !reader.is_blank(Field::TakesBack) {
        return reader.choice(Field::TakesBack, ACTS);
    }
    let memo = reader.optional_text(Field::Memo).unwrap_or_default();
    let reverses = REVERSES.iter().any(|word| memo.contains(word));
    Some(if reverses { Act::Reverse } else { Act::Return })
}

/// The memo of what a person accepted as a return and that has none.
const RETURNED: &str = "退回";

/// Reads the present row, which takes something back.
pub(crate) fn read(reader: &mut RowReader<'_>, book: &Book, row: RowRef) -> Option<TakeBack> {
    let act = act(reader);
    let on = reader.date(Field::Date);
    let credited = credited(reader).map(Money::negated);
    let amount = credited.or_else(|| reader.money(Field::Amount));
    let line = optional_line(reader, book, Field::Line);
    let economic = reader.optional_code(Field::Economic);
    let voucher = reader.optional_text(Field::Voucher);
    let voucher = voucher.or_else(|| reader.optional_text(Field::PaymentId));
    let target = reader.optional_text(Field::OriginalVoucher).unwrap_or_default();
    let target_row = reader.optional_text(Field::OriginalRow).map(|text| text.parse());
    let given_back = reader.given_back();
    let target_row = target_row.and_then(Result::ok).or_else(|| given_back?.of);
    let payee = match given_back.and_then(|given_back| given_back.payer) {
        Some(position) => reader.written(position),
        None => reader.optional_payee().unwrap_or_default(),
    };
    // A bank may say why it gave money back in another column.
    let told = given_back.filter(|_| reader.is_blank(Field::Memo));
    let reason = match told {
        Some(GivenBack { told: Some(told), .. }) => Some(reader.written(told)),
        Some(_) => Some(RETURNED.to_owned()),
        None => reader.text(Field::Memo),
    };
    if credited.is_none() {
        require_one_side(reader);
    }
    let is_open = reader.optional_text(Field::State).is_some_and(|state| !is_taken_back(&state));
    let struck_out = reader.struck_out().map(Question::StruckOut);
    let asked = given_back.map(|GivenBack { told, of, .. }| Question::GivesBack { told, of });
    let amount = amount?;
    let kind = match act? {
        Act::Reverse if amount.is_positive() => TakeBackKind::ReversalOfReturn,
        Act::Reverse => TakeBackKind::Reversal,
        Act::Pay | Act::Return if amount.is_positive() => {
            return reader.refuse(Field::Amount, &amount.to_string(), Reason::NotBelowZero);
        }
        Act::Pay | Act::Return => TakeBackKind::Return,
    };
    Some(TakeBack {
        row,
        on: on?,
        kind,
        voucher: voucher.unwrap_or_default(),
        target,
        target_row,
        line: line?,
        economic: economic?,
        payee,
        amount: if amount.is_positive() { amount } else { amount.negated() },
        reason: reason?,
        question: struck_out.or_else(|| is_open.then_some(Question::Unsettled)).or(asked),
    })
}
