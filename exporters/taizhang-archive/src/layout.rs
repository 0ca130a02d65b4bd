//! Where each file goes in the package.

use taizhang_export::digest::{Digests, sm3};
use taizhang_export::package::{
    self, Listed, MANIFEST, SHA256_LIST, SM3_LIST, VOUCHER_EVIDENCE, manifest, sums,
};
use taizhang_export::{
    ArtifactName, EvidenceEntry, ExportContext, ExportError, ExportRequest, InputFile,
};

use crate::exporter::{EVIDENCE, FORM, NAME, PDF, Settings};
use crate::voucher::{Movement, Voucher};
use crate::voucher_xml::VoucherPrinter;

/// A file of the package.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Path below the package's folder.
    pub(crate) path: String,
    pub(crate) group: Group,
    /// What it is, in words.
    pub(crate) note: String,
    /// Whether the same ledger gives the same bytes again.
    pub(crate) is_reproducible: bool,
    pub(crate) digests: Digests,
    pub(crate) bytes: Vec<u8>,
}

/// What kind of file a piece is, in the order of the table of contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Report,
    Return,
    Voucher,
    Evidence,
    Journal,
    Restore,
    Package,
}

/// All files but those that list the others, and what could not be put in.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) pieces: Vec<Piece>,
    /// What is missing and why, in words.
    pub(crate) missing: Vec<String>,
}

impl Group {
    pub(crate) const ALL: [Self; 7] = [
        Self::Report,
        Self::Return,
        Self::Voucher,
        Self::Evidence,
        Self::Journal,
        Self::Restore,
        Self::Package,
    ];

    /// Returns the name, which is also that of the folder.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Report => "报告",
            Self::Return => "报表",
            Self::Voucher => "凭证",
            Self::Evidence => package::EVIDENCE,
            Self::Journal => package::JOURNAL,
            Self::Restore => package::RESTORE,
            Self::Package => "包内说明",
        }
    }
}

impl Piece {
    pub(crate) fn new(path: String, group: Group, note: impl Into<String>, bytes: Vec<u8>) -> Self {
        let (note, digests) = (note.into(), Digests::of(&bytes));
        Self { path, group, note, is_reproducible: true, digests, bytes }
    }

    fn listed(&self) -> Listed<'_> {
        let Self { path, note, digests, is_reproducible, bytes, .. } = self;
        let (is_reproducible, bytes) = (*is_reproducible, bytes.len());
        Listed { path, note, is_reproducible, bytes, digests }
    }
}

impl Contents {
    /// Lays out everything that the request brings.
    pub(crate) fn of(
        request: &ExportRequest<'_>,
        settings: &Settings,
        vouchers: &[Voucher<'_>],
    ) -> Result<Self, ExportError> {
        let mut contents = Self::default();
        contents.copies(request, "report", Group::Report, "自评报告", "报告（Word）");
        contents.pdf(request);
        contents.copies(request, "returns", Group::Return, "报表", "报表（CSV）");
        contents.vouchers(request.context, settings, vouchers)?;
        contents.evidence(request, vouchers)?;
        contents.copies(request, "journal", Group::Journal, "台账流水", "流水");
        let note = "设置、自有表样，供 restore 还原成台账";
        contents.copies(request, "settings", Group::Restore, note, "设置和自有表样");
        Ok(contents)
    }

    /// Adds the manifest and both lists of sums, which cover everything before them.
    pub(crate) fn seal(&mut self, request: &ExportRequest<'_>) -> Result<(), ExportError> {
        // Neither the form nor where a file lay changes what is in the package.
        let options =
            request.options.values.iter().filter(|(name, _)| ![FORM, PDF].contains(&name.as_str()));
        let options = options.map(|(name, value)| (name.clone(), value.clone())).collect();
        let add = |pieces: &mut Vec<Piece>, name: &str, note: &str, bytes| {
            pieces.push(Piece::new(name.to_owned(), Group::Package, note, bytes));
        };
        let listed = self.pieces.iter().map(Piece::listed);
        let manifest =
            manifest("taizhang-archive", request.context, options, listed, &self.missing);
        let manifest = manifest.map_err(|source| ExportError::Format {
            exporter: NAME,
            artifact: MANIFEST.to_owned(),
            source: source.into(),
        })?;
        add(&mut self.pieces, MANIFEST, "全部文件的大小、SM3 和 SHA-256", manifest);
        let sha256 = sums(self.pieces.iter().map(Piece::listed), |digests| &digests.sha256);
        let sm3 = sums(self.pieces.iter().map(Piece::listed), |digests| &digests.sm3);
        add(&mut self.pieces, SHA256_LIST, "摘要清单", sha256);
        add(&mut self.pieces, SM3_LIST, "摘要清单", sm3);
        Ok(())
    }

    /// Copies an input into the folder of its group.
    fn copies(
        &mut self,
        request: &ExportRequest<'_>,
        input: &str,
        group: Group,
        note: &str,
        missing: &str,
    ) {
        let files = request.inputs.files(input);
        if files.is_empty() {
            self.missing.push(missing.to_owned());
        }
        for file in files {
            let path = format!("{}/{}", group.name(), file.name.as_str());
            self.pieces.push(Piece::new(path, group, note, file.bytes.clone()));
        }
    }

    /// Puts the PDF beside the Word report and gives it that name: the user's own, or what an office
    /// program made, which dates its files and so never gives the same bytes.
    fn pdf(&mut self, request: &ExportRequest<'_>) {
        let own = request.options.files.get(PDF).map(|file| (&file.bytes, "自评报告（PDF）", true));
        let made = request.inputs.files(PDF).first();
        let note = "自评报告（PDF，由 LibreOffice 转换，每次转换的字节不同）";
        let made = made.map(|file| (&file.bytes, note, false));
        let Some((bytes, note, is_reproducible)) = own.or(made) else {
            self.missing.push("报告的 PDF".to_owned());
            return;
        };
        let report = request.inputs.files("report").first().map(|file| file.name.as_str());
        let stem = report.map_or("自评报告", |name| name.trim_end_matches(".docx"));
        let path = format!("{}/{stem}.pdf", Group::Report.name());
        let piece = Piece::new(path, Group::Report, note, bytes.clone());
        self.pieces.push(Piece { is_reproducible, ..piece });
    }

    fn vouchers(
        &mut self,
        context: &ExportContext,
        settings: &Settings,
        vouchers: &[Voucher<'_>],
    ) -> Result<(), ExportError> {
        let printer = VoucherPrinter { context, settings };
        let folder = Group::Voucher.name();
        let all = printer.collection(vouchers)?.into_bytes();
        let note = "全部凭证的元数据（DA/T 95-2022 表 C.1）";
        let path = format!("{folder}/全部凭证.xml");
        self.pieces.push(Piece::new(path, Group::Voucher, note, all));
        for voucher in vouchers {
            let path = format!("{}/元数据.xml", voucher.folder());
            let bytes = printer.document(voucher)?.into_bytes();
            self.pieces.push(Piece::new(path, Group::Voucher, voucher.title(), bytes));
        }
        Ok(())
    }

    /// Puts evidence beside its voucher, or into a folder of its own where it proves something else.
    fn evidence(
        &mut self,
        request: &ExportRequest<'_>,
        vouchers: &[Voucher<'_>],
    ) -> Result<(), ExportError> {
        let files = request.inputs.files(EVIDENCE);
        for voucher in vouchers {
            for (at, proof) in voucher.evidence.iter().enumerate() {
                let name = numbered(at.saturating_add(1), 2, &proof.file_name);
                let path = format!("{}/{VOUCHER_EVIDENCE}/{name}", voucher.folder());
                self.proof(files, proof, path, Group::Voucher)?;
            }
        }
        let is_voucher = |proof: &EvidenceEntry| {
            vouchers
                .iter()
                .any(|voucher| voucher.entries.iter().any(|entry| entry.sequence == proof.target))
        };
        for proof in request.context.evidence.iter().filter(|proof| !is_voucher(proof)) {
            let at = usize::try_from(proof.sequence).unwrap_or(usize::MAX);
            let name = numbered(at, 6, &proof.file_name);
            let path = format!("{}/{name}", Group::Evidence.name());
            self.proof(files, proof, path, Group::Evidence)?;
        }
        Ok(())
    }

    fn proof(
        &mut self,
        files: &[InputFile],
        proof: &EvidenceEntry,
        path: String,
        group: Group,
    ) -> Result<(), ExportError> {
        let Some(file) = files.iter().find(|file| file.name.as_str() == proof.digest) else {
            self.missing.push(format!("佐证 {}（SM3 {}）", proof.file_name, proof.digest));
            return Ok(());
        };
        let actual = sm3(&file.bytes);
        if actual != proof.digest {
            return Err(ExportError::Format {
                exporter: NAME,
                artifact: path,
                source: format!("SM3 is {actual}, recorded was {}", proof.digest).into(),
            });
        }
        self.pieces.push(Piece::new(path, group, proof.memo.clone(), file.bytes.clone()));
        Ok(())
    }
}

impl Voucher<'_> {
    /// Returns the voucher's folder; the sequence of its first movement keeps names apart and in
    /// ledger order.
    pub(crate) fn folder(&self) -> String {
        let first = self.first();
        let name = ArtifactName::part(&format!("{:06}_{}", first.sequence, first.voucher));
        format!("{}/{name}", Group::Voucher.name())
    }

    /// Returns the voucher in words.
    pub(crate) fn title(&self) -> String {
        let first = self.first();
        let kind = match self.movement {
            Movement::Payment => "",
            Movement::Return => "（退回）",
            Movement::Reversal => "（红字）",
        };
        format!("{}{kind} {}", first.voucher, first.memo)
    }
}

/// Puts a number before a file's own name, so that names differ and sort.
fn numbered(at: usize, digits: usize, name: &str) -> String {
    ArtifactName::part(&format!("{at:0digits$}_{name}"))
}
