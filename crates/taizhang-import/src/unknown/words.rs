//! Headers of columns that fill no field and change nothing of what a row records.

use crate::kind::{Kind, is_of_disposal};

/// Headers that are harmless as a whole.
const WHOLE: [&str; 37] = [
    "序",
    "no",
    "来源",
    "出处",
    "用途",
    "年",
    "月",
    "日",
    "年度",
    "月份",
    "会计年度",
    "会计期间",
    "会计月份",
    "会计日期",
    "期间",
    "地点",
    "计量单位",
    "季度",
    "财年",
    "起息日",
    "记账日",
    "银行",
    "行别",
    "凭证种类",
    "手机",
    "规格",
    "型号",
    "规格型号",
    "区划",
    "行政区划",
    "财政区划",
    "区划名称",
    "行政区划名称",
    "财政区划名称",
    "balance",
    "notes",
    "remarks",
];

/// How harmless headers end: what numbers and finds a thing, who had it in hand, and what was written beside it.
const ENDS: [&str; 70] = [
    "序号",
    "行号",
    "号码",
    "账号",
    "卡号",
    "证号",
    "单号",
    "票号",
    "流水号",
    "编号",
    "批次号",
    "批号",
    "合同号",
    "参考号",
    "附件号",
    "编码",
    "代码",
    "电话",
    "手机号",
    "地址",
    "邮箱",
    "邮编",
    "网点",
    "行名",
    "开户行",
    "开户银行",
    "开户机构",
    "渠道",
    "来源地",
    "备注",
    "附言",
    "说明",
    "事由",
    "注释",
    "附件",
    "附件数",
    "单据数",
    "张数",
    "页数",
    "打印次数",
    "签字",
    "签名",
    "签章",
    "盖章",
    "经办",
    "经办人",
    "经手人",
    "证明人",
    "制单",
    "制单人",
    "审核人",
    "审批人",
    "复核",
    "复核人",
    "记账人",
    "录入人",
    "操作人",
    "操作员",
    "负责人",
    "联系人",
    "会计",
    "出纳",
    "余额",
    "结余",
    "单价",
    "数量",
    "税率",
    "税额",
    "金额大写",
    "大写金额",
];

/// What was done to a row in its office, and how a header ends that says when, or who did it.
const DONE: [&str; 16] = [
    "审核", "审批", "复核", "制单", "录入", "打印", "申请", "申报", "创建", "修改", "更新", "提交",
    "登记", "导出", "记账", "发票",
];
const DONE_ENDS: [&str; 5] = ["日期", "时间", "人", "人员", "意见"];

/// Headers of the forms of some kinds that this import does not take.
const OF_ASSETS: [&str; 13] = [
    "取得日期",
    "取得方式",
    "取得时间",
    "购置日期",
    "入账日期",
    "使用日期",
    "投入使用日期",
    "存放地点",
    "使用人",
    "保管人",
    "管理人",
    "使用年限",
    "折旧年限",
];
const OF_TARGETS: [&str; 9] = [
    "实际完成值",
    "完成值",
    "得分",
    "实际得分",
    "自评得分",
    "偏差原因",
    "改进措施",
    "偏差原因分析及改进措施",
    "偏差原因分析",
];

/// What lists of payments say of the line that is charged.
const OF_PAYMENTS: [&str; 8] = [
    "文号",
    "指标文号",
    "本级指标文号",
    "上级指标文号",
    "发文文号",
    "批复文号",
    "指标类型",
    "结算方式",
];

/// What is carried over is what an opening says; rows of another kind are refused by their words.
const OF_OPENINGS: [&str; 2] = ["结转类型", "指标类型"];

/// What says that a column is about who pays.
const PAYER: [&str; 16] = [
    "付款人",
    "付款单位",
    "付款账",
    "付款户",
    "付款方",
    "付方",
    "支付单位",
    "支付账",
    "本方",
    "我方",
    "己方",
    "出账",
    "转出账",
    "转出户",
    "汇款",
    "开户单位",
];

/// How headers of accounts and banks end.
const ACCOUNT: [&str; 9] =
    ["账号", "卡号", "号码", "行号", "行名", "开户行", "开户银行", "银行", "网点"];

/// Tells whether a folded header changes nothing of what a row of this kind records.
pub(super) fn is_harmless(kind: Kind, header: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| header.ends_with(word));
    let of_kind: &[&str] = match kind {
        Kind::Assets => &OF_ASSETS,
        Kind::Indicators => &OF_TARGETS,
        Kind::Opening => &OF_OPENINGS,
        Kind::Payments | Kind::Statement => &OF_PAYMENTS,
        _ => &[],
    };
    if kind == Kind::Assets && is_of_disposal(header) {
        return false;
    }
    WHOLE.contains(&header)
        || of_kind.contains(&header)
        || is_of_government_economic(header)
        || ends(&ENDS)
        || DONE.iter().any(|word| header.contains(word)) && ends(&DONE_ENDS)
}

/// Tells whether a header is that of the government's economic code, which follows from the department's.
fn is_of_government_economic(header: &str) -> bool {
    header.contains("政府") && ["经济分类", "经济科目"].iter().any(|word| header.contains(word))
}

/// Tells whether a folded header is about who pays, and not about how.
pub(super) fn is_of_payer(header: &str) -> bool {
    PAYER.iter().any(|word| header.contains(word)) && !header.contains("付款方式")
}

/// Tells whether a folded header is that of an account or a bank.
pub(super) fn is_of_account(header: &str) -> bool {
    ACCOUNT.iter().any(|word| header.ends_with(word))
}
