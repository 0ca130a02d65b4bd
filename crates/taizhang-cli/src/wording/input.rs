//! Words of typed values that cannot be read.

use taizhang_ledger::core::amount_text::{AmountTextError, UnreadableAmount};
use taizhang_ledger::core::book::Refusal;
use taizhang_ledger::core::code::CodeError;
use taizhang_ledger::core::date_text::DateTextError;
use taizhang_ledger::core::figure::FigureError;
use taizhang_ledger::core::ids::IdError;
use taizhang_ledger::core::money::MoneyError;
use taizhang_ledger::core::{DocumentNumberError, DocumentNumberFault, FiscalYearError};

use super::list;
use super::refusal::refusal_problem;
use crate::error::Problem;

pub(crate) fn money_problem(error: &MoneyError) -> Problem {
    match error {
        MoneyError::TooPrecise(amount) => Problem::new(
            format!("{amount} 元的小数超过两位"),
            "金额最小到分",
            "核对小数位；以万元填写时最多六位小数",
        ),
        MoneyError::OutOfRange => {
            Problem::new("金额超出范围", "金额最多 18 位整数", "核对金额和单位")
        }
    }
}

pub(crate) fn amount_problem(name: &str, error: &AmountTextError) -> Problem {
    match error {
        AmountTextError::Empty => {
            Problem::new(format!("{name}没有填写"), "金额是空的", "例如 2000元 或 0.2万元")
        }
        AmountTextError::NoUnit { text } => Problem::new(
            format!("{name}“{text}”没有单位"),
            "元和万元相差一万倍，程序不猜",
            format!("请写 {text}元 或 {text}万元"),
        ),
        AmountTextError::Unreadable { text, reason } => Problem::new(
            format!("{name}“{text}”看不懂"),
            match reason {
                UnreadableAmount::Character(character) => format!("含有不认识的字符“{character}”"),
                UnreadableAmount::HalfUnit => "单位要写全：“万”后面少了“元”".to_owned(),
                UnreadableAmount::Grouping => "逗号只能三位一组分节".to_owned(),
                UnreadableAmount::Number => "数字写法不完整或小数点位置不对".to_owned(),
            },
            "例如 1234.50元、1,234.50元、0.2万元",
        ),
        AmountTextError::NotMoney { text, source } => {
            let inner = money_problem(source);
            Problem::new(format!("{name}“{text}”不是有效金额"), inner.message, inner.remedy)
        }
    }
}

/// Words of a number that is no amount of money.
pub(crate) fn number_problem(name: &str, error: &AmountTextError) -> Problem {
    Problem { remedy: "例如 95、1,200、97.5".to_owned(), ..amount_problem(name, error) }
}

pub(crate) fn date_problem(name: &str, error: &DateTextError) -> Problem {
    let remedy = "例如 2022-06-30、2022/6/30、20220630、2022年6月30日、6-30";
    match error {
        DateTextError::Spelling { text } => {
            Problem::new(format!("{name}“{text}”看不懂"), "不是认识的日期写法", remedy)
        }
        DateTextError::ShortYear { text } => {
            Problem::new(format!("{name}“{text}”的年份只有两位"), "两位年份有歧义", remedy)
        }
        DateTextError::YearLast { text } => Problem::new(
            format!("{name}“{text}”的年份写在最后"),
            "前面两个数哪个是月、哪个是日分不清",
            remedy,
        ),
        DateTextError::NoSuchDay { text } => {
            Problem::new(format!("{name}“{text}”没有这一天"), "日历上没有这个日期", remedy)
        }
        DateTextError::NoYear { text } => {
            Problem::new(format!("{name}“{text}”没有年份"), "这里不知道是哪一年", remedy)
        }
    }
}

pub(crate) fn document_problem(error: &DocumentNumberError) -> Problem {
    Problem::new(
        format!("文号“{}”不完整", error.text),
        match error.reason {
            DocumentNumberFault::Brackets => "缺少括号里的年份",
            DocumentNumberFault::Issuer => "缺少发文机关代字",
            DocumentNumberFault::Year => "括号里不是四位年份",
            DocumentNumberFault::Number => "括号后不是“数字+号”",
        },
        "例如 甘财科〔2022〕2号；方括号 [2022] 会自动改为〔2022〕",
    )
}

pub(crate) fn year_problem(error: &FiscalYearError) -> Problem {
    Problem::new(format!("“{}”不是年度", error.text), "年度是四位公历年", "例如 2022")
}

pub(crate) fn id_problem(error: &IdError) -> Problem {
    Problem::new(
        format!("编号“{}”不能用", error.text),
        "编号不能为空、过长、首尾带空格，也不能含看不见的字符或斜杠",
        "改正编号后重试",
    )
}

pub(crate) fn code_problem(error: &CodeError) -> Problem {
    Problem::new(
        format!("科目“{}”不是科目代码", error.text),
        format!("科目代码是 3 到 {} 位数字", error.max_digits),
        "运行 taizhang codes 查看科目表",
    )
}

pub(crate) fn figure_problem(error: &FigureError) -> Problem {
    match error {
        FigureError::Unknown { key, suggestions } => Problem::new(
            format!("没有取数 {key}"),
            "台账里没有这个取数名",
            format!("是不是想写：{}；全部取数名见 taizhang list figures", list(suggestions)),
        ),
        FigureError::YearNotOpen => refusal_problem(&Refusal::YearNotOpen),
        FigureError::Money(error) => money_problem(error),
    }
}

/// Words for a file named `-`, with which other programs mean what is piped to them.
pub(crate) fn no_standard_input() -> Problem {
    Problem::new(
        "这里的“-”不表示标准输入",
        "没有名为“-”的文件；标准输入没有名称可记，入账前也不能再读一遍",
        "先存成文件，再写文件名；在 Linux 和 macOS 上也可以写 /dev/stdin，与 --dry-run 或 --yes 同用",
    )
}
