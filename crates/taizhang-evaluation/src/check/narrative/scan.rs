//! Finds numbers that were typed by hand into a text.

use rust_decimal::Decimal;

use super::tables::table_numbers;

/// Units that make a number a fact; the longest match wins.
pub(super) const UNITS: [&str; 37] = [
    "万元", "亿元", "元", "%", "％", "人次", "场次", "人", "名", "场", "次", "所", "册", "份",
    "套", "面", "件", "支", "个", "户", "家", "项", "期", "篇", "条", "亩", "只", "辆", "台", "张",
    "块", "天", "小时", "学时", "村", "乡镇", "公里",
];

/// Words after a number that make it about right.
const ABOUT_AFTER: [&str; 4] = ["余", "多", "来", "几"];
/// Words after a unit that make the number about right.
const ABOUT_AFTER_UNIT: [&str; 3] = ["左右", "上下", "许"];
/// Words before a number that make it about right, the longer first.
const ABOUT_BEFORE: [&str; 5] = ["大约", "将近", "约", "近", "逾"];
/// Words that end like those and say nothing of the kind.
const NOT_ABOUT: [&str; 8] = ["签约", "合约", "履约", "预约", "节约", "公约", "最近", "附近"];

/// Words before a number that make it a target or a norm, not a result.
const NORMS: [&str; 10] =
    ["不少于", "不低于", "不超过", "不高于", "不多于", "至少", "最多", "达到或超过", "每", "≥"];

/// A number typed into a text, with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypedNumber {
    /// The number.
    pub(crate) value: Decimal,
    /// Decimals as typed.
    pub(crate) decimals: u32,
    /// The unit; empty for a bare number in a table whose column states none.
    pub(crate) unit: &'static str,
    /// As typed, with its unit and without blanks.
    pub(crate) text: String,
    /// Whether it is said to be about right: 约, 近, 余, 多, 左右.
    pub(crate) is_about: bool,
    /// Line within the text, from 1.
    pub(crate) line: usize,
}

/// Replaces slots and template tags by one ideographic space each, so that lines stay in place.
pub(super) fn without_slots(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        let (before, tag) = rest.split_at(start);
        text.push_str(before);
        text.push('\u{3000}');
        let closing = if tag.starts_with("{{") { "}}" } else { "%}" };
        match tag.split_once(closing) {
            None => return text,
            Some((inside, after)) => {
                text.extend(inside.chars().filter(|c| *c == '\n'));
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Leaves out what stands in quotation marks or title marks: names may hold numbers.
///
/// A mark that its line never closes leaves out nothing but itself, and so does one that names
/// more than [`LONGEST_NAME`] characters: a mark was forgotten there, and numbers would be missed.
pub(super) fn without_quotes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, open)) = rest.char_indices().find(|(_, c)| matches!(c, '“' | '《')) {
        let (before, quoted) = rest.split_at(at);
        kept.push_str(before);
        let inside = quoted.get(open.len_utf8()..).unwrap_or_default();
        let close = if open == '“' { '”' } else { '》' };
        rest = match inside.split_once(close) {
            Some((name, after)) if is_name(name) => after,
            _ => inside,
        };
    }
    kept.push_str(rest);
    kept.retain(|c| !matches!(c, '”' | '》'));
    kept
}

/// Characters of the longest name that may stand in marks.
const LONGEST_NAME: usize = 60;

fn is_name(text: &str) -> bool {
    !text.contains('\n') && text.chars().count() <= LONGEST_NAME
}

/// Lists what stands in quotation marks or title marks.
pub(super) fn quoted(text: &str) -> Vec<&str> {
    let opened = text.match_indices(['“', '《', '「']);
    let names = opened.filter_map(|(at, mark)| {
        let inside = text.get(at.saturating_add(mark.len())..)?;
        let (name, _) = inside.split_once(['”', '》', '」'])?;
        (!name.contains(['\n', '“', '《', '「'])).then_some(name)
    });
    names.collect()
}

/// Lists the numbers with a unit that stand outside slots and names.
pub(crate) fn typed_numbers(markdown: &str) -> Vec<TypedNumber> {
    let text = without_quotes(&without_slots(markdown));
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        scan_line(line, at.saturating_add(1), &mut found);
    }
    found.extend(table_numbers(&text));
    found.sort_by_key(|number| number.line);
    found
}

fn scan_line(line: &str, line_number: usize, found: &mut Vec<TypedNumber>) {
    let mut rest = line;
    let mut before = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (skipped, number_on) = rest.split_at(start);
        before.push_str(skipped);
        let end = number_on
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .unwrap_or(number_on.len());
        let (number, after) = number_on.split_at(end);
        if let Some(typed) = typed(&before, number, after, line_number) {
            found.push(typed);
        }
        before.push_str(number);
        rest = after;
    }
}

fn typed(before: &str, number: &str, after: &str, line: usize) -> Option<TypedNumber> {
    // 5G, A4, 第12届 and 〔2020〕2号 are names, not counts.
    let named_by_what_precedes = before
        .ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '第' | '〔' | '[' | '-' | '—'));
    let tail: String = before.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    if named_by_what_precedes || NORMS.iter().any(|norm| tail.contains(norm)) {
        return None;
    }
    // "1. 个人" begins a list, whatever its unit looks like.
    if before.trim().is_empty() && number.ends_with('.') {
        return None;
    }
    let digits = number.trim_end_matches(['.', ',']).replace(',', "");
    let printed: Decimal = digits.parse().ok()?;
    let Counted { unit, words, scale, is_about } = counted(after)?;
    let near = ABOUT_BEFORE.iter().find(|word| before.trim_end().ends_with(**word));
    let near = near.filter(|_| !NOT_ABOUT.iter().any(|name| before.ends_with(name)));
    Some(TypedNumber {
        value: printed.checked_mul(scale)?,
        decimals: printed.scale(),
        unit,
        text: format!("{}{digits}{words}", near.map_or("", |word| word)),
        is_about: is_about || near.is_some(),
        line,
    })
}

/// What stands after the digits of a number.
struct Counted {
    unit: &'static str,
    /// As typed, without blanks.
    words: String,
    /// What the digits count: 10 000 before 万.
    scale: Decimal,
    is_about: bool,
}

/// Reads the unit after a number, with what stands between: a blank, 余 or 多, 万.
fn counted(after: &str) -> Option<Counted> {
    let rest = after.trim_start_matches([' ', '\t', '\u{a0}']);
    let mut words = String::new();
    let take_about = |rest: &mut &str, words: &mut String| {
        let word = ABOUT_AFTER.iter().find(|word| rest.starts_with(**word))?;
        *rest = rest.strip_prefix(word)?;
        words.push_str(word);
        Some(())
    };
    let mut rest = rest;
    let mut is_about = take_about(&mut rest, &mut words).is_some();
    let scale = match rest.strip_prefix('万').filter(|counted| !counted.starts_with('元')) {
        Some(counted) => {
            words.push('万');
            rest = counted;
            is_about |= take_about(&mut rest, &mut words).is_some();
            Decimal::from(10_000)
        }
        None => Decimal::ONE,
    };
    let unit = UNITS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|u| u.len())?;
    words.push_str(unit);
    let tail = rest.strip_prefix(unit).unwrap_or_default();
    if let Some(word) = ABOUT_AFTER_UNIT.iter().find(|word| tail.starts_with(**word)) {
        words.push_str(word);
        is_about = true;
    }
    Some(Counted { unit, words, scale, is_about })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<String> {
        typed_numbers(markdown).into_iter().map(|typed| typed.text).collect()
    }

    #[test]
    fn numbers_with_units_are_found_and_names_are_not() {
        assert_eq!(
            texts("发放资料12000余册，学习用品162套，占83.4%"),
            ["12000余册", "162套", "83.4%"]
        );
        assert_eq!(texts("支出99.99 万元，共 46 所学校"), ["99.99万元", "46所"]);
        let names = "2022年6月2日以甘财科〔2020〕2号下达，第12届大赛，5G和3D，A4纸，每月不少于1次。\n1. 第一项";
        assert!(texts(names).is_empty());
        assert_eq!(texts("“百名志愿者5场次”活动和《3项规定》，\n共4场"), ["4场"]);
        assert_eq!(texts("“新《3项规定》5条”活动，“未完3场，共4场\n又6场"), ["3场", "4场", "6场"]);
    }

    #[test]
    fn what_is_about_right_is_told_from_what_is_exact() {
        let check = |text: &str, typed: &str, value: i64, is_about: bool| {
            let found = typed_numbers(text);
            let [found] = found.as_slice() else { panic!("one number in {text}: {found:?}") };
            assert_eq!(found.text, typed);
            assert_eq!((found.value, found.is_about), (Decimal::from(value), is_about), "{text}");
        };
        check("发放12000余册", "12000余册", 12_000, true);
        check("发放12000册", "12000册", 12_000, false);
        check("师生22600多名", "22600多名", 22_600, true);
        check("书籍近500册", "近500册", 500, true);
        check("大约500 册", "大约500册", 500, true);
        check("500册左右", "500册左右", 500, true);
        check("2.3万份", "2.3万份", 23_000, false);
        check("2万余份", "2万余份", 20_000, true);
        check("签约5家", "5家", 5, false);
        check("最近3次", "3次", 3, false);
    }

    #[test]
    fn the_numeral_of_a_list_is_no_number() {
        assert!(texts("1. 个人会员有增加\n2. 人员").is_empty());
        assert_eq!(texts("共1.5万元"), ["1.5万元"]);
    }

    #[test]
    fn slots_are_not_typed_numbers() {
        assert!(
            texts("共{{ fig(\"activity.a1\") | count }}，{% if x > 5 %}见{% endif %}表").is_empty()
        );
        assert_eq!(texts("共{{ fig(\"a\") | count }}和5人"), ["5人"]);
    }
}
