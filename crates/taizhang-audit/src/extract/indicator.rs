//! Rows of an indicator table.

use rust_decimal::Decimal;

use super::grid::{Row, Section, is_blank, is_unread};
use super::number::{self, Number};
use super::role::{Role, squeezed};
use super::{Pattern, regex};

static TARGET: Pattern = Pattern::new(|| {
    regex(
        r"^(?P<sign>≥|≧|>=|＞＝|大于等于|大于或等于|不少于|不低于|至少|≤|≦|<=|小于等于|小于或等于|不超过|不高于|不多于|控制在|>|＞|大于|<|＜|小于|=|＝|等于)?\s*(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>[^0-9.,\s（()）]{0,6})(?:以内|以下)?$",
    )
});

/// How an actual value is compared with its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    AtLeast,
    AtMost,
    Equal,
    /// No sign is printed.
    Unsaid,
}

/// A target that is a number.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) direction: Direction,
    pub(crate) number: Number,
}

/// An indicator as its row prints it.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    pub(crate) place: String,
    pub(crate) table: usize,
    pub(crate) level_one: String,
    pub(crate) level_two: String,
    pub(crate) name: String,
    pub(crate) target: Option<Target>,
    pub(crate) target_text: String,
    pub(crate) actual: Option<Number>,
    pub(crate) actual_text: String,
    pub(crate) weight: Option<Number>,
    pub(crate) score: Option<Number>,
    pub(crate) coefficient: Option<Number>,
    /// The reason's cell; none when the table has no such column.
    pub(crate) reason: Option<String>,
    /// Whether the table has columns for targets and for actual values.
    pub(crate) has_target: bool,
    pub(crate) has_actual: bool,
    /// Whether a part of the row could not be read.
    pub(crate) is_unread: bool,
}

impl Indicator {
    /// Tells whether the actual value reaches the target; none when that cannot be told.
    pub(crate) fn is_met(&self) -> Option<bool> {
        let target = self.target.as_ref()?;
        let actual = self.actual.as_ref()?;
        if !target.number.unit.is_empty()
            && !actual.unit.is_empty()
            && target.number.kind() != actual.kind()
        {
            return None;
        }
        let (wanted, reached) = (target.number.value, actual.value);
        match target.direction {
            Direction::AtLeast => Some(reached >= wanted),
            Direction::AtMost => Some(reached <= wanted),
            Direction::Equal => (reached == wanted).then_some(true),
            Direction::Unsaid if reached == wanted => Some(true),
            Direction::Unsaid if self.is_reverse() => None,
            Direction::Unsaid => Some(reached > wanted),
        }
    }

    /// Tells whether a smaller value is, or may be, the better one.
    pub(crate) fn is_reverse(&self) -> bool {
        let name = &self.name;
        [
            "控制",
            "变动",
            "结转",
            "调整",
            "成本",
            "下降",
            "降低",
            "减少",
            "投诉",
            "事故",
            "违",
            "误差",
            "时限",
            "天数",
            "时间",
            "耗",
            "差错",
            "负债",
            "发生率",
            "偏差",
            "逾期",
        ]
        .iter()
        .any(|word| name.contains(word))
            || name.ends_with("金额")
    }

    /// Tells whether all points were given.
    pub(crate) fn is_full(&self) -> Option<bool> {
        let (weight, score) = (self.weight.as_ref()?, self.score.as_ref()?);
        (weight.value > Decimal::ZERO).then_some(score.value == weight.value)
    }
}

/// Returns the indicators of a section; none when it is no indicator table.
pub(crate) fn indicators(section: &Section<'_>) -> Vec<Indicator> {
    let has_names = section.column(Role::Indicator).is_some()
        || (section.column(Role::LevelOne).is_some() && section.column(Role::LevelTwo).is_some());
    let has_values =
        section.column(Role::Target).is_some() || section.column(Role::Actual).is_some();
    if !has_names || !has_values {
        return Vec::new();
    }
    let mut above = (String::new(), String::new());
    let mut found = Vec::new();
    for row in &section.rows {
        let text = |role| section.column(role).map_or("", |column| row.text(column));
        let (one, two) = (text(Role::LevelOne), text(Role::LevelTwo));
        if !one.is_empty() {
            above.0 = squeezed(one);
        }
        if !two.is_empty() {
            above.1 = squeezed(two);
        }
        let name = squeezed(text(Role::Indicator));
        if is_total(&row.label) || is_total(&squeezed(one)) {
            continue;
        }
        found.push(indicator(section, row, &above, name));
    }
    found
}

fn indicator(
    section: &Section<'_>,
    row: &Row<'_>,
    above: &(String, String),
    name: String,
) -> Indicator {
    let text = |role: Role| {
        section
            .with_role(role)
            .map(|column| row.text(column))
            .find(|text| !text.is_empty())
            .unwrap_or("")
    };
    let unit = text(Role::Unit);
    let adjusted = text(Role::AdjustedTarget);
    let wanted = if is_blank(adjusted) { text(Role::Target) } else { adjusted };
    let number = |role| section.number(row, role).map(|number| number.with_unit(unit));
    let raw = |column: usize| row.cells.get(column).map_or("", |cell| cell.text.as_str());
    let roles = [Role::Indicator, Role::Weight, Role::Score, Role::Actual];
    let is_unread =
        roles.iter().filter_map(|role| section.column(*role)).any(|column| is_unread(raw(column)));
    let unread_target = section
        .column(Role::Target)
        .is_some_and(|column| is_unread_only(raw(column), row.text(column)));
    Indicator {
        place: section.place(row),
        table: section.table.number,
        level_one: above.0.clone(),
        level_two: above.1.clone(),
        name,
        target: target(wanted, text(Role::Comparator), unit),
        target_text: format!("{}{wanted}{unit}", text(Role::Comparator)),
        actual: number(Role::Actual),
        actual_text: text(Role::Actual).to_owned(),
        weight: section.number(row, Role::Weight),
        score: section.number(row, Role::Score),
        coefficient: section.number(row, Role::Coefficient),
        reason: section.column(Role::Reason).map(|column| row.text(column).to_owned()),
        has_target: section.column(Role::Target).is_some(),
        has_actual: section.column(Role::Actual).is_some(),
        is_unread: is_unread || unread_target,
    }
}

/// A remark about the copy stands alone in the cell.
fn is_unread_only(raw: &str, rest: &str) -> bool {
    rest.is_empty() && is_unread(raw)
}

fn target(text: &str, sign: &str, unit: &str) -> Option<Target> {
    let captures = TARGET.captures(text.trim())?;
    let printed = captures.name("sign").map_or(sign, |sign| sign.as_str());
    let value = number::cell(captures.name("number")?.as_str())?;
    let own_unit = captures.name("unit").map_or("", |unit| unit.as_str());
    let number = value.with_unit(if own_unit.is_empty() { unit } else { own_unit });
    let direction = match printed.trim() {
        "≥" | "≧" | ">=" | "＞＝" | "大于等于" | "大于或等于" | "不少于" | "不低于" | "至少"
        | ">" | "＞" | "大于" => Direction::AtLeast,
        "≤" | "≦" | "<=" | "小于等于" | "小于或等于" | "不超过" | "不高于" | "不多于"
        | "控制在" | "<" | "＜" | "小于" => Direction::AtMost,
        "=" | "＝" | "等于" => Direction::Equal,
        _ if text.ends_with("以内") || text.ends_with("以下") => Direction::AtMost,
        _ => Direction::Unsaid,
    };
    Some(Target { direction, number })
}

/// Tells whether a row adds up others.
pub(crate) fn is_total(label: &str) -> bool {
    let label = label.trim_start_matches("stated").trim_end_matches([':', '：']);
    matches!(
        label,
        "合计" | "总计" | "小计" | "共计" | "总分" | "总得分" | "total" | "总和" | "合计得分"
    ) || (label.starts_with("总分") && label.chars().count() < 8)
        || label
            .strip_suffix(')')
            .and_then(|l| l.rsplit_once('('))
            .is_some_and(|(l, _)| is_total(l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_split_or_joined() {
        let check = |text: &str, sign: &str, unit: &str| {
            target(text, sign, unit)
                .map(|t| (t.direction, t.number.value.to_string(), t.number.unit))
        };
        let expected = |d, n: &str, u: &str| Some((d, n.to_owned(), u.to_owned()));
        assert_eq!(check("≥50个", "", ""), expected(Direction::AtLeast, "50", "个"));
        assert_eq!(check("95", "≥", "%"), expected(Direction::AtLeast, "95", "%"));
        assert_eq!(check("≤90万元", "", ""), expected(Direction::AtMost, "90", "万元"));
        assert_eq!(check("100%", "", ""), expected(Direction::Unsaid, "100", "%"));
        assert_eq!(check("效果明显", "定性", ""), None);
    }
}
