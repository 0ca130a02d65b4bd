//! Payments: the provincial system's list of payments, a bank list, or the unit's own ledger.

use taizhang_core::book::{Command, Payment};
use taizhang_core::code::EconomicCode;
use taizhang_core::event::{PaymentMethod, ThreePublic};

use super::line::line_of;
use super::{KnownColumn, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::field::Field;

/// National names are those of `PAY_VOUCHER` and `PAY_DETAIL`.
pub(super) const COLUMNS: &[KnownColumn] = &[
    required(
        Field::Date,
        &[
            "日期",
            "支付日期",
            "业务日期",
            "记账日期",
            "制单日期",
            "凭证日期",
            "交易日期",
            "付款日期",
            "清算日期",
            "实际支付日期",
            "申请日期",
            "XPAY_DATE",
            "ACT_LQD_DATE",
            "CREATE_DATE",
        ],
    ),
    optional(
        Field::Voucher,
        &["凭证号", "凭证编号", "支付凭证号", "凭证字号", "记账凭证号", "PAY_CERT_NO"],
    ),
    optional(
        Field::PaymentId,
        &[
            "支付单号",
            "支付申请编号",
            "申请编号",
            "支付申请单号",
            "单据号",
            "单据编号",
            "交易流水号",
            "流水号",
            "PAY_APP_NO",
            "PAY_DETAIL_ID",
            "PAY_CERT_ID",
            "PAY_APP_ID",
        ],
    ),
    optional(Field::Line, &["指标", "指标号", "指标编号", "指标编码", "指标主键", "BGT_ID"]),
    optional(
        Field::Economic,
        &[
            "经济科目",
            "部门经济科目",
            "部门经济分类",
            "经济分类",
            "经济分类科目",
            "部门预算支出经济分类",
            "部门支出经济分类科目代码",
            "部门支出经济分类",
            "经济科目编码",
            "支出经济分类",
            "DEP_BGT_ECO_CODE",
        ],
    ),
    optional(
        Field::Function,
        &[
            "功能科目",
            "功能分类",
            "功能分类科目",
            "支出功能分类",
            "支出功能分类科目代码",
            "EXP_FUNC_CODE",
        ],
    ),
    optional(Field::ProjectCode, &["项目编码", "项目代码", "项目编号", "PRO_CODE"]),
    required(
        Field::Amount,
        &[
            "金额",
            "支付金额",
            "支出金额",
            "付款金额",
            "实际支付金额",
            "实付金额",
            "本次支付金额",
            "发生额",
            "借方金额",
            "支出",
            "XPAY_AMT",
            "PAY_AMT",
            "PAY_APP_AMT",
        ],
    ),
    required(
        Field::Payee,
        &[
            "收款人",
            "收款人名称",
            "收款人全称",
            "收款单位",
            "收款方",
            "对方户名",
            "收款方户名",
            "PAYEE_ACCT_NAME",
        ],
    ),
    required(
        Field::Memo,
        &["摘要", "用途", "支付用途", "事由", "附言", "说明", "资金用途", "USE_DES", "ADD_WORD"],
    ),
    optional(Field::Method, &["支付方式", "支付方式名称", "PAY_TYPE_NAME", "PAY_TYPE_CODE"]),
    optional(Field::ThreePublic, &["三公类别", "三公经费", "三公", "三公经费类别"]),
    optional(Field::Procurement, &["政府采购", "是否政府采购", "IS_GOV_PUR"]),
    optional(Field::Activity, &["活动", "活动编号", "活动id"]),
];

const METHODS: &[(&str, PaymentMethod)] = &[
    ("财政直接支付", PaymentMethod::Direct),
    ("直接支付", PaymentMethod::Direct),
    ("财政授权支付", PaymentMethod::Authorised),
    ("授权支付", PaymentMethod::Authorised),
    ("实拨资金", PaymentMethod::Transfer),
    ("实拨", PaymentMethod::Transfer),
];

const THREE_PUBLIC: &[(&str, Option<ThreePublic>)] = &[
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
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
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
            Some(vec![Draft { row, others: Vec::new(), on: on?, command, amount }])
        });
    }
}
