//! Headings and their numerals.

use crate::document::{Document, Paragraph};

use super::{Pattern, regex};

static NUMERAL: Pattern = Pattern::new(|| {
    regex(
        r"^(?:(?P<a>[一二三四五六七八九十]{1,3})\s?[、.]|[（(](?P<b>[一二三四五六七八九十]{1,3})[）)]、?|(?P<c>[0-9]{1,2})(?P<mark>[.、])(?P<after>[^0-9]|$)|[（(](?P<d>[0-9]{1,2})[）)])",
    )
});

/// The level of a numeral by its form: 一、 then （一） then 1. then （1）.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    First,
    Second,
    Third,
    Fourth,
}

/// A paragraph that begins with a numeral.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) paragraph: usize,
    pub(crate) level: Level,
    pub(crate) value: usize,
    /// The numeral as printed, like （二）.
    pub(crate) numeral: String,
    /// The words after it, up to the first stop.
    pub(crate) title: String,
    /// Titles of the headings above it.
    pub(crate) parents: Vec<String>,
}

/// Returns the numbered headings in order.
pub(crate) fn headings(document: &Document) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut open: Vec<(Level, String)> = Vec::new();
    for paragraph in document.paragraphs() {
        let Some(mut heading) = heading(paragraph) else { continue };
        if heading.level == Level::First && is_table_row(&heading.title) {
            continue;
        }
        open.retain(|(level, _)| *level < heading.level);
        heading.parents = open.iter().map(|(_, title)| title.clone()).collect();
        open.push((heading.level, format!("{}{}", heading.numeral, short(&heading.title))));
        found.push(heading);
    }
    found
}

/// Rows of the official tables of final accounts, which copied text shows as paragraphs: sources
/// of money, and the classes of functions (政府收支分类科目).
const TABLE_ROWS: &[&str] = &[
    "一般公共预算财政拨款收入",
    "政府性基金预算财政拨款收入",
    "国有资本经营预算财政拨款收入",
    "财政专户管理资金收入",
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
    "一般公共服务支出",
    "外交支出",
    "国防支出",
    "公共安全支出",
    "教育支出",
    "科学技术支出",
    "文化旅游体育与传媒支出",
    "社会保障和就业支出",
    "卫生健康支出",
    "节能环保支出",
    "城乡社区支出",
    "农林水支出",
    "交通运输支出",
    "资源勘探工业信息等支出",
    "商业服务业等支出",
    "金融支出",
    "援助其他地区支出",
    "自然资源海洋气象等支出",
    "住房保障支出",
    "粮油物资储备支出",
    "国有资本经营预算支出",
    "灾害防治及应急管理支出",
    "其他支出",
    "债务还本支出",
    "债务付息支出",
    "抗疫特别国债安排的支出",
];

/// Tells whether a title is the name of such a row, or its beginning where a line was cut.
fn is_table_row(title: &str) -> bool {
    let is_end = |c: char| c.is_whitespace() || c.is_ascii_digit();
    let title = title.split(is_end).next().unwrap_or_default();
    title.chars().count() >= 4 && TABLE_ROWS.iter().any(|row| row.starts_with(title))
}

fn heading(paragraph: &Paragraph) -> Option<Heading> {
    let captures = NUMERAL.captures(&paragraph.text)?;
    let whole = captures.get(0)?;
    let in_chinese = |name| captures.name(name).and_then(|m| chinese(m.as_str()));
    let in_digits = |name| captures.name(name).and_then(|m| m.as_str().parse().ok());
    let (level, value) = in_chinese("a")
        .map(|value| (Level::First, value))
        .or_else(|| in_chinese("b").map(|value| (Level::Second, value)))
        .or_else(|| in_digits("c").map(|value| (Level::Third, value)))
        .or_else(|| in_digits("d").map(|value| (Level::Fourth, value)))?;
    let end = captures.name("after").map_or(whole.end(), |after| after.start());
    let (numeral, rest) = paragraph.text.split_at_checked(end)?;
    let title = rest.split(['。', '：', '；']).next().unwrap_or_default().trim().to_owned();
    Some(Heading {
        paragraph: paragraph.number,
        level,
        value,
        numeral: numeral.to_owned(),
        title,
        parents: Vec::new(),
    })
}

/// Names the headings above a paragraph, the nearest two.
pub(crate) fn path(headings: &[Heading], paragraph: usize) -> String {
    let Some(last) = headings.iter().rev().find(|heading| heading.paragraph <= paragraph) else {
        return String::new();
    };
    let own = format!("{}{}", last.numeral, short(&last.title));
    let parent = last.parents.last().map(|parent| format!("{parent}／"));
    format!("{}{own}", parent.unwrap_or_default())
}

fn short(title: &str) -> String {
    let mut words: String = title.chars().take(12).collect();
    if words.len() < title.len() {
        words.push('…');
    }
    words
}

/// Reads 一 to 九十九.
pub(crate) fn chinese(text: &str) -> Option<usize> {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c);
    let mut value = 0;
    let mut ones = 0;
    for c in text.chars() {
        if c == '十' {
            value += if ones == 0 { 10 } else { ones * 10 };
            ones = 0;
        } else if c == '两' {
            ones = 2;
        } else {
            ones = digit(c)?;
        }
    }
    Some(value + ones)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn numerals_are_read_by_level() {
        let mut document = Document::default();
        for line in
            ["一、概况", "（一）职能", "1.主要职能", "(2)其他。甲", "1.5万元是数", "十二、尾"]
        {
            document.paragraph(line, false);
        }
        let found: Vec<(Level, usize, String)> =
            headings(&document).into_iter().map(|h| (h.level, h.value, h.numeral)).collect();
        let expected = [
            (Level::First, 1, "一、"),
            (Level::Second, 1, "（一）"),
            (Level::Third, 1, "1."),
            (Level::Fourth, 2, "(2)"),
            (Level::First, 12, "十二、"),
        ];
        assert_eq!(found, expected.map(|(a, b, c)| (a, b, c.to_owned())));
    }
}
