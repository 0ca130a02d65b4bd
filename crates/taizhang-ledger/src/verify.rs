//! Verification: chain, index, evidence and figures.

use std::collections::BTreeSet;

use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::Event;
use taizhang_core::ids::Sequence;
use taizhang_store::{EvidenceError, HashValue, Standing, Verification};

use crate::{Ledger, LedgerError};

/// What a verification found.
#[derive(Debug)]
pub struct VerifyReport {
    /// Journal and index.
    pub log: Verification,
    /// Evidence that is missing or changed.
    pub evidence: Vec<EvidenceFault>,
    /// Number of evidence files that are as the ledger says.
    pub evidence_sound: usize,
    /// Whether the folded book equals one folded anew from the first event.
    pub figures_agree: bool,
    /// How the hash asked about stands to this ledger.
    pub standing: Option<Standing>,
}

/// Evidence that is not what the ledger says.
#[derive(Debug)]
pub struct EvidenceFault {
    /// The event that attached it.
    pub sequence: Sequence,
    /// The file's name at the time.
    pub file_name: String,
    /// What is wrong.
    pub error: EvidenceError,
}

impl VerifyReport {
    /// Tells whether nothing is wrong; a hash asked about must be one this ledger once had.
    pub fn is_sound(&self) -> bool {
        self.log.is_sound()
            && self.evidence.is_empty()
            && self.figures_agree
            && self.standing != Some(Standing::Unknown)
    }
}

impl Ledger {
    /// Checks every byte of the journal, the index, the evidence and the folded figures; `head`
    /// is a hash printed on paper.
    pub fn verify(&self, head: Option<HashValue>) -> Result<VerifyReport, LedgerError> {
        let log = self.log.verify()?;
        if !log.damage.is_empty() {
            return Ok(VerifyReport {
                log,
                evidence: Vec::new(),
                evidence_sound: 0,
                figures_agree: false,
                standing: None,
            });
        }
        let standing = head.map(|hash| self.log.standing(hash)).transpose()?;
        let (evidence, evidence_sound) = self.verify_evidence()?;
        let figures_agree = *self.book()? == self.fold_anew()?;
        Ok(VerifyReport { log, evidence, evidence_sound, figures_agree, standing })
    }

    fn fold_anew(&self) -> Result<Book, LedgerError> {
        self.book_as_of(AsOf::default())
    }

    /// Compares each evidence file that any event names with its digest, once.
    fn verify_evidence(&self) -> Result<(Vec<EvidenceFault>, usize), LedgerError> {
        let store = self.log.evidence();
        let mut faults = Vec::new();
        let mut sound = BTreeSet::new();
        for event in self.events(Sequence::ORIGIN.next())? {
            let recorded = event?.recorded;
            let Event::EvidenceAttached(evidence) = recorded.event else { continue };
            if sound.contains(&evidence.digest) {
                continue;
            }
            let found = evidence.digest.parse::<HashValue>().ok().map(|digest| store.get(digest));
            match found {
                Some(Ok(_)) => {
                    sound.insert(evidence.digest);
                }
                Some(Err(error)) => faults.push(EvidenceFault {
                    sequence: recorded.sequence,
                    file_name: evidence.file_name,
                    error,
                }),
                None => {}
            }
        }
        Ok((faults, sound.len()))
    }
}
