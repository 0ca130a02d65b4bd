//! Numbers as they are printed: value, precision and unit.

use rust_decimal::Decimal;

use super::{Pattern, regex};

/// Longer units stand before their beginnings.
const UNITS: &str = "亿元|万元|千元|元|%|个百分点|万人次|人次|万人|场次|万份|万册|平方米|公里|\
                     百分比|名|人|个|项|件|份|册|套|面|所|支|家|次|场|户|辆|台|分|篇|期|条|天|座|处";

static NUMBER: Pattern = Pattern::new(|| {
    regex(&format!(
        r"(?P<sign>[-−－+])?(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<about>余|多)?\s?(?P<unit>{UNITS})?"
    ))
});

static CELL: Pattern = Pattern::new(|| {
    regex(
        r"^(?P<sign>[-−－+])?(?:¥|￥)?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s?(?P<unit>[^0-9.,\s（()）]{0,4})$",
    )
});

/// A printed number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) value: Decimal,
    /// How many decimals are printed.
    pub(crate) scale: u32,
    pub(crate) unit: String,
    /// As it is printed, with its unit.
    pub(crate) text: String,
    /// Whether 余 or 多 follows.
    pub(crate) is_about: bool,
}

/// Where a number stands in a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Number {
    /// Returns half a unit in the last printed place, at `scale` if that is finer.
    /// A count of people or things is exact.
    pub(crate) fn half(&self, scale: u32) -> Decimal {
        if self.is_count() { Decimal::ZERO } else { half(self.scale.max(scale)) }
    }

    /// Tells whether the number counts people or things one by one.
    fn is_count(&self) -> bool {
        self.scale == 0
            && !self.unit.is_empty()
            && !self.is_money()
            && !["%", "万", "百分", "米", "公里", "亩"].iter().any(|u| self.unit.contains(u))
    }

    pub(crate) fn is_money(&self) -> bool {
        matches!(self.unit.as_str(), "亿元" | "万元" | "千元" | "元")
    }

    /// Returns the unit with the words for persons made one, and the units of money.
    pub(crate) fn kind(&self) -> &str {
        match self.unit.as_str() {
            "名" => "人",
            "场次" => "场",
            _ if self.is_money() => "元",
            unit => unit,
        }
    }

    /// Returns how many of the smallest unit of its kind one of its unit is: 万元 is 10,000 元.
    fn factor(&self) -> Decimal {
        match self.unit.as_str() {
            "亿元" => Decimal::from(100_000_000),
            "万元" => Decimal::from(10_000),
            "千元" => Decimal::from(1_000),
            _ => Decimal::ONE,
        }
    }

    /// Returns the value in the unit of another number of its kind.
    pub(crate) fn value_as(&self, other: &Self) -> Decimal {
        if self.unit == other.unit || self.kind() != other.kind() {
            return self.value;
        }
        self.value * self.factor() / other.factor()
    }

    /// Returns half a unit in its own last place, in the unit of another number of its kind.
    fn half_as(&self, other: &Self, scale: u32) -> Decimal {
        if self.unit == other.unit || self.kind() != other.kind() {
            return self.half(scale);
        }
        self.half(0) * self.factor() / other.factor()
    }

    pub(crate) fn with_unit(mut self, unit: &str) -> Self {
        if self.unit.is_empty() {
            unit.clone_into(&mut self.unit);
        }
        self
    }
}

/// Returns half a unit in the last of `scale` decimals.
pub(crate) fn half(scale: u32) -> Decimal {
    Decimal::new(5, (scale + 1).min(12))
}

/// Prints a computed value without needless zeros.
pub(crate) fn plain(value: Decimal) -> String {
    value.round_dp(4).normalize().to_string()
}

/// Prints a computed share in per cent, with two decimals.
pub(crate) fn percent(value: Decimal) -> String {
    use rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    format!("{}%", value.round_dp_with_strategy(2, MidpointAwayFromZero))
}

/// Divides; none when the divisor is zero.
pub(crate) fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole).and_then(|quotient| quotient.checked_mul(Decimal::ONE_HUNDRED))
}

/// Returns the numbers of a text that have a unit, or that stand alone, in order.
pub(crate) fn numbers(text: &str) -> Vec<(Number, Span)> {
    let mut found = Vec::new();
    for captures in NUMBER.captures_iter(text) {
        let (Some(whole), Some(digits)) = (captures.get(0), captures.name("digits")) else {
            continue;
        };
        let before = text.get(..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        let sign = captures.name("sign").map_or("", |sign| sign.as_str());
        // 第12届, A4 and 〔2020〕2号 are names; 2018-2020 and 1.2.3 are none.
        let is_name = before.ends_with(|c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '第' | '〔' | '[' | '〕' | ']' | '.' | '_')
        });
        if is_name || after.starts_with(|c: char| c == '.' || c == '-' || c.is_ascii_digit()) {
            continue;
        }
        let unit = captures.name("unit").map_or("", |unit| unit.as_str());
        if let Some(mut number) = parsed(digits.as_str(), sign, unit) {
            number.is_about = captures.name("about").is_some();
            whole.as_str().clone_into(&mut number.text);
            found.push((number, Span { start: whole.start(), end: whole.end() }));
        }
    }
    found
}

/// Reads a cell that holds a number and at most a short unit.
pub(crate) fn cell(text: &str) -> Option<Number> {
    let text = text.trim();
    let captures = CELL.captures(text)?;
    let sign = captures.name("sign").map_or("", |sign| sign.as_str());
    let unit = captures.name("unit").map_or("", |unit| unit.as_str());
    // 2022年 and 3号 are names.
    if matches!(unit.chars().next(), Some('年' | '月' | '日' | '号' | '、' | '-' | '/')) {
        return None;
    }
    let digits = captures.name("digits")?.as_str();
    if is_year(digits) && !unit.is_empty() && !UNITS.split('|').any(|known| known.trim() == unit) {
        return None;
    }
    parsed(digits, sign, unit)
}

/// Tells whether digits are those of a year of our time.
pub(crate) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("20") || digits.starts_with("199"))
}

fn parsed(digits: &str, sign: &str, unit: &str) -> Option<Number> {
    let digits = digits.replace(',', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    // Beyond these bounds a product or sum of a few numbers could overflow; no budget has them.
    if whole.len() > 13 || decimals.len() > 6 {
        return None;
    }
    let value: Decimal = digits.parse().ok()?;
    let value = if matches!(sign, "-" | "−" | "－") { -value } else { value };
    let scale = u32::try_from(decimals.len()).ok()?;
    let text = format!("{sign}{digits}{unit}");
    Some(Number { value, scale, unit: unit.to_owned(), text, is_about: false })
}

/// Tells whether printed parts can be the printed total, rounding considered. A part whose zeros
/// were dropped counts as printed as finely as the finest.
pub(crate) fn closes(parts: &[&Number], total: &Number) -> bool {
    let scale = parts.iter().map(|part| part.scale).max().unwrap_or_default();
    let sum: Decimal = parts.iter().map(|part| part.value_as(total)).sum();
    let difference = (sum - total.value).abs();
    let slack: Decimal = parts.iter().map(|part| part.half_as(total, scale)).sum();
    difference.is_zero() || difference < slack + total.half(0)
}

/// How a printed share agrees with the division that it states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// It is the quotient.
    Exact,
    /// Its last digit is cut off or rounded in an unusual way.
    LastDigit,
    /// It is another number.
    None,
}

/// Compares a printed per cent with part over whole, given the precision of all three.
pub(crate) fn agreement(part: &Number, whole: &Number, printed: &Number) -> Agreement {
    let scale = if part.unit == whole.unit { part.scale.max(whole.scale) } else { 0 };
    let (half_part, half_whole) = (part.half_as(whole, scale), whole.half(scale));
    let value = part.value_as(whole);
    // A base that may be nothing says nothing about the share.
    if whole.value - half_whole <= Decimal::ZERO {
        return Agreement::Exact;
    }
    let low = share(value - half_part, whole.value + half_whole);
    let high = share(value + half_part, whole.value - half_whole);
    let (Some(a), Some(b)) = (low, high) else { return Agreement::Exact };
    let (low, high) = (a.min(b), a.max(b));
    let half = printed.half(0);
    let fits = |slack: Decimal| printed.value >= low - slack && printed.value <= high + slack;
    if fits(half) {
        Agreement::Exact
    } else if fits(half + half) {
        Agreement::LastDigit
    } else {
        Agreement::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        numbers(text).into_iter().map(|(number, _)| number.text).collect()
    }

    #[test]
    fn numbers_have_units_and_names_are_no_numbers() {
        assert_eq!(
            texts("支出1,234.50万元，占83.4%，12000余册"),
            ["1,234.50万元", "83.4%", "12000余册"]
        );
        assert!(texts("第12届，A4，甘财科[2020]2号").iter().all(|text| text == "2020"));
        assert_eq!(cell("-83.71").unwrap().value, Decimal::new(-8371, 2));
        assert_eq!(cell("76%").unwrap().unit, "%");
        assert!(cell("2022年").is_none());
        assert!(cell("12345678901234567890").is_none());
    }

    #[test]
    fn sums_close_within_the_printed_precision() {
        let read = |texts: &[&str]| texts.iter().map(|t| cell(t).unwrap()).collect::<Vec<_>>();
        let check = |parts: &[&str], total: &str| {
            let parts = read(parts);
            closes(&parts.iter().collect::<Vec<_>>(), &cell(total).unwrap())
        };
        assert!(check(&["30", "30", "29.99"], "89.99"));
        assert!(check(&["30", "30", "29.99"], "89.98"));
        assert!(!check(&["30", "30", "29.99"], "89.97"));
        assert!(check(&["100.53", "20"], "120.53"));
        assert!(!check(&["100.53", "20"], "120.55"));
    }

    #[test]
    fn units_of_money_are_one_kind() {
        let read = |text: &str| cell(text).unwrap();
        assert_eq!(read("1.2亿元").value_as(&read("1万元")), Decimal::from(12_000));
        assert_eq!(read("5人").value_as(&read("1万元")), Decimal::from(5));
        let parts = [read("1.2亿元"), read("500万元"), read("300000元")];
        assert!(closes(&parts.iter().collect::<Vec<_>>(), &read("1.253亿元")));
        assert!(!closes(&parts.iter().collect::<Vec<_>>(), &read("1.403亿元")));
        // 1.2亿元 may be anything from 11,500 to 12,500万元.
        assert_eq!(agreement(&read("6240万元"), &read("1.2亿元"), &read("50%")), Agreement::Exact);
        assert_eq!(agreement(&read("9600万元"), &read("1.20亿元"), &read("50%")), Agreement::None);
    }

    #[test]
    fn shares_agree_within_the_printed_precision() {
        let check = |part: &str, whole: &str, printed: &str| {
            agreement(&cell(part).unwrap(), &cell(whole).unwrap(), &cell(printed).unwrap())
        };
        assert_eq!(check("100.53", "120.53", "83.4%"), Agreement::Exact);
        assert_eq!(check("100.53", "120.53", "83.39%"), Agreement::LastDigit);
        assert_eq!(check("120.53", "78.62", "100%"), Agreement::None);
        assert_eq!(check("0", "0", "0%"), Agreement::Exact);
    }
}
