//! Words of journals and voucher XML that cannot be read.

use taizhang_ledger::import::dat95::{VoucherError, VoucherFault};
use taizhang_ledger::import::hledger::{AccountTableError, HledgerError, HledgerFault};

use super::toml::toml_fault;
use crate::error::Problem;

/// Words of every fault of a journal.
pub(crate) fn refused_journal(error: &HledgerError) -> Vec<Problem> {
    let problem = |at: &taizhang_ledger::import::hledger::LineFault| {
        let (reason, remedy) = journal_fault(&at.fault);
        Problem::new(format!("{} 第 {} 行读不了", error.file, at.line), reason, remedy)
    };
    error.faults.iter().map(problem).collect()
}

fn journal_fault(fault: &HledgerFault) -> (String, String) {
    let (reason, remedy) = match fault {
        HledgerFault::TooLarge { bytes } => {
            (format!("文件有 {bytes} 字节，最大 64 MB"), "按年份分成几个文件")
        }
        HledgerFault::NotUtf8 => ("不是 UTF-8 编码的文字".to_owned(), "另存为 UTF-8 再导入"),
        HledgerFault::Directive(word) => (
            format!("指令 {word} 不执行：它会打开别的文件，或改掉后面的科目名"),
            "先运行 hledger print 得到展开后的一个文件，再导入它",
        ),
        HledgerFault::Unreadable(line) => {
            (format!("“{line}”不是指令、交易或分录"), "按 hledger 的写法改正这一行")
        }
        HledgerFault::Date(text) => {
            (format!("“{text}”不是日期"), "写作 2022-01-31，分隔符前后一致")
        }
        HledgerFault::Year(text) => (format!("“{text}”没有年份"), "写全年份，或在前面加一行 Y2022"),
        HledgerFault::Amount(text) => (format!("“{text}”不是金额"), "写作 ¥1960.50 或 1960.50 元"),
        HledgerFault::Ambiguous(text) => (
            format!("“{text}”有两种读法：千分位或小数"),
            "在文件开头加一行 decimal-mark .（小数点为“.”）",
        ),
        HledgerFault::Fen(text) => (format!("“{text}”精确到分以下"), "金额最多两位小数"),
        HledgerFault::Currency(name) => {
            (format!("“{name}”不是人民币元"), "台账只记人民币元；折算后再导入")
        }
        HledgerFault::Unsupported(text) => (
            format!("“{text}”不读：成本价、余额赋值和单笔日期都会改变金额或日期"),
            "先运行 hledger print --explicit 展开，再导入",
        ),
        HledgerFault::SeveralElided => ("有几笔分录没有金额".to_owned(), "最多一笔可以不写金额"),
        HledgerFault::NoPosting => ("这笔交易没有分录".to_owned(), "补上分录，或删去这一行"),
        HledgerFault::Unbalanced(off) => {
            (format!("这笔交易借贷不平，差 {off} 元"), "核对各分录的金额和正负号")
        }
        HledgerFault::Overflow => ("金额太大，加不起来".to_owned(), "核对金额"),
        HledgerFault::Assertion { account, actual, asserted } => (
            format!("科目“{account}”余额是 {actual} 元，断言写的是 {asserted} 元"),
            "核对这一行之前的分录，或改正断言",
        ),
    };
    (reason, remedy.to_owned())
}

/// Words of every fault of voucher XML.
pub(crate) fn refused_vouchers(error: &VoucherError) -> Vec<Problem> {
    let problem = |at: &taizhang_ledger::import::dat95::VoucherFaultAt| {
        let voucher = if at.voucher.is_empty() {
            String::new()
        } else {
            format!("（凭证 {}）", at.voucher)
        };
        let (reason, remedy) = voucher_fault(&at.fault);
        Problem::new(format!("{} 第 {} 行{voucher}读不了", error.file, at.line), reason, remedy)
    };
    error.faults.iter().map(problem).collect()
}

fn voucher_fault(fault: &VoucherFault) -> (String, String) {
    let again = "请对方系统按 DA/T 95-2022 附录 C 表 C.1 重新导出";
    let (reason, remedy) = match fault {
        VoucherFault::TooLarge { bytes } => {
            (format!("文件有 {bytes} 字节，最大 256 MB"), "按月份分成几个文件")
        }
        VoucherFault::Encoding(name) => {
            (format!("内容不合 {name} 编码"), "核对 XML 声明里的 encoding，或另存为 UTF-8")
        }
        VoucherFault::CutOff => (
            "文件到这里就断了，后面的内容缺失".to_owned(),
            "重新复制或下载整个文件；还是这样的，请对方系统重新导出",
        ),
        VoucherFault::Crossed { open, closed } if open.is_empty() => {
            (format!("有结束标记 </{closed}> 而没有对应的开始标记"), again)
        }
        VoucherFault::Crossed { open, closed } => {
            (format!("元素 {open} 没有关上，却遇到结束标记 </{closed}>"), again)
        }
        VoucherFault::NotXml(_) => ("这一处不合 XML 的写法".to_owned(), again),
        VoucherFault::Contradicted { element: "FISCAL_YEAR", stated, found } => (
            format!("年度写的是 {stated}（FISCAL_YEAR），凭证日期却是 {found}"),
            "核对这张凭证的年度和日期，改正后重新导出",
        ),
        VoucherFault::Contradicted { element, stated, found } => (
            format!(
                "{}写的是 {stated} 元（{element}），各条分录相加 {found} 元",
                side_name(element)
            ),
            "核对这张凭证的合计和分录，改正后重新导出",
        ),
        VoucherFault::DocumentType => (
            "含有 DOCTYPE 声明；它能让程序打开别的文件，所以一律不读".to_owned(),
            "删去 DOCTYPE 声明",
        ),
        VoucherFault::Entity(name) => {
            (format!("含有自定义实体 &{name};，一律不读"), "换成文字本身")
        }
        VoucherFault::TooDeep => ("元素嵌套太深，不是凭证元数据".to_owned(), again),
        VoucherFault::TooLong(element) => (format!("{element} 的文字太长"), again),
        VoucherFault::Twice(element) => (format!("{element} 出现了两次"), again),
        VoucherFault::NoVoucher => ("没有 VOUCHER 元素".to_owned(), "核对文件是否选对"),
        VoucherFault::Missing(element) => (format!("{element} 没有内容"), again),
        VoucherFault::Unreadable { element, text } => (
            format!("{element} 的内容“{text}”看不懂"),
            "日期写作 2022-01-31，金额写作 960.00，方向写作 借 或 贷",
        ),
        VoucherFault::Unbalanced { debit, credit } => {
            (format!("预算会计借方 {debit} 元，贷方 {credit} 元"), "核对这张凭证的分录")
        }
    };
    (reason, remedy.to_owned())
}

fn side_name(element: &str) -> &'static str {
    if element == "DR_YS_AMT" { "预算会计借方合计" } else { "预算会计贷方合计" }
}

/// Words of a table of accounts that cannot be read.
pub(crate) fn refused_accounts(file: &str, error: &AccountTableError) -> Problem {
    Problem::new(
        format!("科目对照表 {file} 读不了"),
        toml_fault(&error.source),
        "每个科目一节：[\"支出:办公费\"] 下写 line = \"指标\" 和 economic = \"经济科目\"",
    )
}
