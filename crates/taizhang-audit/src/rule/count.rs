//! COUNT and DUP: stated numbers and listed names.

use taizhang_evaluation::{Finding, Severity};

use crate::case::Case;
use crate::extract::outline::chinese;
use crate::extract::role::Role;
use crate::extract::{Pattern, regex};

static LIST: Pattern = Pattern::new(|| {
    regex(
        r"(?P<noun_before>[\p{Han}]{0,10}?)(?P<count>[0-9]{1,3}|[两三四五六七八九十]{1,3})(?P<unit>个|家|所)(?P<noun>[^，。；：:、（）()0-9]{0,16})(?:[：:]|，即|（即|\(即|，分别[是为]|（分别[是为]|[（(])(?P<list>[^。；：:（）()]{4,600})",
    )
});

static LISTED_CELL: Pattern =
    Pattern::new(|| regex(r"^(?P<count>[0-9]{1,3})?\s*[（(]?(?P<list>[^（）()]*)[)）]?$"));

/// Words of a list of units of which each belongs to one list only.
const EXCLUSIVE: &[&str] = &["直属", "内设", "下属", "事业单位"];

/// What is longer is a sentence and no name.
const LONGEST_NAME: usize = 20;

/// A number and the names that should be as many.
struct List {
    place: String,
    noun: String,
    stated: usize,
    /// The fewest and the most names that the list can be read as.
    fewest: usize,
    most: usize,
    names: Vec<String>,
}

fn lists(case: &Case<'_>) -> Vec<List> {
    let mut found = Vec::new();
    for passage in &case.passages {
        for captures in LIST.captures_iter(&passage.text) {
            let part = |name| captures.name(name).map_or("", |m| m.as_str());
            let begins = captures.name("count").map_or(0, |m| m.start());
            let before = passage.text.get(..begins).unwrap_or_default();
            let stated = part("count").parse().ok().or_else(|| chinese(part("count")));
            let list = part("list").trim_start_matches(['：', ':', '是', '为']);
            // A list with 等 is open; numbers in it count something else.
            let is_open = list.contains('等') || list.contains(|c: char| c.is_ascii_digit());
            let is_prose =
                list.split(['、', '，', ',']).any(|name| name.chars().count() > LONGEST_NAME)
                    || ["含", "不含", "其中", "一是", "以下", "简称"]
                        .iter()
                        .any(|word| list.starts_with(word));
            if is_prose
                || is_open
                || !list.contains('、')
                || before.ends_with(['第', '前', '近', '约', '余'])
            {
                continue;
            }
            let Some(stated) = stated else { continue };
            let first = list.split(['，', ',']).next().unwrap_or_default();
            found.push(List {
                place: passage.place.clone(),
                noun: format!("{}{}", part("noun_before"), part("noun")),
                stated,
                fewest: first.split('、').count(),
                most: list.split(['、', '，', ',', '和', '及', '与']).count(),
                names: list.split(['、', '，', ',']).map(|name| name.trim().to_owned()).collect(),
            });
        }
    }
    found.extend(in_tables(case));
    found
}

fn in_tables(case: &Case<'_>) -> Vec<List> {
    let mut found = Vec::new();
    for section in &case.sections {
        let (Some(stated_at), Some(listed_at)) =
            (section.column(Role::Stated), section.column(Role::Listed))
        else {
            continue;
        };
        for row in &section.rows {
            let text = row.text(listed_at);
            let stated =
                row.number(stated_at).and_then(|number| number.value.to_string().parse().ok());
            let (Some(stated), Some(captures)) = (stated, LISTED_CELL.captures(text)) else {
                continue;
            };
            if text.contains('等') {
                continue;
            }
            let names: Vec<String> = captures
                .name("list")
                .map_or("", |m| m.as_str())
                .split(['、', ',', '，'])
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty())
                .collect();
            let counted = captures.name("count").and_then(|m| m.as_str().parse().ok());
            // A single name may be the name of the thing that is counted.
            let Some(listed) = counted.or((names.len() > 1).then_some(names.len())) else {
                continue;
            };
            found.push(List {
                place: section.place(row),
                noun: row.label.clone(),
                stated,
                fewest: listed,
                most: listed,
                names,
            });
        }
    }
    found
}

pub(super) fn run(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for list in lists(case) {
        if (list.fewest..=list.most).contains(&list.stated) {
            continue;
        }
        let listed = if list.stated < list.fewest { list.fewest } else { list.most };
        let message = format!("“{}”写{}个，列出{listed}个", list.noun, list.stated);
        findings.push(
            Finding::new("COUNT", Severity::Warning, &list.place, message)
                .fact(format!("写明{}个", list.stated))
                .fact(format!("列出{listed}个：{}", list.names.join("、")))
                .formula(format!("{}≠{listed}", list.stated))
                .remedy("补齐名单或改正个数；没有列全的加“等”。"),
        );
    }
    findings
}

pub(super) fn duplicates(case: &Case<'_>) -> Vec<Finding> {
    let lists = lists(case);
    let exclusive: Vec<&List> =
        lists.iter().filter(|list| EXCLUSIVE.iter().any(|word| list.noun.contains(word))).collect();
    let mut findings = Vec::new();
    for (at, list) in exclusive.iter().enumerate() {
        for other in exclusive.iter().skip(at + 1).filter(|other| other.noun != list.noun) {
            for name in &list.names {
                if name.chars().count() < 4 || !other.names.contains(name) {
                    continue;
                }
                let message = format!("“{name}”既列在“{}”，又列在“{}”", list.noun, other.noun);
                findings.push(
                    Finding::new("DUP", Severity::Warning, &other.place, message)
                        .fact(format!("{}：{name}", list.noun))
                        .fact(format!("{}：{name}", other.noun))
                        .remedy("一个单位只列一处，个数同时改正。"),
                );
            }
        }
    }
    findings
}
