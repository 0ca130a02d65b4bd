//! Who was paid. A day or a number in the column of payees is no name: another column was meant, or the
//! cells of the row have moved.

use taizhang_core::date_text::parse_date;

use super::RowReader;
use crate::fault::Reason;
use crate::field::Field;

/// Letters that stand in days, times and amounts.
const OF_VALUES: [char; 12] =
    ['年', '月', '日', '号', '时', '点', '分', '秒', '元', '万', '整', '角'];

/// What a spreadsheet makes of truth values.
const TRUTHS: [&str; 4] = ["是", "否", "TRUE", "FALSE"];

impl RowReader<'_> {
    /// Reads a payee that must be there.
    pub(crate) fn payee(&mut self) -> Option<String> {
        let payee = self.text(Field::Payee)?;
        self.named(payee)
    }

    /// Reads a payee if one is there; none after a fault, too.
    pub(crate) fn optional_payee(&mut self) -> Option<String> {
        let payee = self.optional_text(Field::Payee)?;
        self.named(payee)
    }

    /// Refuses what names nobody, if it stands in a column that was found or named.
    fn named(&mut self, payee: String) -> Option<String> {
        let is_by_column = !self.table.header.is_empty() && self.has_cell(Field::Payee);
        if is_by_column && names_nobody(&payee) {
            return self.refuse(Field::Payee, &payee, Reason::NoName);
        }
        Some(payee)
    }
}

/// Tells whether a text is a day, a time, a number or an amount, or a truth value.
fn names_nobody(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !OF_VALUES.contains(&c);
    // `2022-02-01T10:00:00`, as programs write it.
    let before_time = text.split_once('T').map_or(text, |(day, _)| day);
    let has_digit = text.contains(char::is_numeric);
    (has_digit && !text.contains(is_letter))
        || parse_date(before_time, None).is_ok()
        || TRUTHS.iter().any(|truth| text.eq_ignore_ascii_case(truth))
}

#[cfg(test)]
mod tests {
    use super::names_nobody;

    #[test]
    fn a_day_or_a_number_names_nobody() {
        for value in [
            "2022-02-01",
            "2022年2月1日",
            "2月1日",
            "20220201",
            "2022/2/1 10:20",
            "2022-02-01T10:20:30",
            "2022年2月1日10时20分",
            "12000.00",
            "12,000.00",
            "１２０００",
            "¥12000",
            "-5",
            "1.2万元",
            "(500.00)",
            "12%",
            "6222 0212 3456",
            "是",
            "false",
        ] {
            assert!(names_nobody(value), "{value}");
        }
        for name in
            ["甲", "3M", "58同城", "2022级学生", "7-11便利店", "T3", "A1", "一", "—", "是非斋"]
        {
            assert!(!names_nobody(name), "{name}");
        }
    }
}
