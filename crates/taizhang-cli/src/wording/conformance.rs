//! Words of the examination of exporters.

use taizhang_plugin::conformance::{Case, Check, Choice, Described, Fault};

use super::export_problem;
use crate::error::Problem;

/// What a check examines.
pub(crate) const fn check_name(check: Check) -> &'static str {
    match check {
        Check::Description => "说明齐全，没有重名",
        Check::FullYear => "内容齐全的年度能导出",
        Check::SameBytes => "同样的输入得到同样的文件",
        Check::MinimalYear => "只有一条指标、一笔支付的年度能导出",
        Check::EmptyYear => "空的年度能导出，或说明为什么不导出",
        Check::Listed => "列出的选项和表样都能用",
        Check::Unlisted => "没有列出的选项、表样和附带文件会被拒绝",
        Check::OddNames => "单位名等含特殊字符时，文件名仍然安全",
        Check::LargeYear => "几千行的年度能在时限和输出上限内导出",
        Check::OtherProtocol => "遇到别的接口版本会拒绝",
        Check::NewFields => "不认识的字段不影响结果",
        Check::Messages => "提示是可读的文字",
    }
}

/// What is wrong, why, and what the author does about it.
pub(crate) fn conformance_problem(fault: &Fault) -> Problem {
    match fault {
        Fault::Name(name) => Problem::new(
            format!("名称“{}”不能用", name.escape_debug()),
            "名称只能用小写字母、数字和连字符",
            "改名",
        ),
        Fault::NoSummary { what, name } => Problem::new(
            format!("{}“{name}”没有说明", described(*what)),
            "经办人在 export --list 里只能看到说明",
            "写一句中文说明",
        ),
        Fault::Twice { what, name } => Problem::new(
            format!("{}“{name}”写了两次", described(*what)),
            "同名的分不清是哪一个",
            "删去一个，或改名",
        ),
        Fault::Fails { case, error } => {
            let (_, problem) = export_problem(error);
            Problem::new(
                format!("{}不能导出：{}", self::case(case), problem.message),
                problem.reason,
                "改正程序，使这种年度也能导出",
            )
        }
        Fault::NoFiles(case) => Problem::new(
            format!("{}没有导出任何文件", self::case(case)),
            "有内容的年度应当有文件",
            "给出文件；确实没有可导出的，用 error 说明原因",
        ),
        Fault::Differs { artifact } => Problem::new(
            format!("{artifact} 两次导出的内容不同"),
            "同样的输入必须得到同样的文件，否则无法核对",
            "不要写入当前时间、随机数和临时路径；遍历时按固定次序",
        ),
        Fault::Takes(choice) => Problem::new(
            format!("接受了{}", self::choice(choice)),
            "写错的选项若被悄悄接受，经办人以为它起了作用",
            "导出前先核对选项、表样和附带文件（request.check）",
        ),
        Fault::OtherDescription => Problem::new(
            "两次 --describe 的结果不同",
            "选项和表样必须固定，否则无法核对",
            "让 --describe 只输出固定内容",
        ),
        Fault::AnswersProtocol(version) => Problem::new(
            format!("对第 {version} 版接口的提问也给出了文件"),
            "别的版本里字段的含义可能不同，照样导出会出错",
            "先看 protocol；不是自己认识的版本就以失败结束，或用 error 说明",
        ),
        Fault::NewField => Problem::new(
            "提问里多一个字段就不能导出，或结果不同",
            "以后的版本会增加字段，增加字段不改版本号",
            "不认识的字段一律不理会",
        ),
        Fault::Message(character) => Problem::new(
            format!("标准错误里有“{}”", character.escape_debug()),
            "标准错误是给人看的文字，控制字符会弄乱屏幕",
            "只写 UTF-8 文字，不写颜色和光标控制",
        ),
    }
}

const fn described(what: Described) -> &'static str {
    match what {
        Described::Exporter => "导出程序",
        Described::Option => "选项",
        Described::Profile => "表样",
        Described::Input => "附带文件",
    }
}

fn case(case: &Case) -> String {
    match case {
        Case::Full => "内容齐全的年度".to_owned(),
        Case::Minimal => "只有一条指标、一笔支付的年度".to_owned(),
        Case::Empty => "空的年度".to_owned(),
        Case::OddNames => "单位名含特殊字符的年度".to_owned(),
        Case::Large => "几千行的年度".to_owned(),
        Case::Option { name, value } => format!("选项 {name}={value} 时"),
        Case::Profile(id) => format!("表样 {id} "),
    }
}

fn choice(choice: &Choice) -> String {
    match choice {
        Choice::Option => "没有列出的选项".to_owned(),
        Choice::Value(option) => format!("选项 {option} 没有列出的值"),
        Choice::Profile => "没有列出的表样".to_owned(),
        Choice::Input => "没有列出的附带文件".to_owned(),
    }
}
