//! Words of files that cannot be read as tables.

use taizhang_ledger::import::read::{Foreign, ReadError};

use super::list;
use crate::error::Problem;

/// Words of a file of text that cannot be read.
pub(crate) fn unreadable_text(error: &ReadError) -> Problem {
    match error {
        ReadError::Encoding { file, at, .. } => Problem::new(
            format!("{file} 不是文字文件"),
            format!("第 {at} 字节处既不是 UTF-8，也不是 GB18030"),
            "用记事本打开，另存为 UTF-8",
        ),
        other => unreadable_file(other),
    }
}

/// Words of a table that cannot be read.
pub(crate) fn unreadable_file(error: &ReadError) -> Problem {
    match error {
        ReadError::Empty { file } => {
            Problem::new(format!("{file} 是空的"), "文件里没有任何内容", "核对文件")
        }
        ReadError::TooLarge { file, bytes } => Problem::new(
            format!("{file} 有 {bytes} 字节，太大了"),
            "导入的文件最大 256 MB",
            "按月份或按类别分成几个文件",
        ),
        ReadError::Encoding { file, encoding, at } => Problem::new(
            format!("{file} 不是 {encoding} 编码的文字"),
            format!("第 {at} 字节处不合该编码"),
            "用 --encoding 指明编码（utf-8、gb18030、utf-16le、utf-16be），或另存为 xlsx 再导入",
        ),
        ReadError::Binary { file } => Problem::new(
            format!("{file} 不是能导入的表格"),
            "内容不是 xlsx、xls、ods，也不是哪一种编码的文字：文件可能损坏了、没有传完，或被加密软件加了密",
            "在 WPS 中能打开的，另存为 xlsx 再导入；打不开的，重新导出，或请给文件的人解密后再传一份",
        ),
        ReadError::Workbook { file } => Problem::new(
            format!("{file} 打不开"),
            "工作簿已损坏",
            "在 WPS 中能打开的，另存为 xlsx 再导入；打不开的，重新导出",
        ),
        ReadError::Protected { file } => Problem::new(
            format!("{file} 加了密码"),
            "加了密码的工作簿读不出内容",
            "在 WPS 中输入密码打开，另存一份不设密码的 xlsx，再导入",
        ),
        ReadError::Foreign { file, is } => Problem::new(
            format!("{file} 不是能导入的表格"),
            format!("按内容看是{}", foreign_text(*is)),
            foreign_remedy(*is),
        ),
        ReadError::OldFormulas { file } => Problem::new(
            format!("{file} 里有旧格式的公式"),
            "这种公式的结果会读丢，少了数也看不出来",
            "用 WPS 打开后另存为 xlsx，再导入",
        ),
        ReadError::AnotherTable { file, sheet, row } => Problem::new(
            format!("{}第 {row} 行像另一张表的表头", in_sheet(file, sheet.as_deref())),
            "一张工作表里上下放着两张列名不同的表，下面的行不能按上面的表头读",
            "把两张表分到两张工作表（或两个文件），再导入",
        ),
        ReadError::NoSheet { file, sheet, known } => Problem::new(
            format!("{file} 里没有表“{sheet}”"),
            format!("现有的表：{}", list(known)),
            "改正 --sheet",
        ),
        ReadError::NoHeader { file, sheet, first, others } => {
            no_header(file, sheet.as_deref(), first, others)
        }
        ReadError::OpenQuote { file, line } => Problem::new(
            format!("{file} 第 {line} 行的引号没有配对"),
            "引号不配对，后面的行会被吞进同一格",
            "补上缺少的引号，或用 WPS 打开另存为 xlsx 再导入",
        ),
        ReadError::LongPart { file, part } => Problem::new(
            format!("{file} 里的 {part} 解开后太大"),
            "解开后超过 1 GB 的部分不读，也不会只读一截",
            "删去空白的行列和用不到的表，或分成几个文件",
        ),
        ReadError::TooManyCells { file, cells } => Problem::new(
            format!("{file} 至少有 {cells} 格，太大了"),
            "最多五百万格；几乎都空着的，最多四百万格",
            "删去空白的行列，或分成几个文件",
        ),
    }
}

/// Words of tables of which nobody knows the header.
fn no_header(file: &str, sheet: Option<&str>, rows: &[String], others: &[String]) -> Problem {
    let message = if others.is_empty() {
        format!("{}里找不到表头", in_sheet(file, sheet))
    } else {
        let first = sheet.unwrap_or_default();
        let sheets = std::iter::once(first).chain(others.iter().map(String::as_str));
        format!("{file} 的各表（{}）里都找不到表头", list(&sheets.collect::<Vec<&str>>()))
    };
    Problem::new(
        message,
        format!(
            "没有一行有足够多认识的列名，也看不出哪一行是列名、下面各行是数。前几行：{}",
            rows.join("；")
        ),
        "用 --header 行号 指明表头行，用 --map 字段=列名 指明各列；文字是乱码的用 --encoding 换编码",
    )
}

/// Names a file with its sheet, for words to follow.
pub(super) fn in_sheet(file: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| format!("{file} "), |sheet| format!("{file} 表“{sheet}”"))
}

const fn foreign_text(is: Foreign) -> &'static str {
    match is {
        Foreign::BinaryWorkbook => "二进制工作簿（xlsb）",
        Foreign::Document => "文字文档",
        Foreign::Archive => "压缩包",
        Foreign::Pdf => "PDF",
        Foreign::Picture => "图片",
        Foreign::OldOffice => "旧的 Office 文件，里面没有工作簿",
    }
}

const fn foreign_remedy(is: Foreign) -> &'static str {
    match is {
        Foreign::Archive => "解开压缩包，导入里面的表格",
        Foreign::Pdf | Foreign::Picture => {
            "向提供的人要 xlsx 或 csv；用 WPS 转换成表格的，逐行核对后再导入"
        }
        Foreign::BinaryWorkbook | Foreign::Document | Foreign::OldOffice => {
            "用 WPS 打开后另存为 xlsx，再导入"
        }
    }
}
