//! Which parts belong to which.

use std::collections::BTreeMap;

use super::super::edit::{Form, append_to_root, tags};
use super::super::error::{MarkError, Missing, in_part};
use super::super::package::Package;
use crate::xlsx_names::{relationships_of, resolved};

/// Where the sheets and the styles of a workbook stand.
pub(super) struct WorkbookParts {
    /// The part of the styles.
    pub(super) styles: Option<String>,
    /// Start of the types of relationships, which differs for strict packages.
    pub(super) types: String,
    sheets: BTreeMap<String, String>,
}

impl WorkbookParts {
    /// Returns the part of a sheet.
    pub(super) fn sheet(&self, name: &str) -> Option<&str> {
        self.sheets.get(name).map(String::as_str)
    }
}

/// A relationship of a part.
pub(super) struct Relationship {
    /// Its id in the part.
    pub(super) id: String,
    /// The type.
    pub(super) kind: String,
    /// Name of the other part.
    pub(super) target: String,
}

impl Relationship {
    /// Whether its type ends so.
    pub(super) fn is(&self, kind: &str) -> bool {
        self.kind.rsplit('/').next() == Some(kind)
    }
}

/// Finds the workbook and its parts.
pub(super) fn workbook(package: &mut Package<'_>) -> Result<WorkbookParts, MarkError> {
    let root = relationships(package, "")?;
    let office = root.iter().find(|found| found.is("officeDocument"));
    let office = office.ok_or(MarkError::Missing(Missing::Workbook))?;
    let own = relationships(package, &office.target)?;
    let xml = package.need(&office.target)?;
    let mut sheets = BTreeMap::new();
    for tag in tags(&xml) {
        let tag = tag.map_err(in_part(&office.target))?;
        if tag.local() != "sheet" || tag.form == Form::Close {
            continue;
        }
        let id = tag.attribute_local("id");
        let part = own.iter().find(|found| Some(&found.id) == id.as_ref());
        if let Some((name, part)) = tag.attribute("name").zip(part) {
            sheets.insert(name, part.target.clone());
        }
    }
    let styles = own.iter().find(|found| found.is("styles")).map(|found| found.target.clone());
    let types = office.kind.trim_end_matches("officeDocument").to_owned();
    Ok(WorkbookParts { styles, types, sheets })
}

/// Returns the relationships of a part; of the package if its name is empty.
pub(super) fn relationships(
    package: &mut Package<'_>,
    of: &str,
) -> Result<Vec<Relationship>, MarkError> {
    let part = relationships_of(of);
    let Some(xml) = package.text(&part)? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for tag in tags(&xml) {
        let tag = tag.map_err(in_part(&part))?;
        if tag.local() != "Relationship" || tag.form == Form::Close {
            continue;
        }
        let kind = tag.attribute("Type").unwrap_or_default();
        if let Some((id, target)) = tag.attribute("Id").zip(tag.attribute("Target")) {
            found.push(Relationship { id, kind, target: resolved(of, &target) });
        }
    }
    Ok(found)
}

/// Relates a part to another and returns the id.
pub(super) fn relate(
    package: &mut Package<'_>,
    of: &str,
    kind: &str,
    target: &str,
) -> Result<String, MarkError> {
    let known = relationships(package, of)?;
    let mut ids = (1..).map(|number: u32| format!("taizhang{number}"));
    let id = ids.find(|id| known.iter().all(|known| known.id != *id)).unwrap_or_default();
    let part = relationships_of(of);
    let xml = package.text(&part)?.unwrap_or_else(|| {
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships \
         xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"
            .to_owned()
    });
    let piece = format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{target}\"/>");
    let xml = append_to_root(&xml, &piece).map_err(in_part(&part))?;
    package.put(&part, xml);
    Ok(id)
}
