//! Words of a file that was handed to an exporter and cannot be used.

use rust_decimal::Decimal;
use taizhang_ledger::core::money::fixed;
use taizhang_ledger::export::{FileFault, Length};

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
        FileFault::Protected => (
            "它设了打开密码".to_owned(),
            "在 Word 或 WPS 中取消打开密码，另存一份后再用".to_owned(),
        ),
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
        FileFault::Range { name, value, low, high, length } => {
            let name = length_name(name);
            let (value, low, high, unit, place) = match length {
                Length::Twips => (
                    millimetres(*value, 2),
                    millimetres(*low, 0),
                    millimetres(*high, 0),
                    "毫米",
                    "页面设置",
                ),
                Length::HalfPoints => (half(*value), half(*low), half(*high), "磅", "样式"),
            };
            (
                format!("里面的{name}为 {value} {unit}，应在 {low} 至 {high} {unit}之间"),
                format!("在 Word 或 WPS 的{place}里改正后另存"),
            )
        }
    };
    Problem::new(format!("选项 {option} 指定的文件 {file} 不能用"), reason, remedy)
}

/// Names a length as the page setup of Word and WPS does.
fn length_name(name: &str) -> &str {
    match name {
        "w:pgSz/@w:w" => "纸张宽度",
        "w:pgSz/@w:h" => "纸张高度",
        "w:pgMar/@w:top" => "上边距",
        "w:pgMar/@w:bottom" => "下边距",
        "w:pgMar/@w:left" => "左边距",
        "w:pgMar/@w:right" => "右边距",
        "w:pgMar/@w:gutter" => "装订线",
        "w:pgMar/@w:footer" => "页脚距边界",
        "w:sz/@w:val" => "字号",
        other => other,
    }
}

/// Prints twentieths of a point in millimetres.
fn millimetres(twips: i64, places: u32) -> String {
    // 1440 twips are an inch of 25.4 mm.
    fixed(Decimal::from(twips) * Decimal::from(254) / Decimal::from(14_400), places)
}

/// Prints half points in points.
fn half(half_points: i64) -> String {
    (Decimal::from(half_points) / Decimal::TWO).normalize().to_string()
}
