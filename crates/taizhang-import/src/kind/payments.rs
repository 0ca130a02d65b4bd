//! Payments: the provincial system's list of payments, a bank list, or the unit's own ledger.

use taizhang_core::book::{Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_core::event::{PaymentMethod, ThreePublic};

use super::line::line_of;
use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::fault::Reason;
use crate::field::Field;
use crate::sides::{is_settled, require_direction};
use crate::take_back;

/// National names are those of `PAY_VOUCHER` and `PAY_DETAIL`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::PAID_ON),
    optional(Field::Voucher, names::VOUCHER),
    optional(Field::PaymentId, names::PAYMENT_ID),
    optional(Field::Line, names::LINE),
    optional(Field::Economic, names::ECONOMIC),
    optional(Field::Function, names::FUNCTION),
    optional(Field::ProjectCode, names::PROJECT_CODE),
    required(Field::Amount, names::PAID),
    optional(Field::Income, &["收入金额"]),
    optional(Field::Direction, names::DIRECTION),
    optional(Field::Balance, names::BALANCE),
    optional(Field::Currency, names::CURRENCY),
    optional(Field::State, names::STATE),
    required(Field::Payee, names::PAYEE),
    required(Field::Memo, names::MEMO),
    optional(Field::Method, &["支付方式", "支付方式名称", "PAY_TYPE_NAME", "PAY_TYPE_CODE"]),
    optional(Field::ThreePublic, &["三公类别", "三公经费", "三公", "三公经费类别"]),
    optional(Field::Procurement, &["政府采购", "是否政府采购", "IS_GOV_PUR"]),
    optional(Field::Activity, &["活动", "活动编号", "活动id"]),
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
    ("否", None),
    ("无", None),
];

/// Provincial systems write `1 是 / 2 否` or `1 是 / 0 否`.
pub(super) const TRUTHS: &[(&str, bool)] = &[
    ("是", true),
    ("1", true),
    ("Y", true),
    ("√", true),
    ("否", false),
    ("0", false),
    ("2", false),
    ("N", false),
    ("×", false),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    let mut take_backs = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            if take_back::is_take_back(reader) || take_back::is_negative(reader) {
                take_backs.push(take_back::read(reader, row)?);
                return Some(Vec::new());
            }
            let on = reader.date(Field::Date);
            let economic: Option<Option<EconomicCode>> = reader.optional_code(Field::Economic);
            let line = line_of(reader, around.book, economic.as_ref().and_then(Option::as_ref));
            let amount = reader.money(Field::Amount);
            let payee = reader.text(Field::Payee);
            let memo = reader.text(Field::Memo);
            let voucher = reader.optional_text(Field::Voucher);
            let voucher = voucher.or_else(|| reader.optional_text(Field::PaymentId));
            let method = reader.optional_choice(Field::Method, METHODS);
            let three_public = reader.optional_choice(Field::ThreePublic, THREE_PUBLIC);
            let procurement = reader.optional_choice(Field::Procurement, TRUTHS);
            let activity = reader.optional_id(Field::Activity);
            // Income was set aside before; what stays must be a word of what was paid.
            let has_direction = source.mapping.columns.contains_key(&Field::Direction);
            if has_direction {
                require_direction(reader);
            }
            let is_unsettled =
                reader.optional_text(Field::State).is_some_and(|state| !is_settled(&state));
            if let Some(Some(income)) = reader.optional_money(Field::Income)
                && !income.is_zero()
            {
                reader.refuse::<()>(Field::Income, &income.to_string(), Reason::BothSides);
            }
            let (line, amount) = (line?, amount?);
            // The line's own code stands in, so that a row and its event have one key.
            let economic =
                economic?.or_else(|| around.book.line(&line).map(|known| known.economic.clone()));
            let payment = Payment {
                line,
                economic,
                amount,
                payee: payee?,
                voucher: voucher.unwrap_or_default(),
                memo: memo?,
                method: method?.unwrap_or(PaymentMethod::Direct),
                three_public: three_public?.flatten(),
                procurement: procurement?.unwrap_or(false),
                activity: activity?,
            };
            let command = Command::Disburse(payment);
            Some(vec![Draft {
                row,
                others: Vec::new(),
                on: on?,
                command,
                amount,
                is_unsettled,
                made: None,
            }])
        });
    }
    drafts.take_backs = take_backs;
}
