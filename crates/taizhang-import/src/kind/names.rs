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
    "入账日期",
    "交易日",
    "支付时间",
    "付款时间",
    "交易时间",
    "记账时间",
    "入账时间",
    "交易创建时间",
    "发放日期",
    "报销时间",
    "报销日期",
    "操作时间",
    "时间",
    "申请日期",
    "XPAY_DATE",
    "ACT_LQD_DATE",
    "CREATE_DATE",
];

pub(super) const ORIGINAL_VOUCHER: &[&str] =
    &["原凭证号", "原支付凭证号", "原记账凭证号", "冲销凭证号"];

pub(super) const VOUCHER: &[&str] = &[
    "凭证号",
    "凭证编号",
    "支付凭证号",
    "凭证字号",
    "记账凭证号",
    "凭证号数",
    "支付令号",
    "支付令编号",
    "PAY_CERT_NO",
];

pub(super) const PAYMENT_ID: &[&str] = &[
    "支付单号",
    "支付申请编号",
    "申请编号",
    "支付申请单号",
    "单据号",
    "单据编号",
    "报销单编号",
    "报销单号",
    "交易流水号",
    "流水号",
    "交易单号",
    "交易号",
    "交易订单号",
    "日志号",
    "业务参考号",
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
    "报销金额",
    "补贴金额",
    "实发金额",
    "发生额",
    "借方金额",
    "借方发生额",
    "借方",
    "支出",
    "交易支出金额",
    "取出金额",
    "转出金额",
    "交易金额",
    "交易额",
    "记账金额",
    "XPAY_AMT",
    "PAY_AMT",
    "PAY_APP_AMT",
];

pub(crate) const MEMO: &[&str] = &[
    "摘要",
    "用途",
    "支付用途",
    "事由",
    "附言",
    "说明",
    "资金用途",
    "交易摘要",
    "业务摘要",
    "报销事由",
    "支出事项",
    "交易附言",
    "交易描述",
    "交易说明",
    "客户摘要",
    "交易名称",
    "商品说明",
    "商品名称",
    "商品",
    "USE_DES",
    "ADD_WORD",
];

pub(super) const LINE: &[&str] = &["指标", "指标号", "指标编号", "指标编码", "指标主键", "BGT_ID"];

pub(super) const LINE_NAME: &[&str] =
    &["指标名称", "指标说明", "预算项目", "科目名称", "功能分类科目名称", "预算科目", "BGT_DEC"];

pub(super) const ECONOMIC: &[&str] = &[
    "经济科目",
    "部门经济科目",
    "部门经济分类",
    "经济分类",
    "经济分类科目",
    "部门经济分类编码",
    "部门经济分类代码",
    "部门预算经济分类",
    "部门预算支出经济分类",
    "部门支出经济分类科目代码",
    "部门支出经济分类科目编码",
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
    "功能分类编码",
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

/// The year of a row. That of the budget that pays is another matter.
pub(super) const YEAR: &[&str] =
    &["年度", "年份", "会计年度", "业务年度", "支付年度", "记账年度", "所属年度"];

pub(super) const BUDGET_YEAR: &[&str] =
    &["预算年度", "预算年份", "指标年度", "财政年度", "资金年度", "FISCAL_YEAR"];

/// The year of a document about the budget; its day may lie in the year before.
pub(super) const YEAR_OF_BUDGET: &[&str] =
    &["预算年度", "年度", "年份", "预算年份", "指标年度", "财政年度", "资金年度", "FISCAL_YEAR"];

/// The day to which a count of assets or people belongs.
pub(super) const COUNTED_ON: &[&str] = &["日期", "截止日期", "统计日期", "业务日期"];

pub(super) const PAYEE: &[&str] = &[
    "收款人",
    "收款人名称",
    "收款人全称",
    "收款单位",
    "收款方",
    "对方户名",
    "收款方户名",
    "收款单位名称",
    "对方名称",
    "对方单位",
    "对方账户名",
    "对方账户名称",
    "对方账号名称",
    "对方账户户名",
    "交易对方",
    "交易对手",
    "交易对手名称",
    "对手信息",
    "对手名称",
    "收(付)方名称",
    "供应商",
    "供应商名称",
    "报销人",
    "姓名",
    "PAYEE_ACCT_NAME",
];

pub(super) const DIRECTION: &[&str] = &[
    "收支方向",
    "收/支",
    "收支",
    "收支类型",
    "收支标志",
    "收支类别",
    "收付标志",
    "收付方向",
    "收付款标志",
    "收付",
    "收入/支出",
    "借贷标志",
    "借贷方向",
    "借贷标记",
    "借贷状态",
    "借贷",
    "借/贷",
    "方向",
    "资金流向",
    "交易方向",
];

pub(super) const BALANCE: &[&str] =
    &["余额", "账户余额", "联机余额", "本次余额", "当前余额", "余额金额", "账面余额"];

pub(super) const CURRENCY: &[&str] = &[
    "币种",
    "币别",
    "货币",
    "货币种类",
    "货币名称",
    "交易币种",
    "账户币种",
    "币种名称",
    "币种代码",
    "货币代码",
    "CURRENCY",
    "记账币种",
    "交易货币",
    "Currency",
    "Billing currency",
];

pub(super) const STATE: &[&str] = &[
    "状态",
    "当前状态",
    "交易状态",
    "支付状态",
    "订单状态",
    "付款状态",
    "处理状态",
    "业务状态",
    "单据状态",
    "支付单状态",
    "凭证状态",
    "办理状态",
    "申请状态",
    "审核状态",
    "审批状态",
];

/// National systems write `IS_DELETED`; what says that a row holds good means the opposite.
pub(super) const VOID: &[&str] = &[
    "作废",
    "是否作废",
    "作废标志",
    "作废标识",
    "作废标记",
    "是否删除",
    "删除标志",
    "删除标识",
    "IS_DELETED",
    "是否撤销",
    "是否有效",
    "有效标志",
    "有效标识",
];

/// Whose a row is. 单位 alone is the unit of measure, and what stands below 收款人 is the payee.
pub(super) const BUDGET_UNIT: &[&str] = &[
    "预算单位",
    "预算单位/名称",
    "预算单位名称",
    "预算单位全称",
    "单位名称",
    "单位全称",
    "AGENCY_NAME",
];

pub(super) const BUDGET_UNIT_CODE: &[&str] = &[
    "预算单位编码",
    "预算单位/编码",
    "预算单位/代码",
    "预算单位代码",
    "单位编码",
    "单位代码",
    "AGENCY_CODE",
];
