//! Files that options of an exporter name: read here, since exporters read none.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use taizhang_ledger::export::{
    Attachment, Descriptor, ExportError, FileFault, OptionTakes, Options,
};

use crate::error::Failure;

/// Most bytes that are read of one file.
const LIMIT: u64 = 32 * 1_048_576;

/// Reads the files that `options` name into them; relative names count from `folder`.
pub(crate) fn read_all(
    descriptor: &Descriptor,
    options: &mut Options,
    folder: &Path,
) -> Result<(), Failure> {
    for option in descriptor.options.iter().filter(|option| option.takes == OptionTakes::File) {
        if let Some(name) = options.values.get(&option.name) {
            let attachment = read(&option.name, name, folder)?;
            options.files.insert(option.name.clone(), attachment);
        }
    }
    Ok(())
}

fn read(option: &str, name: &str, folder: &Path) -> Result<Attachment, Failure> {
    let path = folder.join(name);
    let failed = |source| Failure::input(&path, &source);
    let mut bytes = Vec::new();
    let file = File::open(&path).map_err(failed)?;
    file.take(LIMIT.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        let fault = FileFault::TooLarge { part: "文件".to_owned(), limit: LIMIT };
        let (option, file) = (option.to_owned(), name.to_owned());
        return Err(ExportError::Attachment { option, file, fault }.into());
    }
    Ok(Attachment { name: name.to_owned(), bytes })
}
