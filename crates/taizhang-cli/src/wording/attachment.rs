//! Words of a file that was handed to an exporter and cannot be used.

use taizhang_ledger::export::FileFault;

use crate::error::Problem;

/// Words of `fault` in `file`, which option `option` names.
pub(crate) fn attachment_problem(option: &str, file: &str, fault: &FileFault) -> Problem {
    let (reason, remedy) = match fault {
        FileFault::Absent => {
            ("没有读到文件内容".to_owned(), "请把命令和这段提示发给开发者".to_owned())
        }
        FileFault::Format { format } => {
            (format!("它不是 {format} 文件"), format!("请在 Word 或 WPS 中另存为 .{format} 后再用"))
        }
        FileFault::TooLarge { part, limit } => (
            format!("{part}超过 {} MB，可能不是正常的文件", limit / 1_048_576),
            "换一份只含样式的小文件，删去其中的图片".to_owned(),
        ),
        FileFault::PartMissing { part } => {
            (format!("里面没有 {part}"), "请在 Word 或 WPS 中打开它，另存一份后再用".to_owned())
        }
        FileFault::PartDamaged { part, detail } => (
            format!("里面的 {part} 读不懂（{detail}）"),
            "请在 Word 或 WPS 中打开它，另存一份后再用".to_owned(),
        ),
        FileFault::Range { name, value, low, high } => (
            format!("里面的 {name} 为 {value}，应在 {low} 至 {high} 之间（单位：1/20 磅）"),
            "在 Word 或 WPS 的页面设置里改正后另存".to_owned(),
        ),
    };
    Problem::new(format!("选项 {option} 指定的文件 {file} 不能用"), reason, remedy)
}
