//! The exporter itself.

use taizhang_export::delimited::Layout;
use taizhang_export::profile::{Profile, write_booleans};
use taizhang_export::sheet::{self, Fact};
use taizhang_export::{Artifact, Charset, Descriptor, ExportError, ExportRequest, Exporter};

use crate::format::{Format, describe};
use crate::profile;
use crate::table::{draft, write};

/// What the clerk must know before opening the files by double click.
const IMPORT_NOTE: &str = "CSV 不能标明单元格类型。用电子表格打开时，请通过“导入文本”把编码、\
                           凭证号和文号各列设为“文本”，否则前导零会丢失、长编码会变成近似数";

/// What is written another way in GBK.
const GBK_NOTE: &str = "GBK 没有数学减号（U+2212），写作全角的“－”";

/// Makes the CSV files of a year.
#[derive(Clone, Copy, Debug, Default)]
pub struct CsvExporter;

impl Exporter for CsvExporter {
    fn descriptor(&self) -> Descriptor {
        describe()
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let context = request.context;
        if let Some(profile) = Profile::chosen(request)? {
            return profile::files(&profile, request);
        }
        let format = Format::read(&request.options);
        let mut sheets = sheet::of_year(context, about(format));
        write_booleans(&mut sheets, &request.options);
        let drafts = sheets.iter().map(|sheet| draft(context, sheet, format.unit)).collect();
        write(drafts, Layout::default(), format.charset)
    }
}

/// States how the files are written.
fn about(format: Format) -> Vec<Fact> {
    let fact = |key, label, value: &str| Fact { key, label, value: value.to_owned(), remark: "" };
    vec![
        Fact {
            remark: if format.charset == Charset::Gbk { GBK_NOTE } else { "" },
            ..fact("about.encoding", "文件编码", format.charset.name())
        },
        fact("about.amount_unit", "金额单位", format.unit.name()),
        Fact { remark: IMPORT_NOTE, ..fact("about.import", "打开方法", "") },
    ]
}
