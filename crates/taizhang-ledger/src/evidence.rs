//! Evidence: a file's bytes go into the evidence folder, its digest into the ledger.

use std::fs;
use std::path::Path;

use jiff::civil::Date;
use taizhang_core::book::Command;
use taizhang_core::event::{Event, Evidence};
use taizhang_core::ids::{CommandId, Sequence};
use taizhang_store::HashValue;

use crate::{Ledger, LedgerError, Outcome, Request};

/// A file that an event names and the evidence folder does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingEvidence {
    /// The event that attached it.
    pub sequence: Sequence,
    /// The file's name at the time.
    pub file_name: String,
}

impl Ledger {
    /// Returns the evidence of all years whose file is gone; contents are compared by
    /// [`Ledger::verify`].
    pub fn missing_evidence(&self) -> Result<Vec<MissingEvidence>, LedgerError> {
        let held = self.log.evidence().list()?;
        let mut missing = Vec::new();
        for event in self.events(Sequence::ORIGIN.next())? {
            let recorded = event?.recorded;
            let Event::EvidenceAttached(evidence) = recorded.event else { continue };
            let is_held =
                evidence.digest.parse::<HashValue>().is_ok_and(|digest| held.contains(&digest));
            if !is_held {
                let file_name = evidence.file_name;
                missing.push(MissingEvidence { sequence: recorded.sequence, file_name });
            }
        }
        Ok(missing)
    }

    /// Attaches the file at `path` to an event of this year.
    ///
    /// The file is stored before the event is recorded: bytes without an event do no harm, an
    /// event without bytes would.
    pub fn attach(
        &mut self,
        target: Sequence,
        path: &Path,
        memo: &str,
        on: Date,
        command_id: Option<CommandId>,
        dry_run: bool,
    ) -> Result<Outcome, LedgerError> {
        let target = self.event_of_year(target)?;
        let content = fs::read(path)
            .map_err(|source| LedgerError::EvidenceSource { path: path.to_owned(), source })?;
        if content.is_empty() {
            return Err(LedgerError::EmptyEvidence(path.to_owned()));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let evidence = Evidence {
            target: target.recorded.id,
            file_name: name,
            digest: HashValue::of(&content).to_string(),
            bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            memo: memo.to_owned(),
        };
        let request = Request::new(on, Command::AttachEvidence(evidence));
        let request = request.identified(command_id).dry(dry_run);
        let decided = self.decide(&request)?;
        if !dry_run {
            self.log.evidence().put(&content)?;
        }
        self.conclude(&request, decided)
    }
}
