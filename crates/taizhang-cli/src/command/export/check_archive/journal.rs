//! The journal in a package: its chain from the first event to the head that the manifest states.

use std::collections::BTreeMap;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;
use taizhang_ledger::export::LedgerHead;
use taizhang_ledger::export::package::JOURNAL;
use taizhang_ledger::store::verify_chain;

use crate::error::Failure;
use crate::session::Session;
use crate::ui::Mark;
use crate::wording::damage_text;

/// What the journal in a package proves of itself.
#[derive(Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(crate) enum JournalCheck {
    /// Its chain holds from the first event to the head that the manifest states.
    Sound,
    /// The package has no journal, so nothing was followed.
    Absent,
    /// It is not what was written.
    Damaged {
        /// Where and how, in words.
        reason: String,
    },
    /// Its chain holds and ends elsewhere than at the manifest's head.
    OtherEnd {
        /// Number of events.
        sequence: u64,
        /// Hash of the last event.
        hash: String,
    },
}

impl JournalCheck {
    pub(super) fn of(segments: &BTreeMap<String, Vec<u8>>, head: &LedgerHead) -> Self {
        let segments =
            segments.iter().map(|(name, bytes)| (Path::new(JOURNAL).join(name), bytes.as_slice()));
        match verify_chain(segments) {
            Err(damage) => Self::Damaged { reason: damage_text(&damage) },
            Ok(None) => Self::Absent,
            Ok(Some(chain)) => {
                let (sequence, hash) = (chain.sequence.get(), chain.hash.to_string());
                if (sequence, hash.as_str()) == (head.sequence, head.hash.as_str()) {
                    Self::Sound
                } else {
                    Self::OtherEnd { sequence, hash }
                }
            }
        }
    }

    /// Tells whether it contradicts the manifest or itself.
    pub(super) const fn is_wrong(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::OtherEnd { .. })
    }

    pub(super) fn show(
        &self,
        head: &LedgerHead,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Failure> {
        match self {
            Self::Sound => session.ui.hint(format!(
                "流水的哈希链从第 1 号连到第 {} 号，末条与清单一致",
                head.sequence
            )),
            Self::Absent => session.ui.hint("包里没有流水，没有核对哈希链"),
            Self::Damaged { reason } => {
                session.ui.verdict(Mark::Bad, format!("{JOURNAL}：哈希链断了，{reason}"))?;
            }
            Self::OtherEnd { sequence, hash } => session.ui.verdict(
                Mark::Bad,
                format!(
                    "{JOURNAL}：哈希链连得上，但末条是第 {sequence} 号（{hash}），清单写的是第 {} 号（{}）",
                    head.sequence, head.hash
                ),
            )?,
        }
        Ok(())
    }
}
