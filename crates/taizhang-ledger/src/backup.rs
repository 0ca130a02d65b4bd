//! Backup, restore and rebuild of a whole ledger folder.

use std::path::Path;

use taizhang_core::FiscalYear;
use taizhang_core::book::AsOf;
use taizhang_store::{
    DurableLog, Manifest, RealDisk, RestoreError, restore as restore_log, verify_backup,
};

use crate::ledger::settings;
use crate::{Config, Environment, Ledger, LedgerError};

impl Ledger {
    /// Writes journal, evidence, settings, own packs and profiles, and mappings of imports into one file, and
    /// reads it back.
    pub fn backup(&self, destination: &Path) -> Result<Manifest, LedgerError> {
        let manifest = self.log.backup(destination, &self.belongings()?)?;
        // The backup is made and checked; a note that cannot be written does not undo it.
        self.note_backup(destination, manifest.sequence).ok();
        Ok(manifest)
    }

    /// Tries whether [`Self::backup`] could write to `destination`; leaves nothing there.
    pub fn try_backup(&self, destination: &Path) -> Result<(), LedgerError> {
        Ok(self.log.try_backup(destination)?)
    }

    /// Opens a ledger for recording and makes index and checkpoints anew from the journal, even if
    /// they contradict it.
    pub fn open_and_rebuild(
        root: &Path,
        year: Option<FiscalYear>,
        environment: Environment,
    ) -> Result<Self, LedgerError> {
        let config = Config::read(root)?;
        let log = DurableLog::open_and_rebuild(root, settings(&environment))?;
        let year = year.unwrap_or(config.year);
        let mut ledger = Self::with(root, config, year, log, environment).of_one_unit()?;
        let book = ledger.book_as_of(AsOf::default())?;
        ledger.replace_book(book);
        ledger.save_checkpoint();
        Ok(ledger)
    }
}

/// Reads a whole backup and checks every digest and the chain in it.
pub fn check_backup(backup: &Path) -> Result<Manifest, LedgerError> {
    Ok(verify_backup(backup, &RealDisk).map_err(RestoreError::from)?)
}

/// Makes the ledger of a backup in an empty folder, after checking the backup.
pub fn restore(
    backup: &Path,
    folder: &Path,
    environment: &Environment,
) -> Result<(Manifest, FiscalYear), LedgerError> {
    let manifest = restore_log(backup, folder, settings(environment))?;
    let config = Config::read(folder)?;
    Ok((manifest, config.year))
}
