//! Why there are no files.

use crate::profile::ProfileFault;
use crate::{ArtifactName, ArtifactNameError};

/// Why an export failed.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// An option that the exporter does not take.
    #[error("option {name:?} is unknown")]
    UnknownOption {
        /// The option.
        name: String,
        /// What it does take.
        known: Vec<String>,
    },
    /// A value that the option does not take.
    #[error("option {name:?} does not take {value:?}")]
    OptionValue {
        /// The option.
        name: String,
        /// What was given.
        value: String,
        /// What it does take.
        allowed: Vec<String>,
    },
    /// An option that means nothing under the profile chosen, which decides it itself.
    #[error("option {option:?} does not go with profile {profile:?}")]
    OptionUnderProfile {
        /// The option.
        option: String,
        /// The profile.
        profile: String,
    },
    /// A profile that the exporter does not have.
    #[error("profile {id:?} is unknown")]
    UnknownProfile {
        /// The profile.
        id: String,
        /// What it does have.
        known: Vec<String>,
    },
    /// A profile of the user's own that cannot be used.
    #[error("profile {id:?} cannot be used")]
    Profile {
        /// The profile.
        id: String,
        /// Everything that is wrong with it.
        faults: Vec<ProfileFault>,
    },
    /// An input that the exporter does not take.
    #[error("input {name:?} is unknown")]
    UnknownInput {
        /// The input.
        name: String,
        /// What it does take.
        known: Vec<String>,
    },
    /// An input without which there is no export.
    #[error("input {name:?} is missing")]
    MissingInput {
        /// The input.
        name: String,
        /// What it is for, in Chinese.
        summary: String,
    },
    /// A file that the user handed over cannot be used.
    #[error("option {option:?}: {file} cannot be used: {fault}")]
    Attachment {
        /// The option.
        option: String,
        /// Name of the file as given.
        file: String,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// Characters that the output's encoding cannot hold, all of them.
    #[error("{encoding} cannot hold characters in {} cells", .cells.len())]
    Unencodable {
        /// Name of the encoding.
        encoding: String,
        /// The cells that have such characters.
        cells: Vec<LostCharacters>,
    },
    /// Values that the form cannot hold, all of them.
    #[error("{} values do not fit the form", .0.len())]
    Cells(Vec<CellFault>),
    /// A name that could leave the output folder, or that some system cannot hold.
    #[error(transparent)]
    Name(#[from] ArtifactNameError),
    /// Two artifacts of which one would take the other's place.
    #[error("{0} is made twice, or is both a file and a folder")]
    SameName(ArtifactName),
    /// The exporter says itself that there is nothing to export.
    #[error("{exporter} refuses: {words}")]
    Refused {
        /// Exporter's name.
        exporter: String,
        /// Why, in words for the user.
        words: String,
    },
    /// A program of its own that makes the files did not do so.
    #[error("plug-in {exporter} failed")]
    Plugin {
        /// Exporter's name.
        exporter: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The format's own machinery failed.
    #[error("{exporter} could not make {artifact}")]
    Format {
        /// Exporter's name.
        exporter: &'static str,
        /// What was being made.
        artifact: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A cell whose characters the encoding cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostCharacters {
    /// Output file.
    pub file: String,
    /// Row, counted from 1 with the header.
    pub row: usize,
    /// Column name.
    pub column: String,
    /// The characters, each once.
    pub characters: Vec<char>,
}

/// A value that the form cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// Output file.
    pub file: String,
    /// Row, counted from 1 with the header.
    pub row: usize,
    /// Column name.
    pub column: String,
    /// The value.
    pub value: String,
    /// What is wrong with it.
    pub kind: CellFaultKind,
}

/// Why a value does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFaultKind {
    /// It has more bytes than the column.
    TooLong {
        /// Its bytes in the file's encoding.
        length: usize,
        /// Most bytes.
        width: usize,
    },
    /// The form's list has no code for it.
    NoCode,
}

/// What is wrong with a file that a user handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It was named, but its bytes were not handed over.
    #[error("its bytes were not handed over")]
    Absent,
    /// It is not of the format that it should be.
    #[error("it is not a {format} file")]
    Format {
        /// Format, like `docx`.
        format: &'static str,
    },
    /// A password protects it.
    #[error("a password protects it")]
    Protected,
    /// It is larger than is read, packed or unpacked.
    #[error("{part} is larger than {limit} bytes")]
    TooLarge {
        /// The file itself or a part of it.
        part: String,
        /// Most bytes that are read.
        limit: u64,
    },
    /// A part of it is not there.
    #[error("it has no {part}")]
    PartMissing {
        /// Name of the part.
        part: String,
    },
    /// A part of it cannot be read.
    #[error("{part} is damaged: {detail}")]
    PartDamaged {
        /// Name of the part.
        part: String,
        /// What is wrong, for those who look into the file.
        detail: String,
    },
    /// A value in it is beyond what can be set.
    #[error("{name} is {value} where {low} to {high} is possible")]
    Range {
        /// Where the value stands, like `w:pgMar/@w:left`.
        name: String,
        /// The value.
        value: i64,
        /// Least possible value.
        low: i64,
        /// Greatest possible value.
        high: i64,
        /// What value and bounds are counted in.
        length: Length,
    },
}

/// What lengths in a Word file are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Twentieths of a point, 1/1440 inch.
    Twips,
    /// Half points.
    HalfPoints,
}

/// Tells whether a file is an office document that a password protects: a compound file (MS-CFB) stands in
/// the place of its archive, with the stream in which the document lies (MS-OFFCRYPTO 2.3.4.4). An old
/// `.doc` is a compound file without that stream.
pub fn is_protected_document(bytes: &[u8]) -> bool {
    const COMPOUND: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(&COMPOUND) && bytes.windows(name.len()).any(|window| window == name)
}
