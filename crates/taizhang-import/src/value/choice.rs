//! Cells that hold one of a few words, alone or beside its code.

use super::RowReader;
use crate::fault::Reason;
use crate::field::Field;
use crate::table::is_space;

/// What stands between a code and its name.
const BETWEEN: [char; 7] = ['-', '—', '_', '.', '、', ':', '：'];

/// Brackets around a code.
const OPENING: [char; 4] = ['(', '（', '[', '【'];
const CLOSING: [char; 4] = [')', '）', ']', '】'];

/// Returns a name without spaces and its code, as systems write the values of their lists: `111 一般公共预算资金`,
/// `1-是`, `授权支付（2）`. A code alone stays.
pub(crate) fn without_code(text: &str) -> String {
    let text = text.replace(is_space, "");
    name_before(&text).or_else(|| name_behind(&text)).map_or(text.clone(), str::to_owned)
}

fn name_before(text: &str) -> Option<&str> {
    let (name, code) = text.strip_suffix(CLOSING)?.rsplit_once(OPENING)?;
    let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
    (is_code && !name.is_empty()).then_some(name)
}

fn name_behind(text: &str) -> Option<&str> {
    let is_digit = |c: char| c.is_ascii_digit();
    let code = text.trim_start_matches(OPENING);
    let behind = code.trim_start_matches(is_digit);
    let name = behind.trim_start_matches(CLOSING).trim_start_matches(BETWEEN);
    (behind.len() < code.len() && !name.is_empty() && !name.starts_with(is_digit)).then_some(name)
}

impl RowReader<'_> {
    /// Reads one of a few words, or what stands for absence.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        field: Field,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.words(field)?;
        self.chosen(field, &text, choices)
    }

    /// Reads one of a few words if one is there. The outer option is a fault.
    #[expect(clippy::option_option, reason = "the two absences mean different things")]
    pub(crate) fn optional_choice<T: Copy>(
        &mut self,
        field: Field,
        choices: &[(&'static str, T)],
    ) -> Option<Option<T>> {
        let before = self.faults.len();
        match self.optional_words(field) {
            Some(text) => self.chosen(field, &text, choices).map(Some),
            None if self.faults.len() == before => Some(None),
            None => None,
        }
    }

    fn chosen<T: Copy>(
        &mut self,
        field: Field,
        text: &str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let of =
            |text: &str| choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        of(text).or_else(|| of(&without_code(text))).or_else(|| {
            let words = choices.iter().map(|(word, _)| *word).collect();
            self.refuse(field, text, Reason::Choice(words))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_beside_their_codes() {
        for (text, name) in [
            ("111 一般公共预算资金", "一般公共预算资金"),
            ("111-一般公共预算资金", "一般公共预算资金"),
            ("1.01 是", "1.01是"),
            ("[2]授权支付", "授权支付"),
            ("（2）授权支付", "授权支付"),
            ("授权支付（2）", "授权支付"),
            ("授权支付 [02]", "授权支付"),
            ("2授权支付", "授权支付"),
            ("授权支付", "授权支付"),
            ("1", "1"),
            ("(1)", "(1)"),
            ("", ""),
            ("公务用车(购置)", "公务用车(购置)"),
        ] {
            assert_eq!(without_code(text), name, "{text}");
        }
    }
}
