//! How an xlsx package names its parts and cells.

/// The part with the relationships of a part; of the package if its name is empty.
pub(crate) fn relationships_of(of: &str) -> String {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{name}.rels")
}

/// The name of the part that a target means, seen from a part.
pub(crate) fn resolved(of: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let folder = of.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => {
                path.pop();
            }
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Row, from 1, and column, from 0, of a reference like `AB12`.
pub(crate) fn place(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at_checked(digits)?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase()).checked_sub(u32::from(b'A'))?;
        column.checked_mul(26)?.checked_add(value)?.checked_add(1)
    })?;
    Some((row.parse().ok()?, column.checked_sub(1)?))
}

/// The reference of a row, from 1, and a column, from 0.
pub(crate) fn reference(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let letter = (left.saturating_sub(1)) % 26;
        letters
            .insert(0, char::from(b'A'.saturating_add(u8::try_from(letter).unwrap_or_default())));
        left = left.saturating_sub(1) / 26;
    }
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::{place, reference, relationships_of, resolved};

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        let sheet = "xl/worksheets/sheet1.xml";
        assert_eq!(relationships_of(sheet), "xl/worksheets/_rels/sheet1.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
        for (of, target, part) in [
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("xl/workbook.xml", "worksheets/sheet1.xml", sheet),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", sheet),
            (sheet, "../comments1.xml", "xl/comments1.xml"),
            ("workbook.xml", "./a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(of, target), part, "{of} {target}");
        }
    }

    #[test]
    fn references_are_columns_in_base_26_without_a_zero() {
        for (text, row, column) in [
            ("A1", 1, 0),
            ("Z9", 9, 25),
            ("AA10", 10, 26),
            ("AZ3", 3, 51),
            ("BA3", 3, 52),
            ("XFD1048576", 1_048_576, 16_383),
        ] {
            assert_eq!(place(text), Some((row, column)), "{text}");
            assert_eq!(reference(row, column), text);
        }
        assert_eq!(place("A"), None);
        assert_eq!(place("12"), None);
    }
}
