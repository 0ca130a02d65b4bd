//! Text that was copied from a page: its lines end at the page's edge, not at the paragraph's.

use std::mem::take;

/// Lines that end a sentence, or leave a list open, end their paragraph.
const ENDS: &[char] = &['。', '！', '？', '；', '：', ':', ';', '”', '.'];

/// The widest that a line of a page can be, in Chinese characters.
const PAGE: usize = 60;

/// A line that is this much shorter than the page ends a paragraph.
const SHORT: usize = 6;

/// This many lines must run on at one width before the text counts as broken to it.
const FEWEST: usize = 3;

/// Returns the paragraphs of a text, those that were broken into lines made whole again.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let Some(width) = page_width(&lines) else {
        return lines.into_iter().map(str::to_owned).collect();
    };
    let mut found = Vec::new();
    let mut open = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        open.push_str(line);
        let next = next_text(&lines, at);
        let runs_on = runs_to_the_edge(line, width);
        if let Some((next_at, _)) = next.filter(|(_, next)| runs_on && !begins(next)) {
            at = next_at;
        } else {
            found.push(take(&mut open));
            at += 1;
        }
    }
    found
}

/// Returns the width to which the text was broken; none when lines are paragraphs.
fn page_width(lines: &[&str]) -> Option<usize> {
    let widths: Vec<usize> = lines.iter().map(|line| width(line)).collect();
    let widest = *widths.iter().max()?;
    let running = lines.windows(2).zip(&widths).filter(|(pair, width)| {
        let [line, next] = pair else { return false };
        **width + SHORT >= widest && !line.ends_with(ENDS) && !next.is_empty() && !begins(next)
    });
    (widest <= PAGE && widest > 2 * SHORT && running.count() >= FEWEST).then_some(widest)
}

fn runs_to_the_edge(line: &str, page: usize) -> bool {
    width(line) + SHORT >= page && !line.ends_with(ENDS)
}

/// Returns the next line, across the number of a page.
fn next_text<'a>(lines: &[&'a str], at: usize) -> Option<(usize, &'a str)> {
    let is_page = |line: &str| {
        let bare = line.trim_matches(['-', '—', '－', ' ', '第', '页', '·']);
        bare.len() < 4 && bare.chars().all(|c| c.is_ascii_digit())
    };
    let next = *lines.get(at + 1)?;
    if !is_page(next) {
        return Some((at + 1, next));
    }
    let number =
        (at + 1..lines.len()).find(|at| lines.get(*at).is_some_and(|line| !is_page(line)))?;
    lines.get(number).map(|line| (number, *line)).filter(|_| number <= at + 4)
}

/// Tells whether a line begins with the numeral of a heading, or holds only a value.
fn begins(line: &str) -> bool {
    let mut characters = line.chars();
    let is_chinese = |c: char| "一二三四五六七八九十".contains(c);
    match characters.next() {
        None => true,
        Some('（' | '(' | '第' | '附') => {
            characters.next().is_some_and(|c| is_chinese(c) || c.is_ascii_digit() || c == '件')
        }
        Some(c) if is_chinese(c) => {
            line.trim_start_matches(is_chinese).starts_with(['、', '.', '是'])
        }
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let after = rest.chars().nth(1);
            let is_numeral = rest.starts_with('、')
                || (rest.starts_with('.') && after.is_none_or(|c| !c.is_ascii_digit()));
            is_numeral && line.len() - rest.len() < 3 || number_alone(line)
        }
        Some(_) => false,
    }
}

fn number_alone(line: &str) -> bool {
    line.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '%' | '-'))
}

/// Counts in Chinese characters; two narrow ones take the room of one.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_made_whole() {
        let text = "一、收支情况\n本单位二〇二三年基本支出一百万元，其中人员经费八十万\n元，公用经费二十万元，都按年初批复的预算执行，没有超\n\n3\n\n支，也没有挪用。\n二、人员情况\n编制十名，在职九名，退休五名，遗属补助一名，都按规定\n执行，另有临时聘用人员两名，从公用经费中列支，没有占用\n编制。";
        let found = paragraphs(text);
        let whole: Vec<&String> = found.iter().filter(|line| !line.is_empty()).collect();
        assert_eq!(whole.len(), 4, "{whole:#?}");
        assert!(whole[1].ends_with("也没有挪用。"));
        assert!(whole[3].ends_with("没有占用编制。"));
    }

    #[test]
    fn lines_that_are_paragraphs_stay() {
        for text in [
            "标题\n一、概况\n单位有编制10名\n在职9名\n二、支出\n",
            "支出合计120万元，其中：\n基本支出100万元\n项目支出20万元\n",
            &format!("{}\n{}\n{}\n{}\n", "甲".repeat(90), "乙".repeat(70), "丙", "丁"),
        ] {
            assert_eq!(paragraphs(text), text.lines().collect::<Vec<_>>());
        }
    }
}
