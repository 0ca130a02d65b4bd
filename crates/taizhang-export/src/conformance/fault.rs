//! What can be wrong with an exporter.

use super::{Case, Choice};
use crate::ExportError;

/// A part of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Described {
    /// The exporter itself.
    Exporter,
    /// An option.
    Option,
    /// A profile.
    Profile,
    /// An input.
    Input,
}

/// One way in which an exporter breaks the contract.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Its name cannot be typed.
    #[error("{0:?} is not made of lower-case letters, digits and hyphens")]
    Name(String),
    /// Something has no words that tell what it is for.
    #[error("{what:?} {name:?} has no summary")]
    NoSummary {
        /// What it is.
        what: Described,
        /// Its name.
        name: String,
    },
    /// Two of a kind have one name.
    #[error("{what:?} {name:?} is described twice")]
    Twice {
        /// What it is.
        what: Described,
        /// The name.
        name: String,
    },
    /// It does not do what it must.
    #[error("{case:?} fails")]
    Fails {
        /// What was asked.
        case: Case,
        /// What came of it.
        #[source]
        error: ExportError,
    },
    /// It made nothing.
    #[error("{0:?} gives no file")]
    NoFiles(Case),
    /// A file that is not the same, or not there, the second time.
    #[error("{artifact} differs from one run to the next")]
    Differs {
        /// The file.
        artifact: String,
    },
    /// It takes what it does not list.
    #[error("it takes {0:?}, which it does not list")]
    Takes(Choice),
    /// It describes itself otherwise the second time.
    #[error("its description differs from one run to the next")]
    OtherDescription,
    /// It answers a question of a version that it cannot know.
    #[error("it answers a question of protocol {0}")]
    AnswersProtocol(u32),
    /// A new field makes it fail, or changes what it makes.
    #[error("a field that it does not know makes it fail or changes its files")]
    NewField,
    /// Its messages are not text.
    #[error("its messages hold {0:?}")]
    Message(char),
}
