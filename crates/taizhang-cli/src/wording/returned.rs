//! Words of workbooks that cannot be changed in place, to stand within a sentence.

use taizhang_ledger::import::returned::{MarkError, RecordsError};

/// Why a workbook does not come back as it is.
pub(crate) fn unmarked_text(error: &MarkError) -> String {
    match error {
        MarkError::Zip(_) => "文件不是完整的工作簿".to_owned(),
        MarkError::Part { part, source: _ } => format!("文件里的 {part} 解不开"),
        MarkError::Xml { part, source: _ } => format!("文件里的 {part} 不是正确的 XML"),
        MarkError::Missing { what } => format!("工作簿里没有 {what}"),
        MarkError::Twice { what } => format!("工作簿里有两个 {what}"),
        MarkError::LongPart { part } => format!("文件里的 {part} 解开后超过 1 GB"),
        MarkError::TooLong { part } => format!("文件里的 {part} 有太多只写了一次的相同行"),
        MarkError::Records(error) => match error {
            RecordsError::Container(_) => "文件不是完整的 xls 工作簿".to_owned(),
            RecordsError::Version => "是 Excel 95 或更早的工作簿".to_owned(),
            RecordsError::Protected => "工作簿有密码".to_owned(),
            RecordsError::Broken(what) => format!("工作簿的 {what} 记录前后对不上"),
            RecordsError::NoColumn => "表的右边没有空列了，xls 最多 256 列".to_owned(),
            RecordsError::NoFormat => "工作簿的单元格格式已到 xls 的上限".to_owned(),
            RecordsError::NoText => "工作簿的文字已到 xls 的上限".to_owned(),
            RecordsError::NoSheet(name) => format!("工作簿里没有名叫“{name}”的表"),
        },
    }
}
