//! The exporter itself.

use taizhang_export::package::{ZipError, ZipFile};
use taizhang_export::{
    Artifact, Descriptor, ExportError, ExportRequest, Exporter, InputSource, Options,
};

use crate::index::index;
use crate::layout::{Contents, Group, Piece};
use crate::voucher::Voucher;

/// Name of the exporter.
pub(crate) const NAME: &str = "archive";
/// Name of the input with evidence.
pub(crate) const EVIDENCE: &str = "evidence";

/// Name of the option for folder or ZIP file.
pub(crate) const FORM: &str = "form";
const FOLDER: &str = "folder";
const ZIP: &str = "zip";
const BOOLEANS: &str = "booleans";
const ONE_ZERO: &str = "1-0";
const ONE_TWO: &str = "1-2";
const DIVISION: &str = "mof-div-code";
const ACCOUNT_SET: &str = "acct-set-code";
/// Name of the option, and of the input, with the report as PDF.
pub(crate) const PDF: &str = "pdf";

/// Makes the year's archive package.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArchiveExporter;

/// What the options say about vouchers.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// 财政区划代码; empty when nobody said it.
    pub(crate) division: String,
    /// 账套编号; empty when nobody said it.
    pub(crate) account_set: String,
    no: &'static str,
}

impl Settings {
    fn read(options: &Options) -> Self {
        Self {
            division: options.get(DIVISION, "").to_owned(),
            account_set: options.get(ACCOUNT_SET, "").to_owned(),
            no: if options.get(BOOLEANS, ONE_ZERO) == ONE_TWO { "2" } else { "0" },
        }
    }

    /// Writes 是 or 否 as a digit.
    pub(crate) const fn truth(&self, truth: bool) -> &'static str {
        if truth { "1" } else { self.no }
    }
}

impl Exporter for ArchiveExporter {
    fn descriptor(&self) -> Descriptor {
        let exported = |name: &str| InputSource::Exporter(name.to_owned());
        Descriptor::new(NAME, "年度档案包（报告、报表、凭证 XML、佐证、流水和摘要清单）")
            .option(FORM, "folder 为文件夹，zip 为一个压缩包", [FOLDER, ZIP])
            .option(
                BOOLEANS,
                "凭证 XML 中是否类字段的写法：1-0 为 1 是、0 否，1-2 为 1 是、2 否",
                [ONE_ZERO, ONE_TWO],
            )
            .option(DIVISION, "凭证 XML 的财政区划代码，不写则留空", [])
            .option(ACCOUNT_SET, "凭证 XML 的账套编号，不写则留空", [])
            .input("report", "自评报告", exported("docx"))
            .file_option(PDF, "自评报告的 PDF，放进报告文件夹；不写则由 LibreOffice 转换")
            .input(PDF, "自评报告的 PDF", InputSource::Pdf("docx".to_owned()))
            .input("returns", "报表", exported("csv"))
            .input("journal", "台账流水", InputSource::Journal)
            .input(EVIDENCE, "佐证文件", InputSource::Evidence)
            .input("settings", "设置和自有表样", InputSource::Settings)
    }

    fn export(&self, request: &ExportRequest<'_>) -> Result<Vec<Artifact>, ExportError> {
        request.check(&self.descriptor())?;
        let context = request.context;
        let settings = Settings::read(&request.options);
        let vouchers = Voucher::all(context);
        let mut contents = Contents::of(request, &settings, &vouchers)?;
        let page = index(context, &vouchers, &contents).into_bytes();
        contents.pieces.push(Piece::new("index.html".to_owned(), Group::Package, "目录", page));
        contents.seal(request)?;
        let root = format!("{}{}年度档案", context.unit_part(), context.year);
        if request.options.get(FORM, FOLDER) == ZIP {
            let name = format!("{root}.zip");
            let bytes = pack(&root, &contents.pieces).map_err(|source| ExportError::Format {
                exporter: NAME,
                artifact: name.clone(),
                source: source.into(),
            })?;
            return Ok(vec![Artifact::new(name, bytes)?]);
        }
        let place = |piece: Piece| Artifact::new(format!("{root}/{}", piece.path), piece.bytes);
        contents.pieces.into_iter().map(place).collect()
    }
}

fn pack(root: &str, pieces: &[Piece]) -> Result<Vec<u8>, ZipError> {
    let mut file = ZipFile::default();
    for piece in pieces {
        file.add(&format!("{root}/{}", piece.path), &piece.bytes)?;
    }
    file.finish()
}
