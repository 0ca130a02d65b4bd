//! Text, review, submission and waivers.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::SectionKey;

/// A written section of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// The outline's slot.
    pub section: SectionKey,
    /// Markdown; figures appear only as slots, like `{{ fig("outturn.total") | wan }}`.
    pub markdown: String,
}

/// A reviewed section of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NarrativeReview {
    /// The outline's slot.
    pub section: SectionKey,
    /// Remark; empty when there is none.
    pub remark: String,
}

/// The self-evaluation went to the reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Form pack that scored it.
    pub pack: String,
    /// Score of 100.
    pub score: Decimal,
}

/// The reviewer's answer; the reviewer is another person than the submitter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The answer.
    pub outcome: ReviewOutcome,
    /// Remark; mandatory when returned.
    pub remark: String,
}

/// A reviewer's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// 复核通过.
    Approved,
    /// 退回修改.
    Returned,
}

/// The return was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnSubmission {
    /// Return profile, like `national-self-evaluation`.
    pub profile: String,
    /// SM3 digest of the uploaded file, in hexadecimal.
    pub digest: String,
}

/// The provincial system's confirmation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Number of the receipt (回执号).
    pub number: String,
}

/// The bureau's own score (财政评分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BureauScore {
    /// Score of 100.
    pub score: Decimal,
    /// Remark.
    pub remark: String,
}

/// A finding that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Rule code, like `DOCNO`.
    pub code: String,
    /// Place of the finding, as `check` prints it.
    pub place: String,
    /// Why it is accepted.
    pub reason: String,
}
