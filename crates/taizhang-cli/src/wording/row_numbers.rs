//! Numbers of rows as people are told them; programs get all of them.

use taizhang_ledger::core::money::with_thousands;

/// How many runs of rows are named.
const MOST_RUNS: usize = 8;

/// Names rows by number, runs of them by their ends, and no more than the first: `3、5—8`, `2、4、6……`.
pub(crate) fn runs(rows: &[u32]) -> String {
    let (words, is_cut) = first_runs(rows);
    if is_cut { format!("{words}……") } else { words }
}

/// Names rows by number, and counts them where they are many: `3、5—8 行（共 5 行）`, `2、4、6 等共 1,190 行`.
pub(crate) fn row_numbers(rows: &[u32]) -> String {
    let (words, is_cut) = first_runs(rows);
    let count = with_thousands(&rows.len().to_string());
    match rows.len() {
        _ if is_cut => format!("{words} 等共 {count} 行"),
        3.. => format!("{words} 行（共 {count} 行）"),
        _ => format!("{words} 行"),
    }
}

/// Names the first runs of rows, and tells whether there are more.
fn first_runs(rows: &[u32]) -> (String, bool) {
    let mut runs = rows.chunk_by(|row, next| row.checked_add(1) == Some(*next));
    let run = |run: &[u32]| match run {
        [first, .., last] if run.len() > 2 => format!("{first}—{last}"),
        run => run.iter().map(u32::to_string).collect::<Vec<_>>().join("、"),
    };
    let words: Vec<String> = runs.by_ref().take(MOST_RUNS).map(run).collect();
    (words.join("、"), runs.next().is_some())
}

#[cfg(test)]
mod tests {
    use super::{row_numbers, runs};

    #[test]
    fn runs_are_named_by_their_ends() {
        assert_eq!(runs(&[3, 5, 6, 7, 8, 10, 11]), "3、5—8、10、11");
        assert_eq!(row_numbers(&[3, 4]), "3、4 行");
        assert_eq!(row_numbers(&(5..=1194).collect::<Vec<u32>>()), "5—1194 行（共 1,190 行）");
    }

    #[test]
    fn long_lists_are_cut_and_counted() {
        let even: Vec<u32> = (2..=2380).step_by(2).collect();

        assert_eq!(row_numbers(&even), "2、4、6、8、10、12、14、16 等共 1,190 行");
        assert_eq!(runs(&even), "2、4、6、8、10、12、14、16……");
    }
}
