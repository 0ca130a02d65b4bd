//! NAME: the unit under a name that is not its own, and one name in two forms.

use taizhang_core::event::UnitProfile;

use super::scan::{quoted, without_quotes, without_slots};
use crate::check::case::Case;
use crate::check::{Due, Input, Rule, Run};
use crate::finding::{Finding, Severity};
use crate::lexicon::is_name_variant;

pub(in crate::check) const RULE: Rule = Rule {
    code: "NAME",
    title: "名称不对",
    severity: Severity::Warning,
    inputs: &[Input::Narrative],
    explanation: "单位名称用登记的全称或简称，或者“我单位”：写错一字、颠倒次序的是提醒；“县科协”“科协”这类没有登记的简称是说明；\
                  “我局”“我委”等不是本单位的自称，可能抄自别的单位。引号里的名称要与登记的活动、项目名称一致，前后一致；“的的”是叠字。",
    source: "种子报告：科协、县科协、我单位、宁县科学技术协会并用，“科普惠民”与“惠民科普”并见，“的的”",
    due: Due::Always,
    run: Run::Plain(run),
};

/// Where the name of a place ends within the name of a unit.
const PLACES: &str = "省市县区旗州盟乡镇";
/// How units call themselves, by the last character of their name.
const SELVES: [(&str, char); 6] = [
    ("我局", '局'),
    ("我委", '委'),
    ("我办", '办'),
    ("我院", '院'),
    ("我校", '校'),
    ("我厅", '厅'),
];
/// Words that make a bare short name a word for all units of the kind.
const GENERIC: [&str; 10] =
    ["系统", "组织", "工作", "事业", "改革", "建设", "干部", "所属", "界", "队伍"];
/// Quoted names from this length on are names, not words.
const NAME: usize = 5;

/// What is wrong with a name in a text.
struct Fault {
    severity: Severity,
    written: String,
    message: String,
    fact: String,
    remedy: &'static str,
}

fn run(case: &Case<'_>) -> Vec<Finding> {
    let registered = registered_names(case);
    let mut seen: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    for (section, (sequence, markdown)) in &case.narratives {
        let text = without_slots(markdown);
        let mut faults: Vec<Fault> = Vec::new();
        if let Some(unit) = case.book.unit() {
            faults.extend(unit_faults(unit, &without_quotes(&text)));
        }
        for name in quoted(&text).into_iter().filter(|name| name.chars().count() >= NAME) {
            faults.extend(quoted_fault(name, &registered, &seen));
            seen.push(name.to_owned());
        }
        faults.extend(doubled(&text));
        findings.extend(faults.into_iter().map(|fault| {
            let place = format!("{section}#{}", fault.written);
            let message = format!("“{section}”中{}", fault.message);
            Finding::new(RULE.code, fault.severity, place, message)
                .fact(format!("文中：{}", fault.written))
                .fact(fault.fact)
                .behind([*sequence])
                .remedy(fault.remedy)
        }));
    }
    findings
}

/// Names on record that a text may quote.
fn registered_names<'a>(case: &Case<'a>) -> Vec<(&'static str, &'a str)> {
    let mut names: Vec<(&str, &str)> = Vec::new();
    names.extend(case.book.activities().iter().map(|held| ("活动", held.fact.name.as_str())));
    for line in case.book.lines() {
        names.extend(line.category.project().map(|project| ("项目", project.name.as_str())));
        names.push(("预算指标", line.name.as_str()));
    }
    names
}

fn quoted_fault(name: &str, registered: &[(&str, &str)], seen: &[String]) -> Option<Fault> {
    let is_known = registered.iter().any(|(_, known)| *known == name);
    let on_record = registered.iter().find(|(_, known)| is_name_variant(known, name));
    let (severity, fact) = match on_record {
        Some((kind, known)) if !is_known => {
            (Severity::Warning, format!("登记的{kind}名称：{known}"))
        }
        _ => {
            let other = seen.iter().find(|other| is_name_variant(other, name))?;
            (Severity::Note, format!("另一处写作：{other}"))
        }
    };
    Some(Fault {
        severity,
        written: name.to_owned(),
        message: format!("“{name}”像是另一个名称写错"),
        fact,
        remedy: "改为登记的名称，全文一致。",
    })
}

fn doubled(text: &str) -> Option<Fault> {
    let at = text.match_indices("的的").find(|(at, _)| {
        // 目的的 is a word and its particle.
        !text.get(..*at).unwrap_or_default().ends_with('目')
    });
    at.map(|_| Fault {
        severity: Severity::Note,
        written: "的的".to_owned(),
        message: "有叠字“的的”".to_owned(),
        fact: "应为：的".to_owned(),
        remedy: "删去一个“的”。",
    })
}

fn unit_faults(unit: &UnitProfile, text: &str) -> Vec<Fault> {
    let names: Vec<&str> =
        [unit.name.as_str()].into_iter().chain(unit.aliases.iter().map(String::as_str)).collect();
    let mut faults: Vec<Fault> =
        names.iter().filter_map(|name| misspelt(unit, name, text)).collect();
    // What is neither the full nor a registered short name is left when those are taken out.
    let mut rest = text.to_owned();
    for name in
        [&unit.department, &unit.bureau].into_iter().map(String::as_str).chain(names.clone())
    {
        rest = rest.replace(name, "\u{3000}");
    }
    faults.extend(names.iter().filter_map(|name| cut_short(unit, name, &rest)));
    faults.dedup_by(|one, other| one.written == other.written);
    faults.extend(other_self(unit, text));
    faults
}

fn on_record(unit: &UnitProfile) -> String {
    let aliases = if unit.aliases.is_empty() {
        "没有登记简称".to_owned()
    } else {
        format!("简称{}", unit.aliases.join("、"))
    };
    format!("登记的名称：{}，{aliases}", unit.name)
}

/// Splits a unit's name into its place and the rest.
fn split_place(name: &str) -> (&str, &str) {
    let end = name.char_indices().skip(1).find(|(_, c)| PLACES.contains(*c));
    let at = end.map_or(0, |(at, c)| at.saturating_add(c.len_utf8()));
    name.split_at_checked(at).unwrap_or(("", name))
}

/// Finds the unit's name with its characters in another order or one of them wrong.
fn misspelt(unit: &UnitProfile, name: &str, text: &str) -> Option<Fault> {
    let (place, rest) = split_place(name);
    if place.is_empty() || rest.chars().count() < 3 {
        return None;
    }
    let length = rest.chars().count();
    let written = text.match_indices(place).find_map(|(at, _)| {
        let after = text.get(at.saturating_add(place.len())..)?;
        let end = after.char_indices().nth(length).map_or(after.len(), |(end, _)| end);
        let candidate = after.get(..end)?;
        is_slip(rest, candidate).then(|| format!("{place}{candidate}"))
    })?;
    Some(Fault {
        severity: Severity::Warning,
        message: format!("单位名称写成了“{written}”"),
        written,
        fact: on_record(unit),
        remedy: "改为登记的全称或简称。",
    })
}

/// Tells whether `other` is `name` in another order, or with one character wrong.
fn is_slip(name: &str, other: &str) -> bool {
    let differing = name.chars().zip(other.chars()).filter(|(a, b)| a != b).count();
    let is_as_long = name.chars().count() == other.chars().count();
    let is_long = name.chars().count() >= 5;
    is_as_long && (is_name_variant(name, other) || (is_long && differing == 1))
}

/// Finds the unit's name without its place, where it stands for this unit.
fn cut_short(unit: &UnitProfile, name: &str, text: &str) -> Option<Fault> {
    let (place, rest) = split_place(name);
    let level = place.chars().next_back()?;
    let written = text.match_indices(rest).find_map(|(at, _)| {
        let (before, from) = text.split_at_checked(at)?;
        let after = from.strip_prefix(rest)?;
        if GENERIC.iter().any(|word| after.starts_with(word)) {
            return None;
        }
        let with_level = before.strip_suffix(level);
        let before = with_level.unwrap_or(before);
        let begins = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric())
            || ["我", "由", "向", "在", "经", "对", "是"].iter().any(|w| before.ends_with(w));
        begins.then(|| format!("{}{rest}", with_level.map_or(String::new(), |_| level.to_string())))
    })?;
    Some(Fault {
        severity: Severity::Note,
        message: format!("单位名称写作“{written}”，没有登记这个简称"),
        written,
        fact: on_record(unit),
        remedy: "改为登记的全称或简称；常用的简称可补登记。",
    })
}

/// Finds a word for the writer that fits another kind of unit.
fn other_self(unit: &UnitProfile, text: &str) -> Option<Fault> {
    let mut names = unit.aliases.iter().chain([&unit.name]);
    let last: Vec<char> = names.by_ref().filter_map(|name| name.chars().next_back()).collect();
    let (word, _) =
        SELVES.into_iter().find(|(word, kind)| text.contains(word) && !last.contains(kind))?;
    Some(Fault {
        severity: Severity::Warning,
        written: word.to_owned(),
        message: format!("自称“{word}”，不是本单位的自称"),
        fact: on_record(unit),
        remedy: "核对是否抄自别的单位，改为“我单位”或登记的名称。",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> UnitProfile {
        UnitProfile {
            code: "621026001".parse().expect("a unit code"),
            name: "宁县科学技术协会".to_owned(),
            aliases: vec!["宁县科协".to_owned()],
            kind: taizhang_core::event::UnitKind::CivilServiceManaged,
            department: "宁县科学技术协会".to_owned(),
            bureau: "宁县财政局".to_owned(),
        }
    }

    #[test]
    fn the_unit_goes_by_its_registered_names() {
        let check = |text: &str, expected: &[&str]| {
            let written: Vec<String> =
                unit_faults(&unit(), text).into_iter().map(|fault| fault.written).collect();
            assert_eq!(written, expected, "{text}");
        };
        check("宁县科学技术协会（宁县科协）是参公单位，我单位有6人。", &[]);
        check("宁县科学技术学会在职7人。", &["宁县科学技术学会"]);
        check("宁县科协技术学会在职7人。", &["宁县科协技术学会"]);
        check("宁县科普志愿协会在职7人。", &[]);
        check("宁县技术科学协会在职7人。", &["宁县技术科学协会"]);
        check("县科协组织活动。", &[]);
        check("县科协开展活动，由科协承办。", &["县科协"]);
        check("活动由科协承办。", &["科协"]);
        check("赴庆阳市科协、中国科协学习，深化科协系统改革，指导乡镇科协。", &[]);
        check("经宁县财政局批准。", &[]);
        check("我局安排专人负责。", &["我局"]);
    }
}
