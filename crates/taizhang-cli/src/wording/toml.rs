//! The TOML reader's messages in Chinese: settings, packs, profiles and rules are all TOML files.

/// Words of a file of TOML that cannot be read: line, column and cause.
pub(super) fn toml_fault(error: &toml::de::Error) -> String {
    let cause = toml_text(error.message());
    // The reader keeps the text for its own print of the error, which begins with the place.
    let print = error.to_string();
    let place = print.lines().next().and_then(|first| first.split_once(" at line "));
    match place.and_then(|(_, place)| place.split_once(", column ")) {
        Some((line, column)) => format!("第 {line} 行第 {column} 列：{cause}"),
        None => cause,
    }
}

/// What the reader says and how it is said in Chinese; a phrase that holds another stands before it.
const PHRASES: &[(&str, &str)] = &[
    ("string values must be quoted, expected literal string", "文字要用英文双引号括起来"),
    ("integer number overflowed", "整数太大，或没有写完"),
    ("extra assignment between key-value pairs", "两项之间少了逗号"),
    ("unquoted keys cannot be empty", "方括号里或等号前没有名称"),
    ("expected letters, numbers, ", "只能用英文字母、数字、"),
    ("invalid unquoted key", "名称里有不能直接写的字符，用英文双引号括起来"),
    ("non-double-quote visible characters", "看得见的字符"),
    ("too few unicode value digits", "字符编码的位数不够"),
    ("unicode hexadecimal value", "十六进制字符编码"),
    (" may only go between digits", "只能写在数字中间"),
    ("invalid multi-line basic string", "多行文字没有写完整"),
    ("invalid multi-line literal string", "多行文字没有写完整"),
    ("invalid literal string", "文字没有写完整"),
    ("invalid basic string", "文字没有写完整，或含有看不见的字符"),
    ("invalid comment character", "注释里有看不见的字符"),
    ("printable characters", "看得见的字符"),
    ("unexpected key or value", "这一行后面多了内容"),
    ("missing escaped value", "反斜杠后面的字符不对"),
    ("redundant numeric sign", "正负号多了一个"),
    ("unexpected leading zero", "数字前面多了零"),
    ("unclosed array table", "两层方括号没有关上"),
    ("unclosed inline table", "花括号没有关上"),
    ("unclosed table", "方括号没有关上"),
    ("unclosed array", "数组的方括号没有关上"),
    ("key with no value", "有项没有值"),
    ("duplicate field ", "写了两遍的项 "),
    ("duplicate key", "同一项写了两遍"),
    ("missing field ", "缺少 "),
    ("missing value", "等号后面没有值"),
    ("unknown variant ", "不认识的值 "),
    ("unknown field ", "不认识的项 "),
    ("invalid type: ", "类型不对："),
    ("invalid value: ", "值不对："),
    ("invalid length ", "个数不对："),
    ("invalid boolean", "是非值写法不对"),
    ("invalid date", "日期写法不对"),
    ("invalid exponent", "小数的指数写法不对"),
    ("invalid mantissa", "小数点前没有数字"),
    ("invalid fraction", "小数点后没有数字"),
    ("invalid integer", "整数写法不对"),
    ("invalid string", "文字写法不对"),
    ("invalid value", "值不对"),
    ("expected month between 01 and 12", "应为 01 到 12 月"),
    ("expected day between 01 and ", "应为 01 日到 "),
    (" (MM-DD)", "（月-日）"),
    ("a tuple of size ", "这么多个值："),
    ("floating point ", "小数 "),
    ("a string", "文字"),
    ("a boolean", "true 或 false"),
    ("a sequence", "数组"),
    ("a map", "一组“项 = 值”"),
    ("unexpected ", "不该有 "),
    ("end of input", "文件结尾"),
    ("expression", "表达式"),
    ("extra ", "多了一个 "),
    (", expected nothing", ""),
    ("expected one of ", "只能是 "),
    ("expected digits", "应为数字"),
    ("expected ", "应为 "),
    ("wanted ", "应为 "),
    ("integer ", "整数 "),
    ("string", "文字"),
    ("boolean ", "是非值 "),
    ("sequence", "数组"),
    ("newline", "换行"),
    ("table", "一组“项 = 值”"),
    ("struct ", "一组“项 = 值” "),
    ("map", "一组“项 = 值”"),
    ("u8", "0 到 255 的整数"),
    ("u16", "不小于零的整数"),
    ("u32", "不小于零的整数"),
    ("u64", "不小于零的整数"),
    ("usize", "不小于零的整数"),
    ("i16", "整数"),
    ("i64", "整数"),
    (" or ", " 或 "),
    (", ", "，"),
];

/// Puts a message of the TOML reader into Chinese. What stands in backticks or double quotes is the
/// file's own, or what may stand there, and stays as it is.
pub(super) fn toml_text(message: &str) -> String {
    let mut rest = message.lines().next().unwrap_or(message);
    let mut text = String::new();
    while let Some((before, mark, own, after)) = quoted(rest) {
        text.push_str(&in_chinese(before, mark == '"'));
        text.extend(["“", own, "”"]);
        rest = after;
    }
    text.push_str(&in_chinese(rest, false));
    text
}

/// Splits text at what it quotes first: before it, the mark, the words, and what follows.
fn quoted(text: &str) -> Option<(&str, char, &str, &str)> {
    let (before, rest) = text.split_at(text.find(['`', '"'])?);
    let mark = rest.chars().next()?;
    let (own, after) = rest.get(1..)?.split_once(mark)?;
    Some((before, mark, own, after))
}

fn in_chinese(part: &str, ends_before_words: bool) -> String {
    let text = PHRASES.iter().fold(part.to_owned(), |text, (from, to)| text.replace(from, to));
    if ends_before_words { text.trim_end().to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const GOOD: &str = "id = \"a\"\ncount = 1\nkind = \"plain\"\nlist = []\n";

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what the reader says of it is used")]
    struct Form {
        id: String,
        count: u32,
        kind: Kind,
        list: Vec<String>,
        #[serde(default)]
        on: bool,
        #[serde(default)]
        part: Vec<Part>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Kind {
        Plain,
        CodeName,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what the reader says of it is used")]
    struct Part {
        name: String,
    }

    fn told(text: &str) -> String {
        toml_fault(&toml::from_str::<Form>(text).expect_err(text))
    }

    #[test]
    fn place_and_cause_are_told() {
        let count = "第 2 行第 9 列：类型不对：文字“x”，应为 不小于零的整数";
        assert_eq!(told("id = \"甲\"\ncount = \"x\"\n"), count);
        assert_eq!(told("id = 甲\n"), "第 1 行第 6 列：文字要用英文双引号括起来");
        assert_eq!(told("id = \"甲\"\n"), "第 1 行第 1 列：缺少 “count”");
        assert_eq!(told("[part\n"), "第 1 行第 6 列：方括号没有关上，应为 “]”");
    }

    #[track_caller]
    fn speaks_chinese(text: &str) {
        let said = told(text);
        let outside = said.split('“').map(|part| part.rsplit('”').next().unwrap_or(part));
        let outside = outside.collect::<String>().replace("true 或 false", "");
        let english = outside.contains(|c: char| c.is_ascii_alphabetic());
        assert!(!english, "{said}\n{text}");
    }

    /// Whatever is wrong, no English is left but what the file itself says.
    #[test]
    fn no_english_is_left_of_faulty_lines() {
        let lines = [
            ["on = \"yes\"", "on = yes", "on = tru", "part = 3", "[part]\nname = \"x\""],
            ["[[part]]\nname = 1", "[[part]]\nnam = \"x\"", "other = 1", "id = \"b\"", "x = \"a"],
            ["x = 'a", "x = \"\"\"a", "x = '''a", "x = \"\\q\"", "x ="],
            ["x", "= 1", "[", "[]", "[[a]"],
            ["[a]]", "x = [1, 2", "x = { a = 1", "x = { a = 1 b = 2 }", "x = 01"],
            ["x = 1_", "x = 1__0", "x = 0x", "x = 1e", "x = 2022-13-01"],
            ["x = 2022-01", "x = 2022-02-30", "x = “a”", "表 = 1", "x == 1"],
            ["x = \"a\" \"b\"", "x = \"\\u12\"", "x = \"a\u{1}\"", "x = 1 # \u{0}", "x = +-1"],
            ["x = .5", "x = 5.", "x = \"\\U00110000\"", "a.b = 1\na = 2", "[a]\n[a]"],
        ];
        for line in lines.concat() {
            speaks_chinese(&format!("{GOOD}{line}\n"));
        }
    }

    #[test]
    fn no_english_is_left_of_faulty_values() {
        let lines = [
            "id = 1",
            "count = 1.5",
            "count = -1",
            "count = 99999999999",
            "count = inf",
            "kind = 3",
            "kind = \"other\"",
            "list = \"x\"",
            "list = [1]",
        ];
        for line in lines {
            let (name, _) = line.split_once(' ').expect("a name and a value");
            let others = GOOD.lines().filter(|other| !other.starts_with(name));
            speaks_chinese(&others.chain([line]).collect::<Vec<_>>().join("\n"));
        }
    }
}
