//! Payments: the provincial system's list of payments, a bank list, or the unit's own ledger.

use std::collections::BTreeSet;

use taizhang_core::book::{Book, Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_core::event::{PaymentMethod, ThreePublic};
use taizhang_core::parallel::in_parallel;

use super::line::line_of;
use super::{KnownColumn, code_names, names, optional, required};
use crate::draft::{Draft, Drafts, RowRef, Source, Surroundings};
use crate::field::Field;
use crate::group_lines;
use crate::question::{Question, Said};
use crate::settled;
use crate::sides::require_one_side;
use crate::take_back;
use crate::telling::Telling;
use crate::value::RowReader;
use crate::void;

/// National names are those of `PAY_VOUCHER` and `PAY_DETAIL`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::PAID_ON),
    optional(Field::Year, names::YEAR),
    optional(Field::BudgetYear, names::BUDGET_YEAR),
    optional(Field::Voucher, names::VOUCHER),
    optional(Field::PaymentId, names::PAYMENT_ID),
    optional(Field::Line, names::LINE),
    optional(Field::Economic, code_names::ECONOMIC),
    optional(Field::Function, code_names::FUNCTION),
    optional(Field::ProjectCode, names::PROJECT_CODE),
    optional(Field::LineName, names::NAME_OF_CHARGED),
    optional(Field::ProjectName, names::PROJECT_OF_CHARGED),
    required(Field::Amount, names::PAID),
    optional(Field::Income, &["收入金额"]),
    optional(Field::Direction, names::DIRECTION),
    optional(Field::Balance, names::BALANCE),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::State, names::STATE),
    optional(Field::Void, names::VOID),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
    required(Field::Payee, names::PAYEE),
    required(Field::Memo, names::MEMO),
    optional(
        Field::Method,
        &["支付方式", "支付方式名称", "PAY_TYPE_NAME", "PAY_TYPE_CODE", "Payment method"],
    ),
    optional(Field::ThreePublic, &["三公类别", "三公经费", "三公", "三公经费类别"]),
    optional(Field::Procurement, &["政府采购", "是否政府采购", "IS_GOV_PUR"]),
    optional(Field::Activity, &["活动", "活动编号", "活动id", "Activity"]),
    optional(Field::TakesBack, &["退回或红字"]),
    optional(Field::OriginalVoucher, names::ORIGINAL_VOUCHER),
    optional(Field::OriginalRow, &["原行号"]),
];

pub(super) const METHODS: &[(&str, PaymentMethod)] = &[
    ("财政直接支付", PaymentMethod::Direct),
    ("直接支付", PaymentMethod::Direct),
    ("财政授权支付", PaymentMethod::Authorised),
    ("授权支付", PaymentMethod::Authorised),
    ("实拨资金", PaymentMethod::Transfer),
    ("实拨", PaymentMethod::Transfer),
];

pub(super) const THREE_PUBLIC: &[(&str, Option<ThreePublic>)] = &[
    ("因公出国（境）费", Some(ThreePublic::OverseasTravel)),
    ("因公出国(境)费", Some(ThreePublic::OverseasTravel)),
    ("因公出国", Some(ThreePublic::OverseasTravel)),
    ("公务用车购置费", Some(ThreePublic::VehiclePurchase)),
    ("公务用车购置", Some(ThreePublic::VehiclePurchase)),
    ("公务用车运行维护费", Some(ThreePublic::VehicleOperation)),
    ("公务用车运行", Some(ThreePublic::VehicleOperation)),
    ("公务接待费", Some(ThreePublic::OfficialReception)),
    ("公务接待", Some(ThreePublic::OfficialReception)),
    ("非三公经费", None),
    ("不涉及", None),
    ("否", None),
    ("无", None),
];

/// Provincial systems write `1 是 / 2 否` or `1 是 / 0 否`.
pub(super) const TRUTHS: &[(&str, bool)] = &[
    ("是", true),
    ("1", true),
    ("Y", true),
    ("√", true),
    ("政府采购", true),
    ("非政府采购", false),
    ("否", false),
    ("0", false),
    ("2", false),
    ("N", false),
    ("×", false),
];

/// Rows that one thread drafts at a time.
const AT_A_TIME: usize = 2048;

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        let count = source.table.rows.len();
        let telling = Telling::of(&source.table, &source.mapping);
        let drafted = in_parallel(count.div_ceil(AT_A_TIME), |piece| {
            let first = piece.saturating_mul(AT_A_TIME);
            let rows = first..count.min(first.saturating_add(AT_A_TIME));
            let mut drafts = Drafts::default();
            let mut take_backs = Vec::new();
            let mut codes = BTreeSet::new();
            source.each_of(rows, index, around, &mut drafts, |reader, row| {
                void::is_void(reader);
                if settled::refuse_undated(reader) {
                    return None;
                }
                if take_back::is_take_back(reader)
                    || take_back::is_negative(reader)
                    || take_back::credited(reader).is_some()
                {
                    let taken_back = take_back::read(reader, around.book, row)?;
                    // What is refused for its currency or its cells is not entered besides.
                    take_backs.extend(reader.faults.is_empty().then_some(taken_back));
                    return Some(None);
                }
                let draft = payment(around.book, reader, &telling, row);
                group_lines::refuse_once(reader, &source.mapping);
                let mut draft = draft?;
                if let Command::Disburse(payment) = &mut draft.command
                    && let Some(code) = &mut payment.economic
                {
                    share(code, &mut codes);
                }
                Some(Some(draft))
            });
            drafts.take_backs = take_backs;
            drafts
        });
        for further in drafted {
            drafts.append(further);
        }
    }
}

/// Puts the code that was met before in the place of an equal one, so that it is kept once.
fn share(code: &mut EconomicCode, codes: &mut BTreeSet<EconomicCode>) {
    match codes.get(code) {
        Some(known) => code.clone_from(known),
        None => {
            codes.insert(code.clone());
        }
    }
}

/// Reads the present row, which pays.
fn payment(
    book: &Book,
    reader: &mut RowReader<'_>,
    telling: &Telling<'_>,
    row: RowRef,
) -> Option<Draft> {
    let on = reader.date(Field::Date);
    let economic: Option<Option<EconomicCode>> = reader.optional_code(Field::Economic);
    let line = line_of(reader, book, economic.as_ref().and_then(Option::as_ref));
    let amount = reader.money(Field::Amount);
    let payee = reader.payee();
    let memo = reader.text(Field::Memo);
    let voucher = reader.optional_text(Field::Voucher);
    let payment_id = reader.optional_text(Field::PaymentId);
    let method = reader.optional_choice(Field::Method, METHODS);
    let three_public = reader.optional_choice(Field::ThreePublic, THREE_PUBLIC);
    let procurement = reader.optional_choice(Field::Procurement, TRUTHS);
    let activity = reader.optional_id(Field::Activity);
    // Income was set aside before; what stays must be a word of what was paid.
    require_one_side(reader);
    let told = reader.row().and_then(|row| telling.told(row));
    let said = Said { payee: payee.as_deref(), memo: memo.as_deref(), voucher: voucher.as_deref() };
    let question = Question::of_payment(reader, said, told, book.unit());
    let voucher = voucher.or_else(|| payment_id.clone());
    let (line, amount) = (line?, amount?);
    let known = book.line(&line);
    // The line's own code stands in, so that a row and its event have one key.
    let economic = economic?.or_else(|| known.map(|known| known.economic.clone()));
    let line = known.map_or(line, |known| known.id.clone());
    let payment = Payment {
        line,
        economic,
        amount,
        payee: payee?,
        voucher: voucher.unwrap_or_default(),
        payment_id,
        memo: memo?,
        method: method?.unwrap_or(PaymentMethod::Direct),
        three_public: three_public?.flatten(),
        procurement: procurement?.unwrap_or(false),
        activity: activity?,
    };
    let command = Command::Disburse(payment);
    Some(Draft { question, ..Draft::of_row(row, on?, command, amount) })
}
