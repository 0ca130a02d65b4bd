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
    /// A kind that another program has to save as one of ours first.
    #[error("{kind}不能直接审核")]
    Foreign {
        /// What the file is.
        kind: &'static str,
        /// What to save it as.
        as_what: &'static str,
    },
    /// An archive is wrapped in an old container: with a password, or under a wrong name.
    #[error("文件设了打开密码，或是旧格式的文件改了扩展名")]
    Wrapped,
    /// The file has no byte.
    #[error("文件是空的，一个字节也没有")]
    Empty,
    /// A Word file is no archive, or lacks its main part.
    #[error("不是完整的Word文件（{detail}）")]
    Word {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// A workbook is damaged.
    #[error("表格文件打不开（{detail}）")]
    Workbook {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// The text is in no encoding that is known.
    #[error("文字编码不是UTF-8，也不是GB18030")]
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

impl ReadError {
    /// Says what to do, in the user's words.
    pub fn remedy(&self) -> String {
        match self {
            Self::UnknownKind { .. } => "请原单位改报能读的文件".into(),
            Self::Foreign { as_what, .. } => {
                format!("用WPS或Office打开，另存为{as_what}后重试；扫描件请原单位报电子文本")
            }
            Self::Wrapped => "用WPS或Office打开，去掉打开密码，另存为docx或xlsx后重试".into(),
            Self::Empty => "请原单位重新报送".into(),
            Self::Word { .. } => "用WPS或Word打开后另存为docx再试；打不开的请原单位重报".into(),
            Self::Workbook { .. } => {
                "用WPS或Excel打开后另存为xlsx再试；打不开的请原单位重报".into()
            }
            Self::Encoding => "用记事本打开，另存为UTF-8编码后重试".into(),
            Self::Delimited { .. } => {
                "用WPS或Excel打开，检查引号和列数，另存为CSV UTF-8后重试".into()
            }
            Self::TooLarge { .. } => "确认是不是自评报告；图片太多的，压缩图片后另存再试".into(),
            Self::Blank => "扫描件请原单位报电子文本，或先做文字识别".into(),
        }
    }
}
