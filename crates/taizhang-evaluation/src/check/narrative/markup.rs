//! FORMAT: Markdown that the report does not print as it was meant.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::scan::without_slots;
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::compose::MARKDOWN;
use crate::finding::{Finding, Severity};

pub(in crate::check) const RULE: Rule = Rule {
    code: "FORMAT",
    title: "报告印不出的格式",
    severity: Severity::Error,
    inputs: &[Input::Narrative],
    explanation: "文字里的标题、段落、加粗、编号列表、项目符号、引用和表格照样印进报告。图片、代码、HTML标签、链接地址、斜体和\
                  分隔线印不出：图片会整个丢掉，报错；其余文字还在、格式没有了，提醒。",
    source: "本程序的文字格式（docs/guide/packs.md）",
    due: Due::Always,
    run: Run::Plain(run),
};

/// Markdown that is not printed as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprinted {
    /// Line within the text, from 1.
    pub line: usize,
    /// As written.
    pub piece: String,
    /// What becomes of it.
    pub lost: Lost,
}

/// What of the markup is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// A picture is left out.
    Picture,
    /// Code between fences or backticks becomes plain words.
    Code,
    /// Lines indented like code become plain words.
    Indent,
    /// A tag is printed as it is typed.
    Tag,
    /// The address of a link is left out.
    Address,
    /// Slanted words stand upright.
    Slant,
    /// A rule is left out.
    Rule,
}

impl Lost {
    const fn severity(self) -> Severity {
        match self {
            Self::Picture => Severity::Error,
            Self::Code | Self::Indent | Self::Tag | Self::Address | Self::Rule => Severity::Warning,
            Self::Slant => Severity::Note,
        }
    }

    /// Says what becomes of the markup.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Picture => "图片印不进报告",
            Self::Code => "代码格式印不出，只印文字",
            Self::Indent => "行首空了四格以上，Markdown当作代码，缩进不保留",
            Self::Tag => "HTML标签会照字面印出",
            Self::Address => "链接的地址印不出，只印文字",
            Self::Slant => "斜体印不出",
            Self::Rule => "分隔线印不出",
        }
    }

    /// Says what to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Picture => "把图里的内容写成文字或表格；图片作为佐证登记（taizhang attach）。",
            Self::Code => "去掉反引号，写成普通文字。",
            Self::Indent => "删去行首的空格；首行缩进由报告排版。",
            Self::Tag => "删去标签；要分段就空一行，要加粗用**加粗**。",
            Self::Address => "需要读者看到地址的，把地址写成文字。",
            Self::Slant => "改用**加粗**，或去掉星号。",
            Self::Rule => "删去，或改用小标题。",
        }
    }
}

/// Lists the markup of a text that the report does not print as it was meant.
pub fn unprinted(markdown: &str) -> Vec<Unprinted> {
    let text = without_slots(markdown);
    let mut found = Vec::new();
    // Address and words of the link in hand.
    let mut link: Option<(String, String)> = None;
    for (event, range) in Parser::new_ext(&text, MARKDOWN).into_offset_iter() {
        if let (Some((_, words)), Event::Text(more)) = (&mut link, &event) {
            words.push_str(more);
        }
        let lost = match event {
            Event::Start(Tag::Image { .. }) => Lost::Picture,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Lost::Indent,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) | Event::Code(_) => Lost::Code,
            Event::Html(_) | Event::InlineHtml(_) => Lost::Tag,
            Event::Start(Tag::Emphasis) => Lost::Slant,
            Event::Rule => Lost::Rule,
            Event::Start(Tag::Link { dest_url, .. }) => {
                link = Some((dest_url.into_string(), String::new()));
                continue;
            }
            Event::End(TagEnd::Link) => match link.take() {
                Some((address, words)) if !address.ends_with(&words) || words.is_empty() => {
                    Lost::Address
                }
                _ => continue,
            },
            _ => continue,
        };
        let before = text.get(..range.start).unwrap_or_default();
        let row = before.matches('\n').count().saturating_add(1);
        let piece = text.get(range).unwrap_or_default().trim();
        let piece: String = piece.lines().next().unwrap_or_default().chars().take(SHOWN).collect();
        found.push(Unprinted { line: row, piece, lost });
    }
    found
}

/// Characters of a piece that are shown.
const SHOWN: usize = 30;

fn run(case: &Case<'_>) -> Vec<Finding> {
    let narratives = case.narratives.iter();
    let findings = narratives.flat_map(|(section, (sequence, markdown))| {
        unprinted(markdown).into_iter().map(move |Unprinted { line, piece, lost }| {
            let message = format!("“{section}”第{line}行的“{piece}”：{}", lost.words());
            Finding::new(RULE.code, lost.severity(), format!("{section}#{piece}"), message)
                .fact(format!("文中：{piece}"))
                .fact(format!("报告：{}", lost.words()))
                .behind([*sequence])
                .remedy(lost.remedy())
        })
    });
    findings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(markdown: &str) -> Vec<(usize, Lost)> {
        unprinted(markdown).into_iter().map(|found| (found.line, found.lost)).collect()
    }

    #[test]
    fn what_is_not_printed_is_found_with_its_line() {
        assert_eq!(lost("一\n\n![图](a.png)"), [(3, Lost::Picture)]);
        assert_eq!(lost("```\n码\n```"), [(1, Lost::Code)]);
        assert_eq!(lost("用`码`"), [(1, Lost::Code)]);
        assert_eq!(lost("一\n\n    缩进"), [(3, Lost::Indent)]);
        assert_eq!(lost("一<br>二"), [(1, Lost::Tag)]);
        assert_eq!(lost("[公开网页](http://example.org/)"), [(1, Lost::Address)]);
        assert_eq!(lost("*斜*"), [(1, Lost::Slant)]);
        assert_eq!(lost("一\n\n---\n"), [(3, Lost::Rule)]);
    }

    #[test]
    fn what_is_printed_is_not_found() {
        let text = "## 标题\n\n**加粗**，5*3，{{ fig(\"a\") | wan }}\n\n1. 一\n   1. 一\n\n- 点\n\n> 引用\n\n\
                    | 项目 | 数 |\n|---|---|\n| 甲 | {{ fig(\"a\") | wan }} |\n\n<http://example.org/>\n\n\u{3000}\u{3000}首行";
        assert_eq!(lost(text), []);
    }
}
