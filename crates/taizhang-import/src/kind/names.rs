//! Headers that several kinds know alike: the canonical one first, national field names last.

pub(super) const PAID_ON: &[&str] = &[
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
];

pub(super) const VOUCHER: &[&str] =
    &["凭证号", "凭证编号", "支付凭证号", "凭证字号", "记账凭证号", "PAY_CERT_NO"];

pub(super) const PAYMENT_ID: &[&str] = &[
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
];

pub(super) const PAID: &[&str] = &[
    "金额",
    "支付金额",
    "支出金额",
    "付款金额",
    "实际支付金额",
    "实付金额",
    "本次支付金额",
    "发生额",
    "借方金额",
    "借方发生额",
    "支出",
    "XPAY_AMT",
    "PAY_AMT",
    "PAY_APP_AMT",
];

pub(crate) const MEMO: &[&str] =
    &["摘要", "用途", "支付用途", "事由", "附言", "说明", "资金用途", "USE_DES", "ADD_WORD"];

pub(super) const LINE: &[&str] = &["指标", "指标号", "指标编号", "指标编码", "指标主键", "BGT_ID"];

pub(super) const LINE_NAME: &[&str] =
    &["指标名称", "指标说明", "预算项目", "科目名称", "功能分类科目名称", "预算科目", "BGT_DEC"];

pub(super) const ECONOMIC: &[&str] = &[
    "经济科目",
    "部门经济科目",
    "部门经济分类",
    "经济分类",
    "经济分类科目",
    "部门预算支出经济分类",
    "部门支出经济分类科目代码",
    "部门支出经济分类",
    "经济科目编码",
    "经济分类科目编码",
    "支出经济分类",
    "DEP_BGT_ECO_CODE",
];

pub(super) const FUNCTION: &[&str] = &[
    "功能科目",
    "功能分类",
    "功能分类科目",
    "功能分类科目编码",
    "功能科目编码",
    "支出功能分类",
    "支出功能分类科目编码",
    "支出功能分类科目代码",
    "EXP_FUNC_CODE",
];

pub(super) const PROJECT_CODE: &[&str] = &["项目编码", "项目代码", "项目编号", "PRO_CODE"];

pub(super) const PROJECT_NAME: &[&str] = &["项目名称", "项目", "PRO_NAME"];

pub(super) const CATEGORY: &[&str] = &["支出类别", "支出类型", "项目类别", "PRO_KIND_NAME"];

pub(super) const FUND: &[&str] = &["资金性质", "资金来源", "FUND_TYPE_NAME", "FUND_TYPE_CODE"];

pub(super) const DOCUMENT_DATE: &[&str] = &["发文日期", "发文时间", "文件日期", "DOC_DATE"];

pub(super) const ORIGIN_YEAR: &[&str] = &["来源年度", "结转年度", "原年度"];

/// The day to which a count of assets or people belongs.
pub(super) const COUNTED_ON: &[&str] = &["日期", "截止日期", "统计日期", "业务日期"];
