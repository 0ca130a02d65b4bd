//! Why a file cannot be audited.

/// Why a file cannot be read; said in the user's words, without the file's name.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file's kind is not known.
    #[error("不认识这种文件（{extension}），能读 docx、txt、md、xlsx、xls、ods、csv")]
    UnknownKind {
        /// The end of its name.
        extension: String,
    },
    /// A Word file is no archive, or lacks its main part.
    #[error("不是完整的Word文件（{detail}），请用WPS或Word打开后另存为docx再试")]
    Word {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// A workbook is damaged.
    #[error("表格文件打不开（{detail}），请用WPS或Excel打开后另存为xlsx再试")]
    Workbook {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// The text is in no encoding that is known.
    #[error("文字编码不是UTF-8，也不是GB18030，请另存为UTF-8再试")]
    Encoding,
    /// A CSV file's quotes do not close, or the like.
    #[error("CSV文件读不成表（{detail}）")]
    Delimited {
        /// What is wrong with it.
        detail: String,
    },
    /// The file holds more than a report can.
    #[error("文件太大，不像一份自评报告（上限{limit}）")]
    TooLarge {
        /// The limit that it breaks.
        limit: &'static str,
    },
    /// The file holds no text.
    #[error("文件里没有文字，可能是扫描图片")]
    Blank,
}
