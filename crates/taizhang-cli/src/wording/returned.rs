//! Words of workbooks that cannot be changed in place, to stand within a sentence.

use taizhang_ledger::import::returned::{Broken, MarkError, Missing, RecordsError};

/// Why a workbook does not come back as it is.
pub(crate) fn unmarked_text(error: &MarkError) -> String {
    match error {
        MarkError::Zip(_) => "文件不是完整的工作簿".to_owned(),
        MarkError::Part { part, source: _ } => format!("文件里的 {part} 解不开"),
        MarkError::Xml { part, source: _ } => format!("文件里的 {part} 不是正确的 XML"),
        MarkError::Missing(missing) => missing_text(missing),
        MarkError::Twice { sheet } => format!("工作簿里有两张表都叫“{sheet}”"),
        MarkError::LongPart { part } => format!("文件里的 {part} 解开后超过 1 GB"),
        MarkError::TooLong { part } => format!("文件里的 {part} 有太多只写了一次的相同行"),
        MarkError::Records(error) => match error {
            RecordsError::Container(_) => "文件不是完整的 xls 工作簿".to_owned(),
            RecordsError::Version => "是 Excel 95 或更早的工作簿".to_owned(),
            RecordsError::Protected => "工作簿有密码".to_owned(),
            RecordsError::Broken(which) => format!("{}前后对不上", broken_text(*which)),
            RecordsError::NoColumn => "表的右边没有空列了，xls 最多 256 列".to_owned(),
            RecordsError::NoFormat => "工作簿的单元格格式已到 xls 的上限".to_owned(),
            RecordsError::NoText => "工作簿的文字已到 xls 的上限".to_owned(),
            RecordsError::NoSheet(name) => format!("工作簿里没有名叫“{name}”的表"),
        },
    }
}

fn missing_text(missing: &Missing) -> String {
    match missing {
        Missing::Part(part) => format!("文件里没有 {part} 这一部分"),
        Missing::Workbook => "文件没有写明工作簿在哪一部分".to_owned(),
        Missing::Styles => "工作簿里没有样式".to_owned(),
        Missing::Sheet(name) => format!("工作簿里没有名叫“{name}”的表"),
        Missing::Column => "表的右边没有空列了".to_owned(),
        Missing::Row(row) => format!("表里没有第 {row} 行"),
        Missing::Root => "工作簿的内容没有开头".to_owned(),
        Missing::Body => "工作簿的内容里没有表".to_owned(),
    }
}

const fn broken_text(broken: Broken) -> &'static str {
    match broken {
        Broken::Globals => "工作簿开头的记录",
        Broken::Sheets => "工作簿里各表的目录",
        Broken::Sheet => "一张表的记录",
        Broken::Texts => "工作簿里各表的文字",
        Broken::Formats => "工作簿的单元格格式",
        Broken::Row => "一行的记录",
        Broken::Cell => "一个单元格的记录",
        Broken::Formula => "一个公式的记录",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_or_broken_is_told_in_chinese() {
        let missing = [
            Missing::Part("xl/styles.xml".to_owned()),
            Missing::Workbook,
            Missing::Styles,
            Missing::Sheet("1月".to_owned()),
            Missing::Column,
            Missing::Row(8),
            Missing::Root,
            Missing::Body,
        ];
        let broken = [
            Broken::Globals,
            Broken::Sheets,
            Broken::Sheet,
            Broken::Texts,
            Broken::Formats,
            Broken::Row,
            Broken::Cell,
            Broken::Formula,
        ];
        let missing = missing.map(MarkError::Missing);
        let broken = broken.map(|which| MarkError::Records(RecordsError::Broken(which)));
        let said: Vec<String> = missing.iter().chain(&broken).map(unmarked_text).collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        文件里没有 xl/styles.xml 这一部分
        文件没有写明工作簿在哪一部分
        工作簿里没有样式
        工作簿里没有名叫“1月”的表
        表的右边没有空列了
        表里没有第 8 行
        工作簿的内容没有开头
        工作簿的内容里没有表
        工作簿开头的记录前后对不上
        工作簿里各表的目录前后对不上
        一张表的记录前后对不上
        工作簿里各表的文字前后对不上
        工作簿的单元格格式前后对不上
        一行的记录前后对不上
        一个单元格的记录前后对不上
        一个公式的记录前后对不上
        ");
    }
}
