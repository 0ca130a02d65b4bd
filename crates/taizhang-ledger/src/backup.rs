//! Backup, restore and rebuild of a whole ledger folder.

use std::path::Path;

use taizhang_core::FiscalYear;
use taizhang_store::{Manifest, RealDisk, RestoreError, restore as restore_log, verify_backup};

use crate::ledger::settings;
use crate::{Config, Environment, Ledger, LedgerError};

impl Ledger {
    /// Writes journal, evidence, settings and own packs into one file, and reads it back.
    pub fn backup(&self, destination: &Path) -> Result<Manifest, LedgerError> {
        let mut attachments = vec![Config::FILE_NAME.to_owned()];
        attachments.extend(self.own_pack_files());
        Ok(self.log.backup(destination, &attachments)?)
    }

    /// Makes index and checkpoints anew from the journal.
    pub fn rebuild(&mut self) -> Result<(), LedgerError> {
        self.log.rebuild()?;
        let book = self.book_as_of(taizhang_core::book::AsOf::default())?;
        self.replace_book(book);
        self.save_checkpoint();
        Ok(())
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
