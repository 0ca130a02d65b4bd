//! What a row says of itself for which a person must say whether it is what it looks like.

use taizhang_core::event::UnitProfile;

use crate::carried;
use crate::field::Field;
use crate::marked_void;
use crate::repeated_sums::is_sum;
use crate::settled::{is_approved, is_settled};
use crate::telling;
use crate::unapproved::Unapproved;
use crate::value::RowReader;
use crate::vocabulary::compact;
use crate::void;

/// Why a row is asked about, whatever the ledger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Its state does not say that it was carried out.
    Unsettled,
    /// The cell of this column is struck out, or a part of its text is.
    StruckOut(usize),
    /// What stands in this field says that nothing was paid: what is left is carried over or handed back.
    CarriedOn(Field),
    /// Several rows of its table are of one class, and nothing tells that they are of different departments: it
    /// has their sum.
    SeveralRows,
    /// A card of its class has a number in this column of what was disposed of, so that what it states as the
    /// value may hold the value of what is gone.
    Lessened(usize),
    /// Its day was said of the whole table, and is of another month than the one that the table names.
    OtherMonth,
    /// The cell of this column, which fills no field, says that nothing was paid, that it came back, or that
    /// the document does not hold.
    Told(usize),
    /// The memo says that a payment is cancelled or came back, and the amount is above zero.
    Reverses,
    /// The row names the voucher that it takes back, and the amount is above zero.
    NamesOriginal,
    /// What stands in this field says in brackets that the payment is void, or came back.
    Void(Field),
    /// What stands in this field says that the row sums others.
    SaysSum(Field),
    /// Its amount is the sum of the rows directly above, of the same day, number and payee.
    Sums {
        /// The first of them.
        first: u32,
        /// The last of them.
        last: u32,
    },
    /// The payee is the unit itself.
    OwnUnit,
    /// It received money, and says in a column that this gives a payment back; or it received what was paid to the
    /// same name before.
    GivesBack {
        /// Position of the column, if one says so.
        told: Option<usize>,
        /// The row of its table that paid it, as far as the file tells.
        of: Option<u32>,
    },
}

/// Words of a memo for which money goes from the unit to its own account, and from there to people.
const TO_PEOPLE: [&str; 11] =
    ["工资", "薪", "津贴", "绩效", "代发", "代扣", "社保", "公积金", "保险", "个税", "年金"];

/// What a payment says of itself, as far as it was read.
#[derive(Clone, Copy)]
pub(crate) struct Said<'r> {
    pub(crate) payee: Option<&'r str>,
    pub(crate) memo: Option<&'r str>,
    /// The number of its voucher.
    pub(crate) voucher: Option<&'r str>,
}

impl Question {
    /// Finds what to ask about the present row, which stands in a list of documents.
    pub(crate) fn of_document(
        reader: &mut RowReader<'_>,
        unapproved: &Unapproved<'_>,
        lessens: bool,
    ) -> Option<Self> {
        let told = reader.row().and_then(|row| unapproved.told(row, lessens));
        // A void row was set aside; what is neither a yes nor a no is refused here.
        void::is_void(reader);
        let state = reader.optional_text(Field::State);
        let is_open = state.is_some_and(|state| !is_approved(&state));
        is_open.then_some(Self::Unsettled).or(told.map(Self::Told))
    }

    /// Finds what to ask about the present row, which pays.
    pub(crate) fn of_payment(
        reader: &mut RowReader<'_>,
        said: Said<'_>,
        told: Option<usize>,
        unit: Option<&UnitProfile>,
    ) -> Option<Self> {
        let Said { payee, memo, voucher } = said;
        let state = reader.optional_text(Field::State);
        if state.is_some_and(|state| !is_settled(&state)) {
            return Some(Self::Unsettled);
        }
        if let Some(position) = told {
            return Some(Self::Told(position));
        }
        // A list that says itself what each row does needs no other word of it.
        let is_list = !reader.table().header.is_empty() && !reader.has_column(Field::TakesBack);
        if is_list && memo.is_some_and(telling::is_of_memo) {
            return Some(Self::Reverses);
        }
        if is_list && names_original(reader, voucher) {
            return Some(Self::NamesOriginal);
        }
        if is_list && payee.is_some_and(marked_void::is_it) {
            return Some(Self::Void(Field::Payee));
        }
        if is_list && voucher.is_some_and(marked_void::is_it) {
            return Some(Self::Void(Field::Voucher));
        }
        let carried = [
            (Field::Memo, memo.is_some_and(carried::is_told)),
            (Field::Payee, payee.is_some_and(carried::is_no_payee)),
        ];
        let carried = carried.into_iter().find(|(_, is_told)| *is_told);
        let carried = carried.map(|(field, _)| Self::CarriedOn(field));
        let summed = [(Field::Memo, memo), (Field::Payee, payee)].into_iter();
        let summed = summed.filter(|(_, words)| is_list && words.is_some_and(is_sum));
        let summed = summed.map(|(field, _)| Self::SaysSum(field)).next();
        let is_own = is_list && payee.zip(unit).is_some_and(|(payee, unit)| is_own(payee, unit));
        let is_to_people =
            || memo.is_some_and(|memo| TO_PEOPLE.iter().any(|word| memo.contains(word)));
        carried.or(summed).or_else(|| (is_own && !is_to_people()).then_some(Self::OwnUnit))
    }
}

/// Tells whether the present row names the voucher that it takes back. Its own number says nothing.
fn names_original(reader: &mut RowReader<'_>, own: Option<&str>) -> bool {
    if !reader.has_cell(Field::OriginalVoucher) {
        return false;
    }
    let original = reader.optional_text(Field::OriginalVoucher);
    original.is_some_and(|original| original.contains(char::is_numeric) && own != Some(&*original))
}

/// Tells whether a payee is the unit itself, or an account of it.
fn is_own(payee: &str, unit: &UnitProfile) -> bool {
    let payee = compact(payee);
    let names =
        [unit.name.as_str(), "本单位"].into_iter().chain(unit.aliases.iter().map(String::as_str));
    names.map(compact).filter(|name| !name.is_empty()).any(|name| {
        let rest = payee.strip_prefix(&name).map(|rest| rest.trim_matches(['(', ')', '-', '_']));
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with("账户") || rest.ends_with("专户"))
    })
}
