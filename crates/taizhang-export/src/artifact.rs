//! What leaves: named bytes, under names that cannot leave the output folder.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use taizhang_core::is_unseen;
use unicode_normalization::UnicodeNormalization;

use crate::ExportError;

/// Characters that some file system refuses in a name, or that divide a path there.
const REFUSED: &str = r#"\/:*?"<>|"#;
/// Longest component in bytes of UTF-8. File systems allow 255; the rest is for the ending of a
/// draft.
const LONGEST_COMPONENT: usize = 240;
/// Longest part that is made of somebody's words, in bytes of UTF-8; leaves room for fixed ones.
const LONGEST_PART: usize = 150;
/// Longest name in bytes of UTF-8.
const LONGEST_NAME: usize = 1000;
/// Names of Windows devices; a file so named cannot be opened there, whatever its ending.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// Windows devices that carry a number, which may be superscript.
const NUMBERED_DEVICES: [&str; 2] = ["COM", "LPT"];

/// A file that an exporter made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it goes in the output folder.
    pub name: ArtifactName,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Artifact {
    /// Makes an artifact; refuses a name that breaks the rules of [`ArtifactName`].
    pub fn new(name: impl AsRef<str>, bytes: impl Into<Vec<u8>>) -> Result<Self, ExportError> {
        Ok(Self { name: name.as_ref().parse()?, bytes: bytes.into() })
    }
}

/// Relative path of an artifact in the output folder, with `/` between its parts.
///
/// It names the same file on every system and cannot leave the folder: no part is empty, `.`, `..`,
/// begins with a point or a space, ends with either, is a Windows device, or holds a control
/// character, an invisible one that changes how names are read, or one of `\ : * ? " < > |`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
pub struct ArtifactName(String);

/// Text that cannot name an artifact.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} cannot name an output file: {fault}")]
pub struct ArtifactNameError {
    /// What was given.
    pub name: String,
    /// What is wrong with it.
    pub fault: NameFault,
}

/// What is wrong with an artifact's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Nothing between two `/`, or nothing at all.
    #[error("a part of it is empty")]
    Empty,
    /// `.` or `..`, or a hidden file.
    #[error("a part of it begins with a point")]
    LeadingPoint,
    /// A space or point where some system drops it.
    #[error("a part of it begins or ends with a space, or ends with a point")]
    Edge,
    /// A character that cannot stand in a file name everywhere.
    #[error("it holds {0:?}")]
    Character(char),
    /// The name of a device.
    #[error("a part of it is a device on Windows")]
    Device,
    /// Longer than file systems take.
    #[error("it is too long")]
    Length,
}

impl ArtifactName {
    /// Turns words, like a unit's name, into one part of a name or a piece of one: what file
    /// systems refuse is left out, as is what goes beyond 50 Chinese characters (with a bracket that
    /// would stay open), and a part that would be empty becomes `_`.
    ///
    /// ```
    /// use taizhang_export::ArtifactName;
    /// assert_eq!(ArtifactName::part("../宁县/科协: "), "宁县科协");
    /// assert_eq!(ArtifactName::part(".."), "_");
    /// ```
    pub fn part(words: &str) -> String {
        let kept: String = words.chars().filter(|c| !is_refused(*c)).collect();
        let part = cut(kept.trim_matches(['.', ' '])).trim_end_matches(['.', ' ']);
        let part = part.to_owned();
        if part.is_empty() || is_device(&part) { format!("_{part}") } else { part }
    }

    /// Turns a unit's name into a part, followed by the unit's code where the name was too long: two
    /// names that begin alike stay apart.
    ///
    /// ```
    /// use taizhang_export::ArtifactName;
    /// assert_eq!(ArtifactName::unit_part("宁县科协", "062001"), "宁县科协");
    /// assert!(ArtifactName::unit_part(&"长".repeat(60), "062001").ends_with("长062001"));
    /// ```
    pub fn unit_part(name: &str, code: &str) -> String {
        let part = Self::part(name);
        let kept = name.chars().filter(|c| !is_refused(*c)).map(char::len_utf8).sum::<usize>();
        if kept > LONGEST_PART { format!("{part}{}", Self::part(code)) } else { part }
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the parts from the outermost folder to the file.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

impl FromStr for ArtifactName {
    type Err = ArtifactNameError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let fault = if name.len() > LONGEST_NAME {
            Some(NameFault::Length)
        } else {
            name.split('/').find_map(fault_of)
        };
        match fault {
            Some(fault) => Err(ArtifactNameError { name: name.to_owned(), fault }),
            None => Ok(Self(name.to_owned())),
        }
    }
}

/// Returns as much of `words` as a part takes; where that would leave a bracket open, what stands before
/// the bracket.
fn cut(words: &str) -> &str {
    const BRACKETS: [(char, char); 7] = [
        ('（', '）'),
        ('(', ')'),
        ('〔', '〕'),
        ('【', '】'),
        ('《', '》'),
        ('“', '”'),
        ('[', ']'),
    ];
    if words.len() <= LONGEST_PART {
        return words;
    }
    let end = words.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST_PART).last();
    let kept = words.get(..end.unwrap_or_default()).unwrap_or_default();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, character) in kept.char_indices() {
        if let Some((_, close)) = BRACKETS.iter().find(|(bracket, _)| *bracket == character) {
            open.push((at, *close));
        } else if open.last().is_some_and(|(_, close)| *close == character) {
            open.pop();
        }
    }
    match open.first() {
        Some((at, _)) if *at > 0 => kept.get(..*at).unwrap_or(kept),
        _ => kept,
    }
}

fn fault_of(part: &str) -> Option<NameFault> {
    if part.is_empty() {
        Some(NameFault::Empty)
    } else if let Some(character) = part.chars().find(|c| is_refused(*c)) {
        Some(NameFault::Character(character))
    } else if part.starts_with('.') {
        Some(NameFault::LeadingPoint)
    } else if part.starts_with(' ') || part.ends_with([' ', '.']) {
        Some(NameFault::Edge)
    } else if is_device(part) {
        Some(NameFault::Device)
    } else {
        (part.len() > LONGEST_COMPONENT).then_some(NameFault::Length)
    }
}

fn is_refused(character: char) -> bool {
    is_unseen(character) || REFUSED.contains(character)
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let is_numbered = NUMBERED_DEVICES.iter().any(|device| {
        let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
        let digit = number.next().is_some_and(|c| matches!(c, '1'..='9' | '¹' | '²' | '³'));
        digit && number.next().is_none()
    });
    is_numbered || DEVICES.contains(&stem.as_str())
}

/// Refuses artifacts of which one would take another's place: names that differ in nothing but
/// case or in how a letter with its accent is composed, which is one name on some systems, and a
/// file where another has a folder.
pub fn check_artifacts(artifacts: &[Artifact]) -> Result<(), ExportError> {
    let mut files = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for artifact in artifacts {
        let name: String = artifact.name.as_str().to_lowercase().nfc().collect();
        let above = name.match_indices('/').map(|(at, _)| name.get(..at).unwrap_or_default());
        let above: Vec<String> = above.map(str::to_owned).collect();
        let collides = folders.contains(&name) || above.iter().any(|folder| files.contains(folder));
        folders.extend(above);
        if collides || !files.insert(name) {
            return Err(ExportError::SameName(artifact.name.clone()));
        }
    }
    Ok(())
}

impl TryFrom<String> for ArtifactName {
    type Error = ArtifactNameError;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        name.parse()
    }
}

impl From<ArtifactName> for String {
    fn from(name: ArtifactName) -> Self {
        name.0
    }
}

impl AsRef<str> for ArtifactName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArtifactName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl PartialEq<str> for ArtifactName {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for ArtifactName {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
