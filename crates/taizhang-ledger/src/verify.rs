//! Verification: chain, index, evidence and figures.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::book::{AsOf, Book};
use taizhang_core::event::{Event, YearOpening};
use taizhang_core::ids::Sequence;
use taizhang_store::{EventLog, EvidenceError, HashValue, Standing, Verification};

use crate::ledger::decode;
use crate::{Ledger, LedgerError};

/// What a verification found.
#[derive(Debug)]
pub struct VerifyReport {
    /// Journal and index.
    pub log: Verification,
    /// Events that quote a hash of the ledger, as closings and openings of years do, which the
    /// ledger did not have.
    pub quotes: Vec<Sequence>,
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
            && self.quotes.is_empty()
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
                quotes: Vec::new(),
                evidence: Vec::new(),
                evidence_sound: 0,
                figures_agree: false,
                standing: None,
            });
        }
        let standing = head.map(|hash| self.log.standing(hash)).transpose()?;
        let (evidence, evidence_sound) = self.verify_evidence()?;
        let quotes = self.verify_quotes()?;
        let figures_agree = *self.book()? == self.fold_anew()?;
        Ok(VerifyReport { log, quotes, evidence, evidence_sound, figures_agree, standing })
    }

    fn fold_anew(&self) -> Result<Book, LedgerError> {
        self.book_as_of(AsOf::default())
    }

    /// Returns the closings and openings of years whose quoted hash is not that of the state they
    /// quote.
    fn verify_quotes(&self) -> Result<Vec<Sequence>, LedgerError> {
        let mut closings = BTreeMap::new();
        let mut wrong = Vec::new();
        for stored in self.log.read(Sequence::ORIGIN.next())? {
            let stored = stored?;
            let (sequence, previous, hash) = (stored.sequence, stored.previous_hash, stored.hash);
            let year = stored.stream.year;
            let fits = match decode(stored)?.recorded.event {
                Event::YearClosed(closing) => {
                    closings.insert(year, hash.to_string());
                    closing.head_hash == previous.to_string()
                }
                Event::YearOpened(YearOpening { previous: Some(quoted), .. })
                | Event::PreviousClosingQuoted(quoted) => {
                    closings.get(&quoted.year) == Some(&quoted.closing_hash)
                }
                _ => true,
            };
            if !fits {
                wrong.push(sequence);
            }
        }
        Ok(wrong)
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
